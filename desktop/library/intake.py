"""One loading of some paths: what is known of each file by now, and the steps from a first look to the last row."""

from __future__ import annotations

import time
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.library import grouping
from desktop.library.entries import Entries
from desktop.library.entry import entry_of, glanced, words_of
from desktop.library.finding import FileFound, Finding, Row, stem_of
from desktop.library.image import KEY, Image
from desktop.library.library import Library
from desktop.library.on_disk import OnDisk
from desktop.library.processes import answers, worth_processes
from desktop.library.reopening import Reopening
from desktop.library.rough_text import RoughIndex
from desktop.library.scanning import Skipped, Stamp, look, why
from desktop.library.search import TextIndex
from desktop.library.shelf import Kept, Shelf, taken
from desktop.library.store import AT_ONCE, SETTLED, Packed, content_key, key_of, row_content, row_key
from desktop.library.worker import FileRead, answer_to, packed, portions, stumbled
from desktop.reading.limits import FEW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.library.entry import Entry
    from desktop.library.shelf import Source
    from desktop.library.store import Recalled, Store
    from desktop.library.worker import Answer
    from desktop.review import Review

_AT_FIRST: Final = 64  # files that are found before the first are looked at
_OFTEN: Final = 16  # files that are looked at between two questions whether to go on
_UNSETTLED: Final = Stamp(-1, -1)  # of a file that may have changed since without its time changing
_GLANCE: Final = 1 << 20  # bytes up to which a file is searchable before it has been understood


