"""Goals 4 and 7 on the library alone: full-text search beside a scan of the bytes, sorting beside Qt's proxy."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop.library.entry import Entry, searchable
from desktop.library.fields import SORTS
from desktop.library.library import Library
from desktop.library.search import TextIndex
from desktop.library.vocabulary import Vocabulary
from desktop.reading.topics import topics_for
from desktop.review import Job, WorkKind
from tests.benchmarks.corpora import WORDS, vocabulary
from tests.benchmarks.table import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def invented(rows: int, seed: int = 7) -> tuple[list[Entry], list[bytes]]:
    """Entries and searched words of ``rows`` invented reviews, with works, critics, people and topics."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    words, weights = vocabulary(chance)
    names = [f"{chance.choice(words).title()} {chance.choice(words).title()}" for _ in range(rows // 10 + 10)]
    works = [" ".join(chance.choices(words, k=2)).title() for _ in range(rows // 25 + 1)]
    critics = names[: rows // 50 + 1]
    genres = [chance.choice(words).title() for _ in range(25)]
    topics = [topic.id for topic in topics_for(WorkKind.FILM)]
    entries, texts = [], []
    for row in range(rows):
        work = chance.randrange(len(works))
        text = " ".join(chance.choices(words, cum_weights=weights, k=WORDS))
        spoken = chance.sample(topics, 5)
        people = tuple(names[(work * 7 + n) % len(names)] for n in chance.sample(range(6), 3))
        entries.append(
            Entry(
                id=f"r{row}",
                file=f"/reviews/{row}.txt",
                title=" ".join(chance.choices(words, k=5)).capitalize(),
                work=works[work],
                year=1950 + work % 75,
                kind=WorkKind.FILM,
                critic=chance.choice(critics),
                outlet="",
                date=20000101 + chance.randrange(28) + 10000 * chance.randrange(24),
                language="en",
                score=chance.choice([None, *range(0, 101, 5)]),
                length=WORDS,
                runtime=None,
                genres=tuple(chance.sample(genres, 2)),
                countries=(),
                platforms=(),
                warnings=(),
                people=tuple((Job.CAST, name) for name in people),
                characters=(),
                casts=(),
                topics=tuple(spoken),
                praised=tuple(spoken[:2]),
                criticised=tuple(spoken[2:3]),
                fingerprint="",
            )
        )
        texts.append(searchable([text]))
    return entries, texts


def invented_library(rows: int) -> tuple[Library, list[bytes]]:
    """A library of invented reviews, ready to be asked, and its searched words."""
    entries, texts = invented(rows)
    library = Library((), entries, TextIndex(texts))
    library.prepare()
    return library, texts


def milliseconds(job: Callable[[], object], times: int = 9) -> float:
    """The median processor time of a job."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        job()
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)[times // 2]


def searches(library: Library, texts: list[bytes]) -> Iterator[Figure]:
    """Goal 4: the set of all rows with a word, by how frequent it is; what an earlier search found is forgotten.

    Just opened, a library is searched by looking through its texts; from a few seconds on, its words are known.
    """
    text = b"".join(texts)
    floor = milliseconds(lambda: text.count(b"\x00"))
    words = sorted(set(texts[0].decode().split()), key=lambda word: library.text.find(word, whole=True).bit_count())
    for when in ("just opened", "its words known"):
        for name, word in (("a rare word", words[0]), ("a middling word", words[len(words) // 2])):
            rows = library.text.find(word, whole=True).bit_count()

            def search(word: str = word) -> None:
                library.text.forget()
                library.text.find(word, whole=True)

            what = f"all {rows:,} of {len(library):,} rows with {name}, {when}; floor: memory scan"
            yield Figure(4, what, floor, milliseconds(search), 1.5)
        library.text.take_vocabulary(Vocabulary.of(texts))


def sorts(library: Library) -> Iterator[Figure]:
    """Goal 7: sorting by each column, the first time and again, beside a proxy that sorts a plain model of the same texts."""
    application = QApplication.instance() or QApplication([])
    rows = range(len(library))
    for key in SORTS:
        ranks, first = 0.0, time.process_time()
        library.order(key)
        ranks = (time.process_time() - first) * 1000
        again = milliseconds(lambda key=key: library.sorted_rows(rows, key))  # type: ignore[misc]  # bound at once
        floor = _proxy_sort(library, key)
        yield Figure(7, f"sort {len(library):,} by {key}; floor: proxy model", floor, again, 0.005)
        yield Figure(7, f"the same, the first time by {key}", floor, ranks, 0.005)
    del application


def _proxy_sort(library: Library, key: str) -> float:
    ranks = library.ranks(key)
    proxy = QSortFilterProxyModel()
    model = _Plain([f"{rank:09d}" for rank in ranks])
    proxy.setSourceModel(model)
    begun = time.process_time()
    proxy.sort(0)
    return (time.process_time() - begun) * 1000


class _Plain(QAbstractTableModel):
    """One column of texts."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts = texts

    @override
    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self._texts)

    @override
    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - as above
        return 1

    @override
    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._texts[index.row()] if role == Qt.ItemDataRole.DisplayRole else None
