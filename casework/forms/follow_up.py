"""The follow-up page of a notice: what the authority needs next, once today's page has gone."""

from typing import Any

from casework.answers import FollowUpAnswers
from casework.facts import to_school_days
from casework.forms.drafts import DraftForm
from casework.forms.pupil import YES, YES_NO
from casework.forms.suspended import SESSIONS_IN_A_YEAR, SuspendedField, is_past_limit
from design_system.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    PhoneField,
    RadioField,
    TextField,
    WholeNumberField,
)
from design_system.forms import Section
from statute.year_total import find_past_limit

NOT_KNOWN = "NOT_KNOWN"
YES_NO_NOT_KNOWN = [*YES_NO, (NOT_KNOWN, "Not known")]
CHILD_PROTECTION = [
    ("PLAN", "Child protection plan"),
    ("IN_NEED", "Child in need"),
    ("NEITHER", "Neither"),
    (NOT_KNOWN, "Not known"),
]
AGENCIES = [
    ("CAMHS", "Child and adolescent mental health service"),
    ("EDUCATIONAL_PSYCHOLOGY", "Educational psychology"),
    ("YOUTH_JUSTICE", "Youth justice service"),
    ("EDUCATION_WELFARE", "Education welfare service"),
    ("OUTREACH", "Outreach from another school or a pupil referral unit"),
    ("SOCIAL_CARE", "Children’s social care"),
    ("OTHER", "Another agency"),
]
WORK_HOW = [
    ("ONLINE", "Online"),
    ("PAPER", "On paper, sent or collected"),
    ("BOTH", "Both"),
]
PAST_45 = "suspended_past_45_because"


def _detail(what: str, label: str, *, required: bool = True, hint: str = "") -> LongTextField:
    return LongTextField(
        what=what, label=label, max_length=2000, rows=4, required=required, help_text=hint
    )


class PupilFields(DraftForm):
    """More about the pupil and those around them."""

    home_language = TextField(
        what="the language spoken at home", label="Language spoken at home", max_length=60
    )
    interpreter_needed = RadioField(
        what="whether the family needs an interpreter",
        label="Does the family need an interpreter?",
        choices=YES_NO_NOT_KNOWN,
    )
    sen_detail = _detail(
        "the special educational needs", "Special educational needs in detail", required=False,
        hint="What the needs are, and what a plan provides for",
    )  # fmt: skip
    plan_review = RadioField(
        what="whether an early review of the plan was held",
        label="Was the education, health and care plan reviewed early because of this?",
        choices=[*YES_NO, ("NO_PLAN", "The pupil has no plan")],
        reveals={YES: ["plan_reviewed_on"]},
    )
    plan_reviewed_on = DateField(what="the day of the review", when="past", label="On what day?")
    previously_looked_after = RadioField(
        what="whether the pupil was looked after before",
        label="Was the pupil looked after by a local authority before?",
        help_text="And left care by adoption, special guardianship or a child arrangements order",
        choices=YES_NO_NOT_KNOWN,
    )
    child_protection = RadioField(
        what="what children’s social care has found",
        label="Is there a child protection plan, or is the pupil a child in need?",
        choices=CHILD_PROTECTION,
        required=False,
    )
    lead_contact = TextField(
        what="the name of the social worker or lead professional",
        label="Social worker or lead professional",
        required=False,
    )
    lead_contact_phone = PhoneField(
        what="the telephone number of the social worker or lead professional",
        label="Their telephone number",
        required=False,
    )
    early_help = RadioField(
        what="whether the family has early help",
        label="Does the family have early help?",
        choices=YES_NO_NOT_KNOWN,
    )
    free_meals = RadioField(
        what="whether the pupil has free school meals",
        label="Is the pupil eligible for free school meals, or were they in the last 6 years?",
        choices=YES_NO_NOT_KNOWN,
    )
    service_family = RadioField(
        what="whether the pupil is of a service family",
        label="Is the pupil of a service family?",
        choices=YES_NO_NOT_KNOWN,
    )
    other_adults = _detail(
        "who else has parental responsibility", "Others with parental responsibility",
        required=False, hint="Names, and how to reach them",
    )  # fmt: skip
    contact_risk = RadioField(
        what="whether it may be unsafe to contact somebody",
        label="May it be unsafe for somebody if any of these adults is contacted?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["contact_risk_detail"]},
    )
    contact_risk_detail = _detail(
        "whom nobody must contact and why", "Whom must nobody contact, and why?"
    )
    home_visit_concern = RadioField(
        what="whether there is a concern about visiting the home",
        label="Is there a safety concern about visiting the home?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["home_visit_detail"]},
    )
    home_visit_detail = _detail("the concern", "What is the concern?")
    police_involved = RadioField(
        what="whether the police are involved",
        label="Are the police involved?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["police_detail"]},
    )
    police_detail = _detail("what the police are doing", "Crime number, conditions, contact")


