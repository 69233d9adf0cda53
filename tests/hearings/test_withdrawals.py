"""What was recorded of the family's asking and the trust's word, put right or taken back."""

from datetime import date

import pytest

from audit.models import AuditEvent
from casework.remarks import put_back
from hearings.access import NotYourTask
from hearings.actions.attendance import NotADay, NothingToAsk
from hearings.actions.listings import NoReason
from hearings.actions.withdrawals import Withdrawal, withdraw_permission, withdraw_request
from hearings.models import AttendanceRequest, Invitation, SpeakingPermission
from hearings.standings import standings_of
from notifications.models import Message
from tests.factories import clerk_of, trust_officer_of
from tests.hearings.conftest import THE_16TH, typed_day, whole
from tests.hearings.test_attendance import agree, ask

THE_15TH, THE_17TH = date(2026, 9, 15), date(2026, 9, 17)
LATER = THE_16TH.replace(day=18)


def take_back(withdraw, case, *, right_day=None, reason="A slip of the pen", **values):
    given = {"authority": case.authority, "actor": clerk_of(case.school), "now": LATER}
    withdrawal = Withdrawal(reason=reason, right_day=right_day)
    withdraw(case_id=case.pk, withdrawal=withdrawal, **{**given, **values})


def standing(case):
    return standings_of(case)[0].standing


def test_a_request_taken_back_takes_the_trusts_word_with_it_and_the_invitation(academy, listed):
    listed(academy)
    ask(academy)
    agree(academy)

    take_back(withdraw_request, academy)

    row = AttendanceRequest.objects.get()
    assert (row.withdrawn_at, row.withdrawn_because) == (LATER, "A slip of the pen")
    assert SpeakingPermission.objects.get().withdrawn_at == LATER
    assert standing(academy) == "NO_RIGHT"
    assert Invitation.objects.get(kind="AUTHORITY").withdrawn_at == LATER
    assert Message.objects.filter(letter="hearing-not-asked").count() == 1
    event = AuditEvent.objects.get(kind="hearing.attendance-request-withdrawn")
    put_back([event])
    assert event.facts["reason"] == "A slip of the pen"


def test_a_request_without_the_trusts_word_is_taken_back(academy):
    ask(academy)

    take_back(withdraw_request, academy)

    assert standing(academy) == "NO_RIGHT"
    ask(academy, now=LATER)  # and can be recorded anew


def test_a_wrong_day_is_put_right_and_nobody_is_told_anything(academy, listed):
    listed(academy)
    ask(academy)
    agree(academy)
    told = Message.objects.count()

    take_back(withdraw_request, academy, right_day=THE_15TH)
    take_back(withdraw_permission, academy, right_day=THE_17TH)

    kept = AttendanceRequest.objects.get(withdrawn_at=None)
    assert (kept.requested_on, kept.requested_by, kept.how) == (
        THE_15TH, "The mother", "by phone",
    )  # fmt: skip
    assert SpeakingPermission.objects.get(withdrawn_at=None).given_on == THE_17TH
    assert AttendanceRequest.objects.count() == SpeakingPermission.objects.count() == 2
    assert standing(academy) == "OBSERVER_MAY_SPEAK"
    assert Message.objects.count() == told
    assert AuditEvent.objects.filter(kind="hearing.speaking-permission-corrected").count() == 1


def test_the_trusts_word_taken_back_leaves_an_observer_who_is_told_so(academy, listed):
    listed(academy)
    ask(academy)
    agree(academy)

    take_back(withdraw_permission, academy)

    assert standing(academy) == "OBSERVER"
    assert Message.objects.filter(letter="hearing-standing").count() == 2


def test_what_cannot_be_taken_back_or_put_right(academy):
    for withdraw in (withdraw_request, withdraw_permission):
        with pytest.raises(NothingToAsk):
            take_back(withdraw, academy)
    ask(academy)
    agree(academy)
    with pytest.raises(NoReason):
        take_back(withdraw_request, academy, reason=" ")
    with pytest.raises(NotYourTask):
        take_back(withdraw_request, academy, actor=trust_officer_of(academy.school.trust))
    with pytest.raises(NotADay, match="the pupil was excluded on 15 September 2026"):
        take_back(withdraw_request, academy, right_day=date(2020, 9, 15))
    with pytest.raises(NotADay, match="the trust agreed on 16 September 2026: put that day right"):
        take_back(withdraw_request, academy, right_day=THE_17TH)
    with pytest.raises(NotADay, match="the family asked on 16 September 2026: the trust"):
        take_back(withdraw_permission, academy, right_day=THE_15TH)
    assert not AttendanceRequest.objects.exclude(withdrawn_at=None).exists()


def test_no_day_before_the_exclusion_or_before_the_family_asked_is_recorded(academy):
    with pytest.raises(NotADay, match="excluded on 15 September 2026: the family cannot have"):
        ask(academy, requested_on=date(2020, 9, 16))
    ask(academy)
    with pytest.raises(NotADay, match="the family asked on 16 September 2026"):
        agree(academy, given_on=THE_15TH)


def test_the_page_tells_a_day_that_cannot_be_beside_its_field(academy, client, at):
    at(THE_16TH, client, clerk_of(academy.school))
    authority = str(academy.authority_id)
    asked = {"authority": authority, "requested_by": "The mother", "how": "by phone"}
    url = f"/cases/{academy.public_id}/family-request/"

    refused = client.post(url, {**asked, **typed_day("requested_on", date(2020, 9, 16))})

    assert refused.status_code == 422
    assert "The pupil was excluded on 15 September 2026: the family cannot" in whole(refused)
    ask(academy)
    again = client.post(url, {**asked, **typed_day("requested_on", date(2026, 9, 16))})
    assert "It is recorded already that the family asked" in whole(again)
    agreed = {"authority": authority, "given_by": "A. Sample", "scope": "education"}
    url = f"/cases/{academy.public_id}/speaking-permission/"
    early = client.post(url, {**agreed, **typed_day("given_on", THE_15TH)})
    assert "The family asked on 16 September 2026: the trust cannot" in whole(early)


def test_the_clerk_puts_it_right_on_a_page(academy, client, at, listed):
    listed(academy)
    at(LATER, client, clerk_of(academy.school))
    home = f"/cases/{academy.public_id}/"
    assert "does not stand as recorded" not in whole(client.get(home))
    ask(academy)
    agree(academy)
    page = whole(client.get(home))
    for kind in ("family-request", "speaking-permission"):
        assert f'href="{home}{kind}/correction/"' in page
    typed = {"authority": str(academy.authority_id), "how": "WITHDRAWN", "reason": "A slip"}
    url = f"{home}speaking-permission/correction/"

    other = {**typed, "authority": str(academy.home_authority_id)}
    assert "It is not recorded that Homeshire may speak" in whole(client.post(url, other))
    early = {**typed, "how": "WRONG_DAY", **typed_day("right_day", THE_15TH)}
    assert "The family asked on 16 September 2026" in whole(client.post(url, early))
    done = whole(client.post(url, typed, follow=True))
    assert "What was recorded is put right. 1 letter is on its way." in done
    url = f"{home}family-request/correction/"
    assert client.get(url).status_code == 200
    assert client.post(url, typed).status_code == 302
    assert not AttendanceRequest.objects.filter(withdrawn_at=None).exists()
