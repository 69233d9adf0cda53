"""Everything that is asked about hearings. Nothing here writes."""

from hearings.models import Hearing
from hearings.states import HearingStatus


def find_listed_hearing(case_id: int) -> Hearing | None:
    """Return the hearing that is listed for this case, if one is."""
    return Hearing.objects.filter(case=case_id, status=HearingStatus.LISTED).first()
