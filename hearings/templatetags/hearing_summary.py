"""The hearing on the page of its case: ``{% hearing_summary case user %}``."""

from typing import Any

from django import template

from casework.access import holds
from casework.models import Case
from casework.permissions import REVOKE_INVITATION
from casework.states import WITH_THE_BOARD
from hearings import access, permissions, queries
from hearings.standings import find_recorded, standings_of
from organisations.access import works_for
from organisations.models import User
from statute.facts import SchoolType

register = template.Library()


@register.inclusion_tag("hearings/summary.html")
def hearing_summary(case: Case, user: User) -> dict[str, Any]:
    """Draw the case's hearings, each authority's standing and answer, and what to do next."""
    hearings = list(queries.get_hearings(case))
    listed = next((hearing for hearing in hearings if hearing.is_listed), None)
    answers = list(queries.get_authority_invitations(listed)) if listed else []
    awaits_board = case.status in WITH_THE_BOARD
    standings = standings_of(case)
    return {
        "case": case,
        "hearings": hearings,
        "standings": standings,
        "recorded": find_recorded(standings),
        "is_clerk": access.may_run(user, case),
        "answers": answers,
        "mine": [
            one for one in answers if one.local_authority and works_for(user, one.local_authority)
        ],
        "awaits_board": awaits_board,
        "may_list": awaits_board and listed is None and access.may_run(user, case),
        "is_academy": case.school_type == SchoolType.ACADEMY,
        "may_invite": holds(REVOKE_INVITATION, user, case),
        "may_request": access.may(permissions.RECORD_REQUEST, user, case),
        "may_permit": access.may(permissions.RECORD_PERMISSION, user, case),
    }
