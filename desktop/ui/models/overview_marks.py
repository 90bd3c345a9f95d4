"""What stands on the page of an overview, part by part: marks in words, each with where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.comparison.agreement import Consensus
from desktop.reading.rules import rule_in_words
from desktop.review import Stance
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.comparison.agreement import PairAgreement, TopicStance
    from desktop.comparison.overview import Dot, GivenFact, MatrixCell, MatrixRow, Overview, Source, Spelling

NONE_FOUND = "none found"
_ENOUGH_TOPICS = 3  # that two critics both judge; with fewer they are neither near nor far


class Part(Enum):
    """The parts of the page in their order; the value is the heading."""

    SCORES = "Scores"
    TOPICS = "What is said of what"
    PAIRS = "Who agrees with whom"
    PROSE = "Score and prose"
    FACTS = "Facts that differ"
    NAMES = "Names and spellings"


@dataclass(frozen=True, slots=True)
class ToSource:
    """Leads into the reader: to the first of ``sources``, or to whichever of them the reader chooses."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ToTopic:
    """Leads to Compare by topic, at a topic and the review of a column."""

    topic: str
    column: int


@dataclass(frozen=True, slots=True)
class ToPair:
    """Leads to Compare of two columns alone."""

    first: int
    second: int


Goal = ToSource | ToTopic | ToPair


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the page that can be gone to.

    ``fields`` are its words from left to right, ``spoken`` is the whole of it for those who do not see it; ``goal`` is where it
    leads. ``value`` is what is drawn.
    """

    fields: tuple[str, ...]
    spoken: str
    goal: Goal | None = None
    value: Dot | MatrixCell | PairAgreement | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The head of a row or a column: its words, a quiet second line, and both spoken."""

    text: str
    note: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part of the page: a sentence that sums it up, and rows of marks.

    ``across`` and ``down`` are the heads of a table's columns and rows, empty for plain lists.
    """

    part: Part
    sentence: str
    rows: tuple[tuple[Mark, ...], ...] = ()
    across: tuple[Label, ...] = ()
    down: tuple[Label, ...] = ()


def sheets_of(overview: Overview) -> tuple[Sheet, ...]:
    """All parts of an overview; where a part has nothing to show, its sentence says so."""
    return (_scores(overview), _topics(overview), _pairs(overview), _prose(overview), _facts(overview), _names(overview))


def score_in_words(score: float | None) -> str:
    """A score on the one scale, rounded as everywhere in the window."""
    return "–" if score is None else str(round(score))


def listed(words: Iterable[str]) -> str:
    """Words as they are listed in a sentence."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _scores(overview: Overview) -> Sheet:
    scored, count = overview.scored, len(overview.dots)
    if not scored or overview.middle is None:
        sentence = "No review here gives a score." if count > 1 else "The review gives no score."
    elif len(scored) == 1:
        given = f"{score_in_words(scored[0].score)} of 100"
        sentence = f"One of {count} reviews gives a score: {given}." if count > 1 else f"The review gives {given}."
    else:
        high, low = score_in_words(scored[0].score), score_in_words(scored[-1].score)
        spread = f"all {high} of 100" if high == low else f"from {low} to {high} of 100, median {overview.middle:g}"
        who = f"All {count}" if len(scored) == count else f"{len(scored)} of {count}"
        sentence = f"{who} reviews give a score: {spread}."
    if overview.disagreeing:
        sentence += " A stroke at a dotted line shows what such prose usually goes with."
    return Sheet(Part.SCORES, sentence, tuple((_score(dot),) for dot in overview.dots))


def _score(dot: Dot) -> Mark:
    name, notation = shown(dot.voice), shown(dot.notation)
    if dot.score is None:
        return Mark((name, "unscored", ""), f"{name}: unscored", ToSource((dot.source,)), dot)
    conversion = shown(dot.conversion)
    told = f"{name}: {score_in_words(dot.score)} of 100, written {notation} ({conversion})"
    if dot.prose.disagree:
        told += f". {dot.prose.why}"
    return Mark((name, notation, conversion), told, ToSource((dot.source,)), dot)


