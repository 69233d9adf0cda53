"""A case with something of every kind on it, and a canary's name wherever words are kept."""

from datetime import date, timedelta
from hashlib import sha256

from django.core.files.base import ContentFile

from casework import timeline
from casework.models import Case, Document, EducationOffer, NoticeDraft, Pupil
from hearings.models import (
    AttendanceRequest,
    Attendee,
    Hearing,
    Invitation,
    Outcome,
    PanelSeat,
    SpeakingPermission,
)
from notifications.models import Enclosure, Message, Step
from tests.casework.letters import stored_letter
from tests.data_protection.conftest import ENDED_AT
from tests.factories import CaseAssignmentFactory, UserFactory

CANARY = "Zephyrine Canary"


def fill(case: Case) -> None:
    """Put something of every kind on the case, with a canary's name wherever words are kept."""
    someone, day = UserFactory(), date(2020, 3, 2)
    by = {"recorded_at": ENDED_AT, "recorded_by": someone}
    Case.objects.filter(pk=case.pk).update(narrative=CANARY)
    Pupil.objects.filter(case=case).update(first_name="Zephyrine", last_name="Canary")
    CaseAssignmentFactory(case=case)
    EducationOffer.objects.create(
        case=case, provider=CANARY, starts_on=day, hours_per_week=25, offered_on=day, **by
    )
    NoticeDraft.objects.create(
        case=case, school=case.school, stage="TODAY", state="GIVEN", typed={"name": CANARY},
        started_by=someone, started_at=ENDED_AT, saved_at=ENDED_AT,
    )  # fmt: skip
    paper(case, b"%PDF of this case")
    timeline.record(case, "case.stands", actor="user/1", now=ENDED_AT, reason=CANARY)
    letter = stored_letter(case, "ACCEPTED")
    Step.objects.create(message=letter, at=ENDED_AT, state="ACCEPTED")
    Enclosure.objects.create(message=letter, name="a.pdf", content_type="x", content=b"x")
    copy = stored_letter(case, "ACCEPTED")
    Message.objects.filter(pk=copy.pk).update(copy_of=letter)
    Message.objects.update(created_at=ENDED_AT, body=CANARY)
    hear(case, someone)


def paper(case: Case, content: bytes) -> str:
    """Put a paper on the case and return under which name its bytes lie."""
    document = Document(
        case=case, kind="OTHER", name=CANARY, content_type="application/pdf", size_bytes=4,
        sha256=sha256(content).hexdigest(), filed_at=ENDED_AT, filed_by=UserFactory(),
    )  # fmt: skip
    document.file.save("paper", ContentFile(content))
    return document.file.name


def hear(case: Case, someone) -> None:
    day, authority = date(2020, 3, 2), case.authority
    by = {"recorded_at": ENDED_AT, "recorded_by": someone}
    during = (ENDED_AT, ENDED_AT + timedelta(hours=1))
    hearing = Hearing.objects.create(
        case=case, status="HELD", mode="IN_PERSON", venue=CANARY, listed_at=ENDED_AT,
        listed_by=someone, during=during,
    )  # fmt: skip
    PanelSeat.objects.create(hearing=hearing, governor=someone, during=during)
    Attendee.objects.create(
        hearing=hearing, position=1, name=CANARY, capacity="FAMILY", attended=True
    )
    Invitation.objects.create(
        hearing=hearing, kind="FAMILY", adult=case.adults.first(), invited_at=ENDED_AT
    )
    AttendanceRequest.objects.create(
        case=case, local_authority=authority, requested_by=CANARY, requested_on=day, how="x", **by
    )
    SpeakingPermission.objects.create(
        case=case, local_authority=authority, given_by=CANARY, given_on=day, scope="x", **by
    )
    Outcome.objects.create(
        hearing=hearing, decision="DECLINED", decided_on=day, test_applied=CANARY,
        evidence_relied_on=CANARY, findings=CANARY, **by,
    )  # fmt: skip
