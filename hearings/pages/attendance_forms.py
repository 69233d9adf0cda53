"""The forms about who may come: what the family asked, what the trust agreed, what is answered."""

from typing import Any, cast

from casework.models import Case
from design_system.fields import DateField, LongTextField, RadioField, TextField
from design_system.forms import PageForm
from hearings.actions.withdrawals import Withdrawal
from hearings.models import Answer
from organisations.models import LocalAuthority

WRONG_DAY, WITHDRAWN = "WRONG_DAY", "WITHDRAWN"


class OfAuthorityForm(PageForm):
    """A form about one authority of the case; the choice is asked only where there are two."""

    authority = RadioField(what="the local authority", label="Which local authority?", choices=[])

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = [case.authority, *([case.home_authority] if case.home_authority else [])]
        self.authorities = {str(one.pk): one for one in both}
        hints = ["where the school is", "where the pupil lives"]
        cast(RadioField, self.fields["authority"]).choices = [
            (pk, f"{one.name}, {hint}")
            for (pk, one), hint in zip(self.authorities.items(), hints, strict=False)
        ]

    @property
    def chosen(self) -> LocalAuthority:
        return self.authorities[self.cleaned_data["authority"]]


class RequestForm(OfAuthorityForm):
    """The family has asked for an authority to attend."""

    requested_by = TextField(
        what="who asked", label="Who asked?", help_text="For example, the pupil’s mother"
    )
    requested_on = DateField(what="the day they asked", label="On which day?", when="past")
    how = TextField(what="how they asked", label="How?", help_text="For example, by phone to me")


class PermissionForm(OfAuthorityForm):
    """The trust agrees that an authority may speak."""

    given_by = TextField(
        what="who agreed for the trust",
        label="Who agreed for the trust?",
        help_text="Name and office",
    )
    given_on = DateField(what="the day they agreed", label="On which day?", when="past")
    scope = TextField(
        what="what it may speak about",
        label="What may it speak about?",
        help_text="For example, anything that bears on the exclusion",
        max_length=300,
    )


class CorrectionForm(OfAuthorityForm):
    """What is on record of the family's asking or the trust's word does not stand."""

    how = RadioField(
        what="what is wrong",
        label="What is wrong?",
        choices=[
            (WRONG_DAY, "The day is wrong"),
            (WITHDRAWN, "It was recorded by mistake, or is no longer so"),
        ],
        reveals={WRONG_DAY: ["right_day"]},
    )
    right_day = DateField(what="the right day", label="Which day is right?", when="past")
    reason = LongTextField(
        what="why it does not stand",
        label="Why?",
        help_text="It is kept with the case. Do not name the child.",
        max_length=1000,
        rows=3,
    )

    @property
    def withdrawal(self) -> Withdrawal:
        typed = self.cleaned_data
        return Withdrawal(reason=typed["reason"], right_day=typed["right_day"])


class AnswerForm(PageForm):
    """An authority's answer to its invitation."""

    answer = RadioField(
        what="your answer",
        label="Will your authority attend?",
        choices=[
            (Answer.ATTENDING, "Yes, an officer will attend"),
            (Answer.STATEMENT, "No, but we will send a written statement"),
            (Answer.NOT_ATTENDING, "No"),
        ],
        reveals={Answer.NOT_ATTENDING: ["reason"]},
    )
    reason = LongTextField(
        what="why your authority will not attend",
        label="Why will your authority not attend?",
        help_text="The clerk and the school can read this.",
        max_length=1000,
        rows=3,
    )
