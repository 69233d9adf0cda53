"""The published figures and the manager's pages, in a real browser at two widths."""

from datetime import UTC, date, datetime

import pytest

from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.facts import SchoolType
from statute.school_years import SchoolYear
from tests.factories import LocalAuthorityFactory, manager_of
from tests.transparency.builders import DUE_ON, build_case, build_many
from transparency import actions
from transparency.models import Reason

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server"),
]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
YEAR = SchoolYear(2025)
DECLINED = {"status": "CONCLUDED", "decided_on": DUE_ON, "invited": True, "attended": True}
LATE = {**DECLINED, "decided_on": date(2025, 10, 15), "attended": False}


@pytest.fixture
def manager():
    with scoped_transaction(WHOLE_SERVICE):
        authority = LocalAuthorityFactory(code="870", name="Sampleton")
        build_many(authority, SchoolType.ACADEMY, 14, **DECLINED)
        build_many(authority, SchoolType.ACADEMY, 3, **LATE)
        build_many(authority, SchoolType.ACADEMY, 5, **{**DECLINED, "status": "REINSTATED"})
        build_many(authority, SchoolType.MAINTAINED, 16, **DECLINED)
        build_many(authority, SchoolType.MAINTAINED, 7, **LATE)
        build_many(authority, SchoolType.PRU, 2, **{**DECLINED, "status": "REINSTATED"})
        build_case(authority, status="CANCELLED", told_after=2)
        return manager_of(authority)


def put_out(manager, reason=Reason.FIRST):
    with scoped_transaction(WHOLE_SERVICE):
        authority = manager.memberships.get().local_authority
        draft = actions.compile_release(authority=authority, year=YEAR, actor=manager, now=NOW)
    with scoped_transaction(WHOLE_SERVICE):
        actions.publish_release(
            release_id=draft.pk, digest=draft.digest, reason=reason, actor=manager, now=NOW
        )


def test_anybody_reads_the_figures(screen, manager):
    put_out(manager)
    page = screen.open("/figures/")
    assert screen.find_faults() == []

    page.get_by_role("link", name="School year 2025/26").click()
    page.get_by_role("heading", name="Each local authority").wait_for()
    assert screen.find_faults() == []
    screen.shoot("figures-year")

    page.get_by_role("link", name="Sampleton").click()
    page.get_by_role("heading", name="How we protect children").wait_for()
    assert screen.find_faults() == []
    screen.shoot("figures-authority")


def test_the_figures_work_without_scripts(plain_screen, manager):
    put_out(manager)
    page = plain_screen.open("/figures/2025-26/870/")

    assert (
        page.get_by_role("img", name="Academies and maintained schools side by side").count() == 1
    )
    page.get_by_role("rowheader", name="Met late").wait_for()


def test_a_manager_publishes_by_keyboard(screen, manager, time_machine):
    time_machine.move_to(NOW, tick=True)
    screen.sign_in(manager)
    page = screen.open("/figures/publish/")
    assert screen.find_faults() == []

    page.get_by_role("button", name="Count the figures").click()
    page.get_by_role("link", name="Select the school year").click()
    assert screen.find_faults() == []

    page.get_by_label("2025/26").check()
    page.get_by_role("button", name="Count the figures").press("Enter")
    page.get_by_role("heading", name="Check the figures before you publish them").wait_for()
    assert screen.find_faults() == []
    screen.shoot("figures-publish")

    page.get_by_role("button", name="Publish these figures").press("Enter")
    page.get_by_text("Release 1 is published.").wait_for()
    assert screen.find_faults() == []
