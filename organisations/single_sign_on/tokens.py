"""Reading an ID token: who says what of whom, to whom, until when (OIDC Core 3.1.3.7)."""

import json
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHM = "RS256"  # what both providers sign with; a token never chooses its own
NEEDED = ("iss", "sub", "aud", "exp", "iat", "nonce")
SKEW_SECONDS = 30  # how far two honest clocks may be apart


def read_id_token(
    token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str
) -> dict[str, Any]:
    """
    Return the claims of ``token``, whose signature, issuer, audience and times are right.

    The signature is always checked, although the token came over TLS and need not be.

    :raises OAuth2Error: if anything is wrong; which part is never told to the browser.
    """
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        [key] = [each for each in keys["keys"] if each.get("kid") == kid]
        public = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(key))
        claims: dict[str, Any] = jwt.decode(
            token,
            public,  # type: ignore[arg-type]  # a private one would be no less refused
            algorithms=[ALGORITHM],
            issuer=issuer,
            audience=client_id,
            leeway=SKEW_SECONDS,
            options={"require": list(NEEDED)},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise OAuth2Error("the ID token is not valid") from fault
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if several and claims.get("azp") != client_id:
        raise OAuth2Error("the ID token was made for somebody else")
    return claims
