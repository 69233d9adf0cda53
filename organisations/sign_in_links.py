"""The links with which a person chooses a password. Each works once."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from organisations.models import User

FORGOTTEN_SECONDS = 60 * 60  # a link by mail lies in a mailbox, so it is short-lived


class ForgottenTokens(PasswordResetTokenGenerator):
    """Tokens of links sent by mail; one of another kind of link is none here."""

    key_salt = "organisations.sign_in_links.ForgottenTokens"

    def check_token(self, user: User | None, token: str | None) -> bool:
        if not super().check_token(user, token):
            return False
        made = base36_to_int(str(token).split("-")[0])
        return self._num_seconds(self._now()) - made <= FORGOTTEN_SECONDS


forgotten_tokens = ForgottenTokens()


def make_password_link(person: User) -> str:
    """Return the whole address of the page where ``person`` chooses a password, for three days."""
    return _link("choose_password", person, default_token_generator)


def make_forgotten_link(person: User) -> str:
    """Return the same for a letter to ``person``: it works for an hour."""
    return _link("choose_forgotten_password", person, forgotten_tokens)


def _link(name: str, person: User, tokens: PasswordResetTokenGenerator) -> str:
    ids = {
        "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": tokens.make_token(person),
    }
    return f"{settings.BASE_URL}{reverse(name, kwargs=ids)}"
