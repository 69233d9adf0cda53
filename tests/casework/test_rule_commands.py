"""./dev manage check_vectors and explain."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organisations.models import BankHoliday
from tests.factories import SchoolFactory

PUBLISHED = Path(__file__).parents[1] / "statute" / "data" / "england_public.json"


def run(command, *arguments):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_published_cases_agree():
    assert run("check_vectors", PUBLISHED) == "53 expectations: 53 agree, 0 differ\n"


@pytest.fixture
def wrong(tmp_path):
    file = tmp_path / "wrong.json"
    file.write_text(PUBLISHED.read_text().replace('"2026-10-06"', '"2026-10-07"', 1))
    return file


def test_a_difference_is_shown_with_its_working_and_fails(wrong):
    out = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("check_vectors", str(wrong), stdout=out)

    assert stopped.value.code == 1
    lines = out.getvalue().splitlines()
    assert lines[0] == ('P01 gb_deadline: expected "2026-10-07", the rules give "2026-10-06"')
    assert "      Tue 2026-10-06  15" in lines
    assert lines[-1] == "53 expectations: 52 agree, 1 differ"


def test_every_expectation_can_be_had_as_json(wrong):
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("check_vectors", str(PUBLISHED), str(wrong), json=True, stdout=out)

    report = json.loads(out.getvalue())
    assert report["summary"] == "106 expectations: 105 agree, 1 differ"
    assert sum(not finding["agrees"] for finding in report["findings"]) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"{}", "“schema_version” is missing"), (b"\xff", "cannot be read"), (None, "cannot be read")],
)
def test_a_file_that_is_none_is_refused_with_every_fault(tmp_path, content, told):
    file = tmp_path / "odd.json"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=told):
        run("check_vectors", file)


def test_facts_that_contradict_are_noted(tmp_path):
    file = json.loads(PUBLISHED.read_text())
    file["vectors"][0]["events"][1]["date"] = "2026-09-14"
    file["vectors"] = file["vectors"][:1]
    file["vectors"][0]["expect"] = {}
    (tmp_path / "odd.json").write_text(json.dumps(file))

    assert run("check_vectors", tmp_path / "odd.json") == (
        "Note: P01: telling the governing board cannot come before the exclusion.\n"
        "0 expectations: 0 agree, 0 differ\n"
    )


@pytest.fixture
def school(db):
    BankHoliday.objects.create(day="2026-12-25", title="Christmas Day")
    return SchoolFactory()


def explain(school, rule, start, *more):
    return run("explain", "--school", school.urn, "--rule", rule, "--from", start, *more)


def test_p04_is_explained_at_a_school(school):
    lines = explain(school, "I1", "2026-11-20", "--method", "first_class_post").splitlines()

    assert lines[0] == f"{school.name}, {school.urn}"
    assert lines[1].endswith("counts from 24 November 2026.")
    assert "Last day: 15 December 2026." in lines


@pytest.mark.parametrize(
    ("rule", "start", "more", "told"),
    [
        ("Z9", "2026-11-20", (), "There is no rule Z9. There are: N1-FAMILY,"),
        ("G1", "2026-11-20", ("--method", "delivered"), "which is not sent"),
        ("G1", "2011-11-20", (), "The rules held here begin on 1 September 2012"),
        ("I1", "2027-11-20", ("--method", "first_class_post"), "bank holidays after 31 December"),
    ],
)
def test_a_question_without_an_answer_is_refused_in_a_sentence(school, rule, start, more, told):
    with pytest.raises(CommandError, match=told):
        explain(school, rule, start, *more)


def test_a_school_that_is_not_there_or_of_no_known_type_is_refused(school):
    with pytest.raises(CommandError, match="There is no school 999999"):
        run("explain", "--school", 999999, "--rule", "G1", "--from", "2026-11-20")
    school.records.update(school_type="")
    with pytest.raises(CommandError, match="does not say which law binds"):
        explain(school, "G1", "2026-11-20")


def test_a_school_without_school_days_has_its_reason(db):
    school = SchoolFactory(calendar=None)

    assert "cannot be counted: no school days have been supplied" in explain(
        school, "G1", "2026-11-20"
    )
