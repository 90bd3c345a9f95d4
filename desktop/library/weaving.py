"""A library taken up to what its files are now: what was read again is woven in, all else stays as it is.

Nothing vanishes: the reviews of a file that is gone, or cannot be read any more, stay where they are and say so, until the
reader takes them off the list or the file is back. A file that is found under another name takes its reviews along.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from typing_extensions import override

from desktop.library.entries import Entries
from desktop.library.entry import fingerprint
from desktop.library.library import Library
from desktop.library.on_disk import OnDisk
from desktop.library.scanning import why
from desktop.library.search import TextIndex
from desktop.library.shelf import Unpacked
from desktop.review import Problem, Review, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.library.entry import Entry
    from desktop.library.scanning import Skipped
    from desktop.library.watching import Difference

_GONE: Final = "the file is gone"
_NO_TEXT: Final = frozenset({"", fingerprint("")})


class Kind(StrEnum):
    """What has become of a file's reviews; the value is said after their number."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    MISSING = "missing"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of the reviews of one file: how many there are, the id of the first, and what more is to be said."""

    kind: Kind
    file: str
    reviews: int
    review_id: str
    detail: str = ""


def sentence(changes: Iterable[Change]) -> str:
    """Changes in short: ``2 reviews added, 1 changed, 1 missing``; empty where there are none."""
    counts: defaultdict[Kind, int] = defaultdict(int)
    for change in changes:
        counts[change.kind] += change.reviews
    parts = [f"{counts[kind]:,} {kind}" for kind in Kind if counts[kind]]
    if parts:
        number, _, said = parts[0].partition(" ")
        parts[0] = f"{number} {'review' if number == '1' else 'reviews'} {said}"
    return ", ".join(parts)


def woven(base: Library, difference: Difference, part: Library) -> tuple[Library, tuple[Change, ...]]:
    """The library after a difference, and what it did.

    Args:
        base: the library before.
        difference: what has become of its files.
        part: what was read of ``difference.to_read``; it may still be incomplete, and what it lacks stays as it was.
    """
    weaving = _Weaving(base, difference, part)
    return weaving.library(), weaving.changes()


def without_missing(base: Library) -> Library:
    """The library without the reviews of files that are missing."""
    kept = [
        _Strand(base, rows.start, rows.stop)
        for file, rows in _rows_by_file(base.entries).items()
        if file not in base.on_disk.missing
    ]
    return _assembled(base, kept, base.skipped, OnDisk(base.on_disk.scan, {}, base.on_disk.former))


class _Strand(NamedTuple):
    """Rows of a library that follow each other, with the ids they have from now on if those are others."""

    library: Library
    start: int
    stop: int
    ids: tuple[str, ...] | None = None


