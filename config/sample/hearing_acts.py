"""The acts of a story around the governing board's hearing."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from config.sample.scene import Scene
from config.sample.stories import LATE_REASON, Ending
from hearings.actions import attendance, listings, outcomes
from hearings.giving import Giving
from hearings.listing import Chosen, Proposal
from hearings.models import Answer, Capacity, Hearing, Invitation
from hearings.seats import GovernorNotFree
from hearings.sitting import Attended
from hearings.states import HearingMode
from statute.decision import BoardDecision
from statute.giving_notice import Method
from statute.london import LONDON

Listing = Callable[[Proposal], object]
HOURS = (9, 11, 13, 15)
LENGTH = timedelta(hours=1, minutes=30)


def ask_for_the_authority(scene: Scene, now: datetime) -> None:
    attendance.record_attendance_request(
        case_id=scene.case.pk, authority=scene.authority, requested_by=scene.story.child.parent,
        requested_on=now.date(), how="By telephone to the clerk",
        actor=scene.staff.clerk, now=now,
    )  # fmt: skip


def let_it_speak(scene: Scene, now: datetime) -> None:
    attendance.record_speaking_permission(
        case_id=scene.case.pk, authority=scene.authority,
        given_by="The chair of the sample trust", given_on=now.date(),
        scope="Support offered before the exclusion", actor=scene.staff.clerk, now=now,
    )  # fmt: skip


def list_hearing(scene: Scene, now: datetime) -> None:
    _try_hours(
        scene, lambda proposal: _list_at(scene, proposal, now), scene.day(scene.story.hearing_after)
    )


def _list_at(scene: Scene, proposal: Proposal, now: datetime) -> None:
    chair, *others = scene.staff.governors[:3]
    panel = [Chosen(chair, is_chair=True), *map(Chosen, others)]
    listings.list_hearing(
        case_id=scene.case.pk, proposal=proposal, panel=panel, actor=scene.staff.clerk, now=now
    )


def move_hearing(scene: Scene, now: datetime) -> None:
    hearing = _hearing(scene)
    day = scene.day(scene.story.hearing_after + 1)
    _try_hours(scene, 
        lambda proposal: listings.move_hearing(
            hearing_id=hearing.pk, proposal=proposal, version=hearing.version,
            actor=scene.staff.clerk, now=now,
        ),
        day,
    )  # fmt: skip


def _try_hours(scene: Scene, list_at: Listing, day: date) -> None:
    """Take the first hour at which the governors are free."""
    for hour in HOURS:
        starts_at = datetime.combine(day, time(hour), LONDON)
        proposal = Proposal(
            starts_at=starts_at, ends_at=starts_at + LENGTH, mode=HearingMode.IN_PERSON,
            venue="The library, by the main entrance", late_reason=LATE_REASON,
        )  # fmt: skip
        try:
            list_at(proposal)
        except GovernorNotFree:
            continue
        return


def _hearing(scene: Scene) -> Hearing:
    return Hearing.objects.filter(case=scene.case).latest("listed_at")


def answer(scene: Scene, now: datetime) -> None:
    invited = Invitation.objects.filter(
        hearing__case=scene.case, local_authority=scene.authority, withdrawn_at=None
    ).first()
    if invited is not None:
        attendance.answer_invitation(
            invitation_id=invited.pk, answer=Answer(scene.story.answer),
            reason="" if scene.story.answer == "ATTENDING" else "No officer is free that day",
            actor=scene.officer, now=now,
        )  # fmt: skip


def hold(scene: Scene, now: datetime) -> None:
    hearing = _hearing(scene)
    invited = Invitation.objects.filter(
        hearing=hearing, local_authority=scene.authority, withdrawn_at=None
    ).first()
    people = [Attended(name=str(g), capacity=Capacity.GOVERNOR, attended=True)
              for g in scene.staff.governors[:3]]  # fmt: skip
    people += [
        Attended(name=str(scene.staff.head), capacity=Capacity.HEAD, attended=True, spoke=True),
        Attended(
            name=scene.story.child.parent, capacity=Capacity.FAMILY, attended=True, spoke=True
        ),
    ]
    if invited and invited.answer == "ATTENDING":
        comes = scene.story.authority_comes
        speaks = comes and invited.standing in ("PARTY", "OBSERVER_MAY_SPEAK")
        people.append(
            Attended(
                name=str(scene.officer), capacity=Capacity.AUTHORITY,
                attended=comes, spoke=speaks,
            )
        )  # fmt: skip
    clerk = scene.staff.clerk
    outcomes.record_held(
        hearing_id=hearing.pk, people=people, version=hearing.version, actor=clerk, now=now
    )
    _decide(scene, now + timedelta(minutes=30))


def _decide(scene: Scene, now: datetime) -> None:
    hearing = _hearing(scene)
    declined = scene.story.ending is Ending.DECLINED
    outcomes.record_outcome(
        hearing_id=hearing.pk,
        outcome=outcomes.BoardOutcome(
            decision=BoardDecision.DECLINED if declined else BoardDecision.REINSTATED_NOW,
            decided_on=now.date(),
            reinstate_by=None,
            test_applied="Balance of probabilities; whether the exclusion was the last resort.",
            evidence_relied_on="The head's statement, three witness statements, the behaviour log.",
            findings="The panel found the account proved. Everything here is invented."
            if declined
            else "The panel found that support had not been tried. Everything here is invented.",
        ),
        version=hearing.version,
        actor=scene.staff.clerk,
        now=now,
    )


def give_letter(scene: Scene, now: datetime) -> None:
    hearing = _hearing(scene)
    outcomes.give_decision_letter(
        hearing_id=hearing.pk,
        giving=Giving(method=Method.FIRST_CLASS_POST, sent_on=now.date()),
        version=hearing.version,
        actor=scene.staff.clerk,
        now=now,
    )
