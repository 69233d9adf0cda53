"""What each tag and filter draws; how it looks is in tests/browser."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError

from design_system.templatetags.design import TimelineEntry

DAY = date(2026, 10, 6)
MOMENT = datetime(2026, 10, 6, 13, 30, tzinfo=UTC)


def draw(template, **context):
    return " ".join(Template("{% load design %}" + template).render(Context(context)).split())


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ day|short_date }}", "6 October 2026"),
        ("{{ day|long_date }}", "Tuesday 6 October 2026"),
        ("{{ moment|clock }}", "6 October 2026 at 2:30pm"),
        ("{{ moment|when }} {{ day|when }}", "6 October 2026 at 2:30pm 6 October 2026"),
        ("[{{ none|short_date }}{{ none|long_date }}{{ none|clock }}]", "[]"),
        ("{{ size|file_size }}", "800 KB"),
    ],
)
def test_dates_and_sizes(template, expected):
    assert draw(template, day=DAY, moment=MOMENT, none=None, size=800 * 1024) == expected


def test_a_line_is_written_under_another():
    assert (
        draw("[{{ a|with_line:b }}][{{ a|with_line:none }}]", a="A", b="B", none="") == "[A B][A]"
    )


def test_a_status_says_in_words_what_its_colour_says():
    assert draw("{% status_tag label 'red' %}", label="<Late>") == (
        '<strong class="govuk-tag govuk-tag--red">&lt;Late&gt;</strong>'
    )
    assert "govuk-tag--blue" in draw("{% status_tag 'Open' %}")
    with pytest.raises(TemplateSyntaxError, match="cannot be 'pink'"):
        draw("{% status_tag 'Open' 'pink' %}")


def test_a_row_names_what_its_link_changes():
    assert draw("{% summary_row 'Pupil' name '/change/' %}", name="<b>\nTwo") == (
        '<div class="govuk-summary-list__row">'
        ' <dt class="govuk-summary-list__key">Pupil</dt>'
        ' <dd class="govuk-summary-list__value">&lt;b&gt;<br>Two</dd>'
        ' <dd class="govuk-summary-list__actions"><a class="govuk-link" href="/change/">Change'
        '<span class="govuk-visually-hidden"> pupil</span></a></dd> </div>'
    )
    assert "> the social worker</span>" in draw("{% summary_row 'X' 'Y' '/' 'the social worker' %}")


@pytest.mark.parametrize(("value", "shown"), [(None, "Not given"), ("", "Not given"), (0, ">0<")])
def test_a_row_says_when_nothing_was_given(value, shown):
    drawn = draw("{% summary_row 'Days' value %}", value=value)

    assert shown in drawn
    assert "govuk-summary-list__row--no-actions" in drawn


def test_a_timeline_keeps_its_order_and_escapes_what_people_wrote():
    entries = [
        TimelineEntry("Notice given", MOMENT, "Ada <Sample>", ("One.", "<two>")),
        TimelineEntry("Excluded", DAY),
    ]

    drawn = draw("{% timeline entries 4 %}", entries=entries)

    assert drawn.count('<h4 class="moj-timeline__title">') == 2
    assert drawn.index("Notice given") < drawn.index("Excluded")
    assert "by Ada &lt;Sample&gt;" in drawn
    assert '<p class="govuk-body">&lt;two&gt;</p>' in drawn
    assert '<time datetime="2026-10-06T13:30:00+00:00">6 October 2026 at 2:30pm</time>' in drawn
    assert '<time datetime="2026-10-06">6 October 2026</time>' in drawn
    assert drawn.count("moj-timeline__description") == 1


def test_pages_have_links_only_where_there_are_pages():
    both = draw("{% pagination before '/?after=9' 'open cases' %}", before="/?before=2&a=b")

    assert both.count('rel="prev"') == both.count('rel="next"') == 1
    assert 'href="/?before=2&amp;a=b"' in both
    assert 'aria-label="Pages of open cases"' in both
    assert 'rel="prev"' not in draw("{% pagination '' '/?after=9' %}")
    assert draw("{% pagination %}") == ""


def test_a_banner_and_a_part_to_open_hold_what_is_between_the_tags():
    success = draw(
        "{% notification success=True title='Done' %}<p>{{ x }}</p>{% endnotification %}", x="<"
    )

    assert 'govuk-notification-banner--success" role="alert" aria-label="Done"' in success
    assert "<p>&lt;</p>" in success
    assert 'role="region" aria-label="Important"' in draw(
        "{% notification %}x{% endnotification %}"
    )
    assert draw("{% details why %}<p>Because.</p>{% enddetails %}", why="Why <this>?") == (
        '<details class="govuk-details"> <summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">Why &lt;this&gt;?</span></summary>'
        ' <div class="govuk-details__text"><p>Because.</p></div> </details>'
    )


def test_a_table_s_head_marks_its_numbers():
    assert draw("{% table_head 'Case' 'Days left|number' %}") == (
        '<thead class="govuk-table__head"><tr class="govuk-table__row">'
        '<th scope="col" class="govuk-table__header">Case</th>'
        '<th scope="col" class="govuk-table__header govuk-table__header--numeric">Days left</th>'
        "</tr></thead>"
    )
