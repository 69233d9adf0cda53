"""On what standing each authority may come to a case's hearing, and on whose word."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.models import Case
from hearings.models import AttendanceRequest, SpeakingPermission
from organisations.models import LocalAuthority
from statute.attendance import STANDING_IN_WORDS, Standing, la_standing
from statute.facts import SchoolType
from statute.law.sources import under
from statute.wording import write_day

CITATIONS = under("reg 6(3)", "reg 15(3)", "reg 24(3)")
NEVER = "has no right to attend: the school is not an academy, and the pupil only lives there"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityStanding:
    """What one authority may do at the hearing. Each stands for itself."""

    authority: LocalAuthority
    is_home: bool
    school_type: SchoolType
    standing: Standing
    request: AttendanceRequest | None
    permission: SpeakingPermission | None

    @property
    def words(self) -> str:
        """What it may do: "may attend as an observer: the family has asked for it"."""
        if self.standing is Standing.NO_RIGHT and self.school_type is not SchoolType.ACADEMY:
            return NEVER
        return STANDING_IN_WORDS[self.standing]

    @property
    def basis(self) -> str:
        """The provision, and who asked and who agreed, when and how."""
        parts = [CITATIONS[self.school_type]]
        if asked := self.request:
            parts.append(f"{asked.requested_by} asked on {write_day(asked.requested_on)}")
            parts[-1] += f" ({asked.how})"
        if agreed := self.permission:
            parts.append(f"{agreed.given_by} agreed on {write_day(agreed.given_on)}")
            parts[-1] += f": {agreed.scope}"
        return ". ".join(parts)

    @property
    def may_come(self) -> bool:
        return self.standing is not Standing.NO_RIGHT

    @property
    def may_speak(self) -> bool:
        return self.standing in (Standing.PARTY, Standing.OBSERVER_MAY_SPEAK)


def find_recorded(standings: Sequence[AuthorityStanding]) -> dict[str, bool]:
    """Tell whether anything is on record that the clerk could have to put right."""
    return {
        "request": any(one.request for one in standings),
        "permission": any(one.permission for one in standings),
    }


def standings_of(case: Case) -> list[AuthorityStanding]:
    """Return the standing of the school's authority, then of the home authority if another."""
    requests = {
        request.local_authority_id: request
        for request in case.attendance_requests.filter(withdrawn_at=None)
    }
    permissions = {
        permission.local_authority_id: permission
        for permission in case.speaking_permissions.filter(withdrawn_at=None)
    }
    school_type = SchoolType(case.school_type)
    authorities = [(case.authority, False)]
    authorities += [(case.home_authority, True)] if case.home_authority else []
    return [
        AuthorityStanding(
            authority=authority,
            is_home=is_home,
            school_type=school_type,
            standing=la_standing(
                school_type,
                is_home=is_home,
                requested=authority.pk in requests,
                permitted=authority.pk in permissions,
            ),
            request=requests.get(authority.pk),
            permission=permissions.get(authority.pk),
        )
        for authority, is_home in authorities
    ]
