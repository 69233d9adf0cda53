"""Where people sign in and out. The names are django-allauth's."""

from django.urls import path

from organisations.pages.sign_in import ChoosePassword, SignIn, SignOut

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-out/", SignOut.as_view(), name="account_logout"),
    path("choose-password/<uidb64>/<token>/", ChoosePassword.as_view(), name="choose_password"),
]
