"""The pages of docs/reference/ that are written from the code, so that the two cannot differ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casework import state_diagram
from config import asvs, permissions, schema_page, settings_page
from data_protection import schedule_page
from statute import coverage_page, figures_page, reference_page, states_page
from statute.coverage import COVERAGE
from statute.law import LAW, WALES
from statute.law.figures import FIGURES
from statute.permanent_states import PERMANENT
from statute.reason_codes import REASON_CODES
from statute.side_states import SIDE_MACHINES
from statute.suspension_states import SUSPENSION, SUSPENSION_BOARD

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
MACHINES = (PERMANENT, SUSPENSION, SUSPENSION_BOARD, *SIDE_MACHINES)
PAGES: dict[str, Callable[[], str]] = {
    "case-states.md": state_diagram.draw,
    "permissions.md": permissions.write,
    "settings.md": settings_page.write,
    "retention.md": schedule_page.write,
    "../security/asvs.md": asvs.write,
    "openapi.yaml": schema_page.write,
    "statutory-limits.md": lambda: reference_page.write_limits(LAW, WALES),
    "thresholds.md": lambda: figures_page.write_figures(FIGURES),
    "legal-states.md": lambda: states_page.write_states(MACHINES),
    "law-coverage.md": lambda: coverage_page.write_coverage(COVERAGE),
    "reason-codes.md": lambda: reference_page.write_reasons(REASON_CODES),
}


def write_all() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page())


def find_outdated() -> list[str]:
    """Return the names of the pages that say something else than the code."""
    return [name for name, page in PAGES.items() if _read(FOLDER / name) != page()]


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
