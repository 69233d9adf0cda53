from datetime import date

import pytest

from audit.models import AuditEvent
from casework.remarks import put_back
from hearings.access import NotYourTask
from hearings.actions.attendance import (
    NotADay,
    NothingToAsk,
    answer_invitation,
    record_attendance_request,
    record_speaking_permission,
)
from hearings.actions.listings import NoReason, vacate_hearing
from hearings.models import Answer, Hearing, Invitation
from hearings.standings import standings_of
from hearings.states import HearingNotOpen
from notifications.models import Message
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    clerk_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)
from tests.hearings.conftest import AFTER, THE_16TH


def ask(case, authority=None, actor=None, **values):
    given = {
        "requested_by": "The mother",
        "requested_on": date(2026, 9, 16),
        "how": "by phone",
        "now": THE_16TH,
    }
    return record_attendance_request(
        case_id=case.pk,
        authority=authority or case.authority,
        actor=actor or clerk_of(case.school),
        **{**given, **values},
    )


def agree(case, authority=None, actor=None, **values):
    given = {
        "given_by": "A. Sample, chief executive",
        "given_on": date(2026, 9, 16),
        "scope": "education provision",
        "now": THE_16TH,
    }
    return record_speaking_permission(
        case_id=case.pk,
        authority=authority or case.authority,
        actor=actor or trust_officer_of(case.school.trust),
        **{**given, **values},
    )


def answer(invitation, said=Answer.ATTENDING, reason="", **values):
    actor = values.get("actor") or officer_of(invitation.local_authority)
    return answer_invitation(
        invitation_id=invitation.pk, answer=said, reason=reason, actor=actor, now=THE_16TH
    )


def standings(case):
    return [(one.authority.name, one.standing, one.words) for one in standings_of(case)]


def test_at_an_academy_the_familys_request_invites_that_authority_and_no_other(academy, listed):
    listed(academy)
    sent = Message.objects.count()

    ask(academy)

    [invitation] = Invitation.objects.filter(local_authority__isnull=False)
    assert (invitation.kind, invitation.local_authority, invitation.standing) == (
        "AUTHORITY",
        academy.authority,
        "OBSERVER",
    )
    assert Message.objects.count() == sent + 1
    letter = Message.objects.latest("pk")
    assert letter.to == academy.authority.contact_set.get().email
    assert "your authority may attend as an observer: the family has asked for it" in letter.body
    assert "SI 2012/1033 reg 24(3). The mother asked on 16 September 2026 (by phone)" in letter.body
    assert standings(academy) == [
        ("Sampleshire", "OBSERVER", "may attend as an observer: the family has asked for it"),
        ("Homeshire", "NO_RIGHT", "has no right to attend unless the family asks for it"),
    ]


def test_the_home_authority_is_asked_for_by_itself(academy, listed):
    listed(academy)

    ask(academy, academy.home_authority)

    [invitation] = Invitation.objects.filter(local_authority__isnull=False)
    assert (invitation.kind, invitation.local_authority.name) == ("HOME_AUTHORITY", "Homeshire")


def test_a_request_before_there_is_a_hearing_counts_when_it_is_listed(academy, listed):
    ask(academy)
    assert not Message.objects.exists()

    listed(academy)

    assert Invitation.objects.get(kind="AUTHORITY").standing == "OBSERVER"


def test_a_request_during_the_meeting_admits_and_sends_nothing(academy, listed):
    listed(academy)
    sent = Message.objects.count()

    ask(academy, now=AFTER)

    assert Message.objects.count() == sent
    assert standings_of(academy)[0].may_come


def test_the_trusts_word_lets_that_authority_speak_and_keeps_its_answer(academy, listed):
    listed(academy)
    ask(academy)
    invitation = Invitation.objects.get(kind="AUTHORITY")
    answer(invitation)

    agree(academy)

    invitation.refresh_from_db()
    assert (invitation.standing, invitation.told_sequence, invitation.answer) == (
        "OBSERVER_MAY_SPEAK",
        1,
        "ATTENDING",
    )
    letter = Message.objects.latest("pk")
    assert letter.letter == "hearing-standing"
    assert "may attend, and may speak: the trust has agreed" in letter.body
    assert "A. Sample, chief executive agreed on 16 September 2026: education" in letter.body
    event = AuditEvent.objects.get(kind="hearing.speaking-permitted")
    put_back([event])
    assert event.facts["scope"] == "education provision"


@pytest.mark.parametrize(
    "role",
    [
        lambda case: clerk_of(case.school),
        lambda case: headteacher_of(case.school),
        lambda case: trust_officer_of(case.school.trust),
        lambda case: officer_of(case.authority),
        lambda case: manager_of(case.home_authority),
    ],
)
def test_who_may_record_what_the_family_asked(academy, role):
    assert ask(academy, actor=role(academy)).local_authority == academy.authority


