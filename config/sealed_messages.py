"""The sentence that the next page shows once. It may name somebody, so it is kept encrypted."""

from collections.abc import Sequence
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage

from organisations.sealing import seal, unseal

PURPOSE = "messages at rest"


class SealedMessages(SessionStorage):
    """Keeps messages in the session, and not in a cookie; nobody reads them in the database."""

    def serialize_messages(self, messages: Sequence[Any]) -> str:
        return seal(super().serialize_messages(messages), purpose=PURPOSE)

    def deserialize_messages(self, data: Any) -> list[Message] | None:
        kept = unseal(data, purpose=PURPOSE) if isinstance(data, str) else ""
        return super().deserialize_messages(kept) if kept else None
