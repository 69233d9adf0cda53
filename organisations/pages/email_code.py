"""Asked at a first sign-in: a code that was sent to the address, which shows that it is theirs."""

from typing import Any

from allauth.account.forms import ConfirmEmailVerificationCodeForm
from allauth.account.views import ConfirmEmailVerificationCodeView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from organisations.pages.second_factor_forms import code_field


# django-allauth's own types are not followed, so its classes are Any to the type checker.
class EmailCodeForm(ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth is not typed
    """The code of the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        code = code_field("Code", "It is in the email that we have just sent you.")
        code.widget = forms.TextInput(attrs={"autocomplete": "one-time-code"})
        self.fields = {"code": code}


class ConfirmEmail(ConfirmEmailVerificationCodeView):  # type: ignore[misc]  # allauth is not typed
    """Where the code is typed, or sent again."""

    template_name = "account/confirm_email.html"
    form_class = EmailCodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("/")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response
