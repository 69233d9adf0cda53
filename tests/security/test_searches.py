"""Text that would be a command, were it joined into one, is looked for as it stands."""

import pytest

from casework.caseload import search
from casework.models import Case
from organisations.models import School
from organisations.queries import get_memberships, get_open_schools
from tests.authorisation.world import build

HOSTILE = (
    "' OR '1'='1", "'; DROP TABLE casework_case; --", "%", "%%%", "_", "___", "\\", "\\%",
    "') OR TRUE --", "1 UNION SELECT email FROM organisations_user", "*",
    "{0}", "%s", "$1", "%(a)s",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_a_command_finds_nothing_and_does_nothing(db, settings, tmp_path, words):
    settings.MEDIA_ROOT = tmp_path
    world = build()
    authority, counted = world.case.authority, (Case.objects.count(), School.objects.count())

    assert list(search(world.people["manager"], words).cases) == []
    assert list(get_memberships(authority, search=words)) == []
    assert list(get_open_schools(authority, search=words)) == []
    assert (Case.objects.count(), School.objects.count()) == counted


def test_what_is_there_is_found(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build()
    authority, head = world.case.authority, world.people["head"]

    assert list(search(world.people["manager"], world.case.reference).cases) != []
    assert list(get_memberships(authority, search=head.last_name)) != []
    assert list(get_open_schools(authority, search=world.case.school.name)) != []
