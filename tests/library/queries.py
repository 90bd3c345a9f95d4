"""Queries for hypothesis, made as the parser makes them."""

from __future__ import annotations

from hypothesis import strategies as st

from desktop.library.fields import FIELDS, SORTS, STATES, FieldKind
from desktop.library.query import Operator, Query
from desktop.library.query_parts import Missing, Node, SortKey, both, either, negation, text_node, value_node
from tests.library.reviews import CRITICS, GENRES, NAMES, TAGS, TITLES, TOPICS, WORDS

_SAID = {
    "work": [*filter(None, TITLES), "Ballerina (2023)"],
    "kind": ["film", "book", "Not a review"],
    "critic": [*filter(None, CRITICS), "Record"],
    "genre": [*GENRES, 'say "no"', "none", "back\\slash", "a(b)"],
    "warning": ["violence", "smoking"],
    "praised": TOPICS,
    "criticised": TOPICS,
    "topic": TOPICS,
    "person": NAMES,
    "director": NAMES,
    "cast": NAMES,
    "title": ["fierce", "slow burn"],
    "file": ["one", "b"],
    "tag": TAGS,
    "is": STATES,
}
_NUMBERS = ["70", ">=70", ">70", "<=79", "<20", "20..79", "80..100", "0", "none"]
_YEARS = ["2023", ">=2023", "<2023", "2020..2023", "none"]
_DATES = ["2023", "2023-10", "2023-10-06", ">2023-10", "<=2023-10-06", "2023-10..2024", "none"]
_LENGTHS = ["<5", ">=5", "1..3", "<300"]


def _values(field: str) -> st.SearchStrategy[Node]:
    said = {"score": _NUMBERS, "year": _YEARS, "date": _DATES, "length": _LENGTHS}.get(field)
    if said:
        return st.sampled_from(said).map(lambda value: value_node(field, value))
    whole = st.sampled_from(list(_SAID[field])).map(lambda value: value_node(field, value))
    if field == "is":
        return whole
    nodes = whole | st.just(Missing(field))
    if FIELDS[field].kind in {FieldKind.NAMED, FieldKind.TEXT}:
        bare = sorted({word for value in _SAID[field] for word in value.split() if not set(word) & set('"()')})
        nodes |= st.sampled_from(bare).map(lambda value: value_node(field, value, quoted=False))
    return nodes


FIELD_NAMES = (*_SAID, "score", "year", "date", "length")
words = st.sampled_from(WORDS) | st.sampled_from(["fierce fearless", "OR", "-dash", 'he said "so"', "genre:x", "7:30", "\\"])
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(text_node, words.filter(lambda text: any(c.isalnum() or c == "★" for c in text)), whole=st.booleans()),
    st.sampled_from(FIELD_NAMES).flatmap(_values),
)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(both),
        st.lists(inner, min_size=1, max_size=3).map(either),
        inner.map(negation),
    ),
    max_leaves=8,
)
sort_keys = st.lists(st.builds(SortKey, st.sampled_from(SORTS), st.booleans()), max_size=2, unique_by=lambda key: key.field)
many_fields = st.frozensets(st.sampled_from(sorted(name for name, field in FIELDS.items() if field.many)), max_size=2)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Queries in normal form, with and without an order and operators."""
    clauses = draw(st.lists(nodes, max_size=4))
    query = Query.empty._with(clauses).sorted_by(*draw(sort_keys))
    for field in sorted(draw(many_fields)):
        query = query.with_operator(field, draw(st.sampled_from(Operator)))
    return query
