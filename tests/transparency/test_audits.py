"""The two checks find what the search for a pattern would have missed, had it a fault."""

import pytest

from statute.school_years import SchoolYear
from tests.factories import LocalAuthorityFactory
from transparency import audits, publication
from transparency.measures import (
    CELLS,
    UNPRINTED,
    Group,
    find_remainders,
    state_linear_facts,
)
from transparency.suppression import Witness, protect

THRESHOLD = 5
# Academies: a late meeting and a few others are small; everything else is not.
COLUMNS = {
    Group.ACADEMY: {
        "exclusions": 30, "la_told": 25, "la_told_same_day": 20, "held": 24, "held_in_time": 21,
        "held_late": 3, "held_limit_unknown": 0, "not_yet_held": 6, "cancelled": 0,
        "la_invited": 18, "la_attended": 9, "reinstated": 6, "declined": 18,
    },
    Group.MAINTAINED: {
        "exclusions": 40, "la_told": 40, "la_told_same_day": 33, "held": 31, "held_in_time": 22,
        "held_late": 9, "held_limit_unknown": 0, "not_yet_held": 9, "cancelled": 0,
        "la_invited": 20, "la_attended": 22, "reinstated": 8, "declined": 23,
    },
}  # fmt: skip


@pytest.fixture
def values():
    counts = {(key, g.value): n for g, column in COLUMNS.items() for key, n in column.items()}
    counts |= {
        (key, "TOTAL"): sum(COLUMNS[group][key] for group in COLUMNS)
        for key in COLUMNS[Group.ACADEMY]
    }
    assert set(counts) == set(CELLS)
    return counts | find_remainders(counts)


@pytest.fixture
def protection(values):
    return protect_all(values)


def protect_all(values):
    return protect(values, state_linear_facts(), threshold=THRESHOLD, unprinted=UNPRINTED)


@pytest.fixture
def authority():
    return LocalAuthorityFactory.build(code="870", name="Sampleton")


def bytes_of(authority, shown):
    return (
        publication.draw_table(shown, "Figures"),
        publication.write_csv([(authority, shown)], SchoolYear(2025)),
        " ".join([publication.draw_chart(shown, "Chart"), *publication.write_headline(shown)]),
    )


def attack(authority, shown, known=None):
    return audits.attack(*bytes_of(authority, shown), known=known or {}, threshold=THRESHOLD)


def test_the_attack_finds_nothing_in_a_protected_publication(authority, values, protection):
    report = attack(authority, protection.publish(values))

    assert report.findings == ()
    assert report.hidden == len(protection.hidden) > len(protection.primary) == 1
    assert report.narrowest > THRESHOLD


def test_the_attack_finds_the_small_count_when_only_it_is_hidden(authority, values, protection):
    shown = {c: None if c in protection.primary else n for c, n in values.items() if c in CELLS}

    assert attack(authority, shown).findings == ("held_late for ACADEMY must lie between 3 and 3",)


def test_the_attack_finds_a_hole_wherever_one_of_the_others_is_shown(authority, values, protection):
    others = protection.hidden - protection.primary
    assert others

    for cell in others:
        shown = {**protection.publish(values), cell: values[cell]}
        assert attack(authority, shown).findings != (), cell


def test_the_attack_finds_a_small_number_that_subtraction_gives(authority, values):
    """Told 28 of 30, and 26 on the day: two were told later, and two not at all."""
    told = {("la_told", "ACADEMY"): 28, ("la_told_same_day", "ACADEMY"): 26}
    told |= {("la_told", "TOTAL"): 68, ("la_told_same_day", "TOTAL"): 59}
    close = {**values, **told, **find_remainders({**values, **told})}
    shown = {**protect_all(values).publish(values), **told}

    found = attack(authority, shown).findings
    protected = protect_all(close)

    assert found == (
        "not_told for ACADEMY must lie between 2 and 2",
        "not_told for TOTAL must lie between 2 and 2",
        "not_told_same_day for ACADEMY must lie between 4 and 4",
        "told_later for ACADEMY must lie between 2 and 2",
    )
    assert attack(authority, protected.publish(close)).findings == ()
    assert check(close, protected, protected.witnesses) == []


def test_the_attack_uses_what_an_earlier_release_told(authority, values, protection):
    [kept] = [c for c in protection.hidden if c == ("held_late", "MAINTAINED")] or [
        max(protection.hidden - protection.primary)
    ]

    report = attack(authority, protection.publish(values), known={kept: values[kept]})

    assert report.findings != ()


