from hearings.models.attendance import (
    Answer,
    AttendanceRequest,
    Attendee,
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
    "Decision",
    "Hearing",
    "Invitation",
    "InviteeKind",
    "NoticeMethod",
    "Outcome",
    "PanelSeat",
    "SpeakingPermission",
]
