"""Every widget in each of its states, for the tests alone: no part of the service's URLs."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from design_system import fields
from design_system.forms import PageForm, Section
from design_system.templatetags.design import TimelineEntry

TODAY = date(2026, 10, 6)
YES_NO = [("YES", "Yes"), ("NO", "No")]
REASONS = [
    ("PP", "Physical assault against a pupil"),
    ("PA", "Physical assault against an adult"),
    ("OW", "Use or threat of use of an offensive weapon or prohibited item"),
    ("OTHER", "Another reason"),
]


class StyleForm(PageForm):
    sections = [
        Section("The pupil", ["first_name", "year_group", "born_on", "days_out", "has_plan"]),
        Section(
            "What happened",
            ["reasons", "account", "excluded_at", "told_at", "how_told"],
            "Write only what the local authority needs to know.",
        ),
        Section("You", ["email", "phone", "password", "sure"]),
    ]
    first_name = fields.TextField(
        what="the pupil's first name", label="First name", help_text="As on the school's register"
    )
    year_group = fields.SelectField(
        what="the year group",
        label="Year group",
        choices=[(str(year), f"Year {year}") for year in range(1, 12)],
    )
    born_on = fields.DateField(
        what="the date of birth",
        when="past",
        label="Date of birth",
        help_text="For example, 27 3 2012",
    )
    days_out = fields.WholeNumberField(
        what="the number of days", label="Days out of school this term", after="days", most=195
    )
    has_plan = fields.RadioField(
        what="whether there is a plan",
        label="Does the pupil have an education, health and care plan?",
        choices=YES_NO,
        inline=True,
    )
    reasons = fields.CheckboxesField(
        what="up to 3 reasons",
        label="Why was the pupil excluded?",
        choices=REASONS,
        hints={"OW": "Anything carried or used as a weapon"},
        reveals={"OTHER": ["other_reason"]},
        most=3,
        help_text="Select up to 3",
    )
    other_reason = fields.TextField(what="the other reason", label="What was the reason?")
    account = fields.LongTextField(
        what="what happened", label="What happened?", max_length=400, required=False
    )
    excluded_at = fields.MomentField(
        what="the date and time of the exclusion", label="When was the pupil excluded?"
    )
    told_at = fields.TimeField(
        what="the time when the parents were told",
        label="What time were the parents told?",
        help_text="For example, 9:30am or 2pm",
    )
    how_told = fields.RadioField(
        what="how the parents were told",
        label="How were the parents told?",
        choices=[("IN_PERSON", "In person"), ("PHONE", "By telephone"), ("POST", "By post")],
        hints={"POST": "First class post counts as given on the second working day"},
        reveals={"PHONE": ["phone_used"], "POST": ["posted_on"]},
    )
    phone_used = fields.PhoneField(label="Which number was called?")
    posted_on = fields.DateField(what="the date of posting", label="When was it posted?")
    email = fields.EmailField(label="Your email address", what="your email address")
    phone = fields.PhoneField(label="Your telephone number", required=False)
    password = fields.PasswordField(label="Password")
    sure = fields.TickField(what="that this is right", label="I have checked that this is right")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("days_out") == 13:
            raise forms.ValidationError("13 days cannot be right: check the register")


def show_form(request: HttpRequest) -> HttpResponse:
    form = StyleForm(request.POST or None, today=TODAY)
    status = 422 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and status == 200:
        taken = {name: form.cleaned_data[name] for name in form.fields}
        return HttpResponse(repr(taken), content_type="text/plain")
    return render(request, "style/form.html", {"form": form}, status=status)


def show_pieces(request: HttpRequest) -> HttpResponse:
    entries = [
        TimelineEntry(
            "Notice given",
            datetime(2026, 10, 6, 13, 30, tzinfo=UTC),
            "Ada Sample",
            ("The local authority was told.",),
        ),
        TimelineEntry("Pupil excluded", date(2026, 10, 5)),
    ]
    context = {"entries": entries, "day": TODAY, "days": _count(), "today": date(2026, 9, 29)}
    return render(request, "style/pieces.html", context)


def _count() -> list[SimpleNamespace]:
    """Fifteen school days after Tuesday 15 September 2026."""
    days = [date(2026, 9, 15) + timedelta(days=n) for n in range(22)]
    counted = [day for day in days[1:] if day.weekday() < 5]
    numbers = {day: number for number, day in enumerate(counted, start=1)}
    return [SimpleNamespace(day=day, number=numbers.get(day), why="Weekend") for day in days]


urlpatterns = [
    path("form/", show_form),
    path("pieces/", show_pieces),
]
