"""A stretch is found again in a changed text, or not at all; never elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.notebook.quotes import CONTEXT, Quote
from desktop.review import Span

TEXT = (
    "A fine film.\n\nThe camera work is gorgeous, and the story never drags, which is more than can be said of most.\n\n"
    "Read more\n\nThe music is loud. The music is good. Then the ending comes, far too soon and too loud for its own good.\n\n"
    "Read more\n\nLeave a reply"
)


def span_of(words: str, text: str = TEXT, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def test_it_stands_where_it_stood() -> None:
    for words, nth in (
        ("Read more", 0),
        ("Read more", 1),
        ("The music is good.", 0),
        ("A fine film.", 0),
        ("Leave a reply", 0),
    ):
        span = span_of(words, nth=nth)
        quote = Quote.of(TEXT, span)
        assert quote.find(TEXT) == span
        assert len(quote.before) <= CONTEXT
        assert len(quote.after) <= CONTEXT


def test_it_is_found_behind_what_was_added_and_in_other_lines() -> None:
    quote = Quote.of(TEXT, span_of("The music is good."))
    later = "By somebody else altogether.\n\n" + TEXT
    assert quote.find(later) == span_of("The music is good.", later)
    broken = TEXT.replace("The music is good.", "The music\n  is good.").replace("\n\n", "\r\n\r\n")
    assert quote.find(broken) == span_of("The music\n  is good.", broken)


def test_of_two_alike_it_is_the_one_with_the_same_neighbours() -> None:
    first, second = span_of("Read more"), span_of("Read more", nth=1)
    assert Quote.of("Intro. " + TEXT, Span(second.start + 7, second.end + 7)).find(TEXT) == second
    without = TEXT[: second.start] + TEXT[second.end :]
    assert Quote.of(TEXT, second).find(without) is None
    assert Quote.of(TEXT, first).find(without) == first


def test_what_is_gone_or_could_be_either_is_not_found() -> None:
    quote = Quote.of(TEXT, span_of("The music is loud."))
    assert quote.find(TEXT.replace("is loud", "was loud")) is None
    assert quote.find("") is None
    assert Quote.of("x x", Span(0, 1)).find("y x y") is None
    assert Quote.of(TEXT, Span(3, 3)).find("something else") is None
    twice = "Nothing. Read more. Nothing. Read more. Nothing."
    assert Quote("Read more.", "", "", 90).find(twice) is None


def test_a_long_paragraph_is_known_by_itself() -> None:
    words = "The camera work is gorgeous, and the story never drags, which is more than can be said of most."
    assert Quote.of(TEXT, span_of(words)).find(f"Elsewhere.\n\n{words}\n\nAnd so on.") == Span(12, 12 + len(words))


WORDS = st.lists(st.sampled_from(["read", "more", "the", "music", "loud", "🎭", "a\u0301", "\n"]), min_size=1, max_size=40)
EDITS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 12), st.sampled_from(["", "x", "read more", "\n\n", "🎭"])), max_size=4
)


@given(WORDS, st.integers(0, 200), st.integers(1, 60), EDITS)
def test_whatever_is_changed_it_lands_on_its_own_words_or_nowhere(
    words: list[str], start: int, size: int, edits: list[tuple[int, int, str]]
) -> None:
    text = " ".join(words)
    start = min(start, len(text) - 1)
    span = Span(start, min(len(text), start + size))
    quote = Quote.of(text, span)
    assert quote.find(text) == span
    edited = text
    for at, gone, new in edits:
        edited = edited[:at] + new + edited[at + gone :]
    found = quote.find(edited)
    if found is not None:
        assert found.of(edited).split() == quote.exact.split()


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.integers(0, 100), st.text(max_size=200))
def test_any_quote_and_any_text(exact: str, before: str, after: str, start: int, text: str) -> None:
    found = Quote(exact, before, after, start).find(text)
    assert found is None or found.end <= len(text)
