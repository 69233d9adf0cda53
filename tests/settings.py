"""The settings of the service, with what a test must not wait for or reach."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("SERVE_UNCOLLECTED_STATIC", "1")

from config.settings import *  # noqa: F403  (the environment comes first)

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURITY_CONTACTS = ["mailto:security@council.example"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_BEAT_SCHEDULE = {}
LEASE_CLOCK = "django.utils.timezone.now"  # so that a test can move it
NOTICE_PROVIDER = "tests.fakes.FakeProvider"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # tests of it ask for it
SECOND_FACTOR_ROLES = frozenset()  # tests of the second step ask for it; all others sign in at once
STATIC_ROOT = None  # nothing is collected for tests: files are served from where they lie
NO_LIMITS = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
CACHES = {"default": NO_LIMITS, "throttles": NO_LIMITS}
