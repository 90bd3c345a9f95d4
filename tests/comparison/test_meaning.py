from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given

from desktop.comparison.meaning import Meanings, meanings
from desktop.comparison.passage_map import PassageMap
from desktop.comparison.rows import compare
from desktop.meaning.at_hand import model_at_hand
from desktop.paths import SEEDS
from desktop.reading.reader import read_file
from tests.comparison.evaluation import LABELS, comparison_of, measure_answers
from tests.comparison.test_rows import PAGES
from tests.helpers.sentences import SmallEncoder, needs_model, packaged_model
from tests.reading.pages import page

TEXT = "It is dreary.", "Nothing happens in it. A parrot sings. I was bored."


def test_passages_that_share_no_word_answer_each_other_by_meaning() -> None:
    one, two = page(TEXT[0], name="one"), page(TEXT[1], name="two")
    comparison = compare([one, two])
    by_words = PassageMap(comparison)
    encoder = SmallEncoder("dreary bored", "parrot", "happens")
    by_meaning = by_words.with_meaning(meanings(comparison, encoder))
    first, *_ = by_meaning.answers(0, one.passages[0])
    assert first.passage.span.of(two.text) == "I was bored."
    assert first.closeness is not None
    assert first.closeness > 0.9
    assert by_meaning.by_meaning
    assert not by_words.by_meaning
    assert all(answer.closeness is None for answer in by_words.answers(0, one.passages[0]))
    assert by_words.answers(0, one.passages[0]) == by_meaning.with_meaning(None).answers(0, one.passages[0])
    assert sorted(encoder.asked) == sorted(p.span.of(r.text) for r in (one, two) for p in r.passages)


def test_what_all_passages_share_tells_nothing_of_two_of_them() -> None:
    rows = np.array([[1.0, 0.1, 0.0], [1.0, 0.0, 0.1]] * 200, dtype=np.float32)
    [figures] = Meanings([400], rows).closeness(0, 0)
    assert figures[0] == pytest.approx(1, abs=0.01)
    assert figures[1] < 0.8


@given(PAGES)
def test_closeness_is_told_for_every_passage_both_ways(texts: list[str]) -> None:
    reviews = [page(text, name=str(n)) for n, text in enumerate(texts)]
    close = meanings(compare(reviews), SmallEncoder("a the", "it is"))
    for column, review in enumerate(reviews):
        for number in range(len(review.passages)):
            figures = close.closeness(column, number)
            assert [len(each) for each in figures] == [len(each.passages) for each in reviews]
            assert all(-1.01 <= figure <= 1.01 for each in figures for figure in each)
            assert (
                figures[0][0] == pytest.approx(close.closeness(0, 0)[column][number], abs=1e-3) if reviews[0].passages else True
            )


@given(PAGES)
def test_by_meaning_every_answer_by_words_still_is_one(texts: list[str]) -> None:
    reviews = [page(text, name=str(n)) for n, text in enumerate(texts)]
    comparison = compare(reviews)
    by_words = PassageMap(comparison)
    by_meaning = by_words.with_meaning(meanings(comparison, SmallEncoder("a the", "it is")))
    for column, review in enumerate(reviews):
        for passage in review.passages:
            words = {(a.column, a.passage.span): a for a in by_words.answers(column, passage, limit=10_000)}
            meaning = {(a.column, a.passage.span): a for a in by_meaning.answers(column, passage, limit=10_000)}
            assert words.keys() <= meaning.keys()
            assert all(meaning[key].reasons == answer.reasons for key, answer in words.items())
            assert all(meaning[key].score >= answer.score for key, answer in words.items())


@needs_model
def test_a_real_model_finds_more_answers_of_the_seeds_than_words_do() -> None:
    reviews = [review for path in sorted(SEEDS.glob("*.txt")) for review in read_file(path)]
    comparison = comparison_of(reviews)
    groups = json.loads((LABELS / "answers.json").read_text("utf-8"))
    by_words = PassageMap(comparison)
    with model_at_hand(packaged_model()) as (process, cache):
        by_meaning = by_words.with_meaning(meanings(comparison, process, cache=cache))
    words, meaning = (measure_answers(passages, reviews, groups) for passages in (by_words, by_meaning))
    assert meaning.right > words.right
    assert meaning.reciprocal > words.reciprocal
