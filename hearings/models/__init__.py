from hearings.models.attendance import (
    Answer,
    AttendanceRequest,
    Attendee,
    Capacity,
    Invitation,
    InviteeKind,
    SpeakingPermission,
)
from hearings.models.hearings import Hearing, PanelSeat
from hearings.models.outcomes import Decision, NoticeMethod, Outcome

__all__ = [
    "Answer",
    "AttendanceRequest",
    "Attendee",
    "Capacity",
    "Decision",
    "Hearing",
    "Invitation",
    "InviteeKind",
    "NoticeMethod",
    "Outcome",
    "PanelSeat",
    "SpeakingPermission",
]
