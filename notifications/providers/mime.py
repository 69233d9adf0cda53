"""A letter as an internet message. Its Message-ID is the same on every try."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from notifications.provider import Enclosed, Post
from notifications.wording import clean_line

CALENDAR_METHOD = re.compile(rb"^METHOD:([A-Za-z]+)[ \t]*\r?$", re.MULTILINE)
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')


def message_id_of(reference: UUID) -> str:
    """Return the Message-ID of the letter with this reference, with its angle brackets."""
    return f"<{reference}@{settings.MAIL_DOMAIN}>"


def compose(post: Post) -> bytes:
    """
    Return the whole message as it goes over the wire, lines ended by CR LF.

    :raises ValueError: if a header would hold what no header may, like a second line.
    """
    letter = EmailMessage(policy=SMTP)
    letter["Message-ID"] = message_id_of(post.reference)
    letter["Date"] = format_datetime(timezone.localtime(post.at))
    letter["From"] = settings.MAIL_FROM
    letter["To"] = to_ascii(post.to)
    letter["Subject"] = post.subject
    letter["Auto-Submitted"] = "auto-generated"  # asks holiday answers to keep quiet (RFC 3834)
    letter.set_content(post.body, charset="utf-8", cte="quoted-printable")
    for attachment in post.attachments:
        _attach(letter, attachment)
    return letter.as_bytes()


def to_ascii(address: str) -> str:
    """
    Return ``address`` as every mail server understands it.

    :raises ValueError: if it is not one plain address.
    """
    name, at, domain = address.rpartition("@")
    plain = f"{name}@{domain.encode('idna').decode('ascii')}" if at else ""
    if not name or not plain.isascii() or not plain.isprintable() or set(plain) & set(" ,;<>\"'"):
        raise ValueError("the address is not one plain address")
    return plain


def _attach(letter: EmailMessage, attachment: Enclosed) -> None:
    kind, *settings_given = (part.strip() for part in attachment.content_type.split(";"))
    maintype, _, subtype = kind.partition("/")
    params = dict(part.split("=", 1) for part in settings_given if "=" in part)
    if kind == "text/calendar":
        # Without its method a calendar program shows a file in place of an invitation.
        found = CALENDAR_METHOD.search(attachment.content)
        named = {"method": found[1].decode().upper()} if found else {}
        params = {"charset": "utf-8", **named, **params}
    letter.add_attachment(
        attachment.content,
        maintype=maintype,
        subtype=subtype,
        filename=NOT_IN_FILE_NAMES.sub("-", clean_line(attachment.name)),
        params=params,
    )
