"""Links to the bytes of a paper: each for one caller and one paper, and for five minutes."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

from casework.models import Document
from programs.callers import Caller, name_caller

LASTS = timedelta(minutes=5)
SIGNER = Signer(salt="casework.links")


class NotALink(Exception):
    """This was never given out for this person and this paper."""


class LinkRanOut(Exception):
    """It was theirs, and it is too old."""

    def __init__(self) -> None:
        super().__init__(
            "links to a document work for five minutes, and this one has run out; open the case "
            "again, and save the document from there"
        )


def issue_link(document: Document, caller: Caller, *, now: datetime) -> str:
    """Return a token with which ``caller`` alone may fetch this paper until ``now + LASTS``."""
    until = int((now + LASTS).timestamp())
    return SIGNER.sign_object([name_caller(caller), str(document.public_id), until])


def check_link(token: str, document: Document, caller: Caller, *, now: datetime) -> None:
    """
    Take a token that was issued to this person for this paper and still works.

    :raises NotALink: if it was not.
    :raises LinkRanOut: if it was, and its time is over.
    """
    try:
        said = SIGNER.unsign_object(token)
    except (BadSignature, ValueError):
        raise NotALink from None
    if said[:2] != [name_caller(caller), str(document.public_id)]:
        raise NotALink
    if now.timestamp() > said[2]:
        raise LinkRanOut
