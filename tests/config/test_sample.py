"""The sample is loaded through the actions that people use, into an empty database alone."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.verify import find_breaks
from casework.models import Case, DraftState, NoticeDraft
from config.sample.load import HERE, REGISTER, NotEmpty, load_sample
from config.sample.people import DOMAIN, SURNAMES
from config.sample.staff import list_sign_ins
from notifications.models import Message, State
from organisations.imports.register import RegisterFile, import_register
from organisations.models import Membership, School, User
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, declare, scoped_transaction
from tests.factories import CaseFactory
from transparency.models import Figure

SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)


def load(cases):
    return load_sample(cases=cases, now=SUNDAY, watch=lambda stories: stories)


def test_the_sample_shows_every_role_many_states_and_nobody_real(db):
    loaded = load(30)

    assert loaded.cases == Case.objects.count() == 30
    statuses = set(Case.objects.values_list("status", flat=True))
    assert {"AWAITING_BOARD", "CONCLUDED", "REVIEW_WINDOW"} <= statuses
    assert [role for role, _, _ in list_sign_ins()] == [role.label for role in Role]
    waiting = NoticeDraft.objects.exclude(state=DraftState.GIVEN).order_by("pk")
    assert list(waiting.values_list("state", flat=True)) == [
        DraftState.OPEN, DraftState.WITH_HEAD
    ] * 2  # fmt: skip
    assert find_breaks() == []

    assert set(User.objects.values_list("last_name", flat=True)) <= set(SURNAMES)
    assert not User.objects.exclude(email__endswith=f"@{DOMAIN}").exists()
    assert set(Case.objects.values_list("pupil__last_name", flat=True)) <= set(SURNAMES)
    addresses = Message.objects.exclude(to="").values_list("to", flat=True)
    assert [to for to in addresses if not to.endswith(DOMAIN)] == []

    assert not Message.objects.filter(state=State.QUEUED).exists()
    counts = set(Figure.objects.values_list("count", flat=True))
    assert counts & {1, 2, 3, 4} == set()
    assert None in counts


def test_one_school_can_be_filled_with_open_cases_whose_clocks_run(db, capsys):
    with pytest.raises(CommandError, match="Nobody of the sample heads a school here"):
        call_command("fill_sample_school")
    with scoped_transaction(WHOLE_SERVICE):
        load_sample(cases=8, now=timezone.now(), watch=lambda stories: stories)
    declare(WHOLE_SERVICE)
    figures = list(Figure.objects.order_by("pk").values())

    for cases in (3, 2):  # and again: other pupils
        call_command("fill_sample_school", "--cases", str(cases))
    declare(WHOLE_SERVICE)

    school = Membership.objects.filter(role=Role.HEADTEACHER).order_by("pk").first().school
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"3 open cases added at {school.name} ({school.urn})."
    added = Case.objects.filter(school=school).order_by("-pk")[:5]
    assert {case.status for case in added} == {"AWAITING_BOARD"}
    assert len({case.pupil.upn for case in added}) == 5
    for case in added:
        assert case.deadlines.get(rule_id="G1").due_date > timezone.localdate()
    assert not Message.objects.filter(state=State.QUEUED).exists()
    assert list(Figure.objects.order_by("pk").values()) == figures
    with pytest.raises(CommandError, match="At most 100 cases can be added, and 5 are there"):
        call_command("fill_sample_school", "--cases", "96")
    with pytest.raises(CommandError, match="number from 1 on"):
        call_command("fill_sample_school", "--cases", "0")


def test_the_register_read_again_takes_no_academy_from_its_invented_trust(db):
    load(2)
    shared = dict(School.objects.exclude(trust=None).values_list("urn", "trust__name"))
    register = RegisterFile(
        name="edubasealldata20230216.csv",
        content=(HERE / REGISTER).read_bytes(),
        as_at=date(2023, 2, 16),
    )

    counts = import_register(register, actor="system/test", now=SUNDAY)

    assert (counts.new, counts.changed, counts.closed) == (0, 0, 0)
    assert set(shared.values()) == {"Sample Trust A (invented)", "Sample Trust B (invented)"}
    assert dict(School.objects.exclude(trust=None).values_list("urn", "trust__name")) == shared


def test_a_database_with_cases_is_left_alone(db):
    CaseFactory()

    with pytest.raises(NotEmpty):
        load(24)
    assert Case.objects.count() == 1
