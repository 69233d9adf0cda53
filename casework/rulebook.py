"""The law that this service works by: its rules, with the numbers set that nobody has confirmed."""

from django.conf import settings

from statute import law
from statute.law.settings import apply_settings
from statute.rules import Rule

LAW: tuple[Rule, ...] = apply_settings(
    law.LAW,
    numbers={
        "PAYMENT_CALENDAR_DAYS": settings.PAYMENT_CALENDAR_DAYS,
        "MINUTES_CALENDAR_MONTHS": settings.MINUTES_CALENDAR_MONTHS,
    },
    papers_clear_days=settings.PAPERS_CLEAR_DAYS,
)
CLOCKS = tuple(rule for rule in LAW if rule.is_clock)  # those that a case keeps deadlines for
EDITION = law.get_edition(LAW)
_BY_ID = {rule.id: rule for rule in LAW}


def get_rule(rule_id: str) -> Rule:
    """
    Return the rule with this id, as it is set here.

    :raises KeyError: if there is no such rule.
    """
    return _BY_ID[rule_id]
