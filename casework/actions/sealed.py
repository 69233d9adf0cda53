"""Sealing what must not be disclosed, and opening it on the record."""

from datetime import datetime
from string import ascii_uppercase
from uuid import uuid4

from audit.trail import on_the_record
from casework import access, permissions, timeline
from casework.models import Case, SealedKind, SealedValue
from casework.moves import lock_case
from casework.sealing import WITHHELD, decrypt, encrypt
from design_system.words import write_moment
from organisations.models import User

PUPIL = 0  # the position of whoever is no adult of the case


class NothingToWithhold(Exception):
    """There is no address there, or it is withheld already."""


class NothingToSeal(ValueError):
    """An empty value keeps nothing from anybody."""


@on_the_record
def seal(*, case_id: int, kind: SealedKind, value: str, actor: User, now: datetime) -> SealedValue:
    """
    Keep who a witness is, or a safeguarding note, where only few may open it.

    Witnesses are lettered in the order in which they are sealed: "Witness A" is what papers say.

    :raises NotYourCase: if ``actor`` may not open what is sealed on this case.
    :raises NothingToSeal: if ``value`` is empty.
    """
    case = lock_case(case_id)
    access.check_may_open_sealed(actor, case, permissions.SEAL)
    if not value.strip():
        raise NothingToSeal("type what is to be kept sealed")
    if kind == SealedKind.WITNESS:
        label = f"Witness {_letter(case.sealed_values.filter(kind=kind).count())}"
    else:
        number = case.sealed_values.filter(kind=kind).count() + 1
        label = f"Note {number}, {write_moment(now)}"
    return _keep(case, kind, label, value, actor=actor, now=now)


@on_the_record
def withhold_address(*, case_id: int, position: int, actor: User, now: datetime) -> SealedValue:
    """
    Seal an address that must not be disclosed: ``position`` is an adult's, or ``PUPIL``.

    In its place pages, the API, letters written from now on and exports say that it is withheld.
    What the school typed of it in the notice is taken out too.

    :raises NotYourCase: if ``actor`` may not open what is sealed on this case.
    :raises NothingToWithhold: if there is no such address, or it is sealed already.
    """
    case = lock_case(case_id)
    access.check_may_open_sealed(actor, case, permissions.WITHHOLD_ADDRESS)
    if position == PUPIL:
        pupil, label = case.pupil, "The pupil’s address"
        value = "\n".join(filter(None, (pupil.address, pupil.postcode)))
        _check_plain(pupil.address)
        pupil.address, pupil.postcode = WITHHELD, ""
        pupil.save(update_fields=["address", "postcode"])
    else:
        adult = case.adults.filter(position=position).first()
        value, label = adult.address if adult else "", f"The address of adult {position}"
        _check_plain(value)
        case.adults.filter(position=position).update(address=WITHHELD)
    return _keep(case, SealedKind.ADDRESS, label, value, actor=actor, now=now)


@on_the_record
def open_sealed(*, sealed_id: int, actor: User, now: datetime) -> str:
    """
    Return a sealed value, and record that it was opened; the value itself is in no event.

    :raises NotYourCase: if ``actor`` may not open what is sealed on this case.
    :raises SealedUnreadable: if it cannot be decrypted.
    """
    sealed = SealedValue.objects.select_related(
        "case__school", "case__authority", "case__home_authority"
    ).get(pk=sealed_id)
    access.check_may_open_sealed(actor, sealed.case, permissions.OPEN_SEALED)
    value = decrypt(sealed)
    _record(sealed, "case.sealed-opened", actor=actor, now=now)
    return value


def _check_plain(address: str) -> None:
    if address in ("", WITHHELD):
        raise NothingToWithhold("there is no address there, or it is withheld already")


def _letter(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    round_, place = divmod(number, len(ascii_uppercase))
    return (_letter(round_ - 1) if round_ else "") + ascii_uppercase[place]


def _keep(
    case: Case, kind: SealedKind, label: str, value: str, *, actor: User, now: datetime
) -> SealedValue:
    public_id = uuid4()
    sealed = SealedValue.objects.create(
        public_id=public_id,
        case=case,
        school=case.school,
        authority=case.authority,
        kind=kind,
        label=label,
        ciphertext=encrypt(value, public_id=public_id),
        sealed_at=now,
        sealed_by=actor,
    )
    _record(sealed, "case.sealed", actor=actor, now=now)
    return sealed


def _record(sealed: SealedValue, event: str, *, actor: User, now: datetime) -> None:
    facts = {"sealed": str(sealed.public_id), "sealed_kind": sealed.kind, "label": sealed.label}
    timeline.record(sealed.case, event, actor=f"user/{actor.pk}", now=now, **facts)
