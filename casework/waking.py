"""Wake the worker that has papers checked. A lost wake-up costs seconds: a sweep follows."""

from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

CHECK = "casework.tasks.check_documents"  # by name: an action does not know the tasks


def check_after_commit() -> None:
    """Have papers checked once the caller's transaction is committed; a dead broker is no harm."""
    transaction.on_commit(_check, robust=True)


def _check() -> None:
    task: Any = import_string(CHECK)  # nothing else loads the tasks where pages are served
    task.delay()
