"""Connections that are not encrypted, and secrets that are weak: the service does not start."""

import os
import subprocess
import sys

import pytest

from config.connections import (
    PlainConnection,
    find_connections,
    read_database,
    refuse_plain,
    stays_here,
)
from config.secrets_folder import SecretTwice, take_secrets
from config.weak_secrets import WeakSecret, find_weak, refuse_weak

STRONG = "Zx81kQ0pLm52NvRt" * 4
SAFE_DATABASE = "postgresql://app@db.council.example/hearings?sslmode=verify-full"
SAFE = {
    "DATABASES": {"default": read_database(SAFE_DATABASE)},
    "CELERY_BROKER_URL": "rediss://:x@queue.council.example:6379/0?ssl_cert_reqs=required",
    "SMTP_HOST": "mail.council.example",
    "SMTP_STARTTLS": True,
    "SMTP_LOOKUP_URL": "https://mail.council.example/by-id/",
    "SCANNER_ADDRESS": "unix:/run/clamav/clamd.ctl",
}


def with_database(url):
    return {"DATABASES": {"default": read_database(url)}}


PLAIN = [
    ("database", with_database("postgresql://app@db.council.example/hearings")),
    ("database", with_database("postgresql://app@db.council.example/hearings?sslmode=require")),
    ("database", with_database("postgresql://app@db.council.example/hearings?sslmode=verify-ca")),
    ("database", with_database("postgresql://app@127.0.0.1,db2.council.example/hearings")),
    ("database", with_database("postgresql://app@localhost/hearings?hostaddr=10.0.0.4")),
    ("database", {"DATABASES": {"default": SAFE["DATABASES"]["default"],
                                "owner": read_database("host=10.0.0.4 dbname=hearings")}}),
    ("broker", {"CELERY_BROKER_URL": "redis://queue.council.example:6379/0"}),
    ("broker", {"CELERY_BROKER_URL": "rediss://queue.council.example/0?ssl_cert_reqs=none"}),
    ("broker", {"CELERY_BROKER_URL": "rediss://queue.council.example/0?ssl_cert_reqs=optional"}),
    ("mail", {"SMTP_STARTTLS": False}),
    ("mail", {"SMTP_LOOKUP_URL": "http://mail.council.example/by-id/"}),
    ("scanner", {"SCANNER_ADDRESS": "tcp://scanner.council.example:3310"}),
]  # fmt: skip


def test_what_is_encrypted_to_whom_it_was_meant_for_starts():
    without = {**SAFE, "SCANNER_ADDRESS": "", "SMTP_LOOKUP_URL": ""}
    for settings in (SAFE, without):
        refuse_plain(settings, named=())
        found = list(find_connections(settings))
        assert {one.name for one in found} == {"database", "broker", "mail", "scanner"}
        assert all(one.is_safe or stays_here(one.host) for one in found)


@pytest.mark.parametrize(("name", "changed"), PLAIN)
def test_what_is_plain_is_refused_unless_its_network_is_named(name, changed):
    with pytest.raises(PlainConnection, match=f"Not encrypted: {name}: "):
        refuse_plain({**SAFE, **changed}, named={"database", "broker", "mail", "scanner"} - {name})
    refuse_plain({**SAFE, **changed}, named=[name])


def test_a_name_that_is_none_is_told():
    with pytest.raises(PlainConnection, match="names 'databases'"):
        refuse_plain(SAFE, named=["databases"])


def test_all_faults_are_told_at_once():
    plain = {**SAFE, "SMTP_STARTTLS": False, "CELERY_BROKER_URL": "redis://queue/0"}

    with pytest.raises(PlainConnection, match=r"broker: .*; mail: SMTP_STARTTLS=1"):
        refuse_plain(plain, named=())


@pytest.mark.parametrize(
    ("host", "stays"),
    [("", True), ("/run/postgresql", True), ("@abstract", True), ("localhost", True),
     ("127.0.0.9", True), ("::1", True), ("10.0.0.1", False), ("db", False),
     ("localhost.council.example", False), ("127.0.0.1.council.example", False)],
)  # fmt: skip
def test_what_never_leaves_the_machine(host, stays):
    assert stays_here(host) is stays


