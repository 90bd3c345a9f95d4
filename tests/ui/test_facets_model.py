from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.library.facets import Facet, FacetValue, FacetValues
from desktop.library.query import FacetState, Operator, Query
from desktop.ui.models.facets_model import FIRST, LONG, STEP, FacetsModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from desktop.ui.models.facet_lines import Entry
    from tests.helpers.models import ModelValidator

    Watch = Callable[[FacetsModel], ModelValidator]

OFF, INCLUDE, EXCLUDE = FacetState.OFF, FacetState.INCLUDE, FacetState.EXCLUDE


def facet(field: str, *values: tuple[str, int] | tuple[str, int, FacetState], operator: Operator = Operator.ANY) -> Facet:
    rows = tuple(FacetValue(value[0], value[0].title(), value[1], value[2] if len(value) > 2 else OFF) for value in values)
    return Facet(field, field.title(), operator, FacetValues.of(rows), many=True)


def many(number: int = 30, *, active: str = "") -> Facet:
    """Values v00, v01 …; the later ones have more reviews."""
    return facet("person", *((f"v{i:02}", i, INCLUDE if f"v{i:02}" == active else OFF) for i in range(number)))


GENRES = facet("genre", ("action", 3), ("drama", 2), ("noir", 0))


@pytest.fixture
def model(qapp: QApplication) -> FacetsModel:
    return FacetsModel(qapp)


