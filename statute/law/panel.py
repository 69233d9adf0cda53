"""The numbers of a review panel: who may sit, how long ago, and how lately trained."""

from statute.figures import Figure, Status
from statute.law.sources import REGULATIONS

PARA_3 = f"{REGULATIONS} Sch 1 para 3"
ANNIVERSARY = (
    "Whether the day exactly so many years before is inside the time is open. The stricter reading "
    "is taken each way: inside where service bars a person, outside where it makes them eligible."
)

SMALL_PANEL = Figure(
    id="I9-small",
    what="Members of a small panel: 1 lay chair, 1 head, 1 governor",
    number=3,
    unit="members",
    citation=f"{PARA_3}(2)",
)
LARGE_PANEL = Figure(
    id="I9-large",
    what="Members of a large panel: 1 lay chair, 2 heads, 2 governors",
    number=5,
    unit="members",
    citation=f"{PARA_3}(2)",
)
HEAD_WITHIN = Figure(
    id="I9-head",
    what="A head sits as one while serving, and for so long afterwards",
    number=5,
    unit="years",
    citation=f"{PARA_3}(2)-(3)",
    status=Status.ADOPTED,
    note=ANNIVERSARY,
)
GOVERNED_FOR = Figure(
    id="I9-governed",
    what="A governor has served at least so long in a row",
    number=12,
    unit="months",
    citation=f"{PARA_3}(2)-(3), (10)",
    note="Service that goes on from one board to another without a day between counts as one.",
)
GOVERNED_WITHIN = Figure(
    id="I9-governor",
    what="The governor's months in a row lie within the last",
    number=5,
    unit="years",
    citation=f"{PARA_3}(2)-(3)",
    status=Status.ADOPTED,
    note=ANNIVERSARY,
)
NOT_TAUGHT_WITHIN = Figure(
    id="I9-taught",
    what="A governor member has been neither teacher nor head in the last",
    number=5,
    unit="years",
    citation=f"{PARA_3}(2)-(3)",
    status=Status.ADOPTED,
    note=ANNIVERSARY,
)
NOT_HEAD_HERE_WITHIN = Figure(
    id="I11-head",
    what="Nobody sits who was head of this school in the last",
    number=5,
    unit="years",
    citation=f"{PARA_3}(5)",
    status=Status.ADOPTED,
    note=ANNIVERSARY,
)
TRAINED_WITHIN = Figure(
    id="I13-trained",
    what="Members and clerk were trained in every topic before the review, within",
    number=2,
    unit="years",
    citation=f"{REGULATIONS} Sch 1 para 5",
    status=Status.ADOPTED,
    note="Training on the day exactly two years before the review is taken to be in time.",
)
LEFT_AT_LEAST = Figure(
    id="I20-left",
    what="A panel that has lost a member goes on with at least",
    number=3,
    unit="members",
    citation=f"{PARA_3}(9), (11)-(12)",
)

PANEL_FIGURES = (
    SMALL_PANEL,
    LARGE_PANEL,
    HEAD_WITHIN,
    GOVERNED_FOR,
    GOVERNED_WITHIN,
    NOT_TAUGHT_WITHIN,
    NOT_HEAD_HERE_WITHIN,
    TRAINED_WITHIN,
    LEFT_AT_LEAST,
)
