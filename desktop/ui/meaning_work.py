"""Reading passages and reviews for their meaning, and fetching a model, each in a thread that waits for a process."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal
from typing_extensions import override

from desktop import paths
from desktop.meaning.cache import VectorCache
from desktop.meaning.model import NO_EXTRA, UnavailableError
from desktop.meaning.process import StoppedError

if TYPE_CHECKING:
    from desktop.comparison.rows import Comparison
    from desktop.library.library import Library
    from desktop.meaning.process import Fetching, ModelProcess

_TELL_EVERY = 0.05  # seconds between two reports of progress


class Work(QThread):
    """Something that takes its time; it ends with one of its signals, or without a word where it was stopped."""

    progressed = Signal(int, int)  # done, of how many
    failed = Signal(str)  # why, in a sentence

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told = 0.0

    def tell(self, done: int, total: int) -> None:
        """Report progress, now and then."""
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY or done == total:
            self._told = now
            self.progressed.emit(done, total)


class Reading(Work):
    """Something that is found out with a model."""

    found = Signal(object, object)  # what it was found out of, and what was found

    def __init__(self, model: ModelProcess, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @abstractmethod
    def find(self, cache: VectorCache) -> tuple[object, object]:
        """Find it out; may raise what the model does."""

    @override
    def run(self) -> None:
        cache = None
        try:
            cache = VectorCache(paths.user_cache(), self._model.identity)
            self.found.emit(*self.find(cache))
        except ImportError:
            self.failed.emit(NO_EXTRA)
        except StoppedError:
            pass
        except UnavailableError as error:
            self.failed.emit(f"The sentence model cannot be used: {error}")
        finally:
            if cache is not None:
                cache.close()


class Weighing(Reading):
    """Finding out how close in meaning the passages of a comparison are."""

    def __init__(self, comparison: Comparison, model: ModelProcess, parent: QObject) -> None:
        super().__init__(model, parent)
        self._comparison = comparison

    @override
    def find(self, cache: VectorCache) -> tuple[object, object]:
        from desktop.comparison.meaning import meanings  # noqa: PLC0415 - needs numpy, which is of the extra

        found = meanings(self._comparison, self._model, cache=cache, progress=self.tell, cancelled=self.isInterruptionRequested)
        return self._comparison, found


class Ranking(Reading):
    """Finding out which of the reviews that are like one are closest to it in meaning."""

    def __init__(self, library: Library, value: str, model: ModelProcess, parent: QObject) -> None:
        super().__init__(model, parent)
        self._library, self._value = library, value

    @override
    def find(self, cache: VectorCache) -> tuple[object, object]:
        from desktop.library.likeness_by_meaning import nearest_by_meaning  # noqa: PLC0415 - as above

        found = nearest_by_meaning(
            self._library, self._value, self._model, cache=cache, progress=self.tell, cancelled=self.isInterruptionRequested
        )
        return self._value, found


class Fetch(Work):
    """Fetching a model, which the reader asked for."""

    done = Signal()

    def __init__(self, fetching: Fetching, parent: QObject) -> None:
        super().__init__(parent)
        self._fetching = fetching

    @override
    def run(self) -> None:
        try:
            self._fetching.run(self.tell)
            self.done.emit()
        except StoppedError:
            pass
        except UnavailableError as error:
            self.failed.emit(str(error))
