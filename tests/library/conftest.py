"""What tests of loading begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.library import processes
from desktop.library.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six files are so many that processes read them."""
    monkeypatch.setattr(processes, "FEW", 6)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Store]:
    """An empty cache."""
    opened = Store(tmp_path / "cache")
    yield opened
    opened.close()
