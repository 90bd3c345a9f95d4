"""The reviews in memory: an immutable snapshot, its works, and its columns for queries, facets and sorting."""

from __future__ import annotations

import dataclasses
import operator
import weakref
from array import array
from collections import Counter
from functools import cached_property, partial
from itertools import compress
from typing import TYPE_CHECKING

from desktop.library.columns import TextColumn, ValueColumn, number_ranks, value_key
from desktop.library.entries import Entries
from desktop.library.entry import entry_of, words_of
from desktop.library.fields import FACETS, FIELDS, KIND_LABELS, NONE, PEOPLE, RANGED, STATES
from desktop.library.folding import fold
from desktop.library.ids import unique_ids
from desktop.library.kinship import Kinship
from desktop.library.marks import Marks
from desktop.library.naming import UNSAID, Naming
from desktop.library.on_disk import OnDisk
from desktop.library.overlaid import Changed, Overlaid, glimpse
from desktop.library.people import People
from desktop.library.query_parts import Range, value_node
from desktop.library.scales import Scale
from desktop.library.scanning import Skipped
from desktop.library.search import TextIndex
from desktop.library.working_out import GROUPED_OUT_OF, KEPT_OUT_OF, OUT_OF, WhenAskedFor, WorkedOut
from desktop.library.works import Work, group_works, renamed
from desktop.reading.grading import figure_of, regraded
from desktop.reading.scales import DEFAULT_GRADES
from desktop.reading.topics import topics_for
from desktop.review import UNTITLED, Review, WorkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.library.entry import Entry
    from desktop.library.grouping import Gathered, GroupKeys
    from desktop.library.likeness import Like
    from desktop.library.passing import Order

__all__ = ["Library", "Skipped"]

# What is worked out of a library once, and has nothing to do with who is who.
_NAMELESS = frozenset(
    {
        "_work_of_row",
        "_rows_by_id",
        "work_labels",
        "texts",
        "_kinds_present",
        "numbers",
        "_banded",
        "scales",
        "_missing",
        "_scored",
    }
)


