"""Images of whole libraries: what was kept comes back as it was, or not at all."""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from desktop.library import grouping, image
from desktop.library.entry import words_of
from desktop.library.image import KEY, Image, Images
from desktop.library.library import Library
from desktop.library.scanning import Stamp
from desktop.review import Job
from tests.library.reviews import review

if TYPE_CHECKING:
    from pathlib import Path

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
def images(tmp_path: Path) -> Images:
    return Images(tmp_path, "rules")


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
