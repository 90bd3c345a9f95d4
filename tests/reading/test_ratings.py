from __future__ import annotations

import pytest

from desktop.reading.blocks import find_blocks
from desktop.reading.ratings import find_ratings
from desktop.reading.stages import PageMetadata, Ratings
from desktop.review import Role, Whose

BODY = "The film takes its time, and what it finds in the silence between two people is worth the waiting for it.\n\n"


def read(text: str, scale: str = "default") -> Ratings:
    return find_ratings(text, find_blocks(text), PageMetadata(), scale)


def verdict(text: str, scale: str = "default") -> float | None:
    found = read(text, scale).verdict
    return None if found is None else found.normalised


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("7/10", 70),
        ("7 / 10", 70),
        ("7.5/10", 75),
        ("7,5/10", 75),
        ("(8/10)", 80),
        ("8/10!", 80),
        ("3.73 / 4", 93.25),
        ("3½/5", 70),
        ("3 1/2 / 5", 70),
        ("15/20", 75),
        ("92.5/100", 92.5),
        ("4/5 stars", 80),
        ("My Rate: 7/10", 70),
        ("My rating: 8 / 10", 80),
        ("MY RATING – 8/10", 80),
        ("**Rating:** 8/10", 80),
        ("Rating: 4.5 stars", 90),
        ("Rating: 4.5 out of 5 stars", 90),
        ("Rating: four stars", 80),
        ("Rating: three and a half stars out of five", 70),
        ("Final score: 87%", 87),
        ("Score: 87", 87),
        ("Score: 8.7", 87),
        ("Score: 4", None),
        ("Score: 4.5", None),
        ("All films are rated out of 5.\n\nScore: 4.5", 90),
        ("8.2", 82),
        ("4.5/5.0", 90),
        ("4 out 5 stars", 80),
        ("Stars: 4", 80),
        ("Overall: 42/50", 84),
        ("★★★ (out of four)", 75),
        ("★★★/★★★★★", 60),
        ("Rating: ●●●●○", 80),
        ("♥♥♥♡♡", 60),
        ("Rating: 🍿🍿🍿🍿", 80),
        ("B+", 87),
        ("85%", 85),
        ("I’d give it an 8.", 80),
        ("it was amazing", 100),
        ("Score 8.7", 87),
        ("Overall: 9/10", 90),
        ("Grade: C+", 77),
        ("Grade: A-", 90),
        ("Grade: A−", 90),
        ("GRADE: b", None),
        ("Final Grade: B plus", 87),
        ("Grade: A", 95),
        ("Verdict: 4 out of 5", 80),
        ("Bewertung: 7/10", 70),
        ("Meine Wertung: 4 von 5 Sternen", 80),
        ("Wertung: ★★★★☆", 80),
        ("Note : 15/20", 75),
        ("Ma note : 4/5", 80),
        ("Note : 4 étoiles sur 5", 80),
        ("★★★★☆", 80),
        ("★★★☆☆", 60),
        ("★ ★ ★ ½", 70),
        ("★★★½", 70),
        ("★★★½☆", 70),
        ("★★★★", 80),
        ("⭐⭐⭐", 60),
        ("⭐️⭐️⭐️⭐️", 80),
        ("☆☆☆☆☆☆☆★★★", 30),
        ("★★★★★★★☆☆☆", 70),
        ("★★★★★★★★", 80),
        ("Rating: ****", 80),
        ("Rating: ***1/2", 70),
        ("*** out of ****", 75),
        ("**½ out of four", 62.5),
        ("***/*****", 60),
        ("My rating: 1/2 out of ****", 12.5),
        ("I give it 4 out of 5 stars.", 80),
        ("I’d give it a 7/10.", 70),
        ("I give this one four out of five.", 80),
        ("I give the film a B+.", 87),
        ("This one earns an A- from me.", 90),
        ("A solid 8/10 from me.", 80),
        ("Ich gebe dem Film 8 von 10 Punkten.", 80),
        ("Je lui donne 4 étoiles sur 5.", 80),
        ("Two thumbs up!", 100),
        ("Highly recommended: 10/10.", 100),
        ("3 of 5 stars", 60),
        ("Zero stars.", 0),
        ("0/10", 0),
    ],
)
def test_every_notation_of_a_verdict_is_read(written: str, normalised: float | None) -> None:
    assert verdict(BODY + written + "\n") == normalised


