"""Where people sign in and out, and keep what they sign in with. The names are django-allauth's."""

from django.urls import path

from organisations.pages import confirming, second_factors
from organisations.pages.sign_in import ChoosePassword, SignIn, SignOut

FACTORS = "account/second-step"
CODES = "account/recovery-codes"
CONFIRM = "account/confirm"

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-in/second-step/", second_factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-out/", SignOut.as_view(), name="account_logout"),
    path("choose-password/<uidb64>/<token>/", ChoosePassword.as_view(), name="choose_password"),
    path(f"{FACTORS}/", second_factors.SecondFactorList.as_view(), name="mfa_index"),
    path(f"{FACTORS}/app/", second_factors.SetUpApp.as_view(), name="mfa_activate_totp"),
    path(f"{FACTORS}/app/remove/", second_factors.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path(f"{FACTORS}/passkeys/new/", second_factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        f"{FACTORS}/passkeys/<int:pk>/remove/",
        second_factors.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(f"{CODES}/", second_factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        f"{CODES}/new/",
        second_factors.MakeRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(f"{CONFIRM}/", confirming.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path(f"{CONFIRM}/code/", confirming.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path(
        f"{CONFIRM}/passkey/",
        confirming.ConfirmPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
]
