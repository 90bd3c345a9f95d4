from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.panes.column_fit import Wish, fitted

HEADLINE = Wish(160, 300)


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    least = draw(st.integers(1, 200))
    return Wish(least, least + draw(st.integers(0, 300)), draw(st.booleans()))


OTHERS = st.lists(wishes(), max_size=7).map(lambda found: list(enumerate(found)))


@given(st.integers(1, 3_000), OTHERS)
def test_the_columns_fill_the_room_and_can_be_read(room: int, others: list[tuple[int, Wish]]) -> None:
    headline, widths = fitted(room, HEADLINE, others)
    assert headline + sum(widths.values()) == room
    assert headline >= min(room, HEADLINE.least)
    known = dict(others)
    assert all(known[column].least <= width <= known[column].liked for column, width in widths.items())


@given(st.integers(1, 3_000), st.integers(0, 500), OTHERS)
def test_columns_come_back_in_one_order_when_there_is_more_room(room: int, more: int, others: list[tuple[int, Wish]]) -> None:
    _, narrow = fitted(room, HEADLINE, others)
    _, wide = fitted(room + more, HEADLINE, others)
    assert list(narrow) == list(range(len(narrow)))
    assert set(narrow) <= set(wide)


@given(st.integers(1, 3_000), OTHERS)
def test_what_the_reader_accepted_stays_as_it_is(room: int, others: list[tuple[int, Wish]]) -> None:
    before = fitted(room, HEADLINE, others)
    accepted = [(column, Wish(wish.least, before[1].get(column, wish.liked), given=True)) for column, wish in others]
    assert fitted(room, HEADLINE, accepted) == before


def test_a_wide_pane_gives_all_their_wish_and_the_rest_to_the_headline() -> None:
    assert fitted(1_000, HEADLINE, [("score", Wish(50, 50)), ("critic", Wish(70, 120))]) == (830, {"score": 50, "critic": 120})


def test_a_narrow_pane_shortens_first_and_drops_then() -> None:
    others = [("score", Wish(50, 50)), ("critic", Wish(70, 120)), ("date", Wish(80, 80))]
    assert fitted(360, HEADLINE, others) == (160, {"score": 50, "critic": 70, "date": 80})
    assert fitted(359, HEADLINE, others)[1].keys() == {"score", "critic"}
    assert fitted(100, HEADLINE, others) == (100, {})


def test_what_is_dragged_goes_before_what_is_only_liked() -> None:
    others = [("critic", Wish(70, 200, given=True)), ("work", Wish(80, 240))]
    assert fitted(460, HEADLINE, others)[1]["critic"] == 200