class Library:
    """Many reviews, in a fixed order; a row is a review's place in it.

    A library never changes. What is worked out from it is worked out once, when it is first asked for.
    """

    def __init__(
        self,
        reviews: Sequence[Review],
        entries: Iterable[Entry],
        text: TextIndex,
        skipped: Iterable[Skipped] = (),
        roots: Iterable[Path] = (),
        on_disk: OnDisk | None = None,
    ) -> None:
        """For :meth:`of` and for loading: reviews, their entries and their searched words, row by row, with unique ids."""
        self.reviews = reviews
        self.entries = Entries.of(entries)
        self.text = text
        self.skipped = tuple(skipped)
        self.roots = tuple(roots)
        self.on_disk = on_disk or OnDisk()
        self._marked: tuple[Marks, Mapping[str, ValueColumn]] | None = None
        #: What :func:`~desktop.library.grouping.grouped` has worked out of the rows' groups, by what they are grouped by.
        self.group_keys: dict[str, GroupKeys] = {}
        #: The same rows in their groups, by what they are grouped by and in which order.
        self.gathered: dict[tuple[str, Order | None], Gathered] = {}
        self._ranks: dict[str, array[int]] = {}
        self._orders: dict[tuple[str, bool], array[int]] = {}
        #: What the reviews are to each other, as far as that was looked into.
        self.kinship = Kinship()

    @classmethod
    def of(cls, reviews: Iterable[Review], skipped: Iterable[Skipped] = (), roots: Iterable[Path] = ()) -> Library:
        """A library of these reviews, in their order, with ids made unique (see :func:`~desktop.library.ids.unique_ids`)."""
        given = tuple(reviews)
        ids = unique_ids([review.id for review in given], [review.path for review in given])
        named = tuple(
            review if review.id == id_ else dataclasses.replace(review, id=id_) for review, id_ in zip(given, ids, strict=True)
        )
        entries = Entries.of(map(entry_of, named))
        return cls(named, entries, TextIndex([words_of(review) for review in named]), skipped, roots)

    def with_reviews(self, reviews: Mapping[int, Review]) -> Library:
        """The library with other reviews in some rows: pages read again with a correction. Their ids stay as they are."""
        before = {row: self.entries[row] for row in reviews}
        named = {row: dataclasses.replace(review, id=before[row].id) for row, review in reviews.items()}
        entries = self.entries.changed({row: entry_of(review, before[row].number) for row, review in named.items()})
        text = self.text.replaced({row: words_of(review) for row, review in named.items()})
        library = Library(Overlaid(self.reviews, named), entries, text, self.skipped, self.roots, self.on_disk)
        library._take_unchanged(self)
        return library

    def with_grades(self, scale: str) -> Library:
        """The library with its letter grades in another mapping (:func:`~desktop.reading.scales.grade_scales`)."""
        if scale == DEFAULT_GRADES:
            return self
        figures = {grade: figure_of(grade, scale) for grade in set(self.entries.column("grade")) if grade}
        graded = ((row, figures.get(grade)) for row, grade in enumerate(self.entries.column("grade")))
        rows = {row: self.entries[row]._replace(score=int(value + 0.5)) for row, value in graded if value is not None}
        entries = self.entries.changed(rows)
        reviews = Changed(self.reviews, partial(regraded, scale=scale))
        library = Library(reviews, entries, self.text, self.skipped, self.roots, self.on_disk)
        library._take_unchanged(self)
        return library

    def with_names(self, namings: Mapping[str, Naming]) -> Library:
        """The library with what the reader says of the people of works, by the id of the work, and no more than that."""
        wanted = [namings.get(work.id, UNSAID) for work in self.works]
        if all(work.naming == naming for work, naming in zip(self.works, wanted, strict=True)):
            return self
        named = Library(self.reviews, self.entries, self.text, self.skipped, self.roots, self.on_disk)
        named.works = tuple(
            work if work.naming == naming else renamed(work, self.entries, naming)
            for work, naming in zip(self.works, wanted, strict=True)
        )
        named._take_nameless(self)
        return named

    def _take_nameless(self, other: Library) -> None:
        """Take over what was worked out for a library of the same reviews and has nothing to do with names."""
        for name in _NAMELESS & other.__dict__.keys():
            self.__dict__[name] = other.__dict__[name]
        self.columns.take(other.columns.made, but=PEOPLE)
        self._ranks = {key: ranks for key, ranks in other._ranks.items() if key not in PEOPLE}
        self._orders = {key: order for key, order in other._orders.items() if key[0] not in PEOPLE}

    def _take_unchanged(self, other: Library) -> None:
        """Take over what was worked out for a library that differs in some rows, where it is the same for this one.

        To group the works of a large library anew because a line of one page was corrected would hold up the window.
        """
        differing = self.entries.differing(other.entries)
        named = "works" in other.__dict__ and any(work.naming != UNSAID for work in other.works)
        changed = differing | {"people"} if named else differing
        same = {field for field, out_of in OUT_OF.items() if not out_of & changed}
        for name, out_of in KEPT_OUT_OF.items():
            if name in other.__dict__ and not out_of & changed:
                self.__dict__[name] = other.__dict__[name]
        self.columns.take({name: column for name, column in other.columns.made.items() if name in same})
        self.scales.take({name: scale for name, scale in other.scales.made.items() if name in same})
        self._ranks = {key: ranks for key, ranks in other._ranks.items() if key in same}
        self._orders = {key: order for key, order in other._orders.items() if key[0] in same}
        self.group_keys = {by: keys for by, keys in other.group_keys.items() if not GROUPED_OUT_OF[by] & changed}

    def __len__(self) -> int:
        return len(self.entries)

    def glimpse(self, row: int) -> Review:
        """A row's review for a list, which must not wait: a page that is pending is not understood for it."""
        return glimpse(self.reviews, row) if self.entries[row].pending else self.reviews[row]

    @property
    def everything(self) -> int:
        """The bit set of all rows."""
        return (1 << len(self)) - 1

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The works, in order of title, year and kind; last, with an empty id, the one of reviews that name no work."""
        return group_works(self.entries)

    @cached_property
    def _work_of_row(self) -> array[int]:
        of_row = array("I", [0]) * len(self)
        for number, work in enumerate(self.works):
            for row in work.rows:
                of_row[row] = number
        return of_row

    def work_of(self, row: int) -> Work:
        """The work that a row's review is of."""
        return self.works[self._work_of_row[row]]

    @cached_property
    def _rows_by_id(self) -> dict[str, int]:
        rows = {id_: row for row, id_ in enumerate(self.entries.column("id"))}
        # A review whose file was renamed is found by the id of before, too: by selections, comparisons and the history.
        return {old: rows[new] for old, new in self.on_disk.former.items() if new in rows} | rows

    def row_of(self, review_id: str) -> int:
        """The row of a review.

        Raises:
            KeyError: no review has this id.
        """
        return self._rows_by_id[review_id]

    def find_row(self, review_id: str) -> int | None:
        """The row of a review, or None if no review has this id."""
        return self._rows_by_id.get(review_id)

    @cached_property
    def work_labels(self) -> tuple[str, ...]:
        """What each work is called in queries and facets: title and year, and its kind where two would be called the same."""
        twice = {label for label, count in Counter(fold(work.label) for work in self.works).items() if count > 1}
        return tuple(
            f"{work.label} [{work.kind}]" if work.id and fold(work.label) in twice else work.label for work in self.works
        )

    @cached_property
    def columns(self) -> WhenAskedFor[ValueColumn]:
        """The columns of all fields with values in words but for the reader's own marks, by field; made when asked for."""
        column = self.entries.column
        # No circle of references: a library that is replaced by the next is to go at once, with all its words.
        own: Library = weakref.proxy(self)

        def single(values: Iterable[str]) -> ValueColumn:
            return ValueColumn.of([(value,) if value else () for value in values])

        return WhenAskedFor(
            {
                "work": lambda: single(own.work_labels[number] for number in own._work_of_row),
                "critic": lambda: single(column("critic")),
                "outlet": lambda: single(column("outlet")),
                "language": lambda: single(column("language")),
                "kind": lambda: own._kinds(),  # noqa: PLW0108 - its own method would hold it
                "genre": lambda: ValueColumn.of(column("genres")),
                "country": lambda: ValueColumn.of(column("countries")),
                "platform": lambda: ValueColumn.of(column("platforms")),
                "warning": lambda: ValueColumn.of(column("warnings")),
                "topic": lambda: own._topics(column("topics")),
                "praised": lambda: own._topics(column("praised")),
                "criticised": lambda: own._topics(column("criticised")),
                **{field: partial(lambda which: own._people.column(which), field) for field in PEOPLE},  # noqa: PLW0108 - as above
            }
        )

    @cached_property
    def texts(self) -> Mapping[str, TextColumn]:
        """The columns of fields that are text of their own, by field name; made when asked for."""
        column = self.entries.column
        return WhenAskedFor(
            {
                # What a page without a headline is called are no words of its own.
                "title": lambda: TextColumn(["" if title == UNTITLED else title for title in column("title")]),
                "file": lambda: TextColumn([file or id_ for file, id_ in zip(column("file"), column("id"), strict=True)]),
            }
        )

    @cached_property
    def _people(self) -> People:
        return People(self.works, self.entries)

    def _kinds(self) -> ValueColumn:
        labels = [KIND_LABELS[kind] for kind in self._kinds_present]
        return ValueColumn.fixed(self._kinds_present, [(kind,) for kind in self.entries.column("kind")], labels=labels)

    @cached_property
    def _kinds_present(self) -> list[WorkKind]:
        present = set(self.entries.column("kind"))
        return [kind for kind in WorkKind if kind in present]

    def _topics(self, by_row: Sequence[tuple[str, ...]]) -> ValueColumn:
        """A column of topics, in the order of the rows of a comparison."""
        topics = {topic.id: topic.name for kind in self._kinds_present for topic in topics_for(kind)}
        topics |= {topic: topic for topics_ in by_row for topic in topics_ if topic not in topics}
        return ValueColumn.fixed(list(topics), by_row, labels=list(topics.values()))

    @cached_property
    def numbers(self) -> Mapping[str, list[int | None]]:
        """The columns of all fields with numbers or dates for values, by field name; the year is that of the work."""
        return {
            "score": self.entries.column("score"),
            "year": [self.works[number].year for number in self._work_of_row],
            "length": self.entries.column("length"),
            "runtime": self.entries.column("runtime"),
            "date": self.entries.column("date"),
        }

    @cached_property
    def _banded(self) -> Mapping[str, ValueColumn]:
        """The columns of facets over numbers: bands of scores and lengths, single years with the latest first."""
        columns = {}
        for field in FACETS:
            if field.bands:
                texts, labels = zip(*field.bands, strict=True)
                bands = [(text, value_node(field.name, text)) for text in texts]
                numbers = self.numbers[field.name]
                of_number: dict[int | None, Sequence[str]] = {
                    number: [text for text, band in bands if isinstance(band, Range) and band.holds(number)]
                    for number in set(numbers)
                    if number is not None
                }
                of_number[None] = (NONE,)
                by_row = list(map(of_number.__getitem__, numbers))
                columns[field.name] = ValueColumn.fixed(texts, by_row, labels=labels, key=str)
        years = [str(year) for year in sorted({year for year in self.numbers["year"] if year is not None}, reverse=True)]
        none = [NONE] if years and None in self.numbers["year"] else []
        year_by_row = [none if year is None else (str(year),) for year in self.numbers["year"]]
        year_labels = [*years, *("no year" for _ in none)]
        return columns | {"year": ValueColumn.fixed([*years, *none], year_by_row, labels=year_labels, key=str)}

    @cached_property
    def scales(self) -> WhenAskedFor[Scale]:
        """The fields of :attr:`numbers` in order of their numbers; a score's scale goes from 0 to 100 in steps of five."""
        fixed: Mapping[str, tuple[tuple[int, int], int]] = {"score": ((0, 100), 5)}
        return WhenAskedFor({name: partial(Scale, self.numbers[name], *fixed.get(name, ())) for name in self.numbers})

    def marked(self, marks: Marks) -> Mapping[str, ValueColumn]:
        """The columns ``is`` and ``tag`` for these marks."""
        if self._marked is None or self._marked[0] is not marks:
            # As much work as there are marks, not as there are reviews: this is asked for in the window.
            size, groups = len(self), self.kinship.copies.groups
            read = self._rows_of_ids(marks.read)
            scored, unscored = self._scored
            rows = {
                "read": read,
                "unread": array("I", sorted(set(range(size)).difference(read)) if read else range(size)),
                "starred": self._rows_of_ids(marks.starred),
                "scored": scored,
                "unscored": unscored,
                "copy": array("I", sorted({row for group in groups for row in group[1:]})),
                "copied": array("I", sorted({row for group in groups for row in group})),
                "missing": self._missing,
            }
            keys = {value_key(state): place for place, state in enumerate(STATES)}
            states = ValueColumn(values=STATES, rows=[rows[state] for state in STATES], size=size, keys=keys, key=value_key)
            tags: list[Sequence[str]] = [()] * size
            for review_id, names in marks.tags.items():
                row = self.find_row(review_id)
                if row is not None:
                    tags[row] = sorted(names)
            self._marked = marks, {"is": states, "tag": ValueColumn.of(tags)}
        return self._marked[1]

    @cached_property
    def _missing(self) -> array[int]:
        missing = self.on_disk.missing
        return array("I", [row for row, file in enumerate(self.entries.column("file")) if file in missing] if missing else [])

    def _rows_of_ids(self, ids: Iterable[str]) -> array[int]:
        return array("I", sorted(row for each in ids if (row := self.find_row(each)) is not None))

    @cached_property
    def _scored(self) -> tuple[array[int], array[int]]:
        """The rows with a score, and those without."""
        flags = [score is not None for score in self.numbers["score"]]
        rows = range(len(self))
        return array("I", compress(rows, flags)), array("I", compress(rows, map(operator.not_, flags)))

    def take_kinship(self, kinship: Kinship) -> None:
        """Know from now on which reviews are copies and which are alike; what it was known of them before is forgotten."""
        self.kinship = kinship
        self._marked = None

    def like(self, value: str) -> Sequence[Like]:
        """The rows like a review or a passage, as :func:`~desktop.library.kinship.like_value` names it, the nearest first."""
        return self.kinship.like(self, value)

    def prepare(self) -> None:
        """Work out what lists and facets ask for first, so that it is done where the library was loaded, not in the window."""
        self.find_row("")
        self.marked(Marks())
        for field in FACETS:
            if not field.own:
                self.facet_column(field.name, Marks()).prepare()
            if field.name in RANGED:
                self.scales[field.name]

    def worked_out(self) -> WorkedOut:
        """What :meth:`prepare` has worked out, to be kept with the entries."""
        works = list(map(WorkedOut.pressed, self.works))
        return WorkedOut(works, self.columns.made, self._banded, self.scales.made, self.group_keys)

    def take_worked_out(self, known: WorkedOut) -> None:
        """Take over what was worked out for a library of the same entries."""
        self.works = tuple(map(WorkedOut.unpressed, known.works))
        self._banded = known.bands
        self.columns.take(known.columns)
        self.scales.take(known.scales)
        self.group_keys = dict(known.groups)

    def facet_column(self, field: str, marks: Marks) -> ValueColumn:
        """The values that a facet shows, in its order, and their rows."""
        if FIELDS[field].own:
            return self.marked(marks)[field]
        return self._banded[field] if field in self._banded else self.columns[field]

    def ranks(self, key: str) -> array[int]:
        """For each row its place in a field's ascending order; equal values share one, ``len(self)`` is no value.

        Args:
            key: one of :data:`~desktop.library.fields.SORTS`.

        Raises:
            KeyError: there is no such field.
        """
        if key not in self._ranks:
            if key in self.numbers:
                self._ranks[key] = number_ranks(self.numbers[key])
            else:
                self._ranks[key] = (self.texts if key in self.texts else self.columns)[key].ranks()
        return self._ranks[key]

    def order(self, key: str, *, descending: bool = False) -> array[int]:
        """All rows by a field; those without a value come last either way, equal ones stay in library order."""
        if (key, descending) not in self._orders:
            self._orders[key, descending] = array("I", self.sorted_stably(range(len(self)), key, descending=descending))
        return self._orders[key, descending]

    def sorted_rows(self, rows: Iterable[int], key: str, *, descending: bool = False) -> array[int]:
        """The given rows in the order of :meth:`order`; repeats are dropped."""
        flags = bytearray(len(self))
        for row in rows:
            flags[row] = 1
        order = self.order(key, descending=descending)
        return array("I", compress(order, map(flags.__getitem__, order)))

    def sorted_stably(self, rows: Iterable[int], key: str, *, descending: bool = False) -> list[int]:
        """The given rows by a field, equal ones as they are given: for sorting by several fields, the last one first."""
        ranks, none = self.ranks(key), len(self)
        if descending:
            return sorted(rows, key=lambda row: none if ranks[row] == none else -ranks[row])
        return sorted(rows, key=ranks.__getitem__)
