"""Somebody who asks for one thing after another, where whatever they changed is undone at once."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from organisations.models import User
from row_security.scope import WHOLE_SERVICE, declare


@dataclass
class Visitor:
    """A browser, signed in as ``user`` or as nobody, that is the same before each request."""

    user: User | None = None
    strict_forms: bool = False
    browser: Client = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Client(enforce_csrf_checks=self.strict_forms, raise_request_exception=False)
        if self.user:
            self.browser.force_login(self.user)

    def ask(self, method: str, *args: Any, **kwargs: Any) -> HttpResponse:
        kept, saved = self.browser.cookies.copy(), connection.savepoint()
        answer: Any = getattr(self.browser, method)(*args, **kwargs)
        if answer.streaming:
            whole = b"".join(answer.streaming_content)  # to the end, which closes the file
            answer.streaming_content = [whole]
            answer.whole = whole
        else:
            answer.whole = answer.content
        connection.savepoint_rollback(saved)
        self.browser.cookies = kept
        declare(WHOLE_SERVICE)
        return answer
