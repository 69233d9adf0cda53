"""The governing board's decision as a letter: every fact a field, and nothing sent without one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.letters import address_of_authority, reach_of
from casework.models import Case
from design_system.words import write_list
from hearings import invitees
from hearings.giving import Giving, Route, find_giving_faults, find_routes
from hearings.letters import key_of
from hearings.models import Decision, Outcome
from notifications.outbox import Address, Reach
from organisations import contacts
from organisations.models import Purpose
from statute.decision import NOTICE_CONTENTS, get_claim_day
from statute.facts import SchoolType
from statute.giving_notice import Method
from statute.wording import write_day

APPLY_WITH = (
    "your reasons, in writing; how special educational needs bear on the exclusion, if they do; "
    "and, at the same time and in writing, any request for a special educational needs expert"
)


class LetterIncomplete(Exception):
    """The decision letter lacks what it must state; ``missing`` says what, and who knows it."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(". ".join(missing))
        self.missing = missing


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
    is_pupil: bool  # the relevant person is the pupil: 18 or over
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
    """The letter to each relevant person as far as its facts are known, and what is missing."""

    letters: tuple[DecisionLetter, ...]
    copy: DecisionLetter  # what head and authorities get: the days are the latest of all
    routes: tuple[Route, ...]
    given_on: date | None  # the latest of all
    review_until: date | None
    missing: tuple[str, ...] = field(default=())


def draft_letter(outcome: Outcome, giving: Giving, *, now: datetime) -> Draft:
    """
    Return the decision letter to each relevant person as it would be given, and what they lack.

    Each letter says how its own reader gets it and that reader's own last day. Every sentence of
    ``missing`` says what is needed and who must supply it; while anything is missing, none is
    given. Source of the contents: SI 2012/1033 reg 6(6)(b).
    """
    routes = find_routes(outcome, giving)
    missing = find_giving_faults(outcome, giving, routes, now=now)
    missing += [route.gap for route in routes if route.gap]
    latest = find_latest(routes)
    blank = _write(outcome)
    letters = tuple(_write_to(blank, route) for route in routes)
    missing += _find_gaps(outcome, blank, letters)
    return Draft(
        letters=letters,
        copy=_say_when(blank, latest, who="they") if latest else blank,
        routes=tuple(routes),
        given_on=latest.given_on if latest else None,
        review_until=latest.review_until if latest else None,
        missing=tuple(dict.fromkeys(missing)),
    )


def find_latest(routes: Sequence[Route]) -> Route | None:
    """
    Return the route by which the notice counts as given last; None while any is not known.

    The time to apply for a review is kept open for everybody until the last of them has had all of
    it. The Regulations speak of one relevant person; that reading is ours, and generous.
    """
    if not routes or any(route.given_on is None for route in routes):
        return None
    return max(routes, key=lambda route: route.given_on or date.min)


def address_letters(outcome: Outcome, draft: Draft) -> list[DecisionLetter]:
    """
    Return every letter that leaves: to each relevant person, then copies to head and authorities.

    What goes by email goes on paper as well; what goes on paper waits for the clerk to post it.
    """
    family = [
        letter
        for written, route in zip(draft.letters, draft.routes, strict=True)
        for letter in _address_to(written, route)
    ]
    case, copy = outcome.hearing.case, draft.copy
    copies = [
        _copy(copy, f"head/{head.pk if head else 0}", address, "the headteacher")
        for head, address in invitees.addresses_of_head(outcome.hearing)
    ]
    authorities = [case.authority, *([case.home_authority] if case.home_authority else [])]
    copies += [
        _copy(copy, f"authority/{one.pk}", address_of_authority(one), one.name)
        for one in authorities
    ]
    return family + copies


def _address_to(letter: DecisionLetter, route: Route) -> list[DecisionLetter]:
    on_paper = replace(route.person.by_post, says_sent_on=route.sent_on)
    if route.method is not Method.AGREED_EMAIL:
        return [replace(letter, address=on_paper)]
    posted = replace(on_paper, addressee=f"{route.person.words}, copy by post")
    return [
        replace(letter, address=route.person.address),
        replace(letter, address=posted, dedupe_key=f"{letter.dedupe_key}/post"),
    ]


def _write_to(blank: DecisionLetter, route: Route) -> DecisionLetter:
    person = route.person
    return replace(
        _say_when(blank, route, who="you"),
        dedupe_key=f"{blank.dedupe_key}{person.key}",
        address=person.by_post,
        to_name=person.name,
        to_address=person.home,
        is_pupil=person.is_pupil,
    )


def _say_when(blank: DecisionLetter, route: Route, *, who: str) -> DecisionLetter:
    counted = route.window.counted if route.window else ()
    return replace(
        blank,
        sent=route.tell_sent(who),
        given_on=write_day(route.given_on) if route.given_on else "",
        review_until=write_day(counted[-1]) if counted else "",
        counted=tuple(write_day(day) for day in counted),
        left_out=route.left_out,
    )


def _find_gaps(
    outcome: Outcome, blank: DecisionLetter, letters: Sequence[DecisionLetter]
) -> list[str]:
    """Whatever the law requires and a letter lacks: it is named, and nothing leaves."""
    if outcome.decision != Decision.DECLINED:
        return []
    gaps = [] if blank.apply_by_email else [_ask_for_mailbox(outcome.hearing.case)]
    explained = {"review_until", "apply_by_email"}
    return gaps + [
        f"The letter does not say {what}"
        for letter in letters
        for name, what in NOTICE_CONTENTS.items()
        if name not in explained and not getattr(letter, name)
    ]


def _copy(letter: DecisionLetter, key: str, address: Address, name: str) -> DecisionLetter:
    return replace(
        letter,
        template="letters/decision_copy",
        dedupe_key=f"{letter.dedupe_key}{key}",
        address=address,
        to_name=name,
        is_copy=True,
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


def _write(outcome: Outcome) -> DecisionLetter:
    """What is the same in every letter: nobody is addressed yet, and no day is told."""
    case = outcome.hearing.case
    declined = outcome.decision == Decision.DECLINED
    arranger, mailbox = _find_arranging_authority(case)
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
        is_pupil=False,
        is_academy=case.school_type == SchoolType.ACADEMY,
        is_declined=declined,
        decision=Decision(outcome.decision).label,
        decided_on=write_day(outcome.decided_on),
        reinstate_by=write_day(outcome.reinstate_by) if outcome.reinstate_by else "",
        reasons=_write_reasons(outcome),
        sent="",
        given_on="",
        review_until="",
        counted=(),
        left_out=(),
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
