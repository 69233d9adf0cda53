"""What is done by the clock: secrets whose time is over, and answers kept long enough, go."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from programs import once
from programs.models import BearerToken, ClientSecret, PersonalToken
from row_security.scope import WHOLE_SERVICE, scoped_transaction


@shared_task
def sweep() -> None:
    now = timezone.now()
    with scoped_transaction(WHOLE_SERVICE):
        once.sweep(before=now - settings.ANSWERS_KEPT)
        BearerToken.objects.filter(expires_at__lte=now).delete()
        PersonalToken.objects.filter(expires_at__lte=now).delete()
        ClientSecret.objects.filter(ends_at__lte=now).delete()
