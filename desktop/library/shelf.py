"""Where the reviews of a large library stand: packed, in the cache or still in their files; unpacked when they are shown."""

from __future__ import annotations

from abc import abstractmethod
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from typing_extensions import override

from desktop.library.by_row import ByRow
from desktop.library.scanning import look, why
from desktop.library.store import Store, unpack
from desktop.library.worker import read_one, understood
from desktop.review import Block, Found, Problem, Review, Role, Severity, Span, WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.entry import Entry

#: Reviews that are kept unpacked: more than a window shows at a time.
_AT_HAND: Final = 256
_GLIMPSE: Final = 16_384  # bytes of a page that a list looks at


class Kept(NamedTuple):
    """A review that stands in the cache."""

    store: Store
    key: bytes


#: Where a review is: at hand, packed, in the cache, or (None) in its file alone.
Source: TypeAlias = Review | bytes | Kept | None


class Unpacked(ByRow[Review]):
    """Reviews, row by row, each made when it is asked for; the latest are kept at hand."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._at_hand: OrderedDict[int, Review] = OrderedDict()

    @override
    def __len__(self) -> int:
        return len(self._entries)

    @override
    def at(self, row: int) -> Review:
        review = self._at_hand.get(row)
        if review is None:
            review = self._at_hand[row] = self._taken(row)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        return review

    @abstractmethod
    def _taken(self, row: int) -> Review:
        """The review of a row, made anew."""


class Shelf(Unpacked):
    """The reviews of a library, row by row; each is made when it is asked for.

    What is damaged in the cache, or was never put there, is read again from its file. A file that is gone by then gives a
    review without text that says so.
    """

    def __init__(self, entries: Sequence[Entry], sources: Sequence[Source]) -> None:
        super().__init__(entries)
        self._sources = sources

    def glimpse(self, row: int) -> Review:
        """A review that may be shallow, and only the beginning of its file; nothing is understood for it."""
        review = self._at_hand.get(row)
        if review is not None:
            return review
        entry, source = self._entries[row], self._sources[row]
        return taken(entry, source) if source is not None else _beginning(entry)

    @override
    def _taken(self, row: int) -> Review:
        entry = self._entries[row]
        review = understood(taken(entry, self._sources[row]))
        path = Path(entry.file)
        return review if review.id == entry.id and review.path == path else replace(review, id=entry.id, path=path)


def taken(entry: Entry, source: Source) -> Review:
    """The review of an entry from where it is, or else from its file; it may be a shallow one."""
    review: Review | None = None
    if isinstance(source, Review):
        review = source
    elif isinstance(source, Kept):
        review = source.store.review(source.key, entry.number)
    elif source is not None:
        review = unpack(source)
    return review or _read_again(entry)


def _beginning(entry: Entry) -> Review:
    """A page of which only the beginning is read, as it stands there."""
    try:
        _, data = look(entry.file, _GLIMPSE)
    except OSError as error:
        return _gone(entry, why(error))
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    blocks = (Block(Span(0, len(text)), Role.BODY, "shelf.glimpse", 0.0),) if text else ()
    kind = Found(entry.kind, None, "shelf.glimpse", 0.0)
    return Review(id=entry.id, path=Path(entry.file), text=text, encoding="utf-8", kind=kind, blocks=blocks, shallow=True)


def _read_again(entry: Entry) -> Review:
    outcome = read_one(Path(entry.file))
    if not isinstance(outcome, str) and entry.number < len(outcome):
        return outcome[entry.number]
    return _gone(entry, outcome if isinstance(outcome, str) else "has fewer reviews now")


def _gone(entry: Entry, reason: str) -> Review:
    return Review(
        id=entry.id,
        path=Path(entry.file),
        text="",
        encoding="utf-8",
        kind=Found(WorkKind.OTHER, None, "shelf.gone", 0.0),
        blocks=(),
        problems=(Problem(f"the file cannot be read any more: {reason}", Severity.ERROR, "shelf.gone"),),
    )
