"""Duties to tell somebody without delay: one row for each party that must be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from statute.facts import CaseFacts, Fact, Party, SchoolType
from statute.law.sources import IN_FORCE_2022, WITHOUT_DELAY
from statute.rules import Rule, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What must be told, by whom, from which fact on, under which provision."""

    row: str
    of: str  # "of the exclusion"
    owed_by: Party
    trigger: Fact
    citations: Mapping[SchoolType, str]
    in_force_from: date
    applies_to: Callable[[CaseFacts], bool]
    reading: str = WITHOUT_DELAY

    def tell(
        self,
        suffix: str,
        whom: str,
        to: tuple[Party, ...],
        told: Fact,
        *,
        since: date | None = None,
        until: date | None = None,
        reading: str = "",
    ) -> Rule:
        """Return the duty to tell these parties; ``suffix`` tells the row's duties apart."""
        return Rule(
            id=f"{self.row}-{suffix}" if suffix else self.row,
            what=f"Tell {whom} {self.of}",
            owed_by=self.owed_by,
            owed_to=to,
            trigger=self.trigger,
            discharged_by=told,
            number=0,
            unit=Unit.SAME_DAY,
            citations=self.citations,
            in_force_from=since or self.in_force_from,
            in_force_to=until,
            applies_to=self.applies_to,
            reading=f"{self.reading} {reading}".strip(),
        )

    def tell_care(self, social_worker_told: Fact, virtual_head_told: Fact) -> tuple[Rule, Rule]:
        """Return the duties to the pupil's social worker and virtual school head, if any."""
        since = max(IN_FORCE_2022, self.in_force_from)
        return (
            self.tell(
                "SW", "the social worker", (Party.SOCIAL_WORKER,), social_worker_told, since=since
            ),
            self.tell(
                "VSH", "the virtual head", (Party.VIRTUAL_HEAD,), virtual_head_told, since=since
            ),
        )
