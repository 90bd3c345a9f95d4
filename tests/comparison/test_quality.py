"""What the labelled sentences of the seeds come to at least; ``tests.comparison.evaluation`` prints the whole table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.comparison.passage_map import PassageMap
from desktop.paths import SEEDS
from desktop.reading.reader import read_file
from tests.comparison.evaluation import LABELS, comparison_of, labels_of, measure, measure_answers
from tests.comparison.labelled import sentence_hash

if TYPE_CHECKING:
    from desktop.review import Review


@pytest.fixture(scope="module")
def seeds() -> list[Review]:
    return [review for path in sorted(SEEDS.glob("*.txt")) for review in read_file(path)]


def test_labels_are_of_the_sentences_they_were_given_to(seeds: list[Review]) -> None:
    for review in seeds:
        rows = labels_of(review.id)
        assert rows
        assert [sentence_hash(review.text[row["start"] : row["end"]]) for row in rows] == [row["hash"] for row in rows]


def test_sentences_of_the_seeds_stand_under_their_topics_with_their_stance(seeds: list[Review]) -> None:
    score = measure((review, labels_of(review.id) or []) for review in seeds)
    total = score.total
    assert total.precision >= 0.8
    assert total.recall >= 0.7
    assert score.stance_accuracy >= 0.72
    assert score.turned_round <= 2


def test_passages_of_the_seeds_find_their_answers(seeds: list[Review]) -> None:
    found = measure_answers(PassageMap(comparison_of(seeds)), seeds, json.loads((LABELS / "answers.json").read_text("utf-8")))
    assert found.right / found.asked >= 0.6
