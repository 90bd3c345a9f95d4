"""What was freed goes back to the system."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from desktop.library.memory import give_back


def held() -> int:
    """The pages of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1])


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries give memory back by themselves, or cannot")
def test_what_was_freed_between_what_stays_is_given_back() -> None:
    pieces = [bytes(600) for _ in range(100_000)]
    full = held()
    kept = pieces[::500]
    pieces.clear()
    give_back()
    freed = full - held()
    assert freed > 0.5 * 100_000 * 600 / 4096
    assert len(kept) == 200
