"""The overview as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.ui.models.overview_marks import Part, Sheet
from desktop.ui.models.overview_model import OverviewModel
from desktop.ui.panes.overview import OverviewPane, OverviewPlace
from desktop.ui.picturing import PICTURES, picture_page, save_overview, to_png, to_svg
from tests.ui.overview_pane import Shown, many
from tests.ui.stage import set_stage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(set_stage(qtbot), qtbot)


def drawn(svg: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(renderer.viewBox().size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_pictures_hold_the_whole_page(shown: Shown) -> None:
    shown.pane.show_reviews(many(12), [], "Many", "12 reviews")
    page = picture_page(shown.stage.look, shown.pane)
    assert page is not None
    svg, png = to_svg(page), QImage.fromData(QByteArray(to_png(page)))
    text = svg.decode()
    for number in range(12):
        assert f"Critic {number}" in text
    for part in Part:
        assert part.value in text
    assert drawn(svg).size() == page.size()
    assert png.size() == page.size() * 2
    paper = shown.stage.look.colours.paper
    assert png.pixelColor(2, 2) == paper
    # The last critic's column of the matrix is not cut off.
    matrix = page.view(Part.TOPICS)
    assert matrix is not None
    assert matrix.horizontalScrollBar().maximum() == 0
    corner = matrix.viewport().mapTo(page, matrix.visualRect(matrix.marks.index(0, 11)).topLeft())
    cell = png.copy(QRect(corner * 2, matrix.visualRect(matrix.marks.index(0, 11)).size() * 2))
    colours = {cell.pixelColor(QPoint(x, cell.height() // 2)).name() for x in range(cell.width())}
    assert shown.stage.look.colours.praise.name() in colours
    page.deleteLater()


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("b.PNG", b"\x89PNG"), ("c", b"<?xml")])
def test_saved_by_the_ending_of_the_name(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()

    def choose(*_: object) -> tuple[str, str]:
        return str(folder / name), f"{PICTURES['.svg'][0]} (*.svg)"

    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", choose)
    said: list[str] = []
    save_overview(shown.stage.window, shown.stage.look, shown.pane, said.append)
    (path,) = folder.iterdir()
    assert path.name == (name if "." in name else f"{name}.svg")
    assert path.read_bytes().startswith(start)
    assert said == [f"Saved as {path}"]


def test_a_folder_that_is_not_there_is_told(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = str(tmp_path / "gone" / "a.svg")
    monkeypatch.setattr("desktop.ui.exporting.QFileDialog.getSaveFileName", lambda *_: (chosen, ""))
    said: list[str] = []
    save_overview(shown.stage.window, shown.stage.look, shown.pane, said.append)
    assert "could not be saved" in said[0]
    assert not (tmp_path / "gone").exists()


def test_nothing_shown_is_nothing_saved(qtbot: QtBot) -> None:
    stage = set_stage(qtbot)
    pane = OverviewPane(stage.look, stage.commands, stage.window)
    said: list[str] = []
    save_overview(stage.window, stage.look, pane, said.append)
    assert said == ["There is no overview to save"]
    assert pane.spoken() == ""
    assert isinstance(pane.place(), OverviewPlace)
    assert OverviewModel(Sheet(Part.NAMES, "")).columnCount() == 0
