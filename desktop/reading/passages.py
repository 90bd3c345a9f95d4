"""Passages: the sentences of a critic's own text, each with the topics it speaks of and its stance towards the work."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from desktop.reading.evidence import Evidence, Page
from desktop.reading.lexicon import tokenize
from desktop.reading.sentences import split_sentences
from desktop.reading.stance import find_stance
from desktop.review import Passage, Role, Stance, TopicMark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.reading.lexicon import Tokens
    from desktop.review import Block, Credit, WorkKind

PROSE = frozenset({Role.BODY, Role.STANDFIRST, Role.PRO, Role.CON, Role.WARNING})
_PLACED = 0.5
_FROM_HEADING = 0.45
_MOST_TOPICS = 3
# Topics of the making and the worth of a work: who speaks of them speaks about the work.
_ABOUT_WORK = frozenset({"verdict", "direction", "performances", "look", "action", "sound", "pacing", "context"})


def find_passages(
    text: str,
    blocks: Sequence[Block],
    kind: WorkKind,
    credits: Sequence[Credit] = (),  # noqa: A002 - the word of the vocabulary for the people on a page
) -> tuple[Passage, ...]:
    """The passages of all blocks of prose, pros, cons and warnings, in the order of the text."""
    read = [(b, tokenize(text, b.span.start, b.span.end)) for b in blocks if b.role in PROSE or b.role is Role.HEADING]
    page = Page(text, kind, [tokens for _, tokens in read], credits)
    found: list[Passage] = []
    heading: dict[str, float] = {}
    for block, tokens in read:
        if block.role is Role.HEADING:
            matches = page.vocabulary.headings.find(tokens.words)
            heading = {name: _FROM_HEADING for match in matches for name in match.filed}
        else:
            found += _of_block(text, block, tokens, page, heading)
    return tuple(found)


def _of_block(text: str, block: Block, tokens: Tokens, page: Page, heading: Mapping[str, float]) -> list[Passage]:
    passages = []
    for sentence in split_sentences(text, block.span):
        words = range(bisect_left(tokens.starts, sentence.start), bisect_left(tokens.starts, sentence.end))
        evidence = page.evidence(tokens, words, sentence, heading)
        if block.role is Role.WARNING:
            evidence.add("warnings", 0.9)
        topics = _marks(evidence)
        if block.role is Role.PRO:
            stance, reasons = Stance.PRAISE, find_stance(text, tokens, words)[1]
        elif block.role is Role.CON:
            stance, reasons = Stance.COMPLAINT, find_stance(text, tokens, words)[1]
        elif evidence.retells:
            stance, reasons = Stance.NEUTRAL, ()
        else:
            about = any(mark.topic in _ABOUT_WORK for mark in topics)
            stance, reasons = find_stance(text, tokens, words, about_work=about)
        passages.append(Passage(sentence, block.span, topics, stance, reasons))
    return passages


def _marks(evidence: Evidence) -> tuple[TopicMark, ...]:
    """The topics that are sure enough, the surest first."""
    sure = [(name, evidence.sure(name)) for name in evidence.doubts]
    marks = [TopicMark(name, round(s, 3), tuple(evidence.reasons.get(name, ()))) for name, s in sure if s >= _PLACED]
    return tuple(sorted(marks, key=lambda mark: -mark.confidence)[:_MOST_TOPICS])
