"""What is sealed is opened by few, on the record, and is nowhere else to be read."""

import pytest
from django.db import connection
from django.test import Client

from audit.models import AuditEvent
from casework.access import NotYourCase, scope_of
from casework.actions import sealed
from casework.models import NoticeDraft, SealedKind, SealedValue
from casework.sealing import WITHHELD, SealedUnreadable, get_sealed
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    clerk_of,
    clocked,
    headteacher_of,
    invited_to,
    manager_of,
    officer_of,
    staff_of,
)

STREET, NAME, NOTE = "1 Sample Street", "Wren Seenthat", "Met the aunt at the refuge"


@pytest.fixture
def head(case):
    return headteacher_of(case.school)


@pytest.fixture
def everything(case, head, tuesday):
    """One value of each kind, sealed."""
    draft = NoticeDraft.objects.create(
        school=case.school, stage="TODAY", started_by=head, started_at=tuesday, saved_at=tuesday,
        case=case, state="GIVEN", typed={"address": STREET, "postcode": "ZZ99 9ZZ", "sex": "F"},
    )  # fmt: skip
    declare(scope_of(officer_of(case.authority)))  # who reaches no draft
    officer = officer_of(case.authority)
    sealed.withhold_address(case_id=case.pk, position=sealed.PUPIL, actor=officer, now=tuesday)
    declare(WHOLE_SERVICE)
    draft.refresh_from_db()
    assert draft.typed == {"address": WITHHELD, "postcode": "", "sex": "F"}
    seal(case, SealedKind.WITNESS, NAME, head, tuesday)
    seal(case, SealedKind.SAFEGUARDING, NOTE, head, tuesday)
    return get_sealed(case)


def seal(case, kind, value, actor, now):
    return sealed.seal(case_id=case.pk, kind=kind, value=value, actor=actor, now=now)


