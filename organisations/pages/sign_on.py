"""Signing in with an organisation's own account: the way there, and the way back."""

from typing import Any, cast

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from organisations.single_sign_on.adapter import FAILED, refuse
from organisations.single_sign_on.provider import CheckedTokens

# What a provider can answer instead of what the protocol says.
BROKEN = (RequestException, OAuth2Error, AttributeError, KeyError, TypeError, ValueError)


@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the organisation's sign-in."""
    provider = _find(request, provider_id)
    try:
        next_url = get_next_redirect_url(request)
        return cast(HttpResponse, provider.redirect(request, "login", next_url=next_url))
    except BROKEN:
        return refuse(request, provider=provider_id, why="unreachable", sentence=FAILED)


@never_cache
@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the organisation's sign-in answers, once, from the browser that was sent."""
    _find(request, provider_id)
    view = OAuth2CallbackView.adapter_view(CheckedTokens(request, provider_id))
    try:
        return cast(HttpResponse, view(request))
    except BROKEN:
        return refuse(request, provider=provider_id, why="failed", sentence=FAILED)


def _find(request: HttpRequest, provider_id: str) -> Any:
    try:
        return get_adapter(request).get_provider(request, provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
