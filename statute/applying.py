"""Whether an application for a review is one that must be arranged (I1 to I5)."""

from dataclasses import dataclass
from datetime import date

from statute.facts import CaseFacts, Fact, Kind
from statute.meeting import Fault
from statute.wording import write_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What the family sent. ``made_on`` is the day on which it counts as made."""

    made_on: date
    grounds: str
    in_writing: bool = True
    wants_expert: bool = False
    expert_asked_with_it: bool = True  # in writing, with the application and at the same time


def find_application_faults(
    facts: CaseFacts, application: Application, *, last_day: date | None, waived_on: date | None
) -> list[Fault]:
    """
    Return every reason why no review is arranged; none means that one must be.

    ``last_day`` is that of rule I1, or of the fresh window after a claim (I5); None while it cannot
    be counted, and then nobody is refused for being late. ``waived_on`` is the day of a written
    statement that the family will not apply, which is final.

    Source: SI 2012/1033 regs 7(2)-(3), 16, 25; Sch 1 paras 2 and 9.
    """
    faults = []
    if facts.kind is not Kind.PERMANENT:
        told = "There is no review of a suspension: only of a permanent exclusion"
        faults.append(Fault("kind", told))
    if Fact.DECISION_NOTICE_GIVEN not in facts.dates:
        told = "The family has not been given the board's decision: there is nothing to review yet"
        faults.append(Fault("made_on", told))
    if waived_on is not None and waived_on <= application.made_on:
        told = f"The family said in writing on {write_day(waived_on)} that it will not apply"
        faults.append(Fault("made_on", f"{told}: that is final"))
    if last_day is not None and application.made_on > last_day:
        told = f"The last day to apply was {write_day(last_day)}: no review may be arranged"
        faults.append(Fault("made_on", told))
    if not application.in_writing:
        faults.append(Fault("in_writing", "An application is made in writing: ask for it"))
    if not application.grounds.strip():
        faults.append(Fault("grounds", "An application gives its grounds: ask for them"))
    if application.wants_expert and not application.expert_asked_with_it:
        told = "An SEN expert is asked for in writing, with the application and not afterwards"
        faults.append(Fault("wants_expert", told))
    return faults
