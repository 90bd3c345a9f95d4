"""How the program looks: colours from resources/themes, the type scale, and the reader's text size.

A :class:`Look` is made once, by the composition root, and handed to everything that paints. It is the one owner of the theme
and of the text size, and says when either changed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES

SERIFS = ("Source Serif 4", "Charter", "Georgia", "Noto Serif", "DejaVu Serif")
UNIT = 4  # pixels: every distance is a multiple of it
SCALES = (0.75, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5)


class ThemeChoice(StrEnum):
    """What the reader asked for; SYSTEM follows the desktop where it says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Type(StrEnum):
    """The steps of the type scale; see :data:`SIZES`."""

    META = "meta"
    INTERFACE = "interface"
    BODY = "body"
    SECTION = "section"
    HEADLINE = "headline"


SIZES = {Type.META: 12, Type.INTERFACE: 13, Type.BODY: 17, Type.SECTION: 20, Type.HEADLINE: 26}  # pixels at scale 1


@dataclass(frozen=True, slots=True)
class Colours:
    """The named colours of a theme; the names are explained in resources/themes/light.toml."""

    paper: QColor
    surface: QColor
    raised: QColor
    ink: QColor
    quiet: QColor
    hairline: QColor
    edge: QColor
    accent: QColor
    on_accent: QColor
    selected: QColor
    wash: QColor
    wash_here: QColor
    praise: QColor
    complaint: QColor
    mixed: QColor
    neutral: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as it stands in its file."""

    id: str
    name: str
    dark: bool
    colours: Colours


@cache
def load_theme(theme_id: str) -> Theme:
    """The theme ``resources/themes/<theme_id>.toml``; KeyError or OSError where the program's own data is damaged."""
    with (RESOURCES / "themes" / f"{theme_id}.toml").open("rb") as file:
        data = tomllib.load(file)
    colours = Colours(**{f.name: QColor(data["colours"][f.name]) for f in fields(Colours)})
    return Theme(theme_id, data["name"], data["dark"], colours)


def palette_of(theme: Theme) -> QPalette:
    """The Fusion palette of a theme."""
    c = theme.colours
    palette = QPalette()
    role = QPalette.ColorRole
    group = QPalette.ColorGroup
    for which, colour in (
        (role.Window, c.surface),
        (role.WindowText, c.ink),
        (role.Base, c.paper),
        (role.AlternateBase, c.surface),
        (role.Text, c.ink),
        (role.Button, c.surface),
        (role.ButtonText, c.ink),
        (role.BrightText, c.accent),
        (role.ToolTipBase, c.raised),
        (role.ToolTipText, c.ink),
        (role.PlaceholderText, c.quiet),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Accent, c.accent),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent),
        (role.Light, c.raised),
        (role.Midlight, c.surface),
        (role.Mid, c.hairline),
        (role.Dark, c.edge),
        (role.Shadow, c.edge),
    ):
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, c.quiet)
    return palette


class Look(QObject):
    """The look of the window now: a theme and a text scale."""

    changed = Signal()

    def __init__(self, choice: ThemeChoice = ThemeChoice.SYSTEM, scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._scale = nearest_scale(scale)
        self._theme = load_theme(self._wanted())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    # properties

    @property
    def choice(self) -> ThemeChoice:
        """What the reader asked for."""
        return self._choice

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return self._theme.colours

    @property
    def scale(self) -> float:
        """The text scale: 1 is the size of :data:`SIZES`."""
        return self._scale

    # methods

    def pixels(self, step: Type) -> int:
        """The size of a step of the type scale, in pixels, at the reader's text size."""
        return max(8, round(SIZES[step] * self._scale))

    def sans(self, step: Type = Type.INTERFACE, *, bold: bool = False) -> QFont:
        """The interface's font at a step of the scale."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.pixels(step))
        font.setBold(bold)
        return font

    def figures(self, step: Type = Type.INTERFACE, *, bold: bool = False) -> QFont:
        """The interface's font with figures of equal width, for tables and scores."""
        font = self.sans(step, bold=bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def serif(self, step: Type = Type.BODY, *, bold: bool = False) -> QFont:
        """The reading font at a step of the scale."""
        font = QFont()
        font.setFamilies(list(reading_families()))
        font.setPixelSize(self.pixels(step))
        font.setBold(bold)
        return font

    def apply(self, application: QApplication) -> None:
        """Set the application's palette to the theme in force."""
        application.setPalette(palette_of(self._theme))

    def choose(self, choice: ThemeChoice) -> None:
        """Take another theme."""
        self._choice = choice
        self._take(self._wanted())

    def set_scale(self, scale: float) -> None:
        """Take another text size; the nearest of :data:`SCALES` is used."""
        scale = nearest_scale(scale)
        if scale != self._scale:
            self._scale = scale
            self.changed.emit()

    def step_scale(self, by: int) -> None:
        """Go ``by`` steps along :data:`SCALES`, staying within it."""
        here = SCALES.index(self._scale)
        self.set_scale(SCALES[min(max(here + by, 0), len(SCALES) - 1)])

    def _wanted(self) -> str:
        if self._choice is not ThemeChoice.SYSTEM:
            return self._choice.value
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _take(self, theme_id: str) -> None:
        if theme_id != self._theme.id:
            self._theme = load_theme(theme_id)
            self.changed.emit()

    # slots

    @Slot()
    def _system_changed(self) -> None:
        self._take(self._wanted())


def nearest_scale(scale: float) -> float:
    """The entry of :data:`SCALES` nearest to ``scale``."""
    return min(SCALES, key=lambda step: abs(step - scale))


@cache
def reading_families() -> tuple[str, ...]:
    """The serif families of :data:`SERIFS` that this machine has, then the generic one."""
    have = set(QFontDatabase.families())
    return (*(family for family in SERIFS if family in have), "serif")
