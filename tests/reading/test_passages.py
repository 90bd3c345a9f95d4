from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.passages import PROSE, find_passages
from desktop.reading.topics import topics_for
from desktop.review import Credit, Job, Passage, Span, Stance, WorkKind
from tests.reading.pages import blocks_of, page

ACTOR = "Ann Example"
DIRECTOR = "Kim Min Su"


def credited(text: str, *, character: str = "") -> tuple[Credit, ...]:
    def credit(job: Job, name: str, character: str = "") -> Credit:
        at = max(text.find(name), 0)
        return Credit(job, name, Span(at, at + len(name)), "test", character=character)

    return credit(Job.CAST, ACTOR, character), credit(Job.DIRECTOR, DIRECTOR)


def passages(text: str, kind: WorkKind = WorkKind.FILM) -> tuple[Passage, ...]:
    return page(text, kind=kind, people=credited(text, character="Rose")).passages


def topics(text: str, kind: WorkKind = WorkKind.FILM) -> list[list[str]]:
    return [[mark.topic for mark in passage.topics] for passage in passages(text, kind)]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I highly recommend this film.", "verdict"),
        ("Final rating: 7/10.", "verdict"),
        ("The script is full of plot holes.", "story"),
        ("She discovers that her sister was kidnapped and sets out to find her.", "story"),
        ("The villain is one-dimensional.", "characters"),
        ("The direction is assured.", "direction"),
        ("Her performance is magnetic.", "performances"),
        ("The cinematography bathes all in neon light.", "look"),
        ("The fight choreography is superb.", "action"),
        ("The soundtrack is full of synth music.", "sound"),
        ("At 140 minutes it is far too long.", "pacing"),
        ("It is an allegory of capitalism.", "themes"),
        ("Contains nudity and strong language.", "warnings"),
        ("It is reminiscent of older noir films and better than the remake.", "context"),
    ],
)
def test_what_a_sentence_speaks_of(text: str, topic: str) -> None:
    assert topic in topics(text)[0]


@pytest.mark.parametrize(
    ("kind", "text", "topic"),
    [
        (WorkKind.GAME, "The controls are tight and the boss fights hard.", "gameplay"),
        (WorkKind.GAME, "Microtransactions spoil it.", "value"),
        (WorkKind.BOOK, "The prose is lyrical.", "prose"),
        (WorkKind.MUSIC, "Her vocals soar over the guitars.", "vocals"),
        (WorkKind.PRODUCT, "The battery lasts ten hours.", "battery"),
        (WorkKind.RESTAURANT, "The steak was overcooked.", "food"),
        (WorkKind.STAGE, "The dancers move as one.", "performances"),
        (WorkKind.TV, "The pilot sets up too many subplots.", "story"),
    ],
)
def test_other_kinds_have_topics_of_their_own(kind: WorkKind, text: str, topic: str) -> None:
    assert topic in topics(text, kind)[0]


def test_a_sentence_may_stand_under_two_topics() -> None:
    assert set(topics("The acting is superb and the music is loud.")[0]) == {"performances", "sound"}


def test_every_mark_names_the_words_that_made_it() -> None:
    text = "The acting is superb."
    (mark,) = passages(text)[0].topics
    assert [(r.text, r.rule) for r in mark.reasons] == [("acting", "topics.strong")]
    assert all(reason.span.of(text) == reason.text for reason in mark.reasons)


def test_words_do_not_count_beside_their_exceptions() -> None:
    assert "sound" in topics("The score is electronic and full of jazz.")[0]
    assert "sound" not in topics("My final score: 4 out of 5.")[0]


def test_words_inside_titles_are_no_vocabulary() -> None:
    assert topics("It came after The Sound of Music and Singin in the Rain, years ago.") == [[]]


def test_people_are_known_by_their_job() -> None:
    assert topics(f"{ACTOR} is magnetic throughout.") == [["performances"]]
    assert topics("Example plays it straight.") == [["performances"]]
    assert topics("Min Su keeps a firm sense of atmosphere.") == [["direction"]]
    assert topics(f"Rose ({ACTOR}) is a nurse.")[0] != ["performances"]


def test_someone_as_somebody_is_a_performance() -> None:
    assert topics("I found myself liking Miller as Jess a great deal.") == [["performances"]]


def test_other_works_with_their_years_are_context() -> None:
    assert topics("Think of Sexy Beast (2000).")[0] == ["context"]


