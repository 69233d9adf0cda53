"""Which place a request came from, and where it ends, whatever its sender says of both."""

import ast
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from tests.factories import UserFactory
from tests.organisations.test_sign_in import LIMITED, PASSWORD

ROOT = Path(__file__).parents[2]
EMAIL = "kit@sample.example"


@pytest.fixture
def person(db, settings):
    settings.CACHES = LIMITED
    cache.clear()
    return UserFactory(email=EMAIL, password=make_password(PASSWORD))


def guess(client, forwarded, place="10.0.0.1"):
    typed = {"login": EMAIL, "password": "wrong"}
    headers = {"X-Forwarded-For": forwarded}
    answer = client.post("/sign-in/", typed, headers=headers, REMOTE_ADDR=place)
    return "Too many tries" in answer.content.decode()


@pytest.mark.parametrize(
    ("proxies", "forwarded"),
    [
        (0, "203.0.113.{n}"),  # nobody before the service adds to it: it is all forged
        (1, "203.0.113.{n}, 198.51.100.7"),  # the proxy has added the last
        (2, "203.0.113.{n}, 198.51.100.7, 10.0.0.2"),
    ],
)
def test_a_forged_forwarded_for_is_no_other_place(client, person, settings, proxies, forwarded):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    refused = [guess(client, forwarded.format(n=n)) for n in range(7)]

    assert refused == [False] * 5 + [True] * 2


def test_two_people_behind_the_proxy_are_two_places(client, person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert not any(guess(client, f"198.51.100.{n}") for n in range(7))


APPLICATION = """
def application(environ, start_response):
    length = len(environ["wsgi.input"].read())
    body = f"{environ['PATH_INFO']} {length}".encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""


def find_command() -> list[str]:
    """Return how the image starts the web server, but for what is served and where."""
    [said] = re.findall(r"^CMD (\[.*?\])", (ROOT / "Dockerfile").read_text(), re.M | re.S)
    words = ast.literal_eval(said.replace("\\\n", ""))
    assert words[:2] == ["gunicorn", "config.wsgi:application"]
    at = words.index("--bind")
    return words[2:at] + words[at + 2 :]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    (folder / "served.py").write_text(APPLICATION)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "served", *find_command()]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--chdir", str(folder), "--workers", "1"],
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def say(port, request: bytes) -> bytes:
    """Return all that is answered to these bytes until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        heard = b""
        with suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                heard += part
    return heard


def post(*headers: bytes, body: bytes = b"") -> bytes:
    head = (b"POST /first HTTP/1.1", b"Host: x", *headers)
    return b"\r\n".join(head) + b"\r\n\r\n" + body


HIDDEN = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked"
SMUGGLED = {
    "both ways at once": post(b"Content-Length: 5", CHUNKED, body=b"0\r\n\r\n" + HIDDEN),
    "the other way round": post(CHUNKED, b"Content-Length: 60", body=b"0\r\n\r\n" + HIDDEN),
    "two lengths": post(b"Content-Length: 0", b"Content-Length: 38", body=HIDDEN),
    "two lengths in one": post(b"Content-Length: 0, 38", body=HIDDEN),
    "a length with a sign": post(b"Content-Length: +0", body=HIDDEN),
    "a length that is none": post(b"Content-Length: x", body=HIDDEN),
    "a negative length": post(b"Content-Length: -1", body=HIDDEN),
    "chunked by another name": post(b"Transfer-Encoding: xchunked", body=b"0\r\n\r\n" + HIDDEN),
    "chunked twice": post(b"Transfer-Encoding: chunked, chunked", body=b"0\r\n\r\n" + HIDDEN),
    "chunked, then not": post(b"Transfer-Encoding: chunked, identity", body=b"0\r\n\r\n" + HIDDEN),
    "a space before the colon": post(b"Content-Length : 0", body=HIDDEN),
    "a header over two lines": post(b"X: a", b" Content-Length: 0", body=HIDDEN),
    "a line end within": post(b"X: a\nTransfer-Encoding: chunked", body=b"0\r\n\r\n" + HIDDEN),
    "a size that is none": post(CHUNKED, body=b"0x0\r\n\r\n" + HIDDEN),
    "a negative size": post(CHUNKED, body=b"-1\r\n\r\n" + HIDDEN),
}


@pytest.mark.parametrize("how", SMUGGLED)
def test_a_request_whose_end_can_be_read_in_two_ways_is_refused(port, how):
    heard = say(port, SMUGGLED[how])

    assert b"/smuggled" not in heard
    assert b" 200 OK" not in heard


@pytest.mark.parametrize(
    "request_",
    [post(b"Content-Length: 3", b"Connection: close", body=b"abc"),
     post(CHUNKED, b"Connection: close", body=b"3\r\nabc\r\n0\r\n\r\n")],
    ids=["length", "chunked"],
)  # fmt: skip
def test_a_request_with_one_end_is_read_to_it(port, request_):
    assert say(port, request_).endswith(b"/first 3")
