"""Numbers of the law that nobody has confirmed, as whoever runs the service has set them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from statute.figures import Status
from statute.rules import Rule, Unit


def apply_settings(
    law: Sequence[Rule], *, numbers: Mapping[str, int], papers_clear_days: bool = False
) -> tuple[Rule, ...]:
    """
    Return ``law`` with each number that is not confirmed as ``numbers`` has it, by setting.

    With ``papers_clear_days`` the papers of a review go out one school day earlier: "at least 5
    days before" read as clear days (rule 4.12).

    :raises ValueError: if a setting changes no rule, or would make a number less than 1.
    """
    changeable = {rule.setting for rule in law if rule.status is Status.UNCONFIRMED} - {""}
    if unknown := sorted(numbers.keys() - changeable):
        raise ValueError(f"no number of the law is set by {', '.join(unknown)}")
    if small := sorted(name for name, number in numbers.items() if number < 1):
        raise ValueError(f"a number of days or months is 1 or more: check {', '.join(small)}")
    return tuple(_apply(rule, numbers, papers_clear_days) for rule in law)


def _apply(rule: Rule, numbers: Mapping[str, int], papers_clear_days: bool) -> Rule:
    if rule.setting in numbers:
        return replace(rule, number=numbers[rule.setting])
    if papers_clear_days and rule.unit is Unit.SCHOOL_DAYS_BEFORE and rule.setting:
        return replace(rule, unit=Unit.CLEAR_SCHOOL_DAYS_BEFORE)
    return rule
