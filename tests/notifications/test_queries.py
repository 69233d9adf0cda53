from datetime import timedelta

import pytest

from notifications import queries
from notifications.models import (
    FOR_A_PERSON,
    STUCK,
    WAITING,
    Enclosure,
    Message,
    State,
)
from notifications.permissions import DECIDERS, READ_LETTER
from notifications.queries import File
from organisations.permissions import REACH_CASES
from organisations.roles import Role
from row_security.scope import Scope
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    MembershipFactory,
    TrustFactory,
    assigned_to,
    clerk_of,
    governor_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)


@pytest.fixture
def make(db, tuesday):
    """Make a message; ``minutes`` after ten o'clock."""
    made = []

    def make(state=State.QUEUED, *, minutes=0, about="case/1", **values):
        at = tuesday + timedelta(minutes=minutes)
        fixed = {"created_at": at, "queued_at": at, "due_at": at, "to": "a@b.example"}
        if state == State.SENDING:
            fixed |= {"lease_by": "w", "lease_until": at}
        if state in (State.ACCEPTED, State.DELIVERED):
            fixed |= {"accepted_at": at}
        if state == State.POSTED:
            fixed |= {"posted_on": at, "settled_by": "user/1"}
        if state == State.CLOSED_BY_HAND:
            fixed |= {"settled_at": at, "settled_by": "user/1", "settled_note": "x"}
        made.append(None)
        return Message.objects.create(
            dedupe_key=f"k{len(made)}", about=about, subject="s", body="b", state=state,
            authority_id=1, **fixed | values,
        )  # fmt: skip

    return make


def test_the_messages_about_one_thing_come_newest_first(make):
    old, new = make(minutes=1), make(minutes=2)
    make(about="case/12")

    assert queries.get_messages("case/1") == [new, old]


def test_each_state_is_waiting_or_stuck_or_sent_or_ended(make):
    made = {state: make(state) for state in State}
    everything = Message.objects.all()

    assert {m.state for m in queries.get_stuck(everything)} == set(STUCK)
    assert {m.state for m in queries.get_waiting(everything)} == set(WAITING)
    assert {m.state for m in queries.get_sent(everything)} == {
        State.ACCEPTED, State.DELIVERED, State.BOUNCED,
    }  # fmt: skip
    assert [m.state for m in queries.get_to_post(everything)] == [State.TO_POST]
    assert queries.count_stuck(everything) == len(STUCK)
    assert queries.count_by_state(everything) == dict.fromkeys([*WAITING, *FOR_A_PERSON], 1)
    assert {state for state, message in made.items() if message.is_stuck} == set(STUCK)
    assert {state for state, message in made.items() if message.is_waiting} == set(WAITING)


def test_what_has_waited_longest_comes_first(make):
    late, early = make(State.FAILED, minutes=5), make(State.HELD, minutes=1)
    second, first = make(minutes=7), make(State.IN_DOUBT, minutes=2)
    sent, last = make(State.ACCEPTED, minutes=3), make(State.ACCEPTED, minutes=4)
    everything = Message.objects.all()

    assert list(queries.get_stuck(everything)) == [early, late]
    assert list(queries.get_waiting(everything)) == [first, second]
    assert list(queries.get_sent(everything)) == [last, sent]


def test_the_oldest_unsent_is_the_one_that_may_leave(make, tuesday):
    now = tuesday + timedelta(hours=1)
    assert queries.find_oldest_unsent(now) is None

    make(State.HELD, queued_at=None)
    make(State.FAILED)
    make(State.ACCEPTED)
    assert queries.find_oldest_unsent(now) is None

    make(State.QUEUED, minutes=30)
    make(State.IN_DOUBT, minutes=20, due_at=now + timedelta(minutes=1))
    assert queries.find_oldest_unsent(now) == timedelta(minutes=40)
    assert queries.find_oldest_unsent(tuesday) == timedelta(0)  # a clock that is a little behind


def test_files_are_numbered_and_say_whether_they_are_drawn(make):
    message = make()
    for name, content in (("b.ics", b"12345"), ("a.pdf", None)):
        Enclosure.objects.create(
            message=message, name=name, content_type="text/calendar", content=content, html="x"
        )

    assert queries.get_files(message) == [
        File(1, "b.ics", "text/calendar", 5), File(2, "a.pdf", "text/calendar", None),
    ]  # fmt: skip
    assert bytes(queries.get_enclosure(message, 1).content) == b"12345"
    for number in (-1, 0, 2, 3):
        with pytest.raises(Enclosure.DoesNotExist):
            queries.get_enclosure(message, number)


def test_the_roles_are_named_as_organisations_name_them():
    """This room knows no organisation, and its rows are those of who reaches the case."""
    assert READ_LETTER.grants == REACH_CASES.grants
    assert {grant.role for grant in DECIDERS} < set(Role)


def test_letters_are_visible_to_both_authorities_and_the_school(about_case, case, see):
    """Without the database's own wall: the whole service is in reach."""
    home, trust = LocalAuthorityFactory(), TrustFactory()
    Message.objects.update(home_authority_id=home.pk)
    case.school.trust = trust
    case.school.save()
    other = CaseFactory()
    ended = MembershipFactory(
        role=Role.HEADTEACHER, school=case.school, ended_at=case.notice_given_at
    )
    reading = {
        "officer": officer_of(case.authority), "manager": manager_of(case.authority),
        "home": officer_of(home), "staff": staff_of(case.school),
        "head": headteacher_of(case.school), "clerk": clerk_of(case.school),
        "trust": trust_officer_of(trust),
    }  # fmt: skip
    not_reading = {
        "governor": governor_of(case.school), "assigned": assigned_to(case), "ended": ended.user,
        "other officer": officer_of(other.authority), "other head": headteacher_of(other.school),
        "other trust": trust_officer_of(TrustFactory()),
    }  # fmt: skip

    def sees(user):
        return list(Message.objects.visible_to(user)) == [about_case]

    assert {name for name, user in reading.items() if sees(user)} == set(reading)
    assert {name for name, user in not_reading.items() if sees(user)} == set()


def test_the_database_hides_letters_even_from_a_query_without_a_filter(about_case, case, see):
    other = CaseFactory()
    see(Scope(authority_id=other.authority_id, school_ids=(other.school_id,)))

    assert Message.objects.count() == 0