def sign_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def test_it_is_kept_encrypted_and_opened_on_the_record_without_its_value(
    case, head, everything, tuesday
):
    assert [one.label for one in everything] == [
        "The pupil’s address", "Witness A", "Note 1, 15 September 2026 at 10am",
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_sealedvalue")
        stored = str(cursor.fetchall())
    opened = [sealed.open_sealed(sealed_id=s.pk, actor=head, now=tuesday) for s in everything]

    assert opened == [f"{STREET}\nSampleton\nZZ99 9ZZ", NAME, NOTE]
    events = AuditEvent.objects.filter(stream=case.stream, kind__startswith="case.sealed")
    assert [e.kind for e in events.order_by("seq")] == ["case.sealed"] * 3 + [
        "case.sealed-opened"
    ] * 3
    for secret in (STREET, NAME, NOTE):
        assert secret not in stored + str(list(events.values("facts")))


def test_no_list_search_page_or_answer_of_the_api_shows_it(case, head, everything):
    """To nobody: not even to those who may open it."""
    clocked(case)
    people = [
        head, staff_of(case.school), clerk_of(case.school), officer_of(case.authority),
        manager_of(case.authority), invited_to(case),
    ]  # fmt: skip
    shown = ""
    for user in people:
        declare(WHOLE_SERVICE)
        browser = sign_in(user)
        for page in (
            f"/cases/{case.public_id}/", f"/cases/{case.public_id}/trail/", "/cases/", "/",
            f"/cases/{case.public_id}/sealed/",
        ):  # fmt: skip
            shown += browser.get(page).content.decode()
        shown += browser.post("/cases/found/", {"words": "Seenthat"}).content.decode()
        for page in ("", f"{case.public_id}/", f"{case.public_id}/messages/"):
            shown += browser.get(f"/api/v1/cases/{page}").content.decode()
    assert case.pupil.last_name in shown  # what could have leaked beside it
    assert WITHHELD in shown
    assert [one for one in (STREET, "ZZ99 9ZZ", NAME, NOTE, "refuge") if one in shown] == []


def test_the_head_and_the_authoritys_officers_open_it_on_a_page_of_its_own(case, head, everything):
    page = f"/cases/{case.public_id}/sealed/{everything[1].public_id}/"
    for user in (head, officer_of(case.authority)):
        browser = sign_in(user)
        assert NAME not in browser.get(page).content.decode()
        answer = browser.post(page)
        assert NAME in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert NAME not in browser.get(page).content.decode()
        declare(WHOLE_SERVICE)
    for user in (staff_of(case.school), clerk_of(case.school), manager_of(case.authority)):
        browser = sign_in(user)
        assert browser.get(f"/cases/{case.public_id}/").status_code == 200
        assert browser.post(page).status_code == 404
        declare(WHOLE_SERVICE)


def test_the_database_keeps_the_rows_from_who_reaches_the_case_and_no_more(case, head, everything):
    seen = {}
    people = {
        "head": head, "officer": officer_of(case.authority), "staff": staff_of(case.school),
        "clerk": clerk_of(case.school), "manager": manager_of(case.authority),
        "guest": invited_to(case), "elsewhere": headteacher_of(CaseFactory().school),
    }  # fmt: skip
    for name, user in people.items():
        declare(WHOLE_SERVICE)
        declare(scope_of(user))
        seen[name] = SealedValue.objects.count()
    assert seen == dict.fromkeys(people, 0) | {"head": 3, "officer": 3}


def test_who_may_not_open_may_not_seal(case, everything, tuesday):
    for user in (clerk_of(case.school), manager_of(case.authority), staff_of(case.school)):
        for attempt in (
            lambda who: seal(case, SealedKind.WITNESS, NAME, who, tuesday),
            lambda who: sealed.withhold_address(
                case_id=case.pk, position=1, actor=who, now=tuesday
            ),
            lambda who: sealed.open_sealed(sealed_id=everything[0].pk, actor=who, now=tuesday),
        ):
            with pytest.raises(NotYourCase):
                attempt(user)


def test_a_value_moved_from_another_row_is_not_read(case, head, everything, tuesday):
    SealedValue.objects.filter(pk=everything[1].pk).update(
        ciphertext=SealedValue.objects.get(pk=everything[2].pk).ciphertext
    )
    SealedValue.objects.filter(pk=everything[2].pk).update(ciphertext="broken")
    for one in everything[1:]:
        with pytest.raises(SealedUnreadable):
            sealed.open_sealed(sealed_id=one.pk, actor=head, now=tuesday)


def test_nothing_is_sealed_twice_and_nothing_empty(case, head, everything, tuesday):
    for position in (sealed.PUPIL, 1, 7):  # withheld already; has none of their own; is nobody
        with pytest.raises(sealed.NothingToWithhold):
            sealed.withhold_address(case_id=case.pk, position=position, actor=head, now=tuesday)
    with pytest.raises(sealed.NothingToSeal):
        seal(case, SealedKind.WITNESS, " ", head, tuesday)


def test_witnesses_are_lettered_on_and_on(case, head, tuesday):
    labels = [seal(case, SealedKind.WITNESS, "N", head, tuesday).label for _ in range(28)]
    assert (labels[0], labels[25], labels[26], labels[27]) == (
        "Witness A", "Witness Z", "Witness AA", "Witness AB",
    )  # fmt: skip


def test_the_page_seals_each_kind_and_tells_what_is_missing(case, head):
    case.adults.update(address="2 Sample Mews")
    browser, page = sign_in(head), f"/cases/{case.public_id}/sealed/"
    assert browser.post(page, {"kind": "WITNESS"}).status_code == 422
    for typed in (
        {"kind": "WITNESS", "name": NAME},
        {"kind": "SAFEGUARDING", "note": NOTE},
        {"kind": "ADDRESS", "whose": "0"},
        {"kind": "ADDRESS", "whose": "1"},
    ):
        assert browser.post(page, typed).status_code == 302
    shown = browser.get(page).content.decode()
    assert "The address of adult 1" in shown
    assert "Whose address?" not in shown or 'value="ADDRESS"' not in shown
    declare(WHOLE_SERVICE)
    assert case.adults.get().address == WITHHELD
