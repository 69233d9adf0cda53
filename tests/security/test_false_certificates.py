"""Whom the service believes over TLS: a certificate of a known authority, for the name it asked."""

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import certifi
import pytest
import requests
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from notifications.provider import Refused
from notifications.providers.smtp import SmtpProvider
from organisations.single_sign_on.configured import SchoolSignOn, describe
from organisations.single_sign_on.outgoing import make_session
from tests.notifications.test_provider_contract import a_post

HERE, ELSEWHERE = "127.0.0.1", "127.0.0.9"
NOW = datetime.now(UTC)
OVER = NOW - timedelta(days=1)


def certify(path, address=HERE, until=NOW + timedelta(days=1)):
    """Write a certificate for ``address`` that vouches for itself, and its key, to one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.council.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=2))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    kept = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + kept)
    return path


def context_of(path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


class Taken:
    def __init__(self):
        self.letters = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        self.letters += 1
        return "250 kept"


@contextmanager
def mail_server(path, settings):
    taken = Taken()
    with socket.create_server((HERE, 0)) as free:
        port = free.getsockname()[1]
    server = Controller(
        taken, hostname=HERE, port=port, tls_context=context_of(path), require_starttls=True
    )
    server.start()
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_STARTTLS = HERE, port, True
    try:
        yield taken
    finally:
        server.stop()


@pytest.mark.parametrize("wrong", ["authority", "name", "day"])
def test_a_mail_server_with_a_false_certificate_gets_no_letter(
    tmp_path, settings, monkeypatch, wrong
):
    address, until = (ELSEWHERE if wrong == "name" else HERE), OVER if wrong == "day" else None
    path = certify(tmp_path / "one.pem", address, **({"until": until} if until else {}))
    if wrong != "authority":
        monkeypatch.setenv("SSL_CERT_FILE", str(path))

    with mail_server(path, settings) as taken, pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post())

    assert refusal.value.retryable is True
    assert "SSLCertVerificationError" in str(refusal.value)
    assert taken.letters == 0


def test_one_with_a_certificate_that_holds_gets_it(tmp_path, settings, monkeypatch):
    path = certify(tmp_path / "one.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))

    with mail_server(path, settings) as taken:
        SmtpProvider().post(a_post())

    assert taken.letters == 1


class Says(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def https_server(path):
    server = ThreadingHTTPServer((HERE, 0), Says)
    server.socket = context_of(path).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://{HERE}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.mark.parametrize("wrong", ["authority", "name", ""])
def test_an_organisations_sign_in_is_believed_by_its_certificate(
    tmp_path, settings, monkeypatch, wrong
):
    path = certify(tmp_path / "one.pem", ELSEWHERE if wrong == "name" else HERE)
    if wrong != "authority":
        monkeypatch.setattr(certifi, "where", lambda: str(path))
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(path))
    with https_server(path) as issuer:
        sign_on = SchoolSignOn(issuer=issuer, client_id="x", secret="y")
        settings.SOCIALACCOUNT_PROVIDERS = describe([sign_on])

        if wrong:
            with pytest.raises(requests.exceptions.SSLError):
                make_session().get(f"{issuer}/keys")
        else:
            assert make_session().get(f"{issuer}/keys").status_code == 200
