"""What the critics agree on and where they split: stance by topic and review, and scores that their prose does not bear out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from desktop.review import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.comparison.rows import Comparison, TopicRow
    from desktop.reading.topics import Topic
    from desktop.review import Passage, Review

# A balance of judgements from -1 (all complaint) to 1 (all praise) is called mixed between these two.
_MIXED = 0.34
# Two critics split over a topic where their balances are at least this far apart, on either side of nothing.
_SPLIT = 0.8
# A score is held against the prose only where this many passages judge.
_ENOUGH = 5
# The score that goes with a balance of judgements is a straight line, fitted to 1,539 film reviews of the training half of the
# Large Movie Review Dataset (Maas et al. 2011); one in twenty of them is this far from it.
_AT_BALANCE_NOUGHT = 50.0
_PER_BALANCE = 45.0
_FAR_OFF = 40.0


@dataclass(frozen=True, slots=True)
class TopicStance:
    """How many passages of a review praise, complain, do both, or only speak of a topic."""

    praise: int = 0
    complaint: int = 0
    mixed: int = 0
    neutral: int = 0

    @property
    def said(self) -> int:
        """The number of passages."""
        return self.praise + self.complaint + self.mixed + self.neutral

    @property
    def judged(self) -> int:
        """The number of passages that take a stance."""
        return self.praise + self.complaint + self.mixed

    @property
    def balance(self) -> float:
        """From -1 (every judgement a complaint) to 1 (all praise); 0 where nothing is judged."""
        return (self.praise - self.complaint) / self.judged if self.judged else 0.0

    @property
    def stance(self) -> Stance:
        """The stance in one word."""
        if not self.judged:
            return Stance.NEUTRAL
        if self.balance > _MIXED:
            return Stance.PRAISE
        return Stance.COMPLAINT if self.balance < -_MIXED else Stance.MIXED


def stance_of(passages: Iterable[Passage]) -> TopicStance:
    """The stances of passages, counted."""
    counts = dict.fromkeys(Stance, 0)
    for passage in passages:
        counts[passage.stance] += 1
    return TopicStance(counts[Stance.PRAISE], counts[Stance.COMPLAINT], counts[Stance.MIXED], counts[Stance.NEUTRAL])


class Consensus(StrEnum):
    """How the critics who judge a topic stand to each other."""

    SILENT = "nobody judges it"
    ALONE = "one critic judges it"
    PRAISED = "they agree: praise"
    CRITICISED = "they agree: complaint"
    MIXED = "they agree: mixed"
    SPLIT = "they split"


@dataclass(frozen=True, slots=True)
class TopicAgreement:
    """A topic, each review's stance on it (by column), and how they stand to each other."""

    topic: Topic
    stances: tuple[TopicStance, ...]
    consensus: Consensus


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two columns: over how many topics that both judge they are alike, and over how many they split."""

    first: int
    second: int
    alike: int
    split: int


@dataclass(frozen=True, slots=True)
class ScoreAndProse:
    """A review's score beside the balance of its judgements.

    ``expected`` is the score (0..100) that such prose usually goes with; ``disagree`` says that the score given is far from
    it, and ``why`` says so in words (empty where they agree, or where there is too little to tell).
    """

    column: int
    score: float | None
    stance: TopicStance
    expected: float
    disagree: bool
    why: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything about who agrees with whom in a comparison."""

    topics: tuple[TopicAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    scores: tuple[ScoreAndProse, ...]


def find_agreement(comparison: Comparison) -> Agreement:
    """Where the reviews of a comparison agree and split."""
    topics = tuple(TopicAgreement(row.topic, row.stances, consensus_of(row)) for row in comparison.topics)
    pairs = tuple(_pair(topics, a, b) for a, b in combinations(range(len(comparison.columns)), 2))
    scores = tuple(score_and_prose(column.review, index) for index, column in enumerate(comparison.columns))
    return Agreement(topics, pairs, scores)


def consensus_of(row: TopicRow) -> Consensus:
    """How those who judge the topic of a row stand to each other."""
    judging = [stance for stance in row.stances if stance.judged]
    if len(judging) < 2:
        return Consensus.ALONE if judging else Consensus.SILENT
    if any(_apart(a, b) for a, b in combinations(judging, 2)):
        return Consensus.SPLIT
    together = TopicStance(
        sum(s.praise for s in judging), sum(s.complaint for s in judging), sum(s.mixed for s in judging)
    ).stance
    return {Stance.PRAISE: Consensus.PRAISED, Stance.COMPLAINT: Consensus.CRITICISED}.get(together, Consensus.MIXED)


def _apart(a: TopicStance, b: TopicStance) -> bool:
    return abs(a.balance - b.balance) >= _SPLIT and a.balance * b.balance <= 0


def _pair(topics: tuple[TopicAgreement, ...], first: int, second: int) -> PairAgreement:
    both = [(t.stances[first], t.stances[second]) for t in topics if t.stances[first].judged and t.stances[second].judged]
    split = sum(_apart(a, b) for a, b in both)
    return PairAgreement(first, second, len(both) - split, split)


def expected_score(stance: TopicStance) -> float:
    """The score that a review with these judgements usually gives, 0..100."""
    return min(100.0, max(0.0, _AT_BALANCE_NOUGHT + _PER_BALANCE * stance.balance))


def score_and_prose(review: Review, column: int = 0) -> ScoreAndProse:
    """Whether a review's score goes with what it says."""
    stance = stance_of(review.passages)
    expected = expected_score(stance)
    score = review.verdict.normalised if review.verdict else None
    disagree = score is not None and stance.judged >= _ENOUGH and abs(score - expected) >= _FAR_OFF
    why = ""
    if disagree and score is not None:
        kinder = "kinder" if score > expected else "harsher"
        said = f"{stance.praise} passages of praise, {stance.complaint} complaints, {stance.mixed} mixed"
        why = f"{score:g} of 100 is {kinder} than its prose: {said}"
    return ScoreAndProse(column, score, stance, expected, disagree, why)
