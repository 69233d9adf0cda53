from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from design_system import fields
from design_system.bound import Problem, find_problems
from design_system.forms import PageForm, Section

TODAY = date(2026, 10, 6)


class HowForm(PageForm):
    name = fields.TextField(what="a name", label="Name")
    how = fields.RadioField(
        what="how",
        label="How?",
        choices=[("POST", "By post"), ("HAND", "By hand"), ("PHONE", "By telephone")],
        reveals={"POST": ["sent_on", "to"], "HAND": ["to"]},
    )
    sent_on = fields.DateField(what="the day", label="When?")
    to = fields.TextField(what="who took it", label="To whom?")


def problems_of(form):
    return find_problems([form])


def test_an_empty_form_asks_for_everything_but_what_no_answer_reveals():
    assert problems_of(HowForm({"x": ""}, today=TODAY)) == [
        Problem("Enter a name", "id_name"),
        Problem("Select how", "id_how_0"),
    ]


def test_a_revealed_field_is_required_once_its_answer_is_given():
    posted = HowForm({"name": "A", "how": "POST", "sent_on_day": "1"}, today=TODAY)

    assert problems_of(posted) == [
        Problem("The day must include a month and a year", "id_sent_on_1"),
        Problem("Enter who took it", "id_to"),
    ]


def test_a_field_that_two_answers_reveal_is_asked_by_either():
    assert problems_of(HowForm({"name": "A", "how": "HAND"}, today=TODAY)) == [
        Problem("Enter who took it", "id_to")
    ]


def test_what_was_typed_under_an_answer_not_given_is_left_out():
    form = HowForm({"name": "A", "how": "PHONE", "sent_on_day": "rubbish", "to": "B"}, today=TODAY)

    assert form.is_valid()
    assert form.cleaned_data == {"name": "A", "how": "PHONE", "sent_on": None, "to": ""}


def test_a_checkbox_reveals_like_a_radio():
    class Form(PageForm):
        why = fields.CheckboxesField(
            what="why", label="Why?", choices=[("A", "A"), ("B", "B")], reveals={"B": ["more"]}
        )
        more = fields.TextField(what="more", label="More")

    assert Form(QueryDict("why=A"), today=TODAY).is_valid()
    assert problems_of(Form(QueryDict("why=A&why=B"), today=TODAY)) == [
        Problem("Enter more", "id_more")
    ]


def test_characters_that_cannot_be_kept_are_taken_out_and_told():
    form = HowForm(
        {"name": "A\x00da\ud800 \u202ecod", "how": "PHONE", "sent_on_day": "\x00"}, today=TODAY
    )

    told = "Name: some characters cannot be kept and were taken out. Check what is left"
    assert problems_of(form) == [
        Problem(told, "id_name"),
        Problem(told.replace("Name", "When?"), "id_sent_on_0"),
    ]
    assert form["name"].value() == "Ada cod"


def test_line_breaks_from_elsewhere_are_line_breaks():
    class Form(PageForm):
        line = fields.TextField(what="a line", label="Line")
        text = fields.LongTextField(what="a text", label="Text", max_length=5)

    form = Form({"line": "one\x0btwo", "text": "a\r\nb\u2028c"}, today=TODAY)

    assert form.is_valid()
    assert form.cleaned_data == {"line": "one two", "text": "a\nb\nc"}


def test_today_reaches_the_fields_that_ask_for_it():
    class Form(PageForm):
        born_on = fields.DateField(what="the date of birth", when="past", label="Born")

    typed = {"born_on_day": "7", "born_on_month": "10", "born_on_year": "2026"}

    assert Form(typed, today=date(2026, 10, 7)).is_valid()
    assert problems_of(Form(typed, today=TODAY)) == [
        Problem("The date of birth must be today or in the past", "id_born_on_0")
    ]
    assert Form.base_fields["born_on"].today is None


def test_every_field_is_drawn_once_under_its_heading():
    class Form(HowForm):
        sections = [
            Section("How it was done", ["how", "sent_on"], "Tell us."),
            Section("Gone", ["nothing"]),
        ]
        token = forms.CharField(widget=forms.HiddenInput)

    parts = Form(today=TODAY).drawn_sections

    assert [(part.heading, part.intro, [f.name for f in part.fields]) for part in parts] == [
        ("", "", ["name"]),
        ("How it was done", "Tell us.", ["how"]),
    ]
    drawn = str(Form(today=TODAY))
    for name in ("name", "how", "sent_on_day", "token"):
        expected = 3 if name == "how" else 2 if name == "to" else 1
        assert drawn.count(f'name="{name}"') == expected


def test_errors_of_the_whole_form_come_first_and_lead_nowhere():
    class Form(HowForm):
        def clean(self):
            raise forms.ValidationError("Both cannot be so")

    assert problems_of(Form({"name": "", "how": "PHONE"}, today=TODAY)) == [
        Problem("Both cannot be so"),
        Problem("Enter a name", "id_name"),
    ]


def test_the_errors_of_several_forms_follow_each_other():
    first, second = (
        HowForm({"how": "PHONE"}, today=TODAY, prefix="a"),
        HowForm({"b-name": "B"}, today=TODAY, prefix="b"),
    )

    assert find_problems([first, second]) == [
        Problem("Enter a name", "id_a-name"),
        Problem("Select how", "id_a-how_0"),
        Problem("Select how", "id_b-how_0"),
    ]


ONE = [("1", "One")]
TWO = [("1", "One"), ("2", "Two")]
PHONE = "Enter a telephone number, like 01632 960 001 or +44 808 157 0192"
NUMBER = fields.WholeNumberField(what="the number", least=2, most=5)


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (
            fields.TextField(what="a name", max_length=3),
            "four",
            "A name must be 3 characters or fewer",
        ),
        (
            fields.EmailField(),
            "name@",
            "Enter an email address in the correct format, like name@example.com",
        ),
        (fields.PhoneField(), "12345", PHONE),
        (fields.PhoneField(), "call me on 01632 960001", PHONE),
        (NUMBER, "", "Enter the number"),
        (NUMBER, "two", "The number must be a whole number, like 3"),
        (NUMBER, "6", "The number must be 5 or fewer"),
        (NUMBER, "1", "The number must be 2 or more"),
        (fields.SelectField(what="a year", choices=ONE), "", "Select a year"),
        (fields.RadioField(what="one", choices=ONE), "9", "Select one from the list"),
        (
            fields.CheckboxesField(what="up to 1", choices=TWO, most=1),
            ["1", "2"],
            "Select up to 1: 1 at most",
        ),
        (fields.CheckboxesField(what="some", choices=ONE), [], "Select some"),
        (fields.TickField(what="that it is right"), "", "Confirm that it is right"),
        (fields.PasswordField(), "", "Enter your password"),
    ],
)
def test_every_field_says_what_to_do(field, typed, expected):
    with pytest.raises(forms.ValidationError) as raised:
        field.clean(typed)
    assert raised.value.messages == [expected]


@pytest.mark.parametrize("number", ["01632 960 001", "+44 808 157 0192", "(01632) 960001 ext 12"])
def test_telephone_numbers_are_kept_as_typed(number):
    assert fields.PhoneField().clean(number) == number
