"""Images of whole libraries: what was kept comes back as it was, or not at all."""

from __future__ import annotations

import os
from array import array
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.library import grouping, image
from desktop.library.entry import words_of
from desktop.library.image import KEY, Image, Images
from desktop.library.library import Library
from desktop.library.scanning import Stamp
from desktop.review import Job
from tests.library.reviews import review

LIBRARY = Library.of(
    review(
        f"r{number}",
        f"A fierce film {number}.",
        work=f"Sand {number % 3}",
        score=number * 9.0,
        people=[(Job.CAST, "Ann Other")],
    )
    for number in range(11)
)


def image_of(library: Library) -> Image:
    """The image of a library with a review in each file."""
    library.prepare()
    grouping.prepare(library, "work")
    words = [words_of(each) for each in library.reviews]
    size = len(library)
    return Image(
        names=[f"/reviews/{number}.txt" for number in range(size)],
        stamps=[Stamp(number, 10**18 + number) for number in range(size)],
        rows=array("I", [1] * size),
        keys=b"".join(number.to_bytes(KEY, "big") for number in range(size)),
        entries=library.entries,
        words=b"".join(words),
        ends=array("Q", accumulate(map(len, words))),
        worked_out=library.worked_out(),
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.fixture
def images(place: Path) -> Images:
    return Images(place, "rules")


def test_an_image_comes_back_as_it_was(images: Images, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "_STEP", 4)  # in several steps
    kept = image_of(LIBRARY)
    images.keep([tmp_path], kept)
    found = images.recall([tmp_path])
    assert found is not None
    assert found[:-1] == kept[:-1]
    assert found.worked_out.works == kept.worked_out.works
    other = Library(LIBRARY.reviews, found.entries, LIBRARY.text)
    other.take_worked_out(found.worked_out)
    assert other.works == LIBRARY.works
    assert other.group_keys == LIBRARY.group_keys
    for field, column in LIBRARY.columns.made.items():
        again = other.columns.made[field]
        assert (again.values, again.labels, again.rows) == (column.values, column.labels, column.rows)
        assert [again.place_of(value) for value in column.values] == list(range(len(column.values)))
        assert again.counts(0b1011, b"\1\1\0\1".ljust(11, b"\0")) == column.counts(0b1011, b"\1\1\0\1".ljust(11, b"\0"))
    assert {name: scale.edges for name, scale in other.scales.made.items()} == {
        name: scale.edges for name, scale in LIBRARY.scales.made.items()
    }


def test_each_set_of_paths_has_its_own_image(images: Images, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    images.keep([one, two], image_of(LIBRARY))
    assert images.recall([one, two]) is not None
    assert images.recall([two, one]) is None
    assert images.recall([one]) is None


@given(st.data())
def test_a_damaged_image_is_not_used(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        images = Images(folder, "rules")
        images.keep([folder], image_of(LIBRARY))
        (path,) = folder.iterdir()
        damage(path, data)
        assert images.recall([folder]) is None


def damage(path: Path, data: st.DataObject) -> None:
    """Cut a file off, or turn a bit of it round."""
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.booleans())
    path.write_bytes(whole[:place] if cut else whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])


def test_images_of_other_rules_and_unfinished_ones_go(images: Images, place: Path) -> None:
    images.keep([place], image_of(LIBRARY))
    (place / ".library-rules-00.image-x").write_bytes(b"begun")
    (place / "understood-rules.sqlite").write_bytes(b"another's")
    assert Images(place, "rules").recall([place]) is not None
    assert Images(place, "others").recall([place]) is None
    assert [path.name for path in place.iterdir()] == ["understood-rules.sqlite"]


def test_the_latest_images_are_kept(images: Images, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "_MOST", 2)
    for number in range(3):
        images.keep([place / str(number)], image_of(LIBRARY))
        for path in place.iterdir():
            os.utime(path, (path.stat().st_mtime - 100,) * 2)
    assert [images.recall([place / str(number)]) is not None for number in range(3)] == [False, True, True]


def test_what_cannot_be_written_leaves_what_was_there(images: Images, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    images.keep([place], image_of(LIBRARY))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(image, "_write", full)
    images.keep([place], image_of(Library.of([])))
    found = images.recall([place])
    assert found is not None
    assert len(found.entries) == len(LIBRARY)
    assert len(list(place.iterdir())) == 1
