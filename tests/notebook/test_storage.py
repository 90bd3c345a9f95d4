"""The notebook's file in every state it can be found in: what is good is kept, what is lost is told, nothing is overwritten."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.library.library import Library
from desktop.notebook import schema
from desktop.notebook.notebook import Notebook, NotebookError
from desktop.notebook.storage import keep_backup
from tests.helpers.project import ROOT
from tests.notebook import review, reviews

if TYPE_CHECKING:
    from desktop.library.marks import Marks

RUNS = int(os.environ.get("DIPTYCH_TEST_RUNS", "30"))
MANY = reviews(60)
LIBRARY = Library.of(MANY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notebook.sqlite3"


@pytest.fixture(scope="module")
def full_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook of several pages, never to be opened itself: copy it."""
    path = tmp_path_factory.mktemp("full") / "notebook.sqlite3"
    fill(path)
    return path


def fill(path: Path) -> None:
    with Notebook.open(path) as notebook:
        notebook.mark_read(MANY, True)
        notebook.star(MANY[::2], True)
        for number, each in enumerate(MANY):
            notebook.tag([each], f"tag number {number % 7}")


def values(marks: Marks) -> set[tuple[str, str]]:
    """Marks as pairs of review and mark."""
    tags = {(review_id, name) for review_id, names in marks.tags.items() for name in names}
    return {(key, "read") for key in marks.read} | {(key, "star") for key in marks.starred} | tags


def kept(path: Path) -> set[tuple[str, str]]:
    with Notebook.open(path) as notebook:
        return values(notebook.marks(LIBRARY))


def damaged_copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob("notebook-damaged-*"))


