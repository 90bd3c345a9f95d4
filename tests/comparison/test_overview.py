from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.agreement import Consensus
from desktop.comparison.overview import Overview, Source, overview_of
from desktop.comparison.rows import compare
from desktop.comparison.voices import voice, voices
from desktop.names import merge_names
from desktop.review import Credit, Found, Job, Rating, Review, Span, Whose
from tests.reading.pages import page

GOOD, BAD = "The acting is superb.", "The acting is terrible."


def scored(text: str, score: float | None, name: str, **fields: Any) -> Review:
    """A review by a critic of this name with this score, whose notation stands at the beginning of the text."""
    verdict = None if score is None else Rating("x/10", score, 10, score, "made", Whose.CRITIC, Span(0, 3), "test")
    return page(text, name=name, critic=Found(name.title(), None, "test"), verdict=verdict, **fields)


def of(*reviews: Review, names: tuple[str, ...] = ()) -> Overview:
    return overview_of(compare(reviews, people=merge_names(names)))


def test_dots_go_from_the_highest_score_down_and_the_unscored_stand_apart() -> None:
    overview = of(scored(GOOD, 40, "low"), scored(GOOD, None, "mute"), scored(GOOD, 90, "high"), scored(GOOD, 0, "nought"))
    assert [(dot.voice, dot.score) for dot in overview.dots] == [("High", 90), ("Low", 40), ("Nought", 0), ("Mute", None)]
    assert [dot.voice for dot in overview.unscored] == ["Mute"]
    assert [dot.source for dot in overview.scored] == [Source(2, Span(0, 3)), Source(0, Span(0, 3)), Source(3, Span(0, 3))]
    assert overview.unscored[0].source == Source(1)
    assert overview.middle == 40


def test_without_scores_there_is_no_middle() -> None:
    assert of(scored(GOOD, None, "a"), scored(GOOD, None, "b")).middle is None


def test_the_matrix_says_how_much_and_where_and_how_critics_stand_to_each_other() -> None:
    overview = of(scored(f"Hello. {GOOD} {GOOD}", 90, "a"), scored(BAD, 20, "b"), scored("Hello there.", 50, "c"))
    row = next(row for row in overview.topics if row.topic.id == "performances")
    assert [cell.stance.said for cell in row.cells] == [2, 1, 0]
    assert row.consensus is Consensus.SPLIT
    assert row.cells[0].source == Source(0, Span(7, 7 + len(GOOD)))
    assert row.cells[2].source == Source(2)
    assert row.topic in overview.on(Consensus.SPLIT)
    assert row.topic not in overview.on(Consensus.PRAISED, Consensus.CRITICISED)


def test_every_topic_is_spoken_of_or_silent() -> None:
    comparison = compare([scored(GOOD, 90, "a"), scored(BAD, 20, "b")])
    overview = overview_of(comparison)
    told = {row.topic.id for row in overview.topics} | {topic.id for topic in overview.silent}
    assert told == {row.topic.id for row in comparison.topics}
    assert not {row.topic.id for row in overview.topics} & {topic.id for topic in overview.silent}


def test_a_score_far_from_its_prose_is_named() -> None:
    overview = of(scored(f"{BAD} " * 6, 90, "kind"), scored(f"{GOOD} " * 6, 90, "fair"))
    assert [dot.voice for dot in overview.disagreeing] == ["Kind"]


def minutes(value: int, at: int) -> Found[int]:
    return Found(value, Span(at, at + 2), "test")


def test_facts_that_differ_are_given_by_whom_and_the_others_named() -> None:
    overview = of(
        scored("93 long.", 80, "a", runtime=minutes(93, 0), work_year=Found(2023, None, "test")),
        scored("It is 92 long.", 70, "b", runtime=minutes(92, 6), work_year=Found(2023, None, "test")),
        scored("Nothing.", 70, "c"),
    )
    assert [fact.label for fact in overview.differing] == ["Runtime"]
    given_by = [(given.voice, given.text, given.normalised, given.source) for given in overview.differing[0].given]
    assert given_by == [("A", "93", "93 min", Source(0, Span(0, 2))), ("B", "92", "92 min", Source(1, Span(6, 8)))]
    assert overview.agreed == ("Year",)


def test_a_fact_that_only_one_gives_is_nothing_to_agree_on() -> None:
    overview = of(scored("93 long.", 80, "a", runtime=minutes(93, 0)), scored("Nothing.", 70, "b"))
    assert overview.differing == ()
    assert overview.agreed == ()


def test_names_stand_with_each_spelling_and_where() -> None:
    def by(name: str, at: int, job: Job = Job.DIRECTOR) -> Credit:
        return Credit(job, name, Span(at, at + len(name)), "test")

    first = scored("Lee Chung-hyun and Lee Chung-hyun.", 80, "a")
    first = replace(first, credits=(by("Lee Chung-hyun", 19, Job.WRITER), by("Lee Chung-hyun", 0)))
    second = replace(scored("Chung-Hyun Lee.", 80, "b"), credits=(by("Chung-Hyun Lee", 0),))
    overview = of(first, second, names=("Lee Chung-hyun", "Lee Chung-hyun", "Chung-Hyun Lee", "Nobody Here"))
    (person,) = overview.people
    assert person.name == "Lee Chung-hyun"
    assert set(person.jobs) == {Job.DIRECTOR, Job.WRITER}
    assert [(s.text, s.rule, s.sources) for s in person.spellings] == [
        ("Lee Chung-hyun", "", (Source(0, Span(0, 14)),)),
        ("Chung-Hyun Lee", "names.order", (Source(1, Span(0, 14)),)),
    ]


def test_one_review_has_an_overview_without_pairs() -> None:
    overview = of(scored(GOOD, 80, "alone"))
    assert overview.pairs == ()
    assert overview.voices == ("Alone",)


def test_critic_else_outlet_else_file_and_two_of_a_name_are_told_apart() -> None:
    plain = page(GOOD, name="file")
    outlet = replace(plain, outlet=Found("The Paper", None, "test"))
    assert voice(plain) == "file"
    assert voice(outlet) == "The Paper"
    assert voices([outlet, replace(outlet, id="two"), plain]) == ("The Paper (file)", "The Paper (two)", "file")


@pytest.mark.parametrize("count", [1, 2, 7])
@given(data=st.data())
def test_every_mark_points_into_its_review(count: int, data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.sampled_from([GOOD, BAD, "There is acting.", "Hello."]), min_size=1, max_size=4))
    scores = data.draw(st.lists(st.none() | st.floats(0, 100), min_size=count, max_size=count))
    reviews = [scored(" ".join(texts), score, f"r{i}") for i, score in enumerate(scores)]
    overview = of(*reviews)
    assert len(overview.dots) == len(overview.voices) == count
    assert len(overview.pairs) == count * (count - 1) // 2
    assert sorted(dot.source.column for dot in overview.dots) == list(range(count))
    for row in overview.topics:
        assert len(row.cells) == count
        for column, cell in enumerate(row.cells):
            assert cell.source.column == column
            assert (cell.source.span is None) == (cell.stance.said == 0)
            assert cell.source.span is None or cell.source.span.end <= len(reviews[column].text)