def lines(model: FacetsModel, field: str, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    heading = model.heading_index(field)
    return [model.index(row, 0, heading).data(role) for row in range(model.rowCount(heading))]


def test_counts_and_states_change_in_place(model: FacetsModel, model_validator: Watch) -> None:
    model.show_facets([GENRES, facet("tag")])
    watched = model_validator(model)
    watched.expect([("Genre",)], by=[])  # a facet without any value is left out
    drama = QPersistentModelIndex(model.value_index("genre", "drama"))
    model.show_facets([facet("genre", ("action", 1), ("drama", 2, INCLUDE), ("noir", 0))])
    assert watched.signals == ["dataChanged", "dataChanged"]  # the heading, and the lines from action to drama
    assert drama.data(Qt.ItemDataRole.AccessibleTextRole) == "Drama, 2 reviews, included"
    assert lines(model, "genre") == ["Action", "Drama", "Noir"]
    watched.signals.clear()
    model.show_facets([facet("genre", ("action", 1), ("drama", 2, INCLUDE), ("noir", 0))])
    assert watched.signals == []


def test_values_that_come_and_go_leave_the_others_alone(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    model.show_facets([GENRES])
    drama = QPersistentModelIndex(model.value_index("genre", "drama"))
    watched.signals.clear()
    model.show_facets([facet("genre", ("drama", 2), ("horror", 1), ("noir", 0))])
    assert watched.signals == ["rowsRemoved", "rowsInserted"]
    assert lines(model, "genre") == ["Drama", "Horror", "Noir"]
    assert drama.isValid()
    assert drama.row() == 0
    model.show_facets([facet("genre", ("noir", 2), ("drama", 2))])  # another order
    assert lines(model, "genre") == ["Noir", "Drama"]
    watched.expect([("Genre",)])


def test_facets_that_come_and_go_and_change_places(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    critic = facet("critic", ("ann", 1))
    model.show_facets([critic, GENRES])
    action = QPersistentModelIndex(model.value_index("genre", "action"))
    model.show_facets([GENRES])
    watched.expect([("Genre",)])
    model.show_facets([critic, GENRES, many()])
    watched.expect([("Critic",), ("Genre",), ("Person",)])
    assert action.isValid()
    assert model.parent(model.index(action.row(), 0, model.heading_index("genre"))).row() == 1
    model.show_facets([many(), GENRES])
    watched.expect([("Person",), ("Genre",)])
    model.show_facets([])
    watched.expect([])


def test_a_long_facet_shows_its_largest_values_in_order(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    model.show_facets([many()])
    assert lines(model, "person") == [
        "",
        *(f"V{i}" for i in range(30 - FIRST, 30)),
        f"{30 - FIRST} more, {30 - FIRST - 1} listed",
    ]
    model.show_more("person")
    assert lines(model, "person") == ["", *(f"V{i:02}" for i in range(30))]
    watched.expect([("Person",)])
    assert FIRST + STEP > 30 > LONG


def test_more_brings_first_what_the_list_holds(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    model.show_facets([many(90)])
    assert lines(model, "person")[-1] == f"{90 - FIRST} more, {90 - FIRST - 1} listed"  # v00 has no reviews
    watched.expect([("Person",)])
    watched.signals.clear()
    few = facet("person", *((f"v{i:02}", 2 if i in {3, 40, 85} else 0) for i in range(90)))
    model.show_facets([few])
    assert lines(model, "person") == ["", *(f"V{i}" for i in range(90 - FIRST, 90)), f"{90 - FIRST} more, 2 listed"]
    assert "dataChanged" in watched.signals
    assert lines(model, "person", Qt.ItemDataRole.AccessibleTextRole)[-1] == (
        f"{90 - FIRST} more values, 2 of them with reviews in the list, show them"
    )
    model.show_more("person")
    assert lines(model, "person")[1:3] == ["V03", "V40"]
    assert lines(model, "person")[-1] == f"{90 - FIRST - 2} more, 0 listed"
    model.show_facets([facet("person", *((f"v{i:02}", 2 if i in {40, 50} else 0) for i in range(90)))])
    assert lines(model, "person")[1:3] == ["V03", "V40"], "what stands there stays"
    model.show_more("person")
    assert lines(model, "person")[1:3] == ["V40", "V50"]
    model.show_more("person")
    assert len(lines(model, "person")) == 1 + FIRST + STEP + 1 + 1, "then the others"
    watched.expect([("Person",)])


def test_what_was_active_stays_where_it_is(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    model.show_facets([many(active="v03")])
    assert lines(model, "person")[1] == "V03"
    model.show_facets([many()])
    assert lines(model, "person")[1] == "V03"  # cleared, but it does not vanish from under the reader
    watched.expect([("Person",)])
    model.show_facets([facet("person", *((f"w{i:02}", i) for i in range(30)))])  # another folder
    assert "V03" not in lines(model, "person")
    watched.expect([("Person",)])


def test_a_facet_s_own_filter(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    model.show_facets([many(), GENRES])
    model.set_needle("person", "v1")
    assert lines(model, "person") == ["", *(f"V{i}" for i in range(10, 10 + FIRST)), "2 more"]
    model.show_more("person")
    assert lines(model, "person") == ["", *(f"V{i}" for i in range(10, 20))]
    model.set_needle("person", "zz")
    assert lines(model, "person") == [""]
    model.set_needle("person", "")
    assert len(lines(model, "person")) == FIRST + 2
    watched.expect([("Person",), ("Genre",)])


def test_an_edited_query_shows_before_the_counts_are_known(model: FacetsModel, model_validator: Watch) -> None:
    watched = model_validator(model)
    model.show_facets([GENRES, many()])
    watched.signals.clear()
    query = Query.empty.with_state("genre", "drama", EXCLUDE).with_operator("genre", Operator.ALL)
    model.restate(query)
    assert lines(model, "genre", Qt.ItemDataRole.AccessibleTextRole)[1] == "Drama, 2 reviews, excluded"
    assert "all of its values, 1 chosen" in str(model.heading_index("genre").data(Qt.ItemDataRole.AccessibleTextRole))
    assert set(watched.signals) == {"dataChanged"}
    model.restate(Query.empty)
    assert lines(model, "genre", Qt.ItemDataRole.AccessibleTextRole)[1] == "Drama, 2 reviews, off"
    watched.expect([("Genre",), ("Person",)])


def test_what_a_screen_reader_says(model: FacetsModel) -> None:
    model.show_facets([facet("genre", ("action", 1, INCLUDE), ("noir", 0)), many()])
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.heading_index("genre").data(spoken) == "Genre, any of its values, 1 chosen"
    assert lines(model, "genre", spoken) == ["Action, 1 review, included", "Noir, 0 reviews, off"]
    assert lines(model, "person", spoken)[0] == "Filter the values of Person"
    assert lines(model, "person", spoken)[-1] == "22 more values, 21 of them with reviews in the list, show them"


def test_a_line_that_is_going_can_still_be_asked(model: FacetsModel) -> None:
    """Views ask for lines between the first and the last removal of a change."""
    model.show_facets([GENRES])
    seen: list[Entry | None] = []

    def ask() -> None:
        heading = model.heading_index("genre")
        seen.extend(model.entry(model.index(row, 0, heading)) for row in range(model.rowCount(heading)))

    model.rowsRemoved.connect(ask)
    model.show_facets([facet("genre", ("drama", 1))])  # noir goes, then action
    assert [entry.value.value for entry in seen if entry is not None and entry.value is not None] == [
        "action",
        "drama",
        "drama",
    ]


def test_unknown_facets_are_said_so(model: FacetsModel) -> None:
    with pytest.raises(KeyError):
        model.heading_index("genre")
