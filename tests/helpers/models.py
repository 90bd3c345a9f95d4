"""Checks of Qt item models: Qt's own tester on every change, and what the model shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel


class ModelTester(Protocol):
    """What pytest-qt's ``qtmodeltester`` offers; the class itself is not typed."""

    def check(self, model: QAbstractItemModel) -> None:
        """Run Qt's tester on the model now, and at each of its signals from now on."""


class ModelValidator:
    """Watches one model.

    Qt's tester follows every insert, remove, move, reset and layout change from the construction on; what it finds is a Qt
    warning, which fails the test (``qt_log_level_fail``). ``signals`` holds the names of the change signals since the last
    :meth:`expect`, so that a test can tell an insert from a reset.
    """

    def __init__(self, tester: ModelTester, model: QAbstractItemModel) -> None:
        tester.check(model)
        self._tester = tester
        self._model = model
        self.signals: list[str] = []
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.rowsMoved.connect(self._on_rows_moved)
        model.modelReset.connect(self._on_model_reset)
        model.layoutChanged.connect(self._on_layout_changed)
        model.dataChanged.connect(self._on_data_changed)

    def rows(self, *columns: int, role: int = 0) -> list[tuple[object, ...]]:
        """The model's top level, a tuple a row: the ``role`` (Qt.DisplayRole) of ``columns``, of all if none is given."""
        wanted: Sequence[int] = columns or range(self._model.columnCount())
        return [tuple(self._model.index(row, column).data(role) for column in wanted) for row in range(self._model.rowCount())]

    def expect(self, rows: Sequence[tuple[object, ...]], *columns: int, role: int = 0, by: Sequence[str] | None = None) -> None:
        """The model passes Qt's tester anew and holds exactly ``rows``; ``by`` names the signals that must have led there."""
        self._tester.check(self._model)
        assert self.rows(*columns, role=role) == list(rows)
        if by is not None:
            assert self.signals == list(by)
        self.signals.clear()

    def _on_rows_inserted(self) -> None:
        self.signals.append("rowsInserted")

    def _on_rows_removed(self) -> None:
        self.signals.append("rowsRemoved")

    def _on_rows_moved(self) -> None:
        self.signals.append("rowsMoved")

    def _on_model_reset(self) -> None:
        self.signals.append("modelReset")

    def _on_layout_changed(self) -> None:
        self.signals.append("layoutChanged")

    def _on_data_changed(self) -> None:
        self.signals.append("dataChanged")


@pytest.fixture
def model_validator(qtmodeltester: ModelTester) -> Callable[[QAbstractItemModel], ModelValidator]:
    """Start watching a model: ``validator = model_validator(model)``."""

    def watch(model: QAbstractItemModel) -> ModelValidator:
        return ModelValidator(qtmodeltester, model)

    return watch
