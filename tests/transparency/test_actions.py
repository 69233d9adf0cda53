from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEvent
from organisations.access import NotYourAuthority
from statute.facts import SchoolType
from statute.school_years import SchoolYear
from tests.factories import LocalAuthorityFactory, headteacher_of, manager_of, officer_of
from tests.transparency.builders import DUE_ON, build_case, build_many
from transparency import actions, publication, queries
from transparency.measures import CELLS
from transparency.models import Figure, Reason, Release
from transparency.suppression import CannotBeProtected, protect

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ENDED = {"status": "CONCLUDED", "decided_on": DUE_ON, "invited": True, "attended": True}


@pytest.fixture
def manager(authority):
    return manager_of(authority)


@pytest.fixture
def cases(authority):
    """Seven academies and twelve maintained schools; one meeting at an academy was late."""
    build_many(authority, SchoolType.ACADEMY, 6, **ENDED)
    build_case(authority, SchoolType.ACADEMY, **{**ENDED, "decided_on": date(2025, 10, 8)})
    build_many(authority, SchoolType.MAINTAINED, 12, **ENDED)


def compile_it(authority, year, manager, now=NOW):
    return actions.compile_release(authority=authority, year=year, actor=manager, now=now)


def publish(release, manager, reason=Reason.FIRST, digest=None, now=NOW):
    return actions.publish_release(
        release_id=release.pk,
        digest=release.digest if digest is None else digest,
        reason=reason,
        actor=manager,
        now=now,
    )


@pytest.mark.usefixtures("cases")
def test_compile_keeps_only_what_may_be_shown(authority, year, manager):
    release = compile_it(authority, year, manager)
    figures = queries.get_figures(release)

    assert set(figures) == set(CELLS)
    assert figures["exclusions", "TOTAL"] == 19
    assert figures["held_late", "ACADEMY"] is None  # there was one
    assert figures["held_late", "TOTAL"] is None  # or the maintained schools' 0 would tell
    assert figures["held_late", "MAINTAINED"] == 0
    assert {n for n in figures.values() if n is not None and 0 < n < 5} == set()


@pytest.mark.usefixtures("cases")
def test_compile_stores_what_the_checks_found(authority, year, manager):
    release = compile_it(authority, year, manager)
    hidden = sum(n is None for n in queries.get_figures(release).values())

    narrowest = release.audit.pop("narrowest")
    assert narrowest >= 6
    assert release.audit == {
        "threshold": 5,
        "small": 4,
        "figures": len(CELLS),
        "hidden": hidden,
        "attacked": hidden,
        "witnesses": release.audit["witnesses"],
        "passed": True,
    }
    assert release.audit["witnesses"] >= 2


@pytest.mark.usefixtures("cases")
def test_a_draft_is_not_out(authority, year, manager):
    release = compile_it(authority, year, manager)

    assert (release.number, release.published_at) == (None, None)
    assert queries.get_releases(authority, year) == []
    assert queries.find_draft(authority, year) == release


@pytest.mark.usefixtures("cases")
def test_publish_gives_the_next_number_and_says_why(authority, year, manager):
    first = publish(compile_it(authority, year, manager), manager)
    second = publish(compile_it(authority, year, manager), manager, Reason.CORRECTION)

    assert [(r.number, r.reason, r.published_at) for r in (first, second)] == [
        (1, "FIRST", NOW),
        (2, "CORRECTION", NOW),
    ]
    assert queries.get_releases(authority, year) == [second, first]
    assert queries.find_draft(authority, year) is None


@pytest.mark.usefixtures("cases")
def test_both_steps_are_on_the_record(authority, year, manager):
    release = publish(compile_it(authority, year, manager), manager)

    events = AuditEvent.objects.filter(stream=f"figures/{authority.pk}/2025").order_by("seq")
    assert list(events.values_list("kind", "actor", "facts")) == [
        (
            "figures.compiled",
            f"user/{manager.pk}",
            {"release": release.pk, "number": None, "digest": release.digest},
        ),
        (
            "figures.published",
            f"user/{manager.pk}",
            {"release": release.pk, "number": 1, "digest": release.digest},
        ),
    ]


