"""The governing board's decision as a letter: every fact a field, and nothing sent without one."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.facts import facts_of
from casework.letters import address_of_authority, reach_of
from casework.models import Case
from casework.working import get_closed_days, tell_left_out
from design_system.words import write_list
from hearings import invitees
from hearings.letters import key_of
from hearings.models import Decision, Outcome
from notifications.outbox import Address, Reach
from organisations import contacts
from organisations.models import Purpose
from organisations.working_days import get_working_days
from statute.decision import NOTICE_CONTENTS, count_review_window, get_claim_day
from statute.duties import Duty
from statute.facts import SchoolType
from statute.giving_notice import HolidaysUnknown, Method, get_day_given
from statute.london import london_date
from statute.wording import write_day

APPLY_WITH = (
    "your reasons, in writing; how special educational needs bear on the exclusion, if they do; "
    "and, at the same time and in writing, any request for a special educational needs expert"
)
SENT_IN_WORDS = {
    Method.DELIVERED: "delivered on {sent}, which is the day it counts as given",
    Method.FIRST_CLASS_POST: (
        "sent by first class post on {sent}. It counts as given on {given}, the second working day "
        "after posting, unless it is shown to have come on another day"
    ),
    Method.AGREED_EMAIL: (
        "sent by email, to which you agreed, on {sent}, with a copy by post. It counts as given on "
        "{given}"
    ),
}


class LetterIncomplete(Exception):
    """The decision letter lacks what it must state; ``missing`` says what, and who knows it."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(". ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How and when a decision letter is given."""

    method: Method
    sent_on: date
    before_school_day_ended: bool = True  # of an email alone


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLetter:
    """The letter to one person. The names of what the law requires are those of the statute."""

    template: str
    dedupe_key: str
    address: Address
    reach: Reach
    reference: str
    school: str
    pupil: str
    to_name: str
    to_address: str  # by post; "" on a copy
    is_copy: bool
    is_academy: bool
    is_declined: bool
    decision: str
    decided_on: str
    reinstate_by: str
    reasons: tuple[tuple[str, str], ...]
    sent: str  # how and when, in words
    given_on: str
    review_until: str
    counted: tuple[str, ...]  # each school day of the review window
    left_out: tuple[str, ...]  # the weekdays inside it that are no school days, and why
    apply_to: str
    apply_by_email: str
    apply_with: str
    expert_appointed_by: str
    claim_until: str
    authority: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as far as its facts are known, and what is missing from it."""

    letter: DecisionLetter
    given_on: date | None
    review_until: date | None
    missing: tuple[str, ...] = field(default=())


def draft_letter(outcome: Outcome, giving: Giving, *, now: datetime) -> Draft:
    """
    Return the decision letter to the family as it would be given so, and what it still lacks.

    Every sentence of ``missing`` says what is needed and who must supply it; a letter that lacks
    anything is not given. Source of the contents: SI 2012/1033 reg 6(6)(b).
    """
    case, missing = outcome.hearing.case, _find_giving_faults(outcome, giving, now=now)
    given_on, gap = _find_day_given(giving)
    missing += [gap] if gap else []
    declined = outcome.decision == Decision.DECLINED
    window: Duty | None = None
    if declined and given_on:
        window = count_review_window(facts_of(case), case.school.get_calendar(), given_on=given_on)
        missing += [_ask_for_school_days(case, window.gap)] if window.gap else []
    letter = _write(outcome, giving, given_on=given_on, window=window)
    if declined and not letter.apply_by_email:
        missing.append(_ask_for_mailbox(case))
    # Whatever else the law requires and the letter lacks: it is named, and nothing leaves.
    explained = {"review_until", "apply_by_email"}
    missing += [
        f"The letter does not say {what}"
        for name, what in NOTICE_CONTENTS.items()
        if declined and name not in explained and not getattr(letter, name)
    ]
    return Draft(letter, given_on, window.due_date if window else None, tuple(missing))


def address_letters(outcome: Outcome, letter: DecisionLetter) -> list[DecisionLetter]:
    """Return the letter to each relevant person, then its copies to head and authorities."""
    case = outcome.hearing.case
    family = [
        replace(
            letter,
            dedupe_key=f"{letter.dedupe_key}adult/{adult.pk}",
            address=invitees.address_of_adult(adult),
            to_name=adult.name,
            to_address=adult.address or f"{case.pupil.address}\n{case.pupil.postcode}",
        )
        for adult in case.adults.order_by("position")
    ]
    copies = [
        _copy(letter, f"head/{head.pk if head else 0}", address, "the headteacher")
        for head, address in invitees.addresses_of_head(outcome.hearing)
    ]
    authorities = [case.authority, *([case.home_authority] if case.home_authority else [])]
    copies += [
        _copy(letter, f"authority/{one.pk}", address_of_authority(one), one.name)
        for one in authorities
    ]
    return family + copies


