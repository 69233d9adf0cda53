"""A notice that cannot be taken: every fault by the name of its field."""

from collections.abc import Mapping, Sequence

from rest_framework import status
from rest_framework.exceptions import APIException


class NoticeFaults(APIException):
    """Some answers are missing or cannot be right; ``fields`` says which, and what to do."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "invalid"
    default_detail = "The notice has faults. Nothing was saved."

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.fields = fields


class QueryFaults(NoticeFaults):
    """Some part of the address asks for what is not there."""

    default_detail = "The address asks for something that is not there."
