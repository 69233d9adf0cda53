"""Two people dispose of a case: all of it goes, the trail stays whole, a certificate says so."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import AuditEvent
from audit.verify import find_breaks
from casework.actions.documents import open_document
from casework.facts import state_fact
from casework.models import Case, Document, EducationOffer, NoticeDraft, Pupil, Remark
from data_protection.access import OnePersonDisposal
from data_protection.actions import disposals
from data_protection.actions.disposals import DisposalClosed, NotDue
from data_protection.actions.holds import put_on_hold, release_hold
from data_protection.models import Disposal, DisposalItem, FileToErase, LegalHold
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
from organisations.access import NotYourAuthority
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.data_protection.conftest import NOW, old_case
from tests.data_protection.whole_case import fill
from tests.factories import CaseFactory, UserFactory, manager_of, officer_of

OF_THE_CASE = (
    Case, Pupil, Document, EducationOffer, NoticeDraft, Remark, Hearing, Attendee, Invitation,
    AttendanceRequest, SpeakingPermission, Outcome, PanelSeat, Message, Step, Enclosure, LegalHold,
)  # fmt: skip


@pytest.fixture
def full(old, papers):
    fill(old)
    return old


@pytest.fixture
def agreed(full, manager, second):
    """A disposal of the full case that two managers agreed to."""
    disposal = disposals.propose(case_ids=[full.pk], actor=manager, now=NOW)
    return disposals.approve(disposal_id=disposal.pk, actor=second, now=NOW)


def dispose(disposal: Disposal) -> Disposal:
    for item in disposal.items.waiting():
        disposals.dispose_of_case(item_id=item.pk, now=NOW)
    return disposals.certify(disposal_id=disposal.pk, now=NOW)


def test_everything_of_the_case_goes_and_nothing_of_another(agreed, full):
    other = old_case(school=full.school)
    fill(other)
    before = {model: model.objects.count() for model in OF_THE_CASE}

    dispose(agreed)

    left = {model.__name__: model.objects.count() for model in OF_THE_CASE}
    assert [m.__name__ for m in OF_THE_CASE if m is not LegalHold and before[m] < 2] == []
    assert left == {model.__name__: before[model] // 2 for model in OF_THE_CASE}
    assert Case.objects.get() == other


def test_the_trail_stays_whole_and_holds_nothing_that_people_wrote(agreed, full):
    open_document(document=full.documents.get(), actor=UserFactory(), now=NOW)
    stream = full.stream
    dispose(agreed)

    kinds = list(AuditEvent.objects.filter(stream=stream).values_list("kind", flat=True))
    assert kinds == ["case.stands", "case.document-opened", "case.disposed-of"]
    assert find_breaks() == []
    told = [str(event) for event in AuditEvent.objects.values_list("facts", "actor", "stream")]
    assert [event for event in told if "Canary" in event or "Zephyrine" in event] == []


def test_the_certificate_says_what_went_who_agreed_and_when_and_no_name_of_a_child(
    agreed, full, manager, second
):
    done = dispose(agreed)

    assert done.certificate == {
        "disposal": str(done.public_id),
        "authority": "Sampleshire",
        "proposed": f"{manager}, 28 November 2026 at 10am",
        "agreed": f"{second}, 28 November 2026 at 10am",
        "done": "28 November 2026 at 10am",
        "gone": [[
            full.reference, "2 March 2026",
            "case file 9, letters sent 4, minutes and outcomes 7, papers 1",
        ]],
        "kept": [],
        "classes": [
            ["Case file", 9], ["Letters sent", 4], ["Minutes and outcomes", 7], ["Papers", 1],
        ],
    }  # fmt: skip
    assert "Canary" not in json.dumps(done.certificate)
    events = AuditEvent.objects.filter(stream=done.stream).order_by("seq")
    assert list(events.values_list("kind", "actor")) == [
        ("disposal.proposed", f"user/{manager.pk}"),
        ("disposal.approved", f"user/{second.pk}"),
        ("disposal.done", "system/disposal"),
    ]
    assert events.last().facts["digest"] == done.digest


def test_one_person_alone_cannot_dispose(full, manager):
    disposal = disposals.propose(case_ids=[full.pk], actor=manager, now=NOW)

    with pytest.raises(OnePersonDisposal):
        disposals.approve(disposal_id=disposal.pk, actor=manager, now=NOW)
    with pytest.raises(IntegrityError, match="disposal_takes_two_people"), transaction.atomic():
        Disposal.objects.update(state="APPROVED", decided_by=manager, decided_at=NOW)
    with pytest.raises(DisposalClosed):
        disposals.dispose_of_case(item_id=disposal.items.get().pk, now=NOW)
    assert Case.objects.filter(pk=full.pk).exists()


def test_only_managers_of_the_authority_propose_and_agree(full, manager):
    stranger = manager_of(old_case().authority)
    for nobody in (officer_of(full.authority), UserFactory()):
        with pytest.raises(NotYourAuthority):
            disposals.propose(case_ids=[full.pk], actor=nobody, now=NOW)
    with pytest.raises(NotDue, match="one of these is not there"):
        disposals.propose(case_ids=[full.pk], actor=stranger, now=NOW)

    disposal = disposals.propose(case_ids=[full.pk], actor=manager, now=NOW)
    for nobody in (officer_of(full.authority), stranger):
        for action in (disposals.approve, disposals.withdraw):
            with pytest.raises(NotYourAuthority):
                action(disposal_id=disposal.pk, actor=nobody, now=NOW)


def test_what_is_open_held_early_or_taken_is_refused_each_with_its_sentence(old, manager, officer):
    school = old.school
    running = CaseFactory(school=school, reference="870-2627-0001")
    held = old_case(school=school, reference="870-1920-0002")
    put_on_hold(case_id=held.pk, reason="A claim", actor=officer, now=NOW)
    early = old_case(school=school, reference="870-2526-0003")
    state_fact(early, Fact.CANCELLED, date(2026, 1, 9), now=NOW)
    taken = old_case(school=school, reference="870-1920-0004")
    disposals.propose(case_ids=[taken.pk], actor=manager, now=NOW)

    with pytest.raises(NotDue) as refusal:
        disposals.propose(
            case_ids=[c.pk for c in (old, running, held, early, taken)], actor=manager, now=NOW
        )

    assert str(refusal.value) == (
        "nothing was done. "
        "case 870-2627-0001: the case has not ended: awaiting the governing board; "
        "case 870-1920-0002: it has been on legal hold since 28 November 2026; "
        "case 870-2526-0003: it must be kept until 9 January 2032, 72 calendar months from the "
        "day on which the case ended, 9 January 2026; "
        "case 870-1920-0004: it is in another disposal already"
    )
    assert Disposal.objects.count() == 1


def test_a_case_held_after_the_proposal_stops_the_second_person(full, manager, second, officer):
    disposal = disposals.propose(case_ids=[full.pk], actor=manager, now=NOW)
    put_on_hold(case_id=full.pk, reason="A claim", actor=officer, now=NOW)

    with pytest.raises(NotDue, match="legal hold"):
        disposals.approve(disposal_id=disposal.pk, actor=second, now=NOW)


def test_a_case_held_after_both_agreed_is_kept_and_the_certificate_says_so(agreed, full, officer):
    put_on_hold(case_id=full.pk, reason="A claim", actor=officer, now=NOW)

    done = dispose(agreed)

    assert done.certificate["kept"] == [
        [full.reference, "it has been on legal hold since 28 November 2026"]
    ]
    assert done.certificate["gone"] == []
    assert Pupil.objects.filter(case=full).exists()


def test_the_database_itself_refuses_a_held_case_and_one_that_nobody_agreed_to(
    agreed, full, officer
):
    hold = put_on_hold(case_id=full.pk, reason="A claim", actor=officer, now=NOW)
    other = old_case(school=full.school)
    for rows, words in (
        (LegalHold.objects.filter(case=full), "stands"),
        (Case.objects.filter(pk=other.pk), "no disposal that two people agreed to"),
    ):
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            rows._raw_delete("default")
    release_hold(hold_id=hold.pk, because="Settled", actor=officer, now=NOW)
    dispose(agreed)
    assert not Case.objects.filter(pk=full.pk).exists()


def test_a_disposal_is_withdrawn_or_agreed_to_once(full, manager, second):
    disposal = disposals.propose(case_ids=[full.pk], actor=manager, now=NOW)
    disposals.withdraw(disposal_id=disposal.pk, actor=manager, now=NOW)

    for action in (disposals.approve, disposals.withdraw):
        with pytest.raises(DisposalClosed, match="withdrawn"):
            action(disposal_id=disposal.pk, actor=second, now=NOW)
    again = disposals.propose(case_ids=[full.pk], actor=second, now=NOW)
    assert again.items.get().reference == full.reference


def test_a_case_goes_once_and_a_disposal_is_certified_once_all_have_gone(agreed):
    with pytest.raises(DisposalClosed):
        disposals.certify(disposal_id=agreed.pk, now=NOW)
    item = agreed.items.get()
    disposals.dispose_of_case(item_id=item.pk, now=NOW)
    with pytest.raises(DisposalClosed):
        disposals.dispose_of_case(item_id=item.pk, now=NOW)
    disposals.certify(disposal_id=agreed.pk, now=NOW)
    with pytest.raises(DisposalClosed):
        disposals.certify(disposal_id=agreed.pk, now=NOW)


def test_a_case_that_cannot_be_deleted_keeps_all_it_has(agreed, full, monkeypatch):
    monkeypatch.setattr("data_protection.erasure.ERASED", without("casework.Document"))

    with pytest.raises(Exception, match="protected foreign keys"), transaction.atomic():
        disposals.dispose_of_case(item_id=agreed.items.get().pk, now=NOW)
    assert Pupil.objects.filter(case=full).exists()
    assert FileToErase.objects.count() == 0
    assert DisposalItem.objects.waiting().count() == 1


def without(label: str) -> dict:
    from data_protection.erasure import ERASED  # noqa: PLC0415  (as it is before the patch)

    return {name: value for name, value in ERASED.items() if name != label}


def test_two_managers_dispose_by_the_pages(full, manager, second, client, at_now):
    client.force_login(manager)
    assert client.post("/data-protection/disposals/new/", {}).status_code == 422
    proposed = client.post("/data-protection/disposals/new/", {"cases": [str(full.public_id)]})[
        "Location"
    ]
    shown = client.get(proposed).content.decode()
    assert "another manager of Sampleshire must agree" in shown
    refused = client.post(f"{proposed}approval/", {"looked": "on"})
    assert refused.status_code == 409
    assert "another manager must agree" in refused.content.decode()

    client.force_login(second)
    assert client.post(f"{proposed}approval/", {}).status_code == 422
    client.post(f"{proposed}approval/", {"looked": "on"})
    declare(WHOLE_SERVICE)
    dispose(Disposal.objects.get())
    done = client.get(proposed).content.decode()
    assert "Certificate of disposal" in done
    assert "The PDF is being made" in done
    assert client.get(f"{proposed}certificate.pdf").status_code == 404

    declare(WHOLE_SERVICE)
    Disposal.objects.update(pdf=b"%PDF")
    answer = client.get(f"{proposed}certificate.pdf")
    assert answer.content == b"%PDF"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(f"/cases/{full.public_id}/").status_code == 404
    assert client.get("/data-protection/").status_code == 200


def test_a_manager_withdraws_by_the_page(full, manager, client, at_now):
    client.force_login(manager)
    proposed = client.post("/data-protection/disposals/new/", {"cases": [str(full.public_id)]})[
        "Location"
    ]
    client.post(f"{proposed}withdrawal/")
    assert "Kept: the proposal was withdrawn" in client.get(proposed).content.decode()


def test_what_is_not_due_is_not_offered(old, client, manager, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
    client.force_login(manager)

    shown = client.get("/data-protection/disposals/new/").content.decode()

    assert "No case is due" in shown
    assert old.reference not in shown
