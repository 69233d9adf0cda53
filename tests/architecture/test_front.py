"""
What the web server before the service promises, read from its file as nginx reads it.

No web server is started here; when the file was written, nginx 1.22 was, and asked all of this.
"""

import re
import ssl
from pathlib import Path

import pytest

from config import settings

FILE = (Path(__file__).parents[2] / "deploy" / "nginx.conf").read_text()
HOST = "exclusions.council.example"
WORD = re.compile(r"""\s*(#[^\n]*|"[^"]*"|[{};]|[^\s{};"]+)""")


def read(text):
    """Return the directives of a file as lists of words; the last of a block is its directives."""
    stack, words = [[]], []
    for word in WORD.findall(text):
        if word.startswith("#"):
            continue
        if word == "{":
            stack[-1].append([*words, []])
            stack.append(stack[-1][-1][-1])
            words = []
        elif word == "}":
            stack.pop()
        elif word == ";":
            stack[-1].append(words)
            words = []
        else:
            words.append(word.strip('"'))
    assert (len(stack), words) == (1, [])
    return stack[0]


WHOLE = read(FILE)
OTHERS, PLAIN, ENCRYPTED = (each[-1] for each in WHOLE if each[0] == "server")


def values(name, block):
    return [each[1:] for each in block if each[0] == name]


def locations(block):
    return {each[1]: each[-1] for each in block if each[0] == "location"}


def test_tls_1_2_and_1_3_are_spoken_and_nothing_older():
    assert values("ssl_protocols", WHOLE) == [["TLSv1.2", "TLSv1.3"]]
    assert not any(values("ssl_protocols", one) for one in (OTHERS, PLAIN, ENCRYPTED))


def test_every_cipher_is_authenticated_and_forward_secret_and_the_strongest_is_ours_to_choose():
    [[ciphers]] = values("ssl_ciphers", WHOLE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(ciphers)
    known = {each["name"]: each for each in context.get_ciphers()}
    named = ciphers.split(":")

    assert [known[name]["aead"] for name in named] == [True] * len(named)
    assert {known[name]["kea"] for name in named} == {"kx-ecdhe"}
    assert min(known[name]["strength_bits"] for name in named) >= 128
    assert values("ssl_prefer_server_ciphers", WHOLE) == [["on"]]
    assert values("ssl_session_tickets", ENCRYPTED) == [["off"]]


def test_the_service_has_a_host_name_to_itself_and_no_other_is_answered():
    assert values("server_name", PLAIN) == values("server_name", ENCRYPTED) == [[HOST]]
    assert values("listen", OTHERS) == [["80", "default_server"], ["443", "ssl", "default_server"]]
    assert values("ssl_reject_handshake", OTHERS) == [["on"]]
    assert values("return", OTHERS) == [["444"]]
    assert set(locations(ENCRYPTED)) == {"/"}


def test_in_plain_text_a_page_is_sent_on_and_a_call_is_refused():
    assert values("return", locations(PLAIN)["/"]) == [["301", f"https://{HOST}$request_uri"]]
    assert values("return", locations(PLAIN)["/api/"]) == [["403"]]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-For", "$remote_addr"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", ""),
        ("Forwarded", ""),
        ("Host", HOST),
    ],
)
def test_what_a_sender_says_of_the_way_here_is_written_anew(header, value):
    said = dict(values("proxy_set_header", locations(ENCRYPTED)["/"]))

    assert said[header] == value


def test_trace_is_refused_and_no_more_is_read_than_the_service_reads():
    refused = [each for each in locations(ENCRYPTED)["/"] if each[0] == "if"]

    assert refused == [["if", "($request_method", "=", "TRACE)", [["return", "405"]]]]
    assert values("client_max_body_size", ENCRYPTED) == [["120m"]]
    assert settings.REQUEST_MAX_BYTES == 120 * 1024 * 1024
