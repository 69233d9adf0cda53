"""The examples of the guide for school systems, run as they stand in it."""

import json
import re
import shlex
from base64 import b64encode
from pathlib import Path
from string import Template

import pytest
from django.test import Client as Browser

from casework.models import NoticeDraft
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.test_notice_api import TUESDAY
from tests.factories import CaseFactory, ContactFactory, SchoolFactory
from tests.programs.builders import make_client

GUIDE = Path("docs/guides/school-systems.md").read_text()
COMMANDS = re.findall(r"```sh\n(.*?)```", GUIDE, re.S)
[NOTICE] = re.findall(r"```json\n(.*?)```", GUIDE, re.S)


def run(command: str, **values: str):
    """Do what curl would, with these options alone: -u, -H, -d and the address."""
    words = shlex.split(Template(command).substitute(values).replace("\\\n", " "))
    assert words.pop(0) == "curl"
    headers, body, url = {}, None, ""
    while words:
        match words.pop(0):
            case "-u":
                shown = b64encode(words.pop(0).encode()).decode()
                headers["Authorization"] = f"Basic {shown}"
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-d":
                body = words.pop(0)
            case address:
                url = address
    if body is None:
        return Browser().get(url, headers=headers)
    body = NOTICE if body == "@notice.json" else body
    kind = headers.pop("Content-Type", "application/x-www-form-urlencoded")
    return Browser().post(url, body, content_type=kind, headers=headers)


@pytest.fixture
def school(db, time_machine):
    time_machine.move_to(TUESDAY, tick=False)
    school = SchoolFactory(urn=json.loads(NOTICE)["school"])
    ContactFactory(local_authority=school.local_authority)
    return school


def test_every_example_does_what_the_guide_says(school):
    case = CaseFactory(school=school)
    client, secret = make_client(school)
    ask_token, send, ask_notice, ask_cases, ask_case, refused = COMMANDS
    base = {"BASE": ""}

    token = run(ask_token, CLIENT_ID=client.client_id, CLIENT_SECRET=secret, **base).json()
    base["TOKEN"] = token["access_token"]
    sent = [run(send, **base) for _ in range(2)]
    notice = run(ask_notice, NOTICE=sent[0].json()["id"], **base)
    cases = run(ask_cases, **base)
    one = run(ask_case, CASE=str(case.public_id), **base)
    told = run(refused, **base)

    assert token["expires_in"] == 1800
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].content == sent[1].content
    assert notice.json()["state"] == "OPEN"
    assert [row["id"] for row in cases.json()["results"]] == [str(case.public_id)]
    assert one.json()["reference"] == case.reference
    assert (told.status_code, told.json()["code"]) == (422, "invalid")
    assert "first_name" in told.json()["faults"]
    declare(WHOLE_SERVICE)
    assert NoticeDraft.objects.count() == 1
