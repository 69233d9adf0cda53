"""The rows of a list and the boxes above it, as the page shows them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from casework.forms.caseload import OpenFilter
from casework.models import Case
from casework.pages.case_rows import draw_box, draw_rows, tell_row
from tests.factories import CaseFactory, officer_of

TODAY = date(2026, 9, 15)
URL = "/cases/"


@pytest.fixture
def officer(case, client):
    officer = officer_of(case.authority)
    client.force_login(officer)
    return officer


def draw(case, **changes):
    for name, value in changes.items():
        setattr(case, name, value)
    return draw_rows([tell_row(case, TODAY)])


def test_what_people_typed_is_escaped_once_in_either_list(officer, case, client):
    case.pupil.last_name = "<b>O'Neill & Sons"
    case.pupil.save()
    case.school.name = "St Mary's <i>& St John"
    case.school.save()
    found = client.post(reverse("casework:found"), {"words": case.reference}, follow=True)

    for page in (client.get(URL), found):
        html = page.content.decode()
        assert "&lt;b&gt;O&#x27;Neill &amp; Sons</a>" in html
        assert "St Mary&#x27;s &lt;i&gt;&amp; St John<" in html
        assert "<b>" not in html
        assert "<i>" not in html


def test_a_row_leads_to_its_case_and_its_school_to_its_own_cases(officer, case, client):
    html = client.get(URL, {"status": case.status}).content.decode()

    assert f'href="{reverse("casework:case", args=[case.public_id])}">{case.pupil.name}</a>' in html
    [leads_to] = re.findall(r'href="([^"]*school=[^"]*)"', html)
    assert leads_to == (f"/cases/?list=here&amp;status={case.status}&amp;school={case.school.urn}")


def test_a_row_says_how_its_deadline_stands(case):
    late = {"attend_to_rule": "G1", "attend_to_gap": "", "attend_to_on": date(2026, 9, 14)}

    assert 'class="govuk-table__row app-table__row--late"' in draw(case, **late)
    assert '<strong class="govuk-tag govuk-tag--red">Late</strong>' in draw(case, **late)
    gap = draw(case, attend_to_gap="the <dates> are missing")
    assert "Board must meet: no date yet<br>" in gap
    assert ">The &lt;dates&gt; are missing</strong>" in gap
    days = [date(2026, 10, day) for day in range(1, 9)]
    soon = {"attend_to_gap": "", "attend_to_on": days[-1], "attend_to_days": days}
    shown = draw(case, **soon)
    assert '<br><span class="app-muted">8 school days left</span>' in shown
    assert "app-table__row--late" not in shown


def test_a_row_without_a_deadline_says_that_nothing_is_owed_or_when_it_was(case):
    nothing = {"attend_to_rule": "", "excluded_on": date(2026, 9, 1)}

    assert "<span>Nothing is owed</span>" in draw(case, attend_to_on=TODAY, **nothing)
    assert "<span>Excluded on 1 September 2026</span>" in draw(case, attend_to_on=None, **nothing)


def test_each_page_marks_the_status_it_was_asked_for(officer, case, client):
    CaseFactory(school=case.school, status="DECLINED")
    assert Case.objects.count() == 2
    pages = [client.get(URL, asked) for asked in ({"status": "DECLINED"}, {}, {"cases": "ended"})]

    chosen = [
        re.findall(r'<option value="(\w*)" selected>', page.content.decode()) for page in pages
    ]
    assert chosen == [["DECLINED"], [""], [""]]
    assert "All ended cases" in pages[2].content.decode()
    assert "All open cases" not in pages[2].content.decode()


def test_a_box_is_drawn_once_for_each_choice():
    draw_box.cache_clear()
    drawn = [draw_box(OpenFilter, "status", each, TODAY) for each in ("", "ISSUED", "", "ISSUED")]

    assert drawn[0] == drawn[2] != drawn[1] == drawn[3]
    assert draw_box.cache_info().misses == 2
