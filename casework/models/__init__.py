from casework.models.cases import (
    BreakGlass,
    Case,
    CaseAssignment,
    CaseQuerySet,
    CaseReference,
    Pattern,
    Session,
    ToldHow,
)
from casework.models.documents import Document, DocumentKind, DocumentQuerySet, DocumentState
from casework.models.drafts import DraftStage, DraftState, NoticeDraft
from casework.models.education import EducationOffer, OfferAnswer
from casework.models.facts import CaseFact, Deadline, DeadlineState
from casework.models.invitations import CaseInvitation
from casework.models.people import Adult, EthnicGroup, Pupil, SenProvision, Sex, YearGroup
from casework.models.remarks import Remark
from casework.models.sealed import SealedKind, SealedValue

__all__ = [
    "Adult",
    "BreakGlass",
    "Case",
    "CaseAssignment",
    "CaseFact",
    "CaseInvitation",
    "CaseQuerySet",
    "CaseReference",
    "Deadline",
    "DeadlineState",
    "Document",
    "DocumentKind",
    "DocumentQuerySet",
    "DocumentState",
    "DraftStage",
    "DraftState",
    "EducationOffer",
    "EthnicGroup",
    "NoticeDraft",
    "OfferAnswer",
    "Pattern",
    "Pupil",
    "Remark",
    "SealedKind",
    "SealedValue",
    "SenProvision",
    "Session",
    "Sex",
    "ToldHow",
    "YearGroup",
]