@pytest.mark.parametrize(
    "written",
    [
        "Rating: PG-13",
        "Rated R for violence.",
        "Rating: 15",
        "Certificate: 12A",
        "FSK 16",
        "FSK: 12",
        "IMDb: 6.3",
        "IMDB rating: 7.1/10",
        "IMDb – 7.1/10",
        "7.1/10 on IMDb",
        "Rotten Tomatoes: 87%",
        "Tomatometer 93%",
        "Metacritic: 71",
        "Metascore: 71/100",
        "Average rating: 4.3 out of 5 stars",
        "4.5 out of 5 stars (1,234 ratings)",
        "68% of them five-star",
        "It sits at 92% on Rotten Tomatoes.",
        "Netflix predicts I'll like it exactly 3 out of 5 stars.",
        "Rate this: ☆☆☆☆☆",
        "☆☆☆☆☆",
        "1 star deducted for the ending.",
        "Minus 1 for the dog.",
        "I took off half a star for the music.",
        "We ate at four- and five-star restaurants.",
        "The one-star reviews echo my feelings.",
        "A five star hotel it is not.",
        "She works 24/7 and 9/11 changed her.",
        "It came out on 10/10/2020.",
        "Only about 1/10 of the film takes place there.",
        "3/4 of the film is talk.",
        "It does not deserve a 9 out of 10.",
        "I was expecting a 6 to 8 out of 10.",
        "Two out of three people left.",
        "It costs $4.99 / 5 GB.",
        "Chapter 4 of 5",
        "Page 2 of 10",
        "He was given a C in school, and a D later on.",
        "A recent review of Disaster: A Memoir.",
        "***",
        "* * *",
        "****",
        "Vitamin A is good for you",
        "100% worth it.",
        "Season 2, Episode 5",
        "14",
        "3.5",
        "A",
        "🍿🍿🍿🍿",
        "42/50",
        "●●●",
        "He is a 7 year old.",
        "Give me a 9 iron.",
        "Everyone liked it and it was amazing to see.",
        "2/5/2021",
    ],
)
def test_what_is_no_verdict_of_the_critic_is_none(written: str) -> None:
    assert verdict(BODY + written + "\n\n" + BODY) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("IMDB: 6.3\n", "imdb"),
        ("Rotten Tomatoes: 87%\n", "rotten tomatoes"),
        ("It has 7.1/10 on IMDb.\n", "imdb"),
        ("Average rating: 4.3 out of 5\n", "average rating"),
    ],
)
def test_a_score_of_somebody_else_is_kept_with_its_owner(text: str, about: str) -> None:
    found = read(BODY + text)
    assert [(rating.whose, rating.about.casefold()) for rating in found.ratings] == [(Whose.OTHER, about)]


def test_own_score_and_aggregates_in_one_line_are_told_apart() -> None:
    found = read(BODY + "IMDB Rating: 6.7, my rating: 8/10\n")
    assert [(rating.normalised, rating.whose) for rating in found.ratings] == [(67, Whose.OTHER), (80, Whose.CRITIC)]


def test_scores_of_parts_are_kept_beside_the_total() -> None:
    found = read(BODY + "Story: 8/10\nGraphics: 7/10\nSound: 9/10\nCombat feel: 6/10\nOverall: 8.5/10\n")
    assert [(rating.about, rating.normalised) for rating in found.ratings if rating.whose is Whose.PART] == [
        ("Story", 80),
        ("Graphics", 70),
        ("Sound", 90),
        ("Combat feel", 60),
    ]
    assert found.verdict is not None
    assert found.verdict.normalised == 85


def test_scores_of_parts_alone_are_no_verdict() -> None:
    assert verdict(BODY + "Graphics - 10/10\n\nLoading times - 9/10\n\nStory - 10/10\n\nThings to do - 7/10\n") is None


def test_a_label_and_its_figure_lines_apart() -> None:
    text = BODY + "Gizmo Score\n\nPoor\n\nUninspiring\n\nGood\n\nExcellent\n\nKey\n\nfrom $610.00\n\nBuy Now\n\n87\n\nPros\n"
    found = read(text)
    assert found.verdict is not None
    assert (found.verdict.normalised, found.verdict.rule) == (87, "ratings.label_above")


@pytest.mark.parametrize(("line", "normalised"), [("6.2", 62), ("B+", 87), ("8", 80)])
def test_a_figure_or_letter_right_below_its_label(line: str, normalised: float) -> None:
    assert verdict(f"{BODY}Verdict\n\n{line}\n\n{BODY}") == normalised


def test_two_scores_that_disagree_are_both_kept_and_the_stated_scale_decides() -> None:
    found = read(BODY + "★★★★ (9/10)\n")
    assert [rating.normalised for rating in found.ratings] == [80, 90]
    assert found.verdict is not None
    assert found.verdict.normalised == 90
    assert "stated scale" in found.verdict_rule


def test_letters_follow_the_chosen_mapping() -> None:
    assert (verdict(BODY + "Grade: C+\n"), verdict(BODY + "Grade: C+\n", "even")) == (77, 50)
    assert verdict(BODY + "Grade: C+\n", "no such mapping") == 77


