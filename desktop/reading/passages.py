"""Passages: the sentences of a critic's own text, each with the topics it speaks of and its stance towards the work."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.lexicon import TermIndex, Tokens, tokenize
from desktop.reading.sentences import split_sentences
from desktop.reading.stance import find_stance
from desktop.reading.topics import topics_for
from desktop.review import Passage, Reason, Role, Span, Stance, TopicMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Block, Credit, WorkKind

PROSE = frozenset({Role.BODY, Role.STANDFIRST, Role.PRO, Role.CON, Role.WARNING})
_PLACED = 0.5
_FROM_CONTEXT = 0.25
_FROM_HEADING = 0.45


class _Vocabulary:
    """The topics of one kind of work, ready to look words up."""

    def __init__(self, kind: WorkKind) -> None:
        topics = topics_for(kind)
        self.ids = tuple(topic.id for topic in topics)
        self.terms: TermIndex[tuple[str, float, str]] = TermIndex(
            (term.text, (topic.id, term.weight, term.strength)) for topic in topics for term in topic.terms
        )
        self.headings: TermIndex[str] = TermIndex((text, topic.id) for topic in topics for text in topic.headings)


@cache
def _vocabulary(kind: WorkKind) -> _Vocabulary:
    return _Vocabulary(kind)


def find_passages(
    text: str,
    blocks: Sequence[Block],
    kind: WorkKind,
    credits: Sequence[Credit] = (),  # noqa: A002 - the word of the vocabulary for the people on a page
) -> tuple[Passage, ...]:
    """The passages of all blocks of prose, pros, cons and warnings, in the order of the text."""
    del credits
    vocabulary = _vocabulary(kind)
    passages: list[Passage] = []
    heading: dict[str, float] = {}
    for block in blocks:
        if block.role is Role.HEADING:
            words = tokenize(text, block.span.start, block.span.end)
            heading = {name: _FROM_HEADING for match in vocabulary.headings.find(words.words) for name in match.filed}
        elif block.role in PROSE:
            passages += _of_block(text, block, vocabulary, heading)
    return tuple(passages)


def _of_block(text: str, block: Block, vocabulary: _Vocabulary, heading: dict[str, float]) -> list[Passage]:
    tokens = tokenize(text, block.span.start, block.span.end)
    passages = []
    for sentence in split_sentences(text, block.span):
        first = bisect_left(tokens.starts, sentence.start)
        last = bisect_left(tokens.starts, sentence.end)
        topics = _topics(text, tokens, range(first, last), vocabulary, heading)
        if block.role is Role.WARNING and not any(mark.topic == "warnings" for mark in topics):
            topics = (TopicMark("warnings", 0.9), *topics)
        stance, reasons = find_stance(text, tokens, first, last)
        if block.role is Role.PRO:
            stance = Stance.PRAISE
        elif block.role is Role.CON:
            stance = Stance.COMPLAINT
        passages.append(Passage(sentence, block.span, topics, stance, reasons))
    return passages


def _topics(
    text: str, tokens: Tokens, words: range, vocabulary: _Vocabulary, heading: dict[str, float]
) -> tuple[TopicMark, ...]:
    doubts = {name: 1.0 - sure for name, sure in heading.items()}
    reasons: dict[str, list[Reason]] = {}
    for match in vocabulary.terms.find(tokens.words, words.start, words.stop):
        span = Span(tokens.starts[match.first], tokens.ends[match.last - 1])
        for name, weight, strength in match.filed:
            doubts[name] = doubts.get(name, 1.0) * (1.0 - weight)
            reasons.setdefault(name, []).append(Reason(span.of(text), span, f"topics.{strength}", weight))
    marks = [TopicMark(name, 1 - doubt, tuple(reasons.get(name, ()))) for name, doubt in doubts.items() if 1 - doubt >= _PLACED]
    marks.sort(key=lambda mark: -mark.confidence)
    return tuple(marks[:3])
