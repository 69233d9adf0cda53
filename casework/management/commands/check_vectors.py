import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.rulebook import LAW
from statute.worked_cases.checking import Check, Finding, check_cases, write_value
from statute.worked_cases.reading import FaultyFile, WorkedCase, read_worked_cases


class Command(BaseCommand):
    help = "Compare worked cases, counted by hand, with what the rules of this service answer."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="every expectation, as JSON")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        check = check_cases([case for file in files for case in self._read(file)], LAW)
        if options["json"]:
            self._write_json(check)
        else:
            for finding in check.differing:
                self._write_difference(finding)
            for told in check.contradictions:
                self.stdout.write(f"Note: {told}.")
            self.stdout.write(check.summary)
        if check.differing:
            raise SystemExit(1)

    def _read(self, file: Path) -> list[WorkedCase]:
        try:
            return read_worked_cases(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{file} cannot be read: {fault}") from fault
        except FaultyFile as faulty:
            lines = "\n".join(f"  {fault}" for fault in faulty.faults)
            raise CommandError(f"{file} is not a file of worked cases:\n{lines}") from faulty

    def _write_json(self, check: Check) -> None:
        report = {
            "summary": check.summary,
            "contradictions": list(check.contradictions),
            "findings": [finding.as_json() for finding in check.findings],
        }
        self.stdout.write(json.dumps(report, indent=1, ensure_ascii=False))

    def _write_difference(self, finding: Finding) -> None:
        expected, answered = write_value(finding.expected), write_value(finding.answered)
        told = f"{finding.case_id} {finding.name}: expected {expected}, the rules give {answered}"
        self.stdout.write("\n".join([told, *(f"    {line}" for line in finding.working), ""]))
