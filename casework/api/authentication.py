"""How a program signs in to the API: with a token that was issued to a person."""

from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token

from casework.access import declare_reach
from organisations.models import User


class ScopedTokenAuthentication(TokenAuthentication):
    """
    Know the person by the token, and declare what they may see.

    The middleware knows only people with a session; without this, a token would see no row at all.
    """

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        user, token = super().authenticate_credentials(key)
        declare_reach(user)
        return user, token