class _Weaving:
    """Works out of which rows of which library the next one is made."""

    def __init__(self, base: Library, difference: Difference, part: Library) -> None:
        self._base, self._difference, self._part = base, difference, part
        self._old = _rows_by_file(base.entries)
        self._new = {file: rows for file, rows in _rows_by_file(part.entries).items() if self._is_better(file, rows)}
        self._was_missing = base.on_disk.missing
        self._missing = self._missing_now()
        self._renamed = self._find_renamed()  # file now -> file before
        for before in self._renamed.values():
            del self._missing[before]

    def library(self) -> Library:
        base, part, scan = self._base, self._part, self._difference.scan
        former = dict(base.on_disk.former)
        strands = list(self._strands(former))
        read = set(self._difference.to_read)
        files = frozenset(scan.files)
        skipped = (
            *scan.skipped,
            *(each for each in base.skipped if each.path in files and each.path not in read),
            *(each for each in part.skipped if str(each.path) not in self._missing and each.path in files),
        )
        return _assembled(base, strands, skipped, OnDisk(scan, self._missing, former))

    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes())

    # inside

    def _is_better(self, file: str, rows: range) -> bool:
        """Whether what was read of a file may take the place of what is there: not before it is understood, if that was."""
        old = self._old.get(file)
        return old is None or self._base.entries[old.start].pending or not any(self._part.entries[row].pending for row in rows)

    def _missing_now(self) -> dict[str, str]:
        missing = dict(self._was_missing)
        missing.update((str(path), _GONE) for path in self._difference.gone if str(path) in self._old)
        gone = why(FileNotFoundError())  # since the look
        reasons = {str(each.path): _GONE if each.reason == gone else each.reason for each in self._part.skipped}
        for path in map(str, self._difference.to_read):
            if path in self._new:
                missing.pop(path, None)
            elif path in reasons and path in self._old:
                missing[path] = reasons[path]
        return missing

    def _find_renamed(self) -> dict[str, str]:
        """Files that are new and say what a missing one said, in its place."""
        lost: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for file in self._missing:
            lost[_said(self._base, self._old[file])].append(file)
        renamed: dict[str, str] = {}
        for file, rows in self._new.items():
            said = _said(self._part, rows)
            if file not in self._old and lost.get(said) and not _NO_TEXT.issuperset(said):
                renamed[file] = lost[said].pop(0)
        return renamed

    def _order(self) -> Iterator[str]:
        """All files that have reviews, a missing one behind the one that it stood behind."""
        there = self._difference.scan.names
        known = frozenset(there)
        behind: defaultdict[str, list[str]] = defaultdict(list)
        last = ""
        for file in self._old:
            if file in known:
                last = file
            elif file in self._missing:
                behind[last].append(file)
        yield from behind[""]
        for file in there:
            if file in self._new or file in self._old:
                yield file
            yield from behind.get(file, ())

    def _strands(self, former: dict[str, str]) -> Iterator[_Strand]:
        """The rows of the library to be; ``former`` takes up the ids that change."""
        base, part = self._base, self._part
        moved = frozenset(self._renamed.values())
        known = base.entries.column("id")
        taken = {id_ for file, rows in self._old.items() if file not in moved for id_ in known[rows.start : rows.stop]}
        for file in self._order():
            rows, fresh = self._old.get(file), self._new.get(file)
            if fresh is None:
                if rows is not None:
                    yield _Strand(base, rows.start, rows.stop)
                continue
            first = base.entries[rows.start].id if rows is not None else _new_id(Path(file), taken)
            own = part.entries[fresh.start].id
            ids = tuple(first + id_.removeprefix(own) for id_ in part.entries.column("id")[fresh.start : fresh.stop])
            taken.update(ids)
            if file in self._renamed:
                before = self._old[self._renamed[file]]
                changed = {base.entries[row].id: id_ for row, id_ in zip(before, ids, strict=True)}
                former.update({old: changed.get(new, new) for old, new in former.items()})
                former.update({old: new for old, new in changed.items() if old != new})
            yield _Strand(part, fresh.start, fresh.stop, ids)

    def _changes(self) -> Iterator[Change]:
        for file, rows in self._new.items():
            entry = self._part.entries[rows.start]
            before = self._old.get(file)
            if file in self._renamed:
                yield Change(Kind.RENAMED, file, len(rows), entry.id, f"was {Path(self._renamed[file]).name}")
            elif before is None:
                yield Change(Kind.ADDED, file, len(rows), entry.id)
            elif file in self._was_missing:
                yield Change(Kind.BACK, file, len(rows), self._base.entries[before.start].id)
            else:
                other = _differing(self._base, before, self._part, rows)
                detail = f"{len(before)} reviews before" if len(before) != len(rows) else ""
                if other or detail:
                    yield Change(Kind.CHANGED, file, max(1, other), self._base.entries[before.start].id, detail)
        for file, reason in self._missing.items():
            if file not in self._was_missing:
                rows = self._old[file]
                yield Change(Kind.MISSING, file, len(rows), self._base.entries[rows.start].id, reason)


def _rows_by_file(entries: Entries) -> dict[str, range]:
    found: dict[str, range] = {}
    start = 0
    for file, group in groupby(entries.column("file")):
        stop = start + sum(1 for _ in group)
        found[file] = range(start, stop)
        start = stop
    return found


