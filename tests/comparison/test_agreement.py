from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.agreement import Consensus, TopicStance, find_agreement, score_and_prose, stance_of
from desktop.comparison.rows import compare
from desktop.review import Rating, Review, Span, Stance, Whose
from tests.reading.pages import page

GOOD, BAD, MIXED, PLAIN = (
    "The acting is superb.",
    "The acting is terrible.",
    "Great acting, terrible acting.",
    "There is acting.",
)
COUNTS = st.integers(0, 9)


def scored(text: str, score: float) -> Review:
    verdict = Rating("x", score, 100, score, "test", Whose.CRITIC, Span(0, 1), "test")
    return page(text, ratings=(verdict,), verdict=verdict)


@pytest.mark.parametrize(
    ("counts", "stance"),
    [
        ((0, 0, 0, 5), Stance.NEUTRAL),
        ((1, 0, 0, 9), Stance.PRAISE),
        ((0, 2, 0, 0), Stance.COMPLAINT),
        ((1, 1, 0, 0), Stance.MIXED),
        ((3, 1, 0, 0), Stance.PRAISE),
        ((0, 0, 1, 0), Stance.MIXED),
        ((1, 0, 2, 0), Stance.MIXED),
    ],
)
def test_many_passages_make_one_stance(counts: tuple[int, int, int, int], stance: Stance) -> None:
    assert TopicStance(*counts).stance is stance


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_praise_and_complaint_are_mirror_images(praise: int, complaint: int, mixed: int, neutral: int) -> None:
    here, there = TopicStance(praise, complaint, mixed, neutral), TopicStance(complaint, praise, mixed, neutral)
    assert here.balance == -there.balance
    assert here.said == there.said == praise + complaint + mixed + neutral
    turned = {Stance.PRAISE: Stance.COMPLAINT, Stance.COMPLAINT: Stance.PRAISE}
    assert there.stance is turned.get(here.stance, here.stance)


def test_stances_of_passages_are_counted() -> None:
    assert stance_of(page(f"{GOOD}\n{GOOD}\n{BAD}\n{MIXED}\n{PLAIN}").passages) == TopicStance(2, 1, 1, 1)


@pytest.mark.parametrize(
    ("texts", "consensus"),
    [
        ([PLAIN, "Hello there."], Consensus.SILENT),
        ([GOOD, PLAIN], Consensus.ALONE),
        ([GOOD, GOOD, PLAIN], Consensus.PRAISED),
        ([BAD, BAD], Consensus.CRITICISED),
        ([MIXED, MIXED], Consensus.MIXED),
        ([GOOD, BAD], Consensus.SPLIT),
        ([GOOD, GOOD, BAD], Consensus.SPLIT),
        ([GOOD, MIXED], Consensus.SPLIT),
    ],
)
def test_how_critics_stand_to_each_other_on_a_topic(texts: list[str], consensus: Consensus) -> None:
    agreement = find_agreement(compare([page(text) for text in texts]))
    assert next(t for t in agreement.topics if t.topic.id == "performances").consensus is consensus


def test_who_agrees_with_whom() -> None:
    agreement = find_agreement(compare([page(GOOD), page(GOOD), page(BAD)]))
    assert [(p.first, p.second, p.alike, p.split) for p in agreement.pairs] == [(0, 1, 1, 0), (0, 2, 0, 1), (1, 2, 0, 1)]


def test_a_score_that_its_prose_does_not_bear_out_is_named() -> None:
    kind, harsh, fair = scored(f"{BAD} " * 6, 90), scored(f"{GOOD} " * 6, 20), scored(f"{GOOD} " * 6, 90)
    scores = find_agreement(compare([kind, harsh, fair])).scores
    assert [s.disagree for s in scores] == [True, True, False]
    assert "kinder than its prose" in scores[0].why
    assert "harsher than its prose" in scores[1].why
    assert scores[2].why == ""


def test_too_little_prose_and_no_score_say_nothing() -> None:
    assert not score_and_prose(scored(BAD, 90)).disagree
    unscored = score_and_prose(page(f"{BAD} " * 9))
    assert unscored.score is None
    assert not unscored.disagree
