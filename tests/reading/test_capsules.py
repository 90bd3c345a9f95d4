"""Pages of several short reviews: each is a review of its own, and the page itself stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.reading.reader import read_file
from desktop.review import Review, WorkKind
from tests.reading.partition import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

WOLVES = (
    "A night-shift cartographer discovers that the town she has been mapping does not exist. The film is patient, odd and very "
    "quiet, and by the end of it I would have followed her anywhere at all."
)
CHOIR = (
    "Brass bands are hard to film, and this one has not been filmed well. The conductor shouts, the tubas weep, and nobody in "
    "the cinema was surprised by the last concert, which goes on for twenty minutes."
)
TIDE = (
    "Every so often a film comes along that makes you want to ring your mother. Nobody says a thing on a beach, and I have "
    "not stopped thinking about it since Sunday."
)
INTRO = "I saw five films in two days, on four coffees. Here is what I thought of them, in the order in which I saw them."
HEAD = f"Home\nReviews\nAbout\nFive at the festival\nBy Priya Nair\n30 September 2021\n{INTRO}\n"
FOOT = "Share this:\nFacebook\nTwitter\n"


def reviews(folder: Path, text: str, name: str = "page.txt") -> tuple[Review, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = read_file(path)
    for review in found:
        assert_sound(review)
    return found


def titles(found: tuple[Review, ...]) -> list[tuple[str | None, float | None]]:
    return [(one.work.value if one.work else None, one.verdict.normalised if one.verdict else None) for one in found]


SCORED = [("Paper Wolves", 70.0), ("The Tin Choir", 40.0), ("Tide Pool", 90.0)]

BELOW_THE_TITLE = f"Paper Wolves (2019)\n★★★½\n{WOLVES}\nThe Tin Choir (2018)\n★★\n{CHOIR}\nTide Pool (2022)\n★★★★½\n{TIDE}\n"
BEHIND_THE_TEXT = (
    f"Paper Wolves (2019)\n{WOLVES}\nRating: 7/10\nThe Tin Choir (2018)\n{CHOIR}\nRating: 4/10\n"
    f"Tide Pool (2022)\n{TIDE}\nRating: 9/10\n"
)
NUMBERED = f"1. Paper Wolves (2019)\n{WOLVES} 7/10\n2. The Tin Choir (2018)\n{CHOIR} 4/10\n3. Tide Pool (2022)\n{TIDE} 9/10\n"


@pytest.mark.parametrize("capsules", [BELOW_THE_TITLE, BEHIND_THE_TEXT, NUMBERED])
def test_each_short_review_is_a_review_of_its_own(tmp_path: Path, capsules: str) -> None:
    page, *short = reviews(tmp_path, HEAD + capsules + FOOT)
    assert page.kind.value is WorkKind.NOT_A_REVIEW
    assert page.verdict is None
    assert "reader.capsules" in [problem.rule for problem in page.problems]
    assert titles(tuple(short)) == SCORED
    assert [one.id for one in short] == ["page#2", "page#3", "page#4"]
    assert all(one.critic is not None and one.critic.value == "Priya Nair" for one in short)
    assert all(one.published is not None and one.published.value.isoformat() == "2021-09-30" for one in short)


def test_the_page_keeps_all_of_its_text_and_a_short_review_has_only_its_own(tmp_path: Path) -> None:
    text = HEAD + BELOW_THE_TITLE + FOOT
    page, wolves, choir, tide = reviews(tmp_path, text)
    assert page.text == text
    assert wolves.text == f"Paper Wolves (2019)\n★★★½\n{WOLVES}"
    assert CHOIR in choir.text
    assert tide.text.endswith("since Sunday.")


def test_headings_of_markup_are_headings_of_short_reviews(tmp_path: Path) -> None:
    parts = ((title, text, score) for (title, score), text in zip(SCORED, (WOLVES, CHOIR, TIDE), strict=True))
    body = "".join(
        f"<h2>{title} ({year})</h2><p>{score / 10:g}/10</p><p>{text}</p>"
        for year, (title, text, score) in enumerate(parts, 2018)
    )
    html = f"<html><body><nav><a>Home</a></nav><h1>Five at the festival</h1><p>{INTRO}</p>{body}</body></html>"
    _, *short = reviews(tmp_path, html, "page.html")
    assert titles(tuple(short)) == SCORED


@pytest.mark.parametrize(
    "text",
    [
        HEAD
        + BELOW_THE_TITLE.replace("at all.", "at all… [Continue reading]").replace("minutes.", "minutes… [Continue reading]")
        + FOOT,
        HEAD + f"Paper Wolves (2019)\n★★★½\n{WOLVES}\nThe Tin Choir (2018)\n{CHOIR}\nTide Pool (2022)\n{TIDE}\n" + FOOT,
        HEAD + "Paper Wolves (2019)\n★★★½\nThe Tin Choir (2018)\n★★\nTide Pool (2022)\n★★★★½\n" + FOOT,
        f"The Tin Choir review\nBy Priya Nair\n{CHOIR}\nStory: 7/10\nMusic: 4/10\nTubas: 9/10\nOverall: 6/10\n{WOLVES}\n",
    ],
    ids=["teasers", "one score", "no text", "one review with parts"],
)
def test_other_pages_stay_one(tmp_path: Path, text: str) -> None:
    assert len(reviews(tmp_path, text)) == 1
