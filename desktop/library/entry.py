"""What the library keeps at hand of each review: plain values for columns, facets and search."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING

from desktop.library.folding import fold
from desktop.names import name_key
from desktop.review import Job, Role, Stance, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.review import Found, Review


@dataclass(frozen=True)
class Entry:
    """One review as the library's columns hold it.

    ``score`` is the verdict on 0..100, rounded as it is shown, None where unscored. ``date`` is written ``20231006``.
    ``length`` is in words of the critic's own text, ``runtime`` in minutes. ``casts`` are the lists in which several people are
    credited side by side. ``words`` is the folded text that search looks
    through: a line for each block that is not chrome, its words with a space before and behind each.
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
    words: bytes

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """The people named, as :func:`desktop.names.name_key` has them."""
        return frozenset(name_key(name) for _, name in self.people)


def entry_of(review: Review) -> Entry:
    """The entry of a review."""
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
        words=_words(review),
    )


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


def _words(review: Review) -> bytes:
    # Headline, work, critic and outlet may come from a file name or a column, and are looked for all the same.
    named = (each.value for each in (review.headline, review.work, review.critic, review.outlet) if each and each.span is None)
    lines = [fold(review.text[start:end]) for start, end in searched(review)]
    lines.extend(fold(value) for value in named)
    return "".join(f" {line} \n" for line in lines if line).encode()
