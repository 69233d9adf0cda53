"""Every number of the law that is no time limit of a duty, for the page that lists them."""

from statute.cancelling import CANCEL_WITHIN
from statute.figures import Figure
from statute.law.panel import PANEL_FIGURES
from statute.law.review_outcomes import OUTCOME_FIGURES
from statute.thresholds import LIMITS

FIGURES: tuple[Figure, ...] = (*LIMITS, CANCEL_WITHIN, *PANEL_FIGURES, *OUTCOME_FIGURES)
