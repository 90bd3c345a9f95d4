"""Which reviews are copies of each other: syndicated, posted twice, or saved from two sites.

Two texts are the same review when most runs of four words of the shorter one stand in the longer one, too, and the longer one
is not mostly something else. Shared quotations, plots or the words of a form are far from that; so are reviews made after one
pattern. Reviews of works that are named differently are never taken for copies, and very short ones neither: many people say
"Great film".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.library.passing import Passing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.library.library import Library

#: The part of the shorter text's runs of words that must stand in the longer one, and the part of the longer one's.
LEAST: Final = 0.6
LEAST_OF_LONGER: Final = 0.4
#: Texts of fewer words are never taken for copies.
SHORTEST: Final = 20
_SKETCH: Final = 16  # runs that stand for a text while candidates are looked for
_COMMON: Final = 50  # a run in so many different texts is a phrase of the language or of a site
_TRIED: Final = 5  # candidates compared in full
_HINT: Final = 2  # runs of the sketch that a candidate must share: copies share about half of them
# Of texts that are nearly the same as the most complete one, and about as long, the earliest is kept.
_NEARLY: Final = 0.9
_AS_LONG: Final = 0.95


class Pair(NamedTuple):
    """A row whose text is another row's: ``share`` is the part of the shorter one's runs of words that both hold."""

    row: int
    of: int
    share: float


class Shared(NamedTuple):
    """What two texts have in common: runs of four words, of each how many."""

    runs: int
    of_shorter: int
    of_longer: int

    @property
    def part(self) -> float:
        """The part of the shorter text that stands in both, 0..1."""
        return self.runs / self.of_shorter if self.of_shorter else 0.0

    @property
    def same(self) -> bool:
        """Whether that makes them one review."""
        return self.part >= LEAST and self.runs >= LEAST_OF_LONGER * self.of_longer


class Folded(NamedTuple):
    """Rows without the copies among them, and for each row that stands for others, these."""

    rows: Sequence[int]
    under: Mapping[int, tuple[int, ...]]

    @property
    def number(self) -> int:
        """How many copies there are under the rows."""
        return sum(map(len, self.under.values()))


def shared(one: bytes, other: bytes) -> Shared:
    """What two texts, as search looks through them, have in common."""
    number: Callable[[bytes], int] = defaultdict[bytes, int](count().__next__).__getitem__
    short, long = sorted((_runs(list(map(number, text.split()))) for text in (one, other)), key=len)
    return Shared(len(short & long), len(short), len(long))


def _runs(words: Sequence[int]) -> set[int]:
    """The runs of four words of a text, each as a number."""
    return set(map(hash, zip(words, words[1:], words[2:], words[3:], strict=False)))


def find_pairs(texts: Sequence[bytes]) -> list[Pair]:
    """The rows that are copies of another one, each with the longest text that it is a copy of.

    ``texts`` are the searched words of all rows (:func:`desktop.library.entry.searchable`). Every row stands once, and what it
    is a copy of is no copy itself, so that likeness never leads from one text over a second to a quite different third.
    """
    number: Callable[[bytes], int] = defaultdict[bytes, int](count().__next__).__getitem__
    first: dict[bytes, int] = {}
    pairs = []
    sketches: dict[int, list[int]] = {}
    lengths: dict[int, int] = {}
    met: set[int] = set()
    again: set[int] = set()
    for row, text in enumerate(texts):
        words = list(map(number, text.split()))
        if len(words) < SHORTEST:
            continue
        same = first.setdefault(text, row)
        if same != row:
            pairs.append(Pair(row, same, 1.0))
            continue
        sketch = sorted(_runs(words))[:_SKETCH]
        sketches[row], lengths[row] = sketch, len(words)
        again.update(met.intersection(sketch))
        met.update(sketch)
    del met
    runs = _Runs(texts, number)
    originals: defaultdict[int, list[int]] = defaultdict(list)
    copied: dict[int, Pair] = {}
    for row in sorted(sketches, key=lambda row: (-lengths[row], row)):
        told = again.intersection(sketches[row])
        pair = _original(row, told, originals, runs)
        if pair is not None:
            pairs.append(pair)
            copied[row] = pair
        else:
            for run in told:
                originals[run].append(row)
    # What equals a copy is a copy of the same text, as much as that one.
    return sorted(copied[pair.of]._replace(row=pair.row) if pair.of in copied else pair for pair in pairs)


class _Runs:
    """The runs of some texts, those asked for last kept at hand."""

    def __init__(self, texts: Sequence[bytes], number: Callable[[bytes], int]) -> None:
        self._texts = texts
        self._number = number
        self._known: dict[int, set[int]] = {}

    def __getitem__(self, row: int) -> set[int]:
        if row not in self._known:
            if len(self._known) > 1_000:
                self._known.clear()
            self._known[row] = _runs(list(map(self._number, self._texts[row].split())))
        return self._known[row]


def _original(row: int, told: Iterable[int], originals: Mapping[int, list[int]], runs: _Runs) -> Pair | None:
    """The longer text that a row is a copy of, if there is one."""
    candidates: Counter[int] = Counter()
    for run in told:
        holders = originals.get(run, ())
        if len(holders) < _COMMON:
            candidates.update(holders)
    best: Pair | None = None
    for other, hints in candidates.most_common(_TRIED):
        if hints < _HINT:
            break
        mine, its = runs[row], runs[other]
        both = Shared(len(mine & its), *sorted((len(mine), len(its))))
        if both.same and (best is None or both.part > best.share):
            best = Pair(row, other, both.part)
    return best


class Copies:
    """The rows of a library that are one review; of each such group one row is kept, the others are its copies.

    Kept is the most complete one; of those that are nearly the same as it (90 % of the words, 95 % of the length) the one
    published first, and where no dates tell, the first of the library.
    """

    def __init__(self, groups: Iterable[Sequence[int]] = ()) -> None:
        """``groups`` hold the kept row first, then its copies, best first."""
        self.groups = tuple(tuple(group) for group in groups)
        self._group_of = {row: group for group in self.groups for row in group}

    @classmethod
    def of(cls, library: Library, pairs: Iterable[Pair]) -> Copies:
        """The groups that the pairs make, with one work in each: what names no work goes with what it is a copy of."""
        shares: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for pair in pairs:
            shares[pair.of][pair.row] = pair.share
        groups: list[tuple[int, ...]] = []
        for original, copies in shares.items():
            by_work: defaultdict[str, list[int]] = defaultdict(list)
            for row in (original, *copies):
                by_work[library.work_of(row).id].append(row)
            unnamed = by_work.pop("", [])
            parts = sorted(by_work.values(), key=lambda rows: (original not in rows, -len(rows), rows)) or [[]]
            parts[0].extend(unnamed)
            groups.extend(_ordered(library, part, copies | {original: 1.0}) for part in parts if len(part) > 1)
        return cls(sorted(groups))

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def number(self) -> int:
        """How many rows are copies of a kept one."""
        return sum(len(group) - 1 for group in self.groups)

    def group(self, row: int) -> tuple[int, ...]:
        """The rows that are the same review as this one, the kept one first; the row alone where there is no other."""
        return self._group_of.get(row, (row,))

    def is_copy(self, row: int) -> bool:
        """Whether another row is kept in place of this one."""
        return self.group(row)[0] != row

    def fold(self, rows: Sequence[int]) -> Folded:
        """The rows with one of each group, the best of those given, in the order given."""
        if not self.groups:
            return Folded(rows, {})
        present = rows.flags.__getitem__ if isinstance(rows, Passing) else set(rows).__contains__
        under: dict[int, tuple[int, ...]] = {}
        for group in self.groups:
            first, *others = (*filter(present, group), -1)
            if len(others) > 1:
                under[first] = tuple(others[:-1])
        if not under:
            return Folded(rows, {})
        copies = {row for below in under.values() for row in below}
        return Folded(rows.without(copies) if isinstance(rows, Passing) else [row for row in rows if row not in copies], under)

    def moved(self, before: Library, after: Library) -> Copies:
        """The same groups in another snapshot of the library, as far as their texts are still there and unchanged."""
        groups = []
        for group in self.groups:
            rows = []
            for row in group:
                entry = before.entries[row]
                now = after.find_row(entry.id)
                if now is not None and after.entries[now].fingerprint == entry.fingerprint:
                    rows.append(now)
            if len(rows) > 1:
                groups.append(rows)
        return Copies(groups)


def copies_in_words(number: int) -> str:
    """How many copies there are."""
    return "1 copy" if number == 1 else f"{number:,} copies"


def _ordered(library: Library, rows: Sequence[int], shares: Mapping[int, float]) -> tuple[int, ...]:
    """The rows of a group, the one to keep first."""
    entries = library.entries
    full = max(entries[row].length for row in rows)
    closest = max(shares[row] for row in rows)

    def rank(row: int) -> tuple[bool, int, int, int]:
        nearly = shares[row] >= _NEARLY * closest and entries[row].length >= _AS_LONG * full
        return not nearly, 0 if nearly else -entries[row].length, entries[row].date or 99_999_999, row

    return tuple(sorted(rows, key=rank))
