"""The letter that tells somebody that a document they added is not safe."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.conf import settings

from casework.letters import reach_of
from casework.models import Document
from notifications.outbox import Address, Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNotSafe:
    """
    That the virus scanner found something, in what, and what to do.

    The file is not named: its name may be a child's.
    """

    template: ClassVar[str] = "letters/document_not_safe"
    dedupe_key: str
    address: Address
    reach: Reach
    reference: str
    paper: str
    link: str

    @classmethod
    def of(cls, document: Document) -> Self:
        case, person = document.case, document.filed_by
        return cls(
            dedupe_key=f"{case.stream}/document-not-safe/{document.public_id}/email",
            address=Address(addressee=str(person), to=person.email),
            reach=reach_of(case),
            reference=case.reference,
            paper=document.get_kind_display().lower(),
            link=f"{settings.BASE_URL}/cases/{case.public_id}/documents/{document.public_id}/",
        )