_IN_A_LINE = {
    Consensus.ALONE: "one critic",
    Consensus.PRAISED: "agreed: praise",
    Consensus.CRITICISED: "agreed: complaint",
    Consensus.MIXED: "agreed: mixed",
    Consensus.SPLIT: "split",
    Consensus.SILENT: "no judgement",
}


def _topics(overview: Overview) -> Sheet:
    told = []
    for topics, how in (
        (overview.on(Consensus.PRAISED), "The critics agree in praise of"),
        (overview.on(Consensus.CRITICISED), "They agree in their complaints about"),
        (overview.on(Consensus.MIXED), "They agree in being of two minds about"),
        (overview.on(Consensus.SPLIT), "They split over"),
    ):
        if topics:
            told.append(f"{how} {listed(_lower(topic.name) for topic in topics)}.")
    if overview.silent:
        told.append(f"Nobody speaks of {listed(_lower(topic.name) for topic in overview.silent)}.")
    if not overview.topics:
        return Sheet(Part.TOPICS, "No passage of these reviews was placed under a topic.")
    across = tuple(_voice_label(overview, column) for column in range(len(overview.voices)))
    alone = len(overview.voices) == 1
    down = tuple(
        Label(
            row.topic.name,
            "" if alone else _IN_A_LINE[row.consensus],
            f"{row.topic.name}: {row.topic.about} {row.consensus.value.capitalize()}.",
        )
        for row in overview.topics
    )
    rows = tuple(tuple(_said(overview, row, cell) for cell in row.cells) for row in overview.topics)
    return Sheet(Part.TOPICS, "" if alone else " ".join(told), rows, across, down)


def _voice_label(overview: Overview, column: int) -> Label:
    dot = next(dot for dot in overview.dots if dot.source.column == column)
    name = shown(dot.voice)
    score = "unscored" if dot.score is None else f"{score_in_words(dot.score)} of 100"
    return Label(name, score_in_words(dot.score), f"{name}, {score}")


def _said(overview: Overview, row: MatrixRow, cell: MatrixCell) -> Mark:
    where = f"{shown(overview.voices[cell.source.column])}, {row.topic.name}"
    if not cell.stance.said:
        return Mark((NONE_FOUND,), f"{where}: no passage found", None, cell)
    stance = cell.stance.stance.value
    spoken = f"{where}: {stance}. {_counted(cell.stance)}"
    return Mark((str(cell.stance.said), stance), spoken, ToTopic(row.topic.id, cell.source.column), cell)


def _counted(stance: TopicStance) -> str:
    """How many passages, and of which stance."""
    total = "1 passage" if stance.said == 1 else f"{stance.said} passages"
    counts = (
        (Stance.PRAISE, stance.praise),
        (Stance.COMPLAINT, stance.complaint),
        (Stance.MIXED, stance.mixed),
        (Stance.NEUTRAL, stance.neutral),
    )
    return f"{total}: {', '.join(f'{count} {each.value}' for each, count in counts if count)}"


def _pairs(overview: Overview) -> Sheet:
    count = len(overview.voices)
    if count < 2:
        return Sheet(Part.PAIRS, "One review alone agrees with nobody.")
    between = {(pair.first, pair.second): pair for pair in overview.pairs}
    names = [shown(name) for name in overview.voices]
    labels = tuple(Label(name, "", name) for name in names)
    rows = tuple(
        tuple(_pair(between[min(a, b), max(a, b)], names) if a != b else Mark(("",), f"{names[a]}", None) for b in range(count))
        for a in range(count)
    )
    return Sheet(Part.PAIRS, _nearest_and_furthest(overview.pairs, names), rows, labels, labels)


def _pair(pair: PairAgreement, names: list[str]) -> Mark:
    both = pair.alike + pair.split
    who = f"{names[pair.first]} and {names[pair.second]}"
    goal = ToPair(pair.first, pair.second)
    if not both:
        return Mark(("–",), f"{who}: no topic that both judge", goal, pair)
    topics = "topic" if both == 1 else "topics"
    return Mark((f"{pair.alike} of {both}",), f"{who}: alike on {pair.alike} of {both} {topics} that both judge", goal, pair)


