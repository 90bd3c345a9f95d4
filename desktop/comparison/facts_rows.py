"""The facts of several reviews side by side: shown as each page writes them, compared as values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from desktop.names import merge_names
from desktop.review import Job, Span, Whose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.names import Person
    from desktop.review import Credit, Found, Rating, Review

_JOBS = (
    (Job.DIRECTOR, "Director"),
    (Job.WRITER, "Writer"),
    (Job.CAST, "Cast"),
    (Job.COMPOSER, "Composer"),
    (Job.CINEMATOGRAPHER, "Cinematographer"),
    (Job.PRODUCER, "Producer"),
    (Job.ARTIST, "Artist"),
    (Job.MAKER, "Maker"),
)


@dataclass(frozen=True, slots=True)
class FactCell:
    """What one review says of one fact; empty (and false) where the page does not say.

    ``text`` is the fact as the page writes it, ``normalised`` its value (``80 of 100``, ``92 min``, a person's usual
    spelling), ``spans`` is where it stands and ``rule`` what found it. ``values`` are what is compared.
    """

    text: str = ""
    normalised: str = ""
    spans: tuple[Span, ...] = ()
    rule: str = ""
    values: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in all reviews.

    ``differs`` says that two reviews contradict each other: neither's values are all among the other's. Silence contradicts
    nothing, nor does another spelling, nor a shorter list.
    """

    label: str
    cells: tuple[FactCell, ...]
    differs: bool


def fact_rows(reviews: Sequence[Review], people: Sequence[Person] = ()) -> tuple[FactRow, ...]:
    """The facts that at least one of the reviews gives, in a fixed order.

    ``people`` are the persons of the work; spellings that none of them has are merged among the reviews' own.
    """
    shown = _shown_names(reviews, people)
    rows: list[tuple[str, Callable[[Review], FactCell]]] = [
        ("Verdict", _verdict),
        ("Scores for parts", lambda review: _ratings(review, Whose.PART)),
        ("Others' scores", lambda review: _ratings(review, Whose.OTHER)),
        ("Year", lambda review: _found([review.work_year] if review.work_year else [], review)),
        ("Runtime", _runtime),
    ]
    rows += [(label, _people_cell(job, shown)) for job, label in _JOBS]
    rows += [
        ("Country", lambda review: _found(review.countries, review)),
        ("Genre", lambda review: _found(review.genres, review)),
        ("Platform", lambda review: _found(review.platforms, review)),
    ]
    made = ((label, tuple(read(review) for review in reviews)) for label, read in rows)
    return tuple(FactRow(label, cells, _differ(cells)) for label, cells in made if any(cells))


def _differ(cells: Sequence[FactCell]) -> bool:
    given = {cell.values for cell in cells if cell}
    return any(not (a <= b or b <= a) for a, b in combinations(given, 2))


def _shown_names(reviews: Sequence[Review], people: Sequence[Person]) -> Mapping[str, str]:
    """The name to show for every spelling."""
    shown = {spelling: person.name for person in people for spelling in person.spellings}
    rest = [credit.name for review in reviews for credit in review.credits if credit.name not in shown]
    for person in merge_names(rest):
        shown |= dict.fromkeys(person.spellings, person.name)
    return shown


def _verdict(review: Review) -> FactCell:
    return _scores([review.verdict] if review.verdict else [])


def _ratings(review: Review, whose: Whose) -> FactCell:
    return _scores([rating for rating in review.ratings if rating.whose is whose and rating != review.verdict])


def _scores(ratings: Sequence[Rating]) -> FactCell:
    if not ratings:
        return FactCell()

    def told(rating: Rating, value: str) -> str:
        return f"{rating.about} {value}" if rating.about else value

    return FactCell(
        ", ".join(told(r, r.notation) for r in ratings),
        ", ".join(told(r, f"{r.normalised:g} of 100") for r in ratings),
        tuple(r.span for r in ratings),
        ratings[0].rule,
        frozenset(told(r, f"{r.normalised:g}").casefold() for r in ratings),
    )


def _runtime(review: Review) -> FactCell:
    found = review.runtime
    if found is None:
        return FactCell()
    value = f"{found.value} min"
    written = " ".join(found.span.of(review.text).split()) if found.span else value
    return FactCell(written, value, (found.span,) if found.span else (), found.rule, frozenset((value,)))


def _people_cell(job: Job, shown: Mapping[str, str]) -> Callable[[Review], FactCell]:
    def cell(review: Review) -> FactCell:
        credited = review.credited(job)
        if not credited:
            return FactCell()
        names = [shown[credit.name] for credit in credited]
        return FactCell(
            ", ".join(_as_character(credit) for credit in credited),
            ", ".join(names),
            tuple(credit.span for credit in credited),
            credited[0].rule,
            frozenset(names),
        )

    return cell


def _as_character(credit: Credit) -> str:
    return f"{credit.name} as {credit.character}" if credit.character else credit.name


def _found(values: Sequence[Found[str]] | Sequence[Found[int]], review: Review) -> FactCell:
    """Words or figures that a page gives, as the page writes them where it writes them."""
    if not values:
        return FactCell()
    return FactCell(
        ", ".join(" ".join(v.span.of(review.text).split()) if v.span else str(v.value) for v in values),
        ", ".join(str(v.value) for v in values),
        tuple(v.span for v in values if v.span),
        values[0].rule,
        frozenset(str(v.value).casefold() for v in values),
    )
