"""The program, or a bare window, as a process of its own that tells when what happens: ``python -m tests.benchmarks.child``.

Arguments: what to start (``bare``, ``program``), the monotonic time at which it was started, the event after which it ends, the
number of reviews to wait for, and the paths to open. Each event is a line: its name, and milliseconds since the start.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override

if TYPE_CHECKING:
    from desktop.ui.application import Program

_FRAME = 16  # milliseconds
_LOOKED_AT = 120  # frames that are looked at where nothing else is going on


class _Teller(QObject):
    """Tells events and ends after the one that is waited for."""

    def __init__(self, since: float, until: str) -> None:
        super().__init__()
        self.since = since
        self._until = until
        self._told: set[str] = set()

    def tell(self, event: str) -> None:
        """Tell that something happened, the first time that it does."""
        if event not in self._told:
            self._told.add(event)
            self.say(event, (time.monotonic() - self.since) * 1000)
            if event == self._until:
                os._exit(0)  # what ending takes is nobody's question here

    def say(self, name: str, value: float) -> None:
        """Tell a figure."""
        sys.stdout.write(f"{name} {value}\n")
        sys.stdout.flush()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and watched.isWindowType():
            self.tell("mapped")
        return False


class _Frames(QObject):
    """Scrolls the list a little in each frame and notes how long frames take, by what is going on."""

    def __init__(self, view: QObject) -> None:
        super().__init__()
        self._bar = view.verticalScrollBar()  # type: ignore[attr-defined]  # any view: only its class is not imported yet
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME)
        self._timer.timeout.connect(self._tick)
        self._last = time.monotonic()
        self.taken: dict[str, list[float]] = {}
        self.phase = "loading"
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        self.taken.setdefault(self.phase, []).append((now - self._last) * 1000)
        self._last = now
        self._bar.setValue(self._bar.value() + 3 if self._bar.value() < self._bar.maximum() - 3 else 0)


class _Whole(QObject):
    """The whole program, and what is told of it."""

    def __init__(self, teller: _Teller, until: str, wanted: int, paths: list[Path]) -> None:
        super().__init__()
        # Not before the bare window has had its turn, for which none of it must be imported.
        from desktop.ui.start import Start, make_application  # noqa: PLC0415

        gc.disable()  # as the program does
        self._teller, self._until, self._wanted = teller, until, wanted
        self._application = make_application(["diptych"])
        self._application.installEventFilter(teller)
        self._start = Start(self._application, paths)
        self._start.built.connect(self._built)
        self._application.exec()

    @Slot(object)
    def _built(self, program: Program) -> None:
        self._program = program
        self._frames = _Frames(program.window.pane.list) if self._until == "understood" else None
        program.browsing.library_changed.connect(self._look)
        program.loader.idle.connect(self._finish)
        if self._until == "memory":
            self._tell_memory()

    @Slot()
    def _look(self) -> None:
        rows = len(self._program.browsing.library)
        if rows:
            self._teller.tell("rows")
        if rows >= self._wanted:
            if self._frames and self._frames.phase == "loading":
                self._frames.phase = "understanding"
            self._teller.tell("listed")

    @Slot()
    def _finish(self) -> None:
        self._look()
        if self._frames is None:
            self._report()
        else:
            self._teller.say("all", (time.monotonic() - self._teller.since) * 1000)
            self._frames.phase = "idle"
            QTimer.singleShot(_FRAME * _LOOKED_AT, self._report)

    @Slot()
    def _report(self) -> None:
        for phase, taken in (self._frames.taken if self._frames else {}).items():
            self._teller.say(f"p95-{phase}", sorted(taken)[len(taken) * 95 // 100])
            self._teller.say(f"max-{phase}", max(taken))
        self._tell_memory()
        self._teller.tell(self._until)

    def _tell_memory(self) -> None:
        for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
            name, _, figure = line.partition(":")
            if name in {"Pss", "Rss"}:
                self._teller.say(name.lower(), float(figure.split()[0]) / 1024)


def main() -> None:
    """Start what is asked for."""
    what, since, until, wanted, *paths = sys.argv[1:]
    teller = _Teller(float(since), until)
    if what == "bare":
        application = QApplication([])
        application.installEventFilter(teller)
        window = QMainWindow()
        window.resize(1360, 860)
        window.show()
        application.exec()
    else:
        _Whole(teller, until, int(wanted), [Path(path) for path in paths])


if __name__ == "__main__":
    main()
