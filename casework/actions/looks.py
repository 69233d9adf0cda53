"""That somebody opened a case: reading a child's record is an event like any other."""

from datetime import datetime

from audit.trail import on_the_record
from casework import timeline
from casework.history import VIEWED
from casework.models import Case
from programs.callers import Caller, name_caller


@on_the_record
def record_look(*, case: Case, actor: Caller, now: datetime) -> None:
    """Record that ``actor``, who may see this case, has opened it."""
    timeline.record(case, VIEWED, actor=name_caller(actor), now=now)