def test_a_retold_plot_has_no_stance_and_no_other_topic() -> None:
    text = "Rose, a brilliant detective, discovers that her husband was murdered by a terrible gang and vows revenge."
    (passage,) = passages(text)
    assert [mark.topic for mark in passage.topics] == ["story"]
    assert passage.stance is Stance.NEUTRAL


def test_lists_give_their_stance() -> None:
    found = passages("+ Predictable, but fun\n- Superb villain, wasted\n% Strong language\n")
    assert [p.stance for p in found] == [Stance.PRAISE, Stance.COMPLAINT, Stance.NEUTRAL]
    assert "warnings" in [mark.topic for mark in found[2].topics]


def test_headings_speak_for_what_stands_below_until_the_next() -> None:
    text = "# Music\nIt is everywhere.\n# Verdict\nFine by me.\n# Other\nFine by them.\n"
    assert topics(text) == [["sound"], ["verdict"], []]
    (reason,) = passages(text)[0].topics[0].reasons
    assert (reason.text, reason.rule) == ("Music", "topics.heading")


def test_sentences_go_on_with_the_topic_before_but_less_surely() -> None:
    first, second = passages("Her performance is a revelation. She smiles and all is well.")
    assert second.topics[0].topic == "performances"
    assert second.topics[0].confidence < 0.5 <= first.topics[0].confidence
    assert second.topics[0].reasons[0].rule == "topics.goes_on"


def test_a_sentence_between_two_on_one_topic_belongs_to_them() -> None:
    first, between, last = passages("The acting is superb. Nothing rings false. The performances convince.")
    assert [mark.topic for mark in between.topics] == ["performances"]
    (reason,) = between.topics[0].reasons
    assert reason.rule == "topics.between"
    assert first.span.holds(reason.span)
    assert between.topics[0].confidence < first.topics[0].confidence
    assert topics("The acting is superb. Nothing rings false. The score is good.")[1] == []
    assert last.topics


def test_a_judgement_of_the_whole_is_a_verdict() -> None:
    assert topics("This movie stinks, a dreadful mess.")[0] == ["verdict"]


@pytest.mark.parametrize("kind", WorkKind)
def test_passages_stand_only_under_topics_of_their_kind(kind: WorkKind) -> None:
    text = f"{ACTOR} (1999) is superb as Rose; the acting. 4/5.\n% Strong language\nShe finds her sister dead.\n"
    assert {name for names in topics(text, kind) for name in names} <= {one.id for one in topics_for(kind)}


def test_nothing_is_claimed_of_a_page_that_is_no_review() -> None:
    found = passages("The acting is superb. I recommend it.", WorkKind.NOT_A_REVIEW)
    assert len(found) == 2
    assert all(not p.topics and p.stance is Stance.NEUTRAL for p in found)


def test_only_the_critics_own_text_makes_passages() -> None:
    text = "~ The acting is superb.\nThe acting is dull.\n"
    (passage,) = passages(text)
    assert passage.span.of(text) == "The acting is dull."
    assert passage.paragraph == passage.span


@given(st.text(), st.sampled_from(list(WorkKind)))
def test_all_prose_of_any_text_is_in_passages_in_its_order(text: str, kind: WorkKind) -> None:
    blocks = blocks_of(text)
    found = find_passages(text, blocks, kind)
    assert [p.span for p in found] == sorted(p.span for p in found)
    assert len({p.span for p in found}) == len(found)
    for block in blocks:
        inside = [p for p in found if p.paragraph == block.span]
        if block.role in PROSE:
            covered = {at for p in inside for at in range(p.span.start, p.span.end)}
            assert all(text[at].isspace() for at in range(block.span.start, block.span.end) if at not in covered)
        else:
            assert not inside
    for passage in found:
        assert passage.paragraph.holds(passage.span)
        for reason in [r for mark in passage.topics for r in mark.reasons] + list(passage.stance_reasons):
            assert passage.span.holds(reason.span) or reason.rule in {"topics.heading", "topics.between"}
            assert reason.span.of(text) == reason.text


@pytest.mark.parametrize(
    "text", ["the film is " * 8_000, "Rose as Rose. " * 7_000, "(2000)" * 16_000, "her his " * 12_000, "A" * 100_000]
)
def test_hostile_paragraphs_are_read(text: str) -> None:
    assert "".join(p.span.of(text) for p in find_passages(text, blocks_of(text), WorkKind.FILM)).replace(
        " ", ""
    ) == text.replace(" ", "")
