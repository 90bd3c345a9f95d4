"""What stands above a pasted text, and what only begins it."""

from __future__ import annotations

import pytest

from desktop.reading.reader import read_text

_TEXT = (
    "The Glass Orchard is a slow film about a widow who counts her trees, and The Glass Orchard takes its time. "
    "The acting is good, the pictures are lovely, and I was never bored by any of it.\n"
)

PROSE = [
    "*SPOILERS*",
    "This may contain minor spoilers!",
    "What a disappointment!",
    "Greetings from my sofa.",
    "Well, where do I begin with this film",
    "Here is what you should know about this one:",
    "Dear readers,",
    "This is by far the slowest thing I have ever seen...",
    "STAR RATING: ***** Saturday Night **** Friday Night *** Friday Morning",
    "My rating: 4 out of 10",
    "Thursday June 15, 9:30pm",
    "“He spent most of his life among his trees, and was happy.” - Owen Pryce",
    "I am not great at writing reviews, so bear with me",
]

HEADLINES = [
    "The Glass Orchard",
    "THE GLASS ORCHARD",
    "The Glass Orchard (2019)",
    "“The Glass Orchard” – A Review",
    "The Glass Orchard: I loathe this film",
    "I Am an Orchard Review",
    "Orchards like these. . .",
    "Slow, lovely and a little long",
    "the glass orchard review",
    "The Glass Orchard (Quickie Review)",
    "Why “The Glass Orchard” Works!",
]


@pytest.mark.parametrize("line", PROSE)
def test_what_only_begins_a_text_is_no_headline(line: str) -> None:
    review = read_text(f"{line}\n\n{_TEXT}")
    assert review.headline is None


@pytest.mark.parametrize("line", HEADLINES)
def test_a_line_above_the_text_is_its_headline(line: str) -> None:
    review = read_text(f"{line}\n\n{_TEXT}")
    assert review.headline is not None
    assert review.headline.value == line


def test_a_wrapped_sentence_is_no_headline() -> None:
    text = "Clara Hall gets her first leading part and gets off\n\nto a good start. It is a fine film about her trees.\n"
    assert read_text(text).headline is None


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("HALL & DAUGHTER: THE CURSE OF THE ORCHARD (2005) **** (Voices: Owen)", "HALL & DAUGHTER: THE CURSE OF THE ORCHARD"),
        ("** Black Orchards (1942) Owen Pryce ~ Clara Hall, Joan Marsh", "Black Orchards"),
        ("If we had “Separate Orchards,” why not “Separate Fields.”", "Separate Fields"),
        ("Just love the interplay of two great players on the screen - Marsh & Pryce", None),
    ],
)
def test_the_title_in_a_headline(headline: str, title: str | None) -> None:
    text = "Black is the night and Black is the day. Hall walks, and HALL sings in Separate Fields, as Black fields go.\n"
    work = read_text(f"{headline}\n\n{text}").work
    assert (work and work.value) == title


_SPOKEN = (
    "Salt and Iron follows a quiet man who comes back to the coast after many years, and the way it is told is warm.\n\n"
    "Not all of it works. The middle drags, but it is a fine piece of work all the same.\n"
)


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("Reel Corner\nWhere we talk about what we watch\nOctober 6, 2023\nSalt and Iron", "Salt and Iron"),
        ("Your Daily Dose Of Cinema\nOctober 6, 2023\nSalt and Iron: a quiet return", "Salt and Iron: a quiet return"),
        ("Salt and Iron comes home\nOctober 6, 2023\nA quiet man returns to the coast", "Salt and Iron comes home"),
        ("A quiet return to the coast\nOctober 6, 2023\nNora Quill", "A quiet return to the coast"),
        ("A quiet return to the coast\nOctober 6, 2023\nSalt and Iron\nDirector: Ann Bell", "A quiet return to the coast"),
    ],
)
def test_a_date_stands_below_a_headline_or_above_it(head: str, headline: str) -> None:
    found = read_text(f"{head}\n\n{_SPOKEN}").headline
    assert found is not None
    assert found.value == headline
