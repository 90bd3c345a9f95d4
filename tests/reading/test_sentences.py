from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.paths import SEEDS
from desktop.reading.sentences import _END, split_sentences
from desktop.review import Span
from tests.helpers.timing import within


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It is good.", "It is bad!", "Is it?", "Yes…"],
        ["Dr. Jones met J. K. Rowling at 4.5 p.m. on Monday.", "Then he left."],
        ["He waited until 5 p.m.", "The film began."],
        ["It opened in the U.S.", "The critics loved it."],
        ["It costs 4.5 vs. five dollars, i.e. less."],
        ['"Hello." she said.', "“Bye!”", "He left."],
        ["What?!", "No...", "Yes."],
        ["(Great film.)", "It is."],
        ["★★★★☆", "A revenge thriller like no other."],
        ["1. The first.", "2. The second."],
        ["Mr. and Mrs. Smith, e.g. this one.", "Fin."],
        ["He paused… and then went on.", "It ended."],
        ["“Nothing happens.”", "So it goes."],
    ],
)  # fmt: skip
def test_sentences_end_where_readers_say(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is great.The film ends.", ["It is great.", "The film ends."]),
        ("One line\n\nanother line", ["One line", "another line"]),
        ("wrapped\nlines are one", ["wrapped\nlines are one"]),
        ("★★★☆☆\nNot bad", ["★★★☆☆", "Not bad"]),
        ("", []),
        (" \n ", []),
        ("no stop at all", ["no stop at all"]),
    ],
)
def test_layout_and_slips(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(st.sampled_from('aB .!?…\n\t“”’"()★☆12,—')) | st.text(), st.integers(0, 5), st.integers(0, 5))
def test_all_that_is_not_white_space_is_in_one_sentence(text: str, left: int, right: int) -> None:
    span = Span(min(left, len(text)), max(min(left, len(text)), len(text) - right))
    spans = split_sentences(text, span)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(s.of(text) for s in spans).split() == [] or all(s.of(text) == s.of(text).strip() != "" for s in spans)
    covered = {at for s in spans for at in range(s.start, s.end)}
    assert all(text[at].isspace() for at in range(span.start, span.end) if at not in covered)


def test_seeds_split_into_the_sentences_they_have() -> None:
    text = next(SEEDS.glob("002*")).read_text("utf-8")
    last = split(text)[-1]
    assert last == "Another excellent import from East Asia, this is a stylish dance of death that is well worth a whirl."


@pytest.mark.parametrize(
    "text", ["." * 100_000, ". " * 50_000, "a." * 50_000, "★" * 100_000, "\n " * 50_000, "(" * 100_000, "A. " * 33_000]
)
def test_hostile_texts_are_split_in_time_that_grows_with_their_length(text: str) -> None:
    assert within(0.05, lambda: _END.findall(text))
    assert sum(len(piece) for piece in split(text)) <= len(text)
