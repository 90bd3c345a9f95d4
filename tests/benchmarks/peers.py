"""Other programs on the same machine: ``uv run python -m tests.benchmarks.peers [CORPUS] [--rows N] [--work FOLDER]``.

Measures what is installed (ripgrep, recoll, calibre from the distribution's packages) and says of the others that they are not.
Each works in folders of its own that are removed afterwards; nothing of the reader's is touched.
"""

from __future__ import annotations

import argparse
import os
import resource
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
_BOOKS: Final = 400  # calibre takes in some tens a second


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


def ripgrep(many: Path, _work: Path) -> None:
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


def recoll(many: Path, work: Path) -> None:
    """Indexing a folder and asking for a word."""
    home = work / "recoll"
    home.mkdir()
    (home / "recoll.conf").write_text(f"topdirs = {many}\n", "utf-8")
    index = ("recollindex", "-c", str(home))
    say(f"  indexing: {_run(index):,.1f} s, {_size(home):,.0f} MiB; again, unchanged: {_run(index):,.1f} s")
    ask = ("recollq", "-c", str(home), "-n", "8", "revenge")
    if shutil.which(ask[0]):
        say(f"  a first page of 8 for a word, its start included: {min(_run(ask) for _ in range(5)) * 1000:,.0f} ms")


def calibre(many: Path, work: Path) -> None:
    """Taking files in, and listing them."""
    books, home = work / "books", work / "calibre"
    books.mkdir()
    for number, path in enumerate(sorted(many.rglob("*.txt"))[:_BOOKS]):
        (books / f"{number}.txt").symlink_to(path)
    environment = dict(os.environ) | {
        "CALIBRE_CONFIG_DIRECTORY": str(work / "calibre-settings"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    taken = _run(("calibredb", "add", "--with-library", str(home), "--recurse", str(books)), environment)
    say(f"  taking {_BOOKS} files in: {taken:,.1f} s, {_BOOKS / taken:,.0f} a second")
    ask = ("calibredb", "search", "--with-library", str(home), "title:1")
    say(f"  searching by title, its start included: {_run(ask, environment) * 1000:,.0f} ms")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    say(f"  most memory of any of these commands: {most:,.0f} MiB")


_PEERS: Final = (("ripgrep", "rg", ripgrep), ("recoll", "recollindex", recoll), ("calibre", "calibredb", calibre))


def main() -> None:
    """Measure what is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description="Other programs on this machine.")
    parser.add_argument("corpus", nargs="?", type=Path, help="a script that unpacks reviews, or a folder of them")
    parser.add_argument("--rows", type=int, default=50_000, help="reviews in the folder (50,000)")
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
                measure(many, Path(made))
            except (subprocess.SubprocessError, OSError) as error:
                say(f"  not measured: {error}")


if __name__ == "__main__":
    main()