def test_the_attack_finds_a_page_that_says_more_than_the_data(authority, values, protection):
    page, data, said = bytes_of(authority, protection.publish(values))
    more, _, _ = bytes_of(authority, {**protection.publish(values), ("held_late", "ACADEMY"): 3})

    report = audits.attack(more, data, said, known={}, threshold=THRESHOLD)

    assert page != more
    assert "the page and the data differ" in report.findings


def test_the_attack_finds_a_number_said_in_words_alone(authority, values, protection):
    page, data, said = bytes_of(authority, protection.publish(values))

    report = audits.attack(page, data, f"{said} Only 3 were late.", known={}, threshold=THRESHOLD)

    assert report.findings == ("3 is said in words and is not a figure shown",)


@pytest.mark.parametrize("where", ["page", "data"])
def test_the_attack_finds_a_percentage_of_a_hidden_count(authority, values, protection, where):
    page, data, said = bytes_of(authority, protection.publish(values))
    hidden = 'c<span class="govuk-visually-hidden"> (hidden)</span>'
    assert hidden in page
    if where == "page":
        page = page.replace(hidden, f"{hidden} (13%)", 1)
    else:
        lines = data.splitlines()
        column = lines[0].split(",").index("held_late_percent")
        row = lines[1].split(",")
        assert row[column] == "c"
        row[column] = "12.5"
        data = "\r\n".join([lines[0], ",".join(row), *lines[2:]])

    report = audits.attack(page, data, said, known={}, threshold=THRESHOLD)

    [finding] = report.findings
    assert finding.startswith("a percentage of held_")
    assert finding.endswith("is shown although a count behind it is hidden")


def test_the_attack_refuses_figures_that_contradict_each_other(authority, values, protection):
    shown = {**protection.publish(values), ("exclusions", "ACADEMY"): 31}

    assert "the figures contradict each other" in attack(authority, shown).findings


@pytest.mark.parametrize("broken", ["<table></table>", "twelve"])
def test_the_attack_refuses_what_it_cannot_read(authority, values, broken):
    page, data, said = bytes_of(authority, values)
    page = page.replace(">20 ", ">twelve ", 1) if broken == "twelve" else broken

    with pytest.raises(audits.UnreadablePublication):
        audits.attack(page, data, said, known={}, threshold=THRESHOLD)


def check(values, protection, witnesses, hidden=None):
    return audits.check_witnesses(
        values,
        state_linear_facts(),
        hidden=protection.hidden if hidden is None else hidden,
        witnesses=witnesses,
        threshold=THRESHOLD,
        unprinted=UNPRINTED,
    )


def test_good_witnesses_stand(values, protection):
    assert check(values, protection, protection.witnesses) == []


def test_a_missing_witness_is_found(values, protection):
    assert check(values, protection, protection.witnesses[:1]) == [
        "('held_late', 'ACADEMY') has no witness on both sides"
    ]


def test_a_witness_that_contradicts_the_publication_is_found(values, protection):
    shown_again = protection.hidden - {("held_late", "MAINTAINED"), ("held_in_time", "ACADEMY")}
    assert shown_again != protection.hidden

    faults = check(values, protection, protection.witnesses, hidden=shown_again)

    assert any("contradicts what is published" in fault for fault in faults)


@pytest.mark.parametrize(
    ("count", "fault"),
    [(4, "does not add up"), (-1, "is not a table of whole numbers")],
)
def test_a_witness_that_is_no_table_is_found(values, protection, count, fault):
    first = protection.witnesses[0]
    bent = Witness({**first.table, ("held_limit_unknown", "ACADEMY"): count})

    faults = check(values, protection, [bent, *protection.witnesses[1:]])

    assert f"witness 1 {fault}" in faults


def test_a_small_count_that_is_not_hidden_is_found(values, protection):
    assert "('held_late', 'ACADEMY') is small and would be shown" in check(
        values, protection, [], hidden=frozenset()
    )


def test_both_statements_of_the_sums_say_the_same():
    said_again = {
        (frozenset((cell, -weight) for cell, weight in terms), relation)
        if relation == "="
        else (frozenset(terms), relation)
        for terms, relation in audits._state_sums()
    }

    assert said_again == {(frozenset(f.terms), f.relation) for f in state_linear_facts()}
