"""How well passages are placed and judged, on sentences labelled by hand: ``python -m tests.comparison.evaluation [FOLDER]``.

FOLDER is the folder of labelled pages (``../shared/evaluation`` if none is given). A label names the topics that a sentence
must stand under and others under which it may (``also``: neither a hit nor a miss). With
``--errors``, every miss is listed (of the seeds; the other pages' texts stay where they are).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.comparison.meaning import meanings
from desktop.comparison.passage_map import PassageMap
from desktop.comparison.rows import compare
from desktop.meaning.at_hand import model_at_hand
from desktop.meaning.model import UnavailableError
from desktop.names import merge_names
from desktop.review import Stance
from tests.comparison.labelled import labelled_review, pages
from tests.helpers.sentences import packaged_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Review

LABELS = Path(__file__).parent / "labels"


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(f"{line}\n")


@dataclass(slots=True)
class Tally:
    """Hits and misses of one topic."""

    hit: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (2 * self.hit + self.wrong + self.missed) if self.hit + self.wrong + self.missed else 1.0


@dataclass(slots=True)
class Score:
    """What is counted over a set of pages."""

    topics: dict[str, Tally] = field(default_factory=dict)
    first_right: int = 0
    placed: int = 0
    sentences: int = 0
    stances: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def total(self) -> Tally:
        """All topics together."""
        tallies = self.topics.values()
        return Tally(sum(t.hit for t in tallies), sum(t.missed for t in tallies), sum(t.wrong for t in tallies))

    @property
    def stance_accuracy(self) -> float:
        """The share of sentences with the stance of their label."""
        return sum(count for (wanted, found), count in self.stances.items() if wanted == found) / max(1, self.sentences)

    @property
    def turned_round(self) -> int:
        """Praise taken for complaint, and the other way round."""
        return self.stances["praise", "complaint"] + self.stances["complaint", "praise"]

    def add(self, label: dict[str, Any], passage: Passage | None) -> list[str]:
        """Count one sentence and say what is wrong with it."""
        found = [mark.topic for mark in passage.topics] if passage else []
        wanted, allowed = set(label["topics"]), set(label["also"])
        misses = []
        for name in wanted - set(found):
            self.topics.setdefault(name, Tally()).missed += 1
            misses.append(f"misses {name}")
        for name in found:
            tally = self.topics.setdefault(name, Tally())
            if name in wanted:
                tally.hit += 1
            elif name not in allowed:
                tally.wrong += 1
                misses.append(f"wrongly {name}")
        self.sentences += 1
        if found:
            self.placed += 1
            self.first_right += found[0] in wanted | allowed
        stance = passage.stance.value if passage else "neutral"
        self.stances[label["stance"], stance] += 1
        if stance != label["stance"]:
            misses.append(f"{stance}, not {label['stance']}")
        return misses


def labels_of(page_id: str, folder: Path = LABELS) -> list[dict[str, Any]] | None:
    """The labelled sentences of a page, or None."""
    path = folder / f"{page_id}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else None


def label_of(row: dict[str, Any]) -> dict[str, Any]:
    """The label that counts.

    A topic that both passes require is required, one that only one of them does is allowed. Where they differ on the stance,
    the second look decides.
    """
    first, second = row["first"], row.get("second", row["first"])
    topics = [name for name in first["topics"] if name in second["topics"]]
    either = {*first["topics"], *first["also"], *second["topics"], *second["also"]}
    return {"topics": topics, "also": sorted(either - set(topics)), "stance": second["stance"]}


def nearest(review: Review, start: int, end: int) -> Passage | None:
    """The passage that shares most with the labelled sentence."""
    shared = [
        (min(p.span.end, end) - max(p.span.start, start), p)
        for p in review.passages
        if p.span.start < end and start < p.span.end
    ]
    return max(shared, key=lambda pair: pair[0])[1] if shared else None


def labelled_reviews(folder: Path, labels: Path = LABELS) -> Iterator[tuple[Review, list[dict[str, Any]]]]:
    """Every labelled review with its labels."""
    for page, text in pages(folder):
        rows = labels_of(page["id"], labels)
        if rows is not None:
            yield labelled_review(page, text), rows


def measure(labelled: Iterable[tuple[Review, list[dict[str, Any]]]], *, errors: bool = False) -> Score:
    """Count all sentences of the reviews."""
    score = Score()
    for review, rows in labelled:
        for row in rows:
            passage = nearest(review, row["start"], row["end"])
            misses = score.add(label_of(row), passage)
            if errors and misses:
                why = {m.topic: [r.text for r in m.reasons] for m in passage.topics} if passage else {}
                words = [(r.text, r.weight) for r in passage.stance_reasons] if passage else []
                text = " ".join(review.text[row["start"] : row["end"]].split())
                say(f"{review.id[:3]} {'; '.join(misses)}\n    {text}\n    {why} {words}")
    return score


def report(title: str, score: Score) -> None:
    """Print the table of one set of pages."""
    say(f"\n{title}: {score.sentences} sentences")
    say(f"{'topic':<14}{'labelled':>9}{'precision':>11}{'recall':>8}{'F1':>7}")
    for name, tally in sorted(score.topics.items(), key=lambda item: -(item[1].hit + item[1].missed)):
        say(f"{name:<14}{tally.hit + tally.missed:>9}{tally.precision:>11.2f}{tally.recall:>8.2f}{tally.f1:>7.2f}")
    total = score.total
    say(f"{'all':<14}{total.hit + total.missed:>9}{total.precision:>11.2f}{total.recall:>8.2f}{total.f1:>7.2f}")
    first = score.first_right / max(1, score.placed)
    say(f"placed {score.placed / score.sentences:.2f} of sentences, first topic right in {first:.2f} of them")
    labelled = Counter[str]()
    given = Counter[str]()
    for (wanted, found), count in score.stances.items():
        labelled[wanted] += count
        given[found] += count
    [(usual, often)] = labelled.most_common(1)
    say(f"stance right {score.stance_accuracy:.2f} (always {usual}: {often / score.sentences:.2f})")
    say(f"praise taken for complaint or the other way round: {score.turned_round}")
    for stance in Stance:
        hit = score.stances[stance.value, stance.value]
        precision, recall = hit / max(1, given[stance.value]), hit / max(1, labelled[stance.value])
        say(f"  {stance.value:<10}{labelled[stance.value]:>5} labelled, precision {precision:.2f}, recall {recall:.2f}")


class Answering(NamedTuple):
    """Questions whose first answer is right, all questions, and the sum of 1 / rank of the first right answer."""

    right: int
    asked: int
    reciprocal: float

    @property
    def words(self) -> str:
        """The figures in words."""
        share, rank = self.right / self.asked, self.reciprocal / self.asked
        return f"first answer right for {self.right} of {self.asked} ({share:.2f}), mean reciprocal rank {rank:.2f}"


def comparison_of(reviews: Sequence[Review]) -> Comparison:
    """The reviews set side by side, with the people of their credits."""
    return compare(reviews, people=merge_names(credit.name for review in reviews for credit in review.credits))


def measure_answers(
    passage_map: PassageMap, reviews: Sequence[Review], groups: Sequence[dict[str, Any]], *, errors: bool = False
) -> Answering:
    """How well the passages of the reviews find their answers in each other review.

    A group lists, by review, the passages (start offsets) that speak of one thing; each of them is asked of each other review.
    """
    columns = {review.id: index for index, review in enumerate(reviews)}
    at = {(review.id, p.span.start): p for review in reviews for p in review.passages}
    wanted: dict[tuple[str, int, str], set[int]] = {}
    for group in groups:
        for page, starts in group["passages"].items():
            for start, (other, there) in product(starts, group["passages"].items()):
                if other != page:
                    wanted.setdefault((page, start, other), set()).update(there)
    right, reciprocal = 0, 0.0
    for (page, start, other), there in wanted.items():
        ranked = passage_map.answers(columns[page], at[page, start], limit=10_000)
        answers = [a for a in ranked if a.column == columns[other]]
        first = answers[0] if answers else None
        rank = next((n for n, a in enumerate(answers, 1) if a.passage.span.start in there), 0)
        reciprocal += 1 / rank if rank else 0.0
        right += rank == 1
        if errors and rank != 1:
            asked, text = at[page, start].span.of(reviews[columns[page]].text), reviews[columns[other]].text
            say(f"{page[:3]} {asked}")
            say(f"    {other[:3]} {first.passage.span.of(text)} {first.reasons}" if first else "    nothing")
    return Answering(right, len(wanted), reciprocal)


def report_answers(reviews: Sequence[Review], model: str, *, errors: bool) -> None:
    """Print how well either engine finds the answers; the one by meaning where its extra and the model are there."""
    groups = json.loads((LABELS / "answers.json").read_text("utf-8"))
    comparison = comparison_of(reviews)
    by_words = PassageMap(comparison)
    say("\nAnswering pairs of the seeds")
    say(f"  by words    {measure_answers(by_words, reviews, groups, errors=errors).words}")
    try:
        with model_at_hand(model) as (process, _):
            by_meaning = by_words.with_meaning(meanings(comparison, process))
    except UnavailableError as error:
        say(f"  by meaning  not measured: {error}")
        return
    say(f"  by meaning  {measure_answers(by_meaning, reviews, groups, errors=errors).words}")


def report_passes(labelled: Sequence[tuple[Review, list[dict[str, Any]]]]) -> None:
    """Print how often the two passes of labelling agree."""
    rows = [row for _, rows in labelled for row in rows if "second" in row]
    topics = sum(set(row["first"]["topics"]) == set(row["second"]["topics"]) for row in rows)
    stances = sum(row["first"]["stance"] == row["second"]["stance"] for row in rows)
    same = f"the same topics {topics / len(rows):.2f}, the same stance {stances / len(rows):.2f}"
    say(f"{len(rows)} sentences labelled twice: {same}")


def main(argv: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="How well passages are placed and judged.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/evaluation"))
    parser.add_argument("--model", default=packaged_model(), help="a sentence model, by its name or folder")
    parser.add_argument("--errors", action="store_true", help="list every miss")
    options = parser.parse_args(argv)
    labelled = list(labelled_reviews(options.folder))
    seeds = [pair for pair in labelled if "_" in pair[0].id]
    others = [pair for pair in labelled if "_" not in pair[0].id]
    report_passes(labelled)
    report("Seeds", measure(seeds, errors=options.errors))
    report_answers([review for review, _ in seeds], options.model, errors=options.errors)
    if others:
        report("Labelled pages", measure(others, errors=options.errors))
    held_out = list(labelled_reviews(options.folder, LABELS / "held_out"))
    if held_out:
        # Never listed: nothing is tuned on them.
        report("Pages held out", measure(held_out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
