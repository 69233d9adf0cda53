"""What waits for somebody in this room, for the home page: ``{% hearing_work user today %}``."""

from datetime import date
from typing import Any

from django import template

from hearings import desk
from organisations.models import User

register = template.Library()


@register.inclusion_tag("hearings/parts/work.html")
def hearing_work(user: User, today: date) -> dict[str, Any]:
    """Draw what this person has to answer, list, record and give, and the hearings coming."""
    return {"work": desk.get_work(user, today=today), "today": today, "empty": ""}
