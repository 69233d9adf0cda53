"""The command that an auditor runs: what it says, and what it exits with."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from audit import checkpoints, signing
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.audit.conftest import as_owner, rechain
from tests.factories import CaseFactory, looked, officer_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
KEY = signing.make_key()


@pytest.fixture(autouse=True)
def _key(settings):
    settings.AUDIT_SIGNING_KEY = KEY


@pytest.fixture
def case():
    """A case that three people have looked at, and a second one."""
    with scoped_transaction(WHOLE_SERVICE):
        case = CaseFactory()
        for other in (case, case, case, CaseFactory()):
            looked(other, officer_of(case.authority), at=NOON)
        return case


@pytest.fixture
def checkpoint(case, tmp_path):
    with scoped_transaction(WHOLE_SERVICE):
        statement = checkpoints.make_checkpoint(signing_key=KEY, now=NOON)
    file = tmp_path / "checkpoint.json"
    file.write_text(checkpoints.write_file(statement))
    return file


@pytest.fixture
def verify(capsys):
    """``verify("--json")``: the exit code, and what was printed."""

    def verify(*arguments):
        with pytest.raises(SystemExit) as ended:
            call_command("audit_verify", *map(str, arguments))
        return ended.value.code, capsys.readouterr().out

    return verify


def edit(case, *, again=False):
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE audit_auditevent SET actor = 'user/9999' WHERE stream = %s AND seq = 2",
            [case.stream],
        )
        if again:
            rechain(cursor, case.stream)


def test_a_trail_that_nobody_touched_is_whole(verify, case, checkpoint):
    assert verify("--checkpoint", checkpoint) == (
        0,
        "Whole. 4 events were read; the checkpoints kept here were checked, and 1 from files.\n",
    )


def test_one_changed_byte_is_named(verify, case):
    edit(case)

    code, told = verify()

    assert code == 1
    assert told.startswith("CHANGED. The first: event ")
    assert f"({case.stream} #2) does not fit its chain" in told


def test_a_chain_rebuilt_after_the_edit_is_caught_by_the_checkpoint(verify, case, checkpoint):
    edit(case, again=True)

    for more in ((), ("--checkpoint", checkpoint)):
        code, told = verify("--case", case.reference, *more)
        assert code == 1
        assert "is not the one that checkpoint 1 signed: its chain was rebuilt" in told


def test_without_a_key_a_rebuilt_chain_is_whole_and_the_answer_says_what_was_not_looked_at(
    verify, case, checkpoint, settings
):
    edit(case, again=True)
    settings.AUDIT_SIGNING_KEY = settings.AUDIT_PUBLIC_KEY = ""

    code, told = verify("--case", case.reference)
    assert code == 0
    assert "checkpoints kept here were not checked" in told


def test_the_checkpoints_of_one_case_say_nothing_of_another(verify, case, checkpoint):
    edit(case, again=True)
    with scoped_transaction(WHOLE_SERVICE):
        other = Case.objects.exclude(pk=case.pk).get()

    assert verify("--case", other.reference)[0] == 0


def test_the_checkpoints_kept_here_are_checked_too(verify, case, checkpoint):
    edit(case, again=True)

    assert verify()[0] == 1


@pytest.mark.parametrize(("since", "code"), [("2026-09-15", 1), ("2026-09-16", 0)])
def test_only_what_has_happened_since_a_day(verify, case, since, code):
    edit(case)

    assert verify("--since", since)[0] == code


def test_a_program_reads_the_same_answer(verify, case):
    edit(case)

    code, told = verify("--json")

    assert code == 1
    report = json.loads(told)
    assert report["verdict"] == "changed"
    assert report["events"] == 4
    assert len(report["faults"]) == 1


def test_hundreds_of_faults_are_counted_and_not_all_told(verify, case):
    with as_owner() as cursor:
        for n in range(30):
            cursor.execute(
                "INSERT INTO audit_chainhead VALUES (%s, 1, '\\x')", [f"case/{9000 + n}"]
            )

    told = verify()[1]

    assert told.count("Also: ") == 19
    assert "And 10 more." in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--case", "870-9999-0001"], "there is no case 870-9999-0001"),
        (["--checkpoint", "no-such-file.json"], "no-such-file.json cannot be read"),
        (["--checkpoint", "manage.py"], "manage.py is not a checkpoint"),
    ],
)
def test_what_could_not_be_checked_is_not_called_whole(verify, case, arguments, told):
    code, said = verify(*arguments)

    assert code == 2
    assert said.startswith("Not checked: ")
    assert told in said


@pytest.mark.parametrize(
    ("signing_key", "public_key", "told"),
    [
        ("", "", "a checkpoint needs a key"),
        ("short", "", "AUDIT_SIGNING_KEY is not a key"),
        ("", "short", "AUDIT_PUBLIC_KEY is not a key"),
    ],
)
def test_a_missing_key_is_told(verify, checkpoint, settings, signing_key, public_key, told):
    settings.AUDIT_SIGNING_KEY, settings.AUDIT_PUBLIC_KEY = signing_key, public_key

    code, said = verify("--checkpoint", checkpoint)

    assert code == 2
    assert told in said


def test_the_public_key_is_enough_to_check(verify, checkpoint, settings):
    settings.AUDIT_SIGNING_KEY = ""
    settings.AUDIT_PUBLIC_KEY = signing.find_public_key(KEY)

    assert verify("--checkpoint", checkpoint)[0] == 0


def test_a_database_that_cannot_be_read_is_told(verify, case):
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE audit_chainhead RENAME TO elsewhere")
    try:
        code, said = verify()
    finally:
        with as_owner() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO audit_chainhead")

    assert code == 2
    assert said.startswith("Not checked: the database could not be read: ")


def test_a_day_is_written_as_a_day(case):
    with pytest.raises(CommandError, match="write it like 2026-11-20"):
        call_command("audit_verify", "--since", "yesterday")


def test_a_key_is_made_and_its_public_half_with_it(capsys):
    call_command("audit_key")

    lines = dict(line.split("=", 1) for line in capsys.readouterr().out.split())
    assert signing.find_public_key(lines["AUDIT_SIGNING_KEY"]) == lines["AUDIT_PUBLIC_KEY"]
