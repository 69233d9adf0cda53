"""The register of addresses: adding one, and verifying it, which lets held letters go."""

from datetime import datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from notifications import outbox
from organisations import access
from organisations.contacts import PURPOSES, get_contact_key
from organisations.models import Contact, LocalAuthority, Purpose, School, User

Owner = School | LocalAuthority


class AlreadyVerified(Exception):
    """The address has been verified before."""


@on_the_record
def add_contact(*, owner: Owner, email: str, actor: User, now: datetime) -> Contact:
    """
    Note an address for ``owner``. Nothing is sent to it until somebody verifies it.

    :raises NotYourAuthority: if ``owner`` is an authority that ``actor`` does not manage.
    :raises NotYourSchool: if it is a school whose head or clerk ``actor`` is not.
    """
    access.check_may_keep_contacts(actor, owner)
    belongs = {"school": owner} if isinstance(owner, School) else {"local_authority": owner}
    contact = Contact.objects.create(email=email, purpose=PURPOSES[type(owner)], **belongs)
    _record(owner, "contact.added", contact, actor=actor, now=now)
    return contact


@on_the_record
def verify_contact(*, contact_id: int, actor: User, now: datetime) -> int:
    """
    Vouch for an address, let the letters that waited for one go, and return how many went.

    From now on it is the address in use; older ones are kept as history.

    :raises NotYourAuthority: if it is of an authority that ``actor`` does not manage.
    :raises NotYourSchool: if it is of a school whose head or clerk ``actor`` is not.
    :raises AlreadyVerified: if it has been verified before.
    """
    contacts = Contact.objects.select_related("school", "local_authority")
    contact = contacts.select_for_update(of=("self",)).get(pk=contact_id)
    owner = contact.school or contact.local_authority
    assert owner is not None  # a constraint of the table
    access.check_may_keep_contacts(actor, owner)
    if contact.verified_at is not None:
        raise AlreadyVerified("this address has been verified already")
    contact.verified_at = now
    contact.save(update_fields=["verified_at"])
    key = get_contact_key(owner, Purpose(contact.purpose))
    released = outbox.release_held(key, to=contact.email, now=now)
    _record(owner, "contact.verified", contact, actor=actor, now=now, letters_released=released)
    return released


def _record(
    owner: Owner, kind: str, contact: Contact, *, actor: User, now: datetime, **facts: object
) -> None:
    school = owner if isinstance(owner, School) else None
    trail.record(
        AuditEvent(
            stream=f"{'school' if school else 'authority'}/{owner.pk}",
            kind=kind,
            actor=f"user/{actor.pk}",
            at=now,
            facts={"purpose": contact.purpose, "email": contact.email, **facts},
            authority_id=school.local_authority_id if school else owner.pk,
            school_id=school.pk if school else None,
        )
    )
