"""Tell everybody what is current about a hearing. Only this module writes invitations' tellings."""

from datetime import datetime

from casework.letters import address_of_authority
from hearings import invitees
from hearings.families import read_member
from hearings.invitations import CalendarEntry, write_calendar_file
from hearings.invitees import Invitee
from hearings.letters import About, HearingLetter, write_hearing_letter
from hearings.models import Answer, Hearing, Invitation, InviteeKind
from notifications import outbox
from notifications.outbox import Address


def tell(hearing: Hearing, *, now: datetime) -> None:
    """
    Send each person what they have not been told: an invitation, a move, a changed standing.

    Whoever is no longer to come is told that instead. A second call sends nothing. To a meeting
    that is past nobody is asked; whoever was told of another time or place is told what was so.
    """
    if hearing.starts_at <= now:
        _correct(hearing, now=now)
        return
    told = {invitees.key_of(invitation): invitation for invitation in hearing.invitations.all()}
    for invitee in invitees.find_invitees(hearing):
        invitation = told.pop(invitee.key, None)
        if invitation is None:
            invitation = _invite(hearing, invitee, now=now)
            _send(About.INVITED, hearing, invitation, invitee, now=now)
        elif about := _find_news(hearing, invitation, invitee):
            _bring_up_to_date(invitation, hearing, invitee, about)
            _send(about, hearing, invitation, invitee, now=now)
    for invitation in told.values():
        if invitation.withdrawn_at is None:
            _take_back(hearing, invitation, now=now)


def tell_of_cancelling(hearing: Hearing, *, reason: str, now: datetime) -> None:
    """Tell everybody who was told of this hearing that it is not taking place."""
    for invitation in hearing.invitations.standing_now().order_by("pk"):
        _rise(invitation)
        _send_cancelling(About.CANCELLED, hearing, invitation, reason=reason, now=now)


def _correct(hearing: Hearing, *, now: datetime) -> None:
    behind = hearing.invitations.standing_now().filter(told_sequence__lt=hearing.sequence)
    for invitation in behind.order_by("pk"):
        invitation.told_sequence = hearing.sequence
        invitation.save(update_fields=["told_sequence"])
        letter = write_hearing_letter(About.TOOK_PLACE, hearing, invitation, address_of(invitation))
        _enqueue(letter, hearing, invitation, is_cancelled=False, now=now)


def get_next_sequence(hearing: Hearing) -> int:
    """Return a number above every one that a calendar has been told of this hearing."""
    told = hearing.invitations.values_list("told_sequence", flat=True)
    return max([hearing.sequence, *told]) + 1


def address_of(invitation: Invitation) -> Address:
    """Return where an invitation's person is written to today."""
    if invitation.local_authority:
        return address_of_authority(invitation.local_authority)
    if invitation.kind == InviteeKind.FAMILY:
        return read_member(invitation.hearing.case, invitation.adult).address
    if invitation.user:
        office = InviteeKind(invitation.kind).label.lower()
        return invitees.address_of_user(invitation.user, office)
    return invitees.addresses_of_head(invitation.hearing)[0][1]


def _invite(hearing: Hearing, invitee: Invitee, *, now: datetime) -> Invitation:
    return Invitation.objects.create(
        hearing=hearing,
        kind=invitee.kind,
        local_authority=invitee.authority,
        user=invitee.user,
        adult=invitee.adult,
        standing=_standing_of(invitee),
        invited_at=now,
        told_sequence=hearing.sequence,
    )


def _find_news(hearing: Hearing, invitation: Invitation, invitee: Invitee) -> About | None:
    if invitation.withdrawn_at is not None:
        return About.INVITED
    if invitation.told_sequence < hearing.sequence:
        return About.MOVED
    return About.STANDING if invitation.standing != _standing_of(invitee) else None


def _bring_up_to_date(
    invitation: Invitation, hearing: Hearing, invitee: Invitee, about: About
) -> None:
    # Each telling has a number of its own, or a calendar would take the older one for the newer.
    invitation.told_sequence = max(hearing.sequence, invitation.told_sequence + 1)
    invitation.standing = _standing_of(invitee)
    invitation.withdrawn_at = None
    if about is not About.STANDING:  # an answer was about another day
        invitation.answer, invitation.answer_reason = Answer.NONE, ""
        invitation.answered_at = invitation.answered_by = None
    invitation.save()


def _take_back(hearing: Hearing, invitation: Invitation, *, now: datetime) -> None:
    invitation.withdrawn_at = now
    _rise(invitation)
    _send_cancelling(About.NOT_ASKED, hearing, invitation, reason="", now=now)


def _rise(invitation: Invitation) -> None:
    invitation.told_sequence += 1
    invitation.save(update_fields=["told_sequence", "withdrawn_at"])


def _send(
    about: About, hearing: Hearing, invitation: Invitation, invitee: Invitee, *, now: datetime
) -> None:
    standing = invitee.standing
    letter = write_hearing_letter(
        about,
        hearing,
        invitation,
        invitee.address,
        standing=standing.words if standing else "",
        basis=standing.basis if standing else "",
    )
    _enqueue(letter, hearing, invitation, is_cancelled=False, now=now)


def _send_cancelling(
    about: About, hearing: Hearing, invitation: Invitation, *, reason: str, now: datetime
) -> None:
    letter = write_hearing_letter(about, hearing, invitation, address_of(invitation), reason=reason)
    _enqueue(letter, hearing, invitation, is_cancelled=True, now=now)


def _enqueue(
    letter: HearingLetter,
    hearing: Hearing,
    invitation: Invitation,
    *,
    is_cancelled: bool,
    now: datetime,
) -> None:
    if letter.address.postal:  # nobody can open a file on paper
        outbox.enqueue(letter, now=now)
        return
    entry = CalendarEntry(
        hearing=hearing,
        sequence=invitation.told_sequence,
        is_cancelled=is_cancelled,
        attendee=letter.address.to,
        page=letter.page,
        now=now,
    )
    outbox.enqueue(letter, now=now, attachments=[write_calendar_file(entry)])


def _standing_of(invitee: Invitee) -> str:
    return invitee.standing.standing if invitee.standing else ""
