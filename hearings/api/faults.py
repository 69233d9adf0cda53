"""What was sent cannot be taken: every fault by the name of its field."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.serializers import Serializer


class Faults(APIException):
    """Something is missing or cannot be right; ``fields`` says what."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "invalid"
    default_detail = "What was sent has faults. Nothing was saved."

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.fields = fields


def read(sent: Serializer[Any]) -> dict[str, Any]:
    """
    Return what was sent, checked.

    :raises Faults: with every fault at once.
    """
    if not sent.is_valid():
        raise Faults({name: [str(told) for told in faults] for name, faults in sent.errors.items()})
    return dict(sent.validated_data)
