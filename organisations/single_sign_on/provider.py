"""django-allauth's OpenID Connect, with a nonce, checked signatures and configured hosts."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from organisations.single_sign_on.outgoing import check_host
from organisations.single_sign_on.tokens import read_id_token

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
NONCE_CHARACTERS = 43  # 256 bits


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class CheckedTokens(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth is not typed
    """Reads what the provider publishes and what it signs; believes nothing else."""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if config.get("issuer") != issuer:
            raise OAuth2Error("the provider gives itself another name than the settings")
        for endpoint in ENDPOINTS:
            check_host(config[endpoint])
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **given: Any) -> Any:
        config = self.openid_config
        with get_adapter().get_requests_session() as session:
            answer = session.get(config["jwks_uri"])
            answer.raise_for_status()
        claims = read_id_token(
            given["response"].get("id_token", ""),
            keys=answer.json(),
            issuer=config["issuer"],
            client_id=app.client_id,
        )
        request.sign_on_claims = claims  # type: ignore[attr-defined]  # for SignOnAccounts
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


class OrganisationSignOn(OpenIDConnectProvider):  # type: ignore[misc]  # allauth is not typed
    """One configured provider. The code is bound to the browser (PKCE), the token too (nonce)."""

    oauth2_adapter_class = CheckedTokens
    pkce_enabled_default = True

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **given: Any
    ) -> Any:
        nonce = get_random_string(NONCE_CHARACTERS)
        given = {"nonce": nonce, "auth_params": {"nonce": nonce}}  # none that the browser asks for
        return super().redirect(request, process, next_url=next_url, **given)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}  # nothing of what the provider says of a person is kept


provider_classes = [OrganisationSignOn]
