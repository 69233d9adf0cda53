"""
What the service writes to its log: what broke and where, and never what somebody typed.

The words of an error often hold what it was about: PostgreSQL names the row that was refused. So a
traceback is written with its places and the kinds of its errors alone.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

TASKS = "celery.app.trace"  # its sentences hold the words of the error and the task's arguments
Said = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """One line for each record, then the places of the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        quiet = logging.makeLogRecord({**record.__dict__, "exc_text": None, "stack_info": None})
        if record.name == TASKS and record.exc_info:
            quiet.msg, quiet.args = f"Task {_name_task(record)} failed", None
        return super().format(quiet)

    def formatException(self, ei: Said) -> str:  # noqa: N802  (the name is logging's)
        return "\n".join(_tell(ei[1]))


def _tell(error: BaseException | None) -> list[str]:
    """Return the places and the kind of an error, after those of the error it came from."""
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    places = traceback.extract_tb(error.__traceback__)
    said = [f"  {place.filename}:{place.lineno} in {place.name}" for place in places]
    return [*_tell(before), *said, type(error).__qualname__]


def _name_task(record: logging.LogRecord) -> str:
    data: Any = getattr(record, "data", None)
    return str(data.get("name", "unknown")) if isinstance(data, dict) else "unknown"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {
            "()": "config.quiet_logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers are replaced: they write to nobody, or to a mailbox, with all locals.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.db.backends": {"level": "WARNING"},  # lower, it writes what each query was given
    },
}
