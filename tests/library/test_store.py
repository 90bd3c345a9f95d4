"""The cache: it gives back what it was given, and whatever happens to it costs time and nothing else."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.library import intake, loading, processes, store, worker
from desktop.library.loading import load, stream
from desktop.library.scanning import Stamp, scan
from desktop.library.shelf import Kept, Shelf
from desktop.library.store import Store, content_key, key_of, pack, rules_version, unpack
from desktop.library.worker import packed
from desktop.reading import reader
from tests.library.reviews import review

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.library.library import Library
    from desktop.review import Review

MANY = 9
LONG_AGO = time.time() - 3600
pytestmark = pytest.mark.usefixtures("few_are_many")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reviews"
    place.mkdir()
    for number in range(MANY):
        path = place / f"review {number}.txt"
        path.write_text(f"Sand Castles {number}\n\nA fierce film, number {number}.\n\nRating: 4/5 stars\n", "utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))
    return place


def same(one: Library, other: Library) -> bool:
    return list(one.entries) == list(other.entries) and list(one.reviews) == list(other.reviews)


def count_reading(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of files that are handed to processes at each loading from now on."""
    asked: list[int] = []
    honest = processes.answers

    def answers(count: int, *others: object) -> object:
        asked.append(count)
        return honest(count, *others)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(intake, "answers", answers)
    return asked


def test_a_review_is_unpacked_as_it_was_and_damage_is_seen() -> None:
    given = review("one", "A fierce film.", genres=["Action"], score=70)
    data = pack(given)
    assert unpack(data) == given
    for place in (0, 16, len(data) // 2, len(data) - 1):
        assert unpack(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]) is None
    assert unpack(b"") is None
    assert unpack(data[:-1]) is None


