"""Who must be told of an exclusion, and how soon."""

from statute.conditions import is_permanent, is_permanent_and_lives_elsewhere
from statute.facts import Fact, Party
from statute.law.sources import IN_FORCE_2012, under
from statute.rules import Rule, Unit

WITHOUT_DELAY = (
    "“Without delay” is kept as the same day; the law gives no number, and lateness is shown from "
    "the next day on."
)

NOTICES = (
    Rule(
        id="N3",
        what="Tell the local authority of the permanent exclusion",
        owed_by=Party.HEAD,
        owed_to=(Party.AUTHORITY,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.AUTHORITY_INFORMED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 5(2)-(3)(a)", "reg 14", "reg 23"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_permanent,
        reading=WITHOUT_DELAY,
    ),
    Rule(
        id="N3-HOME",
        what="Tell the authority where the pupil lives",
        owed_by=Party.HEAD,
        owed_to=(Party.HOME_AUTHORITY,),
        trigger=Fact.EXCLUDED,
        discharged_by=Fact.HOME_AUTHORITY_INFORMED,
        number=0,
        unit=Unit.SAME_DAY,
        citations=under("reg 5(2)-(3)(a)", "reg 14", "reg 23"),
        in_force_from=IN_FORCE_2012,
        applies_to=is_permanent_and_lives_elsewhere,
        reading=WITHOUT_DELAY,
    ),
)
