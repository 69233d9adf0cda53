"""Legal holds: who puts them on and releases them, and that one is enough to keep a case."""

import pytest

from audit.models import AuditEvent
from casework.access import NotYourCase
from data_protection.actions.holds import HoldReleased, put_on_hold, release_hold
from data_protection.models import LegalHold
from row_security.scope import WHOLE_SERVICE, Scope, declare
from tests.data_protection.conftest import NOW, old_case
from tests.factories import headteacher_of, manager_of, officer_of


def events(case):
    return list(AuditEvent.objects.filter(stream=case.stream).values_list("kind", "facts"))


def test_a_hold_says_who_and_why_and_the_event_repeats_no_reason(old, officer):
    hold = put_on_hold(case_id=old.pk, reason="A claim by Robin", actor=officer, now=NOW)

    assert (hold.put_by, hold.put_at, hold.reason) == (officer, NOW, "A claim by Robin")
    assert events(old) == [("case.hold-put", {"hold": str(hold.public_id)})]


def test_one_hold_released_leaves_the_other(old, officer, manager):
    first = put_on_hold(case_id=old.pk, reason="A claim", actor=officer, now=NOW)
    other = put_on_hold(case_id=old.pk, reason="A complaint", actor=officer, now=NOW)

    release_hold(hold_id=first.pk, because="Withdrawn", actor=manager, now=NOW)

    assert list(LegalHold.objects.standing()) == [other]
    first.refresh_from_db()
    assert (first.released_by, first.released_because) == (manager, "Withdrawn")


def test_a_hold_is_released_once(old, officer):
    hold = put_on_hold(case_id=old.pk, reason="A claim", actor=officer, now=NOW)
    release_hold(hold_id=hold.pk, because="Settled", actor=officer, now=NOW)

    with pytest.raises(HoldReleased):
        release_hold(hold_id=hold.pk, because="Again", actor=officer, now=NOW)
    hold.refresh_from_db()
    assert hold.released_because == "Settled"


def test_nobody_but_the_schools_authority_holds_or_releases(old, officer):
    hold = put_on_hold(case_id=old.pk, reason="A claim", actor=officer, now=NOW)
    for stranger in (headteacher_of(old.school), officer_of(old_case().authority)):
        with pytest.raises(NotYourCase):
            put_on_hold(case_id=old.pk, reason="Mine", actor=stranger, now=NOW)
        with pytest.raises(NotYourCase):
            release_hold(hold_id=hold.pk, because="Mine", actor=stranger, now=NOW)
    assert LegalHold.objects.standing().count() == 1


@pytest.mark.services
def test_the_database_shows_a_hold_to_its_authority_alone(old, officer):
    put_on_hold(case_id=old.pk, reason="A claim against the school", actor=officer, now=NOW)

    for scope, seen in (
        (Scope(), 0),
        (Scope(school_ids=(old.school_id,), case_ids=(old.pk,)), 0),
        (Scope(authority_id=old.authority_id), 1),
    ):
        declare(scope)
        assert LegalHold.objects.count() == seen
    declare(WHOLE_SERVICE)


def test_a_hold_is_put_on_and_released_by_the_pages(old, officer, client, at_now):
    client.force_login(officer)
    page = f"/cases/{old.public_id}/protection/"
    refused = client.post(f"{page}hold/", {"reason": ""})
    assert refused.status_code == 422
    assert "Enter why the case must be kept" in refused.content.decode()

    client.post(f"{page}hold/", {"reason": "A claim before a court"})
    shown = client.get(page).content.decode()
    assert "A claim before a court" in shown
    assert "it has been on legal hold since 28 November 2026" in shown

    declare(WHOLE_SERVICE)
    [hold] = LegalHold.objects.all()
    assert "A claim before a court" in client.get("/data-protection/").content.decode()
    released = client.post(f"/holds/{hold.public_id}/release/", {"because": "Settled"})
    assert released["Location"] == page
    assert "A manager may now propose to dispose of it" in client.get(page).content.decode()


def test_a_head_sees_how_long_a_case_is_kept_and_not_what_holds_it(old, officer, client, at_now):
    put_on_hold(case_id=old.pk, reason="A claim against the school", actor=officer, now=NOW)
    client.force_login(headteacher_of(old.school))

    shown = client.get(f"/cases/{old.public_id}/protection/").content.decode()

    assert "A claim against the school" not in shown
    assert "Data protection" in client.get(f"/cases/{old.public_id}/").content.decode()


def test_a_manager_finds_the_page_in_the_menu(old, client):
    client.force_login(manager_of(old.authority))

    assert 'href="/data-protection/"' in client.get("/cases/").content.decode()
