"""Today's page: who the pupil is and where they live."""

import re

from django.core.exceptions import ValidationError

from casework.answers import PupilAnswers
from casework.forms.drafts import DraftForm
from casework.forms.upn import find_upn_fault, tidy_upn
from casework.models import EthnicGroup, SenProvision, Sex, YearGroup
from design_system.fields import DateField, LongTextField, RadioField, SelectField, TextField

YES, NO = "YES", "NO"
YES_NO = [(YES, "Yes"), (NO, "No")]
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
HAS_UPN = [(YES, "Yes"), (NO, "No, or we do not have it yet")]


class PupilFields(DraftForm):
    """The pupil, as the school's own record names them."""

    first_name = TextField(
        what="the pupil’s legal first name", label="Legal first name", max_length=100
    )
    last_name = TextField(
        what="the pupil’s legal last name", label="Legal last name", max_length=100
    )
    born_on = DateField(
        what="the pupil’s date of birth",
        when="past",
        label="Date of birth",
        help_text="For example, 27 3 2012",
    )
    has_upn = RadioField(
        what="whether the pupil has a UPN",
        label="Does the pupil have a UPN?",
        help_text="The unique pupil number in your school’s own system. A temporary one will do.",
        choices=HAS_UPN,
        reveals={YES: ["upn"], NO: ["upn_missing_because"]},
    )
    upn = TextField(what="the UPN", label="UPN", max_length=20, width=20)
    upn_missing_because = TextField(
        what="why there is no UPN",
        label="Why is there no UPN?",
        help_text="For example, the pupil came from abroad this term",
    )
    sex = RadioField(
        what="the pupil’s sex", label="Sex", choices=Sex.choices, inline=True,
        help_text="As recorded in the school census",
    )  # fmt: skip
    year_group = SelectField(
        what="the year group", label="National Curriculum year", choices=YearGroup.choices
    )
    address = LongTextField(
        what="the address where the pupil lives", label="Address", max_length=500, rows=3
    )
    postcode = TextField(what="the postcode", label="Postcode", max_length=12, width=10)
    home_area = SelectField(
        what="the council area where the pupil lives",
        label="Council area where the pupil lives",
        help_text="If it is not the council of your school, the other council is told as well",
        choices=[],
    )
    ethnic_group = RadioField(
        what="the pupil’s ethnic group",
        label="Ethnic group",
        help_text="As the family has stated it",
        choices=EthnicGroup.choices,
    )
    sen_provision = RadioField(
        what="the support for special educational needs",
        label="Special educational needs",
        choices=SenProvision.choices,
    )
    is_looked_after = RadioField(
        what="whether the pupil is looked after",
        label="Is the pupil looked after by a local authority?",
        choices=YES_NO,
        inline=True,
    )
    has_social_worker = RadioField(
        what="whether the pupil has a social worker",
        label="Does the pupil have a social worker?",
        choices=YES_NO,
        inline=True,
    )

    def clean_upn(self) -> str:
        upn = tidy_upn(self.cleaned_data["upn"])
        if fault := find_upn_fault(upn):
            raise ValidationError(fault)
        return upn

    def clean_postcode(self) -> str:
        typed = re.sub(r"[^A-Z0-9]", "", self.cleaned_data["postcode"].upper())
        if not (found := POSTCODE.fullmatch(typed)):
            raise ValidationError("Enter a full postcode, like RG1 2AB")
        return f"{found[1]} {found[2]}"

    def read_pupil(self) -> PupilAnswers:
        """Return the pupil of a form without fault."""
        data = self.cleaned_data
        return PupilAnswers(
            first_name=data["first_name"],
            last_name=data["last_name"],
            born_on=data["born_on"],
            upn=data["upn"],
            upn_missing_because=data["upn_missing_because"],
            sex=data["sex"],
            year_group=data["year_group"],
            address=data["address"],
            postcode=data["postcode"],
            ethnic_group=data["ethnic_group"],
            sen_provision=data["sen_provision"],
            is_looked_after=data["is_looked_after"] == YES,
            has_social_worker=data["has_social_worker"] == YES,
        )
