"""How a sealed value is kept: encrypted, and bound to its own row."""

from uuid import UUID

from casework.models import Case, SealedValue
from organisations.sealing import seal, unseal

PURPOSE = "sealed values at rest"
WITHHELD = "Address withheld"  # what stands in its place everywhere else


class SealedUnreadable(Exception):
    """The value cannot be decrypted, or was moved here from another row."""


def encrypt(value: str, *, public_id: UUID) -> str:
    """Return what is kept of ``value`` in the row with this id."""
    return seal(f"{public_id}\n{value}", purpose=PURPOSE)


def decrypt(sealed: SealedValue) -> str:
    """
    Return the value. Only ``open_sealed`` calls this: what is opened is on record.

    :raises SealedUnreadable: if the key has changed, or the ciphertext is another row's.
    """
    of, _, value = unseal(sealed.ciphertext, purpose=PURPOSE).partition("\n")
    if of != str(sealed.public_id):
        raise SealedUnreadable(
            "this cannot be read. Tell whoever runs the service that SECRET_KEY may have changed "
            "without OLD_SECRET_KEYS"
        )
    return value


def get_sealed(case: Case) -> list[SealedValue]:
    """
    Return what is sealed on ``case``, oldest first, for a list of what there is: never the values.

    Empty for whoever may not open it: the database keeps the rows back.
    """
    rows = case.sealed_values.defer("ciphertext").select_related("sealed_by")
    return list(rows.order_by("sealed_at", "pk"))