@pytest.mark.parametrize("who", ["officer", "other manager", "head"])
def test_only_a_manager_of_the_authority_compiles_and_publishes(authority, year, manager, who):
    case = build_case(authority, **ENDED)
    outsider = {
        "officer": lambda: officer_of(authority),
        "other manager": lambda: manager_of(LocalAuthorityFactory()),
        "head": lambda: headteacher_of(case.school),
    }[who]()
    draft = compile_it(authority, year, manager)

    with pytest.raises(NotYourAuthority):
        compile_it(authority, year, outsider)
    with pytest.raises(NotYourAuthority):
        publish(draft, outsider)
    assert list(Release.objects.values_list("published_at", flat=True)) == [None]


def test_a_year_that_lies_ahead_is_refused(authority, manager):
    with pytest.raises(actions.YearNotBegun):
        compile_it(authority, SchoolYear(2027), manager)


def test_the_first_day_of_the_year_is_soon_enough(authority, manager):
    midnight_in_london = datetime(2026, 7, 31, 23, tzinfo=UTC)

    assert compile_it(authority, SchoolYear(2026), manager, now=midnight_in_london).is_provisional


@pytest.mark.parametrize(
    ("given", "now", "provisional"),
    [
        (ENDED, NOW, False),
        (ENDED, datetime(2026, 7, 31, 12, tzinfo=UTC), True),
        ({**ENDED, "status": "REVIEW_WINDOW"}, NOW, True),
        ({"status": "AWAITING_BOARD"}, NOW, True),
    ],
)
def test_figures_are_provisional_until_the_year_and_its_cases_have_ended(
    authority, year, manager, given, now, provisional
):
    build_case(authority, **given)

    assert compile_it(authority, year, manager, now=now).is_provisional is provisional


@pytest.mark.usefixtures("cases")
def test_figures_that_this_person_has_not_seen_are_not_published(authority, year, manager):
    seen = compile_it(authority, year, manager)
    build_many(authority, SchoolType.MAINTAINED, 9, **ENDED)
    newer = compile_it(authority, year, manager)

    for release, digest in ((seen, seen.digest), (newer, seen.digest)):
        with pytest.raises(actions.NotTheLatestDraft):
            publish(release, manager, digest=digest)
    assert queries.get_releases(authority, year) == []


@pytest.mark.usefixtures("cases")
def test_publishing_twice_publishes_once(authority, year, manager):
    release = compile_it(authority, year, manager)
    publish(release, manager)

    with pytest.raises(actions.NotTheLatestDraft):
        publish(release, manager)
    assert [r.number for r in queries.get_releases(authority, year)] == [1]


@pytest.mark.usefixtures("cases")
def test_nothing_is_compiled_when_the_attack_succeeds(authority, year, manager, monkeypatch):
    def hide_only_small_ones(values, facts, **given):
        good = protect(values, facts, **given)
        return type(good)(good.primary, good.primary, good.witnesses)

    monkeypatch.setattr(actions, "protect", hide_only_small_ones)

    with pytest.raises(actions.NotSafeToPublish):
        compile_it(authority, year, manager)
    assert not Release.objects.exists()


@pytest.mark.usefixtures("cases")
def test_a_pattern_without_witnesses_is_not_compiled(authority, year, manager, monkeypatch):
    def forget_witnesses(values, facts, **given):
        good = protect(values, facts, **given)
        return type(good)(good.primary, good.hidden, ())

    monkeypatch.setattr(actions, "protect", forget_witnesses)

    with pytest.raises(actions.NotSafeToPublish):
        compile_it(authority, year, manager)


@pytest.mark.usefixtures("cases")
def test_a_draft_whose_page_would_say_too_much_is_not_published(
    authority, year, manager, monkeypatch
):
    draft = compile_it(authority, year, manager)
    monkeypatch.setattr(publication, "write_headline", lambda figures: ["Only 1 was late."])

    with pytest.raises(actions.NotSafeToPublish):
        publish(draft, manager)
    assert queries.get_releases(authority, year) == []


# What a later release may tell of an earlier one


@pytest.mark.usefixtures("cases")
def test_a_later_release_never_shows_what_an_earlier_one_hid(authority, year, manager):
    first = publish(compile_it(authority, year, manager), manager)
    hidden = {cell for cell, n in queries.get_figures(first).items() if n is None}
    assert ("held_late", "ACADEMY") in hidden
    build_many(authority, SchoolType.ACADEMY, 9, **{**ENDED, "decided_on": date(2025, 10, 9)})

    second = compile_it(authority, year, manager)

    hidden_now = {cell for cell, n in queries.get_figures(second).items() if n is None}
    assert hidden <= hidden_now
    assert queries.get_figures(second)["exclusions", "TOTAL"] == 28


