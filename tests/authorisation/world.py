"""Two authorities side by side, with everything in one of them that a stranger could ask for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core.files.base import ContentFile

from casework.actions.sealed import seal
from casework.models import (
    BreakGlass,
    Case,
    CaseInvitation,
    Document,
    EducationOffer,
    NoticeDraft,
    SealedKind,
    SealedValue,
)
from data_protection.models import Disposal, LegalHold, SubjectExport
from hearings.models import Hearing, Invitation
from notifications.models import Enclosure, Message
from organisations.models import Contact, School, User
from organisations.roles import Role
from programs.models import Client as System
from tests.casework.letters import stored_letter
from tests.factories import (
    CaseFactory,
    ContactFactory,
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    TrustFactory,
    UserFactory,
    assigned_to,
    clerk_of,
    clocked,
    governor_of,
    headteacher_of,
    invited_to,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)
from tests.programs.builders import make_client

NOW = datetime(2026, 9, 16, 9, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """One case with all that hangs on it, and everybody who might ask for it, by name."""

    case: Case
    elsewhere: Case  # of the other side
    draft: NoticeDraft
    offer: EducationOffer
    document: Document
    letter: Message
    hearing: Hearing
    invitation: Invitation
    contact: Contact
    open_invitation: CaseInvitation
    sealed: SealedValue
    glass: BreakGlass
    hold: LegalHold
    system: System
    disposal: Disposal
    export: SubjectExport
    people: dict[str, User]


def people_of(case: Case, prefix: str, paper: Document) -> dict[str, User]:
    """One person for each role at one case's school, trust and authority."""
    school: School = case.school
    assert school.trust
    found = {
        "officer": officer_of(case.authority),
        "manager": manager_of(case.authority),
        "staff": staff_of(school),
        "head": headteacher_of(school),
        "clerk": clerk_of(school),
        "governor": governor_of(school),
        "seated": invited_to(case, paper),
        "trust": trust_officer_of(school.trust),
        "review_clerk": assigned_to(case, Role.REVIEW_CLERK),
        "review_member": assigned_to(case, Role.REVIEW_MEMBER),
    }
    return {f"{prefix}{name}": user for name, user in found.items()}


def build() -> World:
    """Make both sides. The pupil lives in a third authority, which owes the education."""
    case = CaseFactory(
        school=SchoolFactory(trust=TrustFactory()),
        home_authority=LocalAuthorityFactory(),
        narrative="What only insiders may read",
    )
    case.pupil.has_social_worker = True
    case.pupil.save()
    clocked(case)
    elsewhere = clocked(CaseFactory(school=SchoolFactory(trust=TrustFactory())))
    paper, other = (document_of(one, headteacher_of(one.school)) for one in (case, elsewhere))
    people = people_of(case, "", paper) | people_of(elsewhere, "elsewhere_", other)
    people |= people_beside(case) | people_no_longer_in(case, paper)
    head, hearing = people["head"], hearing_of(case, people["clerk"])
    return World(
        case=case,
        elsewhere=elsewhere,
        draft=NoticeDraft.objects.create(
            school=case.school, stage="TODAY", started_by=head, started_at=NOW, saved_at=NOW
        ),
        offer=offer_of(case, people["home_officer"]),
        document=paper,
        letter=letter_of(case),
        hearing=hearing,
        invitation=Invitation.objects.create(
            hearing=hearing, kind="AUTHORITY", local_authority=case.authority, invited_at=NOW
        ),
        open_invitation=case.invitations.filter(expires_at__year=2100, revoked_at=None)[0],
        sealed=sealed_on(case, head),
        glass=broken_by(manager_of(case.authority), case),
        contact=ContactFactory(local_authority=case.authority, verified_at=None),
        hold=held(case, people["officer"]), export=export_of(case, people["officer"]),
        system=make_client(case.school, giver=head)[0],
        disposal=Disposal.objects.create(
            authority=case.authority, proposed_at=NOW, proposed_by=people["home_manager"],
            pdf=b"%PDF", digest="0" * 64,
        ),
        people=people,
    )  # fmt: skip


def offer_of(case: Case, officer: User) -> EducationOffer:
    return EducationOffer.objects.create(
        case=case, provider="Sample Centre", starts_on=date(2026, 9, 23), hours_per_week=25,
        offered_on=date(2026, 9, 16), recorded_at=NOW, recorded_by=officer,
    )  # fmt: skip


def held(case: Case, officer: User) -> LegalHold:
    return LegalHold.objects.create(
        case=case, authority=case.authority, reason="A claim", put_at=NOW, put_by=officer
    )


def people_no_longer_in(case: Case, paper: Document) -> dict[str, User]:
    """Whose invitation to the case has expired or was revoked: in no row, and asked for each."""
    reviewer = Role.REVIEW_MEMBER
    return {
        "expired_governor": invited_to(case, paper, expires_at=NOW),
        "revoked_governor": invited_to(case, paper, revoked_at=NOW),
        "expired_reviewer": invited_to(case, paper, role=reviewer, expires_at=NOW),
        "revoked_reviewer": invited_to(case, paper, role=reviewer, revoked_at=NOW),
    }


def people_beside(case: Case) -> dict[str, User]:
    """Those of the home authority and of a school next door, and those who reach nothing."""
    neighbour = SchoolFactory(local_authority=case.authority)
    assert case.home_authority
    return {
        "home_officer": officer_of(case.home_authority),
        "home_manager": manager_of(case.home_authority),
        "neighbour_head": headteacher_of(neighbour),
        "neighbour_staff": staff_of(neighbour),
        "unassigned_reviewer": MembershipFactory(role=Role.REVIEW_MEMBER).user,
        "nobody": UserFactory(),
    }


def document_of(case: Case, head: User) -> Document:
    document = Document(
        case=case, kind="OTHER", name="paper.pdf", content_type="application/pdf",
        size_bytes=4, sha256="0" * 64, filed_at=NOW, filed_by=head, state="CLEAN", scanned_at=NOW,
    )  # fmt: skip
    document.file.save("paper", ContentFile(b"%PDF"))
    return document


def sealed_on(case: Case, head: User) -> SealedValue:
    kind = SealedKind.WITNESS
    return seal(case_id=case.pk, kind=kind, value="Secret Witness", actor=head, now=NOW)


def broken_by(manager: User, case: Case) -> BreakGlass:
    return BreakGlass.objects.create(
        case=case, user=manager, authority=case.authority, reference=case.reference,
        reason="Urgent", with_sealed=True, begun_at=NOW, ends_at=datetime(2100, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def letter_of(case: Case) -> Message:
    letter = stored_letter(case, "FAILED")
    Enclosure.objects.create(
        message=letter, name="a.ics", content_type="text/calendar", content=b"x", drawn_at=NOW
    )
    return letter


def hearing_of(case: Case, clerk: User) -> Hearing:
    starts_at = datetime(2026, 10, 1, 13, tzinfo=UTC)
    return Hearing.objects.create(
        case=case, during=(starts_at, starts_at + timedelta(hours=2)), mode="IN_PERSON",
        venue="Sample Hall", listed_at=NOW, listed_by=clerk,
    )  # fmt: skip


def export_of(case: Case, officer: User) -> SubjectExport:
    export = SubjectExport.objects.create(case=case, made_at=NOW, made_by=officer)
    export.parts.create(position=1, label="Narrative", text=case.narrative)
    return export
