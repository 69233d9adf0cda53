"""
Who may come in with an organisation's account: somebody whom this service knows already.

django-allauth calls these in the middle of a request, so the clock is read here.
"""

from typing import Any, NoReturn

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from requests import Session

from organisations.actions import sign_in
from organisations.models import User
from organisations.single_sign_on import outgoing
from organisations.single_sign_on.claims import (
    Organisation,
    UnknownOrganisation,
    find_organisation,
    find_person,
    works_at,
)
from row_security.scope import WHOLE_SERVICE, Scope, declare

FAILED = "Signing in with your organisation did not work. Try again."


def refuse(request: HttpRequest, *, provider: str, why: str, sentence: str) -> HttpResponse:
    """Return the page that says why nobody was signed in, and put it on the record."""
    declare(WHOLE_SERVICE)  # nobody is signed in: only the service can write this down
    sign_in.record_sign_on_refused(provider=provider, why=why, now=timezone.now())
    declare(Scope())
    return render(request, "account/sign_on_refused.html", {"sentence": sentence}, status=403)


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SignOnAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """No account is made here: whoever has no role at the organisation is told so."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> Any:
        """Return what the settings configure; a row in the database adds nothing."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_requests_session(self) -> Session:
        return outgoing.make_session()

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        raise ImmediateHttpResponse(
            refuse(request, provider=provider.sub_id, why="failed", sentence=FAILED)
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """
        Let in a person who has a role at the organisation that the token names.

        :raises ImmediateHttpResponse: with a page that says why not.
        """
        claims: dict[str, Any] = request.sign_on_claims  # type: ignore[attr-defined]
        provider = str(sociallogin.account.provider)
        rules = self.get_app(request, provider).settings
        self._check_nonce(request, sociallogin, claims)
        try:
            organisation = find_organisation(claims, rules)
        except UnknownOrganisation as unknown:
            sentence = f"You cannot use this service with that organisation: {unknown}."
            self._refuse(request, provider, "organisation", sentence)
        linked = sociallogin.user if sociallogin.is_existing else None
        person = linked or find_person(claims, rules)
        if person is None or not person.is_active or not works_at(person, organisation):
            self._refuse(request, provider, "no-role", _explain_no_role(organisation))
        if linked is None:
            self._link(sociallogin, person)
        declare(Scope(user_id=person.pk))
        sign_in.record_sign_on(actor=person, provider=provider, now=timezone.now())
        declare(Scope())
        if "mfa" in _as_list(claims.get("amr")):  # RFC 8176: the provider asked for a second step
            record_authentication(request, person, "mfa", type="sign-on")

    def _check_nonce(self, request: HttpRequest, sociallogin: Any, claims: dict[str, Any]) -> None:
        expected, given = sociallogin.state.get("nonce"), claims.get("nonce")
        if not expected or not constant_time_compare(str(given), expected):
            self._refuse(request, str(sociallogin.account.provider), "nonce", FAILED)

    def _link(self, sociallogin: Any, person: User) -> None:
        sociallogin.user = sociallogin.account.user = person
        sociallogin.account.save()
        shown = {"verified": True, "primary": True}  # by the provider, whom the settings trust
        EmailAddress.objects.update_or_create(
            user=person, email=person.email.lower(), defaults=shown
        )

    def _refuse(self, request: HttpRequest, provider: str, why: str, sentence: str) -> NoReturn:
        raise ImmediateHttpResponse(refuse(request, provider=provider, why=why, sentence=sentence))


def _explain_no_role(organisation: Organisation) -> str:
    return (
        f"Nobody has given you a role at {organisation}. Ask the person who manages exclusions at"
        " your local authority to add you, with the email address of this account."
    )


def _as_list(claim: object) -> list[Any]:
    return claim if isinstance(claim, list) else []
