"""Linking alone, on columns that only remember how far they are scrolled: a screen shows ten characters, one to a pixel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.passage_map import PassageMap
from desktop.comparison.rows import compare
from desktop.ui.panes.full_text_link import Link, Linking
from tests.ui.comparing import long_review

if TYPE_CHECKING:
    from desktop.review import Span

REVIEWS = tuple(long_review(name, name.title(), turn=turn) for turn, name in enumerate(("ann", "bo", "cy")))


@dataclass
class Strips:
    """Columns of text, one character a pixel, read at the top of the view."""

    reach: int
    columns: tuple[int, ...] = (0, 1, 2)
    tops: dict[int, int] = field(default_factory=lambda: {0: 0, 1: 0, 2: 0})
    marked: dict[int, Span] = field(default_factory=dict)

    def scrolled(self, column: int) -> int:
        return self.tops[column]

    def scroll_to(self, column: int, pixels: float) -> None:
        self.tops[column] = round(min(max(pixels, 0), self.reach))

    def offset(self, column: int) -> int | None:
        return self.tops[column]

    def show_passage(self, column: int, span: Span, *, at_line: int | None = None) -> None:
        self.tops[column] = span.start if at_line is None else at_line
        self.marked[column] = span

    def clear_mark(self, column: int) -> None:
        self.marked.pop(column, None)


def linked(state: Link) -> tuple[Strips, Linking]:
    strips = Strips(reach=min(len(review.text) for review in REVIEWS))
    linking = Linking(strips)
    linking.link(PassageMap(compare(REVIEWS)), [[p.span for p in review.passages] for review in REVIEWS])
    linking.take_lead(0)
    linking.set_state(state)
    return strips, linking


def read_on(strips: Strips, linking: Linking, to: int) -> None:
    strips.scroll_to(linking.lead, to)
    linking.followed()


def start_of(topic: str, review: int = 0) -> int:
    return next(p.span.start for p in REVIEWS[review].passages if p.topics[0].topic == topic)


def topics_at(strips: Strips, linking: Linking) -> list[str | None]:
    return [linking.topic_at(column) for column in strips.columns]


def test_the_states_go_round() -> None:
    assert [Link.OFF.next, Link.OFFSET.next, Link.TOPIC.next] == [Link.OFFSET, Link.TOPIC, Link.OFF]


def test_off_moves_nothing() -> None:
    strips, linking = linked(Link.OFF)
    read_on(strips, linking, start_of("look"))
    assert (strips.tops[1], strips.tops[2]) == (0, 0)


def test_keep_offset_moves_the_others_by_the_same_distance() -> None:
    strips, linking = linked(Link.OFFSET)
    strips.tops[1] = 500
    linking.calibrate()
    read_on(strips, linking, 120)
    assert (strips.tops[1], strips.tops[2]) == (620, 120)


def test_an_offset_survives_the_end_of_a_text() -> None:
    strips, linking = linked(Link.OFFSET)
    strips.tops[1] = strips.reach - 10
    linking.calibrate()
    read_on(strips, linking, 200)
    assert strips.tops[1] == strips.reach
    read_on(strips, linking, 0)
    assert strips.tops[1] == strips.reach - 10


def test_follow_topic_lands_where_the_others_speak_of_it_and_marks_the_passage() -> None:
    strips, linking = linked(Link.TOPIC)
    read_on(strips, linking, start_of("look") + 200)
    assert topics_at(strips, linking) == ["look", "look", "look"]
    assert set(strips.marked) == {1, 2}


def test_nothing_moves_while_the_topic_stays() -> None:
    strips, linking = linked(Link.TOPIC)
    read_on(strips, linking, start_of("look") + 200)
    strips.tops[1] += 37
    before = dict(strips.tops)
    read_on(strips, linking, strips.tops[0] + 20)
    assert (strips.tops[1], strips.tops[2]) == (before[1], before[2])


def test_taking_the_lead_or_changing_the_state_moves_nothing() -> None:
    strips, linking = linked(Link.TOPIC)
    strips.tops = {0: 10, 1: 2000, 2: 900}
    for state in Link:
        for lead in (1, 2, 0):
            linking.set_state(state)
            linking.take_lead(lead)
    assert strips.tops == {0: 10, 1: 2000, 2: 900}


def test_a_place_that_the_reader_set_beats_the_one_found_while_the_topic_is_read_again() -> None:
    strips, linking = linked(Link.TOPIC)
    read_on(strips, linking, start_of("look") + 200)
    mine = start_of("sound", 1) + 5
    strips.tops[1] = mine
    assert linking.keep(1)
    read_on(strips, linking, 0)
    assert strips.tops[1] != mine
    read_on(strips, linking, start_of("look") + 260)
    assert strips.tops[1] == mine
    assert linking.topic_at(2) == "look"


def test_a_kept_place_works_from_the_other_side_too() -> None:
    strips, linking = linked(Link.TOPIC)
    read_on(strips, linking, start_of("look") + 200)
    here, mine = strips.tops[0], start_of("pacing", 1) + 150
    strips.tops[1] = mine
    linking.keep(1)
    linking.take_lead(1)
    read_on(strips, linking, 0)
    read_on(strips, linking, mine)
    assert strips.tops[0] == here


def test_align_brings_the_others_even_where_the_link_is_off() -> None:
    strips, linking = linked(Link.OFF)
    strips.tops[0] = start_of("pacing") + 200
    linking.align()
    assert topics_at(strips, linking) == ["pacing", "pacing", "pacing"]
    before = dict(strips.tops)
    read_on(strips, linking, 0)
    assert (strips.tops[1], strips.tops[2]) == (before[1], before[2])


def test_a_column_with_nothing_to_say_stays_and_is_told() -> None:
    strips, linking = linked(Link.TOPIC)
    linking.land([1, 2], at=start_of("look"), topic="warnings")
    assert linking.silent == {1, 2}
    assert strips.tops == {0: 0, 1: 0, 2: 0}


def test_one_column_has_nothing_to_keep() -> None:
    strips, linking = linked(Link.TOPIC)
    strips.columns = (0,)
    linking.calibrate()
    assert not linking.keep()


MOVES = st.lists(
    st.tuples(st.sampled_from(("read", "nudge", "state", "lead", "align", "keep")), st.integers(0, 4000)), max_size=25
)


@pytest.mark.parametrize("state", list(Link))
@given(moves=MOVES)
def test_the_column_of_the_reader_is_never_moved_by_the_link(state: Link, moves: list[tuple[str, int]]) -> None:
    strips, linking = linked(state)
    for what, number in moves:
        if what == "read":
            strips.scroll_to(linking.lead, number)
        elif what == "nudge":
            strips.scroll_to(number % 3, strips.tops[number % 3] + 40)
        here, lead = strips.tops[linking.lead], linking.lead
        if what == "read":
            linking.followed()
        elif what == "nudge":
            linking.keep(number % 3)
        elif what == "state":
            linking.set_state(linking.state.next)
        elif what == "lead":
            before = dict(strips.tops)
            linking.take_lead(number % 3)
            assert strips.tops == before
        elif what == "align":
            linking.align()
        else:
            linking.keep()
        assert strips.tops[lead] == here
