from statute.permanent_states import PERMANENT, PermanentState
from statute.side_states import EQUALITY_CLAIM, SIDE_MACHINES
from statute.states import Machine
from statute.states_page import write_states
from statute.suspension_states import SUSPENSION, SUSPENSION_BOARD

MACHINES = (PERMANENT, SUSPENSION, SUSPENSION_BOARD, *SIDE_MACHINES)
PAGE = write_states(MACHINES)


def test_every_machine_is_drawn_and_told():
    for machine in MACHINES:
        assert f"\n## {machine.name[0].upper()}{machine.name[1:]}\n" in PAGE
    drawn = [row for machine in MACHINES for row in machine.rows if len(row.sources) <= 4]
    arrows = sum(len(row.sources) or 1 for row in drawn)
    ends = sum(len(machine.ends) for machine in MACHINES)
    assert PAGE.count(" --> ") == arrows + ends
    rows = sum(len(machine.rows) for machine in MACHINES)
    assert sum(line.startswith("| ") for line in PAGE.splitlines()) == rows + 2 * len(MACHINES)


def test_the_first_step_comes_from_nowhere_and_an_end_goes_there():
    assert "    [*] --> ISSUED: decide to exclude permanently" in PAGE
    assert "    OFF_ROLLED --> [*]" in PAGE


def test_a_row_tells_its_guard_its_mark_and_what_it_sets_off():
    assert (
        "| AWAITING_BOARD | the board's last day passes | passing of days | AWAITING_BOARD, marked "
        "overdue |  | G7 |"
    ) in PAGE
    assert (
        "| ISSUED, AWAITING_BOARD | cancel | headteacher | CANCELLED | The board has not begun to "
        "meet, and the pupil has not been out for more than 45 days. | C4, C5, C6 |"
    ) in PAGE


def test_what_is_forbidden_is_told_where_there_is_any():
    assert "- extend it: a suspension cannot be extended: issue a new one" in PAGE
    assert "Refused outright" not in write_states([EQUALITY_CLAIM])


def test_a_machine_without_a_note_is_told_without_one():
    bare = Machine(name="x", source="none", rows=PERMANENT.rows[:1], ends=(PermanentState.ISSUED,))

    assert write_states([bare]).endswith("| N3, N4, N6, E1, E4 |\n")