class HistoryFields(DraftForm):
    """What came before the exclusion, and what is done in its first days."""

    sessions_this_term = WholeNumberField(
        what="the half-days of suspension this term", most=SESSIONS_IN_A_YEAR,
        label="Half-days (sessions) suspended this term, at any school", after="half-days",
    )  # fmt: skip
    sessions_this_year = SuspendedField()
    suspended_past_45_because = _detail(
        "why the pupil was suspended for more than 45 school days this school year",
        "Why was the pupil suspended for more than 45 school days this school year?",
        required=False, hint="It is kept with the number, and the local authority reads both",
    )  # fmt: skip
    attendance = WholeNumberField(
        what="the attendance this school year", most=100, after="%",
        label="Attendance this school year, in per cent",
    )  # fmt: skip
    support_tried = _detail(
        "the support that was tried", "What support was tried, and what did it change?"
    )
    agencies = CheckboxesField(
        what="the agencies", label="Agencies that have worked with the pupil", choices=AGENCIES,
        required=False,
    )  # fmt: skip
    agency_contacts = _detail("the contacts", "Contacts at these agencies", required=False)
    managed_move = RadioField(
        what="whether a managed move was tried",
        label="Was a managed move tried?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["managed_move_detail"]},
    )
    managed_move_detail = _detail("how the move went", "To which school, until when, why it ended")
    offsite_direction = RadioField(
        what="whether the pupil was directed off site",
        label="Was the pupil educated off site before, to improve behaviour?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["offsite_detail"]},
    )
    offsite_detail = _detail("where and for how long", "Where, and for how long?")
    authority_consulted = RadioField(
        what="whether the local authority was consulted",
        label="Was the local authority consulted before the decision?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["authority_consulted_who"]},
    )
    authority_consulted_who = TextField(what="who was consulted and when", label="Who, and when?")
    work_set = RadioField(
        what="whether work is set for the first 5 school days",
        label="Is work set and marked for the first 5 school days?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["work_how"]},
    )
    work_how = RadioField(what="how work is set", label="How?", choices=WORK_HOW)
    remote_meeting = RadioField(
        what="whether the family asked for a remote meeting",
        label="Has the family asked that the governing board meet remotely?",
        help_text="Only the family may ask for it",
        choices=[*YES_NO, (NOT_KNOWN, "They have not said yet")],
    )


class FollowUpForm(HistoryFields, PupilFields):
    """Everything that can wait two school days."""

    sections = [
        Section(
            "The pupil and the family",
            ["home_language", "interpreter_needed", "sen_detail", "plan_review",
             "previously_looked_after", "child_protection", "lead_contact", "lead_contact_phone",
             "early_help", "free_meals", "service_family", "other_adults"],
        ),
        Section("Safety", ["contact_risk", "home_visit_concern", "police_involved"]),
        Section(
            "Before the exclusion",
            ["sessions_this_term", "sessions_this_year", PAST_45, "attendance", "support_tried",
             "agencies", "agency_contacts", "managed_move", "offsite_direction",
             "authority_consulted"],
        ),
        Section("Now", ["work_set", "remote_meeting"]),
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self["sessions_this_year"].value()
        if is_past_limit(typed):
            self.fields[PAST_45].required = True
        else:  # it is asked where the number calls for it
            del self.fields[PAST_45]

    def clean(self) -> None:
        term = self.cleaned_data.get("sessions_this_term")
        year = self.cleaned_data.get("sessions_this_year")
        if year is not None and PAST_45 in self.fields and not self.cleaned_data.get(PAST_45):
            told = f"{find_past_limit(to_school_days(year))}. Check the number, or explain it below"
            self.add_error("sessions_this_year", told)
        if term is not None and year is not None and term > year:
            told = "The school year cannot have fewer half-days of suspension than its term"
            self.add_error("sessions_this_year", told)

    @property
    def answers(self) -> FollowUpAnswers:
        """The answers of a form without fault; what was not asked or said is absent."""
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        return {
            name: value if isinstance(value, int | list) else str(value)
            for name, value in given.items()
        }
