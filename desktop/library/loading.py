"""Files and folders to a library: many files, on all cores, with everything that could not be read named.

A few files are read here and now. Many are first only looked at, so that they stand in the list and can be searched at once;
then processes of their own understand them, and the cache remembers what they understood.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from desktop.library.intake import Intake
from desktop.library.processes import answers, worth_processes
from desktop.library.store import unpack
from desktop.library.worker import FileRead, read_one, understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.library.library import Library
    from desktop.library.store import Store
    from desktop.library.worker import Answer, Outcome

_SOON: Final = 0.05  # seconds after which the first rows are shown
_CALM: Final = 0.5  # seconds that a library is left as it is, at least, once it is listed
_LOOK: Final = 32  # files that are listed between two looks at the clock: a window full of rows
_URGENT: Final = 4  # the same, at least, once what is on the screen has been understood
_SHARE: Final = 20  # the time between two snapshots, in times that the last one took to make


def load(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    store: Store | None = None,
) -> Library:
    """The library of all reviews in files and folders.

    Args:
        paths: files and folders; folders with everything below them.
        progress: called with the number of files done and of all files, in this thread.
        cancelled: asked often; once it says yes, the library of what has been read so far is returned.
        store: the cache to take from and to give to.

    Returns:
        Reviews in the order of their files (see :func:`desktop.library.scanning.scan`); what could not be read, or is no
        text, stands in ``skipped``. Nothing is raised for a file, and nothing is ever written beside them.
    """
    intake = Intake(paths, progress, cancelled, store)
    before = intake.reopened()
    if before is not None:
        return before
    for _ in intake.understood():
        pass
    library = intake.library()
    intake.keep(library)
    return library


def stream(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    store: Store | None = None,
    wanted: Callable[[], Sequence[str]] = tuple,
) -> Iterator[Library]:
    """As :func:`load`, but with libraries on the way, each with more in it and ready to be shown.

    ``wanted`` gives the ids of the reviews that are to be understood first, in other threads: those on the screen. What it
    gives is compared by ``==`` to what it gave before.

    The first ones hold pages that are only listed and searchable (``Entry.pending``); rows keep their ids and their order, but
    for a table, whose one row becomes many. The last library is complete, or what there is when it is cancelled.
    """
    begun, wait = time.monotonic(), _SOON
    intake = Intake(paths, progress, cancelled, store, wanted)
    before = intake.reopened()
    if before is not None:
        yield before
        return
    for listed, _ in enumerate(intake.listed(), 1):
        # A window full at once, then few snapshots: each is the work of all its rows.
        if listed % _LOOK == 0 and time.monotonic() - begun >= wait:
            yield intake.snapshot()
            begun, wait = time.monotonic(), max(_CALM, _SHARE * intake.taken)
    if intake.many:
        yield (library := intake.snapshot())
        if intake.complete:
            intake.keep(library)
            return
        begun = time.monotonic()
    for step in (intake.understood, intake.deepened):
        for _ in step():
            if _due(intake, time.monotonic() - begun):
                yield intake.snapshot()
                begun = time.monotonic()
        if step == intake.deepened or not intake.complete:
            yield (library := intake.snapshot())
    intake.keep(library)


def _due(intake: Intake, past: float) -> bool:
    """Whether it is time for another snapshot, so many seconds after the last."""
    if past >= max(_CALM, _SHARE * intake.taken):
        return True
    if not intake.shown:
        return past >= _SOON and intake.rows >= _LOOK
    return past >= max(_SOON, _URGENT * intake.taken) and intake.satisfied()


def read_in_order(files: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[Path, Outcome]]:
    """Each file and what was read, in order, understood to the last row of a table."""
    if not worth_processes(len(files)):
        for path in files:
            if cancelled():
                return
            outcome = read_one(path)
            yield path, outcome if isinstance(outcome, str) else tuple(map(understood, outcome))
        return
    waiting: dict[int, Answer] = {}
    following = 0
    for place, answer in answers(len(files), files.__getitem__, cancelled):
        waiting[place] = answer
        while following in waiting:
            yield files[following], _unpacked(waiting.pop(following))
            following += 1


def _unpacked(answer: Answer) -> Outcome:
    if isinstance(answer, str):
        return answer
    reviews = (unpack(each.data) for each in (answer.reviews if isinstance(answer, FileRead) else (answer,)))
    return tuple(understood(review) for review in reviews if review is not None)
