"""The settings of the service, with nothing taken away: only the workers are not woken."""

from config.settings import *  # noqa: F403  (the environment comes first)

CELERY_BROKER_URL = "memory://"
STATIC_ROOT = None  # nothing is collected for a race
PAGES_PER_MINUTE = 10**9  # one person asks for page after page
