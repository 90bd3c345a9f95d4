"""Reviews made by hand: invented, short, and exactly what a test needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from desktop.review import (
    Block,
    Credit,
    Found,
    Job,
    Passage,
    Rating,
    Review,
    Role,
    Span,
    Stance,
    TopicMark,
    Whose,
    WorkKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def found(value: object) -> Found[object]:
    return Found(value, None, "test")


def review(
    id_: str = "one",
    text: str = "A review.",
    *,
    chrome: str = "",
    folder: str = "/reviews",
    kind: WorkKind = WorkKind.FILM,
    work: str = "",
    year: int | None = None,
    critic: str = "",
    headline: str = "",
    score: float | None = None,
    published: date | None = None,
    people: Sequence[tuple[Job, str]] = (),
    characters: Mapping[str, str] | None = None,
    unlisted: Sequence[tuple[Job, str]] = (),
    genres: Iterable[str] = (),
    countries: Iterable[str] = (),
    platforms: Iterable[str] = (),
    warnings: Iterable[str] = (),
    topics: Sequence[tuple[str, Stance]] = (),
) -> Review:
    """A review whose paragraphs are the lines of ``text``, followed by the lines of ``chrome``."""
    blocks: list[Block] = []
    whole = "\n".join(part for part in (text, chrome) if part)
    at = 0
    for line in whole.split("\n"):
        role = Role.BODY if at < len(text) else Role.CHROME
        if at:
            blocks.append(Block(Span(at - 1, at), Role.GAP, "test"))
        if line:
            blocks.append(Block(Span(at, at + len(line)), role, "test"))
        at += len(line) + 1
    place = Span(0, min(1, len(whole)))
    rating = None
    if score is not None:
        rating = Rating(f"{score}/100", score, 100, score, f"{score} of 100", Whose.CRITIC, place, "test")
    credits_ = [
        Credit(job, name, place, "test", character=(characters or {}).get(name, ""), listed=listed)
        for listed, named in ((True, people), (False, unlisted))
        for job, name in named
    ]
    return Review(
        id=id_,
        path=Path(folder) / f"{id_}.txt",
        text=whole,
        encoding="utf-8",
        kind=Found(kind, None, "test"),
        blocks=tuple(blocks),
        headline=Found(headline, None, "test") if headline else None,
        work=Found(work, None, "test") if work else None,
        work_year=Found(year, None, "test") if year is not None else None,
        critic=Found(critic, None, "test") if critic else None,
        published=Found(published, None, "test") if published else None,
        ratings=(rating,) if rating else (),
        verdict=rating,
        credits=tuple(credits_),
        genres=tuple(Found(value, None, "test") for value in genres),
        countries=tuple(Found(value, None, "test") for value in countries),
        platforms=tuple(Found(value, None, "test") for value in platforms),
        warnings=tuple(Found(value, None, "test") for value in warnings),
        passages=tuple(Passage(place, place, (TopicMark(topic, 1.0),), stance) for topic, stance in topics),
    )


WORDS = (
    "fierce",
    "Fearless",
    "café",
    "slow",
    "Jong-seo",
    "revenge",
    "rev",
    "action,",
    "it’s",
    "★★★★☆",
    "7/10",
    "影",
    "Ünïcode",
    "the",
)
TITLES = ("", "Ballerina", "ballerina!", "Dune", "The Call")
CRITICS = ("", "Mike Record", "mike record", "Aluna", "Ruchika Bhat")
GENRES = ("Action", "Drama", "Thriller", "action", "Film noir")
NAMES = (
    "Jeon Jong-seo",
    "Jun Jong-Seo",
    "Kim Ji-hoon",
    "Kim Mu-yeol",
    "Lee Chung Hyun",
    "Chung-Hyun Lee",
    "Lee",
    "Leigh Whannell",
)
TOPICS = ("story", "look", "performances", "pacing")
TAGS = ("quote", "to read", "Action")

texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=3).map("\n".join)
reviews = st.builds(
    review,
    st.sampled_from(("one", "two", "three", "four")),
    texts,
    chrome=st.sampled_from(("", "share this revenge", "leave a reply")),
    folder=st.sampled_from(("/a", "/a/b", "/c")),
    kind=st.sampled_from((WorkKind.FILM, WorkKind.BOOK, WorkKind.OTHER, WorkKind.NOT_A_REVIEW)),
    work=st.sampled_from(TITLES),
    year=st.sampled_from((None, 2020, 2023, 2024)),
    critic=st.sampled_from(CRITICS),
    headline=st.sampled_from(("", "Fierce and fearless", "A slow burn")),
    score=st.sampled_from((None, 0.0, 19.5, 20.0, 79.4, 79.5, 100.0)),
    published=st.sampled_from((None, date(2023, 10, 6), date(2023, 10, 7), date(2024, 1, 1))),
    people=st.lists(st.tuples(st.sampled_from((Job.DIRECTOR, Job.CAST)), st.sampled_from(NAMES)), max_size=3),
    genres=st.lists(st.sampled_from(GENRES), max_size=2),
    warnings=st.lists(st.sampled_from(("violence", "smoking")), max_size=2),
    topics=st.lists(st.tuples(st.sampled_from(TOPICS), st.sampled_from(Stance)), max_size=3),
)
