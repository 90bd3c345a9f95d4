"""What is like a review, or a passage of it, and why; and how a library is studied for that."""

from __future__ import annotations

import pickle
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library import studying
from desktop.library.copies import find_pairs
from desktop.library.entry import searchable
from desktop.library.kinship import Kinship, like_hits, like_value, liked_review
from desktop.library.library import Library
from desktop.library.likeness import MOST, Like, index_words
from desktop.library.marks import Marks
from desktop.library.query import evaluate, parse
from desktop.library.studying import Student, Study, StudyError
from desktop.library.vocabulary import Vocabulary
from desktop.review import Span, Stance
from tests.helpers.timing import within
from tests.library.reviews import review
from tests.library.test_copies import LONG, VOCABULARY, prose, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.library.likeness import Listed
    from desktop.review import Review

BALLET = "The ballerina Jun Jong-seo swings a flamethrower while the choreography burns."
BALLET_TOO = "Flamethrowers, choreographed fights and Jun Jong-seo as a furious ballerina."
SAND = "Sandworms and spice under a desert sky, and a spaceship in the dunes."
SAND_TOO = "A desert planet where spaceships land on spice and sandworms eat them."
OTHER = "It is a good film and I liked it very much."


def studied(*pages: Review) -> Library:
    library = Library.of(pages)
    study = Student([library.text.words(row) for row in range(len(library))]).study()
    assert study is not None
    library.take_kinship(Kinship.of(library, study))
    return library


def ids(library: Library, query: str) -> list[str]:
    return [library.entries[row].id for row in evaluate(parse(query), library, Marks())]


def small() -> Library:
    return studied(
        review("sand", SAND),
        review("ballet", BALLET),
        review("other", OTHER),
        review("dune", SAND_TOO),
        review("girl", BALLET_TOO),
    )


def test_the_nearest_share_rare_words_and_say_which() -> None:
    library = small()
    itself, like = library.like("ballet")
    assert (library.entries[itself.row].id, itself.words) == ("ballet", ())
    assert library.entries[like.row].id == "girl"
    assert set(like.words) == {"ballerina", "Jun Jong-seo", "flamethrower", "choreography"}
    assert ids(library, "like:dune") == ["dune", "sand"]
    assert ids(library, "like:other") == ["other"]


def test_what_is_shared_is_marked_in_both_texts() -> None:
    library = small()

    def marked(review_id: str) -> list[str]:
        review = library.reviews[library.row_of(review_id)]
        return [span.of(review.text) for span in like_hits(library, "ballet", review)]

    assert marked("girl") == ["Flamethrowers", "choreographed", "Jun Jong-seo", "ballerina"]
    assert marked("ballet") == ["ballerina Jun Jong-seo", "flamethrower", "choreography"]
    assert marked("sand") == []


def test_only_what_the_nearest_share_is_marked_in_the_review_itself() -> None:
    library = Library.of([review("itself", "Sand here and spice there."), *(review(f"r{n}", OTHER) for n in range(1, 9))])
    kinship = Kinship()
    kinship.know("itself", [Like(row, 9.0 - row, ("spice",) if row == 8 else ("sand",)) for row in range(9)])
    library.take_kinship(kinship)
    itself = library.reviews[0]
    assert [span.of(itself.text) for span in like_hits(library, "itself", itself)] == ["Sand"]


def test_a_passage_finds_what_is_like_it_alone() -> None:
    library = studied(
        review("both", f"{BALLET}\n{SAND}"), review("girl", BALLET_TOO), review("dune", SAND_TOO), review("other", OTHER)
    )
    text = library.reviews[0].text
    passage = Span(text.index("Sandworms"), len(text))
    value = like_value("both", passage)
    assert liked_review(library, value) == (0, passage)
    assert ids(library, f'like:"{value}"') == ["both", "dune"]
    assert set(ids(library, "like:both")) == {"both", "girl", "dune"}


def test_likeness_is_part_of_the_query_like_any_other() -> None:
    library = studied(
        review("a", BALLET, score=80), review("b", BALLET_TOO, score=40), review("c", f"{BALLET} {BALLET_TOO}", score=70)
    )
    assert ids(library, "like:a") == ["a", "c", "b"]
    assert ids(library, "like:a score:<50") == ["b"]
    assert ids(library, "like:a sort:score") == ["b", "c", "a"]
    assert ids(library, "-like:a") == []
    assert ids(library, "like:gone") == []
    query = parse('like:"a b" fierce')
    assert str(query) == 'like:"a b" fierce'
    assert (query.liked, query.ranked) == ("a b", True)
    assert not parse("like:a sort:score").ranked
    assert parse("like:none").liked == "none"


def test_a_review_and_its_copies_are_not_like_it() -> None:
    library = studied(
        review("a", LONG), review("b", LONG), review("c", " ".join([*prose(50)[:50], *prose(90)])), review("d", OTHER)
    )
    assert ids(library, "like:a") == ["a", "c"]
    assert ids(library, "like:c") == ["c", "a", "b"]


def test_the_same_topics_are_nearer() -> None:
    spoken = (("look", Stance.PRAISE),)
    library = studied(
        review("a", BALLET, topics=spoken), review("b", BALLET_TOO), review("c", BALLET_TOO + " Also.", topics=spoken)
    )
    first = library.like("a")[1]
    assert (library.entries[first.row].id, first.topics) == ("c", ("look",))


