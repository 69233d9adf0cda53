"""The door's pages: plain HTML that needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from embedded.mail.store import Kept

STYLE = """
body { font: 1.1rem/1.5 sans-serif; color: #0b0c0c; background: #fff; margin: 0 auto;
       max-width: 60rem; padding: 1rem; }
a { color: #1a5fa0; } a:focus { outline: 3px solid #ffdd00; background: #ffdd00; color: #0b0c0c; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0;
         border-bottom: 1px solid #b1b4b6; overflow-wrap: anywhere; }
dt { font-weight: bold; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 4px solid #b1b4b6;
      padding-left: 1rem; }
"""


def show_list(messages: Sequence[Kept]) -> str:
    """Return the page of every message, newest first."""
    rows = "".join(
        f"<tr><td>{_moment(kept)}</td><td>{escape(', '.join(kept.recipients))}</td>"
        f'<td><a href="/message/{kept.number}">{escape(kept.subject or "(no subject)")}</a></td>'
        "</tr>"
        for kept in reversed(messages)
    )
    table = (
        '<div class="wide" tabindex="0" role="region" aria-label="Messages"><table>'
        f"<caption>{len(messages)} kept, newest first</caption>"
        '<thead><tr><th scope="col">Came</th><th scope="col">To</th>'
        f'<th scope="col">Subject</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )
    empty = "<p>No message has come yet. Load this page again after a letter was sent.</p>"
    return _page("Messages of the demo", table if messages else empty)


def show_message(kept: Kept) -> str:
    """Return the page of one message: who, when, the text, and each part to be saved."""
    facts = {
        "To": ", ".join(kept.recipients),
        "From": kept.sender,
        "Came": _moment(kept),
        "Message-ID": kept.message_id,
    }
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    parts = "".join(
        f'<li><a href="/message/{kept.number}/part/{place}">{escape(part.name)}</a> '
        f"({escape(part.content_type)}, {len(part.content):,} bytes)</li>"
        for place, part in enumerate(kept.parts, 1)
    )
    attached = f"<h2>Attached</h2><ul>{parts}</ul>" if parts else ""
    body = (
        f"<dl>{listed}</dl><h2>Text</h2><pre>{escape(kept.text)}</pre>{attached}"
        '<p><a href="/">All messages</a></p>'
    )
    return _page(kept.subject or "(no subject)", body)


def show_nothing() -> str:
    """Return the page for an address that leads nowhere."""
    return _page("There is no such message", '<p><a href="/">All messages</a></p>')


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – kept mail</title>"
        '<link rel="stylesheet" href="/style.css"></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def _moment(kept: Kept) -> str:
    at = kept.received_at.astimezone()
    return f"{at.day} {at:%B %Y, %H:%M:%S}"
