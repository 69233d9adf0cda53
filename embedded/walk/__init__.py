"""The main job, step by step, each by the person whose work it is: ``./dev demo --check``."""

from embedded.walk.notice import NOTICE_STEPS
from embedded.walk.state import Step, Walk, find_the_service_ready

STEPS: list[tuple[str, Step]] = [
    ("the service is ready", find_the_service_ready),
    *NOTICE_STEPS,
]

__all__ = ["STEPS", "Step", "Walk"]
