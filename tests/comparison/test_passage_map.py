from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.follow import smooth
from desktop.comparison.passage_map import PassageMap, answers
from desktop.comparison.rows import compare
from desktop.names import Person
from desktop.reading.stems import rarities, stem
from desktop.review import Credit, Job, Passage, Span
from tests.comparison.test_rows import PAGES, seeds
from tests.reading.pages import page

TOPICS = st.dictionaries(st.sampled_from("abc"), st.floats(0.1, 1.0), max_size=2)


def passage_of(text: str, passages: tuple[Passage, ...], words: str) -> Passage:
    return next(p for p in passages if words in p.span.of(text))


def test_passages_on_the_same_thing_answer_each_other() -> None:
    one = page("The neon-lit nightclub scene is a wonder. Her sister vanishes.")
    two = page("I got hungry. That nightclub, all neon, stays in the mind. The music is loud.")
    first, *_ = answers(compare([one, two]), 0, one.passages[0])
    assert first.column == 1
    assert first.passage.span.of(two.text) == "That nightclub, all neon, stays in the mind."
    assert {"neon", "nightclub"} <= set(first.reasons)


def test_other_words_for_one_thing_answer_by_their_concept() -> None:
    one = page("The finale disappoints.")
    two = page("The opening is long.\nThe last act and its resolution are weak.\n")
    assert answers(compare([one, two]), 0, one.passages[0])[0].passage.span.of(two.text).startswith("The last act")


def test_spellings_of_a_person_and_their_part_are_one_word() -> None:
    people = (Person("Jeon Jong-seo", ("Jeon Jong-seo", "Jun Jong-Seo")),)
    one = page(
        "Jeon Jong-seo glowers.", people=[Credit(Job.CAST, "Jeon Jong-seo", Span(0, 13), "test", character="Jang Ok-ju")]
    )
    two = page("Somebody glowers less. Jun Jong-Seo is there.")
    three = page("Somebody sings. Ok-ju sings.")
    comparison = compare([one, two, three], people=people)
    found = [a.passage.span.of(comparison.columns[a.column].review.text) for a in answers(comparison, 0, one.passages[0])]
    assert "Jun Jong-Seo is there." in found
    assert "Ok-ju sings." in found
    assert "Somebody sings." not in found


def test_a_pronoun_speaks_of_the_person_before() -> None:
    people = (Person("Ann Example", ("Ann Example",)),)
    one, two = page("Ann Example glowers."), page("Ann Example arrives. Her hat is red. His hat is red.")
    asked = PassageMap(compare([one, two], people=people)).answers(0, one.passages[0])
    assert "Her hat is red." in [a.passage.span.of(two.text) for a in asked]


@given(PAGES)
def test_answers_come_from_other_columns_best_first_each_once(texts: list[str]) -> None:
    reviews = [page(text, name=str(n)) for n, text in enumerate(texts)]
    passage_map = PassageMap(compare(reviews))
    for column, review in enumerate(reviews):
        for passage in review.passages:
            found = passage_map.answers(column, passage, limit=5)
            assert len(found) <= 5
            assert [a.score for a in found] == sorted((a.score for a in found), reverse=True)
            assert all(a.column != column and a.passage in reviews[a.column].passages for a in found)
            assert len({(a.column, a.passage.span) for a in found}) == len(found)


def test_a_passage_that_is_not_in_the_comparison_has_no_answers() -> None:
    reviews = seeds()
    assert PassageMap(compare(reviews[:2])).answers(0, reviews[4].passages[-1]) == ()


@given(st.lists(TOPICS, max_size=12))
def test_the_calmed_course_stays_on_topics_that_are_spoken_of(sentences: list[dict[str, float]]) -> None:
    course = smooth(sentences)
    assert len(course) == len(sentences)
    named: set[str | None] = {name for topics in sentences for name in topics}
    assert set(course) <= (named or {None})


def test_one_sentence_alone_does_not_turn_the_course_but_two_do() -> None:
    story, look = {"story": 0.8}, {"look": 0.6}
    assert smooth([story, story, look, story, {}]) == ["story"] * 5
    assert smooth([{}, story, story, look, look, look]) == ["story"] * 3 + ["look"] * 3
    assert smooth([story, story, {}, {}, look, look]) == ["story"] * 4 + ["look"] * 2
    assert smooth([{}, {}]) == [None, None]


def test_landing_is_on_the_same_topic_and_the_verdict_lands_on_the_verdict() -> None:
    reviews = seeds()
    comparison = compare(reviews)
    passage_map = PassageMap(comparison)
    asked = passage_of(reviews[4].text, reviews[4].passages, "highly recommend")
    assert passage_map.topic_at(4, asked.span.start) == "verdict"
    landed = passage_map.landing(4, asked.span.start, 2)
    assert landed is not None
    assert "well worth a whirl" in landed.span.of(reviews[2].text)
    music = passage_of(reviews[3].text, reviews[3].passages, "The music in each scene")
    for row in comparison.topics:
        for column in (0, 1, 2, 4):
            there = passage_map.landing(3, music.span.start, column)
            if row.topic.id == passage_map.topic_at(3, music.span.start) and there is not None:
                assert there in row.cells[column]


def test_landing_nowhere_where_the_topic_is_not_spoken_of() -> None:
    one, two = page("The music is loud. The music is sad."), page("Hello there.")
    passage_map = PassageMap(compare([one, two]))
    assert passage_map.landing(0, 0, 1) is None
    assert passage_map.landing(1, 0, 0) is None
    assert passage_map.topic_at(1, 0) is None


def test_forms_of_a_word_share_a_stem() -> None:
    assert len({stem(word) for word in ("fight", "fights", "fighting")}) == 1
    assert len({stem(word) for word in ("choreography", "choreographies")}) == 1
    assert stem("stopped") == stem("stop")
    assert all(stem(word) for word in ("a", "ss", "ing", "éé", "今"))


def test_common_words_tell_nothing() -> None:
    assert rarities()[stem("the")] == 0
    assert 0 < rarities()[stem("beautiful")] < 1
    assert stem("pirouette") not in rarities()


def test_answers_can_be_asked_of_some_columns_alone() -> None:
    pages = [page("The neon-lit nightclub scene is a wonder."), page("That nightclub, all neon."), page("Neon, a nightclub.")]
    passages = PassageMap(compare(pages))
    asked = pages[0].passages[0]
    assert {answer.column for answer in passages.answers(0, asked)} == {1, 2}
    assert passages.answers(0, asked, among=(0, 2)) == tuple(a for a in passages.answers(0, asked) if a.column == 2)
    assert passages.answers(0, asked, among=()) == ()
