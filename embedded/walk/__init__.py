"""The main job, step by step, each by the person whose work it is: ``./dev demo --check``."""

from embedded.walk.figures import FIGURES_STEPS
from embedded.walk.hearing import HEARING_STEPS
from embedded.walk.notice import NOTICE_STEPS
from embedded.walk.privacy import PRIVACY_STEPS
from embedded.walk.rest import REST_STEPS
from embedded.walk.second_step import SECOND_STEP_STEPS
from embedded.walk.snow import SNOW_STEPS
from embedded.walk.state import Step, Walk, find_the_service_ready

STEPS: list[tuple[str, Step]] = [
    ("the service is ready", find_the_service_ready),
    *SECOND_STEP_STEPS,
    *NOTICE_STEPS,
    *REST_STEPS,
    *HEARING_STEPS,
    *SNOW_STEPS,
    *FIGURES_STEPS,
    *PRIVACY_STEPS,
]

__all__ = ["STEPS", "Step", "Walk"]
