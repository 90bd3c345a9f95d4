"""Code points and UTF-16 units: Qt counts the one, Python the other, and this is the only place that converts.

Also the only place that decides which characters cannot be shown as they are: everything maps one to one, so that offsets hold.
"""

from __future__ import annotations

from bisect import bisect_right

# Qt's text engine uses these itself (frame and paragraph marks, embedded objects) or drops them.
_CONTROL = dict.fromkeys((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFDD0, 0xFDD1, 0xFFFC), 0xFFFD)
_BREAKS = dict.fromkeys((0x0A, 0x0D, 0x85, 0x2028, 0x2029), 0x20)
# Direction controls would let a page reorder what stands beside it: shown as a visible mark.
_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_SHOWN = _CONTROL | _BREAKS | _BIDI
_SURROGATES = range(0xD800, 0xE000)


def quoted(text: str, most: int = 60) -> str:
    """The words of a stretch in quotes, on one line, as many as fit ``most`` characters."""
    words = shown(" ".join(text.split()))
    return f"“{words if len(words) <= most else words[:most] + '…'}”"


def shown(text: str) -> str:
    """The text as it can be given to Qt: as many code points as before, line ends as spaces, controls as U+FFFD."""
    result = text.translate(_SHOWN)
    try:
        result.encode()
    except UnicodeEncodeError:
        pass
    else:
        return result
    return "".join("\ufffd" if ord(c) in _SURROGATES else c for c in result)


class Units:
    """Converts offsets in one text between code points and UTF-16 units, in either direction."""

    def __init__(self, text: str) -> None:
        """``text`` as it was given to Qt."""
        narrow = text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
        self._wide = [] if narrow else [i for i, c in enumerate(text) if ord(c) > 0xFFFF]
        # The k-th wide character stands at unit wide[k] + k.
        self._wide_units = [i + k for k, i in enumerate(self._wide)]

    def to_units(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return offset + bisect_right(self._wide, offset - 1)

    def to_points(self, offset: int) -> int:
        """The code point offset of a UTF-16 offset; the middle of a pair counts as its start."""
        return offset - bisect_right(self._wide_units, offset - 1)
