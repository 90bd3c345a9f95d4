"""By what a review is known again: what its text is known by, else its place and a likeness of its words."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from zlib import crc32

from desktop.library.entry import fingerprint, words_of
from desktop.library.works import YEARS_APART
from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.library.library import Library
    from desktop.review import Review

#: The fingerprints of an empty page, and of one whose text is not known yet.
NO_TEXT: Final = frozenset({"", fingerprint("")})
#: From this likeness on, what stands in a place is taken for a new version of what stood there. Two pages of one site share
#: their menus and forms, but these are not among the words that are compared.
SAME_PAGE: Final = 0.25

_TRIPLE: Final = 3  # words
_SKETCH: Final = 64  # numbers; the likeness of two texts is estimated to within about 0.06


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """What a review is known by: ``text`` is the fingerprint of its text, ``place`` its file and its number in it."""

    text: str
    place: str


def identity(review: Review) -> ReviewKey:
    """The key of a review. An empty page has nothing but its place to be known by."""
    return _key(fingerprint(review.text), place_of(str(review.path or ""), review.id))


@dataclass(frozen=True, slots=True)
class Marked:
    """A review as a mark is put on it: what it is known by, its title and, made when asked for, its searched words."""

    key: ReviewKey
    title: str
    words: Callable[[], bytes]

    @classmethod
    def of(cls, review: Review) -> Marked:
        """A review that is at hand."""
        return cls(identity(review), review.title, partial(words_of, review))

    @classmethod
    def of_row(cls, library: Library, row: int) -> Marked:
        """A library's review; only one that is not understood yet is unpacked for it."""
        entries = library.entries
        if entries.column("pending")[row]:
            return cls.of(library.reviews[row])
        text, title = entries.column("fingerprint")[row], entries.column("title")[row]
        place = place_of(entries.column("file")[row], entries.column("id")[row])
        return cls(_key(text, place), title, partial(library.text.words, row))


def _key(text: str, place: str) -> ReviewKey:
    return ReviewKey(fingerprint(place) if text in NO_TEXT else text, place)


def place_of(file: str, review_id: str) -> str:
    """Where a review stands: its file, and the number behind its id where the file holds several.

    What else stands in an id only tells it from the other reviews of the folder that is open.
    """
    if not file:
        return storable(f"#{review_id}")
    _, several, number = review_id.rpartition("#")
    if several and number.isdecimal() and not review_id.endswith(PurePath(file).stem):
        return storable(f"{file}#{number}")
    return storable(file)


_WORK: Final = "work://"  # begins no path: within one, two strokes are one


def work_place(work_id: str) -> str:
    """What stands for a work where a review's place would stand."""
    return storable(_WORK + work_id)


def work_at(place: str) -> str:
    """The id of the work that a place stands for; empty for the place of a review."""
    return place.removeprefix(_WORK) if place.startswith(_WORK) else ""


def may_be_same_work(one: str, other: str) -> bool:
    """Whether two ids of works may be of one: further reviews may have made its year or its kind known since."""
    (title, year, kind), (title_there, year_there, kind_there) = (f"--{each}".rsplit("-", 2) for each in (one, other))
    near = not (year.isdecimal() and year_there.isdecimal()) or abs(int(year) - int(year_there)) <= YEARS_APART
    return title == title_there and near and (kind == kind_there or WorkKind.OTHER in (kind, kind_there))


def storable(text: str) -> str:
    """The text with lone surrogates (undecodable file names, damaged pages) spelt out, as SQLite takes no others."""
    return text.encode("utf-8", "backslashreplace").decode()


def sketch(words: bytes) -> bytes:
    """What :func:`likeness` needs of the searched words of a review: Broder's bottom-k sketch of their triples."""
    each = words.split()
    triples = zip(*(each[at:] for at in range(_TRIPLE)), strict=False) if len(each) > _TRIPLE else [each]
    return array("I", sorted({crc32(b" ".join(triple)) for triple in triples})[:_SKETCH]).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """How much of two sketched texts is the same, estimated: 0 nothing, 1 all of it."""
    left, right = set(array("I", one)), set(array("I", other))
    together = nsmallest(_SKETCH, left | right)
    return sum(number in left and number in right for number in together) / len(together)
