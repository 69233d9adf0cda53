"""How often a caller may call: counted by person or client, never by address."""

import time
from hashlib import sha256
from typing import Any, cast

from django.conf import settings
from django.core.cache import caches
from django.http import QueryDict
from redis import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from programs.callers import name_caller


class CallerThrottle(SimpleRateThrottle):
    """
    Let each caller make API_CALLS_PER_MINUTE, whichever process answers.

    While the broker that counts is away nothing is counted: a limit is not worth a lost notice.
    """

    scope = "caller"

    def get_rate(self) -> str:
        return f"{settings.API_CALLS_PER_MINUTE}/min"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if not request.user or not request.user.is_authenticated:
            return None
        return f"calls/{name_caller(request.user)}"

    def allow_request(self, request: Request, view: Any) -> bool:
        self.cache, self.timer = caches["throttles"], time.time
        try:
            return bool(super().allow_request(request, view))
        except RedisError:
            return True


class TokenThrottle(CallerThrottle):
    """Let each client id ask for API_TOKENS_PER_MINUTE, be its secret right or wrong."""

    scope = "token"

    def get_rate(self) -> str:
        return f"{settings.API_TOKENS_PER_MINUTE}/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        shown = request.headers.get("Authorization", "").rpartition(" ")[2]
        client_id = str(cast(QueryDict, request.data).get("client_id") or shown[:32])
        return f"tokens/{sha256(client_id.encode()).hexdigest()}"
