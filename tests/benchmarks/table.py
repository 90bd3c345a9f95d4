"""The table that the benchmarks print: goal, floor in the same run, what was measured, their ratio, reached or not."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass

from typing_extensions import override

_HEAD = f"{'goal':>4}  {'what':<66}{'floor':>12}{'measured':>12}{'ratio':>9}{'at most':>9}  reached"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``floor`` and ``measured`` are in ``unit``; the goal is a ratio of at most ``limit``.

    Where the goal is a plain figure (90 s, 5 ms, a frame) that figure is the floor, and ``limit`` how many of it are allowed.
    """

    goal: int
    what: str
    floor: float
    measured: float
    limit: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """What was measured, in floors."""
        return self.measured / self.floor if self.floor else float("inf")

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.limit

    @override
    def __str__(self) -> str:
        places = 2 if self.limit >= 0.1 else 4
        limit = f"{self.limit:.{places}f}".rstrip("0").rstrip(".")
        columns = f"{self._told(self.floor):>12}{self._told(self.measured):>12}{self.ratio:>9.{places}f}{limit:>9}"
        return f"{self.goal:>4}  {self.what:<66}{columns}  {'yes' if self.reached else 'NO'}"

    def _told(self, value: float) -> str:
        places = 0 if value >= 1000 else 1 if value >= 10 else 2
        return f"{value:,.{places}f} {self.unit}"


def say(line: str) -> None:
    """A line on the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def begin() -> None:
    """The head of the table."""
    say(_HEAD)
    say("-" * len(_HEAD))


def sent(figure: Figure) -> str:
    """A figure as one process tells it to another; see :func:`received`."""
    return "figure " + json.dumps(asdict(figure))


def received(line: str) -> Figure | None:
    """The figure in a line, None where the line tells something else."""
    return Figure(**json.loads(line.removeprefix("figure "))) if line.startswith("figure {") else None
