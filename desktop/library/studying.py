"""What is found by looking at all texts of a library together: copies and an index of words. A process of its own does it.

It takes seconds for a large library, and Python would hold the window up meanwhile; a small one is done here and now.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple, cast

from desktop.library.copies import Copies, Pair, find_pairs
from desktop.library.kinship import Kinship
from desktop.library.likeness import WordIndex, index_words
from desktop.library.sealed import SealedFiles
from desktop.library.store import rules_version
from desktop.library.vocabulary import Vocabulary
from desktop.library.worker import heed_no_signals_but_the_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.library.library import Library

_log = logging.getLogger(__name__)

#: Bytes of text that are studied here, and anew each time: starting a process takes longer.
SMALL: Final = 100_000
_BATCH: Final = 500  # texts handed over at a time
_MOST: Final = 6  # studies that are kept, the latest


class Study(NamedTuple):
    """What was found: the copies, the index in which what is like a text is looked up, and that of all words for searching."""

    pairs: Sequence[Pair]
    likeness: WordIndex
    vocabulary: Vocabulary


class Studies:
    """Studies that are kept in the cache: a library that is opened again need not be studied again."""

    def __init__(self, folder: Path) -> None:
        """Those in a folder, made if need be; studies of other rules are removed.

        Raises:
            OSError: there can be no such folder.
        """
        own = [Path(__file__).with_name(name) for name in ("copies.py", "likeness.py", "studying.py", "vocabulary.py")]
        digest = blake2b(rules_version().encode() + b"".join(path.read_bytes() for path in own), digest_size=12)
        folder.mkdir(parents=True, exist_ok=True)
        self._files = SealedFiles(folder, "study", digest.hexdigest(), _MOST)

    @classmethod
    def within(cls, folder: Path) -> Studies | None:
        """Those in a folder; None where there can be none."""
        try:
            return cls(folder)
        except OSError as error:
            _log.debug("no studies are kept in %s: %s", folder, error)
            return None

    def recall(self, told: bytes) -> Study | None:
        """The study of the library with this digest of its words, if it is kept."""
        parts = self._files.read(told)
        return None if parts is None else Study(*(pickle.loads(part) for part in parts))  # noqa: S301 - our own, by its seal

    def keep(self, told: bytes, study: Study) -> None:
        """Keep the study of a library."""
        self._files.write(told, [pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in study])


class StudyError(Exception):
    """The process that studied the texts died."""


class Student:
    """Studies the searched words of all rows, once; :meth:`stop` may be called from another thread."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        """``texts`` are asked for, one after the other, when the study begins."""
        self._texts = texts
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def study(self) -> Study | None:
        """The study; None if it was stopped.

        Raises:
            StudyError: the process died.
        """
        texts: list[bytes] = []
        size = 0
        for text in self._texts:
            if self._stopped:
                return None
            texts.append(text)
            size += len(text)
        if size <= SMALL:
            return _studied(texts)
        try:
            self._process = subprocess.Popen(_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own
        except OSError:  # no process can be had: slower, but it is done
            return None if self._stopped else _studied(texts)
        try:
            return self._asked(self._process, texts)
        finally:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdout, self._process.stdin):
                with contextlib.suppress(BrokenPipeError):  # closing writes what was not taken any more
                    cast("IO[bytes]", stream).close()

    def stop(self) -> None:
        """Give the study up."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def _asked(self, process: subprocess.Popen[bytes], texts: Sequence[bytes]) -> Study | None:
        questions, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            for start in range(0, len(texts), _BATCH):
                if self._stopped:
                    return None
                pickle.dump(texts[start : start + _BATCH], questions, protocol=pickle.HIGHEST_PROTOCOL)
            pickle.dump(None, questions)
            questions.flush()
            return cast("Study", pickle.load(answers))  # noqa: S301 - from the process started here
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            if self._stopped:
                return None
            raise StudyError("the process that looked for copies died") from error


def study_library(library: Library) -> None:
    """Let a library know its copies and what is alike in it, here and now; StudyError as in :meth:`Student.study`."""
    study = Student([library.text.words(row) for row in range(len(library))]).study()
    if study is not None:
        library.take_kinship(Kinship.of(library, study))


def find_copies(library: Library) -> None:
    """Let a library know its copies and nothing else, here and now."""
    pairs = find_pairs([library.text.words(row) for row in range(len(library))])
    library.take_kinship(Kinship(Copies.of(library, pairs)))


def _studied(texts: Sequence[bytes]) -> Study:
    return Study(find_pairs(texts), index_words(texts), Vocabulary.of(texts))


_COMMAND: Final = "import sys; sys.path.insert(0, sys.argv[1]); from desktop.library.studying import serve; serve()"


def _command() -> Sequence[str]:
    return sys.executable, "-c", _COMMAND, str(Path(__file__).parents[2])


def serve() -> None:
    """Study the texts from standard input, in batches up to None, and write the study to standard output."""
    heed_no_signals_but_the_end()
    if hasattr(os, "nice"):
        os.nice(10)  # whatever the reader does comes first
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed must not stand in the answer
    gc.disable()
    texts: list[bytes] = []
    with contextlib.suppress(EOFError):
        while (batch := pickle.load(sys.stdin.buffer)) is not None:  # noqa: S301 - from the program that started this process
            texts += batch
        pickle.dump(_studied(texts), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()
