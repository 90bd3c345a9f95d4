"""Changes on the disk: every style of edit is found, what is read again is woven in, and nothing vanishes silently."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.library.library import Library
from desktop.library.loading import load, stream
from desktop.library.marks import Marks
from desktop.library.query import evaluate, parse
from desktop.library.scanning import scan
from desktop.library.store import Store
from desktop.library.watching import ROUNDS, Lookout
from desktop.library.weaving import Change, Kind, sentence, without_missing, woven

TEXT = "{0} is a fine film\n\nBy Ann Bell\n\nThe camera work of {0} is gorgeous and the story never drags.\n\n7/10\n"


def write(path: Path, title: str = "", more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(title or path.stem) + more, "utf-8")
    return path


class Desk:
    """A library that is kept in step with a folder, by hand."""

    def __init__(self, *roots: Path) -> None:
        self.library = load(roots)
        self.lookout = Lookout(roots, self.library.on_disk.scan)
        self.told: tuple[Change, ...] = ()

    def look(self) -> str:
        """Look once and take up what has changed; what is said of it."""
        self.told = ()
        difference = self.lookout.look()
        if difference is not None:
            parts = [Library.of(()), *(stream(difference.to_read) if difference.to_read else ())]
            self.library, self.told = woven(self.library, difference, parts[-1])
        return sentence(self.told)

    def files(self) -> list[str]:
        return [Path(entry.file).name for entry in self.library.entries]

    def text(self, name: str) -> str:
        row = next(row for row, entry in enumerate(self.library.entries) if Path(entry.file).name == name)
        return self.library.reviews[row].text

    def missing(self) -> dict[str, str]:
        return {Path(file).name: reason for file, reason in self.library.on_disk.missing.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    for name in ("alpha.txt", "beta.txt", "sub/gamma.txt", "zeta.txt"):
        write(place / name)
    return place


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(folder)


def test_nothing_is_nothing(desk: Desk, folder: Path) -> None:
    assert desk.look() == ""
    (folder / ".hidden").write_text("x")
    assert desk.look() == ""
    assert desk.lookout.look() is None


def test_a_file_is_appended_to(desk: Desk, folder: Path) -> None:
    with (folder / "beta.txt").open("a") as file:
        file.write("\nOne more thing.\n")
    assert desk.look() == "1 review changed"
    assert desk.text("beta.txt").endswith("One more thing.\n")
    assert desk.library.text.find("one more thing", whole=True) == 1 << desk.files().index("beta.txt")


def test_a_file_is_replaced_by_one_of_the_same_size_and_time(desk: Desk, folder: Path) -> None:
    before = (folder / "beta.txt").stat()
    other = folder.parent / "other.txt"
    other.write_text((folder / "beta.txt").read_text().replace("gorgeous", "horrible"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert other.stat().st_size == before.st_size
    desk.look()
    other.replace(folder / "beta.txt")
    assert desk.look() == "1 review changed"
    assert "horrible" in desk.text("beta.txt")


def test_a_file_is_deleted_and_written_anew(desk: Desk, folder: Path) -> None:
    desk.look()
    (folder / "beta.txt").unlink()
    write(folder / "beta.txt", "Beta again")
    assert desk.look() == "1 review changed"
    (folder / "beta.txt").unlink()
    assert desk.look() == "1 review missing"
    write(folder / "beta.txt", "Beta again")
    assert desk.look() == "1 review back"
    assert desk.missing() == {}


def test_files_come_in_their_places(desk: Desk, folder: Path) -> None:
    write(folder / "aaa.txt")
    write(folder / "new" / "delta.txt")
    write(folder / "sub" / "deeper" / "eta.txt")
    assert desk.look() == "3 reviews added"
    assert desk.files() == [path.name for path in scan([folder]).files]
    assert desk.look() == ""
    write(folder / "sub" / "deeper" / "theta.txt")
    assert desk.look() == "1 review added"


def test_what_is_added_has_an_id_of_its_own_and_the_others_keep_theirs(desk: Desk, folder: Path) -> None:
    write(folder / "sub" / "alpha.txt", "Another alpha")
    desk.look()
    assert [entry.id for entry in desk.library.entries] == ["alpha", "beta", "sub/alpha", "gamma", "zeta"]
    assert desk.library.reviews[2].id == "sub/alpha"


def test_a_file_that_is_gone_stays_listed_and_says_so(desk: Desk, folder: Path) -> None:
    (folder / "beta.txt").unlink()
    assert desk.look() == "1 review missing"
    assert desk.files() == ["alpha.txt", "beta.txt", "gamma.txt", "zeta.txt"]
    assert desk.missing() == {"beta.txt": "the file is gone"}
    review = desk.library.reviews[1]
    assert review.text == TEXT.format("beta")
    assert review.problems[0].message.startswith("source missing: the file is gone; this is what it said")
    assert desk.library.reviews[0].problems == ()
    assert desk.look() == ""
    assert list(evaluate(parse("is:missing"), desk.library, Marks())) == [1]
    kept = without_missing(desk.library)
    assert [entry.id for entry in kept.entries] == ["alpha", "gamma", "zeta"]
    assert list(evaluate(parse("is:missing"), kept, Marks())) == []
    assert kept.on_disk.missing == {}


def test_a_file_that_is_emptied_keeps_what_it_said(desk: Desk, folder: Path) -> None:
    (folder / "beta.txt").write_text("")
    assert desk.look() == "1 review missing"
    assert desk.missing() == {"beta.txt": "an empty file"}
    assert desk.text("beta.txt") == TEXT.format("beta")
    write(folder / "beta.txt", "Beta, filled")
    assert desk.look() == "1 review back"
    assert desk.missing() == {}
    assert "filled" in desk.text("beta.txt")


def test_a_renamed_file_takes_its_review_along(desk: Desk, folder: Path) -> None:
    (folder / "beta.txt").rename(folder / "yota.txt")
    assert desk.look() == "1 review renamed"
    assert desk.files() == ["alpha.txt", "gamma.txt", "yota.txt", "zeta.txt"]
    row = desk.library.row_of("yota")
    assert desk.library.find_row("beta") == row  # whoever still knows it by its old name finds it
    assert desk.library.reviews[row].path == folder / "yota.txt"
    (folder / "yota.txt").rename(folder / "sub" / "yota 2.txt")
    assert desk.look() == "1 review renamed"
    assert desk.library.find_row("beta") == desk.library.find_row("yota") == desk.library.row_of("yota 2")
    (folder / "sub" / "yota 2.txt").rename(folder / "beta.txt")
    assert desk.look() == "1 review renamed"
    assert desk.library.find_row("yota") == desk.library.row_of("beta")
    assert desk.library.on_disk.missing == {}


def test_a_folder_is_renamed_with_all_that_is_in_it(desk: Desk, folder: Path) -> None:
    write(folder / "sub" / "delta.txt")
    desk.look()
    (folder / "sub").rename(folder / "moved")
    assert desk.look() == "2 reviews renamed"
    assert [entry.id for entry in desk.library.entries] == ["alpha", "beta", "delta", "gamma", "zeta"]
    assert {Path(change.file).parent.name for change in desk.told} == {"moved"}


def test_the_whole_folder_goes_is_emptied_and_comes_back(desk: Desk, folder: Path) -> None:
    before = desk.library.entries
    away = folder.rename(folder.with_name("away"))
    assert desk.look() == "4 reviews missing"
    assert desk.library.entries == before
    assert [each.reason for each in desk.library.skipped] == ["does not exist"]
    folder.mkdir()  # an empty one in its place
    desk.look()
    assert desk.library.entries == before
    assert len(desk.missing()) == 4
    folder.rmdir()
    away.rename(folder)
    assert desk.look() == "4 reviews back"
    assert desk.library.entries == before
    assert desk.missing() == {}
    assert desk.library.skipped == ()


def test_a_folder_that_is_made_anew_is_not_lost_sight_of(desk: Desk, folder: Path) -> None:
    shutil.rmtree(folder / "sub")
    write(folder / "sub" / "gamma.txt", "Gamma again")
    assert desk.look() == "1 review changed"
    write(folder / "sub" / "eta.txt")
    assert desk.look() == "1 review added"
    with (folder / "sub" / "eta.txt").open("a") as file:
        file.write("\nAnd more.\n")
    assert desk.look() == "1 review changed"


def test_a_touched_file_is_no_change(desk: Desk, folder: Path) -> None:
    (folder / "beta.txt").touch()
    library = desk.library
    assert desk.look() == ""
    assert desk.library.entries == library.entries


def test_paragraphs_that_are_joined_are_a_change(desk: Desk, folder: Path) -> None:
    path = folder / "beta.txt"
    path.write_text(path.read_text().replace("film\n\nBy", "film By"))
    assert desk.look() == "1 review changed"


def test_single_files_are_watched_as_well(folder: Path) -> None:
    desk = Desk(folder / "beta.txt", folder / "zeta.txt")
    assert desk.look() == ""
    write(folder / "alpha.txt", "Not asked for")
    assert desk.look() == ""
    (folder / "zeta.txt").unlink()
    write(folder / "beta.txt", "Beta anew")
    assert desk.look() == "1 review changed, 1 missing"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_no_text_are_watched_as_well(desk: Desk, folder: Path) -> None:
    path = folder / os.fsdecode(b"caf\xe9.txt")
    write(path, "Cafe")
    assert desk.look() == "1 review added"
    path.rename(folder / os.fsdecode(b"\xff.txt"))
    assert desk.look() == "1 review renamed"
    (folder / os.fsdecode(b"\xff.txt")).unlink()
    assert desk.look() == "1 review missing"


def test_a_folder_that_was_not_there_may_still_come(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "later")
    assert desk.look() == ""
    write(tmp_path / "later" / "alpha.txt")
    assert desk.look() == "1 review added"


def test_what_changed_between_reading_and_the_first_look_is_seen(folder: Path) -> None:
    desk = Desk(folder)
    write(folder / "beta.txt", "Changed at once")
    write(folder / "delta.txt")
    (folder / "zeta.txt").unlink()
    assert desk.look() == "1 review added, 1 changed, 1 missing"


def test_a_file_that_was_no_text_becomes_one(desk: Desk, folder: Path) -> None:
    (folder / "page.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert desk.look() == ""
    assert [each.path.name for each in desk.library.skipped] == ["page.txt"]
    write(folder / "page.txt")
    assert desk.look() == "1 review added"
    assert desk.library.skipped == ()


def test_a_table_that_grows_and_shrinks(tmp_path: Path) -> None:
    def rows(count: int) -> str:
        lines = [f"Ann Bell,Film {n},{'The camera is gorgeous and the story never drags. ' * 2},{n}" for n in range(count)]
        return "\n".join(["critic,title,review,score", *lines, ""])

    table = tmp_path / "table.csv"
    table.write_text(rows(3))
    desk = Desk(tmp_path)
    assert len(desk.library) == 3
    table.write_text(rows(5))
    desk.look()
    assert [(change.kind, change.detail) for change in desk.told] == [(Kind.CHANGED, "3 reviews before")]
    assert [entry.id for entry in desk.library.entries] == ["table", "table#2", "table#3", "table#4", "table#5"]
    table.write_text(rows(2))
    desk.look()
    assert len(desk.library) == 2
    assert desk.library.reviews[1].id == "table#2"


def test_what_is_in_motion_is_let_settle(desk: Desk, folder: Path) -> None:
    desk.look()
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        """A file that is written on while it is waited for, once."""
        waited.append(seconds)
        if len(waited) == 1:
            write(folder / "beta.txt", "The whole of it", "\nand the rest\n")
        return True

    (folder / "beta.txt").write_text("The beginn")
    difference = desk.lookout.look(wait)
    assert difference is not None
    assert len(waited) == 2
    waited.clear()

    def writes_on(seconds: float) -> bool:
        """A file that is written all the time is read all the same."""
        waited.append(seconds)
        write(folder / "beta.txt", f"Take {len(waited)}")
        return True

    write(folder / "beta.txt", "Take 0")
    assert desk.lookout.look(writes_on) is not None
    assert len(waited) == ROUNDS


def test_a_cancelled_look_tells_nothing_and_misses_nothing(desk: Desk, folder: Path) -> None:
    desk.look()
    write(folder / "beta.txt", "Beta anew")
    assert desk.lookout.look(cancelled=lambda: True) is None
    assert desk.lookout.look(wait=lambda _: False) is None
    assert desk.look() == "1 review changed"


def test_files_on_the_screen_can_be_looked_at_alone(desk: Desk, folder: Path) -> None:
    beta = folder / "beta.txt"
    assert not desk.lookout.differs([beta])
    desk.look()
    assert not desk.lookout.differs([beta, folder / "unknown.txt"])
    with beta.open("a") as file:
        file.write("More.")
    assert desk.lookout.differs([beta])
    desk.look()
    assert not desk.lookout.differs([beta]) or desk.look() == ""
    beta.unlink()
    assert desk.lookout.differs([beta])


def test_only_the_folders_that_are_named_are_looked_at(desk: Desk, folder: Path) -> None:
    desk.look()
    write(folder / "beta.txt", more="More.")
    write(folder / "sub" / "gamma.txt", more="More.")
    difference = desk.lookout.look(within={str(folder / "sub"), "nowhere"})
    assert difference is not None
    assert [path.name for path in difference.changed] == ["gamma.txt"]
    difference = desk.lookout.look()
    assert difference is not None
    assert folder / "beta.txt" in difference.changed
    write(folder / "sub" / "delta.txt")
    difference = desk.lookout.look(within={str(folder / "sub")})
    assert difference is not None
    assert difference.added == (folder / "sub" / "delta.txt",)
    shutil.rmtree(folder / "sub")
    difference = desk.lookout.look(within={str(folder / "sub")})
    assert difference is not None
    assert {path.name for path in difference.gone} == {"gamma.txt", "delta.txt"}


def test_a_file_that_was_named_itself_is_looked_at_with_its_folder(folder: Path) -> None:
    desk = Desk(folder / "beta.txt", folder / "sub")
    desk.look()
    assert set(desk.lookout.folders) == {str(folder), str(folder / "sub")}
    write(folder / "beta.txt", more="More.")
    assert desk.lookout.look(within={str(folder / "sub")}) is None
    difference = desk.lookout.look(within={str(folder)})
    assert difference is not None
    assert difference.changed == (folder / "beta.txt",)
    (folder / "beta.txt").unlink()
    difference = desk.lookout.look(within={str(folder)})
    assert difference is not None
    assert difference.gone == (folder / "beta.txt",)


def test_many_changes_leave_one_shelf_a_file(desk: Desk, folder: Path) -> None:
    for number in range(12):
        write(folder / "beta.txt", f"Beta, take {number}")
        desk.look()
    assert len(desk.library.reviews._shelves) == 2  # type: ignore[attr-defined]  # of a woven library
    assert desk.text("beta.txt") == TEXT.format("Beta, take 11")
    assert desk.text("zeta.txt") == TEXT.format("zeta")


def test_many_files_are_read_by_processes_and_remembered(
    desk: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.library.processes.FEW", 10)
    for number in range(20):
        write(folder / f"many {number}.txt")
    desk.look()
    store = Store(tmp_path / "cache")
    difference = Lookout([folder], load([folder / "alpha.txt"]).on_disk.scan).look()
    assert difference is not None
    parts = list(stream(difference.to_read, store=store))
    store.close()
    libraries = [woven(desk.library, difference, part)[0] for part in parts]
    assert [len(library) for library in libraries] == [24] * len(libraries)
    assert not any(entry.pending for entry in libraries[-1].entries)


def test_what_was_understood_stays_until_what_changed_is_understood(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.library.processes.FEW", 4)
    for path in folder.rglob("*.txt"):
        write(path, f"{path.stem} anew")
    write(folder / "new.txt")
    difference = desk.lookout.look()
    assert difference is not None
    libraries = [woven(desk.library, difference, part)[0] for part in stream(difference.to_read)]
    assert len(libraries) > 1
    for library in libraries:
        assert {entry.id for entry in library.entries if entry.pending} <= {"new"}
    assert all("anew" in review.text or review.id == "new" for review in libraries[-1].reviews)


def test_counts_are_said_in_one_line() -> None:
    changes = [Change(Kind.MISSING, "a", 1, "a"), Change(Kind.ADDED, "b", 2, "b"), Change(Kind.CHANGED, "c", 1, "c")]
    assert sentence(changes) == "2 reviews added, 1 changed, 1 missing"
    assert sentence(changes[:1]) == "1 review missing"
    assert sentence(()) == ""


NAMES = ("a.txt", "b.txt", "c 2.txt", "sub/a.txt", "sub/d.txt", "other/e.txt")
STEPS = st.one_of(
    st.tuples(st.sampled_from(["write", "append", "replace"]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["delete", "empty", "clear"]), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


def step(root: Path, number: int, what: str, name: str, other: str) -> None:
    path = root / name
    if what == "write":
        write(path, f"Title {number}")
    elif what == "append" and path.exists():
        path.write_text(path.read_text() + f"\nLine {number}.\n")
    elif what == "replace":
        write(root.parent / "replacement", f"Another {number}")
        path.parent.mkdir(exist_ok=True)
        (root.parent / "replacement").replace(path)
    elif what == "delete":
        path.unlink(missing_ok=True)
    elif what == "empty" and path.exists():
        path.write_text("")
    elif what == "clear":
        shutil.rmtree(path.parent, ignore_errors=True)
        root.mkdir(exist_ok=True)
    elif what == "rename" and path.exists():
        (root / other).parent.mkdir(exist_ok=True)
        path.rename(root / other)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(STEPS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_whatever_is_done_the_library_is_what_a_new_one_would_be(rounds: list[list[tuple[str, str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "root"
        for name in NAMES[:4]:
            write(root / name)
        desk = Desk(root)
        ever = {entry.fingerprint for entry in desk.library.entries}
        number = 0
        for steps in rounds:
            for each in steps:
                number += 1
                step(root, number, *each)
            desk.look()
            fresh = load([root])
            kept = without_missing(desk.library)
            assert [(e.file, e.fingerprint, e.title) for e in kept.entries] == [
                (e.file, e.fingerprint, e.title) for e in fresh.entries
            ]
            assert [kept.reviews[row].text for row in range(len(kept))] == [r.text for r in fresh.reviews]
            assert [kept.text.words(row) for row in range(len(kept))] == [fresh.text.words(row) for row in range(len(fresh))]
            ids = [entry.id for entry in desk.library.entries]
            assert len(set(ids)) == len(ids)
            assert [review.id for review in desk.library.reviews] == ids
            assert {e.file for e in desk.library.entries if e.file in desk.library.on_disk.missing} == set(
                desk.library.on_disk.missing
            )
            ever |= {entry.fingerprint for entry in fresh.entries}
            assert {entry.fingerprint for entry in desk.library.entries} <= ever
