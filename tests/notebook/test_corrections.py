"""What the reader corrects is there again after a restart, for the same review or work, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.library.library import Library
from desktop.library.naming import Naming, pair
from desktop.notebook.corrections import Change, Kept, Kind, naming_of, said, same_or_apart, saying
from desktop.notebook.notebook import Notebook
from desktop.notebook.quotes import Quote
from desktop.review import Job, Span
from tests.library.reviews import review as film
from tests.notebook import review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, TWO = review("one"), review("two")
LIBRARY = Library.of([ONE, TWO])
NAMES = ("Jeon Jong-seo", "Jun Jong-Seo")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notebook.sqlite3"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with Notebook.open(path) as opened:
        yield opened


def films(*, year: int | None = None, title: str = "Ballerina") -> Library:
    return Library.of([film(f"{title}{i}", work=title, year=year, people=[(Job.CAST, n)]) for i, n in enumerate(NAMES)])


def test_a_correction_is_kept_and_taken_back(notebook: Notebook, path: Path) -> None:
    change = saying(ONE, Kind.ROLE, Span(5, 25), "chrome")
    notebook.correct([change], "Taken for the site’s")
    assert notebook.touched == {"role"}
    notebook.close()
    with Notebook.open(path) as again:
        (kept,) = again.corrections(LIBRARY)[ONE.id]
        found = said(kept)
        assert found is not None
        assert (found.kind, found.value, found.quote) == (Kind.ROLE, "chrome", Quote.of(ONE.text, Span(5, 25)))
        assert again.undo() == "Taken for the site’s"
        assert again.touched == {"role"}
        assert again.corrections(LIBRARY) == {}
        assert again.redo() == "Taken for the site’s"
        assert again.corrections(LIBRARY) == {ONE.id: [kept]}
        again.correct([Change(ONE, Kind.ROLE, kept.name, None)], "Taken away")
        assert again.corrections(LIBRARY) == {}


def test_marks_and_corrections_are_undone_in_the_order_in_which_they_were_made(notebook: Notebook) -> None:
    notebook.star([ONE], True)
    notebook.correct([saying(TWO, Kind.MOVE, Span(0, 3), None)], "Moved to Unplaced")
    notebook.tag([ONE], "slow")
    assert [notebook.undo() for _ in range(4)] == ["Tag slow: “On one”", "Moved to Unplaced", "Star: “On one”", None]


def test_a_correction_follows_an_edited_file(notebook: Notebook) -> None:
    notebook.correct([saying(ONE, Kind.MOVE, Span(5, 24), "sound")], "Moved")
    edited = review("one", "An afterthought stands first. " + ONE.text)
    (kept,) = notebook.corrections(Library.of([edited]))[edited.id]
    found = said(kept)
    assert found is not None
    assert found.quote.find(edited.text) == Span(35, 54)


def test_two_readings_of_one_file_are_one_review(notebook: Notebook) -> None:
    mended = review("one", "nothing of it is alike but the file")
    notebook.same_review(ONE, mended)
    notebook.star([mended], True)
    assert notebook.marks(LIBRARY).starred == {ONE.id}
    # A text that is known to be another review's stays that one's.
    notebook.same_review(ONE, TWO)
    notebook.star([TWO], True)
    notebook.star([TWO], True)
    notebook.same_review(TWO, ONE)
    assert notebook.marks(Library.of([review("elsewhere", ONE.text)])).starred == {"elsewhere"}


def test_going_on_with_the_same_thing_is_one_step(notebook: Notebook) -> None:
    for place in ("1", "2", "3"):
        notebook.correct([Change(ONE, Kind.PLACES, "2", place)], "Nudged", amend=True)
    assert notebook.corrections(LIBRARY)[ONE.id] == [Kept(Kind.PLACES, "2", "3")]
    assert notebook.undo() == "Nudged"
    assert notebook.corrections(LIBRARY) == {}
    notebook.redo()
    assert notebook.corrections(LIBRARY)[ONE.id] == [Kept(Kind.PLACES, "2", "3")]
    notebook.star([TWO], True)
    notebook.correct([Change(ONE, Kind.PLACES, "2", "4")], "Nudged", amend=True)
    notebook.undo()
    assert notebook.corrections(LIBRARY)[ONE.id] == [Kept(Kind.PLACES, "2", "3")]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "[]",
        "{",
        "null",
        '{"said": "nobody", "exact": "a", "before": "", "after": "", "start": 0}',
        '{"said": "chrome", "exact": 3, "before": "", "after": "", "start": 0}',
        '{"said": "chrome", "exact": "a", "before": "", "after": "", "start": -1}',
    ],
)
def test_what_another_program_wrote_otherwise_says_nothing(value: str) -> None:
    assert said(Kept(Kind.ROLE, "0-1", value)) is None
    assert naming_of([Kept(Kind.NAMES, value, "same")]) == Naming()


# works


def test_names_are_kept_by_work(notebook: Notebook, path: Path) -> None:
    library = films(year=2023)
    (work,) = library.works
    naming = Naming(apart=frozenset({pair(*NAMES)}))
    notebook.correct(same_or_apart(work, naming), "Jun Jong-Seo is somebody else")
    notebook.close()
    with Notebook.open(path) as again:
        assert again.namings(library) == {work.id: naming}
        assert again.namings(films(title="Another")) == {}
        assert again.corrections(library) == {}
        assert again.marks(library).starred == frozenset()
        named = library.with_names(again.namings(library))
        assert len(named.works[0].people) == 2
        again.correct(same_or_apart(named.works[0], Naming(same=naming.apart)), "One again")
        assert again.namings(library) == {work.id: Naming(same=naming.apart)}
        again.undo()
        assert again.namings(library) == {work.id: naming}
        again.undo()
        assert again.namings(library) == {}


def test_a_work_whose_year_is_found_out_is_the_same_work(notebook: Notebook) -> None:
    (undated,) = films().works
    naming = Naming(same=frozenset({pair(*NAMES)}))
    notebook.correct(same_or_apart(undated, naming), "One person")
    library = films(year=2023)
    (work,) = library.works
    assert work.id != undated.id
    assert notebook.namings(library) == {work.id: naming}
    # And what is said from now on stands with what was said before.
    notebook.correct(same_or_apart(library.with_names({work.id: naming}).works[0], Naming()), "Two again")
    assert notebook.namings(library) == {}
    notebook.undo()
    assert notebook.namings(films(year=2023)) == {work.id: naming}


def test_a_remake_is_another_work(notebook: Notebook) -> None:
    old, new = films(year=1975), films(year=2023)
    notebook.correct(same_or_apart(old.works[0], Naming(apart=frozenset({pair(*NAMES)}))), "Two people")
    assert notebook.namings(new) == {}
    assert notebook.namings(old).keys() == {old.works[0].id}
