from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.units import Units, shown


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(), st.data())
def test_units_agree_with_the_encoding(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    units = Units(text)
    assert units.to_units(at) == utf16(text[:at])
    assert units.to_points(units.to_units(at)) == at


def test_the_middle_of_a_pair_is_its_start() -> None:
    units = Units("a😀b")
    assert [units.to_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@given(st.text(alphabet=st.characters()))
def test_shown_keeps_every_place(text: str) -> None:
    result = shown(text)
    assert len(result) == len(text)
    assert not set(result) & {"\0", "\n", "\r", "\u2028", "\u2029", "\u202e", "\ufdd0", "\ufffc"}
    result.encode("utf-8")  # no lone surrogates


def test_direction_controls_are_visible() -> None:
    assert shown("a\u202ebc") == "a\ufffdbc"
