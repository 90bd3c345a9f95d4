"""Passages: the sentences of a critic's own text, each with the topics it speaks of and its stance towards the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.reading.evidence import Evidence, Page
from desktop.reading.lexicon import Sentence, tokenize
from desktop.reading.narration import Because, goes_on_about
from desktop.reading.sentences import split_sentences
from desktop.reading.stance import find_stance
from desktop.review import Passage, Reason, Role, Stance, TopicMark, WorkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.reading.lexicon import Tokens
    from desktop.review import Block, Credit

#: The roles of blocks whose sentences are passages.
PROSE = frozenset({Role.BODY, Role.STANDFIRST, Role.PRO, Role.CON, Role.WARNING})
_PLACED = 0.5  # how sure a sentence's own words must be of a topic
_MOST_TOPICS = 3
_INHERITED = 0.45  # how sure a topic is that a sentence has from its heading, its neighbours or its judgement alone
_BETWEEN = 0.4  # how sure a topic is that only the sentences before and after speak of
_FROM_HEADING = 0.35  # what a heading adds to the words of the sentences below it
_SHORT_HEADING = 5  # a heading of at most so many words is a label of what stands below it
_HALF_RETOLD = 0.6  # from here on, hints of a stance are taken for the story's
_GOES_ON = 0.15  # what a sentence between retelling ones must tell to go on with them
_OF_LIST = {Role.PRO: Stance.PRAISE, Role.CON: Stance.COMPLAINT, Role.WARNING: Stance.NEUTRAL}


def find_passages(
    text: str,
    blocks: Sequence[Block],
    kind: WorkKind,
    credits: Sequence[Credit] = (),  # noqa: A002 - the word of the vocabulary for the people on a page
) -> tuple[Passage, ...]:
    """The passages of all blocks of prose, pros, cons and warnings, in the order of the text.

    On a page that is no review nothing is claimed: its passages have no topic and no stance.
    """
    read = [(b, tokenize(text, b.span.start, b.span.end)) for b in blocks if b.role in PROSE or b.role is Role.HEADING]
    if kind is WorkKind.NOT_A_REVIEW:
        return tuple(Passage(s, b.span) for b, _ in read if b.role in PROSE for s in split_sentences(text, b.span))
    page = Page(text, kind, [tokens for _, tokens in read], credits)
    found: list[Passage] = []
    heading: dict[str, Because] = {}
    for block, tokens in read:
        if block.role is Role.HEADING:
            heading = _heading(page, tokens)
        else:
            found += _of_block(page, block, tokens, heading)
    return tuple(found)


def _heading(page: Page, tokens: Tokens) -> dict[str, Because]:
    """The topics for which a heading speaks, in the order of its words, and those words; they stand outside the passages."""
    topics: dict[str, Because] = {}
    if len(tokens) <= _SHORT_HEADING:
        for match in page.vocabulary.headings.find(tokens.words):
            because = Because(tokens.starts[match.first], tokens.ends[match.last - 1], "topics.heading", _FROM_HEADING)
            for topic in match.filed:
                topics.setdefault(topic, because)
    return topics


@dataclass(slots=True)
class _Draft:
    """A sentence while its paragraph is read: what its own words say."""

    sentence: Sentence
    evidence: Evidence
    topics: tuple[TopicMark, ...]
    stance: Stance
    reasons: tuple[Reason, ...]


def _of_block(page: Page, block: Block, tokens: Tokens, heading: Mapping[str, Because]) -> list[Passage]:
    drafts = []
    for span in split_sentences(page.text, block.span):
        sentence = Sentence.of(page.text, span, tokens)
        evidence = page.evidence(sentence, heading)
        if block.role is Role.WARNING and "warnings" in page.vocabulary.ids:
            evidence.add("warnings", 0.9)
        topics = _marks(page.text, evidence)
        drafts.append(_Draft(sentence, evidence, topics, *_stance(page, block, sentence, evidence, topics)))
    marks = [draft.topics or _from_around(page, drafts, number, heading) for number, draft in enumerate(drafts)]
    return [
        Passage(draft.sentence.span, block.span, marks[number] or _between(marks, number, draft), draft.stance, draft.reasons)
        for number, draft in enumerate(drafts)
    ]


def _marks(text: str, evidence: Evidence) -> tuple[TopicMark, ...]:
    """The topics that are sure enough, the surest first."""
    sure = [(1.0 - doubt, name) for name, doubt in evidence.doubts.items() if doubt <= 1.0 - _PLACED]
    sure.sort(key=lambda pair: -pair[0])
    return tuple(TopicMark(name, round(s, 3), _reasons(text, evidence, name)) for s, name in sure[:_MOST_TOPICS])


def _reasons(text: str, evidence: Evidence, topic: str) -> tuple[Reason, ...]:
    return tuple(because.reason(text) for because in evidence.reasons.get(topic, ()))


def _stance(
    page: Page, block: Block, sentence: Sentence, evidence: Evidence, topics: tuple[TopicMark, ...]
) -> tuple[Stance, tuple[Reason, ...]]:
    """The stance that the words have, or the one that the list has in which they stand."""
    if evidence.retells and block.role is Role.BODY:
        return Stance.NEUTRAL, ()
    outside = any(mark.topic not in page.vocabulary.inside for mark in topics)
    about = evidence.told < _HALF_RETOLD and (evidence.of_work or outside)
    stance, reasons = find_stance(sentence, about_work=about)
    return _OF_LIST.get(block.role, stance), reasons


def _from_around(page: Page, drafts: Sequence[_Draft], number: int, heading: Mapping[str, Because]) -> tuple[TopicMark, ...]:
    """The topic of a sentence whose own words tell none: less sure than any that they could tell."""
    draft = drafts[number]
    beside = [drafts[at] for at in (number - 1, number + 1) if 0 <= at < len(drafts)]
    if draft.evidence.told >= _GOES_ON and any(other.evidence.retells for other in beside):
        return (TopicMark("story", _INHERITED, _reasons(page.text, draft.evidence, "story")),)
    back = goes_on_about(draft.sentence)
    if back and number and drafts[number - 1].topics:
        topic = drafts[number - 1].topics[0].topic
        if (topic in page.vocabulary.people) == (back == "person") and topic not in {"story", "verdict"}:
            first = draft.sentence.numbers.start
            span = draft.sentence.where(first, first + 1)
            return (TopicMark(topic, _INHERITED, (Reason(span.of(page.text), span, "topics.goes_on", _INHERITED),)),)
    if draft.stance is not Stance.NEUTRAL and draft.evidence.of_whole and back != "person":
        return (TopicMark("verdict", _INHERITED, draft.reasons),)
    return tuple(TopicMark(topic, _INHERITED, (because.reason(page.text),)) for topic, because in list(heading.items())[:1])


def _between(marks: Sequence[tuple[TopicMark, ...]], number: int, draft: _Draft) -> tuple[TopicMark, ...]:
    """What a sentence of which nothing tells the topic stands between: two sentences on one topic, or beside the story."""
    beside = [marks[at][0] for at in (number - 1, number + 1) if 0 <= at < len(marks) and marks[at]]
    one = [mark for mark in beside[:1] if len(beside) == 2 and beside[1].topic == mark.topic != "verdict"]
    story = [mark for mark in beside if mark.topic == "story" and draft.stance is Stance.NEUTRAL]
    return tuple(
        TopicMark(mark.topic, _BETWEEN, tuple(Reason(r.text, r.span, "topics.between", _BETWEEN) for r in mark.reasons[:1]))
        for mark in (one or story)[:1]
    )
