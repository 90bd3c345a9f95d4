"""Other programs on the same machine: ``uv run python -m tests.benchmarks.peers [CORPUS] [--rows N] [--work FOLDER]``.

Measures what is installed (ripgrep, recoll, calibre from the distribution's packages) and says of the others that they are not.
Each works in folders of its own that are removed afterwards; nothing of the reader's is touched.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks import corpora, starting
from tests.benchmarks.table import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PATIENCE: Final = 1_800  # seconds that one command may take
_BOOKS: Final = 400  # that calibre takes in, some tens a second; the goal for memory speaks of 10,000
_QUIET: Final = 5  # seconds in which a program does nothing
_AT_REST: Final = 0.05  # the part of a second that a program takes at most while it does nothing


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> float:
    """Seconds that a command takes; 1 for an exit code is no failure: nothing was found."""
    begun = time.perf_counter()
    done = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=False
    )
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command)
    return time.perf_counter() - begun


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def ripgrep(many: Path, _work: Path, _books: int) -> None:
    """Searching all files for a word."""
    _run(("rg", "--count", "revenge", str(many)))
    taken = min(_run(("rg", "--count", "--ignore-case", "revenge", str(many))) for _ in range(5))
    say(f"  all files with a word: {taken * 1000:,.0f} ms")
    floor = min(_timed_loop(many) for _ in range(3))
    say(f"  floor, the bare read loop: {floor * 1000:,.0f} ms; ratio {taken / floor:.2f}")


def _timed_loop(many: Path) -> float:
    begun = time.perf_counter()
    starting.read_all(many)
    return time.perf_counter() - begun


def recoll(many: Path, work: Path, _books: int) -> None:
    """Indexing a folder and asking for a word."""
    home = work / "recoll"
    home.mkdir()
    (home / "recoll.conf").write_text(f"topdirs = {many}\n", "utf-8")
    index = ("recollindex", "-c", str(home))
    say(f"  indexing: {_run(index):,.1f} s, {_size(home):,.0f} MiB; again, unchanged: {_run(index):,.1f} s")
    ask = ("recollq", "-c", str(home), "-n", "8", "revenge")
    if shutil.which(ask[0]):
        say(f"  a first page of 8 for a word, its start included: {min(_run(ask) for _ in range(5)) * 1000:,.0f} ms")


def calibre(many: Path, work: Path, number_of_books: int) -> None:
    """Taking files in, searching them, and the memory with them open beside ours with all reviews open."""
    books, home = work / "books", work / "calibre"
    books.mkdir()
    for number, path in enumerate(sorted(many.rglob("*.txt"))[:number_of_books]):
        (books / f"{number}.txt").symlink_to(path)
    environment = dict(os.environ) | {
        "CALIBRE_CONFIG_DIRECTORY": str(work / "calibre-settings"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    taken = _run(("calibredb", "add", "--with-library", str(home), "--recurse", str(books)), environment)
    say(f"  taking {number_of_books:,} files in: {taken:,.1f} s, {number_of_books / taken:,.0f} a second")
    ask = ("calibredb", "search", "--with-library", str(home), "title:1")
    say(f"  searching by title, its start included: {_run(ask, environment) * 1000:,.0f} ms")
    held = _held_when_open(("calibre", "--with-library", str(home), "--no-update-check"), environment)
    say(f"  memory with these {number_of_books:,} open (PSS): {held:,.0f} MiB")
    starting.run("program", "memory", work / "home", 0, many)  # understands them
    ours = starting.run("program", "memory", work / "home", 0, many)["pss"]
    say(f"  ours with all reviews open, from the cache: {ours:,.0f} MiB; ratio {ours / held:.2f}")


def _held_when_open(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """The memory, in MiB (PSS), that a program holds with its window open, once it has nothing more to do."""
    program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        worked, quiet = -1.0, 0
        end = time.monotonic() + _PATIENCE
        while quiet < _QUIET and program.poll() is None and time.monotonic() < end:
            time.sleep(1)
            now = _worked(program.pid)
            quiet, worked = (quiet + 1 if now - worked < _AT_REST else 0), now
        with Path(f"/proc/{program.pid}/smaps_rollup").open("rb") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith(b"Pss:")) / 1024
    finally:
        program.kill()
        program.wait()


def _worked(process: int) -> float:
    """The processor's time, in seconds, that a process has taken."""
    figures = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()
    return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


_PEERS: Final = (("ripgrep", "rg", ripgrep), ("recoll", "recollindex", recoll), ("calibre", "calibredb", calibre))


def main() -> None:
    """Measure what is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description="Other programs on this machine.")
    parser.add_argument("corpus", nargs="?", type=Path, help="a script that unpacks reviews, or a folder of them")
    parser.add_argument("--rows", type=int, default=50_000, help="reviews in the folder (50,000)")
    parser.add_argument("--books", type=int, default=_BOOKS, help=f"files that calibre takes in ({_BOOKS})")
    parser.add_argument("--work", type=Path, help="a folder to make the corpora in, and to find them there the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="diptych-peers-") as made:
        work = options.work or Path(made)
        work.mkdir(parents=True, exist_ok=True)
        missing = [package for package, command, _ in _PEERS if shutil.which(command) is None]
        if len(missing) < len(_PEERS):
            many = corpora.folder(options.corpus, options.rows, work)
        for package, command, measure in _PEERS:
            if shutil.which(command) is None:
                say(f"{package}: not installed here (Debian: apt install {package}), so not measured")
                continue
            say(f"{package}, {options.rows:,} reviews:")
            try:
                measure(many, Path(made), options.books)
            except (subprocess.SubprocessError, OSError) as error:
                say(f"  not measured: {error}")


if __name__ == "__main__":
    main()
