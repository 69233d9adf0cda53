import csv
from collections import Counter
from datetime import date

import pytest

from organisations.imports.authorities import SHIPPED
from organisations.imports.faults import FaultyFile
from organisations.imports.links_file import Link, Links, read_links
from organisations.imports.register_file import Establishment, read_register
from tests.organisations.register_files import COLUMNS, SAMPLE, cells, content, links

CODES = {"870", "872", "815", "839", "941"}


def faults_of(content, read=lambda content: read_register(content, CODES)):
    with pytest.raises(FaultyFile) as refusal:
        read(content)
    return refusal.value.describe()


def test_a_row_is_read_whole():
    row = cells(
        urn="137286", name="St Añne’s, “the 2nd”", la="839", number="7005", group="10", type="044",
        status="3", phase="0", opened="01-09-2011", closed="31-08-2023", town="Poole",
        postcode="BH17 9DW", low="3", trust="2044", trust_name="A Trust",
    )  # fmt: skip

    assert read_register(content(row), CODES).establishments == [
        Establishment(
            urn=137286,
            name="St Añne’s, “the 2nd”",
            authority_code="839",
            establishment_number="7005",
            type_group_code="10",
            type_code="44",
            status_code="3",
            phase_code="0",
            phase="",
            opened_on=date(2011, 9, 1),
            closed_on=date(2023, 8, 31),
            lowest_age=3,
            highest_age=None,
            town="Poole",
            postcode="BH17 9DW",
            trust_uid="2044",
            trust_name="A Trust",
            school_type="ACADEMY",
        )
    ]


def test_a_foundation_that_supports_a_maintained_school_is_not_its_proprietor():
    [school] = read_register(
        content(cells(group="4", type="05", trust="900", trust_name="A Foundation")), CODES
    ).establishments

    assert (school.trust_uid, school.trust_name, school.type_code) == ("", "", "5")


def test_establishments_that_the_law_of_england_does_not_reach_are_left_out_and_counted():
    rows = [
        cells(),
        cells(urn="400001", la="681"),
        cells(urn="400002", la="", group="6"),
        cells(urn="400003", la="", group="", type="30"),
        cells(urn="132000", la="702", group="9", type="26"),
        cells(urn="132001", la="", group="9", type="37"),
    ]

    register = read_register(content(*rows), CODES)

    assert [e.urn for e in register.establishments] == [100001]
    assert register.left_out == Counter({"in Wales": 3, "outside England and Wales": 2})


def test_every_fault_of_every_row_is_told_with_its_line():
    rows = [
        cells(),
        cells(urn="100001"),
        cells(urn="10002", status="9", la="999"),
        cells(urn="100003", opened="31-02-2020", closed="2020-01-01", low="ten"),
        cells(urn="100004", name="", number="12", group="ten", postcode="RG1 1AA ROOM 7"),
        cells(urn="100005")[:-1],
        cells(urn="100006", opened="01-09-2020", closed="31-08-2019"),
        cells(urn="400001", la="681", status="9"),
        cells(urn="400001", la="681"),
        cells(urn="100007", town="Read\x00ing"),
    ]

    assert faults_of(content(*rows)) == [
        "line 3, URN (“100001”): is on line 2 already",
        "line 4, URN (“10002”): must be a number of 6 figures",
        "line 4, EstablishmentStatus (code) (“9”): must be 1, 2, 3 or 4",
        "line 4, LA (code) (“999”): is not on the official list",
        "line 5, OpenDate (“31-02-2020”): must be a real date like 31-08-2022, or blank",
        "line 5, CloseDate (“2020-01-01”): must be a real date like 31-08-2022, or blank",
        "line 5, StatutoryLowAge (“ten”): must be an age in years, or blank",
        "line 6, EstablishmentName: enter it: it may not be blank",
        "line 6, EstablishmentNumber (“12”): must be 4 figures, or blank",
        "line 6, EstablishmentTypeGroup (code) (“ten”): must be a code of 1 to 3 figures",
        "line 6, Postcode (“RG1 1AA ROOM 7”): shorten it to 10 characters",
        "line 7: has 134 cells where the header has 135",
        "line 8, CloseDate (“31-08-2019”): is before OpenDate",
        "line 10, URN (“400001”): is on line 9 already",
        "line 11, Town (“Read\x00ing”): take out the character that is no text",
    ]


