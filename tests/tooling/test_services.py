import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from embedded import on_services, services
from embedded.postgres import EmbeddedPostgres
from embedded.stopping import Child
from embedded.turns import InUse, using
from embedded.unprivileged import Account


def alive(pid: int) -> bool:
    """Tell whether it still runs; one that ended and was not asked about yet does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_servers_are_started_asked_stopped_and_removed(tmp_path):
    folder = tmp_path / "run-1"
    with services.running_for_once(folder, {"OTHER": "kept"}) as environment:
        with psycopg.connect(environment["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("hearings_app",)
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
        assert redis.Redis.from_url(environment["REDIS_URL"]).ping()
        assert environment["OTHER"] == "kept"
        home = Account.home_of(folder / "postgres", "pg")
        assert home.exists()
    assert (folder.exists(), home.exists()) == (False, False)


def test_what_was_given_is_used_and_nothing_is_started(tmp_path):
    given = {"DATABASE_URL": "a", "OWNER_DATABASE_URL": "b", "REDIS_URL": "c"}
    with services.running(tmp_path, given) as environment:
        assert environment == given
    assert list(tmp_path.iterdir()) == []


def test_a_durable_server_waits_for_the_disk(tmp_path):
    with (
        services.running_for_once(tmp_path / "run-1", {"REDIS_URL": "x"}, durable=True) as given,
        psycopg.connect(given["DATABASE_URL"]) as connection,
    ):
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_what_a_killed_run_left_is_stopped_and_removed_but_not_what_is_in_use(tmp_path):
    left, used, new = (tmp_path / f"run-{name}" for name in ("left", "used", "new"))
    postgres = EmbeddedPostgres(left / "postgres")
    postgres.start()
    pid = int((postgres.data / "postmaster.pid").read_text().split()[0])
    for folder in (left, used, new):
        folder.mkdir(exist_ok=True)
        (folder / "lock").touch()
    for folder in (left, used):
        os.utime(folder / "lock", (1, 1))
    with using(used):
        os.utime(used / "lock", (1, 1))
        services.remove_abandoned(tmp_path)

    assert [left.exists(), used.exists(), new.exists()] == [False, True, True]
    assert (alive(pid), postgres.account.home.exists()) == (False, False)


def test_a_folder_is_held_by_one_process_at_a_time(tmp_path):
    program = "import sys, embedded.turns as t, pathlib\nwith t.using(pathlib.Path(sys.argv[1])): 0"
    command = [sys.executable, "-c", program, str(tmp_path)]
    with using(tmp_path), pytest.raises(InUse), using(tmp_path):
        pass
    with using(tmp_path):
        assert subprocess.run(command, capture_output=True).returncode == 1
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_with_services_hands_on_the_exit_code_and_leaves_nothing(tmp_path):
    program = "import os, sys; print(os.environ['DATABASE_URL'], os.getppid()); sys.exit(7)"
    command = [sys.executable, "-m", "embedded.with_services", sys.executable, "-c", program]
    given = {k: v for k, v in os.environ.items() if k not in services.DATABASE}
    done = subprocess.run(command, env=given, capture_output=True, text=True, timeout=120)
    assert done.returncode == 7, done.stderr
    url, parent = done.stdout.split()
    assert url.startswith("postgresql://hearings_app@")
    assert not (Path(".devdata") / f"run-{parent}").exists()


def test_a_child_that_will_not_stop_is_ended_with_all_it_started(tmp_path):
    program = (
        "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(os.fork(), flush=True); time.sleep(600)"
    )
    log = tmp_path / "stubborn.log"
    child = Child("stubborn", [sys.executable, "-c", program], log=log, environment={})
    while len(log.read_text().splitlines()) < 2:
        time.sleep(0.05)
    grandchild = max(int(line) for line in log.read_text().splitlines())
    child.stop(seconds=0.5)

    assert child.process.returncode == -signal.SIGKILL
    until = time.monotonic() + 10  # the grandchild is reaped by whoever inherited it
    while alive(grandchild) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(grandchild)


def test_where_no_service_answers_the_command_is_not_run_and_that_is_said(monkeypatch, capsys):
    monkeypatch.setattr(on_services, "ADMIN_URL", "postgresql://postgres@127.0.0.1:1/postgres")
    assert on_services.main("false") == 0
    assert capsys.readouterr().out == "Nothing was run again: no PostgreSQL service answers.\n"


def test_on_a_service_the_command_has_a_database_of_its_own_dropped_afterwards(
    tmp_path, monkeypatch, capfd
):
    with services.running(tmp_path / "own", {}) as given:
        superuser = given["OWNER_DATABASE_URL"].replace("hearings_owner@", "postgres@")
        monkeypatch.setattr(on_services, "ADMIN_URL", superuser.replace("/hearings", "/postgres"))
        monkeypatch.setattr(on_services, "REDIS_URL", given["REDIS_URL"])
        program = (
            "import os, psycopg as p; print(p.connect(os.environ['DATABASE_URL']).info.dbname)"
        )
        code = on_services.main(sys.executable, "-c", program)
        name = capfd.readouterr().out.strip()
        with psycopg.connect(superuser) as server:
            [names] = zip(
                *server.execute("SELECT datname FROM pg_database").fetchall(), strict=True
            )
    services.forget(tmp_path / "own")
    assert (code, name) == (0, f"hearings_ci_{os.getpid()}")
    assert name not in names
