from dataclasses import dataclass
from datetime import date

from django.template import Context, Template

from design_system.clock_lines import lay_out_clocks


@dataclass
class Clock:
    label: str
    begins_on: date
    due_on: date | None
    done_on: date | None = None
    is_window: bool = False


FIRST, LAST = date(2026, 9, 1), date(2026, 10, 1)
TODAY = date(2026, 9, 16)
WHOLE = Clock("Board must meet", FIRST, LAST)


def draw(*clocks, today=TODAY):
    return lay_out_clocks(clocks, today)


def test_a_line_runs_from_the_start_to_the_last_day():
    drawing = draw(WHOLE, Clock("Education must start", FIRST, TODAY))

    whole, half = drawing.lines
    assert (whole.begins, whole.due, whole.until, whole.done, whole.late_until) == (
        10, 310, 310, None, None,
    )  # fmt: skip
    assert (half.begins, half.due, half.width) == (10, 160, 150)
    assert (whole.date, half.date) == ("1 Oct 2026", "16 Sep 2026")
    assert (drawing.width, drawing.height, drawing.today) == (320, 34 + 2 * 38, 160)


def test_what_was_done_has_its_mark_and_what_came_late_is_striped():
    done, late, owed = draw(
        Clock("Done", FIRST, date(2026, 9, 16), date(2026, 9, 10)),
        Clock("Late", FIRST, date(2026, 9, 10), date(2026, 9, 16)),
        Clock("Owed", FIRST, date(2026, 9, 10)),
        today=LAST,
    ).lines

    assert (done.done, done.late_until) == (100, None)
    assert (late.done, late.until, late.late_until, late.late_width) == (160, 100, 160, 60)
    assert (owed.done, owed.late_until) == (None, 310)


def test_time_that_somebody_has_is_never_late():
    [window] = draw(Clock("Time for a review", FIRST, TODAY, is_window=True), today=LAST).lines

    assert window.late_until is None


def test_a_line_without_a_date_is_left_open():
    drawing = draw(WHOLE, Clock("Board must meet", TODAY, None))

    assert (drawing.lines[1].due, drawing.lines[1].until) == (None, 310)
    assert (drawing.lines[1].date, drawing.has_open_end) == ("no date yet", True)


def test_days_counted_back_are_drawn_from_the_earlier_to_the_later():
    [line] = draw(Clock("Papers must be sent", LAST, FIRST), today=FIRST).lines

    assert (line.begins, line.due, line.until) == (10, 10, 310)


def test_a_clock_that_stands_on_one_day_is_still_seen():
    _, line = draw(WHOLE, Clock("Tell the authority", FIRST, FIRST)).lines

    assert (line.width, line.due) == (2, 10)
    [alone] = draw(Clock("Tell the authority", FIRST, FIRST), today=FIRST).lines
    assert alone.width == 2


def test_today_is_drawn_only_where_the_drawing_reaches():
    assert draw(Clock("Done", FIRST, LAST, LAST), today=date(2026, 12, 1)).today is None
    far = draw(WHOLE, today=date(2027, 9, 1))
    assert far.today is None
    assert far.lines[0].late_until == 310
    assert draw(WHOLE, today=date(2026, 8, 1)).today is None


def test_the_word_today_stays_inside():
    anchors = [draw(WHOLE, today=day).today_anchor for day in (FIRST, TODAY, LAST)]

    assert anchors == ["start", "middle", "end"]
    assert draw(WHOLE, today=date(2026, 8, 1)).today_anchor == "middle"


def test_the_axis_names_its_first_day_and_the_months_that_have_room():
    months = draw(Clock("Long", date(2026, 9, 20), date(2027, 2, 28))).months

    assert [mark.label for mark in months] == ["20 Sep 2026", "Dec", "Jan 2027", "Feb"]


def test_a_long_label_is_cut_since_the_table_has_it_whole():
    [line] = draw(Clock("x" * 40, FIRST, LAST)).lines

    assert line.label == "x" * 32 + "…"


def test_the_words_count_what_is_done_late_and_running():
    drawing = draw(
        Clock("Done", FIRST, TODAY, TODAY), Clock("Late", FIRST, FIRST),
        Clock("Window", FIRST, FIRST, is_window=True), Clock("No date", FIRST, None), WHOLE,
    )  # fmt: skip

    assert drawing.description == (
        "5 clocks between 1 September 2026 and 1 October 2026: 1 done, 1 late, 3 running."
        " The table tells each of them."
    )
    assert draw(WHOLE).description.startswith("1 clock between")


def test_no_clock_is_no_drawing():
    assert draw() is None
    assert render([]).strip() == ""


def render(clocks):
    page = Template("{% load design %}{% clock_lines clocks today %}")
    return page.render(Context({"clocks": clocks, "today": LAST}))


def test_the_markup_says_only_what_is_drawn():
    shown = render([Clock("A & B", FIRST, date(2026, 9, 10)), Clock("None", FIRST, None)])

    assert "A &amp; B" in shown
    assert "A striped part" in shown
    assert "A broken outline" in shown
    assert "A dot is" not in shown
    assert "A dot is" in render([Clock("Done", FIRST, LAST, LAST)])
