from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.html import read_html
from desktop.reading.saved_page import page_of, plain_of
from desktop.review import Face

TAGS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<p>", "<br>", "<td>", "<pre>", "</pre>", "<li>", " a ", "b", "\n", "c\td", "<code>"]
)


def set_off(source: str) -> list[tuple[str, Face]]:
    page = read_html(source)
    return [(style.span.of(page.text), style.face) for style in page.styles]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>The <b>film</b> is <i> very\n  good </i>.", [("film", Face.STRONG), ("very good", Face.EMPHASIS)]),
        ("<p><i>a <b>b</b> c</i>", [("a b c", Face.EMPHASIS), ("b", Face.STRONG)]),
        ("<p><em>one<br>two</em> three", [("one", Face.EMPHASIS), ("two", Face.EMPHASIS)]),
        ("<em><p>one</p><p>two</p></em><p>three", [("one", Face.EMPHASIS), ("two", Face.EMPHASIS)]),
        ("<p><i class='icon'></i>one <b> </b>two", []),
        ("<p>press <kbd>F1</kbd>", [("F1", Face.CODE)]),
        (
            "<blockquote><p>one <em>two</em></p><p>three</blockquote>four",
            [("one two", Face.QUOTE), ("two", Face.EMPHASIS), ("three", Face.QUOTE)],
        ),
        ("<p><a href='http://a.example'>a link</a>", []),
        ("<table><tr><td><b>one</b><td>two</table>", []),  # a row of facts
        ("<pre><b>one</b>  two</pre>", []),
    ],
)
def test_what_a_saved_page_sets_off(source: str, found: list[tuple[str, Face]]) -> None:
    assert set_off(source) == found


@given(st.lists(TAGS, max_size=40).map("".join))
def test_on_any_page_what_is_set_off_are_words_of_one_line(source: str) -> None:
    page = read_html(source)
    for style in page.styles:
        words = style.span.of(page.text)
        assert words
        assert words == words.strip()
        assert "\n" not in words
    starts = [style.span.start for style in page.styles]
    assert starts == sorted(starts)


@given(st.lists(TAGS, max_size=40).map("".join))
def test_what_is_set_off_comes_through_a_process(source: str) -> None:
    page = read_html(source)
    assert page_of(json.loads(json.dumps(plain_of(page)))).styles == page.styles