def test_another_engine_takes_the_place_of_the_words() -> None:
    class Last:
        def nearest(self, library: Listed, text: str, topics: Collection[str], without: Collection[int]) -> Sequence[Like]:
            assert isinstance(library, Library)
            assert text == BALLET
            assert not topics
            return [Like(row, 1.0, ()) for row in reversed(range(len(library))) if row not in without]

    library = Library.of([review("a", SAND), review("b", BALLET), review("c", OTHER)])
    library.take_kinship(Kinship(likener=Last()))
    assert ids(library, "like:b") == ["b", "c", "a"]


def followed(before: Library, *pages: Review) -> Library:
    """The next snapshot of a library, which was not studied yet."""
    after = Library.of(pages)
    after.take_kinship(before.kinship.moved(before, after))
    return after


def test_what_is_alike_is_known_in_a_new_snapshot_with_the_same_rows() -> None:
    before = small()
    same = followed(before, *before.reviews)
    assert same.kinship.current
    assert ids(same, "like:dune") == ["dune", "sand"]


def test_what_was_alike_is_told_of_the_reviews_that_have_not_changed_until_all_is_known_again() -> None:
    before = small()
    sand, ballet, other, dune, girl = before.reviews
    after = followed(before, review("new", SAND_TOO), dune, girl, ballet, other, sand)  # others in other rows, and a new one
    assert not after.kinship.current
    assert ids(after, "like:dune") == ["dune", "sand"]
    assert after.like("dune")[1].words == before.like("dune")[1].words
    assert ids(after, "like:new")[:1] == ["new"], "what is new can be asked for: its text is known"
    assert set(ids(after, "like:new")) == {"new", "sand", "dune"}
    changed = followed(after, review("sand", OTHER), dune, girl, ballet)
    assert ids(changed, "like:dune") == ["dune"], "what says something else now shares nothing that is known"
    assert ids(changed, "like:ballet") == ["ballet", "girl"]
    back = followed(changed, *before.reviews)
    assert back.kinship.current
    assert ids(back, "like:dune") == ["dune", "sand"]


def test_nothing_is_known_of_before_where_nothing_was_studied() -> None:
    unknown = Library.of([review("sand", SAND), review("dune", SAND_TOO)])
    after = followed(unknown, review("dune", SAND_TOO))
    assert after.kinship.likener is None
    assert not after.kinship.current


@given(st.lists(st.lists(st.sampled_from(VOCABULARY[:30]), min_size=1, max_size=25), min_size=2, max_size=8))
def test_every_reason_stands_in_both_texts(written: list[list[str]]) -> None:
    library = Library.of([review(f"r{place}", " ".join(words)) for place, words in enumerate(written)])
    library.take_kinship(Kinship(likener=index_words([library.text.words(row) for row in range(len(library))])))
    for place, words in enumerate(written):
        itself, *likes = library.like(f"r{place}")
        assert itself.row == place
        assert [like.likeness for like in likes] == sorted((like.likeness for like in likes), reverse=True)
        for like in likes:
            assert like.row != place
            assert len(like.words) >= 2
            assert set(like.words) <= set(words)


def test_a_large_library_answers_within_a_frame_or_two() -> None:
    many = [prose(seed, 100) for seed in range(2_000)]
    index = index_words(texts(*many))
    library = Library.of([review(f"r{seed}", " ".join(words)) for seed, words in enumerate(many[:200])])
    inside = set(range(200, 2_000))  # rows that this library does not have
    assert within(0.1, lambda: index.nearest(library, " ".join(many[0]), (), inside))
    assert len(index.nearest(library, " ".join(many[0]), (), inside)) == MOST


def corpus() -> list[bytes]:
    copies = [prose(3, 300), prose(4, 300), prose(3, 300)]
    return texts(*copies, *(prose(seed, 200) for seed in range(100, 180)))


def test_a_process_finds_the_same_as_is_found_here(monkeypatch: pytest.MonkeyPatch) -> None:
    given_ = corpus()
    assert sum(map(len, given_)) > studying.SMALL  # so that a process is started
    there = Student(given_).study()
    monkeypatch.setattr(studying, "SMALL", 10**9)
    assert there == Student(given_).study() == Study(find_pairs(given_), index_words(given_), Vocabulary.of(given_))


def test_a_study_can_be_stopped_before_and_while_it_runs() -> None:
    student = Student(corpus())
    student.stop()
    assert student.study() is None
    student = Student(corpus() * 40)
    stopper = threading.Timer(0.05, student.stop)
    stopper.start()
    assert student.study() is None
    stopper.join()


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studying, "_COMMAND", "import sys; sys.stdin.buffer.read(10)")
    with pytest.raises(StudyError, match="died"):
        Student(corpus()).study()


def test_without_processes_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    study = Student(corpus()).study()
    assert study is not None
    assert [(pair.row, pair.of) for pair in study.pairs] == [(2, 0)]


def test_contractions_tell_nothing() -> None:
    library = studied(review("a", "It didn't and doesn't."), review("b", "He didn't; she doesn't."), review("c", OTHER))
    assert ids(library, "like:a") == ["a"]


def test_words_of_nothing_are_no_index() -> None:
    index = index_words([searchable([]), searchable(["the"])])
    assert index.nearest(Library.of([review("a", ""), review("b", "the")]), "the", (), ()) == []


def test_a_study_is_handed_over_whole() -> None:
    index = index_words([f"word{number % 900} other{number % 77} alone{number}".encode() for number in range(9_000)])
    again = pickle.loads(pickle.dumps(index))  # noqa: S301 - made on this line
    assert again == index
    assert list(again.terms) == list(index.terms)
