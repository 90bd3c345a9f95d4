"""Reading files one by one, and the process that does it away from the program.

The process is started as a program of its own, not forked: it must not inherit windows or threads, nor import them.
It says that it is ready, takes lists of jobs on its standard input and answers each, in order, on its standard output.

The rules of reading take longer to import than a window takes to appear: here, they are imported when something is read.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple, TypeAlias

from desktop.library.entry import entry_of, words_of
from desktop.library.scanning import why, why_not_text
from desktop.library.store import Packed, content_key, pack
from desktop.reading.limits import CAP
from desktop.review import Block, Found, Problem, Review, Role, Severity, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_log = logging.getLogger(__name__)

_PORTION: Final = 200  # rows of a table
_SELDOM: Final = 50_000  # new values between two searches for garbage

#: The reviews of a file, or why it was not read.
Outcome: TypeAlias = tuple[Review, ...] | str
#: What a process is asked: to read a file, or to understand a review of which only the columns of a table are known.
Job: TypeAlias = Path | Review


class FileRead(NamedTuple):
    """What a process says of a file: its reviews, and the key of its content, empty where it changed meanwhile."""

    key: bytes
    reviews: tuple[Packed, ...]


#: What a process answers: for a file its reviews or why it was not read; for a review, that review.
Answer: TypeAlias = FileRead | Packed | str


class Portion(NamedTuple):
    """A part of what is read of a file: reviews that go on after those before, or, ``anew``, take their place."""

    outcome: Outcome
    anew: bool = False


def read_one(path: Path) -> Outcome:
    """The reviews of one file, or why it cannot be read; nothing is raised.

    A file on which the program stumbles is still shown: as a review that is its whole text, with the problem named.
    """
    reviews: list[Review] = []
    for outcome, anew in portions(path):
        if isinstance(outcome, str):
            return outcome
        if anew:
            reviews.clear()
        reviews += outcome
    return tuple(reviews)


def portions(path: Path) -> Iterator[Portion]:
    """What :func:`read_one` says, the many rows of a table in several portions, each as soon as it is there."""
    from desktop.reading.reader import reviews_of  # noqa: PLC0415 - see above

    try:
        reason = why_not_text(path)
        if reason:
            yield Portion(reason)
            return
        reviews = reviews_of(path)
        while portion := tuple(islice(reviews, _PORTION)):
            yield Portion(portion)
    except OSError as error:
        yield Portion(why(error))
    except Exception as error:  # noqa: BLE001 - a fault on one page must not take the others away; it is shown with the page
        _log.debug("stumbled on %s", path, exc_info=True)
        yield Portion(_as_it_is(path, error), anew=True)


def understood(review: Review) -> Review:
    """A review with its text understood, if it was not yet; nothing is raised: see :func:`read_one`."""
    if not review.shallow:
        return review
    from desktop.reading.reader import deepened  # noqa: PLC0415 - see above

    try:
        return deepened(review)
    except Exception as error:  # noqa: BLE001 - as above
        _log.debug("stumbled on %s", review.id, exc_info=True)
        return stumbled(review, f"{type(error).__name__}: {error}")


def stumbled(review: Review, what: str) -> Review:
    """A review that could not be understood, with the problem named."""
    message = f"the program stumbled on this page ({what}); its text is shown as it is"
    return replace(review, shallow=False, problems=(Problem(message, Severity.ERROR, "loading.stumbled"), *review.problems))


def _as_it_is(path: Path, error: Exception) -> Outcome:
    from desktop.reading.decode import decode  # noqa: PLC0415 - see above

    try:
        with path.open("rb") as file:
            decoded = decode(file.read(CAP))
    except OSError as failure:
        return why(failure)
    review = Review(
        id=path.stem,
        path=path,
        text=decoded.text,
        encoding=decoded.encoding,
        kind=Found(WorkKind.OTHER, None, "loading.stumbled", 0.0),
        blocks=(Block(Span(0, len(decoded.text)), Role.BODY, "loading.stumbled", 0.0),) if decoded.text else (),
        problems=decoded.problems,
    )
    return (stumbled(review, f"{type(error).__name__}: {error}"),)


def packed(review: Review, number: int = 0) -> Packed:
    """A review that is the ``number``-th of its file, as it is handed on."""
    return Packed(entry_of(review, number), words_of(review), pack(review))


def answer_to(job: Job) -> Answer:
    """Do a job; nothing is raised."""
    if isinstance(job, Review):
        return packed(understood(job))
    before = content_key(job)
    outcome = read_one(job)
    if isinstance(outcome, str):
        return outcome
    # Only what was read between two looks at the same content is known to be what this content says.
    key = before if before and content_key(job) == before else b""
    return FileRead(key, tuple(packed(review, number) for number, review in enumerate(outcome)))


_COMMAND: Final = "import sys; sys.path.insert(0, sys.argv[1]); from desktop.library.worker import serve; serve()"


def command() -> Sequence[str]:
    """The command line that starts a worker process."""
    return sys.executable, "-c", _COMMAND, str(Path(__file__).parents[2])


def serve() -> None:
    """Answer lists of jobs until standard input ends."""
    heed_no_signals_but_the_end()
    source = sys.stdin.buffer
    # Whatever else is printed must not stand among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    gc.freeze()  # what is imported stays; and reviews hold no circles: they need not be searched for garbage often
    gc.set_threshold(_SELDOM)
    _answer(answers, "ready")
    while True:
        try:
            jobs = pickle.load(source)  # noqa: S301 - written by the program that started this process
        except EOFError:
            return
        for job in jobs:
            _answer(answers, answer_to(job))


def heed_no_signals_but_the_end() -> None:
    """Let a process that works for the program end quietly when that is gone, and not at Ctrl+C, which is for the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _answer(stream: IO[bytes], answer: Answer) -> None:
    pickle.dump(answer, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()
