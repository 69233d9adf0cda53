"""
What the compose schema cannot see.  No container engine is needed; none of this proves that an
image builds or starts.
"""

import re
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
NAMES_OF_SECRETS = re.compile("PASSWORD|SECRET|KEY|TOKEN")
PINNED = re.compile(r":[^:/]*\d")


def find_faults(compose: dict[str, Any]) -> list[str]:
    """Return every fault of a compose file, in words."""
    services = compose["services"]
    faults = [f for name, service in services.items() for f in _faults_of(name, service, compose)]
    # Row-level security does not bind an owner, so the service must not be able to become one.
    know = {name for name, s in services.items() if "hearings_owner" in str(s.get("environment"))}
    if know != {"migrate"}:
        faults.append(f"the owner of the tables is known to {sorted(know)}")
    return faults


def _faults_of(name: str, service: dict[str, Any], compose: dict[str, Any]) -> list[str]:
    services = compose["services"]
    waits = service.get("depends_on", {})
    healthy = [other for other, how in waits.items() if how["condition"] == "service_healthy"]
    mounts = {str(volume).split(":")[0] for volume in service.get("volumes", [])}
    files = {mount for mount in mounts if mount.startswith(".")}
    environment = service.get("environment") or {}
    ports = [str(port) for port in service.get("ports", [])]
    wrong = {
        "waits for a service that is not there": set(waits) - set(services),
        "waits for a service that cannot tell its health": [
            other for other in healthy if "healthcheck" not in services.get(other, {})
        ],
        "mounts a volume that is not declared": mounts - files - set(compose.get("volumes", {})),
        "mounts a file that is not there": [f for f in files if not (ROOT / f).exists()],
        "joins a network that is not declared": set(service.get("networks", []))
        - set(compose.get("networks", {})),
        "has an image that is not pinned": []
        if "build" in service or PINNED.search(service["image"])
        else [service["image"]],
        "holds a secret": [
            key
            for key, value in environment.items()
            if NAMES_OF_SECRETS.search(key) and not str(value).startswith("${")
        ],
        "is published and is not the pages": ports if name != "web" else [],
        "is published beyond this machine": [p for p in ports if not p.startswith("127.0.0.1:")],
        "can write to its own files": [] if service.get("read_only") is True else [name],
        "keeps capabilities": [] if service.get("cap_drop") == ["ALL"] else [name],
        "may gain privileges": []
        if "no-new-privileges:true" in service.get("security_opt", [])
        else [name],
        "cannot tell its health": []
        if "healthcheck" in service or service.get("restart") == "no"
        else [name],
    }
    return [f"{name} {fault}: {sorted(what)}" for fault, what in wrong.items() if what]


def test_the_compose_file_has_no_fault():
    assert find_faults(COMPOSE) == []


SPOILT = {
    "web waits for a service that is not there: ['cache']": {
        "depends_on": {"cache": {"condition": "service_started"}}
    },
    "web waits for a service that cannot tell its health: ['migrate']": {
        "depends_on": {"migrate": {"condition": "service_healthy"}}
    },
    "web mounts a volume that is not declared: ['attic']": {"volumes": ["attic:/attic"]},
    "web mounts a file that is not there: ['./nothing.sh']": {"volumes": ["./nothing.sh:/x:ro"]},
    "web joins a network that is not declared: ['moon']": {"networks": ["moon"]},
    "web holds a secret: ['SECRET_KEY']": {"environment": {"SECRET_KEY": "correct horse"}},
    "web is published beyond this machine: ['8000:8000']": {"ports": ["8000:8000"]},
    "web can write to its own files: ['web']": {"read_only": False},
    "web keeps capabilities: ['web']": {"cap_drop": []},
    "web may gain privileges: ['web']": {"security_opt": []},
    "the owner of the tables is known to ['migrate', 'web']": {
        "environment": {"OWNER": "hearings_owner"}
    },
}


@pytest.mark.parametrize("fault", SPOILT)
def test_each_fault_is_found(fault):
    spoilt = deepcopy(COMPOSE)
    spoilt["services"]["web"] |= SPOILT[fault]
    assert find_faults(spoilt) == [fault]


def test_an_image_that_is_not_pinned_and_a_silent_service_are_found():
    spoilt = deepcopy(COMPOSE)
    spoilt["services"]["mail"]["image"] = "axllent/mailpit:latest"
    del spoilt["services"]["redis"]["healthcheck"]
    assert find_faults(spoilt) == [
        *(
            f"{name} waits for a service that cannot tell its health: ['redis']"
            for name in ("web", "worker-notices", "worker-documents", "beat")
        ),
        "redis cannot tell its health: ['redis']",
        "mail has an image that is not pinned: ['axllent/mailpit:latest']",
    ]


def test_the_queues_of_the_workers_are_those_that_tasks_are_sent_to(settings):
    commands = [s.get("command", []) for s in COMPOSE["services"].values()]
    served = [c[c.index("-Q") + 1] for c in commands if "-Q" in c]
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert {queue for one in served for queue in one.split(",")} == routed | {
        settings.CELERY_TASK_DEFAULT_QUEUE
    }


def test_every_room_and_nothing_else_goes_into_the_image():
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    others = {".npmrc", "assets", "manage.py", "package-lock.json", "package.json",
              "requirements/runtime.txt", "templates"}  # fmt: skip
    assert allowed == set(rooms["root_packages"]) | others
    assert [name for name in allowed if not (ROOT / name).exists()] == []


def test_every_variable_of_the_compose_file_is_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    example = (ROOT / "deploy" / "example.env").read_text().splitlines()
    given = {line.split("=")[0] for line in example if line and not line.startswith("#")}
    assert asked == given
