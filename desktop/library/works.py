"""Which reviews are of the same work."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from desktop.library.folding import fold
from desktop.library.naming import UNSAID, Naming
from desktop.names import merge_names, name_key
from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.library.entries import Entries
    from desktop.names import Person
    from desktop.review import Job

T = TypeVar("T")

#: Reviews of one work may differ by so many years: a festival's year and the release's.
YEARS_APART = 1


@dataclass(frozen=True, slots=True)
class Work:
    """A work and the reviews of it.

    ``id`` is made of title, year and kind, so it is the same however the folder is read; it is empty for the one work that
    holds all reviews whose page does not say what they are of. ``title`` is the most frequent spelling, ``rows`` are row
    numbers of the library in ascending order, ``people`` are merged from all credits of all its reviews; ``naming`` is what the
    reader says of them.
    """

    id: str
    title: str
    year: int | None
    kind: WorkKind
    rows: tuple[int, ...]
    people: tuple[Person, ...]
    naming: Naming = UNSAID

    @property
    def label(self) -> str:
        """Title and year, as shown and as the query language names the work."""
        if not self.id:
            return ""
        return f"{self.title} ({self.year})" if self.year is not None else self.title


def group_works(entries: Entries) -> tuple[Work, ...]:
    """The works that the entries are reviews of, in order of title, year and kind; the unnamed one last.

    Reviews are of one work when their titles agree but for case, accents and punctuation, their kinds do not contradict each
    other (OTHER contradicts nothing) and their years lie no more than :data:`YEARS_APART` apart. A review without a year
    belongs to the one work of its title; where there are several, to the one whose people it names, else to the latest.
    """
    by_title: defaultdict[str, list[int]] = defaultdict(list)
    unnamed = []
    titles = entries.column("work")
    keys = {title: fold(title) for title in set(titles)}
    for row, (title, kind) in enumerate(zip(titles, entries.column("kind"), strict=True)):
        key = keys[title]
        if key and kind is not WorkKind.NOT_A_REVIEW:
            by_title[key].append(row)
        else:
            unnamed.append(row)
    works: list[Work] = []
    for key in sorted(by_title):
        for by_kind in _by_kind(by_title[key], entries):
            works.extend(_work(key, rows, entries) for rows in _by_year(by_kind, entries))
    if unnamed:
        works.append(Work("", "", None, WorkKind.OTHER, tuple(unnamed), ()))
    return tuple(works)


def _by_kind(rows: list[int], entries: Entries) -> Iterable[list[int]]:
    """Rows of one title, parted by kind; those of kind OTHER go with the most frequent kind."""
    kinds = entries.column("kind")
    counted = Counter(kinds[row] for row in rows if kinds[row] is not WorkKind.OTHER)
    if len(counted) <= 1:
        return [rows]
    parted: dict[WorkKind, list[int]] = {
        kind: [] for kind in sorted(counted, key=lambda kind: (-counted[kind], list(WorkKind).index(kind)))
    }
    commonest = next(iter(parted))
    for row in rows:
        kind = kinds[row]
        parted[commonest if kind is WorkKind.OTHER else kind].append(row)
    return parted.values()


def _by_year(rows: list[int], entries: Entries) -> list[list[int]]:
    """Rows of one title and kind, parted by year: each frequent year gathers its neighbours."""
    years, named = entries.column("year"), entries.column("people")
    counted = Counter(year for row in rows if (year := years[row]) is not None)
    centre: dict[int, int] = {}
    for year, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if year not in centre:
            for near in range(year - YEARS_APART, year + YEARS_APART + 1):
                if near in counted:
                    centre.setdefault(near, year)
    if len(set(centre.values())) <= 1:
        return [rows]
    parted: dict[int, list[int]] = {year: [] for year in sorted(set(centre.values()))}
    undated = []
    for row in rows:
        year = years[row]
        if year is None:
            undated.append(row)
        else:
            parted[centre[year]].append(row)
    people = {year: {name for row in members for name in _names(named[row])} for year, members in parted.items()}
    for row in undated:
        shared = {year: len(people[year] & _names(named[row])) for year in parted}
        best = max(shared, key=lambda year: (shared[year], year))
        parted[best].append(row)
    return [sorted(members) for members in parted.values()]


def _names(people: Iterable[tuple[Job, str]]) -> set[str]:
    """The people that a review names, whatever the order of their names' words."""
    return {name_key(name) for _, name in people}


def _work(key: str, rows: list[int], entries: Entries) -> Work:
    titles, all_years, all_kinds = (entries.column(field) for field in ("work", "year", "kind"))
    title = _commonest(titles[row] for row in rows)
    years = [year for row in rows if (year := all_years[row]) is not None]
    year = _commonest(years) if years else None
    kinds = [kind for row in rows if (kind := all_kinds[row]) is not WorkKind.OTHER]
    kind = _commonest(kinds) if kinds else WorkKind.OTHER
    id_ = f"{key.replace(' ', '-')}-{year or 'undated'}-{kind}"
    return Work(id_, title, year, kind, tuple(rows), people_of(rows, entries))


def people_of(rows: Sequence[int], entries: Entries, naming: Naming = UNSAID) -> tuple[Person, ...]:
    """The people whom the reviews of a work name, merged by the rules and by the reader's word."""
    people, casts, characters = (entries.column(field) for field in ("people", "casts", "characters"))
    return merge_names(
        (name for row in rows for _, name in people[row]),
        lists=(cast for row in rows for cast in casts[row]),
        characters={name for row in rows for name in characters[row]},
        same=sorted(naming.same),
        apart=naming.apart,
    )


def renamed(work: Work, entries: Entries, naming: Naming) -> Work:
    """The work with its people as the reader says; people of reviews whose work is not known are merged by nobody."""
    return replace(work, people=people_of(work.rows, entries, naming), naming=naming) if work.id else work


def _commonest(values: Iterable[T]) -> T:
    """The most frequent value; of several, the one met first."""
    return Counter(values).most_common(1)[0][0]
