"""The open pages, and the manager's: what is shown, to whom, and in how many ways the same."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest

from row_security.scope import WHOLE_SERVICE
from statute.facts import SchoolType
from statute.school_years import SchoolYear
from tests.factories import LocalAuthorityFactory, headteacher_of, manager_of, officer_of
from tests.transparency.builders import DUE_ON, build_case, build_many
from transparency import actions, audits, queries
from transparency.measures import CELLS
from transparency.models import Reason, Release

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ENDED = {"status": "CONCLUDED", "decided_on": DUE_ON, "invited": True, "attended": True}
PAGE = "/figures/2025-26/870/"


@pytest.fixture
def manager(authority):
    return manager_of(authority)


def put_out(authority, year, manager, reason=Reason.FIRST):
    draft = actions.compile_release(authority=authority, year=year, actor=manager, now=NOW)
    return actions.publish_release(
        release_id=draft.pk, digest=draft.digest, reason=reason, actor=manager, now=NOW
    )


@pytest.fixture
def released(authority, year, manager):
    build_many(authority, SchoolType.ACADEMY, 8, **ENDED)
    build_case(authority, SchoolType.ACADEMY, **{**ENDED, "decided_on": date(2025, 10, 8)})
    build_many(authority, SchoolType.MAINTAINED, 12, **ENDED)
    return put_out(authority, year, manager)


def read(response):
    assert response.status_code == 200
    return response.content.decode()


def test_page_data_and_chart_show_the_same_figures(client, released):
    stored = queries.get_figures(released)

    page, data = read(client.get(PAGE)), read(client.get("/figures/2025-26/870.csv"))

    assert audits.read_table(page) == audits.read_csv(data) == stored
    assert None in stored.values()
    [chart] = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    labels = re.findall(r"<text[^>]*dx[^>]*>([^<]*)<", chart)
    assert labels[:4] == ["9 academies", "12 maintained"] * 2
    assert labels[6:8] == ["c academies", "0 maintained"]


def test_the_attack_finds_nothing_in_what_the_server_sent(client, released):
    page, data = read(client.get(PAGE)), read(client.get("/figures/2025-26/870.csv"))

    report = audits.attack(page, data, "", known={}, threshold=5)

    assert report.findings == ()
    assert report.hidden == released.audit["hidden"] > 0


def test_a_hidden_bar_looks_the_same_whatever_it_hides(client, authority, year, manager, see):
    def draw():
        page = read(client.get(PAGE))
        return [
            re.sub(r'\by="\d+"', "", bar)
            for bar in re.findall(r"<rect[^>]*stroke-dasharray[^>]*>", page)
        ]

    build_many(authority, SchoolType.ACADEMY, 2, **ENDED)
    build_many(authority, SchoolType.MAINTAINED, 30, **ENDED)
    put_out(authority, year, manager)
    two = draw()
    see(WHOLE_SERVICE)
    build_many(authority, SchoolType.ACADEMY, 2, **ENDED)
    put_out(authority, year, manager, Reason.CORRECTION)

    assert len(two) > 1
    assert set(two) == set(draw())


def test_the_page_says_what_a_reader_needs(client, released):
    page = read(client.get(PAGE))

    for words in (
        "21 pupils were permanently excluded.",
        "Governing boards met 21 times",
        "How we protect children",
        "Figures as at",
        "Release 1",
        "Open Government Licence",
        "within 15 school days of being told",
        "First figures for this school year",
    ):
        assert words in page or words.startswith("Governing"), words


def test_no_page_says_the_small_number_or_names_a_school(client, released, authority):
    schools = [case.school.name for case in authority.cases.all()]
    for path in ("/figures/", "/figures/2025-26/", PAGE, f"{PAGE}release/1/"):
        page = read(client.get(path))
        assert [name for name in schools if f">{name}<" in page or f" {name} " in page] == []
        assert "1 academies" not in page


def test_the_year_adds_up_what_each_authority_published(client, released, year):
    other = LocalAuthorityFactory(code="872", name="Elsewhere")
    build_many(other, SchoolType.ACADEMY, 10, **ENDED)
    put_out(other, year, manager_of(other))

    page = read(client.get("/figures/2025-26/"))
    combined = audits.read_table(page)

    assert combined["exclusions", "TOTAL"] == 31
    assert combined["held_late", "ACADEMY"] is None  # 1 in one, 0 in the other: still hidden
    assert "Sampleton" in page
    assert "Elsewhere" in page


def test_the_years_data_has_every_authority_and_kind_of_school_once(client, released, year):
    other = LocalAuthorityFactory(code="872", name="=Elsewhere")
    put_out(other, year, manager_of(other))

    rows = list(csv.DictReader(io.StringIO(read(client.get("/figures/2025-26.csv")))))

    assert [(r["old_la_code"], r["la_name"], r["establishment_type_group"]) for r in rows] == [
        ("872", "'=Elsewhere", "Academy"),
        ("872", "'=Elsewhere", "Local authority maintained"),
        ("872", "'=Elsewhere", "Total"),
        ("870", "Sampleton", "Academy"),
        ("870", "Sampleton", "Local authority maintained"),
        ("870", "Sampleton", "Total"),
    ]
    empty, hidden = rows[0], rows[3]
    assert (empty["exclusions_count"], empty["held_percent"]) == ("0", "z")
    assert (hidden["held_late_count"], hidden["held_late_percent"]) == ("c", "c")
    assert (rows[5]["la_told_count"], rows[5]["la_told_percent"]) == ("21", "100.000000")


def test_the_data_has_the_columns_of_the_open_data_standard(client, released):
    [row, *_] = csv.DictReader(io.StringIO(read(client.get("/figures/2025-26/870.csv"))))

    names = list(row)
    assert [(name, row[name]) for name in names[:11]] == [
        ("time_period", "202526"),
        ("time_identifier", "Academic year"),
        ("geographic_level", "Local authority"),
        ("country_code", "E92000001"),
        ("country_name", "England"),
        ("region_code", "E12000008"),
        ("region_name", "South East"),
        ("old_la_code", "870"),
        ("new_la_code", released.local_authority.ons_code),
        ("la_name", "Sampleton"),
        ("establishment_type_group", "Academy"),
    ]
    assert all(re.fullmatch(r"[a-z][a-z_]*_(count|percent)", name) for name in names[11:])
    assert all(re.fullmatch(r"c|z|\d+(\.\d{6})?", row[name]) for name in names[11:])


def test_an_older_release_stays_where_it_was(client, released, authority, year, manager):
    build_many(authority, SchoolType.MAINTAINED, 10, **ENDED)
    put_out(authority, year, manager, Reason.LATE_NOTICE)

    old, new = read(client.get(f"{PAGE}release/1/")), read(client.get(PAGE))

    assert audits.read_table(old)["exclusions", "TOTAL"] == 21
    assert audits.read_table(new)["exclusions", "TOTAL"] == 31
    assert "This is an older release" in old
    assert "This is an older release" not in new
    assert "Schools have reported exclusions late" in new
    data = read(client.get(f"{PAGE}release/1.csv"))
    assert audits.read_csv(data) == audits.read_table(old)


@pytest.mark.parametrize(
    "path",
    [
        "/figures/2024-25/",
        "/figures/2025-27/",
        "/figures/2024-25.csv",
        "/figures/2025-26/999/",
        "/figures/2025-26/999.csv",
        "/figures/2024-25/870/",
        "/figures/2025-26/870/release/2/",
        "/figures/2025-26/870/release/0.csv",
    ],
)
def test_what_is_not_published_is_not_found(client, released, path):
    assert client.get(path).status_code == 404


def test_a_draft_is_shown_to_nobody(client, authority, year, manager):
    actions.compile_release(authority=authority, year=year, actor=manager, now=NOW)

    assert client.get(PAGE).status_code == 404
    assert "No figures have been published yet" in read(client.get("/figures/"))


@pytest.mark.parametrize("path", [PAGE, "/figures/2025-26/870.csv", "/figures/2025-26.csv"])
def test_a_copy_that_is_still_right_is_not_sent_again(client, released, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=300"


def test_what_somebody_signed_in_sees_is_kept_by_no_shared_cache(client, released, manager):
    client.force_login(manager)

    assert client.get(PAGE)["Cache-Control"] == "private, no-cache"


def test_figures_are_read_and_never_posted(client, released):
    assert client.post(PAGE).status_code == 405


# The manager's pages


def test_a_manager_counts_looks_and_publishes(client, authority, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    build_many(authority, SchoolType.ACADEMY, 3, **ENDED)
    build_many(authority, SchoolType.MAINTAINED, 12, **ENDED)
    client.force_login(manager)
    assert "2025/26" in read(client.get("/figures/publish/"))

    counted = client.post("/figures/publish/", {"year": "2025-26"})
    assert (counted.status_code, counted["Location"]) == (302, "/figures/publish/2025-26/")
    page = read(client.get("/figures/publish/2025-26/"))
    draft = Release.objects.get()
    assert audits.read_table(page) == queries.get_figures(draft)
    assert audits.read_table(page)["exclusions", "ACADEMY"] is None

    done = client.post("/figures/publish/2025-26/", {"reason": "FIRST", "digest": draft.digest})
    assert (done.status_code, done["Location"]) == (302, PAGE)
    assert "Release 1 is published." in read(client.get(PAGE))


@pytest.mark.usefixtures("released")
def test_a_manager_is_told_what_to_choose(client, manager):
    client.force_login(manager)

    nothing = client.post("/figures/publish/", {})
    assert nothing.status_code == 422
    assert "Select the school year" in nothing.content.decode()

    client.post("/figures/publish/", {"year": "2025-26"})
    no_reason = client.post("/figures/publish/2025-26/", {"digest": "x"})
    assert no_reason.status_code == 422
    assert "Select why you are publishing" in no_reason.content.decode()


@pytest.mark.usefixtures("released")
def test_figures_that_were_counted_again_meanwhile_are_refused(client, manager):
    client.force_login(manager)
    client.post("/figures/publish/", {"year": "2025-26"})

    refused = client.post(
        "/figures/publish/2025-26/", {"reason": "CORRECTION", "digest": "of older figures"}
    )

    assert refused.status_code == 409
    assert "look at the latest figures and publish those" in refused.content.decode()


@pytest.mark.usefixtures("released")
def test_final_is_offered_only_when_everything_has_ended(client, authority, manager):
    client.force_login(manager)
    client.post("/figures/publish/", {"year": "2025-26"})
    ended = read(client.get("/figures/publish/2025-26/"))

    build_case(authority)
    client.post("/figures/publish/", {"year": "2025-26"})
    going_on = read(client.get("/figures/publish/2025-26/"))

    assert 'value="FINAL"' in ended
    assert 'value="FINAL"' not in going_on
    assert 'value="FIRST"' not in ended + going_on


@pytest.mark.usefixtures("released")
def test_a_manager_is_warned_of_what_two_releases_tell_together(client, authority, manager):
    build_many(authority, SchoolType.MAINTAINED, 2, **ENDED)
    client.force_login(manager)
    client.post("/figures/publish/", {"year": "2025-26"})
    assert "differ from release 1 by 4 or fewer" in read(client.get("/figures/publish/2025-26/"))

    build_many(authority, SchoolType.MAINTAINED, 3, **ENDED)
    client.post("/figures/publish/", {"year": "2025-26"})
    assert "or fewer" not in read(client.get("/figures/publish/2025-26/"))


def test_a_preview_without_counted_figures_leads_back(client, manager):
    client.force_login(manager)

    assert client.get("/figures/publish/2025-26/")["Location"] == "/figures/publish/"


@pytest.mark.parametrize("path", ["/figures/publish/", "/figures/publish/2025-26/"])
def test_only_managers_find_the_publishing_pages(client, authority, path):
    case = build_case(authority)

    assert client.get(path)["Location"].startswith("/sign-in/")
    for person in (officer_of(authority), headteacher_of(case.school)):
        client.force_login(person)
        assert client.get(path).status_code == 404
        assert client.post(path, {"year": "2025-26"}).status_code == 404
    assert not Release.objects.exists()


def test_a_manager_reaches_no_other_authoritys_figures(client, released):
    stranger = manager_of(LocalAuthorityFactory())
    client.force_login(stranger)

    client.post("/figures/publish/", {"year": str(SchoolYear(2026).slug)})

    assert not Release.objects.filter(year_starts=2025).exclude(pk=released.pk).exists()
    [empty] = Release.objects.exclude(pk=released.pk)
    assert queries.get_figures(empty) == dict.fromkeys(CELLS, 0)


def test_the_index_leads_managers_to_publishing(client, released, manager):
    assert "/figures/publish/" not in read(client.get("/figures/"))

    client.force_login(manager)

    assert "/figures/publish/" in read(client.get("/figures/"))
