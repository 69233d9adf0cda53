"""The only hosts that the service asks anything of when somebody signs in."""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

from organisations.single_sign_on.configured import find_origins

TIMEOUT_SECONDS = 5  # somebody waits for the page, and a transaction is open


class NotConfigured(requests.RequestException):
    """A provider, or a redirect of one, names a host that the settings do not."""


def check_host(url: str) -> None:
    """
    Refuse an address that is not at a configured provider.

    :raises NotConfigured: if it is elsewhere.
    """
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" not in find_origins(settings.SOCIALACCOUNT_PROVIDERS):
        raise NotConfigured("a host that is not in the settings was asked for")


class ConfiguredHosts(HTTPAdapter):
    """Sends to configured hosts alone; a redirect is checked like a first request."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        check_host(str(request.url))
        kwargs["timeout"] = TIMEOUT_SECONDS
        return super().send(request, *args, **kwargs)


def make_session() -> requests.Session:
    """Return a session that can reach nothing but the configured providers."""
    session = requests.Session()
    session.trust_env = False  # no password file of the machine goes along
    for scheme in ("http://", "https://"):
        session.mount(scheme, ConfiguredHosts())
    return session
