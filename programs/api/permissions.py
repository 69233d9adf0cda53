"""What a client may ask for: what its view names, and nothing else."""

from typing import Any

from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from programs.models import BearerToken, May


class PersonOrNamedClient(BasePermission):
    """
    Let in a person who has signed in; a client only where the view's ``client_may`` says so.

    What a person may do is asked by each action. A view that says nothing is for people alone.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not (request.user and request.user.is_authenticated):
            raise NotAuthenticated
        if not isinstance(request.auth, BearerToken):
            return True
        needed: May | None = getattr(view, "client_may", {}).get(request.method or "")
        if needed is None:
            raise PermissionDenied(
                "A person does this: no program may, whatever it was given.", code="a_person_must"
            )
        if needed.value not in request.auth.may:
            raise PermissionDenied(
                f"The token does not let this system do that: it needs “{needed.value}”.",
                code="insufficient_scope",
            )
        return True
