"""A manager opens in an emergency what is not theirs to open: on a reason, for a time, and told."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from audit.models import AuditEvent
from casework.access import NotYourCase, declare_reach
from casework.actions import break_glass as actions
from casework.actions.leavers import end_access
from casework.actions.sealed import seal
from casework.models import BreakGlass, Case, SealedKind, SealedValue
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, Scope, declare
from tests.factories import (
    LocalAuthorityFactory,
    MembershipFactory,
    headteacher_of,
    manager_of,
    officer_of,
)

NAME = "Wren Seenthat"


@pytest.fixture(autouse=True)
def _tuesday(at, tuesday):
    at(tuesday)


@pytest.fixture
def moved(case):
    """A case of the authority that its school was in before: the one of today does not see it."""
    case.school.local_authority = LocalAuthorityFactory(name="Sampleshire")
    case.school.save()
    return case


@pytest.fixture
def manager(moved):
    return manager_of(moved.school.local_authority)


@pytest.fixture
def second(manager):
    authority = manager.memberships.get().local_authority
    other = manager_of(authority)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    return other


def sign_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def typed(case, **changes):
    return {"reference": case.reference, "what": "CASE", "reason": "Missing since noon"} | changes


def break_it(case, manager, now, *, with_sealed=False):
    given = {"reason": "Missing since noon", "with_sealed": with_sealed}
    return actions.break_glass(case_id=case.pk, actor=manager, now=now, **given)


def test_a_case_out_of_reach_opens_for_an_hour_and_the_second_manager_is_told(
    moved, manager, second, at, tuesday
):
    browser, page = sign_in(manager), f"/cases/{moved.public_id}/"
    assert browser.get(page).status_code == 404

    answer = browser.post("/break-glass/", typed(moved))
    assert answer["Location"] == page
    assert moved.pupil.last_name in browser.get(page).content.decode()
    at(tuesday + timedelta(minutes=59))
    browser = sign_in(manager)
    assert browser.get(page).status_code == 200
    assert browser.get(f"{page}sealed/").status_code == 404  # that was not asked for
    at(tuesday + timedelta(minutes=60))
    assert browser.get(page).status_code == 404

    declare(WHOLE_SERVICE)
    letter = Message.objects.get(letter="glass-broken")
    assert (letter.to, moved.pupil.last_name in letter.subject + letter.body) == (
        second.email, False,
    )  # fmt: skip
    [event] = AuditEvent.objects.filter(stream=moved.stream, kind="case.glass-broken")
    assert event.facts["told"] == [second.pk]
    trail = sign_in(headteacher_of(moved.school)).get(f"{page}trail/").content.decode()
    assert "Opened in an emergency" in trail
    assert "Missing since noon" in trail


def test_what_is_sealed_opens_only_where_it_was_asked_for(moved, manager, second, tuesday):
    head = headteacher_of(moved.school)
    sealed = seal(case_id=moved.pk, kind=SealedKind.WITNESS, value=NAME, actor=head, now=tuesday)
    browser = sign_in(manager)
    page = f"/cases/{moved.public_id}/sealed/"
    browser.post("/break-glass/", typed(moved))
    assert browser.get(page).status_code == 404
    browser.post("/break-glass/", typed(moved, what="SEALED"))
    listed = browser.get(page).content.decode()
    assert "Witness A" in listed
    assert "Seal something" not in listed
    assert browser.post(page, {"kind": "WITNESS", "name": "X"}).status_code == 404
    assert NAME in browser.post(f"{page}{sealed.public_id}/").content.decode()


def test_each_wall_closes_by_itself(moved, manager, second, tuesday):
    """The filter with the whole service in reach; the policy with no filter."""
    seal(
        case_id=moved.pk, kind=SealedKind.WITNESS, value=NAME, now=tuesday,
        actor=headteacher_of(moved.school),
    )  # fmt: skip
    glass = break_it(moved, manager, tuesday, with_sealed=True)
    for now, seen in ((tuesday, 1), (glass.ends_at, 0)):
        declare_reach(manager, now=now)
        assert (Case.objects.count(), SealedValue.objects.count()) == (seen, seen)
        declare(WHOLE_SERVICE)
    for now, seen in ((tuesday, [moved]), (glass.ends_at, [])):
        declare(Scope(whole_service=True, at=now))
        assert list(Case.objects.open_to(manager)) == seen


def test_it_ends_by_hand_by_either_manager_and_with_the_role(moved, manager, second, tuesday):
    page = f"/cases/{moved.public_id}/"
    for closer in (manager, second):
        browser = sign_in(manager)
        browser.post("/break-glass/", typed(moved))
        declare(WHOLE_SERVICE)
        glass = BreakGlass.objects.latest("pk")
        assert browser.get(page).status_code == 200
        closing = f"/break-glass/{glass.public_id}/closing/"
        assert sign_in(manager_of(LocalAuthorityFactory())).post(closing).status_code == 404
        assert sign_in(closer).post(closing).status_code == 302
        assert browser.get(page).status_code == 404
        declare(WHOLE_SERVICE)
    with pytest.raises(actions.GlassNotBroken):
        actions.mend_glass(glass_id=glass.pk, actor=manager, now=tuesday)
    with pytest.raises(NotYourCase):
        actions.mend_glass(glass_id=glass.pk, actor=officer_of(glass.authority), now=tuesday)
    kinds = AuditEvent.objects.filter(stream=moved.stream).values_list("kind", flat=True)
    assert list(kinds).count("case.glass-mended") == 2

    browser.post("/break-glass/", typed(moved))
    declare(WHOLE_SERVICE)
    end_access(person=manager, actor=second, now=tuesday)
    fresh = sign_in(type(manager).objects.get(pk=manager.pk))
    assert fresh.get(page).status_code == 404


def test_without_a_second_person_it_stays_shut(moved, manager, tuesday):
    unverified = manager_of(manager.memberships.get().local_authority)
    EmailAddress.objects.create(
        user=unverified, email=unverified.email, verified=False, primary=True
    )
    EmailAddress.objects.create(user=manager, email=manager.email, verified=True, primary=True)

    answer = sign_in(manager).post("/break-glass/", typed(moved))
    assert answer.status_code == 422
    assert "no other manager" in answer.content.decode().lower()
    assert "Missing since noon" in answer.content.decode()  # nothing typed is lost
    declare(WHOLE_SERVICE)
    assert not BreakGlass.objects.exists()
    with pytest.raises(actions.NobodyToTell):
        break_it(moved, manager, tuesday)


def test_only_a_manager_of_the_area_and_only_what_is_shut(moved, manager, second, case, tuesday):
    elsewhere = sign_in(manager_of(LocalAuthorityFactory())).post("/break-glass/", typed(moved))
    nowhere = sign_in(manager).post("/break-glass/", typed(moved, reference="999-2627-9999"))
    for answer in (elsewhere, nowhere):  # what is not theirs looks as if it were not there
        assert answer.status_code == 422
        assert "There is no such case" in answer.content.decode()
    declare(WHOLE_SERVICE)
    for stranger in (officer_of(moved.authority), headteacher_of(moved.school)):
        with pytest.raises(NotYourCase):
            break_it(moved, stranger, tuesday)
    own = manager_of(moved.authority)
    with pytest.raises(actions.NothingToOpen):
        break_it(moved, own, tuesday)
    MembershipFactory(role="LA_MANAGER", local_authority=moved.authority, user=second)
    own.__dict__.pop("standing_memberships", None)
    assert break_it(moved, own, tuesday, with_sealed=True).authority == moved.authority


def test_the_page_lists_who_opened_what_and_why_to_the_managers_alone(
    moved, manager, second, tuesday
):
    break_it(moved, manager, tuesday)
    listed = sign_in(second).get("/break-glass/").content.decode()
    assert moved.reference in listed
    assert "Missing since noon" in listed
    assert sign_in(officer_of(moved.school.local_authority)).get("/break-glass/").status_code == 404