def test_what_was_kept_is_recalled_by_place_and_by_content(cache: Store, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("A fierce film.", "utf-8")
    stamp, key = Stamp(14, int(LONG_AGO * 1e9)), content_key(path)
    reviews = [packed(review("one", "A fierce film.")), packed(review("one#2", "Another."), 1)]
    assert cache.recall(path, stamp) is None
    cache.keep(path, stamp, key, reviews)
    assert cache.review(key, 1) == review("one#2", "Another.")
    cache.save()
    for known in (cache.recall(path, stamp), cache.recall_content(key_of("one.txt", b"A fierce film."))):
        assert known is not None
        assert known.key == key
        assert known.rows == [(each.entry, each.words) for each in reviews]
    assert cache.review(key, 1) == review("one#2", "Another.")
    assert cache.review(key, 2) is None
    assert cache.recall(path, Stamp(15, stamp.time)) is None
    assert cache.recall(path, Stamp(14, stamp.time + 1)) is None
    assert cache.recall_content(key_of("two.txt", b"A fierce film.")) is None


def test_a_file_that_has_only_just_changed_is_not_known_by_its_time(cache: Store, tmp_path: Path) -> None:
    now = Stamp(14, time.time_ns())
    cache.keep(tmp_path / "one.txt", now, b"key", [packed(review("one"))])
    cache.save()
    assert cache.recall(tmp_path / "one.txt", now) is None
    assert cache.recall_content(b"key") is not None


def test_the_second_time_nothing_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = count_reading(monkeypatch)
    for again in (False, True):
        cache = Store(tmp_path / "cache")
        library = load([folder], store=cache)
        assert [review.id for review in library.reviews][:3] == ["review 0", "review 1", "review 2"]
        assert same(library, load([folder]))
        assert library.entries[0].score == 80
        cache.close()
        assert (asked[0] == MANY) if not again else (len(asked) == 3)  # twice without the cache, once with it


def test_what_has_changed_is_read_and_the_rest_is_not(folder: Path, cache: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load([folder], store=cache)
    (folder / "review 1.txt").write_text("A different film.\n", "utf-8")
    os.utime(folder / "review 2.txt")  # a new time, the same content
    asked = count_reading(monkeypatch)
    library = load([folder], store=cache)
    assert same(library, load([folder]))
    assert asked == [MANY]  # only by the loading without a cache: the two files are read without a process
    assert library.reviews[library.row_of("review 1")].text == "A different film.\n"


def test_other_rules_begin_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Store(tmp_path)
    first.keep(tmp_path / "one.txt", Stamp(1, 1), b"key", [packed(review("one"))])
    first.close()
    monkeypatch.setattr(store, "rules_version", lambda: "other")
    second = Store(tmp_path)
    assert second.recall_content(b"key") is None
    second.close()
    assert [path.name for path in tmp_path.glob("*.sqlite")] == ["understood-other.sqlite"]


def test_the_rules_have_a_version() -> None:
    assert rules_version() == rules_version()
    assert len(rules_version()) == 24


@pytest.mark.parametrize("damage", ["garbage", "cut", "empty", "flipped", "folder"])
def test_a_damaged_cache_costs_nothing_but_time(damage: str, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "cache"
    cache = Store(place)
    whole = load([folder], store=cache)
    cache.close()
    (file,) = place.glob("*.sqlite")
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        broken = {
            "garbage": b"no database" * 1000,
            "cut": data[: len(data) // 2],
            "empty": b"",
            "flipped": bytes(byte ^ (place % 997 == 0) for place, byte in enumerate(data)),
        }
        file.write_bytes(broken[damage])
    cache = Store(place)
    library = load([folder], store=cache)
    assert same(library, load([folder]))
    assert [each.title for each in library.entries] == [each.title for each in whole.entries]
    cache.close()


def test_where_no_cache_can_be_made_it_is_done_without(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    cache = Store(tmp_path / "file" / "cache")
    library = load([folder], store=cache)
    assert len(library) == MANY
    assert library.reviews[0].text.startswith("Sand Castles 0")
    cache.close()


def test_a_full_disk_is_done_without(folder: Path, cache: Store) -> None:
    assert cache._connection is not None
    cache._connection.execute("PRAGMA max_page_count = 8")
    library = load([folder], store=cache)
    assert [review.id for review in library.reviews] == [f"review {number}" for number in range(MANY)]


def test_two_programs_with_one_cache(folder: Path, tmp_path: Path) -> None:
    one, other = Store(tmp_path / "cache"), Store(tmp_path / "cache")
    library, same_library = load([folder], store=one), load([folder], store=other)
    assert same(library, same_library)
    one.close()
    other.close()


def test_a_review_whose_cache_is_gone_is_read_again(tmp_path: Path, cache: Store) -> None:
    path = tmp_path / "one.txt"
    path.write_text("A fierce film.\n", "utf-8")
    each = packed(load([path]).reviews[0])
    for source in (None, Kept(cache, b"never kept"), pack(load([path]).reviews[0])[:-1]):
        (found,) = Shelf([each.entry], [source])
        assert found == load([path]).reviews[0]


def test_a_review_whose_file_is_gone_says_so(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("A fierce film.\n", "utf-8")
    entry = packed(load([path]).reviews[0]).entry
    path.unlink()
    (found,) = Shelf([entry], [None])
    assert (found.id, found.path, found.text) == ("one", path, "")
    assert "does not exist" in found.problems[0].message


def test_a_shelf_is_a_sequence() -> None:
    reviews = [review(str(number), f"Number {number}") for number in range(5)]
    each = [packed(one) for one in reviews]
    shelf = Shelf([one.entry for one in each], [one.data for one in each])
    assert list(shelf) == reviews
    assert shelf[-1] == reviews[-1]
    assert shelf[1:3] == tuple(reviews[1:3])
    assert len(shelf) == 5
    with pytest.raises(IndexError):
        _ = shelf[5]


def test_a_stream_lists_first_and_understands_after(folder: Path, cache: Store) -> None:
    told: list[tuple[int, int]] = []
    libraries = list(stream([folder], store=cache, progress=lambda done, total: told.append((done, total))))
    first, last = libraries[0], libraries[-1]
    assert all(entry.pending for entry in libraries[0].entries)
    assert [entry.id for entry in first.entries] == [entry.id for entry in last.entries][: len(first)]
    assert not any(entry.pending for entry in last.entries)
    assert same(last, load([folder]))
    assert told[-1] == (MANY, MANY)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    # A page that is not understood yet can be shown all the same, and looked at without being understood.
    glimpse = first.glimpse(0)
    assert (glimpse.id, glimpse.shallow, glimpse.passages) == (first.entries[0].id, True, ())
    assert glimpse.text == last.reviews[0].text
    assert last.glimpse(0) == last.reviews[0]
    assert first.reviews[0] == last.reviews[0]
    assert first.text.find("fierce film", whole=True) == (1 << len(first)) - 1


def test_what_is_on_the_screen_is_understood_first(folder: Path, cache: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_cores", lambda: 1)
    names = sorted(path.stem for path in folder.iterdir())
    loading = intake.Intake([folder], None, lambda: False, cache, lambda: (names[-1], "none of these"))
    for _ in loading.listed():
        pass
    understood = loading.understood()
    taken = next(number for number, _ in enumerate(understood, 1) if loading.satisfied())
    assert taken == 1
    assert not loading.satisfied()  # of the same reviews it is said once
    library = loading.snapshot()
    assert not library.entries[library.row_of(names[-1])].pending
    assert sum(1 for _ in understood) == MANY - taken


def test_many_files_are_recalled_at_once_as_each_by_itself(folder: Path, cache: Store) -> None:
    load([folder], store=cache)
    found = scan([folder])
    files = list(zip(found.names, found.stamps, strict=True))
    wrong = Stamp(files[0][1].size + 1, files[0][1].time)
    asked = [(files[0][0], wrong), *files[1:], (str(folder / "unknown.txt"), files[0][1])]
    known = cache.recall_many(asked)
    assert set(known) == {name for name, stamp in files[1:] if cache.recall(name, stamp) is not None}
    assert known
    assert all(recalled == cache.recall(name, stamp) for name, stamp in files[1:] if (recalled := known.get(name)))
    assert cache.recall_many([]) == {}


def test_jobs_are_given_out_once_the_wanted_ones_first() -> None:
    wanted = iter([(), (9, 9, 3), (3, 9, 40), (), (), (), ()])
    tasks = processes._Tasks(41, lambda: next(wanted))
    batches = [list(tasks.take()) for _ in range(7)]
    assert batches[:3] == [[0, 1, 2, 3, 4, 5, 6, 7], [9], [40]]
    assert batches[3] == [8, 10, 11, 12, 13, 14, 15]
    assert sorted(place for batch in batches for place in batch) == list(range(41))


def test_a_few_files_are_shown_when_they_are_understood(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A fierce film.\n", "utf-8")
    (library,) = stream([tmp_path])
    assert [entry.pending for entry in library.entries] == [False]
    (nothing,) = stream([tmp_path / "missing"])
    assert (len(nothing), len(nothing.skipped)) == (0, 1)


def test_a_page_is_known_by_its_place_while_it_is_listed_and_by_its_text_once_it_is_understood(folder: Path) -> None:
    first, *_, last = stream([folder])
    assert {entry.fingerprint for entry in first.entries} == {""}
    assert [entry.file for entry in first.entries] == [entry.file for entry in last.entries][: len(first)]
    assert len({entry.fingerprint for entry in last.entries}) == MANY


def test_a_stream_can_be_stopped_and_keeps_its_rows(folder: Path) -> None:
    done: list[int] = []
    *_, last = stream([folder], progress=lambda read, _: done.append(read), cancelled=lambda: len(done) >= 2)
    assert len(last) == MANY
    assert 0 < sum(entry.pending for entry in last.entries) < MANY


@pytest.fixture
def table(tmp_path: Path) -> Path:
    text = "A fierce film with a wonderful cast and splendid songs. The camera work is gorgeous and the score swells. " * 3
    rows = "".join(f"sand {n},{text}\n" for n in range(60))
    path = tmp_path / "many.csv"
    path.write_text(f"title,text\n{rows}", "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_the_rows_of_a_table_are_understood_after_all_files(table: Path) -> None:
    first, *_, last = stream([table])
    assert all(entry.pending for entry in first.entries)
    assert [entry.title for entry in first.entries][:2] == ["sand 0", "sand 1"]
    assert len(last) == 60
    assert not any(entry.pending for entry in last.entries)
    assert any(entry.topics for entry in last.entries)
    assert last.entries[3].id == "many#4"
    assert last.reviews[3].id == "many#4"
    assert not last.reviews[3].shallow


def test_the_rows_of_a_table_are_remembered(table: Path, cache: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, whole = stream([table], store=cache)
    asked = count_reading(monkeypatch)
    for other in (table, table.with_name("moved") / "many.csv"):
        other.parent.mkdir(exist_ok=True)
        table = table.rename(other)
        *_, again = stream([table], store=cache)
        assert [entry._replace(file="") for entry in again.entries] == [entry._replace(file="") for entry in whole.entries]
        assert again.reviews[3] == replace(whole.reviews[3], path=other)
    assert sum(asked) == 0


def test_only_the_rows_of_a_table_that_say_something_else_are_understood_again(
    table: Path, cache: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, before = stream([table], store=cache)
    head, *rows = table.read_text("utf-8").splitlines()
    rows[5] = rows[5].replace("splendid songs", "dreadful songs")
    rows[7] = rows[7].replace("sand 7", "dune 7")  # the same text under another headline
    table.write_text("\n".join([head, rows[30].replace("sand 30", "new"), *rows[:10], *rows[11:], ""]), "utf-8")
    os.utime(table, (LONG_AGO + 60, LONG_AGO + 60))
    asked = count_reading(monkeypatch)
    *_, after = stream([table], store=cache)
    assert asked == [4], "those that changed, the new one, and the one that was first, where it says how columns were read"
    assert [entry.title for entry in after.entries][:3] == ["new", "sand 0", "sand 1"]
    assert after.reviews[2] == replace(before.reviews[1], id=after.entries[2].id)
    *_, alone = stream([table])
    assert same(after, alone)
    asked.clear()
    *_, again = stream([table], store=cache)
    assert asked == []
    assert same(again, alone)


def test_what_was_understood_of_a_table_is_kept_when_it_is_stopped(
    table: Path, cache: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    *_, part = stream([table], store=cache, progress=lambda read, _: done.append(read), cancelled=lambda: len(done) > 20)
    left = sum(entry.pending for entry in part.entries)
    assert 0 < left <= 41
    asked = count_reading(monkeypatch)
    *_, whole = stream([table], store=cache)
    assert asked == [left]
    assert not any(entry.pending for entry in whole.entries)
    *_, alone = stream([table])
    assert same(whole, alone)


def test_a_row_on_which_the_program_stumbles_is_shown_as_it_is(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(_: Review) -> Review:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(reader, "deepened", stumbles)
    library = load([table])
    assert library.reviews[7].text.startswith("A fierce film")
    assert "ZeroDivisionError" in library.reviews[7].problems[0].message
    assert not library.reviews[7].shallow


def test_a_row_that_kills_its_process_is_shown_as_it_is(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly = "import sys; sys.path.insert(0, sys.argv[1]); from desktop.library import worker\n"
    deadly += "honest = worker.understood\n"
    deadly += "def understood(review):\n    return sys.exit(9) if review.id == 'many#8' else honest(review)\n"
    deadly += "worker.understood = understood; worker.serve()"
    monkeypatch.setattr(processes, "command", lambda: (sys.executable, "-c", deadly, worker.command()[-1]))
    *_, library = stream([table])
    assert not any(entry.pending for entry in library.entries)
    assert [row for row, review in enumerate(library.reviews) if review.problems] == [7]
    assert "the reading process died on it" in library.reviews[7].problems[0].message


def test_the_first_rows_are_there_before_the_last_files_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("guardian", "times", "weekly"):
        (tmp_path / place).mkdir()
        for number in range(400):
            (tmp_path / place / f"{number}.txt").write_text(f"Sand {number}\n\nA fierce film, said the {place}.\n", "utf-8")
    monkeypatch.setattr(loading, "_SOON", 0.0)
    reading = stream([tmp_path])
    first = next(reading)
    assert 0 < len(first) < 400
    assert len(first.on_disk.scan.names) < 1200
    assert first.entries[0].id == "0"
    listed = next(library for library in reading if len(library) == 1200)
    assert [listed.entries[row].id for row in (0, 400, 800)] == ["guardian/0", "times/0", "weekly/0"]
    # What was shown under another id is found by it, too.
    assert [listed.find_row(entry.id) for entry in first.entries] == list(range(len(first)))
    assert list(first.entries.column("file")) == list(listed.entries.column("file")[: len(first)])