def test_a_figure_shown_before_is_not_what_hides_a_small_one_now(authority, year, manager):
    """Total 20, 8 and 12 are out; then one academy's case falls away: 12 would still be known."""
    build_many(authority, SchoolType.ACADEMY, 5, **ENDED)
    build_many(authority, SchoolType.MAINTAINED, 12, **ENDED)
    publish(compile_it(authority, year, manager), manager)
    build_case(authority, SchoolType.ACADEMY, status="CANCELLED")

    second = compile_it(authority, year, manager)
    figures = queries.get_figures(second)

    assert figures["cancelled", "ACADEMY"] is None
    assert figures["cancelled", "MAINTAINED"] == 0  # known to be 0, so it hides nothing
    assert figures["cancelled", "TOTAL"] is None
    kept = {cell for cell, n in queries.get_figures(second).items() if n == 12}
    assert ("held", "MAINTAINED") in kept


def test_what_an_earlier_release_told_hides_nothing_later(authority, year, manager):
    """Reinstated: 6 and 8 were shown; now one is 4. The 8 is known, so the sum must go instead."""
    for school_type, number in ((SchoolType.ACADEMY, 6), (SchoolType.MAINTAINED, 8)):
        build_many(authority, school_type, number, **{**ENDED, "status": "REINSTATED"})
        build_many(authority, school_type, 30, **ENDED)
    publish(compile_it(authority, year, manager), manager)
    for case in authority.cases.filter(school_type=SchoolType.ACADEMY, status="REINSTATED")[:2]:
        case.status = "CONCLUDED"
        case.save()

    figures = queries.get_figures(compile_it(authority, year, manager))

    assert figures["reinstated", "ACADEMY"] is None
    assert figures["reinstated", "TOTAL"] is None
    assert figures["declined", "TOTAL"] is None


def test_what_readers_already_know_is_refused_rather_than_published(
    authority, year, manager, monkeypatch
):
    """A case that changes its group changes nothing else: readers could put the two together."""
    build_many(authority, SchoolType.ACADEMY, 12, **ENDED)
    publish(compile_it(authority, year, manager), manager)
    one = authority.cases.first()
    one.status = "REINSTATED"
    one.save()

    release = compile_it(authority, year, manager)
    figures = queries.get_figures(release)
    assert figures["reinstated", "ACADEMY"] is None

    monkeypatch.setattr(actions, "find_known", lambda values, earlier: {
        cell: n for cell, n in values.items() if cell != ("reinstated", "ACADEMY")
    })  # fmt: skip
    with pytest.raises(CannotBeProtected):
        compile_it(authority, year, manager)


# What the database itself refuses


@pytest.fixture
def release(authority, year, manager, cases):
    return publish(compile_it(authority, year, manager), manager)


def refused(sql, *values):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        connection.cursor().execute(sql, values)
    return str(refusal.value).splitlines()[0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE transparency_figure SET count = 99 WHERE release_id = %s",
        "DELETE FROM transparency_figure WHERE release_id = %s",
        "DELETE FROM transparency_release WHERE id = %s",
    ],
)
def test_the_service_has_no_right_to_change_or_remove_figures(release, sql):
    assert refused(sql, release.pk).startswith("permission denied for table")


@pytest.mark.parametrize(
    "change", ["is_provisional = true", "published_at = NULL", "number = 7", "reason = 'FINAL'"]
)
def test_a_published_release_is_never_changed(release, change):
    assert refused(f"UPDATE transparency_release SET {change} WHERE id = %s", release.pk) == (
        "a published release is never changed: UPDATE refused"
    )


@pytest.mark.parametrize("change", ["digest = 'x'", "audit = '{}'", "year_starts = 1999"])
@pytest.mark.usefixtures("cases")
def test_a_draft_is_published_as_it_was_compiled(authority, year, manager, change):
    draft = compile_it(authority, year, manager)

    assert refused(f"UPDATE transparency_release SET {change} WHERE id = %s", draft.pk) == (
        "compiled figures are published as they are, or compiled again"
    )


def test_no_figure_is_added_to_a_published_release(release):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Figure.objects.create(release=release, measure="more", school_group="TOTAL", count=9)


@pytest.mark.usefixtures("cases")
def test_no_small_figure_can_be_stored(authority, year, manager):
    draft = compile_it(authority, year, manager)

    with pytest.raises(DatabaseError, match="no_small_figure_is_kept"), transaction.atomic():
        Figure.objects.create(release=draft, measure="more", school_group="TOTAL", count=4)
