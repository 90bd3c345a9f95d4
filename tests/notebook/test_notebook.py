"""What the reader marks is there again, for the same reviews, and nothing else is."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from typing_extensions import override

from desktop.library.entry import glanced
from desktop.library.library import Library
from desktop.library.search import TextIndex
from desktop.notebook.corrections import Kind, saying
from desktop.notebook.notebook import Notebook, NotebookError
from desktop.review import Span
from tests.notebook import SENTENCE, review, reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.library.marks import Marks
    from desktop.review import Review

ONE, TWO, THREE = reviews(3)
ALL = (ONE, TWO, THREE)
LIBRARY = Library.of(ALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notebook.sqlite3"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with Notebook.open(path) as opened:
        yield opened


def plain(marks: Marks) -> tuple[frozenset[str], frozenset[str], dict[str, frozenset[str]]]:
    """Marks as values that compare."""
    return marks.read, marks.starred, dict(marks.tags)


def test_a_new_notebook_is_empty_and_has_nothing_to_say(notebook: Notebook, path: Path) -> None:
    assert plain(notebook.marks(LIBRARY)) == (frozenset(), frozenset(), {})
    assert (notebook.notice, notebook.kept, notebook.undo(), notebook.redo()) == ("", True, None, None)
    assert (notebook.next_undo, notebook.next_redo, notebook.recent_tags(9), notebook.tags()) == ("", "", (), ())
    assert path.is_file()


def test_marks_are_there_after_a_restart(notebook: Notebook, path: Path) -> None:
    notebook.mark_read(ALL, True)
    notebook.mark_read([TWO], False)
    notebook.star([THREE], True)
    notebook.tag([ONE, THREE], "slow")
    notebook.tag([ONE], "quotable")
    notebook.untag([THREE], "slow")
    notebook.close()
    with Notebook.open(path) as again:
        assert plain(again.marks(LIBRARY)) == (
            frozenset({ONE.id, THREE.id}),
            frozenset({THREE.id}),
            {ONE.id: frozenset({"slow", "quotable"})},
        )


def test_several_marks_are_one_step(notebook: Notebook) -> None:
    notebook.mark_read([ONE], True)
    notebook.mark_read(ALL, True)
    assert notebook.undo() == "Marked as read: 2 reviews"
    assert notebook.marks(LIBRARY).read == {ONE.id}


def test_a_step_tells_of_the_reviews_that_it_changed(notebook: Notebook) -> None:
    notebook.star([ONE, TWO], True)
    notebook.star([ONE, THREE, THREE], True)
    assert notebook.next_undo == "Star: “On r2”"


def test_what_changes_nothing_is_not_a_step(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    notebook.star([ONE], True)
    notebook.untag([ONE], "never put")
    assert notebook.undo() == "Star: “On r0”"
    assert notebook.undo() is None


def test_a_dwell_is_kept_but_is_no_step(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    notebook.mark_read([TWO], True, undoable=False)
    assert notebook.next_undo == "Star: “On r0”"
    notebook.undo()
    assert plain(notebook.marks(LIBRARY)) == (frozenset({TWO.id}), frozenset(), {})


def test_a_new_step_ends_what_could_be_done_again(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    notebook.undo()
    assert notebook.next_redo
    notebook.star([TWO], True)
    assert notebook.redo() is None
    assert notebook.marks(LIBRARY).starred == {TWO.id}


def test_tags_used_last_come_first_and_without_repeats(notebook: Notebook) -> None:
    for name in ("plot", "sound", "pace", "plot"):
        notebook.tag([ONE if name != "plot" else TWO], name)
        notebook.untag([TWO], name)
    assert notebook.recent_tags(9) == ("plot", "pace", "sound")
    assert notebook.recent_tags(2) == ("plot", "pace")
    assert notebook.tags() == ("pace", "sound")


def test_tags_that_differ_in_case_or_space_are_one(notebook: Notebook) -> None:
    notebook.tag([ONE], "Long  takes ")
    notebook.tag([TWO], "long takes")
    assert notebook.marks(LIBRARY).tags == {ONE.id: {"Long takes"}, TWO.id: {"Long takes"}}


@pytest.mark.parametrize("name", ["", "  \n", "x" * 101])
def test_a_tag_without_a_sensible_name_is_refused(notebook: Notebook, name: str) -> None:
    with pytest.raises(ValueError, match="1 to 100 characters"):
        notebook.tag([ONE], name)


def test_any_name_is_a_value_not_a_command(notebook: Notebook) -> None:
    name = "'); DROP TABLE entries; -- <b>“\N{BELL}\udcff🎭"
    notebook.tag([ONE], name)
    (kept,) = notebook.marks(LIBRARY).tags[ONE.id]
    assert kept == name.replace("\udcff", "\\udcff")


def test_a_moved_review_keeps_its_marks(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    moved = review("new-name", ONE.text, folder="/elsewhere")
    assert notebook.marks(Library.of([moved])).starred == {"new-name"}


def test_an_edited_review_keeps_its_marks_and_so_does_a_copy_of_the_old_text(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    copy = review("copy", ONE.text)
    edited = review(ONE.id, ONE.text + " An afterthought was added.")
    assert notebook.marks(Library.of([edited, copy])).starred == {ONE.id, "copy"}
    notebook.tag([edited], "edited")
    assert notebook.marks(Library.of([edited, copy])).tags.keys() == {ONE.id, "copy"}
    # Known by its text from now on, wherever it goes.
    assert notebook.marks(Library.of([review("moved", edited.text)])).starred == {"moved"}


def test_another_review_in_the_same_place_gets_no_marks(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    other = review(ONE.id, " ".join(reversed(SENTENCE.split())))
    assert notebook.marks(Library.of([other])).starred == frozenset()
    notebook.mark_read([other], True)
    assert plain(notebook.marks(Library.of([other]))) == (frozenset({ONE.id}), frozenset(), {})
    assert plain(notebook.marks(Library.of([ONE]))) == (frozenset(), frozenset({ONE.id}), {})


def test_a_page_not_read_yet_is_what_was_known_in_its_place(notebook: Notebook) -> None:
    notebook.star([ONE, TWO], True)
    listed = Library([], [glanced(path, path.stem, b"")[0] for each in ALL if (path := each.path)], TextIndex([b""] * 3))
    assert notebook.marks(listed).starred == {ONE.id, TWO.id}


def test_reviews_of_one_file_are_told_apart(notebook: Notebook) -> None:
    first, second = review("list"), dataclasses.replace(review("list", "Another one, on something else."), id="list#2")
    notebook.star([second], True)
    assert notebook.marks(Library.of([first, second])).starred == {"list#2"}
    edited = dataclasses.replace(second, text=second.text + " More.", blocks=review(text=second.text + " More.").blocks)
    assert notebook.marks(Library.of([first, edited])).starred == {"list#2"}


def test_a_vanished_folder_takes_no_marks_with_it(notebook: Notebook) -> None:
    notebook.star(ALL, True)
    assert notebook.marks(Library.of(())).starred == frozenset()
    notebook.tag([ONE], "while the others were away")
    assert notebook.marks(LIBRARY).starred == {ONE.id, TWO.id, THREE.id}


def test_marks_made_in_another_window_are_seen(notebook: Notebook, path: Path) -> None:
    notebook.marks(LIBRARY)
    with Notebook.open(path) as other:
        other.star([ONE], True)
    assert notebook.marks(LIBRARY).starred == {ONE.id}
    assert notebook.undo() == "Star: “On r0”"


def test_a_full_disk_changes_nothing(notebook: Notebook, path: Path) -> None:
    notebook.star([ONE], True)
    notebook.close()
    with Notebook.open(path) as full:
        (pages,) = full._connection.execute("PRAGMA page_count").fetchone()
        full._connection.execute(f"PRAGMA max_page_count = {pages}")
        many = reviews(2_000)
        with pytest.raises(NotebookError, match=r"not kept: .*full"):
            full.mark_read(many, True)
        assert plain(full.marks(Library.of(many))) == (frozenset(), frozenset({ONE.id}), {})
        assert full.next_undo == "Star: “On r0”"


def test_a_lock_held_by_others_is_an_error_that_changes_nothing(notebook: Notebook, path: Path) -> None:
    notebook._connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotebookError, match=r"not kept: .*locked"):
        notebook.star([ONE], True)
    with pytest.raises(NotebookError, match=r"cannot be read: .*locked"):
        notebook.marks(LIBRARY)
    other.execute("ROLLBACK")
    other.close()
    notebook.star([TWO], True)
    assert notebook.marks(LIBRARY).starred == {TWO.id}


class Undoing(RuleBasedStateMachine):
    """Any steps, undone and done again in any order and with restarts between, lead where a list of states leads."""

    path: Path  # set by the test

    @initialize()
    def start(self) -> None:
        self.path.unlink(missing_ok=True)
        self.notebook = Notebook.open(self.path)
        self.states = [self.now()]
        self.at = 0

    def now(self) -> object:
        return plain(self.notebook.marks(LIBRARY)), dict(self.notebook.corrections(LIBRARY))

    def stepped(self) -> None:
        now = self.now()
        if now != self.states[self.at]:
            del self.states[self.at + 1 :]
            self.states.append(now)
            self.at += 1

    some = st.lists(st.sampled_from(ALL), max_size=3)
    names = st.sampled_from(["slow", "Slow", "loud"])

    @rule(which=some, value=st.booleans())
    def mark_read(self, which: list[Review], value: bool) -> None:
        self.notebook.mark_read(which, value)
        self.stepped()

    @rule(which=some, value=st.booleans())
    def star(self, which: list[Review], value: bool) -> None:
        self.notebook.star(which, value)
        self.stepped()

    @rule(which=some, name=names)
    def tag(self, which: list[Review], name: str) -> None:
        self.notebook.tag(which, name)
        self.stepped()

    @rule(which=some, name=names)
    def untag(self, which: list[Review], name: str) -> None:
        self.notebook.untag(which, name)
        self.stepped()

    @rule(which=some, topic=st.sampled_from(["sound", "story", None]), back=st.booleans())
    def move(self, which: list[Review], topic: str | None, back: bool) -> None:
        changes = [saying(review, Kind.MOVE, Span(0, 4), topic) for review in which]
        self.notebook.correct([dataclasses.replace(each, value=None) if back else each for each in changes], "Moved")
        self.stepped()

    @rule()
    def undo(self) -> None:
        assert (self.notebook.undo() is not None) == (self.at > 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        assert (self.notebook.redo() is not None) == (self.at + 1 < len(self.states))
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def restart(self) -> None:
        self.notebook.close()
        self.notebook = Notebook.open(self.path)
        assert self.notebook.notice == ""

    @rule()
    def all_the_way(self) -> None:
        while self.notebook.undo():
            pass
        assert self.now() == self.states[0]
        while self.notebook.redo():
            pass
        self.at = len(self.states) - 1

    @invariant()
    def state_is_as_expected(self) -> None:
        if hasattr(self, "states"):
            assert self.now() == self.states[self.at]
            assert bool(self.notebook.next_undo) == (self.at > 0)

    @override
    def teardown(self) -> None:
        if hasattr(self, "notebook"):
            self.notebook.close()


def test_every_step_can_be_undone_and_done_again(path: Path) -> None:
    Undoing.path = path
    path.parent.mkdir()
    run_state_machine_as_test(Undoing, settings=settings(max_examples=int(os.environ.get("DIPTYCH_TEST_RUNS", "30"))))
