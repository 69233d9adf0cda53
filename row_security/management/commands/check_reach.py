"""
Check that the database keeps back what nobody has asked for by right.

Exit codes: 0, every table is closed or open for a stated reason, and without a scope no row of a
closed one can be read; 1, something gets past, and it is named; 2, it could not be checked.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from row_security import catalogue, checks
from row_security.scope import WHOLE_SERVICE, Scope, scoped_transaction

CLOSED, PASSES, NOT_CHECKED = 0, 1, 2


class Command(BaseCommand):
    help = "Check that no row of a case can be read without a scope: 0 closed, 1 not, 2 unknown."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = _check()
        except (DatabaseError, checks.UnboundRole) as why:
            said = str(why).splitlines()[0]
            report = {
                "verdict": "not checked",
                "faults": [f"the database could not be asked: {said}"],
            }
        self.stdout.write(json.dumps(report) if options["json"] else _tell(report))
        sys.exit({"closed": CLOSED, "not closed": PASSES}.get(report["verdict"], NOT_CHECKED))


def _check() -> dict[str, Any]:
    with scoped_transaction(WHOLE_SERVICE):
        faults, kept = catalogue.find_gaps(), catalogue.count_rows_in_reach()
    with scoped_transaction(Scope()):
        reached = catalogue.count_rows_in_reach()
    faults += [
        f"{rows:,} rows of {name} can be read without a scope"
        for name, rows in reached.items()
        if rows
    ]
    return {
        "verdict": "not closed" if faults else "closed",
        "tables": len(kept),
        "rows_kept": sum(kept.values()),
        "rows_in_reach_without_a_scope": sum(reached.values()),
        "faults": faults,
    }


def _tell(report: dict[str, Any]) -> str:
    if report["verdict"] == "not checked":
        return f"Not checked: {report['faults'][0]}."
    about = (
        f"{report['tables']} tables are closed; of their {report['rows_kept']:,} rows "
        f"{report['rows_in_reach_without_a_scope']:,} can be read without a scope."
    )
    if not report["faults"]:
        return f"Closed. {about}"
    return "\n".join(["NOT CLOSED.", *(f"  {fault}." for fault in report["faults"]), about])