class Intake:
    """One loading of some paths, from the first look to the last row."""

    def __init__(
        self,
        paths: Sequence[Path],
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool],
        store: Store | None,
        wanted: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """``wanted`` gives the ids of the reviews that are to be understood before all others just now."""
        self._wanted = wanted
        self._satisfied: Sequence[str] = ()
        self._looked = False  # whether the cache has been asked for all files
        self._open: dict[str, int] = {}  # what is still to be understood, by the ids of files or rows
        self._roots = paths
        self._progress = progress
        self._cancelled = cancelled
        self._begun = time.time_ns()
        self._finding = Finding(paths, cancelled)
        self._files = self._finding.files
        self._rows_to_do = 0  # rows of tables that are to be understood one by one
        self._store = store
        self._before: Reopening | None = None
        self._done = 0
        #: Seconds that the last snapshot took to make.
        self.taken = 0.0

    def reopened(self) -> Library | None:
        """The library as it was when it was open before, ready to be shown; None if anything is new or has changed since."""
        images = self._store.images if self._store else None
        image = images.recall(self._roots) if images else None
        if image is None or self._store is None:
            return None
        self._before = Reopening(image, self._store)
        library = self._before.library(self._finding.scan_of_all(), self._roots)
        return None if library is None else _prepared(library)

    # The steps; each yields after every file or row.

    def listed(self) -> Iterator[None]:
        """Find all files and, where they are many, look at them, at the first before the last have been found.

        What the cache knows is done then; of the others, first lines and words are taken.
        """
        looked = 0
        while not self._finding.ended and not self._cancelled():
            self._finding.further(AT_ONCE if self.many else _AT_FIRST)
            ahead = self._files[looked:] if self.many else []
            looked += len(ahead)
            # All at once: asking for each by itself takes longer than looking at it.
            known = self._known(ahead)
            for number, file in enumerate(ahead):
                if number % _OFTEN == 0 and self._cancelled():
                    return
                if file.name in known:
                    self._keep(file, known[file.name])
                elif not file.done:
                    self._glance(file)
                yield
        self._looked = self.many

    def understood(self) -> Iterator[None]:
        """Understand the files that are not done yet."""
        self._finding.further()
        left = [file for file in self._files if not file.done and (self._looked or not self._recall(file))]
        if self._cancelled():
            return
        if worth_processes(len(left)):
            self._open = {file.id: place for place, file in enumerate(left)}
            for place, answer in answers(len(left), lambda place: left[place].path, self._cancelled, self._first):
                self._take(left[place], answer)
                del self._open[left[place].id]
                yield
        else:
            for file in left:
                if self._cancelled():
                    break
                for _ in self._read(file):
                    yield
                    if self._cancelled():
                        break
        if self._store:
            self._store.save()

    def deepened(self) -> Iterator[None]:
        """Understand the rows of tables, of which only the columns are known, and let the cache remember what was done."""
        tables = [file for file in self._files if file.done and any(row.entry.pending for row in file.rows)]
        left: list[tuple[FileFound, Row]] = []
        for file in tables:
            before = self._store is not None and self._store.knows_place(file.name)
            for number, row in enumerate(file.rows):
                if number % AT_ONCE == 0 and self._cancelled():
                    return
                if row.entry.pending and not self._recall_row(file, row, before=before):
                    left.append((file, row))
        self._rows_to_do = len(left)

        def job(place: int) -> Review:
            _, row = left[place]
            return taken(row.entry, row.source)

        self._open = {row.entry.id: place for place, (_, row) in enumerate(left)}
        for place, answer in answers(len(left), job, self._cancelled, self._first):
            file, row = left[place]
            del self._open[row.entry.id]
            read = packed(stumbled(job(place), answer)) if isinstance(answer, str) else answer
            if isinstance(read, Packed):
                self._take_row(file, row, read)
            self._count()
            yield
        for file in tables:
            self._remember(file)

    def _first(self) -> Iterable[int]:
        return [place for each in self._wanted() if (place := self._open.get(each)) is not None]

    # What there is by now.

    @property
    def many(self) -> bool:
        """Whether there are so many files that they are listed first."""
        return worth_processes(self._finding.found)

    @property
    def shown(self) -> bool:
        """Whether there has been a snapshot."""
        return self._finding.shown

    @property
    def rows(self) -> int:
        """How many rows are known by now."""
        return sum(len(file.rows) for file in self._files)

    def satisfied(self) -> bool:
        """Whether what is wanted before all else has been understood since this was last so."""
        wanted = self._wanted()
        if wanted == self._satisfied or any(each in self._open for each in wanted):
            return False
        self._satisfied = wanted
        return True

    @property
    def complete(self) -> bool:
        """Whether there is nothing left to be understood."""
        return self._finding.ended and all(
            file.done and not any(row.entry.pending for row in file.rows) for file in self._files
        )

    def snapshot(self) -> Library:
        """The library of all that has been looked at, ready to be shown."""
        begun = time.monotonic()
        self._finding.shown = True
        library = _prepared(self._library(self._files))
        self.taken = time.monotonic() - begun
        return library

    def keep(self, library: Library) -> None:
        """Let the cache keep the library of all files whole, once it is complete; of few rows that would save nothing."""
        images = self._store.images if self._store else None
        if images is None or not worth_processes(len(library)) or self._cancelled() or not self.complete:
            return
        settled = self._begun - SETTLED * 1e9
        stamps = [
            file.stamp if file.stamp.time < settled and (file.key or not file.rows) else _UNSETTLED for file in self._files
        ]
        keys = b"".join(file.key.ljust(KEY, b"\0") for file in self._files)
        rows = array("I", (len(file.rows) for file in self._files))
        words, ends = library.text.stretch(0, len(library))
        names = [file.name for file in self._files]
        image = Image(names, stamps, rows, keys, library.entries, words, array("Q", ends), _prepared(library).worked_out())
        images.keep(self._roots, image)

    def library(self) -> Library:
        """The library of the files that are done."""
        return self._library([file for file in self._files if file.done])

    def _library(self, files: Sequence[FileFound]) -> Library:
        scan = self._finding.scan
        rows = [row for file in files for row in file.rows]
        entries = Entries.of(row.entry for row in rows)
        shelf = Shelf(entries, [row.source for row in rows])
        skipped = [Skipped(file.path, file.skipped) for file in self._files if file.skipped]
        # Pages that were only looked at may be in rough form.
        text = (TextIndex if all(file.done for file in files) else RoughIndex)([row.words for row in rows])
        for row, words in zip(rows, text.held(), strict=True):
            row.words = words  # so that they are not kept twice
        return Library(shelf, entries, text, (*scan.skipped, *skipped), self._roots, OnDisk(scan, former=self._finding.former))

    # What is known of a file.

    def _cache(self, file: FileFound) -> Store | None:
        """The cache, where it is worth while: for one of many files, and for tables."""
        return self._store if self.many or _is_table(file.name) else None

    def _known(self, files: Sequence[FileFound]) -> Mapping[str, Recalled]:
        """Take over the files that the image of the library knows, and say what the cache knows of the others."""
        for file in files if self._before else ():
            self._retake(file)
        left = [(file.name, file.stamp) for file in files if not file.done]
        # All at once: asking for each by itself takes longer than looking at it.
        return self._store.recall_many(left) if self._store and self._store.full and left else {}

    def _retake(self, file: FileFound) -> None:
        """Take over what the image of the library knows of a file."""
        known = self._before.file(file.name, file.stamp) if self._before else None
        if known is not None:
            file.key = known.key
            file.take(known.rows, known.rows[0][0].id)
            self._count()

    def _read(self, file: FileFound) -> Iterator[None]:
        """Read one of a few files here; many rows of a table stand in the list before the last has been read."""
        if self.many and self._store:
            self._take(file, answer_to(file.path))
            yield
            return
        cache = self._cache(file)
        before = content_key(file.path) if cache else b""
        known = cache.recall_content(before) if cache and before else None
        if known is not None:
            self._keep(file, known)
            yield
            return
        reviews = 0
        for outcome, anew in portions(file.path):
            if isinstance(outcome, str):
                file.skip(outcome)
            else:
                reviews = 0 if anew else reviews
                file.add(((entry_of(each, n), words_of(each), each) for n, each in enumerate(outcome, reviews)), anew=anew)
                reviews += len(outcome)
            yield
        file.done = True
        if before and content_key(file.path) == before:
            file.key = before
        self._count()

    def _recall(self, file: FileFound) -> bool:
        """Take what the cache knows of a file in its present state, and say whether that was anything."""
        cache = self._cache(file)
        known = cache.recall(file.name, file.stamp) if cache and cache.full and not file.done else None
        if known is not None:
            self._keep(file, known)
        return file.done

    def _glance(self, file: FileFound) -> None:
        """List a file with its first line and its words, unless the cache knows its content."""
        try:
            reason, data = look(file.name, min(file.stamp.size + 1, _GLANCE))
        except OSError as error:
            reason, data = why(error), b""
        if reason:
            file.skip(reason)
            self._count()
            return
        whole = len(data) == file.stamp.size
        known = self._store.recall_content(key_of(file.path.name, data)) if whole and self._store and self._store.full else None
        if known is not None:
            self._keep(file, known)
        else:
            entry, words = glanced(file.name, file.id, data if whole else b"")
            file.rows = (Row(entry, words, None),)

    def _keep(self, file: FileFound, known: Recalled) -> None:
        """Take over what the cache knows of a file."""
        if self._store is not None:
            store, key, table = self._store, known.key, len(known.rows) > FEW
            file.key = key
            file.take((e, words, Kept(store, row_key(key, e.number) if table else key)) for e, words in known.rows)
            self._count()

    def _take(self, file: FileFound, answer: Answer) -> None:
        """Take what was read from a file, and let the cache remember it once it is all understood."""
        if isinstance(answer, str):
            file.skip(answer)
        elif isinstance(answer, FileRead):
            where: Kept | None = None
            file.key = answer.key
            if self._store and answer.key and len(answer.reviews) <= FEW:
                self._store.keep(file.path, file.stamp, answer.key, answer.reviews)
                where = Kept(self._store, answer.key)
            file.take((each.entry, each.words, where or each.data) for each in answer.reviews)
        self._count()

    # What is known of a row of a table.

    def _recall_row(self, file: FileFound, row: Row, *, before: bool) -> bool:
        """Take what the cache knows of a row, and say whether that was anything; ``before``: of the table, in another state."""
        if self._store is None or not file.key:
            return False
        key = row_key(file.key, row.entry.number)
        known = self._store.recall_content(key)
        if known is not None:
            ((entry, words),) = known.rows
            self._put(file, row, entry, words, Kept(self._store, key))
            return True
        if not before:
            return False
        # Most rows of a table that has changed are as they were, if elsewhere in it.
        former = self._store.recall_row(self._content(file, row))
        if former is not None:
            self._take_row(file, row, former)
        return former is not None

    def _content(self, file: FileFound, row: Row) -> bytes:
        """What tells a row by what its columns say; known as long as it has not been understood."""
        row.content = row.content or row_content(file.path.name, taken(row.entry, row.source))
        return row.content

    def _take_row(self, file: FileFound, row: Row, answer: Packed) -> None:
        """Take what was understood of a row, and let the cache remember it."""
        if self._store is not None and file.key:
            key = row_key(file.key, row.entry.number)
            self._store.keep_row(
                key, answer._replace(entry=answer.entry._replace(number=row.entry.number)), self._content(file, row)
            )
            self._put(file, row, answer.entry, answer.words, Kept(self._store, key))
        else:
            self._put(file, row, answer.entry, answer.words, answer.data)

    def _put(self, file: FileFound, row: Row, entry: Entry, words: bytes, source: Source) -> None:
        row.entry = entry._replace(id=row.entry.id, file=file.name, number=row.entry.number)
        row.words, row.source = words, source

    def _remember(self, file: FileFound) -> None:
        """Let the cache remember a table of which all rows have been understood and remembered."""
        if self._store is not None and file.key and not any(row.entry.pending for row in file.rows):
            stem = stem_of(file.name)
            named = (row.entry._replace(id=stem + row.entry.id.removeprefix(file.id)) for row in file.rows)
            rows = [Packed(entry, bytes(row.words), b"") for entry, row in zip(named, file.rows, strict=True)]
            self._store.keep(file.path, file.stamp, file.key, rows)
            self._store.save()

    def _count(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._finding.found + self._rows_to_do)


def _prepared(library: Library) -> Library:
    """A library that is ready to be shown."""
    library.prepare()
    grouping.prepare(library, "work")
    return library


# Listing needs no rules of reading, which take longer to import than a window takes to appear.


def _is_table(name: str) -> bool:
    from desktop.reading.sources import RECORDS  # noqa: PLC0415 - see above

    return Path(name).suffix.lower() in RECORDS
