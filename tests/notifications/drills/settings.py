"""The settings of the service itself, for the processes of a drill; only the letter is ours."""

from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import CELERY_BEAT_SCHEDULE, TEMPLATES

LETTERS = Path(__file__).parents[1] / "templates"

for engine in TEMPLATES:
    engine["DIRS"] = [*engine["DIRS"], LETTERS]  # type: ignore[misc, list-item]
CELERY_BEAT_SCHEDULE["settle-doubts"]["schedule"] = 3  # a drill lets time pass faster than 30 s
