"""How the schema page describes the tokens that programs sign in with."""

from drf_spectacular.authentication import TokenScheme


class ScopedTokenScheme(TokenScheme):  # type: ignore[no-untyped-call]  # registers itself, untyped
    target_class = "casework.api.authentication.ScopedTokenAuthentication"
    name = "token"
