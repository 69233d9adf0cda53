"""
The second step of signing in: asked for, set up, taken away.

django-allauth does it; these doors give it our pages and put it on the record.
"""

from typing import Any, cast
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from organisations import queries
from organisations import second_factors as factors
from organisations.actions import second_factors
from organisations.models import User
from organisations.pages import second_factor_forms as forms
from organisations.pages.people import find_authority
from row_security.scope import WHOLE_SERVICE, Scope, declare


class Refusing:
    """A form sent back with its faults is 422, as everywhere in the service."""

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]
        return self.render_to_response(context, status=422)  # type: ignore[attr-defined, no-any-return]


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth is not typed
    """Asked of somebody whose password was right, before they are signed in."""

    template_name = "account/second_step.html"
    form_class = forms.CodeForm
    webauthn_form_class = forms.PasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast(User, self.stage.login.user)
        used = form.cleaned_data.get("credential") or form.authenticator
        response = cast(HttpResponse, super().form_valid(form))
        declare(Scope(user_id=user.pk))
        second_factors.record_used(actor=user, factor=used.type, now=timezone.now())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        user = cast(User, self.stage.login.user)
        declare(WHOLE_SERVICE)  # nobody is signed in: only the service can write this down
        second_factors.record_failed(person=user, now=timezone.now())
        declare(Scope())
        return self.render_to_response(self.get_context_data(), status=422)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = cast(dict[str, Any], super().get_context_data(**kwargs))
        held = Authenticator.objects.filter(user=self.stage.login.user)
        kinds = set(held.values_list("type", flat=True))
        return context | {
            "forms": [self.webauthn_form],
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "has_app": Authenticator.Type.TOTP in kinds,
        }


class SecondFactorList(IndexView):  # type: ignore[misc]  # allauth is not typed
    """What a person has set up; where somebody who must set up a factor is sent."""

    template_name = "account/second_factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast(User, self.request.user)
        held = Authenticator.objects.filter(user=user).order_by("created_at")
        codes = held.filter(type=Authenticator.Type.RECOVERY_CODES).first()
        return super().get_context_data(**kwargs) | {  # type: ignore[no-any-return]
            "app": held.filter(type=Authenticator.Type.TOTP).first(),
            "passkeys": [one.wrap() for one in held.filter(type=Authenticator.Type.WEBAUTHN)],
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
            "must_set_up": factors.needs_one(user) and not factors.has_one(user),
        }


class SetUpApp(Refusing, ActivateTOTPView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/set_up_app.html"
    form_class = forms.SetUpAppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = cast(dict[str, Any], super().get_context_data(**kwargs))
        secret = context["form"].secret
        grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"secret": grouped, "code": factors.draw_code(context["totp_url"])}

    def form_valid(self, form: Any) -> HttpResponse:
        response = cast(HttpResponse, super().form_valid(form))
        _keep_added(self.request, Authenticator.Type.TOTP)
        return response


class RemoveApp(Refusing, DeactivateTOTPView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/remove_app.html"
    form_class = forms.RemoveAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = cast(HttpResponse, super().form_valid(form))
        _keep_removed(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(Refusing, AddWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/add_passkey.html"
    form_class = forms.AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # django-allauth drops the form that was sent back, and its faults with it.
        return super().get_context_data() | kwargs  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponse:
        response = cast(HttpResponse, super().form_valid(form))
        _keep_added(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    template_name = "account/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        if not factors.SecondFactors().can_delete_authenticator(self.object):
            words = factors.SecondFactors.error_messages["cannot_delete_authenticator"]
            form.add_error(None, words)
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=422)  # type: ignore[no-any-return]
        response = cast(HttpResponse, super().form_valid(form))
        _keep_removed(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]  # allauth is not typed
    """The codes, shown once."""

    template_name = "account/recovery_codes.html"


class MakeRecoveryCodes(Refusing, GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "account/make_recovery_codes.html"
    form_class = forms.MakeCodesForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = cast(HttpResponse, super().form_valid(form))
        second_factors.record_codes_made(actor=cast(User, self.request.user), now=timezone.now())
        return response


@require_POST
@login_required
def reset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a manager take away the factors of somebody who lost theirs."""
    authority, user = find_authority(request)
    person = get_object_or_404(User, public_id=public_id)
    if not queries.get_memberships(authority).filter(user=person).exists():
        raise Http404
    second_factors.reset(person=person, actor=user, now=timezone.now())
    get_adapter(request).send_notification_mail("account/email/second_step_reset", person)
    messages.success(request, f"{person} sets up a new second step at the next sign-in.")
    return redirect("organisations:person", public_id=person.public_id)


def _keep_added(request: HttpRequest, kind: str) -> None:
    user = cast(User, request.user)
    # Whoever has just shown the factor need not show it again in this session.
    record_authentication(request, user, "mfa", type=str(kind))
    second_factors.record_added(actor=user, factor=str(kind), now=timezone.now())


def _keep_removed(request: HttpRequest, kind: str) -> None:
    user = cast(User, request.user)
    second_factors.record_removed(actor=user, factor=str(kind), now=timezone.now())
