from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.theme import SCALES, Look, ThemeChoice, Type, load_theme, palette_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.usefixtures("qapp")
def test_contrast(name: str) -> None:
    c = load_theme(name).colours
    for ground in (c.paper, c.surface, c.raised, c.selected):
        for text in (c.ink, c.quiet, c.accent):
            assert contrast(text, ground) >= 4.5, (name, text.name(), ground.name())
    for ground in (c.paper, c.selected):
        for mark in (c.praise, c.complaint, c.mixed, c.neutral):
            assert contrast(mark, ground) >= 4.5, (name, mark.name(), ground.name())
    for wash in (c.wash, c.wash_here):
        assert contrast(c.ink, wash) >= 4.5, (name, wash.name())
    assert contrast(c.on_accent, c.accent) >= 4.5
    for ground in (c.paper, c.surface):
        assert contrast(c.edge, ground) >= 3.0, (name, ground.name())
        assert contrast(c.accent, ground) >= 3.0, (name, ground.name())


@pytest.mark.usefixtures("qapp")
def test_palette_is_the_theme() -> None:
    theme = load_theme("dark")
    palette = palette_of(theme)
    assert palette.base().color() == theme.colours.paper
    assert palette.text().color() == theme.colours.ink


def test_text_size_goes_in_steps_and_stops_at_the_ends(qtbot: QtBot) -> None:
    look = Look(ThemeChoice.LIGHT, 1.02)
    assert look.scale == 1.0
    body = look.pixels(Type.BODY)
    with qtbot.waitSignal(look.changed):
        look.step_scale(1)
    assert look.pixels(Type.BODY) > body
    look.step_scale(100)
    assert look.scale == SCALES[-1]
    with qtbot.assertNotEmitted(look.changed):
        look.step_scale(1)


def test_theme_changes_once(qtbot: QtBot) -> None:
    look = Look(ThemeChoice.LIGHT)
    with qtbot.waitSignal(look.changed):
        look.choose(ThemeChoice.CONTRAST)
    with qtbot.assertNotEmitted(look.changed):
        look.choose(ThemeChoice.CONTRAST)
