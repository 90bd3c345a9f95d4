"""A logged warning that the test did not announce fails the test."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator


class LogWatch(logging.Handler):
    """Collects warnings and errors; those that :meth:`expect` announced are taken off again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.stray: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.stray.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    @contextmanager
    def expect(self, pattern: str) -> Iterator[None]:
        """At least one warning or error that matches ``pattern`` (searched) must be logged inside the block."""
        before = len(self.stray)
        yield
        fresh = self.stray[before:]
        strange = [line for line in fresh if not re.search(pattern, line)]
        assert len(strange) < len(fresh), f"no log line matches {pattern!r} in {fresh}"
        self.stray[before:] = strange


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fail the test for stray warnings; ask for it by name to announce one: ``with log_watch.expect("damaged"):``."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if watch.stray:
        pytest.fail("logged without being expected:\n" + "\n".join(watch.stray))