def test_at_most_fifty_faults_are_shown_and_the_others_are_counted():
    rows = [cells(urn=f"{100001 + n}", status="") for n in range(1060)]

    with pytest.raises(
        FaultyFile, match=r"^1,060 faults in the file; nothing was changed$"
    ) as all_:
        read_register(content(*rows), CODES)

    assert len(all_.value.describe()) == 51
    assert all_.value.describe()[-1] == "and 1,010 more"


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens():
    broken = content(cells(), cells(urn="100002"), cells(urn="100003")).replace(
        b"100002,", b'100002,"', 1
    )

    [fault, *_] = faults_of(broken)

    assert fault == "line 3: has a quotation mark that is not closed or not doubled"


def test_each_missing_column_is_named():
    missing = {"URN", "OpenDate", "Trusts (code)"}
    columns = [column for column in COLUMNS if column not in missing]

    assert faults_of(content(columns=columns)) == [
        "line 1, URN: this column is missing",
        "line 1, OpenDate: this column is missing",
        "line 1, Trusts (code): this column is missing",
    ]
    assert faults_of(content(columns=[*COLUMNS, "URN"])) == ["line 1, URN: stands twice"]
    assert len(faults_of(b"")) == 17


def test_columns_in_another_order_are_found_by_name():
    turned = content(cells(name="Turned")[::-1], columns=COLUMNS[::-1])

    assert [e.name for e in read_register(turned, CODES).establishments] == ["Turned"]


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16")]
)
def test_another_encoding_is_named(encoding, named):
    assert faults_of(content(cells(name="École Été"), encoding=encoding)) == [
        f"the file: is {named}; the register is Windows-1252 (cp1252): use the file as published"
    ]


def test_foreign_bytes_are_told_by_line():
    mixed = content(cells(name="Saint-\xe9"), cells(urn="100002", name="@"), cells(urn="100003"))
    mixed = mixed.replace(b"@", "Été".encode()).replace(b"100003,", b"100003,\x81")

    assert faults_of(mixed) == [
        "line 3: is UTF-8 among lines of Windows-1252 (cp1252)",
        "line 4: the byte 0x81 is no character of Windows-1252 (cp1252)",
    ]


def test_the_awkward_forty_are_read_without_a_fault():
    official = SHIPPED / "local_authorities.csv"
    codes = {row["old_la_code"] for row in csv.DictReader(official.read_text().splitlines())}

    register = read_register(SAMPLE.read_bytes(), codes)

    by_urn = {e.urn: e for e in register.establishments}
    assert (len(by_urn), register.left_out) == (39, Counter({"in Wales": 1}))
    assert by_urn[126416].name.count("à") == 1
    assert "°" in by_urn[148296].name
    assert (by_urn[138950].name.count("à"), "," in by_urn[138950].name) == (1, True)
    assert {urn: by_urn[urn].school_type for urn in (118910, 144015, 136684, 138379)} == {
        118910: "MAINTAINED",
        144015: "ACADEMY",
        136684: "PRU",
        138379: "ACADEMY",
    }
    # 16 to 19, and a special school whose type the register leaves blank
    assert [by_urn[urn].school_type for urn in (138403, 142283, 141491, 100096)] == [""] * 4


def test_links_in_either_direction_are_one_link():
    file = links(
        ["100002", "100001", "Old", "Predecessor - merged", "01-09-2022"],
        ["100001", "100002", "New", "Successor", ""],
        ["100003", "100004", "Next", "Successor - Split School", "31-08-2021"],
        ["100005", "100006", "Sixth", "Sixth Form Centre Link", ""],
        ["100007", "100007", "Itself", "Successor", ""],
    )

    assert read_links(file) == Links(
        [
            Link(100002, 100001, "Predecessor - merged", date(2022, 9, 1)),
            Link(100004, 100003, "Predecessor - Split School", date(2021, 8, 31)),
        ],
        other=2,
    )
    turned = links(
        ["100001", "100002", "New", "Successor", ""],
        ["100002", "100001", "Old", "Predecessor", "01-09-2022"],
    )
    assert read_links(turned).links == [Link(100002, 100001, "Predecessor", date(2022, 9, 1))]


def test_every_fault_of_the_links_is_told():
    file = links(
        ["1", "100001", "Old", "Predecessor", "1/9/2022"],
        ["100001", "100002", "New", "Successor"],
    )

    assert faults_of(file, read_links) == [
        "line 2, URN (“1”): must be a number of 6 figures",
        "line 2, LinkEstablishedDate (“1/9/2022”): must be a real date like 31-08-2022, or blank",
        "line 3: has 4 cells where the header has 5",
    ]
