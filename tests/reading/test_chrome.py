from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.reading.blocks import find_blocks
from desktop.reading.chrome import fold_chrome
from desktop.reading.reader import read_text
from desktop.review import Role
from tests.reading.partition import assert_partition, lines_by_role

# Invented pages as scrapers leave them, a line a block: B is the review's text, C the site's, M what the review says of itself.
LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))

PROSE = (
    "The harbour is where the film begins and where it ends, and for most of the hours between one would rather be there.",
    "Nobody speaks much. The boats do the talking, and they do it in the dark, with a patience that the director has earned.",
    "It is a small film and a stubborn one, and I have thought about little else since I saw it on a wet afternoon in March.",
)


class Count(NamedTuple):
    found: int
    of: int
    wrong: int


def labelled(path: Path) -> list[tuple[str, str]]:
    return [(line[0], line[2:]) for line in path.read_text(encoding="utf-8").splitlines() if line]


def roles_on(path: Path, between: str) -> list[tuple[str, str, Role]]:
    """Every line of a layout with its label and the role that it is read with."""
    lines = labelled(path)
    review = read_text(between.join(line for _, line in lines))
    roles: list[tuple[str, str, Role]] = []
    at = 0
    for label, line in lines:
        at = review.text.index(line, at)
        role = next(block.role for block in review.blocks if block.span.start <= at < block.span.end)
        roles.append((label, line, role))
        at += len(line)
    return roles


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_no_line_of_the_review_is_folded(path: Path, between: str) -> None:
    assert [line for label, line, role in roles_on(path, between) if label == "B" and role is Role.CHROME] == []


@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_a_review_s_lines_are_its_text(path: Path) -> None:
    for label, line, role in roles_on(path, "\n"):
        if label == "B":
            assert role in {Role.BODY, Role.STANDFIRST, Role.WARNING}, line


def test_nearly_everything_of_the_site_s_is_folded() -> None:
    every = [entry for path in LAYOUTS for entry in roles_on(path, "\n\n")]
    site = [role for label, _, role in every if label == "C"]
    assert len(site) > 400
    assert site.count(Role.CHROME) >= 0.97 * len(site)


def folded(*lines: str) -> dict[str, str]:
    """The folded lines of a page and their rules."""
    text = "\n\n".join(lines)
    blocks = fold_chrome(text, find_blocks(text))
    assert_partition(text, blocks)
    return {block.span.of(text): block.rule for block in blocks if block.role is Role.CHROME}


@pytest.mark.parametrize(
    "line",
    [
        "Director: Ines Maro",
        "Runtime: 93 minutes",
        "7/10",
        "★★★½",
        "Rating: 4 out of 5",
        "Highly recommended.",
        "It is not for everyone.",
        "Verdict",
        "Read more books.",
        "Back to the Future is a better film.",
        "More of the same.",
        "Words by Mike Record",
        "(Aluna)",
    ],
)
def test_what_the_review_says_itself_is_left_alone(line: str) -> None:
    assert line not in folded(*PROSE[:2], line, PROSE[2])
    assert line not in folded(*PROSE, line)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Share this article:", "chrome.share"),
        ("4 Responses to “The Harbour”", "chrome.comments"),
        ("You must be logged in to post a comment.", "chrome.comments"),
        ("Filed under Reviews · Tagged with boats, drama", "chrome.tags"),
        ("You may also like", "chrome.related"),
        ("Sign up for our newsletter", "chrome.newsletter"),
        ("© 2020 The Velvet Aisle", "chrome.copyright"),
        ("This site uses cookies. By continuing to use this website, you agree to their use.", "chrome.legal"),
        ("As an Amazon Associate I earn from qualifying purchases.", "chrome.legal"),
        ("Advertisement", "chrome.advert"),
        ("5 min read", "chrome.widget"),
        ("Schreibe einen Kommentar", "chrome.comments"),
        ("Das könnte dich auch interessieren", "chrome.related"),
        ("Laisser un commentaire", "chrome.comments"),
        ("Vous aimerez aussi :", "chrome.related"),
        ("← The Glass Ferry", "chrome.arrow"),
        ("https://example.org/harbour", "chrome.address"),
        ("Quill, N. (2019). Films and Water. Oslo: Fjordpress.", "chrome.reference"),
        ("Home | Films | Books | Contact", "chrome.link_row"),
        ("Anna Tell in The Harbour (Photo: Jess Orme)", "chrome.caption"),
    ],
)
def test_furniture_is_folded_by_its_name_or_build(line: str, rule: str) -> None:
    assert folded(*PROSE, line).get(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour (2020) - IMDb",
        "Film 'The Harbour' opens in March | Evening Ledger",
        "The Harbour Official Trailer",
        "Jess Orme/Lantern Press",
    ],
)
def test_captions_between_paragraphs_are_folded(line: str) -> None:
    assert line in folded(*PROSE[:2], line, PROSE[2])


