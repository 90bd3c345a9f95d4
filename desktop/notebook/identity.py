"""By what a review is known again: the hash of its text, else its place and a likeness of its words."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Final
from zlib import crc32

from desktop.library.entry import fingerprint

if TYPE_CHECKING:
    from desktop.library.entry import Entry
    from desktop.review import Review

# Of an empty page, and of one whose text is not known yet.
_NO_TEXT: Final = frozenset({"", fingerprint("")})

_SHINGLE: Final = 3  # words
_SKETCH: Final = 64  # numbers; the likeness of two texts is estimated to within about 0.06
# Two pages of one site share their menus and forms; two versions of one page share more. Used only where the place is the same.
SAME_PAGE: Final = 0.25


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """What a review is known by: ``text`` is the hash of its normalised text, ``place`` where it was found."""

    text: str
    place: str


def identity(review: Review) -> ReviewKey:
    """The key of a review. An empty page has nothing but its place to be known by."""
    return _key(fingerprint(review.text), str(review.path or ""), review.id)


def identity_of_entry(entry: Entry) -> ReviewKey:
    """The key of a review by what the library keeps at hand of it: equal to :func:`identity`, without looking at its text."""
    return _key(entry.fingerprint, entry.file, entry.id)


def _key(text: str, file: str, review_id: str) -> ReviewKey:
    place = storable(f"{file}#{review_id}")
    return ReviewKey(fingerprint(place) if text in _NO_TEXT else text, place)


def storable(text: str) -> str:
    """The text with lone surrogates (undecodable file names, damaged pages) spelt out, as SQLite takes no others."""
    return text.encode("utf-8", "backslashreplace").decode()


def sketch(text: str) -> bytes:
    """A fingerprint for :func:`likeness`: the smallest of the hashes of the text's word triples (Broder's bottom-k sketch)."""
    words = text.casefold().split()
    triples = {" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = {crc32(triple.encode("utf-8", "surrogatepass")) for triple in triples}
    return array("I", nsmallest(_SKETCH, hashes)).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """How much of two sketched texts is the same, estimated: 0 nothing, 1 all of it."""
    left, right = set(array("I", one)), set(array("I", other))
    together = nsmallest(_SKETCH, left | right)
    return sum(number in left and number in right for number in together) / len(together) if together else 1.0
