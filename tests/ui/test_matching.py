from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.matching import LONGEST, match, plain
from tests.helpers.timing import within

words = st.text(alphabet="abcXYZ éÉß-…", max_size=12)


def best(typed: str, *texts: str) -> str:
    found = [(result.score, text) for text in texts if (result := match(typed, text)) is not None]
    return max(found)[1]


@pytest.mark.parametrize(
    ("typed", "wanted", "others"),
    [
        ("cr", "Compare reviews", ["Clear", "Copy the quote record"]),  # word starts before letters inside words
        ("find", "Find in this view", ["Filter in detail", "Files not shown"]),  # together before scattered
        ("cf", "Clear all filters", ["Scruffy"]),
        ("ne", "New", ["Open one"]),
        ("read", "Read", ["Read the folder again", "Mark as unread"]),  # shorter first
        ("bt", "By topic", ["Subtitle"]),
    ],
)
def test_what_is_meant_comes_first(typed: str, wanted: str, others: list[str]) -> None:
    assert best(typed, wanted, *others) == wanted


def test_case_accents_and_spaces_do_not_matter() -> None:
    found = match("CA FE", "Le Café")
    assert found is not None
    assert found.hits == (3, 4, 5, 6)


def test_letters_must_stand_in_order() -> None:
    assert match("ba", "ab") is None
    assert match("aa", "a") is None


@given(words, words)
def test_hits_are_the_letters_typed_in_order(typed: str, text: str) -> None:
    found = match(typed, text)
    wanted = plain("".join(typed.split()))
    folded = plain(text)
    remaining = iter(folded)
    stands_in_order = all(letter in remaining for letter in wanted)
    assert (found is not None) == stands_in_order
    if found is not None:
        assert list(found.hits) == sorted(set(found.hits))
        assert "".join(folded[at] for at in found.hits) == wanted


@given(words, words)
def test_a_text_matches_itself_best_where_it_begins_it(head: str, tail: str) -> None:
    whole = match(head, head + tail)
    assert whole is not None
    shuffled = match(head, tail[::-1] + "~" + head)
    if head.strip() and shuffled is not None and tail:
        assert whole.score > shuffled.score - 1e-9 or plain(tail[::-1]).find(plain(head.strip()[:1])) >= 0


@given(st.text(max_size=50))
def test_plain_keeps_every_place(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_long_texts_cost_little() -> None:
    assert within(0.025, lambda: match("a" * 1000, "ab" * 50_000))
    assert within(0.025, lambda: match("z", "ab" * 50_000))
    assert match("z", "a" * LONGEST + "z") is None  # what stands further back is not looked at
