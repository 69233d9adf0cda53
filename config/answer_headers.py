"""What every answer says to the browser besides its content, whichever door it comes from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing of a device is used here but a passkey.
DEVICE = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *(
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "hid",
        "identity-credentials-get",
    ),
    *("idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
PASSKEY = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [*(f"{feature}=()" for feature in DEVICE), *(f"{feature}=(self)" for feature in PASSKEY)]
)
FIXED = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class AnswerHeaders:
    """
    Say what no other site may do with an answer, and that no copy of it may be kept.

    A view that says itself how long its answer may be kept is believed: the published figures do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
