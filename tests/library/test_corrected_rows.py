"""A library with some rows read anew says the same as one made of these reviews from the beginning."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.library import grouping
from desktop.library.entry import Entry
from desktop.library.fields import FACETS, SORTS
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.naming import Naming
from desktop.library.working_out import KEPT_OUT_OF, OUT_OF
from desktop.review import Job, WorkKind
from tests.library.reviews import review

if TYPE_CHECKING:
    from desktop.review import Review

REVIEWS = st.builds(
    review,
    text=st.sampled_from(["A fierce film.", "Splendid songs, by the sea."]),
    kind=st.sampled_from([WorkKind.FILM, WorkKind.BOOK, WorkKind.NOT_A_REVIEW]),
    work=st.sampled_from(["", "Sand", "Sea"]),
    year=st.sampled_from([None, 2001, 2002, 2009]),
    critic=st.sampled_from(["", "Ann Other", "ann other", "Bob"]),
    headline=st.sampled_from(["", "Waves", "Dunes"]),
    score=st.sampled_from([None, 30, 85]),
    published=st.sampled_from([None, date(2001, 2, 3)]),
    people=st.sampled_from([(), ((Job.CAST, "Cy Young"),), ((Job.DIRECTOR, "Young"), (Job.CAST, "Cy Young"))]),
)


def worked_out(library: Library) -> Library:
    """The library, with everything worked out that there is."""
    told(library)
    return library


def told(library: Library) -> object:
    """What a library says to whoever asks."""
    columns = {name: (column.values, column.labels, column.rows) for name, column in library.columns.items()}
    facets = {field.name: library.facet_column(field.name, Marks()).rows for field in FACETS}
    orders = {(key, down): list(library.order(key, descending=down)) for key in SORTS for down in (False, True)}
    scales = {name: (scale.edges, scale.least, scale.most, scale.any_value) for name, scale in library.scales.items()}
    groups = {by: [(g.label, list(g.rows), g.spread) for g in grouping.grouped(library, range(len(library)), by)]
              for by in grouping.GROUPINGS}  # fmt: skip
    found = {word: library.text.find(word, whole=True) for word in ("fierce", "sea")}
    texts = {name: list(text.ranks()) for name, text in library.texts.items()}
    works = [(work, library.work_labels[number]) for number, work in enumerate(library.works)]
    rows = [library.find_row(entry.id) for entry in library.entries]
    return columns, facets, orders, scales, groups, found, texts, works, rows, library.numbers


@given(st.lists(REVIEWS, min_size=1, max_size=6), st.dictionaries(st.integers(0, 5), REVIEWS, max_size=2))
def test_some_rows_read_anew(reviews: list[Review], others: dict[int, Review]) -> None:
    library = worked_out(Library.of(reviews))
    others = {row: other for row, other in others.items() if row < len(reviews)}
    corrected = library.with_reviews(others)
    assert told(corrected) == told(Library.of([others.get(row, each) for row, each in enumerate(reviews)]))
    assert told(library) == told(Library.of(reviews))


def test_what_a_correction_does_not_touch_is_not_worked_out_again() -> None:
    pages = [review(str(number), work="Sand", year=2001, critic="Ann Other", score=80) for number in range(4)]
    library = worked_out(Library.of(pages))
    corrected = library.with_reviews({1: review("1", work="Sand", year=2001, critic="Ann Other", score=20)})
    assert corrected.works is library.works
    assert corrected.group_keys["work"] is library.group_keys["work"]
    assert corrected.columns.made["critic"] is library.columns.made["critic"]
    assert "score" not in corrected.scales.made
    assert "score" not in corrected.group_keys


def test_names_that_the_reader_joined_are_not_taken_for_the_pages_own() -> None:
    pages = [
        review(n, work="Sand", year=2001, people=[(Job.CAST, name)]) for n, name in (("a", "Cy Young"), ("b", "Cyrus Young"))
    ]
    library = Library.of(pages)
    joined = library.with_names({library.works[0].id: Naming(same=frozenset({("Cy Young", "Cyrus Young")}))})
    assert told(joined.with_reviews({})) == told(library)


def test_every_column_says_what_it_is_made_of() -> None:
    library = worked_out(Library.of([review()]))
    fields = set(Entry._fields)
    assert set(library.columns) | set(library.numbers) | set(library.texts) == set(OUT_OF)
    assert all(out_of <= fields for out_of in (*OUT_OF.values(), *KEPT_OUT_OF.values()))
    assert set(KEPT_OUT_OF) <= set(library.__dict__)