STRONG_SETTINGS = {
    **SAFE,
    "BASE_URL": "https://exclusions.council.example",
    "SECRET_KEY": STRONG,
    "SECRET_KEY_FALLBACKS": [],
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    "CELERY_BROKER_URL": f"rediss://:{STRONG}@queue.council.example/0",
}
AT = "@db.council.example/hearings?sslmode=verify-full"
WEAK = [
    ("SECRET_KEY", {"SECRET_KEY": "only-for-tests"}),
    ("SECRET_KEY", {"SECRET_KEY": "abc" * 30}),
    ("SECRET_KEY", {"SECRET_KEY_FALLBACKS": ["changeme"]}),
    ("DATABASE_URL", with_database(f"postgresql://hearings_app:hearings_app{AT}")),
    ("DATABASE_URL", with_database(f"postgresql://hearings_app:{'0123' * 8}{AT}")),
    ("OWNER_DATABASE_URL", {"DATABASES": {"owner": read_database(f"postgresql://o:postgres{AT}")}}),
    ("REDIS_URL", {"CELERY_BROKER_URL": "rediss://:redis@queue.council.example/0"}),
    ("SMTP_PASSWORD", {"SMTP_USER": "us", "SMTP_PASSWORD": "smtp"}),
]


def test_strong_secrets_and_certificates_instead_of_them_start():
    refuse_weak(STRONG_SETTINGS)

    assert list(find_weak(STRONG_SETTINGS)) == []


@pytest.mark.parametrize(("name", "changed"), WEAK)
def test_a_default_or_short_secret_is_refused_by_its_name(name, changed):
    with pytest.raises(WeakSecret) as refusal:
        refuse_weak({**STRONG_SETTINGS, **changed})

    assert f"random value: {name};" in str(refusal.value)
    refuse_weak({**STRONG_SETTINGS, **changed, "BASE_URL": "http://127.0.0.1:8000"})


def test_a_certificate_can_stand_in_for_a_password():
    """What a part shows of itself is then a key that never crosses the network."""
    url = f"postgresql://hearings_app{AT}&sslcert=/run/app.crt&sslkey=/run/app.key"

    found = read_database(url)

    assert found["PASSWORD"] == ""
    assert found["OPTIONS"] == {
        "sslmode": "verify-full", "sslcert": "/run/app.crt", "sslkey": "/run/app.key",
    }  # fmt: skip


def test_secrets_come_from_the_files_of_a_vault(tmp_path):
    (tmp_path / "SECRET_KEY").write_text(f"{STRONG}\n")
    (tmp_path / "PATH").write_text("/elsewhere")
    environment = {"PATH": "/bin"}

    take_secrets(environment, str(tmp_path))
    take_secrets(environment, str(tmp_path))  # a process that another one started

    assert environment == {"PATH": "/bin", "SECRET_KEY": STRONG}


def test_a_secret_that_is_another_in_the_environment_is_told(tmp_path):
    (tmp_path / "SECRET_KEY").write_text(STRONG)

    with pytest.raises(SecretTwice, match="SECRET_KEY") as refusal:
        take_secrets({"SECRET_KEY": "another"}, str(tmp_path))
    assert STRONG not in str(refusal.value)


def test_without_a_folder_nothing_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "SECRET_KEY").write_text(STRONG)
    environment = {}

    take_secrets(environment, "")

    assert environment == {}


def start_with(**changed):
    environment = {**os.environ, **changed}
    environment.pop("SECRET_KEY", None)
    return subprocess.run(
        [sys.executable, "-c", "import config.settings as s; print(s.SECRET_KEY)"],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip


def test_the_settings_themselves_ask_all_three(tmp_path):
    (tmp_path / "SECRET_KEY").write_text(STRONG)
    given = {"SECRETS_FOLDER": str(tmp_path)}

    assert start_with(**given).stdout == f"{STRONG}\n"
    plain = start_with(**given, SMTP_HOST="mail.council.example")
    assert "Not encrypted: mail: SMTP_STARTTLS=1" in plain.stderr
    (tmp_path / "SECRET_KEY").write_text("weak")
    weak = start_with(**given, BASE_URL="https://exclusions.council.example")
    assert "random value: SECRET_KEY" in weak.stderr