def test_who_may_not_record_it(academy, maintained):
    for actor in (staff_of(academy.school), officer_of(LocalAuthorityFactory())):
        with pytest.raises(NotYourTask, match="what the family asked for"):
            ask(academy, actor=actor)
    with pytest.raises(NotYourTask, match="that the trust agrees"):
        agree(academy, actor=officer_of(academy.authority))
    with pytest.raises(NotYourTask):
        ask(maintained, actor=officer_of(academy.home_authority))


def test_what_cannot_be_asked_or_agreed(academy, maintained):
    with pytest.raises(NothingToAsk, match="only at an academy"):
        ask(maintained)
    with pytest.raises(NothingToAsk, match="is no authority of this case"):
        ask(academy, LocalAuthorityFactory())
    with pytest.raises(NotADay, match="today or in the past"):
        ask(academy, requested_on=date(2026, 9, 17))
    with pytest.raises(NothingToAsk, match="the family has not asked for Sampleshire"):
        agree(academy)
    ask(academy)
    with pytest.raises(NothingToAsk, match="recorded already that the family asked"):
        ask(academy)
    with pytest.raises(NothingToAsk, match="the family has not asked for Homeshire"):
        agree(academy, academy.home_authority)
    agree(academy, actor=clerk_of(academy.school))
    with pytest.raises(NothingToAsk, match="recorded already that Sampleshire may speak"):
        agree(academy)


def test_at_a_maintained_school_the_authority_is_a_party_and_the_home_one_has_no_right(maintained):
    maintained.home_authority = LocalAuthorityFactory(name="Homeshire")
    maintained.save()

    assert standings(maintained) == [
        ("Sampleshire", "PARTY", "may attend and speak: its views must be considered"),
        (
            "Homeshire",
            "NO_RIGHT",
            "has no right to attend: the school is not an academy, and the pupil only lives there",
        ),
    ]
    assert standings_of(maintained)[0].basis == "SI 2012/1033 reg 6(3)"


def test_an_authority_answers_its_own_invitation(maintained, listed):
    listed(maintained)
    invitation = Invitation.objects.get(kind="AUTHORITY")

    answer(invitation, Answer.NOT_ATTENDING, "Nobody is free")

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answer_reason, invitation.answered_at) == (
        "NOT_ATTENDING",
        "Nobody is free",
        THE_16TH,
    )
    answer(invitation, Answer.ATTENDING)
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answer_reason) == ("ATTENDING", "")
    answers = AuditEvent.objects.filter(kind="hearing.invitation-answered").order_by("id")
    assert [event.facts["answer"] for event in answers] == ["NOT_ATTENDING", "ATTENDING"]


def test_nobody_answers_for_another(academy, listed):
    listed(academy)
    ask(academy)
    invitation = Invitation.objects.get(kind="AUTHORITY")
    family = Invitation.objects.get(kind="FAMILY")

    for actor in (clerk_of(academy.school), officer_of(academy.home_authority)):
        with pytest.raises(NotYourTask, match="only Sampleshire may answer"):
            answer(invitation, actor=actor)
    with pytest.raises(NotYourTask, match="only a local authority"):
        answer(family, actor=officer_of(academy.authority))


def test_not_attending_needs_its_reason(maintained, listed):
    listed(maintained)

    with pytest.raises(NoReason, match="say why the local authority will not attend"):
        answer(Invitation.objects.get(kind="AUTHORITY"), Answer.NOT_ATTENDING, " ")


def test_what_is_cancelled_or_taken_back_is_not_answered(academy, listed):
    hearing = listed(academy)
    ask(academy)
    invitation = Invitation.objects.get(kind="AUTHORITY")
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=THE_16TH)

    with pytest.raises(HearingNotOpen, match="this invitation was taken back"):
        answer(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=None)
    vacate_hearing(
        hearing_id=hearing.pk, reason="Illness", in_error=False, version=1,
        actor=clerk_of(academy.school), now=THE_16TH,
    )  # fmt: skip
    with pytest.raises(HearingNotOpen, match="cancelled"):
        answer(invitation)


def test_a_request_that_no_longer_stands_takes_the_invitation_back(academy, listed):
    hearing = listed(academy)
    request = ask(academy)
    type(request).objects.filter(pk=request.pk).update(withdrawn_at=THE_16TH)

    ask(academy, academy.home_authority)

    invitation = Invitation.objects.get(kind="AUTHORITY")
    assert invitation.withdrawn_at == THE_16TH
    letter = Message.objects.filter(letter="hearing-not-asked").get()
    assert letter.to == academy.authority.contact_set.get().email
    assert hearing.is_listed


def test_the_hearing_of_another_school_is_not_seen(maintained, listed):
    hearing = listed(maintained)
    stranger = headteacher_of(CaseFactory().school)

    assert not Hearing.objects.visible_to(stranger).exists()
    assert not Invitation.objects.visible_to(stranger).exists()
    assert set(Hearing.objects.visible_to(officer_of(maintained.authority))) == {hearing}
