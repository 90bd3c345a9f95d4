"""Folding: what search takes for the same, and where in the text it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.folding import find_folded, fold, fold_with_spans
from desktop.review import Span


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jong-seo", "jong seo"),
        ("  CAFÉ,\n crème brûlée! ", "cafe creme brulee"),
        ("Ødegård, Łódź, Þór, Straße, Œuvre", "odegard lodz thor strasse oeuvre"),
        ("it’s 7/10 (8.5)", "it s 7 10 8 5"),
        ("½ ﬁlm №", "1 2 film no"),
        ("★★★½☆", "★ ★ ★ 1 2 ☆"),
        ("50 € or $60", "50 € or $ 60"),
        ("soft\xadhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("电影很好", "电 影 很 好"),
        ("영화 리뷰", "영화 리뷰"),
        ("Привет", "привет"),
        ("İstanbul ILIK", "istanbul ilik"),
        ("…!?", ""),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_both_ways_of_folding_agree_and_every_letter_knows_its_place(text: str) -> None:
    folded, origin = fold_with_spans(text)
    assert folded.strip() == fold(text)
    assert folded[0] == folded[-1] == " "
    assert len(folded) == len(origin)
    assert origin == sorted(origin)
    for letter, place in zip(folded, origin, strict=True):
        if letter != " ":
            assert letter in fold(text[place])


@pytest.mark.parametrize(
    ("text", "needle", "whole", "found"),
    [
        ("Revenge! A fierce revenge.", "rev", False, ["Revenge", "revenge"]),
        ("Revenge! A fierce revenge.", "rev", True, []),
        ("Revenge! A fierce revenge.", "revenge", True, ["Revenge", "revenge"]),
        ("by Jong-seo, again JONG  SEO’s", "jong seo", False, ["Jong-seo", "JONG  SEO"]),
        ("café crème", "cafe creme", True, ["café crème"]),
        ("unrevenged", "revenge", False, []),
        ("a a a", "a a", True, ["a a", "a a"]),
        ("🎬 film 🎬film", "film", False, ["film", "film"]),
        ("很好的电影", "电 影", True, ["电影"]),
        ("cafe\u0301s and cafés", "cafe", False, ["cafe\u0301s", "cafés"]),
    ],
)
def test_finding(text: str, needle: str, whole: bool, found: list[str]) -> None:
    assert [span.of(text) for span in find_folded(text, needle, whole=whole)] == found


def test_finding_in_a_part_of_the_text() -> None:
    text = "fierce, fierce and fierce"
    assert find_folded(text, "fierce", whole=True, start=3, end=20) == [Span(8, 14)]
    assert find_folded(text, "", whole=False) == []


@given(st.text(min_size=1, max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_word_is_found_between_any_others(word: str, before: str, after: str) -> None:
    needle = fold(word)
    if needle:
        text = f"{before} {word} {after}"
        assert any(fold(span.of(text)).startswith(needle) for span in find_folded(text, needle, whole=False))
