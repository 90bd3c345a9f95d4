"""Goals 1, 2, 3 and 11: from the start of the program to its window, to all rows, to everything understood; and the memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.paths import SEEDS
from tests.benchmarks.table import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE: Final = 1_800  # seconds that one run may take
_PROJECT: Final = Path(__file__).parents[2]
_BLOCK: Final = 65_536  # bytes that the floor reads of a file
FRAME: Final = 16.7  # milliseconds


def run(what: str, until: str, home: Path, wanted: int = 0, *paths: Path) -> dict[str, float]:
    """Start a child (see :mod:`tests.benchmarks.child`) and return what it told, in milliseconds and MiB."""
    environment = dict(os.environ)
    # Users have the bytecode of what they installed.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "CACHE", "DATA")}
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.child",
        what,
        str(time.monotonic()),
        until,
        str(wanted),
        *map(str, paths),
    ]
    done = subprocess.run(
        command, cwd=_PROJECT, env=environment, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE, check=True
    )
    return {name: float(value) for name, _, value in (line.partition(" ") for line in done.stdout.splitlines())}


def read_all(top: Path) -> int:
    """Read the files below a folder, up to a block of each: the bare loop that loading is measured by. Returns the bytes."""
    total = 0
    waiting = [str(top)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    handle = os.open(entry.path, os.O_RDONLY)
                    total += len(os.read(handle, _BLOCK))
                    os.close(handle)
    return total


def _fastest(times: int, job: Callable[[], float]) -> float:
    return min(job() for _ in range(times))


def _bare_loop(top: Path) -> float:
    begun = time.perf_counter()
    read_all(top)
    return (time.perf_counter() - begun) * 1000


def starts(few: Path, work: Path) -> Iterator[Figure]:
    """Goal 1: start to mapped window, on the sample reviews and on some thousand files."""
    home = work / "home-start"
    for warm in ("bare", "program"):
        run(warm, "mapped", home, 0, *((SEEDS,) if warm == "program" else ()))
    for name, paths in (("the sample reviews", (SEEDS,)), ("a folder of 2,000", (few,))):
        bare, program = [], []
        for _ in range(9):  # by turns, so that what else the machine does falls on both
            bare.append(run("bare", "mapped", home)["mapped"])
            program.append(run("program", "mapped", home, 0, *paths)["mapped"])
        yield Figure(1, f"start to mapped, {name}; floor: bare window", _typical(bare), _typical(program), 1.35)


def _typical(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def listing(many: Path, count: int, work: Path) -> Iterator[Figure]:
    """Goal 2: start to all rows listed and searchable, nothing known before."""
    floor = _fastest(3, lambda: _bare_loop(many))

    def listed() -> dict[str, float]:
        home = work / "home-listing"
        shutil.rmtree(home, ignore_errors=True)
        return run("program", "listed", home, count, many)

    runs = sorted((listed() for _ in range(3)), key=lambda told: told["listed"])
    told = runs[0]
    yield Figure(2, f"start to all {count:,} listed; floor: bare read loop", floor, told["listed"], 2.5)
    yield Figure(2, "first rows, after the window; floor: 20 ms", 20, max(told["rows"] - told["mapped"], 0), 1)


def understanding(many: Path, count: int, work: Path) -> Iterator[Figure]:
    """Goals 3 and 11: everything understood in the background, then opened again from the cache, and its memory."""
    home = work / "home-understanding"
    shutil.rmtree(home, ignore_errors=True)
    told = run("program", "understood", home, count, many)
    took = (told["all"] - told["listed"]) / 1000
    yield Figure(3, f"all {count:,} understood; floor: 90 s for 50,000", 90 * count / 50_000, took, 1, "s")
    yield Figure(
        3, "frames p95 while they are understood; floor: idle", told["p95-idle"], told.get("p95-understanding", 0), 1.3
    )
    for phase in ("loading", "understanding"):
        if f"max-{phase}" in told:
            yield Figure(3, f"longest frame while {phase}; floor: a frame", FRAME, told[f"max-{phase}"], 1)
    floor = _fastest(3, lambda: _bare_loop(many))
    again = min((run("program", "listed", home, count, many) for _ in range(3)), key=lambda each: each["listed"])
    yield Figure(3, f"all {count:,} from the cache; floor: bare read loop", floor, again["listed"], 5)
    yield from _memory(many, count, home)


def _memory(many: Path, count: int, home: Path) -> Iterator[Figure]:
    text = read_all(many) / 2**20
    empty = run("program", "memory", home, 0, SEEDS)
    full = run("program", "memory", home, count, many)
    grown = full["rss"] - empty["rss"]
    yield Figure(11, f"growth of RSS with {count:,} open; floor: their bytes", text, grown, 2, "MiB")
