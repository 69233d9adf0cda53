"""Whom a decision must be told to, and the people told only where the pupil has them."""

from dataclasses import dataclass

from statute.facts import CaseFacts, Party
from statute.law.sources import IN_FORCE_2022


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whom a decision must be told to, without delay and in writing, and under which provision."""

    rule_id: str
    to: Party
    what: str
    citation: str


def find_workers(facts: CaseFacts) -> list[Party]:
    """
    Return the social worker and the virtual school head, as far as this pupil has them.

    Source: SI 2022/788, for exclusions from 1 September 2022.
    """
    if facts.excluded_on < IN_FORCE_2022:
        return []
    workers = [Party.SOCIAL_WORKER] if facts.has_social_worker else []
    return [*workers, Party.VIRTUAL_HEAD] if facts.has_virtual_head else workers
