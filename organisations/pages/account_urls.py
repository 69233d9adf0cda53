"""Where people sign in and out, and keep what they sign in with. The names are django-allauth's."""

from django.urls import path

from organisations.pages import account, confirming, passwords, second_factors, sessions, sign_on
from organisations.pages.email_code import ConfirmEmail
from organisations.pages.sign_in import SignIn, SignOut

FACTORS = "account/second-step"
CODES = "account/recovery-codes"
CONFIRM = "account/confirm"

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-in/second-step/", second_factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/with/<slug:provider_id>/", sign_on.begin, name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        sign_on.come_back,
        name="openid_connect_callback",
    ),
    path("sign-out/", SignOut.as_view(), name="account_logout"),
    path(
        "sign-in/confirm-email/",
        ConfirmEmail.as_view(),
        name="account_email_verification_sent",
    ),
    path("sign-in/forgotten/", passwords.ask_for_link, name="account_reset_password"),
    path(
        "choose-password/<uidb64>/<token>/",
        passwords.ChoosePassword.as_view(),
        name="choose_password",
    ),
    path(
        "new-password/<uidb64>/<token>/",
        passwords.ChooseForgottenPassword.as_view(),
        name="choose_forgotten_password",
    ),
    path("account/password/", passwords.ChangePassword.as_view(), name="account_change_password"),
    path("account/", account.show_account, name="account"),
    path("account/sessions/", sessions.list_sessions, name="usersessions_list"),
    path("account/still-here/", sessions.still_here, name="still_here"),
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
