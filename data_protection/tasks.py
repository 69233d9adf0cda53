"""Celery entry points: declare the scope, read the clock, make one call."""

from celery import shared_task
from django.utils import timezone

from data_protection import sweeps
from row_security.scope import WHOLE_SERVICE


@shared_task
def dispose_of_agreed(**_later_arguments: object) -> None:
    """Dispose of the cases that two people agreed to, each whole or not at all."""
    sweeps.dispose_of_agreed(scope=WHOLE_SERVICE, read_clock=timezone.now)


@shared_task
def erase_files(**_later_arguments: object) -> None:
    """Erase the bytes of papers whose rows have gone."""
    sweeps.erase_files(scope=WHOLE_SERVICE, read_clock=timezone.now)


@shared_task
def draw_certificates(**_later_arguments: object) -> None:
    """Draw the certificates of what was disposed of."""
    sweeps.draw_certificates(scope=WHOLE_SERVICE)


@shared_task
def remove_outdated(**_later_arguments: object) -> None:
    """Delete drafts that were never given, and old exports, once their period is over."""
    sweeps.remove_outdated(scope=WHOLE_SERVICE, read_clock=timezone.now)
