"""Who was told, for the page of a case or a hearing: ``{% messages_told about %}``."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from notifications import queries
from notifications.models import Message
from notifications.standing import Standing, describe

register = template.Library()


@dataclass(frozen=True, slots=True)
class Told:
    """One letter as the list shows it; ``url`` is empty for somebody who may not open it."""

    subject: str
    addressee: str
    standing: Standing
    url: str


@register.inclusion_tag("notifications/messages.html", takes_context=True)
def messages_told(context: template.Context, about: str, level: int = 2) -> dict[str, Any]:
    """
    List the letters about ``about`` (a stream, like "case/12"), the newest first.

    The page has already made sure that its reader may see what it is about. ``level`` is that of
    the heading.
    """
    found = queries.get_messages(about)
    user = context["request"].user
    own = Message.objects.filter(pk__in=[message.pk for message in found])
    may_open = set(own.visible_to(user).values_list("pk", flat=True)) if found else set()
    letters = [
        Told(
            subject=message.subject,
            addressee=message.addressee,
            standing=describe(message),
            url=reverse("notifications:message", args=[message.reference])
            if message.pk in may_open
            else "",
        )
        for message in found
    ]
    return {"letters": letters, "heading": f"h{level}"}
