import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from embedded.browser import Browser, NotThere

PAGE = """<!DOCTYPE html><html><head><title>T</title>
<style>.x { content: "not said" }</style></head>
<body><h1>Give <em>notice</em></h1><p>One</p><p>Two</p>
<a href="/next/">The <strong>next</strong> page</a>
<form method="post" action="/saved/">
  <input type="hidden" name="csrfmiddlewaretoken" value="abc">
  <label>Name <input name="name" value="Kept &amp; typed"></label>
  <textarea name="why">
A line</textarea>
  <input type="radio" name="kind" value="P" checked><input type="radio" name="kind" value="S">
  <input type="checkbox" name="reasons" value="PP"><input type="checkbox" name="reasons" value="DB">
  <input name="off" value="1" disabled>
  <select name="year"><option value="9">Year 9</option><option selected>Year 10</option></select>
  <button name="then" value="save">Save as a draft</button><button>Continue</button>
  <button type="button" name="not" value="sent">Open</button>
</form></body></html>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/saved/":
            cookie = self.headers.get("Cookie", "")
            return self.answer(200, "text/plain", f"saved with {cookie}")
        if self.path == "/missing/":
            return self.answer(404, "text/html", "<h1>Not found</h1>")
        return self.answer(200, "text/html", PAGE)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers["Content-Type"] == "application/json":
            token = self.headers.get("X-CSRFToken", "")
            return self.answer(
                201, "application/json", json.dumps([json.loads(body), token, self.headers["Key"]])
            )
        self.server.sent = parse_qsl(body, keep_blank_values=True)  # type: ignore[attr-defined]
        self.server.referer = self.headers["Referer"]  # type: ignore[attr-defined]
        self.send_response(302)
        self.send_header("Set-Cookie", "csrftoken=token1; Path=/")
        self.send_header("Location", "/saved/")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    def answer(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(server) -> Browser:
    return Browser(f"http://127.0.0.1:{server.server_port}/")


def test_a_page_is_read_as_a_person_would(browser):
    page = browser.get("/")
    assert page.text.startswith("T Give notice One Two The next page")
    assert "not said" not in page.text
    assert page.find_link("next page") == f"{browser.base_url}next/"
    page.must_say("Give notice", "Two")


def test_a_form_is_sent_with_what_it_held_what_was_typed_and_the_button(browser, server):
    page = browser.get("/")
    form = page.find_form(having="name", button="Continue")

    after = browser.submit(
        page, form, {"why": "Another", "reasons": ["PP", "DB"]}, button="Save as a draft"
    )

    assert sorted(server.sent) == [
        ("csrfmiddlewaretoken", "abc"),
        ("kind", "P"),
        ("name", "Kept & typed"),
        ("reasons", "DB"),
        ("reasons", "PP"),
        ("then", "save"),
        ("why", "Another"),
        ("year", "Year 10"),
    ]
    assert server.referer == page.url
    assert (after.url, after.text) == (
        f"{browser.base_url}saved/",
        "saved with csrftoken=token1",
    )


def test_a_text_area_begins_after_its_first_line_break(browser):
    assert ("why", "A line") in browser.get("/").find_form(having="why").fields


def test_a_field_that_is_not_on_the_form_is_a_fault(browser):
    form = browser.get("/").find_form(having="name")
    with pytest.raises(NotThere, match=r"no field \['born'\]"):
        form.fill({"born": "2012"})


def test_choices_are_known_by_their_words(browser):
    form = browser.get("/").find_form(having="year")
    assert form.choices == {
        "kind": {"P": "P", "S": "S"},
        "reasons": {"PP": "PP", "DB": "DB"},
        "year": {"Year 9": "9", "Year 10": "Year 10"},
    }


@pytest.mark.parametrize(
    "look",
    [
        lambda page: page.find_form(button="Delete"),
        lambda page: page.find_link("Elsewhere"),
        lambda page: page.must_say("Three"),
    ],
)
def test_what_is_not_there_is_a_fault_that_quotes_the_page(browser, look):
    with pytest.raises(NotThere, match="Give notice"):
        look(browser.get("/"))


def test_an_answer_that_was_not_expected_is_a_fault(browser):
    assert browser.get("/missing/", expect=404).text == "Not found"
    with pytest.raises(NotThere, match=r"GET .*/missing/ answered 404 “Not found”"):
        browser.get("/missing/")


def test_the_api_gets_json_the_token_and_headers(browser):
    page = browser.get("/")
    browser.submit(page, page.find_form(having="name"))
    said = browser.call("POST", "/api/", {"a": 1}, expect=201, Key="k1")
    assert said == [{"a": 1}, "token1", "k1"]