def test_every_rating_shows_its_text_its_rule_and_its_span() -> None:
    text = BODY + "My rating: 8 / 10\n"
    (rating,) = read(text).ratings
    assert rating.span.of(text) == rating.notation == "8 / 10"
    assert rating.conversion == "8 of 10 = 80"
    assert rating.rule == "ratings.own_label"


def test_a_line_of_stars_with_its_label_is_claimed_and_a_paragraph_is_not() -> None:
    text = BODY + "Rating: ★★★★☆\n\n" + BODY.strip() + " I give it 4 out of 5 stars.\n"
    claims = read(text).claims
    assert {span.of(text): claim.role for span, claim in claims.items()} == {"Rating: ★★★★☆": Role.RATING}


@pytest.mark.parametrize(
    ("fields", "normalised"),
    [
        ({"rating": ("4/5",)}, 80),
        ({"rating": ("4",), "best_rating": ("5",)}, 80),
        ({"rating": ("C-",)}, 70),
        ({"rating": ("★★★★☆",)}, 80),
        ({"rating": ("8.5",)}, 85),
        ({"rating": ("4",)}, None),
        ({"rating": ("great",)}, None),
        ({"aggregate": ("4.5",), "best_rating": ("5",)}, None),
    ],
)
def test_scores_of_the_page_s_own_data(fields: dict[str, tuple[str, ...]], normalised: float | None) -> None:
    found = find_ratings(BODY, find_blocks(BODY), PageMetadata(fields=fields, source="front_matter"))
    assert (None if found.verdict is None else found.verdict.normalised) == normalised


@pytest.mark.parametrize(
    ("line", "normalised"),
    [
        ("Five stars from me.", 100),
        ("Three out of four stolen lighthouses.", 75),
        ("9\nAMAZING", 90),
        ("7.5/10 from me, and that is generous.", 75),
    ],
)
def test_verdicts_in_the_words_of_the_critic(line: str, normalised: float) -> None:
    assert verdict(BODY + line) == normalised


@pytest.mark.parametrize(
    "line",
    [
        "We gave this five stars in March and it has only grown on me since.",
        "When our critic saw it he gave it five stars.",
        "Test audiences reportedly scored the picture 61 out of 100, well below the studio's average.",
        "And 10 out of 10 of my family members asked for another slice.",
        "Customers say 4.2 out of 5",
        "Amazon customers give it 4.1 out of 5 (2,310 ratings)",
    ],
)
def test_scores_of_others_and_of_other_days_are_no_verdict(line: str) -> None:
    assert verdict(BODY + line) is None


def test_scores_below_a_heading_of_customers_are_theirs() -> None:
    page = f"{BODY}Customer reviews (18)\n\nGreat film\n\n5 stars\n\nNot for me\n\n2 stars\n"
    assert [rating.whose for rating in read(page).ratings] == [Whose.OTHER, Whose.OTHER]
    assert verdict(page) is None


def test_what_a_shop_s_customers_think_never_wins_over_the_critic() -> None:
    assert verdict(f"4.2 out of 5\n\n(318 ratings)\n\n{BODY}My rating: 3/5\n") == 60
    assert verdict(f"4.2 out of 5 stars\n\n{BODY}Verdict: 3 out of 5\n") == 60


@pytest.mark.parametrize(
    ("page", "normalised"),
    [
        (f"Traverse Theatre\n\n****\n\n{BODY}{BODY}", 80),
        (f"{BODY}\n\n* * * *\n", 80),
        (f"{BODY}\n\n***\n\n{BODY}", None),
        (f"{BODY}\n\n***\n", None),
        (f"****\n\n{BODY}\n\n****\n\n{BODY}", None),
    ],
)
def test_asterisks_that_are_no_ornament(page: str, normalised: float | None) -> None:
    assert verdict(page) == normalised


@pytest.mark.parametrize(
    ("head", "normalised"),
    [
        ("The Ferrymen\n\nCold Harbour\n\n4.0\n\n", 80),
        ("Cold Harbour\n3,5\n\n", 70),
        ("Cold Harbour\n2.5\n\n", None),  # of five or of ten
        ("Cold Harbour\n4.1\n\n", None),  # tenths are given of ten as well
        ("Cold Harbour\n4.0\n2,311 global ratings\n\n", None),
        ("Cold Harbour\nIMDb\n4.0\n\n", None),
        ("Cold Harbour\n4.0\n\n4.5\n\n", None),  # which one?
        ("Cold Harbour\n\n4\n\nexcellent\n\n", 80),
        ("Cold Harbour\n\n4.0\n\nBad\n\n", 40),
        ("Cold Harbour\n\n2.0\n\npoor\n\n", None),
    ],
)
def test_a_figure_without_a_scale_in_the_head(head: str, normalised: float | None) -> None:
    assert verdict(head + BODY) == normalised


def test_a_figure_without_a_scale_below_the_text_says_nothing() -> None:
    assert verdict(f"Cold Harbour\n\n{BODY}\n\n4.0\n") is None
