from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library.query import parse
from desktop.ui.completion import MOST, complete, may_be_field
from tests.helpers.timing import within

_VALUES = {
    "critic": [("Ann Bell", "Ann Bell"), ("Bo Anders", "Bo Anders"), ("Cy Dee", "Cy Dee")],
    "praised": [("look", "Look and camera"), ("sound", "Sound and music")],
    "tag": [("!!!", "!!!"), ("to read", "to read"), ('say "so"', 'say "so"')],
}


def values(field: str) -> list[tuple[str, str]]:
    return _VALUES.get(field, [])


def texts(query: str, cursor: int | None = None) -> list[str]:
    return [each.text for each in complete(query, len(query) if cursor is None else cursor, values)]


def taken(query: str, cursor: int | None = None, which: int = 0) -> str:
    """The query with a completion taken."""
    one = complete(query, len(query) if cursor is None else cursor, values)[which]
    return query[: one.span.start] + one.text + query[one.span.end :]


def test_fields_are_offered_by_name_and_label() -> None:
    assert texts("cri") == ["critic:", "criticised:"]
    assert "person:" in texts("peop")
    assert texts("c") == []  # one letter is any word
    assert texts("revenge") == []
    assert texts("so") == ["sort:"]


def test_values_that_begin_so_then_values_with_a_later_word() -> None:
    assert texts("critic:an") == ['critic:"Ann Bell"', 'critic:"Bo Anders"']
    assert texts('critic:"An') == ['critic:"Ann Bell"', 'critic:"Bo Anders"']
    assert texts("critic:zz") == []
    assert texts("praised:cam") == ["praised:look"]  # found by what the reader sees, written as the language names it
    assert texts("CRITICS:x") == []


def test_values_that_the_language_cannot_name_are_not_offered() -> None:
    assert texts("tag:") == ['tag:"to read"', r'tag:"say \"so\""', "tag:none"]


def test_states_bands_and_directives() -> None:
    assert "is:unread" in texts("is:")
    assert "is:none" not in texts("is:")
    assert "score:80..100" in texts("score:")
    assert texts("score:none") == ["score:none"]
    assert "sort:-score" in texts("sort:-sc")
    assert texts("sort:score,-ti") == ["sort:score,-title"]
    assert "all:genre" in texts("all:gen")
    assert "all:score" not in texts("all:sc")


@pytest.mark.parametrize(
    ("query", "cursor", "wanted"),
    [
        ("slow -critic:an", None, 'slow -critic:"Ann Bell"'),
        ("(critic:an OR slow)", 10, '(critic:"Ann Bell" OR slow)'),
        ("critic:an slow", 8, 'critic:"Ann Bell" slow'),
        ('critic:"ann be" slow', 12, 'critic:"Ann Bell" slow'),
        ('slow critic:"ann be', None, 'slow critic:"Ann Bell"'),
        ('x critic:"a\\"', 11, 'x critic:"Ann Bell"\\"'),  # an open quotation mark: what follows is not being typed
    ],
)
def test_only_the_word_at_the_cursor_is_replaced(query: str, cursor: int | None, wanted: str) -> None:
    assert taken(query, cursor) == wanted


@given(st.text(alphabet='abc :"\\()-critag', max_size=30), st.integers(0, 30))
def test_any_text_is_taken_and_whole_values_parse(query: str, cursor: int) -> None:
    cursor = min(cursor, len(query))
    for each in complete(query, cursor, values):
        assert each.span.start <= cursor <= each.span.end <= len(query)
        if not each.opens:
            assert parse(each.text) is not None


def test_long_queries_and_many_values_cost_little() -> None:
    many = [(f"value {i}", f"value {i}") for i in range(20_000)]
    assert len(complete("tag:value", 9, lambda _: many)) == MOST
    assert complete("tag:19999", 9, lambda _: many)[0].label == "value 19999"
    assert within(0.05, lambda: complete('a"' * 50_000, 100_000, values))
    assert within(0.05, lambda: complete("a" * 100_000, 100_000, values))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("sc", True), ("slow -Sc", True), ("film", False), ("score", True), ("score ", False), ("score:", False), ('"sc', False)],
)
def test_a_word_may_become_a_field(text: str, expected: bool) -> None:
    assert may_be_field(text, len(text)) is expected


def test_relevance_is_offered_as_an_order() -> None:
    assert [each.text for each in complete("slow sort:re", 12, lambda _: ())] == ["sort:relevance"]
