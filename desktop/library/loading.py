"""Files and folders to a library: many files, on all cores, with everything that could not be read named.

A few files are read here; many are read in processes of their own, so that the window stays free and a page that kills its
reader takes nothing else with it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import threading
import time
from typing import IO, TYPE_CHECKING, Final, cast

from typing_extensions import override

from desktop.library.library import Library
from desktop.library.scanning import Skipped, scan
from desktop.library.worker import command, read_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.library.worker import Outcome
    from desktop.review import Review

#: With fewer files than this, starting processes takes longer than reading.
FEW: Final = 60
_BATCH: Final = 8  # files handed to a process at a time
_PATIENCE: Final = 60.0  # seconds that one file may take
_POLL: Final = 0.05  # seconds between two looks at whether to stop


def load(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Library:
    """The library of all reviews in files and folders.

    Args:
        paths: files and folders; folders with everything below them.
        progress: called with the number of files done and of all files, in this thread.
        cancelled: asked often; once it says yes, the library of what has been read so far is returned.

    Returns:
        Reviews in the order of their files (see :func:`desktop.library.scanning.scan`); what could not be read, or is no
        text, stands in ``skipped``. Nothing is raised for a file, and nothing is ever written.
    """
    found = scan(paths, cancelled)
    outcomes: dict[int, Outcome] = {}
    for place, outcome in read_all(found.files, cancelled):
        outcomes[place] = outcome
        if progress is not None:
            progress(len(outcomes), len(found.files))
    reviews: list[Review] = []
    skipped = list(found.skipped)
    for place, outcome in sorted(outcomes.items(), key=lambda item: item[0]):
        if isinstance(outcome, str):
            skipped.append(Skipped(found.files[place], outcome))
        else:
            reviews.extend(outcome)
    return Library.of(reviews, skipped, paths)


def read_in_order(files: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[Path, Outcome]]:
    """Each file and what was read, in order."""
    waiting: dict[int, Outcome] = {}
    following = 0
    for place, outcome in read_all(files, cancelled):
        waiting[place] = outcome
        while following in waiting:
            yield files[following], waiting.pop(following)
            following += 1


def read_all(files: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[int, Outcome]]:
    """Each file's place and what was read, as soon as it is; in order where they are few, in any order where many."""
    if len(files) < FEW:
        for place, path in enumerate(files):
            if cancelled():
                return
            yield place, read_one(path)
    else:
        yield from _read_in_processes(files, cancelled)


def _read_in_processes(files: Sequence[Path], cancelled: Callable[[], bool]) -> Iterator[tuple[int, Outcome]]:
    tasks: queue.SimpleQueue[Sequence[int]] = queue.SimpleQueue()
    for start in range(0, len(files), _BATCH):
        tasks.put(range(start, min(start + _BATCH, len(files))))
    answers: queue.SimpleQueue[tuple[int, Outcome]] = queue.SimpleQueue()
    workers = [_Worker(files, tasks, answers) for _ in range(_cores())]
    try:
        done = 0
        while done < len(files) and not cancelled():
            try:
                yield answers.get(timeout=_POLL)
                done += 1
            except queue.Empty:
                for worker in workers:
                    worker.stop_if_stuck()
    finally:
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.join()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Process:
    """A reading process and its two pipes."""

    def __init__(self) -> None:
        # Only our own interpreter with our own module.
        self._process = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self.questions = cast("IO[bytes]", self._process.stdin)
        self.answers = cast("IO[bytes]", self._process.stdout)

    def kill(self) -> None:
        """End the process at once; whoever waits for its answers meets their end."""
        self._process.kill()

    def end(self) -> None:
        """End the process and leave nothing of it behind."""
        self._process.kill()
        self._process.wait()
        self.answers.close()
        with contextlib.suppress(BrokenPipeError):  # closing writes what was not taken any more
            self.questions.close()


class _Worker(threading.Thread):
    """A thread that feeds one process with files and passes its answers on; a process that dies is started again."""

    def __init__(
        self, files: Sequence[Path], tasks: queue.SimpleQueue[Sequence[int]], answers: queue.SimpleQueue[tuple[int, Outcome]]
    ) -> None:
        super().__init__(name="reading", daemon=True)
        self._files = files
        self._tasks = tasks
        self._answers = answers
        self._stopping = False
        self._stuck = False
        self._since = time.monotonic()  # when the file being read was begun
        self._process: _Process | None = None
        self._lock = threading.Lock()
        self.start()

    def stop(self) -> None:
        """End the process, whatever it is doing, and with it the thread."""
        with self._lock:
            self._stopping = True
            if self._process is not None:
                self._process.kill()

    def stop_if_stuck(self) -> None:
        """End the process if its file takes too long; the thread goes on with the next one."""
        with self._lock:
            if self._process is not None and time.monotonic() - self._since > _PATIENCE:
                self._stuck = True
                self._process.kill()

    @override
    def run(self) -> None:
        """Take batches until there are none."""
        try:
            while not self._stopping:
                try:
                    batch = self._tasks.get_nowait()
                except queue.Empty:
                    return
                self._read(list(batch))
        finally:
            self._end()

    def _read(self, batch: list[int]) -> None:
        while batch and not self._stopping:
            process = self._running()
            self._since = time.monotonic()
            try:
                _send(process.questions, [self._files[place] for place in batch])
                while batch:
                    outcome: Outcome = pickle.load(process.answers)  # noqa: S301 - from the process started here
                    self._answers.put((batch.pop(0), outcome))
                    self._since = time.monotonic()
            except (EOFError, OSError, pickle.UnpicklingError):
                # The process died on the first file of what is left.
                self._end()
                if not self._stopping:
                    reason = (
                        f"took longer than {_PATIENCE:.0f} seconds to read" if self._stuck else "the reading process died on it"
                    )
                    self._stuck = False
                    self._answers.put((batch.pop(0), reason))

    def _running(self) -> _Process:
        with self._lock:
            if self._process is None:
                self._process = _Process()
                if self._stopping:
                    self._process.kill()
            return self._process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.end()


def _send(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()
