"""That somebody read a letter: it names the child whom it is about."""

from audit import looks
from audit.models import AuditEvent
from notifications.models import Message

READ = "message.read"


def note_letter(request: object, message: Message) -> None:
    """Note that the answer shows this letter, or a file that goes with it."""
    look = AuditEvent(
        stream=message.about,
        kind=READ,
        facts={"message": str(message.reference)},
        authority_id=message.authority_id,
        home_authority_id=message.home_authority_id,
        school_id=message.school_id,
        case_id=message.case_id,
    )
    looks.note(request, look)
