from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import desktop.reading.stance as stance_module
from desktop.reading.lexicon import Sentence, tokenize
from desktop.reading.stance import find_stance, scores_in
from desktop.review import Span, Stance
from tests.helpers.timing import within


def sentence(text: str) -> Sentence:
    return Sentence.of(text, Span(0, len(text)), tokenize(text))


def stance(text: str, *, about_work: bool = True) -> Stance:
    return find_stance(sentence(text), about_work=about_work)[0]


@pytest.mark.parametrize(
    "text",
    [
        "The acting is superb.",
        "The score is good.",
        "It is never boring.",
        "The pacing is not bad at all.",
        "The script is far from dull.",
        "I can't recommend it enough.",
        "The fights are brutal, bloody and gorgeous.",
        "I give it 4 out of 5.",
        "A wonderful, moving picture.",
    ],
)
def test_praise(text: str) -> None:
    assert stance(text) is Stance.PRAISE


@pytest.mark.parametrize(
    "text",
    [
        "The acting is terrible.",
        "The film is not good.",
        "It isn't funny.",
        "The plot never makes sense and bores; it is tedious.",
        "The characters could have been explored more.",
        "It fails to impress.",
        "The dialogue is clunky.",
        "It wants to be funny, and falls flat.",
        "There is no tension and the jokes are lame.",
        "3/10, a waste of time.",
    ],
)
def test_complaint(text: str) -> None:
    assert stance(text) is Stance.COMPLAINT


@pytest.mark.parametrize(
    "text",
    [
        "The visuals are stunning but the script is awful.",
        "While the story is compelling, the pacing is dreadful.",
        "Great acting, terrible editing.",
        "It is flawed but brilliant.",
        "Despite a slow start, the film is gripping.",
    ],
)
def test_mixed(text: str) -> None:
    assert stance(text) is Stance.MIXED


@pytest.mark.parametrize(
    "text",
    [
        "A revenge film about killing, violence and murder.",
        "The brutal gang is out for blood and vengeance.",
        "It runs for 93 minutes.",
        "She is his best friend.",
        "The bad guys are after her.",
        "He plays a part in Life is Beautiful and The Great Dictator.",
        "",
        "?!",
    ],
)
def test_neutral(text: str) -> None:
    assert stance(text) is Stance.NEUTRAL


def test_soft_words_count_only_where_the_work_is_spoken_of() -> None:
    assert stance("A beautiful house.", about_work=False) is Stance.NEUTRAL
    assert stance("A beautiful house.") is Stance.PRAISE


def test_every_word_that_counted_is_named_with_its_rule() -> None:
    found, reasons = find_stance(sentence("The film is not good, but the acting is very strong."))
    assert found is Stance.PRAISE
    assert [(r.text, r.rule, r.weight) for r in reasons] == [
        ("good", "stance.negated", -0.7),
        ("very strong", "stance.sure", 2.4),
    ]
    assert all(r.span.of("The film is not good, but the acting is very strong.") == r.text for r in reasons)


def test_negation_stops_at_a_comma() -> None:
    assert stance("Not for everyone, brilliant.") is Stance.PRAISE


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("4 out of 5", [0.8]),
        ("7/10 and 8.5 / 10", [0.7, 0.85]),
        ("★★★☆☆", [0.6]),
        ("★★★★", [0.8]),
        ("☆☆☆☆☆☆☆★★★", [0.3]),
        ("11 out of 10", []),
        ("3 out of 4 people, 9/11", []),
        ("50/100 %", []),
    ],
)
def test_scores_in_prose(text: str, shares: list[float]) -> None:
    assert [round(share, 2) for _, share in scores_in(sentence(text))] == shares


@given(st.text())
def test_any_text_has_a_stance_and_reasons_that_stand_in_it(text: str) -> None:
    found, reasons = find_stance(sentence(text))
    assert found in Stance
    assert all(r.span.of(text) == r.text for r in reasons)


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1 out of " * 11_000, "9.99/" * 20_000, "★☆" * 50_000, "★ " * 50_000, " - " * 33_000],
    ids=lambda text: text[:8],
)
def test_no_pattern_freezes(text: str) -> None:
    for pattern in (stance_module._SCORE, stance_module._STARS, stance_module._CLAUSE, stance_module._ANY_SCORE):
        assert within(0.05, partial(pattern.findall, text))


@pytest.mark.parametrize(
    "text", ["but good, " * 10_000, "not good " * 11_000, "although " + "good " * 20_000, "very good although " * 5_000]
)
def test_long_sentences_cost_no_more_than_their_length(text: str) -> None:
    # A fifth of a second; several seconds where a word looks at all others.
    assert within(1, lambda: find_stance(sentence(text)))
