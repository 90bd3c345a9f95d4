"""Memory that is free again is given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Give back what was freed, where the system's own library keeps it for later (glibc's malloc_trim; a few milliseconds).

    Loading a large library frees as much as it keeps, in many small pieces between what stays.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
