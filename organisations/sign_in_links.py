"""The link with which a person chooses a password: it works once, and for three days."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from organisations.models import User


def make_password_link(person: User) -> str:
    """Return the whole address of the page where ``person`` chooses a password."""
    ids = {
        "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
    return f"{settings.BASE_URL}{reverse('choose_password', kwargs=ids)}"