def test_counted_lists_are_folded() -> None:
    assert folded(*PROSE, "Drama (12)", "Comedy (7)", "Horror (3)").keys() >= {"Drama (12)", "Comedy (7)", "Horror (3)"}


def test_one_counted_line_may_be_a_heading() -> None:
    assert folded(*PROSE[:2], "The Harbour (2)", PROSE[2]) == {}


def test_readers_comments_are_folded_however_much_they_look_like_prose() -> None:
    comment = "I could not disagree more about the ending, which I thought was the only honest part of the whole film."
    page = folded(*PROSE, "2 Comments", "Hank says:", "March 15, 2022 at 8:12 am", comment)
    assert page[comment] == "chrome.below_comments"


def test_comments_without_a_heading_are_known_by_their_date_and_time() -> None:
    comment = "I could not disagree more about the ending, which I thought was the only honest part of the whole film."
    assert folded(*PROSE, "Hank", "March 15, 2022 at 8:12 am", comment).keys() == {"Hank", "March 15, 2022 at 8:12 am", comment}


@pytest.mark.parametrize("stamp", ["March 15, 2022 at 8:12 am", "2023-03-26 06:33", "13 septembre 2019 à 9 h 05 min"])
def test_a_date_with_the_time_at_the_very_end_is_the_review_s(stamp: str) -> None:
    assert folded(*PROSE, stamp) == {}


def test_a_link_to_the_comments_above_the_review_folds_only_itself() -> None:
    assert folded("The Harbour: a review", "Comments", *PROSE).keys() == {"Comments"}


def test_a_share_row_between_paragraphs_does_not_end_the_review() -> None:
    assert folded(PROSE[0], "Share this:", "Facebook", "Twitter", *PROSE[1:]).keys() == {"Share this:", "Facebook", "Twitter"}


def test_related_links_between_paragraphs_do_not_end_the_review() -> None:
    more = (
        "Anna Tell plays a harbour pilot who has stopped speaking to her brother, and that is the plot of it.",
        "What fills the two hours is the work: ropes, charts, radio calls, coffee, and a great deal of weather in between.",
        "I could have done without the last ten minutes, in which everything that was rightly left unsaid is said twice.",
    )
    assert folded(*PROSE, "Related", "The Glass Ferry", "Ten Films About Harbours", *more).keys() == {
        "Related",
        "The Glass Ferry",
    }


def test_what_stands_above_the_headline_is_folded() -> None:
    page = folded("The Velvet Aisle", "Films, mostly at night", "Review: The Salt Harbour (2021)", "March 14, 2022", *PROSE)
    assert page == {"The Velvet Aisle": "chrome.masthead", "Films, mostly at night": "chrome.masthead"}


def test_facts_above_the_headline_are_kept() -> None:
    page = folded("Director: Ines Maro", "Review: The Salt Harbour (2021)", "March 14, 2022", *PROSE)
    assert page == {}


def test_the_paragraph_about_the_writer_is_folded() -> None:
    life = "Nora Quill is a freelance writer who lives in a small town with two cats. Follow her on Twitter."
    assert folded(*PROSE, life)[life] == "chrome.biography"


def test_a_paragraph_about_somebody_in_the_film_is_not() -> None:
    ending = "Anna Tell is a writer as well as an actress, and it shows in every scene that she has to herself."
    assert ending not in folded(PROSE[0] + " Anna Tell plays the pilot.", *PROSE[1:], ending)


def test_a_paragraph_that_comes_again_is_folded_the_second_time() -> None:
    again = PROSE[1] + " ‘The Harbour’ Review: A Wet Afternoon"
    page = folded(*PROSE, again)
    assert page == {again: "chrome.repeated"}


