"""The twelve goals in one table: ``uv run python -m tests.benchmarks [CORPUS] [--goals 1 2] [--rows N]``.

CORPUS is a script that unpacks reviews (called with a target folder and ``--count N``), or a folder of review files; without
one the reviews are invented. Each goal has its floor measured in the same run, so that what counts is their ratio; a goal that
is missed stays in the table. Goals run in processes of their own, on the display there is, or offscreen.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks import corpora, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.table import Figure

_ALL: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
_FEW: Final = 2_000
_PATIENCE: Final = 3_600  # seconds for one group of goals


def main() -> int:
    """Print the table; the exit code is 0 whether the goals are reached or not."""
    options = _options()
    if options.part:
        for figure in _figures(options.part, options):
            table.say(table.sent(figure))
        return 0
    with tempfile.TemporaryDirectory(prefix="diptych-benchmarks-") as made:
        work = options.work or Path(made)
        work.mkdir(parents=True, exist_ok=True)
        table.begin()
        missed = 0
        for part, goals in _PARTS.items():
            if set(goals) & set(options.goals):
                missed += _run(part, work, options)
        table.say(f"\n{missed} missed" if missed else "\nall reached")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="The twelve goals in one table.")
    parser.add_argument("corpus", nargs="?", type=Path, help="a script that unpacks reviews, or a folder of them")
    parser.add_argument("--goals", nargs="+", type=int, default=_ALL, choices=_ALL, help="only these")
    parser.add_argument("--rows", type=int, default=50_000, help="reviews in the large library (50,000)")
    parser.add_argument("--work", type=Path, help="a folder to make the corpora in, and to find them there the next time")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    return parser.parse_args()


# The parts that run in a process of their own, and the goals that each measures.
_PARTS: Final = {
    "start": (1,),
    "listing": (2,),
    "understanding": (3, 11),
    "library": (4, 7),
    "changes": (3,),
    "keys": (5, 6),
    "many-keys": (5, 6),
    "window": (9,),
    "rows": (8,),
    "comparison": (10,),
    "reading": (12,),
}


def _run(part: str, work: Path, options: argparse.Namespace) -> int:
    """Run a part and print its figures; how many goals it missed."""
    command = [sys.executable, "-m", "tests.benchmarks", "--part", part, "--work", str(work), "--rows", str(options.rows)]
    if options.corpus:
        command.append(str(options.corpus.absolute()))
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment |= {f"XDG_{name}_HOME": str(work / f"home-{part}") for name in ("CONFIG", "CACHE", "DATA")}
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    missed = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stdout or ():
            figure = table.received(line)
            if figure is not None and figure.goal in options.goals:
                table.say(str(figure))
                missed += not figure.reached
    if process.returncode:
        missed += 1
        table.say(f"{', '.join(map(str, _PARTS[part])):>4}  not measured: the run ended with {process.returncode}, see above")
    return missed


def _figures(part: str, options: argparse.Namespace) -> Iterator[Figure]:
    """The figures of a part, measured here."""
    if part in {"start", "listing", "understanding"}:
        from tests.benchmarks import starting  # noqa: PLC0415 - Qt and the program only where a part needs them

        many = corpora.folder(options.corpus, options.rows, options.work)
        if part == "start":
            yield from starting.starts(corpora.folder(options.corpus, _FEW, options.work), options.work)
        elif part == "listing":
            yield from starting.listing(many, options.rows, options.work)
        else:
            yield from starting.understanding(many, options.rows, options.work)
    elif part == "library":
        from tests.benchmarks import searching  # noqa: PLC0415 - as above

        library, texts = searching.invented_library(options.rows)
        yield from searching.searches(library, texts)
        yield from searching.sorts(library)
    elif part == "reading":
        from tests.benchmarks import deep  # noqa: PLC0415 - as above

        yield from deep.pages(corpora.folder(options.corpus, _FEW, options.work))
    else:
        yield from _in_window(part, options)


def _in_window(part: str, options: argparse.Namespace) -> Iterator[Figure]:
    from tests.benchmarks import comparison, searching, showing  # noqa: PLC0415 - as above

    screen = showing.Screen()
    if part == "changes":
        yield from showing.changes(screen, options.rows)
    elif part == "keys":
        yield from showing.keys(screen, options.rows, 1.3, 6)
    elif part == "many-keys":
        yield from showing.keys(screen, options.rows * 4, 2.5, 18)
    elif part == "window":
        yield from showing.selecting(screen)
    elif part == "rows":
        yield from showing.resets(screen, searching.invented_library(options.rows)[0])
    else:
        yield from comparison.figures(screen)
    screen.end()


if __name__ == "__main__":
    sys.exit(main())
