"""The acts of a story before and beside the hearing."""

from datetime import datetime, timedelta

from casework.actions import cancellations, conclusions, duties, education, notices, tellings
from casework.answers import AdultAnswers, NoticeAnswers, PupilAnswers
from casework.models import DraftStage, EducationOffer, NoticeDraft
from casework.models.cases import ToldHow
from config.sample.scene import Scene
from config.sample.stories import Ending, Story
from notifications.models import Message, State
from organisations.models import User
from statute.facts import Fact
from statute.london import london_date

LATELY = timedelta(days=4)


def give_notice(scene: Scene, now: datetime) -> None:
    now = min(now, scene.cast.until - timedelta(hours=1))
    draft = NoticeDraft.objects.create(
        school=scene.story.school,
        stage=DraftStage.TODAY,
        started_by=scene.staff.office,
        started_at=now - timedelta(hours=2),
        saved_at=now - timedelta(hours=1),
    )
    scene.case = notices.give_notice(
        draft_id=draft.pk, version=draft.version, answers=_answers(scene),
        actor=scene.staff.head, now=now,
    )  # fmt: skip


def _answers(scene: Scene) -> NoticeAnswers:
    story, child = scene.story, scene.story.child
    home = scene.authority
    if story.lives_elsewhere:
        home = scene.cast.far_away if story.is_far else scene.cast.elsewhere[home.pk]
    told = story.ending is not Ending.BOARD_NOT_TOLD
    return NoticeAnswers(
        pupil=_pupil(story),
        adults=(
            AdultAnswers(
                name=child.parent,
                relation="Parent",
                phone="0118 496 0000",
                email=f"{child.upn.lower()}@family.sample.example",
                agreed_to_email=True,
                address="",
            ),
        ),
        home_area=home,
        excluded_on=story.excluded_on,
        session="PM",
        session_was_held=False,
        reasons=story.reasons,
        narrative=story.narrative,
        pattern="ONE_OFF",
        parents_told_on=story.excluded_on,
        parents_told_how=ToldHow.IN_PERSON,
        board_informed_on=story.excluded_on if told else None,
        test_missed="",
        test_on=None,
        submitter_phone="0118 496 0001",
    )


def _pupil(story: Story) -> PupilAnswers:
    child = story.child
    return PupilAnswers(
        first_name=child.first_name,
        last_name=child.last_name,
        born_on=child.born_on,
        upn=child.upn,
        upn_missing_because="",
        sex=child.sex,
        year_group=str(child.year_group),
        address=child.address,
        postcode="ZZ99 9ZZ",
        ethnic_group="UNKNOWN",
        sen_provision="K" if story.hearing_after % 3 == 0 else "N",
        is_looked_after=story.hearing_after == 12,
        has_social_worker=story.hearing_after == 12,
    )


def cancel(scene: Scene, now: datetime) -> None:
    cancellations.cancel_exclusion(
        case_id=scene.case.pk,
        reasons="New evidence shows that another pupil was responsible. Invented.",
        sessions_suspended=4,
        actor=scene.staff.head,
        now=now,
    )


def offer_education(scene: Scene, now: datetime) -> None:
    education.offer_education(
        case_id=scene.case.pk, provider="Sample Learning Centre (invented)",
        starts_on=scene.day(scene.story.education_after), hours_per_week=25,
        offered_on=now.date(), actor=_who_educates(scene), now=now,
    )  # fmt: skip


def accept_education(scene: Scene, now: datetime) -> None:
    education.answer_offer(
        offer_id=_offer(scene).pk, accepted=True, answered_on=now.date(),
        actor=_who_educates(scene), now=now,
    )  # fmt: skip


def start_education(scene: Scene, now: datetime) -> None:
    education.start_education(
        offer_id=_offer(scene).pk, started_on=now.date(), actor=_who_educates(scene), now=now
    )


def settle_letters(scene: Scene, now: datetime) -> None:
    """Letters of the past left long ago: mark them so. What is for the post still waits of late."""
    waiting = Message.objects.filter(about=scene.case.stream, state=State.QUEUED)
    waiting.update(state=State.ACCEPTED, attempts=1, provider_id="sample", accepted_at=now)
    if now < scene.cast.until - LATELY:
        on_paper = Message.objects.filter(about=scene.case.stream, state=State.TO_POST)
        on_paper.update(
            state=State.POSTED, posted_on=london_date(now), settled_at=now,
            settled_by=f"user/{scene.staff.clerk.pk}",
        )  # fmt: skip


def tell_authorities(scene: Scene, now: datetime) -> None:
    """The notice was accepted: the authorities have been told."""
    facts = [Fact.AUTHORITY_INFORMED]
    if scene.case.home_authority_id and not scene.story.is_far:
        facts.append(Fact.HOME_AUTHORITY_INFORMED)
    for fact in facts:
        tellings.record_told(case_id=scene.case.pk, fact=fact, accepted_at=now, now=now)


def tell_care(scene: Scene, now: datetime) -> None:
    """The school told the pupil's social worker and virtual school head on the same day."""
    waiting = scene.case.deadlines.filter(rule_id__in=["N3-SW", "N3-VSH"], state="OPEN")
    for rule_id in waiting.values_list("rule_id", flat=True):
        duties.record_done(
            case_id=scene.case.pk, rule_id=rule_id, done_on=scene.story.excluded_on,
            actor=scene.staff.head, now=now,
        )  # fmt: skip


def _offer(scene: Scene) -> EducationOffer:
    return EducationOffer.objects.filter(case=scene.case).latest("pk")


def _who_educates(scene: Scene) -> User:
    home = scene.case.home_authority_id
    return scene.cast.officers[home] if home else scene.officer


def conclude(scene: Scene, now: datetime) -> None:
    conclusions.conclude(case_id=scene.case.pk, waived_on=None, actor=scene.officer, now=now)
