from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.models import AuditEvent
from organisations.imports.authorities import import_authorities
from organisations.imports.faults import FaultyFile
from organisations.imports.register import (
    LinkCounts,
    NoAuthorities,
    RegisterCounts,
    RegisterOlder,
    import_register,
)
from organisations.models import LocalAuthority, RegisterReading, School, SchoolLink, Trust
from tests.organisations.register_files import SAMPLE, cells, content, links, register

pytestmark = pytest.mark.services

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
LATER = date(2023, 6, 30)


@pytest.fixture
def authorities(db):
    import_authorities(actor="system/import", now=NOW)


def run(file):
    return import_register(file, actor="system/import", now=NOW)


def counts(**said):
    return RegisterCounts(
        **{
            "new": 0, "changed": 0, "closed": 0, "unchanged": 0, "not_in_file": 0,
            "left_out": {}, "links": None, **said,
        }
    )  # fmt: skip


def history(urn):
    records = School.objects.get(urn=urn).records.order_by("id")
    return [(r.in_force_from, r.in_force_to, r.name, r.status_code, r.school_type) for r in records]


def test_new_schools_come_in_with_a_first_record_from_the_day_they_opened(authorities):
    file = register(
        cells(urn="100001", name="Old School", number="2001", town="Reading", postcode="RG1 1AA"),
        cells(urn="100002", name="New Academy", la="", group="10", type="34", opened="01-09-2019",
              trust="2044", trust_name="A Trust"),
    )  # fmt: skip

    assert run(file) == counts(new=2)

    school = School.objects.get(urn=100001)
    assert (school.laestab, school.town, school.postcode) == ("870/2001", "Reading", "RG1 1AA")
    assert school.local_authority == LocalAuthority.objects.get(code="870")
    assert history(100001) == [(None, None, "Old School", "1", "MAINTAINED")]
    academy = School.objects.get(urn=100002)
    assert (academy.local_authority, academy.trust) == (None, Trust.objects.get(uid="2044"))
    assert history(100002) == [(date(2019, 9, 1), None, "New Academy", "1", "ACADEMY")]


def test_the_same_file_again_changes_nothing(authorities):
    file = register(
        cells(), cells(urn="100002", type="14", trust="1"), cells(urn="400000", la="660")
    )

    assert run(file) == counts(new=2, left_out={"in Wales": 1})
    assert run(file) == counts(unchanged=2, left_out={"in Wales": 1})
    assert len(history(100001)) == len(history(100002)) == 1


def test_a_later_file_closes_the_record_the_day_before_and_opens_another(authorities):
    run(register(cells(), cells(urn="100002"), cells(urn="100003"), cells(urn="100004")))

    later = register(
        cells(name="Renamed"),
        cells(urn="100002", status="2", closed="30-04-2023"),
        cells(urn="100003", town="Caversham"),
        cells(urn="100005", opened="01-05-2023"),
        as_at=LATER,
    )

    assert run(later) == counts(new=1, changed=2, closed=1, not_in_file=1)
    assert history(100001) == [
        (None, date(2023, 6, 29), "A School", "1", "MAINTAINED"),
        (LATER, None, "Renamed", "1", "MAINTAINED"),
    ]
    assert history(100002)[1][:4] == (LATER, None, "A School", "2")
    assert School.objects.get(urn=100002).closed_on == date(2023, 4, 30)
    assert (len(history(100003)), School.objects.get(urn=100003).town) == (1, "Caversham")
    assert School.objects.get(urn=100004).status_code == "1"


@pytest.mark.parametrize(
    "said",
    [
        {"group": "10", "type": "34"},
        {"type": "14"},
        {"status": "3"},
        {"phase": "4"},
        {"la": "872"},
        {"la": ""},
        {"name": "Another name"},
        {"group": "10", "type": "34", "trust": "77", "trust_name": "A Trust"},
    ],
)
def test_each_thing_that_is_history_opens_a_record(authorities, said):
    run(register(cells()))
    run(register(cells(**said), as_at=LATER))

    assert len(history(100001)) == 2
    assert run(register(cells(**said), as_at=LATER)) == counts(unchanged=1)


def test_the_type_on_the_day_is_the_one_that_was_in_force(authorities):
    run(register(cells(opened="01-09-2001")))
    run(register(cells(opened="01-09-2001", group="10", type="34"), as_at=LATER))
    school = School.objects.get(urn=100001)

    on = {
        day: school.get_record(day).school_type
        for day in (date(1999, 1, 1), date(2023, 6, 29), LATER, date(2026, 9, 1))
    }

    assert list(on.values()) == ["MAINTAINED", "MAINTAINED", "ACADEMY", "ACADEMY"]


def test_a_file_of_the_same_day_corrects_and_leaves_no_record_of_no_length(authorities):
    run(register(cells()))
    run(register(cells(status="3"), as_at=LATER))
    run(register(cells(status="3", name="Corrected", type="14"), as_at=LATER))

    assert history(100001) == [
        (None, date(2023, 6, 29), "A School", "1", "MAINTAINED"),
        (LATER, None, "Corrected", "3", "PRU"),
    ]


