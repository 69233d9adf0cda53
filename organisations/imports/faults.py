"""What is wrong with a file that was to be read in: every fault at once, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where it is, what stands there, and what to do about it."""

    line: int  # 0: the file as a whole
    column: str
    typed: str
    advice: str

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else "the file"
        named = f", {self.column}" if self.column else ""
        shown = f" (“{self.typed[:60]}”)" if self.typed else ""
        return f"{place}{named}{shown}: {self.advice}"


class FaultyFile(Exception):
    """The file has faults. Nothing of it was taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: f.line))
        found = "1 fault" if len(self.faults) == 1 else f"{len(self.faults):,} faults"
        super().__init__(f"{found} in the file; nothing was changed")

    def describe(self) -> list[str]:
        """Return the first faults, one sentence each, and how many more there are."""
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if (more := len(self.faults) - SHOWN) > 0:
            lines.append(f"and {more:,} more")
        return lines
