"""The program's end of the process that holds a sentence model: started when it is first asked, ended at any time."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import threading
from functools import cached_property
from typing import IO, TYPE_CHECKING, cast

from desktop.meaning.model import UnavailableError, identity
from desktop.meaning.worker import Answer, Encode, Failed, Fetch, Load, Progress, command, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.meaning.worker import Request


class StoppedError(Exception):
    """The process was stopped while somebody waited for its answer."""


class _Process:
    """The process with its two pipes. One thread asks and closes; any may stop it."""

    def __init__(self, *, fetching: bool) -> None:
        self._fetching = fetching
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    @property
    def stopped(self) -> bool:
        """Whether it was ended."""
        return self._stopped

    @property
    def started(self) -> bool:
        """Whether it was started."""
        return self._process is not None

    def ask(self, request: Request, progress: Callable[[int, int], None] | None = None) -> tuple[bytes, ...] | None:
        """Ask, and wait for the answer; raises UnavailableError where there is none, StoppedError where it was stopped."""
        try:
            requests, answers = self._pipes()
            pickle.dump(request, requests, protocol=pickle.HIGHEST_PROTOCOL)
            requests.flush()
            while True:
                answer: Answer = pickle.load(answers)  # noqa: S301 - from the process started here
                if isinstance(answer, Failed):
                    raise UnavailableError(answer.reason)
                if not isinstance(answer, Progress):
                    return answer
                if progress is not None:
                    progress(*answer)
        except (EOFError, OSError, pickle.UnpicklingError):
            if self._stopped:
                raise StoppedError from None
            raise UnavailableError("the process that holds the sentence model died") from None

    def stop(self) -> None:
        """End the process, whatever it is doing; whoever waits for its answer meets the end of it."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process and leave nothing of it behind."""
        self.stop()
        if self._process is not None:
            requests, answers = self._pipes()
            self._process.wait()
            answers.close()
            with contextlib.suppress(BrokenPipeError):  # closing writes what was not taken any more
                requests.close()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        with self._lock:
            if self._process is None:
                if self._stopped:
                    raise StoppedError
                self._process = subprocess.Popen(  # noqa: S603 - only our own interpreter with our own module
                    command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,  # the libraries draw bars there; what goes wrong is answered
                    env=environment(fetching=self._fetching),
                )
            return cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)


class ModelProcess:
    """A model in a process of its own: an :class:`~desktop.meaning.vectors.Encoder`.

    One thread asks and closes; :meth:`stop` may be called by any.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is that of the model. Nothing is started before the first text."""
        self._folder = folder
        self._process = _Process(fetching=False)

    @property
    def stopped(self) -> bool:
        """Whether it was ended, and answers no more."""
        return self._process.stopped

    @cached_property
    def identity(self) -> str:
        """What tells the model from others; looked for in its files the first time. Raises UnavailableError."""
        try:
            return identity(self._folder)
        except OSError as error:
            raise UnavailableError(f"{self._folder} cannot be read ({error.strerror or error})") from None

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        """A vector for each text; raises UnavailableError where the model cannot be used, StoppedError where it was stopped."""
        if not self._process.started:
            self._process.ask(Load(str(self._folder)))
        return self._process.ask(Encode(tuple(texts))) or ()

    def stop(self) -> None:
        """End the process, whatever it is doing; it is not started again."""
        self._process.stop()

    def close(self) -> None:
        """End the process and leave nothing of it behind."""
        self._process.close()


class Fetching:
    """The fetching of a model from the Hugging Face hub, which the reader must have asked for.

    What was fetched of it before it was stopped is kept, and not fetched again.
    """

    def __init__(self, name: str) -> None:
        """``name`` is the full name of the model, with its owner."""
        self._name = name
        self._process = _Process(fetching=True)

    def run(self, progress: Callable[[int, int], None]) -> None:
        """Fetch it; ``progress`` is told bytes, of how many. Raises UnavailableError, or StoppedError once it was stopped."""
        try:
            self._process.ask(Fetch(self._name), progress)
        except UnavailableError as error:
            raise UnavailableError(f"{self._name} could not be fetched: {error}") from None
        finally:
            self._process.close()

    def stop(self) -> None:
        """Fetch no more."""
        self._process.stop()
