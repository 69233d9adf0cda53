"""What the acts of a story share: who takes part, and which day it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from casework.models import Case
from config.sample.staff import Staff
from config.sample.stories import Story
from organisations.models import LocalAuthority, User
from statute.london import LONDON
from statute.school_calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays the other parts, and until when the play goes on."""

    officers: dict[int, User]  # by authority
    elsewhere: dict[int, LocalAuthority]  # where a pupil of this authority's schools may live
    far_away: LocalAuthority  # where a few live: it has no mailbox that anybody verified
    until: datetime


@dataclass(slots=True)
class Scene:
    """One story being played."""

    story: Story
    staff: Staff
    cast: Cast
    calendar: SchoolCalendar
    case: Case = field(init=False)

    @property
    def authority(self) -> LocalAuthority:
        authority = self.story.school.local_authority
        assert authority is not None  # the sample's schools all have one
        return authority

    @property
    def officer(self) -> User:
        return self.cast.officers[self.authority.pk]

    def day(self, school_days: int) -> date:
        """Return the day so many school days after the exclusion."""
        days = self.calendar.session_days
        first = days.index(self.story.excluded_on)
        if first + school_days < len(days):
            return days[first + school_days]
        return days[-1] + timedelta(days=school_days)  # past the calendar: never reached

    def at(self, school_days: int, hour: int) -> datetime:
        """Return that hour, so many school days after the exclusion."""
        return datetime.combine(self.day(school_days), time(hour), LONDON)


Act = Callable[[Scene, datetime], object]
