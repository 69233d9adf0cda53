"""./dev itself, as whoever has just cloned the project would meet it."""

import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def dev(tmp_path, monkeypatch) -> ModuleType:
    """Return ./dev as a module, whose every folder lies elsewhere."""
    loader = importlib.machinery.SourceFileLoader("dev", str(ROOT / "dev"))
    spec = importlib.util.spec_from_loader("dev", loader)
    assert spec is not None
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    places = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "BIN": tmp_path / ".venv/bin"}
    places |= {"PYTHON": tmp_path / ".venv/bin/python", "DATA": tmp_path / ".devdata"}
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    (tmp_path / "requirements").mkdir()
    for name in ("bootstrap", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(name)
    monkeypatch.chdir(tmp_path)
    return module


@pytest.fixture
def commands(dev, monkeypatch):
    """Return what would have been run; each command succeeds unless its name is in ``failing``."""
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "failing", set(), raising=False)

    def run(*command: object, **_: str) -> int:
        ran.append([Path(str(part)).name for part in command])
        if "venv" in ran[-1]:
            dev.BIN.mkdir(parents=True, exist_ok=True)
            dev.PYTHON.touch()
        return int(any(name in ran[-1] for name in dev.failing))

    monkeypatch.setattr(dev, "run", run)
    return ran


def test_an_unknown_command_shows_the_commands():
    done = subprocess.run(
        [sys.executable, "dev", "dance"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stdout.startswith("./dev demo     a running system")


def test_a_python_that_is_too_old_gets_one_sentence(dev, capsys, monkeypatch):
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    assert dev.main("demo") == 1
    said = capsys.readouterr().err
    assert said.startswith("Python 3.11 or newer is needed; this is ")
    assert said.count("\n") == 1


def test_the_script_can_be_read_by_a_python_that_is_too_old():
    compile((ROOT / "dev").read_text(), "dev", "exec", dont_inherit=True)
    done = subprocess.run(
        [sys.executable, "-c", "import ast; ast.parse(open('dev').read(), feature_version=(3, 8))"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_venv_module_gets_one_sentence(dev, commands, capsys, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev, "install", lambda *packages: False)
    assert dev.main("demo") == 1
    assert capsys.readouterr().err == (
        "Setting up .venv …\n"
        "Python's venv module is missing: install your system's python3-venv package.\n"
    )


def test_a_venv_is_made_once_and_made_anew_when_it_was_left_half_made(dev, commands):
    dev.set_up_python()
    whole = [command[0] for command in commands]
    dev.set_up_python()
    assert [command[0] for command in commands] == whole
    assert "--clear" in commands[0]

    (dev.VENV / "stamp").unlink()
    dev.set_up_python()
    assert [command[0] for command in commands] == whole * 2


def test_a_changed_lock_is_installed_without_beginning_again(dev, commands, tmp_path):
    dev.set_up_python()
    commands.clear()
    (tmp_path / "requirements/dev.txt").write_text("another")
    dev.set_up_python()
    assert ["--clear" in command for command in commands] == [False, False]


def test_packages_that_cannot_be_had_get_a_sentence_and_no_stamp(dev, commands, capsys):
    dev.failing = {"dev.txt"}
    assert dev.main("demo") == 1
    assert capsys.readouterr().err.endswith(
        "The Python packages could not be installed; the lines above say why.\n"
    )
    assert not (dev.VENV / "stamp").exists()


def test_where_there_is_no_uv_plain_pip_does_it(dev, commands):
    dev.failing = {"bootstrap.txt"}
    dev.set_up_python()
    assert commands[-1][1:4] == ["-m", "pip", "install"]
    assert (dev.VENV / "stamp").exists()


def test_missing_libraries_are_named(dev, monkeypatch):
    monkeypatch.setattr(dev, "LIBRARIES", {"libnothing-1.so.0": "libnothing-1-0"})
    monkeypatch.setattr(dev, "FONTS", dev.ROOT / "nowhere")
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "install", lambda *packages: False)
    with pytest.raises(dev.Stop) as stop:
        dev.set_up_libraries()
    assert str(stop.value) == (
        "Letters need system libraries that are missing: install libnothing-1-0 fonts-dejavu-core "
        "and try again."
    )


def test_system_packages_are_installed_only_as_root_on_debian(dev, commands, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    assert not dev.install("chromium")
    assert commands == []
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    assert dev.install("chromium")
    assert commands[-1][-1] == "chromium"


def test_a_missing_browser_stops_the_tests_only_where_it_is_required(dev, monkeypatch):
    became = []
    for name in ("set_up_assets", "set_up_libraries"):
        monkeypatch.setattr(dev, name, lambda: None)
    monkeypatch.setattr(dev, "set_up_browser", lambda: False)
    monkeypatch.setattr(dev, "become", lambda *command: became.append(command))
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)  # it may be set for this very run
    dev.test("tests/statute")
    assert [command[-1] for command in became] == ["tests/statute"]

    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    with pytest.raises(dev.Stop, match="no Chromium"):
        dev.test()