def damage(data: bytes, rng: random.Random) -> bytes:
    """The bytes of a file with a page, a few bytes or the end of it gone wrong."""
    spoilt = bytearray(data)
    kind = rng.choice(["page", "bytes", "zeros", "cut"])
    page = 4096 * rng.randrange(len(data) // 4096)
    if kind == "page":
        spoilt[page : page + 4096] = rng.randbytes(4096)
    elif kind == "zeros":
        spoilt[page : page + 4096] = bytes(4096)
    elif kind == "cut":
        del spoilt[max(1, page) :]
    else:
        for _ in range(4):
            spoilt[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(spoilt)


@pytest.mark.parametrize("with_backup", [False, True])
def test_damage_is_found_set_aside_and_what_can_be_read_is_restored(
    full_notebook: Path, path: Path, *, with_backup: bool
) -> None:
    rng = random.Random(11)  # noqa: S311 - the same damage at each run
    good = full_notebook.read_bytes()
    truth = kept(Path(shutil.copy(full_notebook, full_notebook.with_name("copy.sqlite3"))))
    found = 0
    for run in range(RUNS):
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        if with_backup:
            (path.parent / "backups").mkdir()
            shutil.copy(full_notebook, path.parent / "backups" / "notebook-2024-01-01.sqlite3")
        spoilt = damage(good, rng)
        path.write_bytes(spoilt)
        with Notebook.open(path) as notebook:
            assert notebook.kept, f"run {run}"
            marks = values(notebook.marks(LIBRARY))
            assert marks <= truth, f"run {run}: invented {len(marks - truth)}"
            if notebook.notice:
                found += 1
                (aside,) = damaged_copies(path)
                assert aside.read_bytes() == spoilt
                assert aside.name in notebook.notice
                assert f"{len(marks)} marks were restored" in notebook.notice
                assert not with_backup or marks == truth
            else:
                # Unused bytes of a page may be anything.
                assert marks == truth, f"run {run}: lost {len(truth - marks)} without a word"
            notebook.star([MANY[1]], True)
        with Notebook.open(path) as again:
            assert again.notice == ""
            assert again.marks(LIBRARY).starred >= {MANY[1].id}
    assert found > RUNS / 2


def test_a_flipped_letter_in_a_tag_is_damage(full_notebook: Path, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(full_notebook.read_bytes().replace(b"tag number 3", b"tag number 8", 1))
    with Notebook.open(path) as notebook:
        assert "damaged" in notebook.notice
        assert "tag number 8" not in notebook.tags()


def test_an_emptied_file_is_restored_from_the_backup(full_notebook: Path, path: Path) -> None:
    (path.parent / "backups").mkdir(parents=True)
    path.touch()
    assert kept(path) == set()
    shutil.copy(full_notebook, path.parent / "backups" / "notebook-2024-01-01.sqlite3")
    path.write_bytes(b"")
    with Notebook.open(path) as notebook:
        assert "from the backup notebook-2024-01-01.sqlite3" in notebook.notice
        assert len(notebook.marks(LIBRARY).read) == len(MANY)


def test_a_file_of_another_program_is_set_aside_whole(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("My notes, not a database. " * 500)
    before = path.read_bytes()
    assert kept(path) == set()
    assert damaged_copies(path)[0].read_bytes() == before


def test_the_journal_of_a_damaged_file_is_not_played_into_the_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"cut short")
    journal = path.with_name("notebook.sqlite3-journal")
    journal.write_bytes(b"an unfinished change" * 100)
    fill(path)
    assert not journal.exists()
    assert len(kept(path)) == 60 + 30 + 60
    assert [copy.name.endswith("-journal") for copy in damaged_copies(path)] == [False, True]


def test_a_newer_file_is_shown_and_left_alone(full_notebook: Path, path: Path) -> None:
    path.parent.mkdir()
    shutil.copy(full_notebook, path)
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    with Notebook.open(path) as notebook:
        assert "newer Diptych" in notebook.notice
        assert not notebook.kept
        assert notebook.marks(LIBRARY).read == {each.id for each in MANY}
        with pytest.raises(NotebookError, match="newer Diptych"):
            notebook.star(MANY, False)
        with pytest.raises(NotebookError, match="newer Diptych"):
            notebook.undo()
    assert path.read_bytes() == before


def test_without_a_home_marks_last_for_the_session(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Notebook.open(tmp_path / "file" / "data" / "notebook.sqlite3") as notebook:
        assert "lost when Diptych is closed" in notebook.notice
        assert not notebook.kept
        notebook.star([MANY[0]], True)
        assert notebook.marks(LIBRARY).starred == {MANY[0].id}
        assert notebook.undo()


_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from desktop.library.library import Library
from desktop.notebook.notebook import Notebook
from tests.notebook import reviews
if os.geteuid() == 0:  # may write anywhere
    os.setuid(65534)
with Notebook.open(Path(sys.argv[1])) as notebook:
    print(notebook.kept, "lost when Diptych is closed" in notebook.notice, len(notebook.marks(Library.of(reviews(60))).read))
    notebook.star(reviews(1), True)
    print(len(notebook.marks(Library.of(reviews(60))).starred))
"""


@pytest.mark.parametrize("modes", [(0o555, 0o644), (0o755, 0o444)], ids=["folder", "file"])
def test_a_home_without_the_right_to_write_shows_the_marks(full_notebook: Path, modes: tuple[int, int]) -> None:
    # pytest's own folders are closed to other users.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Path(folder) / "data"
        home.mkdir()
        path = home / "notebook.sqlite3"
        shutil.copy(full_notebook, path)
        path.chmod(modes[1])
        home.chmod(modes[0])
        before = path.read_bytes()
        command = [sys.executable, "-c", _AS_ANOTHER_USER, str(path)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        home.chmod(0o755)
        assert (run.stdout.splitlines(), run.stderr) == (["False True 60", "30"], "")
        assert path.read_bytes() == before


def test_a_backup_a_day_and_no_more_than_a_week(path: Path) -> None:
    first = date(2024, 2, 25)
    with Notebook.open(path) as notebook:
        keep_backup(notebook._storage, first)
        assert not (path.parent / "backups").exists()  # nothing to keep
        notebook.star([MANY[0]], True)
        for days in range(10):
            keep_backup(notebook._storage, first + timedelta(days))
            keep_backup(notebook._storage, first + timedelta(days))
    names = [backup.name for backup in sorted((path.parent / "backups").iterdir())]
    assert names == [f"notebook-{first + timedelta(days)}.sqlite3" for days in range(3, 10)]
    path.write_bytes(b"no longer a database")
    assert kept(path) == {(MANY[0].id, "star")}


def test_the_first_change_of_a_day_makes_the_backup(path: Path) -> None:
    with Notebook.open(path) as notebook:
        notebook.star([MANY[0]], True)
    with Notebook.open(path) as notebook:
        assert not (path.parent / "backups").exists()
        notebook.star([MANY[1]], True)
    (backup,) = (path.parent / "backups").iterdir()
    assert kept(backup) == {(MANY[0].id, "star")}


def test_a_backup_that_cannot_be_made_stops_no_mark(path: Path) -> None:
    with Notebook.open(path) as notebook:
        notebook.star([MANY[0]], True)
    (path.parent / "backups").write_text("in the way")
    with Notebook.open(path) as notebook:
        notebook.star([MANY[1]], True)
        assert "No backup" in notebook.notice
        assert notebook.marks(LIBRARY).starred == {MANY[0].id, MANY[1].id}


_NEXT = (
    "CREATE TABLE notes (review INTEGER NOT NULL REFERENCES reviews (id), note TEXT NOT NULL)",
    "INSERT INTO notes SELECT review, name FROM entries WHERE kind = 'tag'",
    "DELETE FROM entries WHERE kind = 'tag'",
)


def test_an_older_file_is_backed_up_and_brought_up_to_date(
    full_notebook: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    shutil.copy(full_notebook, path)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _NEXT))
    monkeypatch.setattr("desktop.notebook.storage.MIGRATIONS", schema.MIGRATIONS)
    with Notebook.open(path) as notebook:
        assert notebook.notice == ""
        assert notebook._connection.execute("SELECT count(*) FROM notes").fetchone() == (len(MANY),)
    monkeypatch.undo()
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.name == "notebook-before-version-2.sqlite3"
    assert len(kept(backup)) == 60 + 30 + 60


_KILLED_MIGRATION = """
import os, sys
from pathlib import Path
from desktop.notebook import schema, storage
from tests.notebook.test_storage import _NEXT
at = int(sys.argv[2])
steps = (*_NEXT[:at], "SELECT die()", *_NEXT[at:])
schema.MIGRATIONS = storage.MIGRATIONS = (*schema.MIGRATIONS, steps)
def connect(*args, **named):
    connection = original(*args, **named)
    connection.create_function("die", 0, lambda: os._exit(9))  # no destructor, no flush: as if killed
    return connection
original, storage.connect = storage.connect, connect
storage.open_storage(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", range(len(_NEXT) + 1))
def test_a_migration_killed_at_any_step_leaves_the_old_file(full_notebook: Path, path: Path, at: int) -> None:
    path.parent.mkdir()
    shutil.copy(full_notebook, path)
    command = [sys.executable, "-c", _KILLED_MIGRATION, str(path), str(at)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 9, run.stderr
    with Notebook.open(path) as notebook:
        assert notebook.notice == ""
        assert len(values(notebook.marks(LIBRARY))) == 60 + 30 + 60


def test_a_folder_that_comes_back_empty_is_no_reason_to_forget(path: Path) -> None:
    fill(path)
    with Notebook.open(path) as notebook:
        assert values(notebook.marks(Library.of([review("stranger")]))) == set()
    assert len(kept(path)) == 60 + 30 + 60
