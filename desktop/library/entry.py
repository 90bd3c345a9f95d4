"""What the library keeps at hand of each review: plain values for columns, facets and search."""

from __future__ import annotations

import contextlib
import os
import tomllib
import unicodedata
from bisect import bisect_right
from codecs import BOM_UTF8
from functools import cache
from hashlib import blake2b
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.library.folding import fold, folded_bytes
from desktop.library.rough_text import rough
from desktop.paths import RESOURCES
from desktop.reading.grading import letter_of
from desktop.review import Job, Role, Stance, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.review import Found, Review

_HEAD: Final = 4096  # bytes in which text shows no zeros
_TITLE: Final = 200  # characters of a first line


class Entry(NamedTuple):
    """One review as the library's columns hold it; a tuple, because there may be a million of them.

    ``score`` is the verdict on 0..100, rounded as it is shown, None where unscored. ``date`` is written ``20231006``.
    ``length`` is in words of the critic's own text, ``runtime`` in minutes. ``casts`` are the lists in which several people are
    credited side by side. ``number`` is the review's place in its file, from 0. ``pending`` marks a page whose words can be
    searched but which has not been understood yet. ``fingerprint`` tells its text from all others, and is
    empty while the page is pending. ``grade`` is the letter of a verdict that is a letter grade.
    """

    id: str
    file: str
    title: str
    work: str
    year: int | None
    kind: WorkKind
    critic: str
    outlet: str
    date: int | None
    language: str
    score: int | None
    length: int
    runtime: int | None
    genres: tuple[str, ...]
    countries: tuple[str, ...]
    platforms: tuple[str, ...]
    warnings: tuple[str, ...]
    people: tuple[tuple[Job, str], ...]
    characters: tuple[str, ...]
    casts: tuple[tuple[str, ...], ...]
    topics: tuple[str, ...]
    praised: tuple[str, ...]
    criticised: tuple[str, ...]
    fingerprint: str
    number: int = 0
    pending: bool = False
    grade: str = ""


def entry_of(review: Review, number: int = 0) -> Entry:
    """The entry of a review that is the ``number``-th of its file."""
    published = review.published.value if review.published else None
    return Entry(
        id=review.id,
        file=str(review.path) if review.path else "",
        title=review.title,
        work=intern(review.work.value) if review.work else "",
        year=review.work_year.value if review.work_year else None,
        kind=review.kind.value,
        critic=intern(review.critic.value) if review.critic else "",
        outlet=intern(review.outlet.value) if review.outlet else "",
        date=published.year * 10000 + published.month * 100 + published.day if published else None,
        language=intern(review.language),
        score=int(review.verdict.normalised + 0.5) if review.verdict else None,
        length=review.body_words,
        runtime=review.runtime.value if review.runtime else None,
        genres=_values(review.genres),
        countries=_values(review.countries),
        platforms=_values(review.platforms),
        warnings=_values(review.warnings),
        people=tuple(dict.fromkeys((credit.job, intern(credit.name)) for credit in review.credits)),
        characters=tuple(dict.fromkeys(credit.character for credit in review.credits if credit.character)),
        casts=_casts(review),
        topics=_topics(review, None),
        praised=_topics(review, Stance.PRAISE),
        criticised=_topics(review, Stance.COMPLAINT),
        fingerprint=fingerprint(review.text),
        number=number,
        pending=review.shallow,
        grade=letter_of(review.verdict),
    )


def glanced(path: Path | str, name: str, data: bytes) -> tuple[Entry, bytes]:
    """The entry, under the id ``name``, and the searched words (maybe in rough form) of a page that was only looked at.

    Of a page that does not show its words as they stand, only the file's name is known.
    """
    file = str(path)
    stem, ending = os.path.splitext(file)  # noqa: PTH122 - of each of very many files
    if ending.lower() not in _plain() or b"\0" in data[:_HEAD]:
        data = b""
    words = rough(data)
    first = data[: 4 * _TITLE].removeprefix(BOM_UTF8).lstrip().partition(b"\n")[0]
    title = first.decode("utf-8", "ignore").strip()[:_TITLE]
    if words is None or (data and not title):
        text = ""
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode("utf-8-sig")
        lines = text.splitlines()
        words = searchable(lines)
        title = next((line[:_TITLE] for line in map(str.strip, lines) if line), "")
    return _pending()._replace(id=name, file=file, title=title or os.path.basename(stem)), words  # noqa: PTH119 - as above


@cache
def _pending() -> Entry:
    """What is known of a page of which nothing is known."""
    return Entry(
        id="",
        file="",
        title="",
        work="",
        year=None,
        kind=WorkKind.OTHER,
        critic="",
        outlet="",
        date=None,
        language="",
        score=None,
        length=0,
        runtime=None,
        genres=(),
        countries=(),
        platforms=(),
        warnings=(),
        people=(),
        characters=(),
        casts=(),
        topics=(),
        praised=(),
        criticised=(),
        fingerprint="",
        pending=True,
    )


@cache
def _plain() -> frozenset[str]:
    data = tomllib.loads((RESOURCES / "library" / "files.toml").read_text("utf-8"))
    return frozenset(data["page"]["plain"])


def _values(found: Iterable[Found[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(intern(each.value) for each in found))


def _topics(review: Review, stance: Stance | None) -> tuple[str, ...]:
    """The topics spoken of, or of which something is said in praise or complaint; a mixed passage says both."""
    wanted = None if stance is None else {stance, Stance.MIXED}
    return tuple(
        dict.fromkeys(
            intern(mark.topic)
            for passage in review.passages
            if wanted is None or passage.stance in wanted
            for mark in passage.topics
        )
    )


def _casts(review: Review) -> tuple[tuple[str, ...], ...]:
    """The lists of credits of one job that stand in one block of the page."""
    starts = [block.span.start for block in review.blocks]
    lists: dict[tuple[Job, int], dict[str, None]] = {}
    for credit in review.credits:
        if credit.listed:
            lists.setdefault((credit.job, bisect_right(starts, credit.span.start)), {})[intern(credit.name)] = None
    return tuple(tuple(names) for names in lists.values() if len(names) > 1)


def searched(review: Review) -> Iterable[tuple[int, int]]:
    """The stretches ``(start, end)`` of the text that words are searched in: every block but gaps and the site's chrome."""
    return ((b.span.start, b.span.end) for b in review.blocks if b.role not in {Role.GAP, Role.CHROME})


def words_of(review: Review) -> bytes:
    """The folded text that search looks through, chrome left out; see :func:`searchable`."""
    # Headline, work, critic and outlet may come from a file name or a column, and are looked for all the same.
    named = (each.value for each in (review.headline, review.work, review.critic, review.outlet) if each and each.span is None)
    return searchable([*(review.text[start:end] for start, end in searched(review)), *named])


def searchable(parts: Iterable[str]) -> bytes:
    """Parts of a text as search looks through them: folded, a line for each, with a space before and behind each word.

    So a word is found by the space before it, and no phrase runs from one part into the next.
    """
    folded = (folded_bytes(part.encode()) if part.isascii() else fold(part).encode() for part in parts)
    return b"".join(b" %s \n" % line for line in folded if line)


def fingerprint(text: str) -> str:
    """What a text is known by: line ends, indentation, blank lines and the form of accents make no difference."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
