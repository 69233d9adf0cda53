"""Letters as accessible PDF (PDF/UA-1, tagged), drawn by a worker of its own."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from notifications.models import Enclosure, Message, State, Step
from row_security.scope import WHOLE_SERVICE, scoped_transaction

FONT = "atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
STYLE = """
@font-face { font-family: Letter; src: url(letter:regular); }
@font-face { font-family: Letter; font-weight: bold; src: url(letter:bold); }
@page {
  size: A4; margin: 25mm 20mm;
  @bottom-center {
    font: 9pt Letter, sans-serif; /* again: margin boxes do not take it from body */
    content: "Page " counter(page) " of " counter(pages);
  }
}
body { font: 12pt/1.45 Letter, sans-serif; color: #0b0c0c; }
"""
MOST_TRIES = 8
NEXT_TRY = timedelta(minutes=2)  # longer than the task's time limit: a killed worker's is over
DRAWN_FOR = (State.QUEUED, State.TO_POST)  # on paper too: a person prints what is drawn
AT_ONCE = 20  # documents of one task
ERROR_CHARACTERS = 300


class NoPango(RuntimeError):
    """The system library that lays out text is missing."""


class NotAnAsset(ValueError):
    """A letter asked for something that is not one of its own assets."""


def draw_waiting(*, read_clock: Callable[[], datetime]) -> int:
    """
    Draw the documents that wait for it, one by one; return how many were begun.

    :raises NoPango: if none can be drawn on this machine; the reason is kept with each.
    """
    if not _is_any_waiting(now=read_clock()):
        return 0
    try:
        _import_weasyprint()
    except NoPango as refusal:
        _explain_waiting(str(refusal))
        raise
    begun = 0
    while begun < AT_ONCE and (enclosure := _begin_one(now=read_clock())):
        begun += 1
        try:
            content = render_letter(enclosure.html)
        except Exception as fault:  # whatever is wrong with one letter must not stop the others
            _keep_fault(enclosure, fault, now=read_clock())
        else:
            _keep(enclosure, content, now=read_clock())
    return begun


def render_letter(html: str) -> bytes:
    """
    Return ``html`` (a whole document with ``lang`` and ``title``) as a tagged PDF.

    Nothing is fetched: the two fonts of the service are all that a letter may use.

    :raises NoPango: if Pango is not installed; the message says what to install.
    :raises NotAnAsset: if the letter asks for anything else.
    """
    weasyprint = _import_weasyprint()
    fetcher = _make_fetcher()
    fonts = weasyprint.text.fonts.FontConfiguration()  # without it @font-face is silently ignored
    style = weasyprint.CSS(string=STYLE, url_fetcher=fetcher, font_config=fonts)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    result = io.BytesIO()
    try:
        document.write_pdf(result, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as error:
        raise NotAnAsset(str(error)) from None
    return result.getvalue()


def _waiting(now: datetime) -> QuerySet[Enclosure]:
    ready = Q(draw_at=None) | Q(draw_at__lte=now)
    undrawn = Enclosure.objects.filter(ready, content=None, tries__lt=MOST_TRIES)
    return undrawn.filter(message__state__in=DRAWN_FOR).order_by("id")


def _is_any_waiting(*, now: datetime) -> bool:
    with scoped_transaction(WHOLE_SERVICE):
        return _waiting(now).exists()


def _begin_one(*, now: datetime) -> Enclosure | None:
    # The try is counted and committed before it begins, so that a letter that kills its worker
    # is not begun again at once and for ever.
    with scoped_transaction(WHOLE_SERVICE):
        enclosure = _waiting(now).select_for_update(skip_locked=True, of=("self",)).first()
        if enclosure:
            enclosure.tries += 1
            enclosure.draw_at = now + NEXT_TRY * enclosure.tries
            enclosure.save(update_fields=["tries", "draw_at"])
        return enclosure


def _keep(enclosure: Enclosure, content: bytes, *, now: datetime) -> None:
    with scoped_transaction(WHOLE_SERVICE):
        Enclosure.objects.filter(pk=enclosure.pk, content=None).update(
            content=content, drawn_at=now, draw_error=""
        )


def _keep_fault(enclosure: Enclosure, fault: Exception, *, now: datetime) -> None:
    # The kind of fault only: its words may quote the letter.
    words = f"The PDF {enclosure.name} could not be drawn ({type(fault).__name__})."
    with scoped_transaction(WHOLE_SERVICE):
        Enclosure.objects.filter(pk=enclosure.pk).update(draw_error=words[:ERROR_CHARACTERS])
        if enclosure.tries < MOST_TRIES:
            return
        ours = Message.objects.filter(pk=enclosure.message_id)
        # On paper it still goes nowhere by itself: the person who is to print it is told why not.
        ours.filter(state=State.TO_POST).update(last_error=words[:ERROR_CHARACTERS])
        waiting = ours.filter(state=State.QUEUED)
        if waiting.update(state=State.FAILED, last_error=words[:ERROR_CHARACTERS]):
            Step.objects.create(
                message_id=enclosure.message_id, at=now, state=State.FAILED, words=words
            )


def _explain_waiting(words: str) -> None:
    with scoped_transaction(WHOLE_SERVICE):
        Enclosure.objects.filter(content=None).update(draw_error=words[:ERROR_CHARACTERS])


def _make_fetcher() -> Any:
    # Imported here: it takes seconds and needs Pango, which only the document worker has to have.
    from weasyprint.urls import (  # noqa: PLC0415
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class LetterAssets(URLFetcher):  # type: ignore[misc]  # the library is not typed
        def fetch(self, url: str, headers: object = None) -> Any:
            path = _assets().get(url)
            if path is None or not path.is_file():
                # Any lesser error is logged and the letter goes out with a hole in it.
                raise FatalURLFetchingError("a letter may use nothing but its own fonts")
            return URLFetcherResponse(url, path.read_bytes())

    return LetterAssets()


def _assets() -> dict[str, Path]:
    folder = settings.ROOT / "static" / "files"
    return {
        "letter:regular": folder / FONT.format(weight=400),
        "letter:bold": folder / FONT.format(weight=700),
    }


@functools.cache
def _import_weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415  (takes seconds: the document worker alone pays for it)
    except OSError as error:
        raise NoPango(
            "Letters cannot be drawn on this machine: install the system packages "
            "libpango-1.0-0 and libpangoft2-1.0-0."
        ) from error
    return weasyprint
