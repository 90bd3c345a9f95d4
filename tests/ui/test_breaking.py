from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout

from desktop.ui.breaking import alike, fill_line, short_word_parted, unbroken
from desktop.ui.units import Units

pytestmark = pytest.mark.usefixtures("qapp")


def lines(text: str, width: float) -> list[str]:
    layout, units = QTextLayout(text), Units(text)
    found = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        fill_line(line, width, text, units)
        first = units.to_points(line.textStart())
        found.append(text[first : units.to_points(line.textStart() + line.textLength())])
    layout.endLayout()
    return found


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_a_short_name_is_not_parted_at_its_hyphen(width: int) -> None:
    found = lines("\U0001f3ac The friend of Ok-ju is Min-hee, and Ok-ju will not let it rest.", width)
    assert "".join(found).count("Ok-ju") == 2
    assert sum(line.count("Ok-ju") for line in found) == 2
    assert sum(line.count("Min-hee") for line in found) == 1


def test_a_long_compound_may_be_parted() -> None:
    assert short_word_parted("an extraordinarily-long-compound word", 19) is None


def test_a_word_wider_than_the_line_is_parted_nonetheless() -> None:
    assert "".join(lines("Ok-ju", 12)) == "Ok-ju"


@given(st.text() | st.text(alphabet="ab-\N{HYPHEN} 1"))
def test_unbroken_words_are_the_same_but_for_their_hyphens(text: str) -> None:
    assert len(unbroken(text)) == len(text)
    assert alike(unbroken(text)) == alike(text)
    assert unbroken(unbroken(text)) == unbroken(text)


def test_only_short_words_are_kept_together() -> None:
    assert unbroken("Ok-ju – extraordinarily-long-compound, 2020-21 -a a-") == (
        "Ok\N{NON-BREAKING HYPHEN}ju – extraordinarily-long-compound, 2020-21 -a a-"
    )


@given(st.text(), st.floats(20, 300))
def test_no_letter_is_lost(text: str, width: float) -> None:
    line = text.replace("\n", " ").replace("\r", " ").replace("\u2028", " ").replace("\u2029", " ").replace("\x00", " ")
    assert "".join(lines(line, width)) == line
