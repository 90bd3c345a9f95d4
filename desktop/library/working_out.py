"""What is worked out of a library's entries when it is first asked for, and the form in which it is kept with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from typing_extensions import override

from desktop.library.fields import PEOPLE
from desktop.library.works import Work
from desktop.names import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from desktop.library.columns import ValueColumn
    from desktop.library.grouping import GroupKeys
    from desktop.library.scales import Scale

T = TypeVar("T")

_WORKS: Final = frozenset({"work", "kind", "year", "people", "casts", "characters"})
#: What each field that queries know is worked out of: the fields of an entry.
OUT_OF: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("work", "year", *PEOPLE), _WORKS),
    **{name: frozenset({name}) for name in ("critic", "outlet", "language", "kind", "score", "length", "runtime", "date")},
    **{name: frozenset({f"{name}s"}) for name in ("genre", "platform", "warning")},
    "country": frozenset({"countries"}),
    "topic": frozenset({"topics", "kind"}),
    "praised": frozenset({"praised", "kind"}),
    "criticised": frozenset({"criticised", "kind"}),
    "title": frozenset({"title"}),
    "file": frozenset({"file", "id"}),
}
#: The same for what a library keeps at hand under these names.
KEPT_OUT_OF: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("works", "_work_of_row", "work_labels", "_people"), _WORKS),
    "_rows_by_id": frozenset({"id"}),
    "_kinds_present": frozenset({"kind"}),
    "_missing": frozenset({"file"}),
    "_scored": frozenset({"score"}),
    "_banded": frozenset({"score", "length", *_WORKS}),
    "texts": frozenset({"title", "file", "id"}),
}
#: The same for what reviews are grouped by.
GROUPED_OUT_OF: Final[Mapping[str, frozenset[str]]] = {
    "work": _WORKS,
    "critic": frozenset({"critic", "kind"}),
    "score": frozenset({"score", "kind"}),
}


class WorkedOut(NamedTuple):
    """What was worked out of a library: columns and scales by field, groups by what is grouped by, and the works.

    The works are plain tuples (:meth:`pressed`): making a hundred thousand objects from their pickled state takes long.
    """

    works: Sequence[tuple[Any, ...]]
    columns: Mapping[str, ValueColumn]
    bands: Mapping[str, ValueColumn]
    scales: Mapping[str, Scale]
    groups: Mapping[str, GroupKeys]

    @staticmethod
    def pressed(work: Work) -> tuple[Any, ...]:
        """A work, of which the reader has said nothing, as a plain tuple."""
        people = tuple((person.name, person.spellings, person.rules) for person in work.people)
        return work.id, work.title, work.year, work.kind, work.rows, people

    @staticmethod
    def unpressed(work: tuple[Any, ...]) -> Work:
        """The work of :meth:`pressed`."""
        id_, title, year, kind, rows, people = work
        return Work(id_, title, year, kind, rows, tuple(Person(*person) for person in people))


class WhenAskedFor(Mapping[str, T]):
    """Columns that are made when they are first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], T]]) -> None:
        self._makers = makers
        self._made: dict[str, T] = {}

    @property
    def made(self) -> Mapping[str, T]:
        """Those that have been made."""
        return self._made

    def take(self, made: Mapping[str, T], *, but: Collection[str] = ()) -> None:
        """Take over what was made elsewhere, but for some."""
        self._made |= {name: each for name, each in made.items() if name not in but}

    @override
    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    @override
    def __len__(self) -> int:
        return len(self._makers)
