from __future__ import annotations

from desktop.comparison.facts_rows import FactRow, fact_rows
from desktop.names import Person
from desktop.review import Credit, Found, Job, Rating, Review, Span, Whose
from tests.reading.pages import page


def span_of(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def runtime(text: str, part: str, minutes: int) -> Review:
    return page(text, runtime=Found(minutes, span_of(text, part), "test"))


def cast(*names: str, job: Job = Job.CAST, characters: tuple[str, ...] = ()) -> Review:
    text = ", ".join(names)
    parts = [*characters, *[""] * len(names)]
    return page(
        text, people=[Credit(job, n, span_of(text, n), "test", character=c) for n, c in zip(names, parts, strict=False)]
    )


def rated(text: str, *ratings: Rating, verdict: Rating | None = None) -> Review:
    return page(text, ratings=ratings, verdict=verdict)


def rating(text: str, notation: str, normalised: float, whose: Whose = Whose.CRITIC, about: str = "") -> Rating:
    return Rating(notation, normalised, 100, normalised, "test", whose, span_of(text, notation), "test", about=about)


def only(*reviews: Review, people: tuple[Person, ...] = ()) -> FactRow:
    (row,) = fact_rows(reviews, people)
    return row


def test_runtimes_are_shown_as_written_and_compared_in_minutes() -> None:
    row = only(
        runtime("It runs 93 minutes.", "93 minutes", 93),
        runtime("1h 32m", "1h 32m", 92),
        runtime("just coming up to\n 90 minutes", "just coming up to\n 90 minutes", 90),
        page("It does not say."),
    )
    assert row.label == "Runtime"
    assert row.differs
    assert [cell.text for cell in row.cells] == ["93 minutes", "1h 32m", "just coming up to 90 minutes", ""]
    assert [cell.normalised for cell in row.cells] == ["93 min", "92 min", "90 min", ""]


def test_the_same_value_written_otherwise_is_no_difference() -> None:
    assert not only(runtime("1h 32m", "1h 32m", 92), runtime("92 minutes", "92 minutes", 92)).differs


def test_a_fact_only_one_review_gives_is_no_difference() -> None:
    assert not only(runtime("92 minutes", "92 minutes", 92), page("Nothing.")).differs


def test_spellings_of_one_person_are_no_difference_and_each_is_shown() -> None:
    row = only(cast("Lee Chung-hyun", job=Job.DIRECTOR), cast("Chung-Hyun Lee", job=Job.DIRECTOR))
    assert (row.label, row.differs) == ("Director", False)
    assert [cell.text for cell in row.cells] == ["Lee Chung-hyun", "Chung-Hyun Lee"]
    assert len({cell.normalised for cell in row.cells}) == 1


def test_the_persons_of_a_work_decide_who_is_one() -> None:
    same = (Person("Jeon Jong-seo", ("Jeon Jong-seo", "Jun Jong-Seo")),)
    row = only(cast("Jeon Jong-seo"), cast("Jun Jong-Seo"), people=same)
    assert [cell.normalised for cell in row.cells] == ["Jeon Jong-seo", "Jeon Jong-seo"]
    assert not row.differs
    assert only(cast("Ann One", job=Job.DIRECTOR), cast("Bea Two", job=Job.DIRECTOR)).differs


def test_a_shorter_cast_list_contradicts_nothing_another_does() -> None:
    assert not only(cast("Ann One", "Bea Two"), cast("Ann One")).differs
    assert only(cast("Ann One", "Bea Two"), cast("Ann One", "Cleo Three")).differs


def test_characters_stand_with_their_actors() -> None:
    assert only(cast("Ann One", characters=("Rose",))).cells[0].text == "Ann One as Rose"


def test_whose_a_score_is_keeps_rows_apart() -> None:
    text = "7/10 Story 9/10 IMDb 6.3"
    own, part = rating(text, "7/10", 70), rating(text, "9/10", 90, Whose.PART, "story")
    rows = fact_rows([rated(text, own, part, rating(text, "6.3", 63, Whose.OTHER, "IMDb"), verdict=own), page("Unscored.")])
    assert [(row.label, row.cells[0].text, row.cells[0].normalised) for row in rows] == [
        ("Verdict", "7/10", "70 of 100"),
        ("Scores for parts", "story 9/10", "story 90 of 100"),
        ("Others' scores", "IMDb 6.3", "IMDb 63 of 100"),
    ]
    assert not any(row.differs or row.cells[1] for row in rows)


def test_scores_in_other_notations_are_compared_on_one_scale() -> None:
    text = "★★★★☆ 8/10 7/10"
    stars, eight, seven = rating(text, "★★★★☆", 80), rating(text, "8/10", 80), rating(text, "7/10", 70)
    assert not only(rated(text, stars, verdict=stars), rated(text, eight, verdict=eight)).differs
    assert only(rated(text, stars, verdict=stars), rated(text, seven, verdict=seven)).differs


def test_years_countries_and_genres() -> None:
    text = "2023 South Korean thriller"
    review = page(
        text,
        work_year=Found(2023, span_of(text, "2023"), "test"),
        countries=(Found("South Korea", span_of(text, "South Korean"), "test"),),
        genres=(Found("Thriller", None, "test"),),
    )
    other = page("2024", work_year=Found(2024, Span(0, 4), "test"), countries=(Found("south korea", None, "test"),))
    rows = {row.label: row for row in fact_rows([review, other])}
    assert rows["Year"].differs
    assert not rows["Country"].differs
    assert (rows["Country"].cells[0].text, rows["Country"].cells[0].normalised) == ("South Korean", "South Korea")
    assert rows["Genre"].cells[0].spans == ()


def test_no_facts_no_rows() -> None:
    assert fact_rows([page("Nothing."), page("")]) == ()
