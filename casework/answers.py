"""What a school answers on the pages of a notice, checked: the shape between forms and actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from organisations.models import LocalAuthority

# The follow-up page, by the name of its field; what was not asked or not said is absent.
FollowUpAnswers = Mapping[str, str | int | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilAnswers:
    """The pupil, as the school's record names them. The fields are those of ``models.Pupil``."""

    first_name: str
    last_name: str
    born_on: date
    upn: str  # "" with a reason beside it while the pupil has none
    upn_missing_because: str
    sex: str
    year_group: str
    address: str
    postcode: str
    ethnic_group: str
    sen_provision: str
    is_looked_after: bool
    has_social_worker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultAnswers:
    """A parent or carer. The fields are those of ``models.Adult``."""

    name: str
    relation: str
    phone: str
    email: str
    agreed_to_email: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswers:
    """Today's page, without fault. Days are London days."""

    pupil: PupilAnswers
    adults: tuple[AdultAnswers, ...]  # none only for a pupil of 18 or over
    home_area: LocalAuthority  # where the pupil lives
    excluded_on: date
    session: str
    session_was_held: bool  # said against our calendar of that day
    reasons: tuple[str, ...]  # codes, the main one first
    narrative: str
    pattern: str
    parents_told_on: date
    parents_told_how: str
    board_informed_on: date | None  # None: not yet
    test_missed: str
    test_on: date | None
    submitter_phone: str
