from dataclasses import dataclass
from datetime import date, timedelta

from django.template import Context, Template

from design_system.day_strip import lay_out


@dataclass
class Day:
    day: date
    number: int | None
    why: str = ""


def count(first, *numbers):
    return [Day(first + timedelta(n), number) for n, number in enumerate(numbers)]


# From Thursday 1 October 2026, a weekend between.
DAYS = count(date(2026, 10, 1), None, 1, None, None, 2, 3)


def test_days_stand_in_the_weeks_they_belong_to():
    strip = lay_out(DAYS, today=date(2026, 10, 5))

    assert (strip.width, strip.height) == (7 * 46, 22 + 2 * 44)
    assert [(c.label, c.kind, c.number) for c in strip.cells if c.kind != "outside"] == [
        ("1 Oct", "left-out", None),
        ("2", "counted", 1),
        ("3", "left-out", None),
        ("4", "left-out", None),
        ("5", "counted", 2),
        ("6", "last", 3),
    ]
    assert [(c.x, c.y) for c in strip.cells if c.number] == [(4 * 46, 22), (0, 66), (46, 66)]
    assert [c.label for c in strip.cells if c.is_today] == ["5"]
    assert strip.description == (
        "1 October 2026 to 6 October 2026: 3 days were counted and 3 left out."
        " The last one counted is Tuesday 6 October 2026."
    )


def test_a_count_backwards_ends_with_its_earliest_day():
    strip = lay_out(count(date(2026, 10, 5), 3, 2, 1, None))

    assert [c.kind for c in strip.cells if c.number] == ["last", "counted", "counted"]


def test_the_first_day_says_its_month():
    strip = lay_out(count(date(2026, 9, 15), None, 1))

    assert [c.label for c in strip.cells if c.kind != "outside"] == ["15 Sep", "16"]


def test_days_of_which_none_was_counted_are_shown_too():
    strip = lay_out(count(date(2026, 10, 5), None))

    assert strip.description == "5 October 2026 to 5 October 2026: no day was counted."
    assert lay_out([]) is None


def test_the_drawing_says_everything_in_words_and_has_no_style_of_its_own():
    template = Template("{% load design %}{% day_strip days today 'g1' %}")

    drawn = template.render(Context({"days": DAYS, "today": date(2026, 10, 5)}))

    assert 'role="img" aria-labelledby="g1-title g1-words"' in drawn
    assert "3 days were counted and 3 left out" in drawn
    assert "the dashed frame is today" in drawn
    assert "style=" not in drawn
    assert drawn.count('class="app-days__number"') == 3
    assert drawn.count('class="app-days__today"') == 1
    elsewhere = template.render(Context({"days": DAYS, "today": date(2026, 12, 1)}))
    assert "today" not in elsewhere
    assert template.render(Context({"days": [], "today": None})).strip() == ""