def _nearest_and_furthest(pairs: tuple[PairAgreement, ...], names: list[str]) -> str:
    """Which two are most alike and which least, of those that judge enough topics in common to tell."""
    enough = [pair for pair in pairs if pair.alike + pair.split >= _ENOUGH_TOPICS]
    how = "Alike on so many of the topics that both judge."
    if len(enough) < 2:
        return how
    ordered = sorted(enough, key=lambda pair: (pair.alike / (pair.alike + pair.split), pair.alike + pair.split))

    def told(pair: PairAgreement) -> str:
        return f"{names[pair.first]} and {names[pair.second]} ({pair.alike} of {pair.alike + pair.split})"

    return f"{how} Most alike: {told(ordered[-1])}. Furthest apart: {told(ordered[0])}."


def _prose(overview: Overview) -> Sheet:
    found = overview.disagreeing
    if not overview.scored:
        return Sheet(Part.PROSE, "There is no score to hold against what is said.")
    if not found:
        return Sheet(Part.PROSE, "Every score goes with what its review says, as far as enough is said to tell.")
    rows = tuple(
        (Mark((shown(dot.voice), shown(dot.prose.why)), f"{shown(dot.voice)}: {dot.prose.why}", ToSource((dot.source,)), dot),)
        for dot in found
    )
    many = "One score is" if len(found) == 1 else f"{len(found)} scores are"
    return Sheet(Part.PROSE, f"{many} far from what such prose usually goes with.", rows)


def _facts(overview: Overview) -> Sheet:
    rows = []
    for fact in overview.differing:
        rows += [(_fact(fact.label, given, first=i == 0),) for i, given in enumerate(fact.given)]
    agreed = listed(_lower(label) for label in overview.agreed)
    told = f"Nobody contradicts another on {agreed}." if agreed else ""
    if not rows:
        told = f"No two reviews contradict each other on a fact. {told}".strip() if len(overview.voices) > 1 else ""
    return Sheet(Part.FACTS, told, tuple(rows))


def _fact(label: str, given: GivenFact, *, first: bool) -> Mark:
    text, value, name = shown(given.text), shown(given.normalised), shown(given.voice)
    meant = value if value.casefold() != text.casefold() else ""
    spoken = f"{label}, {name}: {text}" + (f" ({meant})" if meant else "")
    return Mark((label if first else "", text, meant, name), spoken, ToSource((given.source,)))


def _names(overview: Overview) -> Sheet:
    rows = []
    for person in overview.people:
        jobs = ", ".join(job.value for job in person.jobs)
        for i, spelling in enumerate(person.spellings):
            rows.append((_spelling(overview, shown(person.name) if i == 0 else "", jobs if i == 0 else "", spelling),))
    several = [person for person in overview.people if len(person.spellings) > 1]
    if not rows:
        told = "No people are named."
    elif not several:
        told = "Every name is written in one way."
    else:
        most = max(several, key=lambda person: len(person.spellings))
        told = f"{len(several)} of {len(overview.people)} people are written in more than one way"
        told += f", {shown(most.name)} in {len(most.spellings)}."
    return Sheet(Part.NAMES, told, tuple(rows))


def _spelling(overview: Overview, person: str, jobs: str, spelling: Spelling) -> Mark:
    text = shown(spelling.text)
    who = listed(shown(overview.voices[source.column]) for source in spelling.sources)
    why = f" Taken for the same person because {rule_in_words(spelling.rule)}." if spelling.rule else ""
    spoken = f"{f'{person}, {jobs}: ' if person else ''}{text}, written by {who}.{why}"
    count = f"{len(spelling.sources)} reviews: " if len(spelling.sources) > 2 else ""
    return Mark((person, jobs, text, f"{count}{who}"), spoken, ToSource(spelling.sources))
