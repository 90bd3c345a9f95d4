from __future__ import annotations

from desktop.comparison.answer_words import reasons_in_words
from desktop.review import Span

TEXT = "Kim Ji-hoon is chilling, and the targets of his revenge scream."


def told(*reasons: str) -> str:
    return reasons_in_words(reasons, TEXT, Span(0, len(TEXT)), str.upper)


def test_words_are_quoted_as_they_stand_in_the_passage() -> None:
    assert told("target", "reveng") == "shares “targets”, “revenge”"


def test_a_person_is_named_once_and_not_in_parts() -> None:
    assert told("Kim Ji-hoon", "hoon", "ji", "kim", "target") == "shares Kim Ji-hoon, “targets”"


def test_a_concept_is_named_and_topics_come_last() -> None:
    assert told("villain", "topic: story") == "shares villain; both on STORY"
    assert told("topic: story", "topic: look") == "both on STORY and LOOK"


def test_no_more_than_a_few_words() -> None:
    assert told("a", "b", "c", "d", "e") == "shares a, b, c, d"
    assert told() == ""


def test_closeness_comes_first_with_its_figure_where_it_counted() -> None:
    assert (
        reasons_in_words(("target",), TEXT, Span(0, len(TEXT)), str.upper, 0.619) == "close in meaning (0.62); shares “targets”"
    )
    assert reasons_in_words((), TEXT, Span(0, len(TEXT)), str.upper, 0.4) == "close in meaning (0.40)"
    assert reasons_in_words(("target",), TEXT, Span(0, len(TEXT)), str.upper, -0.1) == "shares “targets”"
