"""The process in which a large or suspicious page is read: HTML on standard input, the page as JSON on standard output.

The process limits its own memory and processor time before it looks at the page.
"""

from __future__ import annotations

import json
import sys

from desktop.reading.html import read_html
from desktop.reading.saved_page import plain_of

_MEMORY = 300 * 1024 * 1024  # bytes


def _limit(seconds: int) -> None:
    if sys.platform == "win32":  # no such limits there: the time-out of the caller has to do
        return
    import resource  # noqa: PLC0415  exists on POSIX only

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


def main() -> None:
    """Read one page, in as many seconds of processor time as the command line says."""
    _limit(int(sys.argv[1]))
    source = sys.stdin.buffer.read().decode("utf-8", "replace")
    json.dump(plain_of(read_html(source)), sys.stdout)


if __name__ == "__main__":
    main()
