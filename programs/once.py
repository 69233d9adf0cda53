"""A call under a key takes effect once. The only reader and writer of the answers that are kept."""

import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from programs.models import KeptAnswer
from row_security.scope import tell_declared

SALT = "programs.once"


class KeyUsedBefore(Exception):
    """The key came before with another request: one of the two would be lost."""


class ReachChanged(Exception):
    """This was done before, when the caller could see other cases."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it is told from another: whose, under which key, and all that was sent."""

    caller: str
    key: str
    request: str

    def find_digest(self, secret: str) -> str:
        return self._make("digest", secret).hex()

    def make_lock(self, secret: str) -> Fernet:
        """Return what seals the answer: to open it takes our secret and the same call again."""
        return Fernet(urlsafe_b64encode(self._make("lock", secret)))

    def _make(self, use: str, secret: str) -> bytes:
        told = json.dumps([use, self.caller, self.key, self.request])
        return salted_hmac(SALT, told, secret=secret, algorithm="sha256").digest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call was answered with."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def claim(call: Call, *, now: datetime) -> KeptAnswer | Answer:
    """
    Return a new row for this call, or the answer that it was given before.

    Whoever sends the same at the same time waits here until the first has committed. Needs an open
    transaction; the row is of it, like all that the call does.

    :raises KeyUsedBefore: if the key came before with another request.
    :raises ReachChanged: if the caller's reach is not what it was then.
    """
    reach = sha256(tell_declared().encode()).hexdigest()
    row, is_new = KeptAnswer.objects.get_or_create(
        caller=call.caller,
        key_digest=sha256(call.key.encode()).hexdigest(),
        defaults={
            "request_digest": call.find_digest(settings.SECRET_KEY),
            "reach_digest": reach,
            "kept_at": now,
        },
    )
    if is_new:
        return row
    secret = next((one for one in _secrets() if call.find_digest(one) == row.request_digest), None)
    if secret is None:
        raise KeyUsedBefore("this key was used before with other contents: send a new key")
    if row.reach_digest != reach:
        raise ReachChanged(
            "this was done when you sent it before. What you may see has changed since, so the "
            "answer is not shown again: read what is there now"
        )
    return _open(call.make_lock(secret).decrypt(bytes(row.sealed)))


def keep(row: KeptAnswer, call: Call, answer: Answer) -> None:
    """Keep the answer of a call that took effect, sealed."""
    told = {**asdict(answer), "body": b64encode(answer.body).decode()}
    row.sealed = call.make_lock(settings.SECRET_KEY).encrypt(json.dumps(told).encode())
    row.save(update_fields=["sealed"])


def give_up(row: KeptAnswer) -> None:
    """Forget a call that was refused: nothing happened, and it may be sent again."""
    row.delete()


def sweep(*, before: datetime) -> int:
    """Remove the answers kept since before then; return how many."""
    return KeptAnswer.objects.filter(kept_at__lt=before).delete()[0]


def _secrets() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _open(told: bytes) -> Answer:
    values = json.loads(told)
    return Answer(values["status"], values["headers"], b64decode(values["body"]))
