"""Searching text that was not folded says the same as searching the folded text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.library.entry import glanced, searchable
from desktop.library.folding import fold
from desktop.library.rough_text import RoughIndex, rough, smooth
from desktop.library.search import TextIndex

TEXT = st.text(st.sampled_from("aAbB9 \t\n,.'-$\r\0/éßﬁ…“½日ø\u0301\u00ad\u2028"), max_size=40)
WORDS = st.text(st.sampled_from("ab9 "), max_size=6).map(fold).filter(bool)


def folded(text: str) -> bytes:
    return searchable(text.splitlines())


@given(TEXT)
def test_smoothed_rough_text_is_folded_text(text: str) -> None:
    words = rough(text.encode())
    assert words is None or smooth(words) == folded(text)
    assert smooth(folded(text)) == folded(text)


def test_only_what_can_be_searched_roughly_is() -> None:
    assert rough(b"A fine, fine\nFilm") == b" a fine  fine \n film \n"
    assert rough(b"for $5") == b" for  $ 5 \n"
    assert rough("Amélie".encode()) == b" amelie \n"
    assert rough("A 5€ “film”".encode()) == " a 5 €   film  \n".encode()
    assert rough(b"one\rtwo") is None
    assert rough("one\u2028two".encode()) is None
    assert rough(b"one \xff two") is None


@given(st.lists(TEXT, max_size=6), WORDS)
def test_a_rough_index_says_what_a_folded_one_says(texts: list[str], words: str) -> None:
    fine = TextIndex([folded(text) for text in texts])
    coarse = RoughIndex([found if (found := rough(text.encode())) is not None else folded(text) for text in texts])
    rows = range(len(texts))
    for whole in (True, False):
        assert coarse.find(words, whole=whole) == fine.find(words, whole=whole)
        assert coarse.times(words, rows, whole=whole) == fine.times(words, rows, whole=whole)
    assert [coarse.words(row) for row in rows] == [fine.words(row) for row in rows]
    woven = TextIndex.of_parts([(coarse, 0, len(texts))])
    assert [woven.words(row) for row in rows] == [fine.words(row) for row in rows]
    if texts:
        assert coarse.replaced({0: b" other \n"}).find(words, whole=True) == fine.replaced({0: b" other \n"}).find(
            words, whole=True
        )


@given(TEXT)
def test_a_glance_takes_the_first_line_for_the_title(text: str) -> None:
    data = text.encode()
    entry, words = glanced("/reviews/a.b/page.txt", "page", data)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if "\0" in text:
        assert (entry.title, words) == ("page", b"")
    else:
        assert entry.title == (first or "page")
        assert smooth(words) == folded(text)
    assert (entry.id, entry.file, entry.pending, entry.fingerprint) == ("page", "/reviews/a.b/page.txt", True, "")
