"""What in one sentence speaks for which topic: its words, the people it names, other works, and whether it retells the plot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.lexicon import TermIndex, tokenize
from desktop.reading.narration import Because, describes_person, narration, people_of_the_plot, plays_part
from desktop.reading.stance import scores_in
from desktop.reading.topics import topics_for
from desktop.review import Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from desktop.reading.lexicon import Sentence, Tokens
    from desktop.reading.narration import Narration
    from desktop.reading.topics import Term
    from desktop.review import Credit, WorkKind

# A year in brackets after a title: the way in which critics name other works.
_YEAR = re.compile(r"\((?:1[89]|20)\d\d\)")
_OTHER_WORK = 0.5
# What naming someone says, by job, of a sentence's topic.
_NAMED = {
    Job.CAST: ("performances", 0.35),
    Job.DIRECTOR: ("direction", 0.4),
    Job.WRITER: ("story", 0.2),
    Job.COMPOSER: ("sound", 0.5),
    Job.CINEMATOGRAPHER: ("look", 0.5),
}
_SOMEWHAT_RETOLD = 0.4  # from here on, retelling speaks for the story
_AS_CHARACTER = 0.5  # what "an actor as a character" says for the performances
_SCORE = 0.8  # what a score in figures or stars says for the verdict
_DESCRIBED = 0.5  # what "she is ..." says for the characters
_RETOLD = 1.0  # from this score of narration on, a sentence only retells
_ONLY_RETOLD = 0.7  # what a retelling sentence must say of another topic to stand there as well


@dataclass(slots=True)
class Evidence:
    """For one sentence: by topic how much doubt is left (1 at first) and the reasons.

    ``told`` is how much it retells the plot, ``of_work`` whether it names the work or something of its making, ``of_whole``
    whether it names the work itself.
    """

    doubts: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, list[Because]] = field(default_factory=dict)
    told: float = 0.0
    of_work: bool = False
    of_whole: bool = False

    def add(self, topic: str, weight: float, *reasons: Because) -> None:
        """Count a reason of this weight (0..1) for a topic."""
        self.doubts[topic] = self.doubts.get(topic, 1.0) * (1.0 - weight)
        if reasons:
            self.reasons.setdefault(topic, []).extend(reasons)

    def sure(self, topic: str) -> float:
        """How sure the topic is, 0..1."""
        return 1.0 - self.doubts.get(topic, 1.0)

    def retold(self, narrated: Narration) -> None:
        """Count how much the sentence retells the plot; one that only retells speaks of little else."""
        self.told = narrated.told
        if self.told > _SOMEWHAT_RETOLD:
            self.add("story", min(0.85, 0.5 * self.told), *narrated.reasons)
        if self.retells:
            self.keep({name for name in self.doubts if name == "story" or self.sure(name) >= _ONLY_RETOLD})

    def keep(self, topics: AbstractSet[str]) -> None:
        """Forget all topics but these."""
        if not self.doubts.keys() <= topics:
            self.doubts = {name: doubt for name, doubt in self.doubts.items() if name in topics}

    @property
    def retells(self) -> bool:
        """Whether the sentence only tells what happens in the work."""
        return self.told >= _RETOLD


class Vocabulary:
    """The topics of one kind of work, ready to look words up."""

    def __init__(self, kind: WorkKind) -> None:
        """Index the terms, headings and exclusions of all topics of the kind."""
        topics = topics_for(kind)
        self.ids = frozenset(topic.id for topic in topics)
        self.inside = frozenset(topic.id for topic in topics if topic.inside)
        self.people = frozenset(topic.id for topic in topics if topic.people)
        self.terms: TermIndex[tuple[str, Term]] = TermIndex(
            (term.text, (topic.id, term)) for topic in topics for term in topic.terms
        )
        self.headings: TermIndex[str] = TermIndex((text, topic.id) for topic in topics for text in topic.headings)
        excluded = [(topic.id, exclusion) for topic in topics for exclusion in topic.exclusions]
        self._excludable = frozenset(word for _, exclusion in excluded for word in exclusion.words)
        self._beside: TermIndex[tuple[str, tuple[str, ...]]] = TermIndex(
            (text, (name, exclusion.words)) for name, exclusion in excluded for text in exclusion.beside
        )

    def excluded(self, sentence: Sentence) -> frozenset[tuple[str, str]]:
        """The topics and words of a sentence that do not count for each other, because of what stands beside them."""
        numbers = sentence.numbers
        if self._excludable.isdisjoint(sentence.tokens.words[numbers.start : numbers.stop]):
            return frozenset()
        matches = sentence.matches(self._beside)
        return frozenset((name, word) for match in matches for name, barred in match.filed for word in barred)


@cache
def vocabulary_of(kind: WorkKind) -> Vocabulary:
    """The vocabulary of a kind of work, made once."""
    return Vocabulary(kind)


class People:
    """The people credited on a page: whole names, and the parts of names that belong to one job alone."""

    def __init__(self, people: Sequence[Credit]) -> None:
        """Index the names; characters count as people of the plot."""
        jobs: dict[str, set[Job]] = {}
        for credit in people:
            for part in (credit.name, *credit.name.split(), *_double(credit.name)):
                words = " ".join(tokenize(part).words)
                if len(words) > 1:
                    jobs.setdefault(words, set()).add(credit.job)
        self.words = frozenset(word for part in jobs for word in part.split())
        self.characters = frozenset(word for credit in people for word in tokenize(credit.character).words) - self.words
        self._index: TermIndex[Job] = TermIndex((part, job) for part, their in jobs.items() for job in their)

    def add(self, evidence: Evidence, sentence: Sentence) -> None:
        """Count the people whom a sentence names."""
        for match in sentence.matches(self._index) if self.words else ():
            start, end = sentence.tokens.starts[match.first], sentence.tokens.ends[match.last - 1]
            # A name in brackets only says who plays whom.
            if not sentence.capital(match.first) or sentence.text[start - 1] in "([":
                continue
            for job in match.filed:
                rule = f"topics.named_{job.value}"
                topic, weight = _NAMED.get(job, ("", 0.0))
                if weight and all(reason.rule != rule for reason in evidence.reasons.get(topic, ())):
                    evidence.add(topic, weight, Because(start, end, rule, weight))


def _double(name: str) -> tuple[str, ...]:
    """The given name of two words in a name of three (Ji Hoon of Kim Ji Hoon), as romanised names are shortened."""
    parts = name.split()
    return (" ".join(parts[1:]), " ".join(parts[:2])) if len(parts) == 3 else ()


class Page:
    """What the evidence of all sentences of a page shares."""

    def __init__(self, text: str, kind: WorkKind, paragraphs: Sequence[Tokens], people: Sequence[Credit]) -> None:
        """Look up the vocabulary, the credited people and the names that recur in the plot."""
        self.text = text
        self.vocabulary = vocabulary_of(kind)
        self._people = People(people)
        self._has_years = _YEAR.search(text) is not None
        self._names = people_of_the_plot(text, paragraphs, self._people.words)

    def evidence(self, sentence: Sentence, heading: Mapping[str, Because]) -> Evidence:
        """The evidence in one sentence, under a heading whose words speak for some topics."""
        evidence = Evidence()
        for name, because in heading.items():
            evidence.add(name, because.weight, because)
        self._count_words(evidence, sentence)
        self._people.add(evidence, sentence)
        if sentence.names and (played := plays_part(sentence)):
            evidence.add("performances", _AS_CHARACTER, Because(*played, "topics.plays_part", _AS_CHARACTER))
        if self._has_years and (year := _YEAR.search(sentence.text, sentence.span.start, sentence.span.end)):
            evidence.add("context", _OTHER_WORK, Because(*year.span(), "topics.year_in_brackets", _OTHER_WORK))
        for where, _ in scores_in(sentence):
            evidence.add("verdict", _SCORE, Because(where.start, where.end, "topics.score", _SCORE))
        narrated = narration(sentence, self._names)
        evidence.of_work, evidence.of_whole = narrated.of_work, narrated.of_whole
        if "story" in self.vocabulary.ids:
            evidence.retold(narrated)
        if not evidence.retells and not evidence.of_work:
            described = describes_person(sentence, self._people.characters)
            if described is not None:
                evidence.add("characters", _DESCRIBED, Because(*described, "topics.described", _DESCRIBED))
        evidence.keep(self.vocabulary.ids)
        return evidence

    def _count_words(self, evidence: Evidence, sentence: Sentence) -> None:
        """Count the vocabulary's terms, but those inside names and those beside their exceptions."""
        words, starts, ends = sentence.tokens.words, sentence.tokens.starts, sentence.tokens.ends
        barred = self.vocabulary.excluded(sentence)
        for match in sentence.matches(self.vocabulary.terms):
            start, end = starts[match.first], ends[match.last - 1]
            named = match.first in sentence.names
            for name, term in match.filed:
                if (term.proper or not named) and (not barred or (name, words[match.first]) not in barred):
                    evidence.add(name, term.weight, Because(start, end, term.rule, term.weight))
