"""A work at a glance: its scores, what is said of which topic, who agrees with whom, which facts and which spellings differ.

Everything here can be asked where it comes from: a :class:`Source` is a place in a review, and a cell of the matrix or of the
table of pairs is known by its topic and its columns, which Compare shows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.comparison.agreement import Consensus, find_agreement
from desktop.comparison.voices import voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.comparison.agreement import PairAgreement, ScoreAndProse, TopicStance
    from desktop.comparison.rows import Comparison
    from desktop.names import Person
    from desktop.reading.topics import Topic
    from desktop.review import Job, Passage, Review, Span

# The scores have a picture of their own, so they are not told again among the facts.
_SCORES = "Verdict"


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the review of a column; without a span, the review as a whole."""

    column: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """One critic's score.

    ``score`` is 0..100, None where the review gives none (which is not zero); ``notation`` and ``conversion`` are the score as
    written and how it was put on the scale. ``prose`` holds it against what the review says.
    """

    voice: str
    score: float | None
    notation: str
    conversion: str
    prose: ScoreAndProse
    source: Source


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one review says of one topic; ``stance.said`` is 0 where no passage was found."""

    stance: TopicStance
    source: Source


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A topic, what each review says of it (by column), and how those who judge it stand to each other."""

    topic: Topic
    cells: tuple[MatrixCell, ...]
    consensus: Consensus


@dataclass(frozen=True, slots=True)
class GivenFact:
    """A fact as one review gives it: as written and as a value."""

    voice: str
    text: str
    normalised: str
    source: Source


@dataclass(frozen=True, slots=True)
class DifferingFact:
    """A fact on which reviews contradict each other, and what each that gives it says; equal values follow each other."""

    label: str
    given: tuple[GivenFact, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a person's name: the rule that took it for this person (empty for the usual one), and where it stands.

    There is one source for each review that writes so, the first place where it does.
    """

    text: str
    rule: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person of the work with the jobs credited and all spellings, the most frequent first."""

    name: str
    jobs: tuple[Job, ...]
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A work at a glance. Columns are those of the comparison; ``voices`` are what they are called.

    ``dots`` go from the highest score to the lowest, then the unscored in the order of their columns. ``topics`` are those of
    which some review speaks, ``silent`` the others. ``agreed`` are the labels of the facts that nobody contradicts.
    """

    voices: tuple[str, ...]
    dots: tuple[Dot, ...]
    topics: tuple[MatrixRow, ...]
    silent: tuple[Topic, ...]
    pairs: tuple[PairAgreement, ...]
    differing: tuple[DifferingFact, ...]
    agreed: tuple[str, ...]
    people: tuple[NamedPerson, ...]

    @property
    def scored(self) -> tuple[Dot, ...]:
        """The critics who give a score, highest first."""
        return tuple(dot for dot in self.dots if dot.score is not None)

    @property
    def unscored(self) -> tuple[Dot, ...]:
        """The critics who give none."""
        return tuple(dot for dot in self.dots if dot.score is None)

    @property
    def disagreeing(self) -> tuple[Dot, ...]:
        """The critics whose score and prose disagree."""
        return tuple(dot for dot in self.dots if dot.prose.disagree)

    @property
    def middle(self) -> float | None:
        """The median score, None where nobody gives one."""
        scores = sorted(dot.score for dot in self.dots if dot.score is not None)
        # The statistics module would cost the start of the program more than this line.
        return (scores[(len(scores) - 1) // 2] + scores[len(scores) // 2]) / 2 if scores else None

    def on(self, *consensus: Consensus) -> tuple[Topic, ...]:
        """The topics on which the critics stand so to each other."""
        return tuple(row.topic for row in self.topics if row.consensus in consensus)


def overview_of(comparison: Comparison) -> Overview:
    """The overview of the reviews of a comparison; one review is enough for all but the pairs."""
    reviews = [column.review for column in comparison.columns]
    names = voices(reviews)
    agreement = find_agreement(comparison)
    consensus = {each.topic.id: each.consensus for each in agreement.topics}
    rows = tuple(
        MatrixRow(
            row.topic,
            tuple(
                MatrixCell(stance, _first(column, passages))
                for column, (stance, passages) in enumerate(zip(row.stances, row.cells, strict=True))
            ),
            consensus[row.topic.id],
        )
        for row in comparison.topics
    )
    spoken = tuple(row for row in rows if any(cell.stance.said for cell in row.cells))
    facts = [row for row in comparison.facts if row.label != _SCORES]
    differing = tuple(
        DifferingFact(
            row.label,
            _together(
                GivenFact(names[i], cell.text, cell.normalised, Source(i, cell.spans[0] if cell.spans else None))
                for i, cell in enumerate(row.cells)
                if cell
            ),
        )
        for row in facts
        if row.differs
    )
    return Overview(
        voices=names,
        dots=_dots(reviews, names, agreement.scores),
        topics=spoken,
        silent=tuple(row.topic for row in rows if row not in spoken),
        pairs=agreement.pairs,
        differing=differing,
        agreed=tuple(row.label for row in facts if not row.differs and sum(map(bool, row.cells)) > 1),
        people=tuple(found for person in comparison.people if (found := _person(person, reviews)).spellings),
    )


def _together(given: Iterable[GivenFact]) -> tuple[GivenFact, ...]:
    """What the reviews give, equal values behind each other, otherwise in the order of the columns."""
    by_value: defaultdict[str, list[GivenFact]] = defaultdict(list)
    for fact in given:
        by_value[fact.normalised].append(fact)
    return tuple(fact for facts in by_value.values() for fact in facts)


def _dots(reviews: Sequence[Review], names: Sequence[str], prose: Sequence[ScoreAndProse]) -> tuple[Dot, ...]:
    dots = []
    for column, review in enumerate(reviews):
        verdict = review.verdict
        if verdict is None:
            dots.append(Dot(names[column], None, "", "", prose[column], Source(column)))
        else:
            source = Source(column, verdict.span)
            dots.append(Dot(names[column], verdict.normalised, verdict.notation, verdict.conversion, prose[column], source))
    return tuple(sorted(dots, key=lambda dot: (dot.score is None, -(dot.score or 0))))


def _first(column: int, passages: Sequence[Passage]) -> Source:
    return Source(column, passages[0].span if passages else None)


def _person(person: Person, reviews: Sequence[Review]) -> NamedPerson:
    """A person with where each spelling stands, one source a review."""
    sources: defaultdict[str, dict[int, Source]] = defaultdict(dict)
    jobs: dict[Job, None] = {}
    for column, review in enumerate(reviews):
        for credit in sorted(review.credits, key=lambda credit: credit.span):
            if credit.name in person.spellings:
                sources[credit.name].setdefault(column, Source(column, credit.span))
                jobs[credit.job] = None
    rules = person.rules or ("",) * len(person.spellings)
    spellings = tuple(
        Spelling(text, rule, tuple(sources[text].values()))
        for text, rule in zip(person.spellings, rules, strict=True)
        if text in sources
    )
    return NamedPerson(person.name, tuple(jobs), spellings)