def _copy(letter: DecisionLetter, key: str, address: Address, name: str) -> DecisionLetter:
    return replace(
        letter,
        template="letters/decision_copy",
        dedupe_key=f"{letter.dedupe_key}{key}",
        address=address,
        to_name=name,
        is_copy=True,
    )


def _find_giving_faults(outcome: Outcome, giving: Giving, *, now: datetime) -> list[str]:
    faults, today = [], london_date(now)
    if giving.sent_on < outcome.decided_on:
        decided = write_day(outcome.decided_on)
        faults.append(f"The board decided on {decided}: the letter cannot be sent before")
    if giving.sent_on > today:
        faults.append("The day of sending must be today or in the past")
    if giving.method is Method.AGREED_EMAIL:
        if giving.sent_on < today:
            faults.append("The email leaves when you give the letter: its day of sending is today")
        if not outcome.hearing.case.adults.filter(agreed_to_email=True).exists():
            faults.append("No parent has agreed to notices by email: post or deliver the letter")
    return faults


def _find_day_given(giving: Giving) -> tuple[date | None, str]:
    try:
        given_on = get_day_given(
            giving.sent_on,
            giving.method,
            get_working_days(),
            before_school_day_ended=giving.before_school_day_ended,
        )
    except HolidaysUnknown as unknown:
        told = f"The day on which the letter counts as given cannot be worked out: {unknown}. "
        return None, told + "Whoever runs this service must load them"
    return given_on, ""


def _ask_for_school_days(case: Case, gap: str) -> str:
    return (
        f"The last day to apply for a review cannot be worked out: {gap}. {case.school.name} or "
        f"{case.authority.name} must supply them"
    )


def _ask_for_mailbox(case: Case) -> str:
    if case.school_type == SchoolType.ACADEMY:
        return (
            "The letter does not say where an application for a review is sent: the trust takes "
            f"it, and {case.school.name} has no verified address for its clerk. The school must "
            "have one verified"
        )
    return (
        "The letter does not say where an application for a review is sent: "
        f"{case.authority.name} has no verified exclusions mailbox. It must have one verified"
    )


def _write(
    outcome: Outcome, giving: Giving, *, given_on: date | None, window: Duty | None
) -> DecisionLetter:
    case, counted = outcome.hearing.case, window.counted if window else ()
    declined = outcome.decision == Decision.DECLINED
    arranger, mailbox = _find_arranging_authority(case)
    given = write_day(given_on) if given_on else ""
    return DecisionLetter(
        template=f"letters/{'decision_declined' if declined else 'decision_reinstated'}",
        dedupe_key=f"{key_of(outcome.hearing)}decision/",
        address=Address(addressee="", to=""),
        reach=reach_of(case),
        reference=case.reference,
        school=case.school.name,
        pupil=case.pupil.name,
        to_name="",
        to_address="",
        is_copy=False,
        is_academy=case.school_type == SchoolType.ACADEMY,
        is_declined=declined,
        decision=Decision(outcome.decision).label,
        decided_on=write_day(outcome.decided_on),
        reinstate_by=write_day(outcome.reinstate_by) if outcome.reinstate_by else "",
        reasons=_write_reasons(outcome),
        sent=SENT_IN_WORDS[giving.method].format(sent=write_day(giving.sent_on), given=given),
        given_on=given,
        review_until=write_day(counted[-1]) if counted else "",
        counted=tuple(write_day(day) for day in counted),
        left_out=tell_left_out(window, get_closed_days(case)) if window else (),
        apply_to=arranger,
        apply_by_email=mailbox,
        apply_with=APPLY_WITH,
        expert_appointed_by=arranger,
        claim_until=write_day(get_claim_day(outcome.decided_on)),
        authority=write_list([one.name for one in (case.authority, case.home_authority) if one]),
    )


def _find_arranging_authority(case: Case) -> tuple[str, str]:
    """The trust arranges an academy's review, the authority every other (Sch 1 para 1)."""
    if case.school_type != SchoolType.ACADEMY:
        email = contacts.find_verified_email(case.authority, Purpose.EXCLUSIONS)
        return case.authority.name, email
    trust = case.school.trust
    email = contacts.find_verified_email(case.school, Purpose.CLERK)
    return trust.name if trust else f"the academy trust of {case.school.name}", email


def _write_reasons(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    parts = (
        ("The test the board applied", outcome.test_applied),
        ("The evidence it relied on", outcome.evidence_relied_on),
        ("What it found, and why", outcome.findings),
    )
    return parts if all(text.strip() for _, text in parts) else ()