def _said(library: Library, rows: range) -> tuple[str, ...]:
    return tuple(library.entries.column("fingerprint")[rows.start : rows.stop])


def _differing(base: Library, before: range, part: Library, now: range) -> int:
    """How many rows of a file say something else now; a page that had not been understood yet says nothing else by that."""
    number = 0
    for row, other in zip(before, now, strict=False):
        old, new = base.entries[row], part.entries[other]
        if old.pending or new.pending:
            same = old.fingerprint == new.fingerprint
        else:  # the words show where paragraphs end, which the fingerprint does not
            same = old == new._replace(id=old.id) and base.text.words(row) == part.text.words(other)
        number += not same
    return number


def _new_id(path: Path, taken: set[str]) -> str:
    """An id for the reviews of a new file, in the manner of :func:`desktop.library.ids.unique_ids`; those in use stay."""
    id_ = path.stem
    for folder in reversed(path.parts[:-1]):
        if id_ not in taken:
            return id_
        id_ = f"{folder.strip('/')}/{id_}"
    number = 1
    unique = id_
    while unique in taken:
        number += 1
        unique = f"{id_}~{number}"
    return unique


def _assembled(base: Library, strands: Iterable[_Strand], skipped: Iterable[Skipped], on_disk: OnDisk) -> Library:
    """A library of rows of others."""
    joined = list(_joined(strands))
    entries = Entries.joined((library.entries, start, stop, ids) for library, start, stop, ids in joined)
    text = TextIndex.of_parts((library.text, start, stop) for library, start, stop, _ in joined)
    missing = on_disk.missing
    absent = {row: missing[file] for row, file in enumerate(entries.column("file")) if file in missing} if missing else {}
    reviews = _Woven(entries, ((library.reviews, start, stop) for library, start, stop, _ in joined), absent)
    return Library(reviews, entries, text, skipped, base.roots, on_disk=on_disk)


def _joined(strands: Iterable[_Strand]) -> Iterator[_Strand]:
    """The same strands, those that go on where the one before ended made one."""
    last: _Strand | None = None
    for strand in strands:
        if last is None:
            last = strand
        elif strand.library is last.library and strand.start == last.stop and strand.ids is None and last.ids is None:
            last = last._replace(stop=strand.stop)
        else:
            yield last
            last = strand
    if last is not None:
        yield last


class _Woven(Unpacked):
    """Reviews that stand on several shelves."""

    def __init__(
        self, entries: Sequence[Entry], pieces: Iterable[tuple[Sequence[Review], int, int]], absent: Mapping[int, str]
    ) -> None:
        super().__init__(entries)
        self._absent = absent
        self._shelves: list[Sequence[Review]] = []
        self._shelf_of = array("I")
        self._row_there = array("I")
        numbers: dict[int, int] = {}
        for reviews, start, stop in pieces:
            if isinstance(reviews, _Woven):  # no shelf on shelf: there may be very many changes
                for row in range(start, stop):
                    self._put(numbers, reviews._shelves[reviews._shelf_of[row]], (reviews._row_there[row],))  # noqa: SLF001 - of the same class
            else:
                self._put(numbers, reviews, range(start, stop))

    def _put(self, numbers: dict[int, int], shelf: Sequence[Review], rows: Sequence[int]) -> None:
        number = numbers.setdefault(id(shelf), len(self._shelves))
        if number == len(self._shelves):
            self._shelves.append(shelf)
        self._shelf_of.extend([number] * len(rows))
        self._row_there.extend(rows)

    @override
    def _taken(self, row: int) -> Review:
        review = self._shelves[self._shelf_of[row]][self._row_there[row]]
        id_ = self._entries[row].id
        if review.id != id_:
            review = replace(review, id=id_)
        reason = self._absent.get(row)
        if reason is None:
            return review
        message = f"source missing: {reason}; this is what it said when it was last read"
        return replace(review, problems=(Problem(message, Severity.WARNING, "watching.missing"), *review.problems))
