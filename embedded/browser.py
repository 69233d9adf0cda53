"""
A browser without a screen: it follows links, keeps cookies and fills in forms as they were sent.

The standard library alone and real HTTP: what it can do, a person with scripts switched off can do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

TIMEOUT_SECONDS = 30
SILENT = {"script", "style", "template"}


class NotThere(AssertionError):
    """What a person would look for on the page is not on it."""


@dataclass
class Form:
    """One form: where it goes, and every field with the values that it would send."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # of every field, ticked or not
    choices: dict[str, dict[str, str]] = field(default_factory=dict)  # name: label or text -> value
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # text, name, value

    def fill(self, values: Mapping[str, str | Sequence[str]]) -> list[tuple[str, str]]:
        """
        Return what is sent when ``values`` are typed over what the form holds.

        :raises NotThere: if the form has no such field.
        """
        if unknown := sorted(values.keys() - self.names):
            raise NotThere(f"the form has no field {unknown}; it has {sorted(self.names)}")
        kept = [(name, value) for name, value in self.fields if name not in values]
        for name, given in values.items():
            kept += [(name, one) for one in ([given] if isinstance(given, str) else given)]
        return kept


@dataclass
class Page:
    """What came back, as it can be read."""

    url: str
    status: int
    headers: Message
    body: str
    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)  # text, address
    forms: list[Form] = field(default_factory=list)

    def find_form(self, *, having: str = "", button: str = "") -> Form:
        """
        Return the form that has this field, or this button.

        :raises NotThere: if there is none.
        """
        for form in self.forms:
            if (not having or having in form.names) and (
                not button or any(button in text for text, _, _ in form.buttons)
            ):
                return form
        raise NotThere(f"{self.url} has no form with “{having or button}”; it says: {self.summary}")

    def find_link(self, text: str) -> str:
        """
        Return where the first link with these words leads.

        :raises NotThere: if there is none.
        """
        for words, address in self.links:
            if text in words:
                return urljoin(self.url, address)
        raise NotThere(f"{self.url} has no link “{text}”; it says: {self.summary}")

    def must_say(self, *texts: str) -> None:
        """:raises NotThere: if one of these texts is not on the page."""
        for text in texts:
            if text not in self.text:
                raise NotThere(f"{self.url} does not say “{text}”; it says: {self.summary}")

    @property
    def summary(self) -> str:
        start = max(self.text.find("There is a problem"), 0)
        return f"{self.status} “{self.text[start : start + 600]}”"


class Browser:
    """One person's browser, signed in as nobody at first."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.cookies = CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, *, expect: int = 200) -> Page:
        return self._open(Request(urljoin(self.base_url, path)), expect)

    def submit(
        self,
        page: Page,
        form: Form,
        values: Mapping[str, str | Sequence[str]] | None = None,
        *,
        button: str = "",
        expect: int = 200,
    ) -> Page:
        """Send a form as a person would: typed values over what it held, and the button pressed."""
        sent = form.fill(values or {})
        sent += [(name, value) for text, name, value in form.buttons if name and button in text][:1]
        address = urljoin(page.url, form.action or page.url)
        if form.method == "get":
            return self.get(f"{address.split('?')[0]}?{urlencode(sent)}", expect=expect)
        parts = urlsplit(address)
        headers = {"Referer": page.url, "Origin": f"{parts.scheme}://{parts.netloc}"}
        return self._open(Request(address, urlencode(sent).encode(), headers), expect)

    def call(
        self, method: str, path: str, value: object = None, *, expect: int = 200, **headers: str
    ) -> Any:
        """Make one call of the API, as JSON; the session's cookies and its CSRF token go along."""
        token = next((c.value for c in self.cookies if c.name == "csrftoken"), "") or ""
        given = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": token,
            "Referer": self.base_url,
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        body = None if value is None else json.dumps(value).encode()
        request = Request(urljoin(self.base_url, path), body, given, method=method)
        page = self._open(request, expect)
        return json.loads(page.body) if page.body else None

    def read_tag(self, path: str) -> str:
        """Return the ETag of what the API shows there: what an edit of it must name."""
        page = self._open(Request(urljoin(self.base_url, path)), 200)
        return page.headers.get("ETag", "")

    def _open(self, request: Request, expect: int) -> Page:
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                page = _read(answer.url, answer.status, answer.headers, answer.read())
        except HTTPError as refused:
            with refused:
                page = _read(refused.url, refused.code, refused.headers, refused.read())
        if page.status != expect:
            raise NotThere(f"{request.get_method()} {page.url} answered {page.summary}")
        return page


def _read(url: str, status: int, headers: Message, body: bytes) -> Page:
    page = Page(url, status, headers, body.decode(errors="replace"))
    if headers.get_content_type() == "text/html":
        reader = _Reader(page)
        reader.feed(page.body)
        reader.close()
        page.text = " ".join("".join(reader.words).split())
    else:
        page.text = page.body
    return page


class _Reader(HTMLParser):
    """Fills a page with the texts, links and forms of its HTML."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.words: list[str] = []
        self.silent = 0
        self.link: tuple[str, int] | None = None
        self.form: Form | None = None
        self.control: tuple[str, dict[str, str], int] | None = None  # textarea, select, button …
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self.silent += 1
        if tag not in ("a", "b", "em", "span", "strong", "abbr", "i"):
            self.words.append(" ")
        if tag == "a" and "href" in given:
            self.link = (given["href"], len(self.words))
        elif tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.page.forms.append(self.form)
        elif self.form is not None:
            self._meet_control(tag, given, self.form)

    def _meet_control(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if tag == "input":
            self._meet_input(name, given, form)
        elif tag == "select":
            self.select = name
            form.names.add(name)
        elif tag in ("textarea", "button", "option"):
            self.control = (tag, given, len(self.words))

    def _meet_input(self, name: str, given: dict[str, str], form: Form) -> None:
        kind = given.get("type", "text")
        if kind == "submit":
            form.buttons.append((given.get("value", ""), name, given.get("value", "")))
        elif name and "disabled" not in given:
            form.names.add(name)
            value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
            if kind in ("checkbox", "radio"):
                form.choices.setdefault(name, {})[value] = value
                if "checked" not in given:
                    return
            form.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        if tag == "a" and self.link is not None:
            address, start = self.link
            self.page.links.append((self._text_since(start), address))
            self.link = None
        elif tag == "form":
            self.form = None
        elif self.form is not None and self.control is not None and tag == self.control[0]:
            self._leave_control(self.form, *self.control)

    def _leave_control(self, form: Form, tag: str, given: dict[str, str], start: int) -> None:
        self.control = None
        name, text = given.get("name", ""), self._text_since(start)
        if tag == "button" and given.get("type", "submit") == "submit":
            form.buttons.append((text, name, given.get("value", "")))
        elif tag == "textarea":
            form.names.add(name)
            form.fields.append((name, "".join(self.words[start:]).removeprefix("\n")))
        elif tag == "option":
            value = given.get("value", text)
            form.choices.setdefault(self.select, {})[text] = value
            if "selected" in given:
                form.fields.append((self.select, value))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def _text_since(self, start: int) -> str:
        return " ".join("".join(self.words[start:]).split())
