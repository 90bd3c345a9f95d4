"""Reads labelled pages with the program and scores what it says of them with the labelled folder's own scorer."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.export.records import review_record
from desktop.paths import SEEDS
from desktop.reading.reader import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Label = dict[str, Any]

HERE = Path(__file__).parent
#: The sites whose pages were not looked at while the rules of reading were made.
HELD_OUT = frozenset(json.loads((HERE / "held_out.json").read_text(encoding="utf-8")))


def labels_in(path: Path) -> list[Label]:
    """The labels of a file, one mapping a page."""
    labels: list[Label] = json.loads(path.read_text(encoding="utf-8"))
    return labels


def predictions(labels: Sequence[Label], folder: Path = SEEDS) -> dict[str, dict[str, object]]:
    """What the program reads from the page of every label, by its id."""
    return {label["id"]: review_record(read_file(folder / f"{label['id']}.txt")[0]) for label in labels}


@dataclass(frozen=True)
class Scorer:
    """The functions of a ``score.py``."""

    score: Callable[..., Any]
    print_report: Callable[..., None]

    @classmethod
    def load(cls, path: Path) -> Scorer:
        """The scorer at a path; raises ImportError where that is no Python module."""
        spec = importlib.util.spec_from_file_location("diptych_evaluation_score", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"not a module: {path}")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return cls(module.score, module.report)

    def report(self, name: str, labels: Sequence[Label], read: Mapping[str, object], *, errors: bool) -> None:
        """Print the scorer's table for some labels."""
        sys.stdout.write(f"=== {name}\n")
        self.print_report(list(labels), dict(read), errors, name)
        sys.stdout.write("\n")

    def macro(self, labels: Sequence[Label], read: Mapping[str, object]) -> float:
        """The last figure of the scorer's table, 0..1."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            self.print_report(list(labels), dict(read), False, "")
        return float(printed.getvalue().rstrip().rsplit("MACRO ", 1)[1])
