"""How fast a library of many reviews answers: ``uv run python -m tests.benchmarks.library [ROWS]``.

The reviews are invented: words drawn by Zipf's law, works, critics, people and topics as a large collection has them. Each
figure is the median of several runs in processor time, and its ratio to the floor of the same run: reading once through the
bytes of all texts.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import time
from itertools import accumulate
from typing import TYPE_CHECKING

from desktop.library.entry import Entry, searchable
from desktop.library.facets import count
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import evaluate, parse
from desktop.library.search import TextIndex
from desktop.reading.topics import topics_for
from desktop.review import Job, WorkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORDS = 230  # in a review, as in large collections of readers' reviews
_FRAME = 16.7  # milliseconds


def invented(rows: int, seed: int = 7) -> tuple[list[Entry], list[bytes]]:
    """Entries and searched words of ``rows`` invented reviews."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "or", "st")]
    vocabulary = sorted({"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(40_000)})
    chance.shuffle(vocabulary)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(vocabulary))))
    names = [f"{chance.choice(vocabulary).title()} {chance.choice(vocabulary).title()}" for _ in range(rows // 10 + 10)]
    works = [" ".join(chance.choices(vocabulary, k=2)).title() for _ in range(rows // 25 + 1)]
    critics = names[: rows // 50 + 1]
    genres = [chance.choice(vocabulary).title() for _ in range(25)]
    topics = [topic.id for topic in topics_for(WorkKind.FILM)]
    entries, texts = [], []
    for row in range(rows):
        work = chance.randrange(len(works))
        words = " ".join(chance.choices(vocabulary, cum_weights=weights, k=_WORDS))
        spoken = chance.sample(topics, 5)
        people = tuple(names[(work * 7 + n) % len(names)] for n in chance.sample(range(6), 3))
        entries.append(
            Entry(
                id=f"r{row}",
                file=f"/reviews/{row}.txt",
                title=" ".join(chance.choices(vocabulary, k=5)).capitalize(),
                work=works[work],
                year=1950 + work % 75,
                kind=WorkKind.FILM,
                critic=chance.choice(critics),
                outlet="",
                date=20000101 + chance.randrange(28) + 10000 * chance.randrange(24),
                language="en",
                score=chance.choice([None, *range(0, 101, 5)]),
                length=_WORDS,
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
        texts.append(searchable([words]))
    return entries, texts


def milliseconds(job: Callable[[], object], times: int = 9) -> float:
    """The median time of a job."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        job()
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)[times // 2]


def _cases(library: Library, marks: Marks, first: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    words = first.decode().split()
    by_rows = sorted(set(words), key=lambda word: library.text.find(word, whole=True).bit_count())
    rare, middle, common = by_rows[0], by_rows[len(by_rows) // 2], by_rows[-1]
    genre = library.columns["genre"].values[0]
    # What is known from an earlier search is forgotten, but for the case that asks for it.
    for name, text in (
        ("text, rare word", rare),
        ("text, middling word", middle),
        ("text, in nearly all rows", common),
        ("text, a phrase", f'"{words[0]} {words[1]}"'),
        ("text, one letter", rare[0]),
        ("facet value", f"genre:{genre}"),
        ("several clauses", f"{middle} genre:{genre} -{rare} score:>=50 (is:unread OR tag:quote)"),
    ):
        query = parse(text)
        rows = len(evaluate(query, library, marks))

        def search(query: object = query) -> None:
            library.text.forget()
            evaluate(query, library, marks)  # type: ignore[arg-type]  # bound above

        yield f"{name} ({rows:,} rows)", search
    grown, query = parse(middle[:-1]), parse(middle)

    def narrowed() -> None:
        evaluate(query, library, marks)

    evaluate(grown, library, marks)
    yield "text, one letter more than before", narrowed

    def key() -> None:
        library.text.forget()
        evaluate(query, library, marks)
        count(library, query, marks)

    yield "key to complete set and all facets", key
    several = parse(f"{middle} genre:{genre} -work:none score:80..100")

    def facets() -> None:
        library.text.forget()
        count(library, several, marks)

    yield "the same with three facets set", facets
    yield "sort 50 % of the rows by score", lambda: library.sorted_rows(range(0, len(library), 2), "score")
    yield "sort all rows by headline", lambda: evaluate(parse("sort:title"), library, marks)
    yield "sort all rows by two fields", lambda: evaluate(parse("sort:-score,critic"), library, marks)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(rows: int) -> None:
    """Print the table."""
    begun = time.process_time()
    entries, texts = invented(rows)
    _say(f"{rows:,} reviews invented in {time.process_time() - begun:.1f} s")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gc.collect()
    gc.freeze()
    library = Library((), entries, TextIndex(texts))
    marks = Marks(read=frozenset(f"r{row}" for row in range(0, rows, 3)), tags={"r1": frozenset({"quote"})})
    for name, make in (
        ("works and people", lambda: library.works),
        ("columns", library.prepare),
        ("first facets", lambda: count(library, parse(""), marks)),
        ("first orders", lambda: [library.order(key) for key in ("title", "score", "critic", "date")]),
    ):
        begun = time.process_time()
        make()
        _say(f"{name:<42}{(time.process_time() - begun) * 1000:>10.1f} ms, once")
    text = b"".join(texts)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    _say(f"memory: {grown:.0f} MiB more for {len(text) / 2**20:.0f} MiB of text")
    floor = milliseconds(lambda: text.count(b"\x00"))
    _say(f"{'floor: once through the bytes':<42}{floor:>10.2f} ms")
    for name, job in _cases(library, marks, texts[0]):
        taken = milliseconds(job)
        _say(f"{name:<42}{taken:>10.2f} ms {taken / floor:>8.2f} x floor {taken / _FRAME:>6.2f} frames")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
