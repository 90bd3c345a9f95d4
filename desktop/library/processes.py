"""Processes that read: each is fed by a thread of its own; one that dies or hangs costs its own file and no other."""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import queue
import subprocess
import threading
import time
from itertools import islice
from typing import IO, TYPE_CHECKING, Final, cast

from typing_extensions import override

from desktop.library.worker import answer_to, command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.library.worker import Answer, Job

#: With fewer files than this, starting processes takes longer than reading.
FEW: Final = 60
_BATCH: Final = 8  # jobs handed to a process at a time
_PATIENCE: Final = 60.0  # seconds that one job may take
_POLL: Final = 0.05  # seconds between two looks at whether to stop


def worth_processes(files: int) -> bool:
    """Whether so many files are read faster by processes."""
    return files >= FEW


def answers(
    count: int, job: Callable[[int], Job], cancelled: Callable[[], bool], first: Callable[[], Iterable[int]] = tuple
) -> Iterator[tuple[int, Answer]]:
    """The answers to ``count`` jobs, each with its number, as soon as they are there; the processes end with the iteration.

    ``job`` gives the job of a number, ``first`` the numbers that are wanted before all others just now; both are called in
    other threads. A job on which its process dies, or takes too long, is answered by the reason.
    """
    tasks = _Tasks(count, first)
    done: queue.SimpleQueue[tuple[int, Answer]] = queue.SimpleQueue()
    workers = [_Worker(job, tasks, done) for _ in range(min(_cores(), -(-count // _BATCH)))]
    try:
        left = count
        while left and not cancelled():
            for worker in workers:
                worker.stop_if_stuck()
            with contextlib.suppress(queue.Empty):
                yield done.get(timeout=_POLL)
                left -= 1
    finally:
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.join()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Tasks:
    """Jobs by their numbers, each given out once: those that are wanted first, then in order."""

    def __init__(self, count: int, first: Callable[[], Iterable[int]]) -> None:
        self._first = first
        self._given = bytearray(count)
        self._next = 0
        self._lock = threading.Lock()

    def take(self) -> Sequence[int]:
        """The next numbers, few at a time; none when all have been given out."""
        with self._lock:
            wanted = (place for place in self._first() if not self._given[place])
            batch = list(dict.fromkeys(islice(wanted, _BATCH // 2)))  # so that several processes share what is wanted
            while not batch and self._next < len(self._given):
                ahead = range(self._next, min(self._next + _BATCH, len(self._given)))
                batch = [place for place in ahead if not self._given[place]]
                self._next = ahead.stop
            for place in batch:
                self._given[place] = 1
            return batch


class _Process:
    """A reading process and its two pipes."""

    def __init__(self) -> None:
        # Only our own interpreter with our own module.
        self._process = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._questions = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def ask(self, jobs: Sequence[Job]) -> None:
        """Hand over jobs; raises OSError where nobody takes them."""
        pickle.dump(jobs, self._questions, protocol=pickle.HIGHEST_PROTOCOL)
        self._questions.flush()

    def answer(self) -> object:
        """The next answer, the first of which only says that the process is ready; raises EOFError where there is none."""
        return pickle.load(self._answers)  # noqa: S301 - from the process started here

    def kill(self) -> None:
        """End the process at once; whoever waits for its answers meets their end."""
        self._process.kill()

    def end(self) -> None:
        """End the process and leave nothing of it behind."""
        self._process.kill()
        self._process.wait()
        self._answers.close()
        with contextlib.suppress(BrokenPipeError):  # closing writes what was not taken any more
            self._questions.close()


class _Worker(threading.Thread):
    """A thread that feeds one process with files and passes its answers on; a process that dies is started again."""

    def __init__(self, job: Callable[[int], Job], tasks: _Tasks, answers: queue.SimpleQueue[tuple[int, Answer]]) -> None:
        super().__init__(name="reading", daemon=True)
        self._job = job
        self._tasks = tasks
        self._answers = answers
        self._stopping = False
        self._stuck = False
        self._since = math.inf  # when the file being read was begun
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
                self._since = math.inf
                self._stuck = True
                self._process.kill()

    @override
    def run(self) -> None:
        """Take batches until there are none."""
        try:
            while not self._stopping and (batch := self._tasks.take()):
                self._read(list(batch))
        finally:
            self._end()

    def _read(self, batch: list[int]) -> None:
        while batch and not self._stopping:
            process = self._running()
            if process is None:
                for place in batch:  # no process can be had: slower, but it must be read
                    self._answers.put((place, answer_to(self._job(place))))
                return
            try:
                process.ask([self._job(place) for place in batch])
            except OSError:  # it has died since the last batch, on nothing of this one
                self._end()
                continue
            try:
                self._since = time.monotonic()
                while batch:
                    answer = process.answer()
                    self._answers.put((batch.pop(0), cast("Answer", answer)))
                    self._since = time.monotonic()
            except (EOFError, OSError, pickle.UnpicklingError):
                # The process died on the first file of what is left.
                self._since = math.inf
                self._end()
                if not self._stopping:
                    slow = f"took longer than {_PATIENCE:.0f} seconds to read"
                    self._answers.put((batch.pop(0), slow if self._stuck else "the reading process died on it"))
                    self._stuck = False
        self._since = math.inf

    def _running(self) -> _Process | None:
        """The process, started if need be and ready; None where none can be started."""
        if self._process is None:
            try:
                with self._lock:
                    process = self._process = _Process()
                    if self._stopping:
                        process.kill()
                process.answer()
            except (EOFError, OSError, pickle.UnpicklingError):
                self._end()
        return self._process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.end()
