"""Goals 5, 6, 8 and 9 in the real window: keys to results, a million rows, a review that is chosen."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from typing_extensions import override

from desktop.library import grouping
from desktop.library.copies import Copies
from desktop.library.kinship import Kinship
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query
from desktop.library.search import TextIndex
from desktop.library.vocabulary import Vocabulary
from desktop.paths import SEEDS
from desktop.review import Found, Review, WorkKind
from desktop.ui.application import Program, build
from desktop.ui.models.reviews_model import ReviewsModel
from desktop.ui.panes.compare_commands import FULL_TEXT
from desktop.ui.start import make_application
from tests.benchmarks.searching import invented_library
from tests.benchmarks.table import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.library.entry import Entry

FRAME = 16.7  # milliseconds
_PATIENCE = 60  # seconds


class Screen:
    """The program's window, and how long it takes until it shows what is asked for."""

    def __init__(self) -> None:
        self.application = QApplication.instance()
        if not isinstance(self.application, QApplication):
            self.application = make_application(["diptych"])
        self.program: Program = build(self.application)
        self.program.start((SEEDS,))
        self.until(lambda: len(self.program.browsing.library) > 0 and not self.program.loader.busy)
        self._paints = _Paints(self.application)

    def until(self, reached: Callable[[], bool]) -> float:
        """Let the window work until something is so; the longest time, in milliseconds, that it did not look up."""
        longest = 0.0
        end = time.monotonic() + _PATIENCE
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError
            begun = time.perf_counter()
            QApplication.processEvents()
            longest = max(longest, (time.perf_counter() - begun) * 1000)
        return longest

    def settle(self) -> None:
        """Let the window do what is left to be done."""
        for _ in range(20):
            QApplication.processEvents()
            time.sleep(0.002)

    def to_paint(self, widget: QWidget, job: Callable[[], object]) -> float:
        """Milliseconds from a job's begin to the end of the paint of a widget that follows it."""
        self.settle()
        self._paints.watch(widget)
        begun = time.perf_counter()
        job()
        widget.update()
        self.until(lambda: self._paints.ended > begun)
        self._paints.unwatch(widget)
        return (self._paints.ended - begun) * 1000

    def show(self, library: Library) -> None:
        """Put a library into the window."""
        self.program.loader.loaded.emit(library)
        self.settle()

    def end(self) -> None:
        """Close the window."""
        self.program.window.close()


class _Paints(QObject):
    """When a widget has been painted: as soon as anything else happens than that its window is painted."""

    def __init__(self, application: QObject) -> None:
        super().__init__()
        self._application = application
        self._begun = False
        self.ended = 0.0

    def watch(self, widget: QWidget) -> None:
        self._begun = False
        widget.installEventFilter(self)

    def unwatch(self, widget: QWidget) -> None:
        widget.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._begun = True
            self._application.installEventFilter(self)
            QApplication.postEvent(self, QEvent(QEvent.Type.User))  # something will happen
        elif self._begun and event.type() != QEvent.Type.UpdateRequest:
            self._begun = False
            self._application.removeEventFilter(self)
            self.ended = time.perf_counter()
        return False


class Repeated(Sequence["Entry"]):
    """The same entries again and again, under ids of their own."""

    def __init__(self, entries: Sequence[Entry], times: int) -> None:
        self._entries, self._times = entries, times

    @override
    def __len__(self) -> int:
        return len(self._entries) * self._times

    @override
    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(repeat(self._entries, self._times))

    @overload
    def __getitem__(self, row: int) -> Entry: ...
    @overload
    def __getitem__(self, row: slice) -> list[Entry]: ...
    @override
    def __getitem__(self, row: int | slice) -> Entry | list[Entry]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        return self._entries[row % len(self._entries)]


class _Blank(Sequence[Review]):
    """As many reviews as are wanted, each of a few words."""

    def __init__(self, count: int) -> None:
        self._count = count

    @override
    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Review: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Review, ...]: ...
    @override
    def __getitem__(self, row: int | slice) -> Review | tuple[Review, ...]:
        if isinstance(row, slice):
            return tuple(self[each] for each in range(*row.indices(self._count)))
        kind = Found(WorkKind.FILM, None, "invented", 1.0)
        return Review(id=f"r{row}", path=Path(f"/reviews/{row}.txt"), text="", encoding="utf-8", kind=kind, blocks=())


def keys(screen: Screen, rows: int, first_limit: float, all_limit: float) -> Iterator[Figure]:
    """Goals 5 and 6: words typed letter by letter, in a library whose words are known, as they are soon after it was opened."""
    made, texts = invented_library(rows)
    made.text.take_vocabulary(Vocabulary.of(texts))
    library = Library(_Blank(rows), made.entries, made.text)
    library.prepare()  # as a loader does, which leaves what it made out of the search for garbage
    grouping.prepare(library, "work")
    gc.collect()
    gc.freeze()
    screen.show(library)
    screen.program.studying.end()
    screen.until(lambda: not screen.program.browsing.busy)
    words = sorted({word for text in texts[:200] for word in text.decode().split() if len(word) > 5})[::25][:10]
    window = screen.program.window
    first, complete, longest = [], [], []
    field = window.search.focusProxy() or window.search
    for word in words:
        window.search.focus_in()
        screen.program.browsing.take_query(Query.empty)
        screen.settle()
        for letter in word:
            painted = screen.to_paint(window.pane.list.viewport(), lambda c=letter: QTest.keyClicks(field, c))  # type: ignore[misc]  # bound at once
            begun = time.perf_counter()
            slice_ = screen.until(lambda: not screen.program.browsing.busy)
            first.append(painted)
            complete.append(painted + (time.perf_counter() - begun) * 1000)
            longest.append(max(painted, slice_))
    yield Figure(5, f"key to first page, p95, {rows:,} rows; floor: a frame", FRAME, _p95(first), first_limit)
    yield Figure(6, f"key to all rows and counts, p95, {rows:,} rows; floor: a frame", FRAME, _p95(complete), all_limit)
    yield Figure(6, f"longest slice meanwhile, {rows:,} rows; floor: a frame", FRAME, max(longest), 1)


