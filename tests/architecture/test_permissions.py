"""The table of what a role may do is whole, and it is what the code asks."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from audit.permissions import EVERYBODY, NOBODY, Look, Row, Whose, of
from casework import access, permissions
from casework.states import MOVES, CaseStatus, may_move
from config.permissions import COLUMNS, ROOMS, get_rows, write
from organisations.roles import Role
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    clerk_of,
    headteacher_of,
    officer_of,
    staff_of,
)

ROOT = Path(__file__).parent.parent.parent
BY_TWO_ROWS = {
    "casework.duties.record_done",  # of the head's duties, and of the board's
    "casework.invitations.invite",  # governors, and who reviews
}


def files_of(room):
    return [
        path
        for path in (ROOT / room).rglob("*.py")
        if path.name != "permissions.py" and "migrations" not in path.parts
    ]


def find_actions(room):
    """Every function that is @on_the_record, by its address without "actions"."""
    for path in files_of(room):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).replace(".actions", "")
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and "on_the_record" in map(
                ast.unparse, node.decorator_list
            ):
                yield f"{module}.{node.name}"


def get_all():
    return [row for rows in get_rows().values() for row in rows]


ACTIONS = {action for module in ROOMS.values() for action in find_actions(module.__package__)}


def test_there_are_actions_to_be_compared():
    assert {"casework.notices.give_notice", "notifications.send_again"} < ACTIONS
    assert len(ACTIONS) > 70


def test_every_action_has_its_row_and_every_row_its_action():
    assert {row.action for row in get_all() if not isinstance(row, Look)} == ACTIONS
    assert ACTIONS.isdisjoint(row.action for row in get_all() if isinstance(row, Look))


def test_no_action_has_two_rows():
    named = Counter(row.action for row in {row.what: row for row in get_all()}.values())
    assert {action for action, rows in named.items() if rows > 1} == BY_TWO_ROWS


def test_every_row_that_lets_some_in_is_asked_somewhere():
    """A row that no code names, and whose grants no other row shares, would bind nobody."""
    asked = []
    for module in ROOMS.values():
        code = "\n".join(path.read_text() for path in files_of(module.__package__))
        asked += [
            value
            for name, value in vars(module).items()
            if name.isupper() and re.search(rf"\b{name}\b", code)
        ]
    bound = {id(getattr(one, "grants", None)) for one in asked}
    unasked = {
        row.action
        for row in get_all()
        if id(row.grants) not in bound
        and not {grant.whose for grant in row.grants} <= {Whose.OWN, Whose.SERVICE}
    }
    by_move = {row.action for row in (permissions.TELL_BOARD, permissions.CANCEL)}
    by_move |= {permissions.CONCLUDE.action}  # casework.moves asks MOVES, whose rows these are
    by_filter = {permissions.LOOK.action, permissions.OPEN_DOCUMENT.action}  # visible_to
    assert unasked <= by_move | by_filter


def test_every_role_of_a_row_is_a_column_of_the_page():
    roles = {grant.role for row in get_all() for grant in row.grants}
    assert roles <= {*COLUMNS, EVERYBODY, NOBODY}
    assert set(COLUMNS) == set(Role)


def test_the_page_says_who_may_and_in_which_state():
    line = next(line for line in write().splitlines() if line.startswith("| Cancel an exclusion |"))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells == [
        "Cancel an exclusion", "", "school", "", "", "", "", "", "", "", "",
        "Excluded: the governing board has not been told; Awaiting the governing board",
    ]  # fmt: skip


MOVING = {
    permissions.TELL_BOARD: CaseStatus.AWAITING_BOARD,
    permissions.CANCEL: CaseStatus.CANCELLED,
    permissions.CONCLUDE: CaseStatus.CONCLUDED,
}


@pytest.mark.parametrize("row", MOVING, ids=lambda row: row.action)
def test_a_row_of_a_move_agrees_with_the_move_in_every_state(db, row):
    """Role by action by state: the button that asks the row and the action that makes the move."""
    case = CaseFactory()
    people = [
        officer_of(case.authority), headteacher_of(case.school),
        staff_of(case.school), clerk_of(case.school),
    ]  # fmt: skip
    for case.status in CaseStatus:
        for user in people:
            by_row = access.permits(row, user, case)
            by_move = may_move(CaseStatus(case.status), MOVING[row], actor=user, school=case.school)
            assert by_row == by_move, (case.status, user.memberships.get().role)


def test_a_move_that_two_roles_make_from_different_states_would_need_two_rows():
    """Rows know states and roles apart; this holds as long as the moves let them be."""
    for to in set(MOVING.values()):
        assert len({move.by for (_, goal), move in MOVES.items() if goal is to}) == 1


def test_grants_are_held_of_what_they_say(db):
    case = CaseFactory(home_authority=LocalAuthorityFactory())
    home, own = officer_of(case.home_authority), officer_of(case.authority)
    for whose, lets_in in (
        (Whose.HOME, [home]), (Whose.AUTHORITY, [own]), (Whose.EDUCATING, [home]),
        (Whose.SCHOOL, [own]), (Whose.ASSIGNED, []),
    ):  # fmt: skip
        row = Row("x", "x", of(whose, Role.LA_OFFICER))
        assert [user for user in (home, own) if access.permits(row, user, case)] == lets_in