def test_a_school_that_has_not_opened_keeps_its_day_when_its_name_changes(authorities):
    run(register(cells(status="4", opened="01-09-2023")))
    run(register(cells(status="4", opened="01-09-2023", name="Final name"), as_at=LATER))

    assert history(100001) == [(date(2023, 9, 1), None, "Final name", "4", "MAINTAINED")]


def test_a_school_held_without_a_record_is_given_one(authorities):
    School.objects.create(urn=100001, name="A School")

    assert run(register(cells(opened="01-09-2001"))) == counts(changed=1)
    assert history(100001) == [(date(2001, 9, 1), None, "A School", "1", "MAINTAINED")]


def test_an_authority_whose_code_outlived_it_is_the_one_of_the_day_in_the_record(authorities):
    run(register(cells(la="815"), as_at=date(2023, 2, 15)))
    school = School.objects.get(urn=100001)

    assert school.local_authority.ons_code == "E06000065"  # who answers for the school now
    assert school.get_record(date(2023, 2, 15)).local_authority.ons_code == "E10000023"

    run(register(cells(la="815"), as_at=LATER))
    assert school.get_record(LATER).local_authority.ons_code == "E06000065"
    assert school.get_record(date(2023, 2, 15)).local_authority.ons_code == "E10000023"


def test_a_closed_school_may_keep_the_code_of_an_abolished_authority(authorities):
    run(register(cells(la="928", status="2", closed="31-08-2020")))

    assert School.objects.get(urn=100001).local_authority.name == "Northamptonshire"


def test_a_register_that_names_no_trust_leaves_an_academy_with_its_own(authorities):
    academy = {"group": "10", "type": "34"}
    run(register(cells(**academy, trust="77", trust_name="A Trust")))

    again = run(register(cells(**academy), as_at=LATER))

    assert (again.changed, again.unchanged) == (0, 1)
    assert School.objects.get(urn=100001).trust.name == "A Trust"


def test_a_school_that_is_no_academy_any_more_has_no_trust(authorities):
    run(register(cells(group="10", type="34", trust="77", trust_name="A Trust")))

    run(register(cells(), as_at=LATER))

    assert School.objects.get(urn=100001).trust is None


def test_a_trust_that_is_renamed_is_one_trust(authorities):
    academy = {"group": "10", "type": "34", "trust": "77"}
    run(register(cells(**academy, trust_name="Before")))
    run(register(cells(**academy, trust_name="After"), as_at=LATER))

    assert list(Trust.objects.values_list("uid", "name")) == [("77", "After")]


def test_links_to_schools_we_have_come_in_and_the_others_are_counted(authorities):
    schools = [cells(urn=f"10000{n}") for n in (1, 2, 3)]
    linked = links(
        ["100002", "100001", "x", "Predecessor", "01-09-2022"],
        ["100001", "100002", "x", "Successor", ""],
        ["100003", "100001", "x", "Predecessor", ""],
        ["100003", "149999", "x", "Predecessor", ""],
        ["100003", "149998", "x", "Sixth Form Centre Link", ""],
    )

    first = run(register(*schools, links=linked))
    again = run(register(*schools, links=linked))

    assert first.links == LinkCounts(new=2, changed=0, unchanged=0, unknown_school=1, other=1)
    assert again.links == LinkCounts(new=0, changed=0, unchanged=2, unknown_school=1, other=1)
    followed = SchoolLink.objects.get(school__urn=100002)
    assert (followed.predecessor.urn, followed.kind, followed.established_on) == (
        100001,
        "Predecessor",
        date(2022, 9, 1),
    )
    corrected = links(["100002", "100001", "x", "Predecessor - merged", "01-09-2022"])
    assert run(register(*schools, links=corrected)).links.changed == 1


