"""
A small read-only web door on the kept messages.

``/``                         the messages, for people
``/message/N``                one message with its parts
``/message/N/part/M``         one part, to be saved
``/messages?to=&subject=``    the messages as JSON
``/messages/by-id/ID``        200 and ``{"count": n}``, or 404 when no such message came
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from embedded.mail import pages
from embedded.mail.store import Kept, Store

OUR_NAMES = {"127.0.0.1", "localhost"}
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox"


class Door:
    """Serves a store over HTTP; ``port`` is the one asked for, or a free one."""

    def __init__(self, store: Store, port: int) -> None:
        handler = type("Handler", (_Handler,), {"store": store})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    store: Store
    server_version = "Kept"
    sys_version = ""

    def do_GET(self) -> None:
        # A page elsewhere could point a name of its own at this machine and read the messages.
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in OUR_NAMES:
            return self._send(403, "text/plain", b"Ask for 127.0.0.1.\n")
        asked = urlsplit(self.path)
        for pattern, answer in ROUTES:
            if found := re.fullmatch(pattern, asked.path):
                return answer(self, *map(unquote, found.groups()))
        return self._not_found()

    def _list(self) -> None:
        self._page(pages.show_list(self.store.all()))

    def _style(self) -> None:
        self._send(200, "text/css; charset=utf-8", pages.STYLE.encode())

    def _one(self, number: str) -> None:
        kept = self._kept(number)
        self._page(pages.show_message(kept)) if kept else self._not_found()

    def _part(self, number: str, place: str) -> None:
        kept = self._kept(number)
        parts = kept.parts if kept else []
        if not 1 <= int(place) <= len(parts):
            return self._not_found()
        part = parts[int(place) - 1]
        name = f"attachment; filename*=UTF-8''{quote(part.name)}"
        self._send(200, part.content_type, part.content, {"Content-Disposition": name})
        return None

    def _json(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        to, subject = (asked.get(name, [""])[0] for name in ("to", "subject"))
        self._answer(200, [_describe(kept) for kept in self.store.find(to=to, subject=subject)])

    def _count(self, message_id: str) -> None:
        count = self.store.count(message_id)
        self._answer(200 if count else 404, {"count": count})

    def _kept(self, number: str) -> Kept | None:
        return next((kept for kept in self.store.all() if kept.number == int(number)), None)

    def _answer(self, status: int, value: object) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _page(self, html: str) -> None:
        self._send(200, "text/html; charset=utf-8", html.encode(errors="replace"))

    def _not_found(self) -> None:
        self._send(404, "text/html; charset=utf-8", pages.show_nothing().encode())

    def _send(
        self, status: int, content_type: str, body: bytes, more: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        fixed = {"Content-Type": content_type, "Content-Length": str(len(body))}
        safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": POLICY}
        for name, value in {**fixed, **safe, "Cache-Control": "no-store", **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: addresses and numbers of messages are not for a log."""


ROUTES = (
    (r"/", _Handler._list),
    (r"/style\.css", _Handler._style),
    (r"/message/(\d{1,9})", _Handler._one),
    (r"/message/(\d{1,9})/part/(\d{1,4})", _Handler._part),
    (r"/messages", _Handler._json),
    (r"/messages/by-id/(.+)", _Handler._count),
)


def _describe(kept: Kept) -> dict[str, object]:
    return {
        "number": kept.number,
        "message_id": kept.message_id,
        "received_at": kept.received_at.isoformat(),
        "from": kept.sender,
        "to": kept.recipients,
        "subject": kept.subject,
        "text": kept.text,
        "parts": [
            {"name": part.name, "type": part.content_type, "bytes": len(part.content)}
            for part in kept.parts
        ],
    }
