"""Reviews made for tests of comparisons: every sentence with the topics and the stance that it is to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.review import (
    Block,
    Found,
    Passage,
    Rating,
    Reason,
    Review,
    Role,
    Span,
    Stance,
    TopicMark,
    Whose,
    WorkKind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

STANCES = {"+": Stance.PRAISE, "-": Stance.COMPLAINT, "~": Stance.MIXED}


def made(name: str, *paragraphs: Sequence[str], critic: str = "", score: int | None = None, headline: str = "") -> Review:
    """A film review of these paragraphs.

    Each sentence is written ``topic,topic+ The words.``: its topics, the sign of its stance (``+ - ~``, none for neutral), a
    space, the words. No topics make an unplaced passage.
    """
    text = f"{headline}\n\n" if headline else ""
    blocks: list[Block] = [Block(Span(0, len(headline)), Role.HEADLINE, "test")] if headline else []
    if headline:
        blocks.append(Block(Span(len(headline), len(text)), Role.GAP, "test"))
    passages: list[Passage] = []
    for paragraph in paragraphs:
        start = len(text)
        spans: list[tuple[Span, str]] = []
        for sentence in paragraph:
            marks, _, words = sentence.partition(" ")
            if len(text) > start:
                text += " "
            spans.append((Span(len(text), len(text) + len(words)), marks))
            text += words
        whole = Span(start, len(text))
        blocks.append(Block(whole, Role.BODY, "test"))
        passages += [passage(span, whole, marks, text) for span, marks in spans]
        text += "\n\n"
        blocks.append(Block(Span(whole.end, len(text)), Role.GAP, "test"))
    verdict = None
    if score is not None:
        verdict = Rating(f"{score}/100", score, 100, score, f"{score} of 100 = {score}", Whose.CRITIC, Span(0, 1), "test")
    return Review(
        id=name,
        path=None,
        text=text,
        encoding="utf-8",
        kind=Found(WorkKind.FILM, None, "test"),
        blocks=tuple(blocks),
        headline=Found(headline, Span(0, len(headline)), "test") if headline else None,
        critic=Found(critic, None, "test") if critic else None,
        ratings=(verdict,) if verdict else (),
        verdict=verdict,
        passages=tuple(passages),
    )


def passage(span: Span, paragraph: Span, marks: str, text: str) -> Passage:
    """A passage with the topics and the stance that ``marks`` name."""
    stance = STANCES.get(marks[-1:], Stance.NEUTRAL)
    topics = tuple(t for t in marks.rstrip("+-~").split(",") if t)
    first = Span(span.start, span.start + len(span.of(text).split()[0]))
    reason = Reason(first.of(text), first, "test")
    return Passage(span, paragraph, tuple(TopicMark(t, 0.9, (reason,)) for t in topics), stance, (reason,))


def long_review(name: str, critic: str, *, turn: int = 0, paragraphs: int = 30) -> Review:
    """A review that is several screens long and goes from topic to topic; ``turn`` rotates the order of its topics."""
    topics = ("story", "performances", "look", "sound", "pacing")
    per = paragraphs // len(topics)
    body = []
    for number in range(paragraphs):
        topic = topics[(number // per + turn) % len(topics)]
        body.append([f"{topic}+ {critic} says of {topic} in paragraph {number} that it is {word}." for word in WORDS])
    return made(name, *body, critic=critic, headline=f"What {critic} thought")


WORDS = ("a thing of beauty and of wonder to behold", "never less than it ought to be", "held together by a thread of gold")


def three() -> tuple[Review, Review, Review]:
    """Three short reviews: two critics and a page without a name."""
    ann = made(
        "ann",
        ["verdict+ Ann thinks it worth the ticket.", "story- The plot of it is thin."],
        ["story,pacing~ The second act drags and then it runs.", " A line about nothing at all."],
        critic="Ann Lee",
        score=80,
        headline="A fine evening",
    )
    bo = made(
        "bo",
        ["story+ Bo loved the plot."],
        ["performances+ Everybody in it is good.", "performances- But one of them is not."],
        critic="Bo Dee",
    )
    plain = made("plain", ["performances A page without a name speaks of the cast.", "look+ It looks like a painting."])
    return ann, bo, plain


def chatty(name: str, critic: str, passages: int = 12) -> Review:
    """A review with many passages on one topic, each a paragraph with a sentence before and after it that is not placed."""
    body = [
        [f" Before number {n}.", f"story+ Here is passage number {n} of {critic}, a few words long.", f" After number {n}."]
        for n in range(passages)
    ]
    return made(name, *body, critic=critic)
