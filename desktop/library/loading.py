"""Files and folders to a library: many files, on all cores, with everything that could not be read named.

A few files are read here and now. Many are first only looked at, so that they stand in the list and can be searched at once;
then processes of their own understand them, and the cache remembers what they understood.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from desktop.library.entry import entry_of, glanced, words_of
from desktop.library.ids import unique_ids
from desktop.library.library import Library
from desktop.library.processes import answers
from desktop.library.scanning import Skipped, look, scan, why
from desktop.library.search import TextIndex
from desktop.library.shelf import Kept, Shelf, taken
from desktop.library.store import Packed, content_key, key_of, pack, unpack
from desktop.library.worker import FileRead, answer_to, read_one
from desktop.reading.reader import deepened
from desktop.reading.sources import RECORDS
from desktop.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.library.entry import Entry
    from desktop.library.scanning import Stamp
    from desktop.library.shelf import Source
    from desktop.library.store import Recalled, Store
    from desktop.library.worker import Answer, Outcome

#: With fewer files than this, starting processes takes longer than reading.
FEW: Final = 60
_GLANCE: Final = 1 << 20  # bytes up to which a file is searchable before it has been understood
_SOON: Final = 0.05  # seconds after which the first rows are shown
_CALM: Final = 0.5  # seconds that a library is left as it is, at least, once it is listed
_SHARE: Final = 8  # the time between two snapshots, in times that the last one took to make


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
    loading = _Loading(paths, progress, cancelled, store)
    for _ in loading.understood():
        pass
    return loading.library()


def stream(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    store: Store | None = None,
) -> Iterator[Library]:
    """As :func:`load`, but with libraries on the way, each with more in it and ready to be shown.

    The first ones hold pages that are only listed and searchable (``Entry.pending``); rows keep their ids and their order, but
    for a table, whose one row becomes many. The last library is complete, or what there is when it is cancelled.
    """
    loading = _Loading(paths, progress, cancelled, store)
    begun, pause = time.monotonic(), _SOON
    for _ in loading.listed():
        if time.monotonic() - begun >= pause:
            yield loading.snapshot()
            begun, pause = time.monotonic(), max(_SOON, _SHARE * loading.taken)
    if loading.many:
        yield loading.snapshot()
        if loading.complete:
            return
        begun = time.monotonic()
    for step in (loading.understood, loading.deepened):
        for _ in step():
            if time.monotonic() - begun >= max(_CALM, _SHARE * loading.taken):
                yield loading.snapshot()
                begun = time.monotonic()
        if step == loading.deepened or not loading.complete:
            yield loading.snapshot()


def read_in_order(files: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[Path, Outcome]]:
    """Each file and what was read, in order, understood to the last row of a table."""
    if len(files) < FEW:
        for path in files:
            if cancelled():
                return
            outcome = read_one(path)
            yield path, outcome if isinstance(outcome, str) else tuple(map(deepened, outcome))
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
    return tuple(deepened(review) for review in reviews if review is not None)


@dataclass(slots=True)
class _Row:
    """A row of the library to be."""

    entry: Entry
    words: bytes
    source: Source


@dataclass(slots=True)
class _File:
    """A file, and what is known of it by now: rows as soon as it has been looked at, ``done`` when it needs no more reading."""

    path: Path
    id: str
    stamp: Stamp
    rows: list[_Row] = field(default_factory=list)
    skipped: str = ""
    done: bool = False
    key: bytes = b""  # under which the cache knows its content

    def take(self, found: Iterable[tuple[Entry, bytes, Source]]) -> None:
        """Take over the rows that were found, with ids and the path as they are in this library."""
        self.rows = [
            _Row(replace(entry, id=self.id + entry.id.removeprefix(self.path.stem), file=str(self.path)), words, source)
            for entry, words, source in found
        ]
        self.done = True

    def skip(self, reason: str) -> None:
        """There is nothing to read here."""
        self.skipped, self.rows, self.done = reason, [], True


class _Loading:
    """One loading of some paths, from the first look to the last row."""

    def __init__(
        self,
        paths: Sequence[Path],
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool],
        store: Store | None,
    ) -> None:
        self._roots = paths
        self._progress = progress
        self._cancelled = cancelled
        self._scan = scan(paths, cancelled)
        files = self._scan.files
        ids = unique_ids([path.stem for path in files], files)
        self._files = [_File(*file) for file in zip(files, ids, self._scan.stamps, strict=True)]
        #: Whether there are so many files that they are listed first.
        self.many = len(files) >= FEW
        self._store = store
        self._done = 0
        self._total = len(files)
        #: Seconds that the last snapshot took to make.
        self.taken = 0.0

    # The steps; each yields after every file or row.

    def listed(self) -> Iterator[None]:
        """Look at all files of many: what the cache knows is done, of the others first lines and words are taken."""
        for file in self._files if self.many else ():
            if self._cancelled():
                return
            if not self._recall(file):
                self._glance(file)
            yield

    def understood(self) -> Iterator[None]:
        """Understand the files that are not done yet."""
        left = [file for file in self._files if not file.done and not self._recall(file)]
        if self._cancelled():
            return
        if len(left) >= FEW:
            for place, answer in answers(len(left), lambda place: left[place].path, self._cancelled):
                self._take(left[place], answer)
                yield
        else:
            for file in left:
                if self._cancelled():
                    break
                self._read(file)
                yield
        if self._store:
            self._store.save()

    def deepened(self) -> Iterator[None]:
        """Understand the rows of tables, of which only the columns are known, and let the cache remember what was done."""
        tables = [file for file in self._files if file.done and any(row.entry.pending for row in file.rows)]
        if self._cancelled():
            return
        left = [row for file in tables for row in file.rows if row.entry.pending]
        self._total += len(left)
        try:
            for place, answer in answers(
                len(left), lambda place: taken(left[place].entry, left[place].source), self._cancelled
            ):
                if isinstance(answer, Packed):
                    row = left[place]
                    row.entry = replace(answer.entry, id=row.entry.id, file=row.entry.file, number=row.entry.number)
                    row.words, row.source = answer.words, answer.data
                self._count()
                yield
        finally:
            for file in tables:
                self._remember(file)

    # What there is by now.

    @property
    def complete(self) -> bool:
        """Whether there is nothing left to be understood."""
        return all(file.done and not any(row.entry.pending for row in file.rows) for file in self._files)

    def snapshot(self) -> Library:
        """The library of all that has been looked at, ready to be shown."""
        begun = time.monotonic()
        library = self._library(self._files)
        library.prepare()
        self.taken = time.monotonic() - begun
        return library

    def library(self) -> Library:
        """The library of the files that are done."""
        return self._library([file for file in self._files if file.done])

    def _library(self, files: Iterable[_File]) -> Library:
        rows = [row for file in files for row in file.rows]
        entries = [row.entry for row in rows]
        shelf = Shelf(entries, [row.source for row in rows])
        skipped = [Skipped(file.path, file.skipped) for file in self._files if file.skipped]
        return Library(shelf, entries, TextIndex([row.words for row in rows]), (*self._scan.skipped, *skipped), self._roots)

    # What is known of a file.

    def _cache(self, file: _File) -> Store | None:
        """The cache, where it is worth while: for one of many files, and for tables."""
        return self._store if self.many or file.path.suffix.lower() in RECORDS else None

    def _read(self, file: _File) -> None:
        """Read one of a few files here."""
        if self.many and self._store:
            self._take(file, answer_to(file.path))
            return
        cache = self._cache(file)
        before = content_key(file.path) if cache else b""
        known = cache.recall_content(before) if cache and before else None
        if known is not None:
            self._keep(file, known)
            return
        self._take(file, read_one(file.path))
        if before and content_key(file.path) == before:
            file.key = before

    def _recall(self, file: _File) -> bool:
        """Take what the cache knows of a file in its present state, and say whether that was anything."""
        cache = self._cache(file)
        known = cache.recall(file.path, file.stamp) if cache and not file.done else None
        if known is not None:
            self._keep(file, known)
        return file.done

    def _glance(self, file: _File) -> None:
        """List a file with its first line and its words, unless the cache knows its content."""
        try:
            reason, data = look(file.path, _GLANCE)
        except OSError as error:
            reason, data = why(error), b""
        if reason:
            file.skip(reason)
            self._count()
            return
        whole = len(data) == file.stamp.size
        known = self._store.recall_content(key_of(file.path.name, data)) if self._store and whole else None
        if known is not None:
            self._keep(file, known)
        else:
            entry, words = glanced(file.path, file.id, data if whole else b"")
            file.rows = [_Row(entry, words, None)]

    def _keep(self, file: _File, known: Recalled) -> None:
        """Take over what the cache knows of a file."""
        if self._store is not None:
            where = Kept(self._store, known.key)
            file.key = known.key
            file.take((entry, words, where) for entry, words in known.rows)
            self._count()

    def _take(self, file: _File, answer: Answer | Outcome) -> None:
        """Take what was read from a file, and let the cache remember it."""
        if isinstance(answer, str):
            file.skip(answer)
        elif isinstance(answer, FileRead):
            where: Kept | None = None
            file.key = answer.key
            if self._store and answer.key:
                self._store.keep(file.path, file.stamp, answer.key, answer.reviews)
                where = Kept(self._store, answer.key)
            file.take((each.entry, each.words, where or each.data) for each in answer.reviews)
        elif not isinstance(answer, Packed):
            file.take((entry_of(review, number), words_of(review), review) for number, review in enumerate(answer))
        self._count()

    def _remember(self, file: _File) -> None:
        """Let the cache remember the rows of a table, as far as they have been understood."""
        if self._store is None or not file.key:
            return
        rows = []
        for row in file.rows:
            entry = replace(row.entry, id=file.path.stem + row.entry.id.removeprefix(file.id))
            data = pack(row.source) if isinstance(row.source, Review) else row.source if isinstance(row.source, bytes) else b""
            rows.append(Packed(entry, row.words, data))
            row.source = Kept(self._store, file.key)
        self._store.keep(file.path, file.stamp, file.key, rows)
        self._store.save()

    def _count(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)
