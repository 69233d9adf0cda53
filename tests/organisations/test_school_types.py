from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from organisations.access import NotYourSchool
from organisations.actions.school_types import (
    NotOfThatType,
    TypeAlreadyKnown,
    state_school_type,
)
from organisations.imports.authorities import import_authorities
from organisations.imports.register import import_register
from organisations.models import LocalAuthority, School, StatedSchoolType
from organisations.school_types import may_be_stated, read_school_type
from statute.facts import SchoolType
from tests.factories import headteacher_of, manager_of, officer_of
from tests.organisations.register_files import cells, register

NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)
SPECIAL = {"group": "5", "name": "A Special School"}


@pytest.fixture
def school(db):
    import_authorities(actor="system/import", now=NOW)
    read(**SPECIAL)
    return School.objects.get(urn=100001)


def read(as_at=date(2023, 2, 15), **said):
    return import_register(register(cells(**said), as_at=as_at), actor="system/import", now=NOW)


def state(school, school_type=SchoolType.MAINTAINED, actor=None):
    state_school_type(
        school_id=school.pk, school_type=school_type, reason="Its funding agreement",
        actor=actor, now=NOW,
    )  # fmt: skip


def types(school):
    return list(school.records.order_by("id").values_list("school_type", flat=True))


@pytest.mark.parametrize(
    ("group", "kind", "expected"),
    [
        ("4", "", SchoolType.MAINTAINED),
        ("4", "14", SchoolType.PRU),
        ("04", "01", SchoolType.MAINTAINED),
        ("5", "07", SchoolType.MAINTAINED),
        ("5", "12", SchoolType.MAINTAINED),
        ("5", "10", None),
        ("5", "", None),
        ("10", "34", SchoolType.ACADEMY),
        ("10", "43", SchoolType.ACADEMY),
        ("10", "45", None),
        ("11", "38", SchoolType.ACADEMY),
        ("11", "39", None),
        ("3", "11", None),
        ("", "", None),
    ],
)
def test_how_the_registers_codes_read_in_the_regulations(group, kind, expected):
    assert read_school_type(group, kind) == expected


def test_what_may_be_stated_is_what_the_register_leaves_open():
    assert [may_be_stated(*codes) for codes in (("5", ""), ("", ""), ("5", "10"), ("4", ""))] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_manager_states_what_the_register_leaves_open(school):
    manager = manager_of(school.local_authority)
    assert types(school) == [""]

    state(school, actor=manager)

    assert types(school) == ["MAINTAINED"]
    event = AuditEvent.objects.get(kind="school.type-stated")
    assert (event.stream, event.actor) == (f"school/{school.pk}", f"user/{manager.pk}")
    assert event.facts == {
        "before": "", "after": "MAINTAINED", "reason": "Its funding agreement",
    }  # fmt: skip


def test_what_was_stated_is_kept_over_later_registers(school):
    state(school)

    assert read(**SPECIAL).unchanged == 1
    read(as_at=date(2023, 6, 30), **{**SPECIAL, "status": "3"})
    assert types(school) == ["MAINTAINED", "MAINTAINED"]

    state(school, SchoolType.ACADEMY)  # it had been stated wrongly
    assert types(school) == ["ACADEMY", "ACADEMY"]


def test_the_register_has_the_last_word(school):
    state(school)

    read(as_at=date(2023, 6, 30), group="10", type="44")
    assert types(school) == ["MAINTAINED", "ACADEMY"]
    assert school.get_record(date(2023, 6, 29)).school_type == "MAINTAINED"

    school.refresh_from_db()
    with pytest.raises(TypeAlreadyKnown):
        state(school)


def test_stating_again_leaves_records_alone_in_which_the_register_gives_a_type(school):
    read(as_at=date(2023, 6, 30), group="5", type="12")
    read(as_at=date(2023, 9, 30), **SPECIAL)
    assert types(school) == ["", "MAINTAINED", ""]

    state(school, SchoolType.ACADEMY)

    assert types(school) == ["ACADEMY", "MAINTAINED", "ACADEMY"]


def test_a_special_school_cannot_be_a_pupil_referral_unit_and_one_of_no_group_can(school):
    with pytest.raises(NotOfThatType):
        state(school, SchoolType.PRU)
    assert types(school) == [""]

    read(as_at=date(2023, 6, 30), group="", name="A Centre")
    state(school, SchoolType.PRU)
    assert types(school) == ["PRU", "PRU"]


def test_nobody_else_may_state_it(school):
    outsiders = (
        officer_of(school.local_authority),
        headteacher_of(school),
        manager_of(LocalAuthority.objects.get(code="872")),
    )
    for outsider in outsiders:
        with pytest.raises(NotYourSchool):
            state(school, actor=outsider)
    assert (types(school), StatedSchoolType.objects.count()) == ([""], 0)


def test_the_command_states_it_and_refuses_in_a_sentence(school, capsys):
    reason = ["--reason", "Its funding agreement"]
    call_command("state_school_type", "100001", "MAINTAINED", *reason)

    assert capsys.readouterr().out == "A Special School is stated to be MAINTAINED.\n"
    assert StatedSchoolType.objects.get().stated_by == "system/command"
    with pytest.raises(CommandError, match=r"There is no school 999999\."):
        call_command("state_school_type", "999999", "MAINTAINED", *reason)
    with pytest.raises(CommandError, match=r"cannot be a pupil referral unit\. Nothing was"):
        call_command("state_school_type", "100001", "PRU", *reason)


@pytest.mark.parametrize("group", ["4", "5", "10", "11"])
def test_of_a_type_that_is_not_on_the_registers_list_nobody_guesses(group):
    assert read_school_type(group, "777") is None
    assert may_be_stated(group, "777")
