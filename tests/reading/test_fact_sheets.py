"""Facts without labels: rows of them, lines of small words and names, sheets of several credits, what stands beside a date."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.reading.fact_rows import is_fact_row, is_length
from desktop.reading.reader import read_text
from desktop.review import Job, Review, Role
from tests.reading.partition import assert_sound

FERRY = (
    "It is a long and winding tale of two sisters who run a ferry, and the film tells it with wit, warmth and many ropes. "
    "I liked the ending most of all, which nobody in the cinema saw coming.\n\n"
    "The boat is never in a hurry. Nor should you be. Overall I would recommend the film to anyone who likes the sea, and to "
    "quite a few who do not.\n"
)


def page(*head: str, foot: str = "", suffix: str = "") -> Review:
    review = read_text("\n".join(head) + "\n" + FERRY + foot, path=Path(f"page{suffix}") if suffix else None)
    assert_sound(review)
    return review


def names(review: Review, job: Job) -> list[str]:
    return [credit.name for credit in review.credited(job)]


@pytest.mark.parametrize(
    ("row", "runtime", "country", "year"),
    [
        ("France, 1h38", 98, ["France"], None),
        ("108 minutes ‧ PG-13 ‧ 2017", 108, [], 2017),
        ("2008 - South Korea", None, ["South Korea"], 2008),
        ("Österreich 2015 | 112 Minuten", 112, ["Austria"], 2015),
        ("(Denmark, 2019, 97 min.)", 97, ["Denmark"], 2019),
        ("NR 2022 88 minutes", 88, [], 2022),
        ("Rated PG-13 | 1 hour, 42 minutes | Drama", 102, [], None),
    ],
)
def test_a_row_of_bare_facts_is_read(row: str, runtime: int | None, country: list[str], year: int | None) -> None:
    assert is_fact_row(row)
    review = page("The Rope Ferry", row)
    assert (review.runtime and review.runtime.value) == runtime
    assert [found.value for found in review.countries] == country
    assert review.work is not None
    assert (review.work_year and review.work_year.value) == year


@pytest.mark.parametrize(
    "line",
    [
        "2019",
        "Drama",
        "12 May 2018 · 4 min read",
        "5 min read | Film",
        "France, where the film was made, 1h38",
        "2017, 2018, 2019",
        "8/10",
        "",
        "A film of 97 minutes, from Denmark.",
    ],
)
def test_other_lines_are_no_row_of_facts(line: str) -> None:
    assert not is_fact_row(line)


def test_the_length_of_a_film_is_not_the_time_of_reading() -> None:
    assert is_length("126 min.")
    assert not is_length("4 min")
    assert not is_length("126 min read")
    review = page("The Rope Ferry", "126 min.")
    assert review.runtime is not None
    assert review.runtime.value == 126


def test_a_row_behind_a_credit_or_a_title_counts() -> None:
    review = page("The Rope Ferry", "Dir: Paulina Reyes, Chile, 2013, 103mins")
    assert names(review, Job.DIRECTOR) == ["Paulina Reyes"]
    assert ([found.value for found in review.countries], review.runtime and review.runtime.value) == (["Chile"], 103)
    titled = page("The Rope Ferry", "The Rope Ferry (Norway, 2010)", "by Jane Dorling")
    assert [found.value for found in titled.countries] == ["Norway"]
    assert titled.work_year is not None
    assert titled.work_year.value == 2010


def test_a_country_beside_facts_is_the_work_s() -> None:
    review = page("The Rope Ferry", "Director: Holger Brandt", "Norway", "91 mins")
    assert [found.value for found in review.countries] == ["Norway"]
    assert page("The Rope Ferry", "Norway").countries == ()


@pytest.mark.parametrize(
    "sheet",
    [
        ["De Rémi Castaing", "Avec Jeanne Aubry, Malik Sorel"],
        ["Von Rémi Castaing", "Mit Jeanne Aubry, Malik Sorel"],
        ["Mit Jeanne Aubry, Malik Sorel", "Von Rémi Castaing"],
        ["Dir: Rémi Castaing. With Jeanne Aubry, Malik Sorel."],
        ["Dir. Rémi Castaing", "Starring Jeanne Aubry, Malik Sorel"],
        ["Starring: Jeanne Aubry, Malik Sorel. Directed by Rémi Castaing. Written by Lotte Marsh."],
        ["Stars: Jeanne Aubry, Malik Sorel | Written by Lotte Marsh | Directed by Rémi Castaing"],
        ["Cast: Jeanne Aubry, Malik Sorel Director: Rémi Castaing Screenwriter: Lotte Marsh Rating: NR"],
    ],
)
def test_sheets_with_and_without_colons(sheet: list[str]) -> None:
    review = page("The Rope Ferry", *sheet)
    assert review.headline is not None
    assert review.headline.value == "The Rope Ferry"
    assert names(review, Job.DIRECTOR) == ["Rémi Castaing"]
    assert names(review, Job.CAST) == ["Jeanne Aubry", "Malik Sorel"]
    assert names(review, Job.WRITER) in (["Lotte Marsh"], [])


def test_the_last_name_of_a_list_with_a_comma_before_its_and() -> None:
    review = page("The Rope Ferry, 2021.", "Starring Alma Vance, Dirk Soames, and Ricky Odu.")
    assert names(review, Job.CAST) == ["Alma Vance", "Dirk Soames", "Ricky Odu"]


def test_one_name_behind_a_small_word_begins_a_sentence_as_well() -> None:
    assert names(page("The Rope Ferry", "With Jeanne Aubry"), Job.CAST) == []


@pytest.mark.parametrize(
    ("lines", "critic"),
    [
        (["By Jane Dorling published March 4, 2021"], "Jane Dorling"),
        (["By Jane Dorling last updated 4 March 2021"], "Jane Dorling"),
        (["by Tess Maddow STAFF", "July 2nd, 2017"], "Tess Maddow"),
        (["Fergus Dunlop", "Sunday 17 February 2019 00:05"], "Fergus Dunlop"),
        (["Sunita Rao", "TV critic", "10 January 2022"], "Sunita Rao"),
        (["Deirdre Okonkwo, Manchester", "28 September 2017"], "Deirdre Okonkwo"),
        (["Posted on 30/10/2018 by horrorhank"], "horrorhank"),
        (["Author: spindlekin", "2023-02-19"], "spindlekin"),
    ],
)
def test_critics_beside_dates_and_roles(lines: list[str], critic: str) -> None:
    review = page("The Rope Ferry", *lines)
    assert review.critic is not None
    assert review.critic.value == critic


@pytest.mark.parametrize(
    "beside", ["Science Fiction", "Film Reviews", "New Zealand", "Nintendo Switch", "NEW RELEASES", "The Sisters", "Movies"]
)
def test_other_words_beside_a_date_are_no_critic(beside: str) -> None:
    assert page("The Rope Ferry", beside, "17 February 2019").critic is None


@pytest.mark.parametrize(("foot", "critic"), [("Mags x", "Mags"), ("Love, Imogen xx", "Imogen"), ("– Wilf", "Wilf")])
def test_signatures(foot: str, critic: str) -> None:
    review = page("The Rope Ferry", "March 11, 2017", foot=foot)
    assert review.critic is not None
    assert review.critic.value == critic


def test_the_author_and_the_title_of_front_matter_are_the_page_s() -> None:
    book = FERRY.replace("film", "book")
    review = read_text(f"---\ntitle: 'Review: The Rope Ferry'\nauthor: Jane Dorling\n---\n\n{book}", path=Path("page.md"))
    assert_sound(review)
    assert review.critic is not None
    assert (review.critic.value, names(review, Job.WRITER)) == ("Jane Dorling", [])
    assert review.work is not None
    assert review.work.value == "The Rope Ferry"
    other = read_text(
        f"---\nbook: The Rope Ferry\nauthor: Lotte Marsh\nreviewer: Jane Dorling\n---\n\n{book}", path=Path("page.md")
    )
    assert other.critic is not None
    assert (other.critic.value, names(other, Job.WRITER)) == ("Jane Dorling", ["Lotte Marsh"])


@pytest.mark.parametrize(
    ("line", "platform"),
    [
        ("Reviewed on Nintendo Switch. A copy was provided by the publisher.", "Nintendo Switch"),
        ("Reviewed by Mika Rautio on PC", "PC"),
        ("Testé sur Switch", "Switch"),
        ("The Rope Ferry, Xbox One", "Xbox One"),
        ("(Series -- ABC, Tue. Mar. 31, 8:30 p.m.)", "ABC"),
    ],
)
def test_platforms_that_a_line_is_about(line: str, platform: str) -> None:
    review = page("The Rope Ferry", "By Jane Dorling", line)
    assert [found.value for found in review.platforms] == [platform]


def test_the_title_is_the_headline_not_the_standfirst_below_it() -> None:
    review = page(
        "12 ferries to take this October",
        "From a slow crossing to a very fast one with a dog on board, here is what to take this month",
        "By Priya Nair 30th September 2021",
    )
    assert review.headline is not None
    assert review.headline.value == "12 ferries to take this October"


def test_a_widget_s_word_above_a_paragraph_is_a_heading() -> None:
    review = page("Die Seilfähre", "von Katja", "4. November 2018", "Inhalt")
    assert "Inhalt" in [section.title for section in review.sections]


def test_questions_are_headings_where_there_are_several() -> None:
    first, second = FERRY.strip().split("\n\n")
    head = f"The Rope Ferry review\nBy Jane Dorling\n{FERRY}\nHow does it begin?"
    asked = f"{head}\n{second[13:]}\nAnd how does it end?\n{first[13:]}"
    assert [section.title for section in read_text(asked).sections] == ["How does it begin?", "And how does it end?"]
    assert read_text(f"{head}\n{first[13:]}").sections == ()


def test_a_list_that_the_last_sentence_announces_is_the_text_s() -> None:
    review = page(
        "The Rope Ferry",
        "By Jane Dorling",
        foot="Other ferries that I took this week:\n• The chain ferry at low tide\n• A raft\n",
    )
    folded = [block.span.of(review.text) for block in review.blocks if block.role is Role.CHROME]
    assert folded == []


@pytest.mark.parametrize(
    ("line", "critic"), [("30 May, 2018 / Dale / Reviews", "Dale"), ("30 May, 2018 / Kitchen / Reviews", None)]
)
def test_a_first_name_between_the_date_and_the_category(line: str, critic: str | None) -> None:
    found = page("The Rope Ferry", line).critic
    assert (found and found.value) == critic
