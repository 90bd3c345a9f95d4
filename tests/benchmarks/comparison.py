"""Goal 10 in the real window: comparisons from key to painted, and what another width or text size costs while one is shown.

``uv run python -m tests.benchmarks.comparison`` prints these alone.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.paths import SEEDS
from desktop.review import Role
from tests.benchmarks import table
from tests.benchmarks.showing import FRAME, Screen
from tests.benchmarks.table import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LONG: Final = 20  # reviews
_WORDS: Final = 10_000  # in each of them
_RUNS: Final = 5
_SECOND: Final = 1_000.0  # milliseconds


def measure() -> tuple[Figure, ...]:
    """All figures of comparisons, measured in a window of their own that is closed again."""
    screen = Screen()
    try:
        return tuple(figures(screen))
    finally:
        screen.end()


def figures(screen: Screen) -> Iterator[Figure]:
    """The figures, measured in a window that is there."""
    window = screen.program.window
    window.resize(1400, 860)
    screen.program.opening.open((SEEDS,))
    _until_read(screen)
    yield _figure("five seeds by topic, key to painted; floor: a frame", _opened(screen), 6)
    yield from _while_shown(screen, "five seeds")
    texts = [block.span.of(review.text) for review in screen.program.browsing.library.reviews for block in review.blocks
             if block.role is Role.BODY]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="diptych-long-") as folder:
        _write_long(Path(folder), texts)
        screen.program.opening.open((Path(folder),))
        _until_read(screen)
        name = f"{_LONG} reviews of {_WORDS:,} words"
        first = _opened(screen, runs=1)
        yield _figure(f"{name}, as soon as they are listed; floor: a second", first, 1, floor=_SECOND)
        yield _figure(f"{name}, key to painted; floor: a second", _opened(screen), 1, floor=_SECOND)
        yield from _while_shown(screen, f"{_LONG} long")


def _while_shown(screen: Screen, name: str) -> Iterator[Figure]:
    """What it costs to change the width, the text size and the place of the comparison that is shown."""
    window, look = screen.program.window, screen.program.look
    pane = window.compare
    cells = pane.table.viewport()
    bar = pane.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    resized: list[float] = []
    sized: list[float] = []
    paged: list[float] = []
    for turn in range(_RUNS):
        width = window.width() + (40 if turn % 2 else -40)
        resized.append(screen.to_paint(cells, lambda width=width: window.resize(width, window.height())))  # type: ignore[misc]  # bound at once
        by = -1 if turn % 2 else 1
        sized.append(screen.to_paint(cells, lambda by=by: look.step_scale(by)))  # type: ignore[misc]  # as above
    look.set_scale(1.0)
    bar.setValue(0)
    while bar.value() < bar.maximum() and len(paged) < 100:
        paged.append(screen.to_paint(cells, lambda: QTest.keyClick(pane.table, Qt.Key.Key_PageDown)))
    yield _figure(f"{name}, another width painted; floor: a frame", _middle(resized), 2)
    yield _figure(f"{name}, another text size painted; floor: a frame", _middle(sized), 2)
    yield _figure(f"{name}, a page down painted, the slowest in twenty; floor: a frame", _slow(paged), 1)


def _opened(screen: Screen, runs: int = _RUNS) -> float:
    """Milliseconds from the key that compares all reviews of the list to the comparison painted, the middle of some runs."""
    window, taken = screen.program.window, []
    for _ in range(runs):
        screen.program.session.show_read()
        window.compare.show_reviews(())
        window.focus_pane(window.pane)
        window.pane.list.selectAll()
        taken.append(screen.to_paint(window.compare.table.viewport(), _compares(screen)))
    return _middle(taken)


def _compares(screen: Screen) -> Callable[[], object]:
    def press() -> None:
        QTest.keyClick(
            QApplication.focusWidget() or screen.program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )

    return press


def _until_read(screen: Screen) -> None:
    screen.until(lambda: not screen.program.loader.busy and len(screen.program.browsing.library) > 0)
    screen.settle()


def _write_long(folder: Path, texts: Sequence[str]) -> None:
    """Long reviews made of the paragraphs of others, with every fourth word another: none is a copy of another."""
    chance = random.Random(11)  # noqa: S311 - no secret
    vocabulary = sorted({word for text in texts for word in text.split() if word.isalpha() and word.islower()})
    for number in range(_LONG):
        lines, written = [f"Film review {number}", f"By Critic {chr(65 + number)}nderson", ""], 0
        while written < _WORDS:
            words = chance.choice(texts).split()
            words[2::4] = chance.choices(vocabulary, k=len(words[2::4]))
            lines += [" ".join(words), ""]
            written += len(words)
        (folder / f"long{number:02}.txt").write_text("\n".join(lines), "utf-8")


def _figure(what: str, measured: float, limit: float, *, floor: float = FRAME) -> Figure:
    return Figure(10, what, floor, measured, limit)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _slow(values: Sequence[float]) -> float:
    return sorted(values)[len(values) * 95 // 100] if values else 0.0


def main() -> int:
    """Print the figures; the exit code is 0 whether the goal is reached or not."""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="diptych-home-") as home:
        os.environ |= {f"XDG_{name}_HOME": home for name in ("CONFIG", "CACHE", "DATA")}
        table.begin()
        for figure in measure():
            table.say(str(figure))
    table.say(f"in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
