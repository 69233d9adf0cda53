"""Who must arrange education while the pupil is out, and from when."""

from statute.conditions import is_permanent
from statute.facts import Fact, Party
from statute.law.sources import EDUCATION_REGULATIONS, IN_FORCE_2012, for_every_type
from statute.rules import Rule, Unit

EDUCATION = (
    Rule(
        id="E4",
        what="Provide suitable full-time education",
        owed_by=Party.AUTHORITY,
        owed_to=(Party.RELEVANT_PERSON,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.EDUCATION_STARTED,
        number=6,
        unit=Unit.SCHOOL_DAYS_AFTER,
        citations=for_every_type(f"{EDUCATION_REGULATIONS} reg 4(3)(a)"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_permanent,
        reading=(
            "Counted from the day after the exclusion took place. Owed by the authority in whose "
            "area the pupil lives."
        ),
    ),
)