def changes(screen: Screen, rows: int) -> Iterator[Figure]:
    """Goal 3, in the window: the longest slice while a library comes that is understood step by step, and a study of it.

    It is the processor's time that is measured: nothing else of the program runs here that the window could wait for.
    """
    made, texts = invented_library(rows)
    steps = []
    for part in (0, 3, 2, 1):  # nothing, a third, a half, all of it understood
        known = rows // part if part else 0
        pending = [entry._replace(work="", critic="", people=(), score=None, pending=True) for entry in made.entries[known:]]
        library = Library(_Blank(rows), [*made.entries[:known], *pending], TextIndex(texts))
        library.prepare()
        grouping.prepare(library, "work")
        steps.append(library)
    screen.show(steps[0])
    program = screen.program
    program.marking.read([program.browsing.library.reviews[row] for row in range(0, 40, 2)], value=True)
    program.studying.end()

    def slice_of(job: Callable[[], object]) -> float:
        screen.settle()
        slices = []
        turns: list[Callable[[], object]] = [job, *repeat(QApplication.processEvents, 3)]
        for turn in turns:
            begun = time.thread_time()
            turn()
            slices.append((time.thread_time() - begun) * 1000)
        while program.browsing.busy:
            begun = time.thread_time()
            QApplication.processEvents()
            slices.append((time.thread_time() - begun) * 1000)
        return max(slices)

    taken = [slice_of(lambda library=library: program.loader.loaded.emit(library)) for library in steps[1:]]  # type: ignore[misc]  # bound at once
    yield Figure(3, f"longest slice as a library is understood, {rows:,} rows; floor: a frame", FRAME, max(taken), 1)
    program.studying.end()
    found = Kinship(Copies((row, row + 1) for row in range(0, rows, 50)))
    study = slice_of(lambda: program.browsing.take_kinship(found))
    yield Figure(3, f"longest slice as a study arrives, {rows:,} rows; floor: a frame", FRAME, study, 1)


def _p95(values: list[float]) -> float:
    return sorted(values)[len(values) * 95 // 100]


def resets(screen: Screen, library: Library, times: int = 20) -> Iterator[Figure]:
    """Goal 8: the list's reset and paint at many times the rows, beside one time."""
    repeated = Repeated(library.entries, times)
    few, many = (Library(_Blank(len(entries)), entries, TextIndex(())) for entries in (library.entries, repeated))
    for each in (few, many):  # as a loader prepares it
        each.find_row("")
        grouping.prepare(each, "work")
        each.order("score")
    view = screen.program.window.pane.list
    model = view.model()
    if not isinstance(model, ReviewsModel):
        raise TypeError
    taken: dict[int, float] = {}
    for each in (few, many) * 5:

        def reset(shown: Library = each) -> None:
            model.show_library(shown, Marks(), Query.empty, range(len(shown)), "none")

        model.show_library(Library.of(()), Marks(), Query.empty, (), "none")
        taken[len(each)] = min(taken.get(len(each), float("inf")), screen.to_paint(view.viewport(), reset))
    least, most = len(few), len(many)
    yield Figure(8, f"list reset and paint at {most:,} rows; floor: at {least:,}", taken[least], taken[most], 1.3)


def selecting(screen: Screen) -> Iterator[Figure]:
    """Goal 9: a review chosen in the list to its page painted, and four of them side by side."""
    screen.program.opening.open((SEEDS,))
    screen.until(lambda: not screen.program.loader.busy)
    screen.settle()
    window, browsing = screen.program.window, screen.program.browsing
    page = window.reader.page
    bare = QTextBrowser()
    bare.resize(page.size())
    bare.show()
    floors, taken = [], []
    for turn in range(4):
        for row in range(len(browsing.library)):
            text = browsing.library.reviews[row].text
            painted = screen.to_paint(page.viewport(), lambda row=row: window.pane.list.select(row))  # type: ignore[misc]  # bound at once
            floor = screen.to_paint(bare.viewport(), lambda text=text: bare.setPlainText(text))  # type: ignore[misc]  # as above
            if turn:
                taken.append(painted)
                floors.append(floor)
    bare.close()
    middle = len(taken) // 2
    one = sorted(taken)[middle]
    yield Figure(9, "select to painted page; floor: bare setPlainText", sorted(floors)[middle], one, 1.2)
    four, beside = browsing.library.reviews[:4], []
    window.compare.set_mode(FULL_TEXT)
    for _ in range(5):
        screen.program.session.show_read()
        window.compare.show_reviews(())
        beside.append(screen.to_paint(window.compare.texts, lambda: screen.program.session.comparing.show(four)))
    yield Figure(9, "four full texts side by side, painted; floor: one page", one, sorted(beside)[len(beside) // 2], 4.5)
