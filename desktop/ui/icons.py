"""The program's own icons: SVG files of one stroke colour, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from desktop.ui.theme import Colours

_SIZES = (16, 20, 24, 32, 40, 48)


@cache
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """One icon, ``size`` device pixels square; OSError where there is no such icon."""
    image, key = QPixmap(), f"diptych/{name}/{colour.name()}/{size}"
    if QPixmapCache.find(key, image):  # every change of the look asks for all of them
        return image
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode()))
    image = QPixmap(QSize(size, size))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, image)
    return image


def icon(name: str, colours: Colours) -> QIcon:
    """An icon in ink, in accent where it is checked, in quiet ink where it is disabled."""
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(pixmap(name, colours.ink, size), QIcon.Mode.Normal, QIcon.State.Off)
        result.addPixmap(pixmap(name, colours.accent, size), QIcon.Mode.Normal, QIcon.State.On)
        result.addPixmap(pixmap(name, colours.edge, size), QIcon.Mode.Disabled, QIcon.State.Off)
    return result