def test_a_fault_anywhere_leaves_everything_as_it_was(authorities):
    run(register(cells()))
    before = AuditEvent.objects.count()

    for file in (
        register(cells(name="Changed"), cells(urn="100002", la="999"), as_at=LATER),
        register(cells(name="Changed"), as_at=LATER, links=b"URN\r\n"),
    ):
        with pytest.raises(FaultyFile):
            run(file)

    assert list(School.objects.values_list("urn", "name")) == [(100001, "A School")]
    assert (RegisterReading.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_an_older_register_is_refused(authorities):
    run(register(cells(), as_at=LATER))

    with pytest.raises(RegisterOlder, match=r"^the register as at 30-06-2023 has been read"):
        run(register(cells(name="Older")))
    assert School.objects.get().name == "A School"


def test_schools_before_the_authorities_are_refused(db):
    with pytest.raises(NoAuthorities):
        run(register(cells()))


def test_one_event_tells_what_was_read(authorities):
    run(register(cells(), cells(urn="400000", la="660")))

    event = AuditEvent.objects.get(kind="register.imported")
    assert (event.stream, event.actor) == ("register", "system/import")
    assert (event.facts["new"], event.facts["as_at"]) == (1, "2023-02-15")
    assert event.facts["left_out"] == {"in Wales": 1}
    assert event.facts["sha256"] == RegisterReading.objects.get().sha256


def test_the_merge_takes_as_many_statements_for_three_schools_as_for_one(authorities):
    def count(*rows):
        with connection.execute_wrapper(lambda run, *args: seen.append(args[0]) or run(*args)):
            run(register(*rows))

    seen = []
    count(cells())
    one, seen = len(seen), []
    count(*(cells(urn=f"10000{n}") for n in (2, 3, 4)))
    assert len(seen) == one


@pytest.fixture
def file(tmp_path):
    def write(name, *rows):
        (tmp_path / name).write_bytes(content(*rows))
        return tmp_path / name

    return write


def test_the_command_reads_the_awkward_forty_twice(authorities, capsys):
    for _ in range(2):
        call_command("import_gias", SAMPLE, "--as-at", "2023-02-15")

    first, left_out, second, _ = capsys.readouterr().out.splitlines()
    assert first == (
        "The register as at 15-02-2023: 39 new, 0 changed, 0 closed, 0 refused, 0 unchanged."
    )
    assert left_out == "Left out: 1 in Wales."
    assert second == (
        "The register as at 15-02-2023: 0 new, 0 changed, 0 closed, 0 refused, 39 unchanged."
    )
    moved = School.objects.get(urn=137286)
    assert moved.local_authority.name == "Bournemouth, Christchurch and Poole"


def test_the_command_takes_the_day_from_the_file_name(authorities, file, tmp_path, capsys):
    named = file("edubasealldata20230301.csv", cells())
    School.objects.create(urn=100009, name="Not named")
    linked = tmp_path / "links.csv"
    linked.write_bytes(links(["100001", "149999", "x", "Predecessor", ""]))

    call_command("import_gias", named, "--links", linked)

    assert RegisterReading.objects.get().as_at == date(2023, 3, 1)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Kept: 1 schools that this file does not name.",
        "Links to predecessors: 0 new, 0 changed, 0 unchanged; 1 skipped (a school that is not in"
        " the register), 0 of another kind.",
    ]


def test_the_command_brings_the_authorities_in_where_there_are_none(db, capsys):
    call_command("import_gias", SAMPLE, "--as-at", "2023-02-15")

    assert "39 new, 0 changed" in capsys.readouterr().out
    assert LocalAuthority.objects.filter(code="870", name="Reading").exists()


def test_a_faulty_register_brings_in_no_authorities_either(db, file):
    with pytest.raises(CommandError, match="0 new, 0 changed, 0 closed, 1 refused"):
        call_command("import_gias", file("edubasealldata20230301.csv", cells(urn="x")))

    assert not LocalAuthority.objects.exists()


@pytest.mark.parametrize("name", ["schools.csv", "edubasealldata20230231.csv"])
def test_the_command_asks_for_a_day_that_no_name_tells(authorities, file, name):
    with pytest.raises(
        CommandError, match="does not tell the register's day: give it with --as-at"
    ):
        call_command("import_gias", file(name, cells()))


def test_the_command_says_what_is_no_file_before_it_asks_for_its_day(tmp_path):
    (tmp_path / "empty.csv").touch()
    told = {
        tmp_path / "none.csv": "none.csv cannot be read: No such file or folder",
        tmp_path: "is a folder: name the register's file in it",
        tmp_path / "empty.csv": "empty.csv is empty: fetch the register again",
    }

    for path, words in told.items():
        with pytest.raises(CommandError, match=words):
            call_command("import_gias", path)


def test_the_command_counts_schools_of_a_type_that_it_does_not_know(authorities, file, capsys):
    call_command("import_gias", file("edubasealldata20230301.csv", cells(type="777")))

    assert (
        "Of type 777, which is not on the register's list: 1. No notice can be given for them"
    ) in capsys.readouterr().out
    assert history(100001)[0][4] == ""


def test_the_command_tells_every_fault_and_how_many_rows_are_refused(authorities, file):
    bad = file("edubasealldata20230301.csv", cells(status="", la="999"), cells(urn="7"))

    with pytest.raises(CommandError) as refusal:
        call_command("import_gias", bad)

    assert str(refusal.value).splitlines() == [
        "0 new, 0 changed, 0 closed, 2 refused: 3 faults in the file; nothing was changed",
        "line 2, EstablishmentStatus (code): must be 1, 2, 3 or 4",
        "line 2, LA (code) (“999”): is not on the official list",
        "line 3, URN (“7”): must be a number of 6 figures",
    ]


def test_the_command_refuses_in_a_sentence(authorities, file, tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv cannot be read: No such file"):
        call_command("import_gias", tmp_path / "none.csv", "--as-at", "2023-02-15")
    call_command("import_gias", file("edubasealldata20230301.csv", cells()))
    with pytest.raises(CommandError, match=r"would rewrite what came after it\. Nothing was"):
        call_command("import_gias", file("edubasealldata20230201.csv", cells()))
