"""Today's page of a notice: what the authority needs at once, and every fault in it."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError

from casework import schools
from casework.answers import NoticeAnswers
from casework.forms.advice import find_notes
from casework.forms.exclusion import ExclusionFields
from casework.forms.family import PARTS, FamilyFields
from casework.forms.pupil import PupilFields
from design_system.fields import SelectField
from design_system.forms import Section
from design_system.words import write_day
from organisations.models import LocalAuthority, School
from statute.pupil_age import find_age_fault, is_own_relevant_person
from statute.school_calendar import SchoolCalendar

LONGEST_AGO = timedelta(days=366)  # a notice is given at once; older than this is a slip


class NoticeForm(ExclusionFields, FamilyFields, PupilFields):
    """
    What a school must tell at once. ``answers`` is what actions take, once there is no fault.

    ``session_was_held`` is asked only where the day typed is no school day by the dates we hold:
    they may be wrong, and then the school says so.
    """

    sections = [
        Section(
            "The pupil",
            ["first_name", "last_name", "born_on", "has_upn", "sex", "year_group", "address",
             "postcode", "home_area", "ethnic_group", "sen_provision", "is_looked_after",
             "has_social_worker"],
        ),
        Section(
            "Parent or carer 1",
            [f"adult_1_{part}" for part in PARTS],
            "Leave this out only if the pupil is 18 or over.",
        ),
        Section(
            "Parent or carer 2",
            [f"adult_2_{part}" for part in PARTS],
            "Leave this out if there is nobody else.",
        ),
        Section(
            "The exclusion",
            ["excluded_on", "session_was_held", "session", "reason_1", "reason_2", "reason_3",
             "pattern", "narrative", "test_affected"],
        ),
        Section("Who has been told", ["parents_told_on", "parents_told_how", "board_told"]),
        Section("You", ["submitter_phone"]),
    ]  # fmt: skip

    def __init__(self, data: Any = None, *, school: School, today: date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self.school = school
        self._areas = {area.code: area for area in get_areas()}
        choices = [(code, area.name) for code, area in self._areas.items()]
        area = cast(SelectField, self.fields["home_area"])
        area.choices = [("", "Choose from the list"), *choices]
        if school.local_authority:
            self.initial.setdefault("home_area", school.local_authority.code)
        if not self._is_day_off(self._find_typed_day()):
            del self.fields["session_was_held"]

    def clean(self) -> None:
        excluded_on = self.cleaned_data.get("excluded_on")
        born_on = self.cleaned_data.get("born_on")
        self.check_reasons(excluded_on)
        self.check_adults(needed=not (born_on and is_own_relevant_person(born_on, self.today)))
        if excluded_on:
            self._check_day(excluded_on)
            self.check_order(excluded_on)
        if born_on and (fault := find_age_fault(born_on, excluded_on or self.today)):
            self.add_error("born_on", fault)
        if fault := schools.find_type_fault(
            self.school, self.school.get_record(excluded_on or self.today)
        ):
            self.add_error(None, fault)

    @property
    def answers(self) -> NoticeAnswers:
        """The answers of a form without fault."""
        data = self.cleaned_data
        return NoticeAnswers(
            pupil=self.read_pupil(),
            adults=self.read_adults(),
            home_area=self._areas[data["home_area"]],
            excluded_on=data["excluded_on"],
            session=data["session"],
            session_was_held=data.get("session_was_held", False),
            reasons=tuple(self.reasons),
            narrative=data["narrative"],
            pattern=data["pattern"],
            parents_told_on=data["parents_told_on"],
            parents_told_how=data["parents_told_how"],
            board_informed_on=data["board_informed_on"],
            test_missed=data["test_missed"],
            test_on=data["test_on"],
            submitter_phone=data["submitter_phone"],
        )

    def find_notes(self) -> list[str]:
        """Return what the head should know before giving notice: advice, never a refusal."""
        return find_notes(self.answers, calendar=self._calendar, today=self.today)

    def _check_day(self, day: date) -> None:
        if day < self.today - LONGEST_AGO:
            told = (
                "The day of the exclusion is more than a year ago, and a notice is given without "
                "delay: check the year"
            )
            self.add_error("excluded_on", told)
        if fault := schools.find_open_fault(self.school, day):
            self.add_error("excluded_on", fault)
        if self._is_day_off(day) and not self.cleaned_data.get("session_was_held"):
            told = (
                f"{self.school.name} held no session on {write_day(day)}, by the dates held here: "
                "correct the day of the exclusion, or confirm that a session was held"
            )
            self.add_error("session_was_held", told)

    @cached_property
    def _calendar(self) -> SchoolCalendar:
        return self.school.get_calendar()

    def _is_day_off(self, day: date | None) -> bool:
        if day is None or not self._calendar.is_known(day):
            return False
        return not self._calendar.is_school_day(day)

    def _find_typed_day(self) -> date | None:
        try:
            day: date | None = self.fields["excluded_on"].to_python(self["excluded_on"].value())
        except ValidationError:
            return None
        return day


def get_areas() -> list[LocalAuthority]:
    """Return every authority that exists today, by name: where a pupil may live."""
    return list(LocalAuthority.objects.filter(in_force_to=None).order_by("name"))
