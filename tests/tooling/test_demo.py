"""The demo as a person starts and stops it: real processes, in a folder of the test's own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import redis

from embedded import demo, services, stack
from embedded.turns import using
from embedded.unprivileged import Account

PATIENCE_SECONDS = 240  # a busy machine takes a minute
ROOT = Path(__file__).parents[2]
NOT_OURS = (
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
)  # the test run's
GIVEN = {name: value for name, value in os.environ.items() if name not in NOT_OURS}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "demo"
    yield folder
    if folder.exists():
        services.forget(folder)


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "embedded.demo", "--folder", str(folder), "--port", str(port),
               "--cases", "2"]  # fmt: skip
    return subprocess.Popen(
        command, cwd=ROOT, env=GIVEN, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for_welcome(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    until = time.monotonic() + PATIENCE_SECONDS
    while "Ctrl-C stops it" not in said:
        line = process.stdout.readline()
        assert line, said + process.communicate()[1]
        assert time.monotonic() < until, said
        said += line
    return said


def read_broker_url(folder: Path) -> str:
    known = json.loads((folder / demo.RUNNING).read_text())
    return str(known["environment"]["REDIS_URL"])


def answers(broker_url: str) -> bool:
    try:
        with redis.Redis.from_url(broker_url, socket_connect_timeout=2) as broker:
            return bool(broker.ping())
    except redis.ConnectionError:
        return False


def find_processes(mark: Path) -> list[str]:
    """Return the command of every process that has this folder in its command or environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(mark).encode() in (
                (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            ):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:  # it ended meanwhile
            continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
def test_the_demo_starts_stops_and_keeps_its_data(folder):
    port = stack.find_free_port()
    process = start(folder, port)
    said = wait_for_welcome(process)
    with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as answer:
        assert json.load(answer)["database"] == "ready"
    assert f"http://127.0.0.1:{port}" in said
    assert len(find_processes(folder)) >= 5

    second = start(folder, stack.find_free_port())
    _, complaint = second.communicate(timeout=60)
    assert (second.returncode, complaint) == (
        1,
        f"The demo is already running, at http://127.0.0.1:{port}\n",
    )
    broker_url = read_broker_url(folder)
    database = Account.home_of(folder / "postgres", "pg")
    assert (answers(broker_url), find_processes(database) != []) == (True, True)
    beside = (
        "import sys, pathlib; from embedded import manage\n"
        "manage.main('showmigrations', 'audit', folder=pathlib.Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", beside, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=GIVEN, capture_output=True, timeout=120)
    assert done.stdout.startswith(b"audit\n [X] 0001_initial\n")

    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (128 + signal.SIGINT, "")
    assert find_processes(folder) + find_processes(database) == []
    assert not answers(broker_url)
    with services.running(folder, GIVEN) as environment:
        assert stack.has_cases(environment["OWNER_DATABASE_URL"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
def test_a_demo_that_is_killed_takes_its_children_along(folder):
    process = start(folder, stack.find_free_port())
    wait_for_welcome(process)
    broker_url = read_broker_url(folder)

    process.kill()
    process.communicate(timeout=60)

    until = time.monotonic() + 30
    while (find_processes(folder) or answers(broker_url)) and time.monotonic() < until:
        time.sleep(0.2)
    assert (find_processes(folder), answers(broker_url)) == ([], False)


def test_a_busy_port_gets_one_plain_sentence(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(folder, port)
        said, complaint = process.communicate(timeout=60)
    assert (process.returncode, said, complaint.strip()) == (
        1,
        "",
        f"Port {port} is in use by another program. Stop that program, or choose another port: "
        f"./dev demo --port {port + 1}",
    )


@pytest.mark.parametrize("port", [0, 99_999])
def test_a_port_that_there_is_not_gets_one_plain_sentence(port):
    with pytest.raises(stack.CannotStart) as refusal:
        stack.check_port(port)
    assert str(refusal.value) == (
        f"There is no port {port}: choose one from 1 to 65535, like ./dev demo --port 8000"
    )


def test_a_folder_in_use_without_a_running_demo_says_to_try_again(folder, capsys):
    with using(folder):
        process = start(folder, stack.find_free_port())
        _, complaint = process.communicate(timeout=60)
    assert complaint == (
        "The demo is just starting or stopping, or ./dev manage is using its data: try again in "
        "a moment.\n"
    )


def test_a_fresh_start_keeps_away_from_a_database_that_was_given(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@elsewhere/theirs")
    with pytest.raises(stack.CannotStart, match="DATABASE_URL names another"):
        demo.start_afresh(folder)


def test_a_child_that_dies_is_named_with_the_end_of_its_log(tmp_path):
    log = tmp_path / "worker.log"
    program = "import sys; print('one'); sys.exit('out of paper')"
    child = stack.Child("worker", [sys.executable, "-c", program], log=log, environment=GIVEN)
    child.process.wait(timeout=30)
    assert child.died
    assert stack.describe_death(child) == (
        f"“worker” ended (exit code 1); the end of {log}:\none\nout of paper"
    )
