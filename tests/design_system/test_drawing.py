"""How forms are drawn: ids, descriptions and what was typed. How they look is in tests/browser."""

import re
from datetime import UTC, date, datetime, time

from django import forms
from django.template import Context, Template

from design_system import fields
from design_system.bound import Problem, find_problems
from design_system.forms import PageForm

TODAY = date(2026, 10, 6)


class Form(PageForm):
    name = fields.TextField(what="a name", label="Name", help_text="In full", required=False)
    born_on = fields.DateField(what="the day", label="Born", birth=True)
    at = fields.TimeField(what="the time", label="At")
    held_at = fields.MomentField(what="the start", label="Held")
    text = fields.LongTextField(what="a text", label="Text", max_length=10)


def tags(drawn, name):
    return [
        dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        for tag in re.findall(rf"<{name}\b[^>]*>", drawn)
    ]


def test_a_hint_and_an_error_describe_their_box():
    form = Form({"name": "x" * 201}, today=TODAY)

    [box] = tags(str(form["name"].as_field_group()), "input")

    assert box == {
        "class": "govuk-input govuk-input--error",
        "type": "text",
        "name": "name",
        "value": "x" * 201,
        "aria-describedby": "id_name_helptext id_name_error",
        "id": "id_name",
    }


def test_an_optional_field_says_so_and_a_required_one_does_not():
    form = Form(today=TODAY)

    assert "Name (optional)</label>" in form["name"].as_field_group()
    assert "Text</label>" in form["text"].as_field_group()


def test_only_the_wrong_box_of_a_date_is_marked_and_all_that_was_typed_stays():
    typed = {"born_on_day": "6", "born_on_month": "<x>", "born_on_year": "2012"}
    boxes = tags(str(Form(typed, today=TODAY)["born_on"]), "input")

    assert [(box["value"], "govuk-input--error" in box["class"]) for box in boxes] == [
        ("6", False),
        ("&lt;x&gt;", True),
        ("2012", False),
    ]
    assert [box["autocomplete"] for box in boxes] == ["bday-day", "bday-month", "bday-year"]


def test_stored_values_are_drawn_as_people_write_them():
    stored = {
        "born_on": date(2012, 3, 27),
        "at": time(14, 30),
        "held_at": datetime(2026, 10, 6, 13, 30, tzinfo=UTC),
    }
    form = Form(initial=stored, today=TODAY)

    assert [box["value"] for name in stored for box in tags(str(form[name]), "input")] == [
        *("27", "3", "2012"),
        "2:30pm",
        *("6", "10", "2026", "2:30pm"),
    ]
    assert not Form(
        {
            "born_on_day": "27",
            "born_on_month": "March",
            "born_on_year": "2012",
        },
        initial={"born_on": date(2012, 3, 27)},
        today=TODAY,
    )["born_on"]._has_changed()


def test_a_choice_of_nothing_says_so_and_its_error_leads_nowhere():
    class Panel(PageForm):
        who = fields.CheckboxesField(what="who sits", label="Who sits?", choices=[])
        chair = fields.RadioField(what="who chairs", label="Who chairs?", choices=[])

    form = Panel({}, today=TODAY)

    assert str(form).count("There is nothing to choose from yet.") == 2
    assert find_problems([form]) == [Problem("Select who sits"), Problem("Select who chairs")]


def test_a_filter_marks_nothing_as_optional():
    class Filter(Form):
        marks_optional = False

    assert "(optional)" not in str(Filter(today=TODAY))


def test_a_counted_text_tells_its_limit_without_javascript():
    drawn = str(Form({"text": "two\nlines"}, today=TODAY)["text"])

    [box] = tags(drawn, "textarea")
    assert box["aria-describedby"] == "id_text-info"
    assert '<div id="id_text-info"' in drawn
    assert "You can enter up to 10 characters" in drawn
    assert "maxlength=" not in drawn.replace("data-maxlength=", "")
    assert ">\ntwo\nlines</textarea>" in drawn


def test_a_form_from_elsewhere_is_drawn_in_the_same_patterns():
    class Login(forms.Form):
        login = forms.EmailField(widget=forms.EmailInput(attrs={"placeholder": "Email"}))
        password = forms.CharField(widget=forms.PasswordInput)
        remember = forms.BooleanField(required=False)
        count = forms.IntegerField()

    drawn = str(Login())

    assert "placeholder" not in drawn
    assert [(box["type"], box["class"].split()[0]) for box in tags(drawn, "input")] == [
        ("email", "govuk-input"),
        ("password", "govuk-input"),
        ("checkbox", "govuk-checkboxes__input"),
        ("number", "govuk-input"),
    ]


def test_hidden_fields_are_drawn_bare_and_their_errors_lead_nowhere():
    class Hidden(PageForm):
        token = forms.CharField(
            widget=forms.HiddenInput, error_messages={"required": "Start again"}
        )

    form = Hidden({}, today=TODAY)

    assert str(form).strip() == '<input type="hidden" name="token" id="id_token">'
    template = Template("{% include 'design_system/error_summary.html' %}")
    summary = template.render(Context({"form": form}))
    assert "<li>Start again</li>" in summary


def test_a_page_without_errors_has_no_summary():
    template = Template("{% include 'design_system/error_summary.html' %}")

    assert template.render(Context({"form": Form(today=TODAY)})).strip() == ""
    assert template.render(Context({})).strip() == ""
