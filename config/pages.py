"""The pages about the service itself: the same for everybody, signed in or not."""

from django.conf import settings
from django.urls import path
from django.views.generic import TemplateView

COOKIES = {"session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME}
NAMES = ("accessibility", "privacy", "cookies", "help")

urlpatterns = [
    path(
        f"{name}/",
        TemplateView.as_view(
            template_name=f"pages/{name}.html", extra_context={"cookies": COOKIES}
        ),
        name=name,
    )
    for name in NAMES
]
