"""How the schema page describes the tokens that programs sign in with."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from programs.models import May


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped
    target_class = "casework.api.authentication.ScopedTokenAuthentication"
    name = "client"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, object]:
        return {
            "type": "oauth2",
            "description": "A client's token, from /api/v1/token/, or a person's",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "/api/v1/token/",
                    "scopes": {one.value: one.label for one in May},
                }
            },
        }
