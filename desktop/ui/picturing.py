"""Saving an overview as a picture: SVG, whose words stay words, or PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from desktop.ui.exporting import ask_path, save
from desktop.ui.panes.overview_page import OverviewPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.panes.overview import OverviewPane
    from desktop.ui.theme import Look

_SHARP = 2  # device pixels to one of the page
_PER_INCH = 96  # pixels of the page, as in a style sheet
_LARGEST = 30_000  # device pixels: QImage holds no more than 32,767 in a direction


def save_overview(window: QWidget, look: Look, pane: OverviewPane, say: Callable[[str], None]) -> None:
    """Ask where to, and save the overview shown as the picture that the name's ending asks for."""
    page = picture_page(look, pane)
    if page is None:
        say("There is no overview to save")
        return
    path = ask_path(window, "Save the overview", "overview", PICTURES, say)
    if path is not None:
        save(path, lambda: PICTURES[path.suffix.lower()][1](page), say)
    page.deleteLater()


def picture_page(look: Look, pane: OverviewPane) -> OverviewPage | None:
    """The page of a pane set anew, wide enough for all of it, in the look in force; None where nothing is shown."""
    if pane.overview is None:
        return None
    page = OverviewPage(look, pane.overview, pane.title, pane.note)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    width = page.natural_width()
    page.resize(width, page.heightForWidth(width))
    # Only a page that was shown has all its parts set; with the attribute above nobody sees it.
    page.show()
    page.settle()
    page.resize(width, page.heightForWidth(width))
    return page


def to_svg(page: QWidget) -> bytes:
    """The page as SVG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(page.size())
    generator.setViewBox(QRect(QPoint(), page.size()))
    generator.setResolution(_PER_INCH)
    generator.setTitle("Overview")
    painter = QPainter(generator)
    _draw(page, painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def to_png(page: QWidget) -> bytes:
    """The page as PNG, at twice its size where that is not beyond all bounds."""
    longest = max(page.width(), page.height())
    scale = min(float(_SHARP), _LARGEST / longest)
    image = QImage(QSize(round(page.width() * scale), round(page.height() * scale)), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(scale, scale)
    _draw(page, painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


PICTURES: dict[str, tuple[str, Callable[[QWidget], bytes]]] = {
    ".svg": ("Scalable picture", to_svg),
    ".png": ("Picture", to_png),
}


def _draw(page: QWidget, painter: QPainter) -> None:
    painter.fillRect(page.rect(), page.palette().window())
    page.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