def test_the_name_in_the_line_of_copyright_is_the_site_s_above_the_review_too() -> None:
    page = folded("The Slow Shelf", "A family tree on fire", *PROSE, "© 2023 The Slow Shelf")
    assert page == {"The Slow Shelf": "chrome.site_name", "© 2023 The Slow Shelf": "chrome.copyright"}


def test_the_critic_s_name_again_below_the_review_begins_the_foot() -> None:
    page = folded("A family tree on fire", "Priya Nair", *PROSE, "Priya Nair", "Reads for a living. Cannot cook.")
    assert page == {"Priya Nair": "chrome.repeated", "Reads for a living. Cannot cook.": "chrome.below_name"}


def test_a_short_review_keeps_no_comments() -> None:
    comment = "I have to disagree, I thought it was the right length exactly, and my cushion stayed in the car."
    page = folded(
        "Charming, slight and forty minutes too long.", "Take a cushion.", "1 comment", "Tom", "4 June 2015 at 19:02", comment
    )
    assert page[comment] == "chrome.below_comments"


@pytest.mark.parametrize("line", ["—", "· · ·", "-----", "~~~"])
def test_ornaments_are_folded(line: str) -> None:
    assert folded(*PROSE[:2], line, PROSE[2]) == {line: "chrome.ornament"}


@pytest.mark.parametrize("line", ["***", "★ ★ ★", "* * *"])
def test_what_may_be_a_score_is_no_ornament(line: str) -> None:
    assert folded(*PROSE[:2], line, PROSE[2]) == {}


def test_words_of_menus_need_company() -> None:
    assert "Music" not in folded(*PROSE[:2], "Music", PROSE[2])
    assert folded("Home", "Music", "Films", *PROSE).keys() == {"Home", "Music", "Films"}


def test_markup_goes_before_everything_else() -> None:
    text = "\n\n".join(PROSE)
    blocks = find_blocks(text)
    rules = {
        block.span.of(text): block.rule
        for block in fold_chrome(text, blocks, {2: "markup.comments"})
        if block.role is Role.CHROME
    }
    assert rules == {PROSE[1]: "markup.comments"}


def test_facts_in_a_side_column_are_kept() -> None:
    text = "\n\n".join((*PROSE, "Runtime: 93 minutes", "Our shop"))
    blocks = find_blocks(text)
    page = fold_chrome(text, blocks, {6: "markup.aside", 8: "markup.aside"})
    assert [block.span.of(text) for block in page if block.role is Role.CHROME] == ["Our shop"]


def test_short_lines_that_nobody_claims_are_folded_above_and_below_the_review_only() -> None:
    review = read_text("\n\n".join(("Film Netflix", PROSE[0], "One odd line", *PROSE[1:], "Another odd line")))
    assert lines_by_role(review, Role.CHROME) == ["Film Netflix", "Another odd line"]


def test_a_page_of_nothing_but_furniture_is_folded_whole() -> None:
    assert folded("Skip to content", "Home", "Search", "© 2020 Nobody").keys() == {
        "Skip to content",
        "Home",
        "Search",
        "© 2020 Nobody",
    }


@pytest.mark.parametrize("text", ["", "\n\n", "x", "★"])
def test_pages_of_almost_nothing(text: str) -> None:
    assert_partition(text, fold_chrome(text, find_blocks(text)))


@pytest.mark.parametrize(
    "line",
    [
        "Email ThisBlogThis!Share to TwitterShare to FacebookShare to Pinterest",
        '1of3 Alfie Moon as the title character in "Mister Halloway." Courtesy of Pinecone FilmsShow MoreShow Less',
        "Alfie Moon stars as a piano teacher in Mister Halloway Credit: Ellis Park/Wire",
        "More mixer reviews",
        "If you like what we do, please consider making a donation.",
    ],
)
def test_furniture_in_further_forms(line: str) -> None:
    assert line in folded(*PROSE, line)


def test_prices_fold_beside_what_a_shop_writes() -> None:
    assert {"$129", "View deal"} <= folded(*PROSE[:2], "$129", "View deal", PROSE[2]).keys()
    assert "$129" not in folded(*PROSE[:2], "$129", PROSE[2])
