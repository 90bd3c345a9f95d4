"""What the system tells of folders in which something has happened, so that only those need be looked at.

On Linux, inotify tells of files written and closed, too, which a plain watch of folders does not (inotify(7)). Elsewhere, and
where it fails, nothing is told. Nobody may rely on it: nothing is told of what happens on another machine's disk.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import struct
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# From <sys/inotify.h>: closed after writing, attributes, moved from and to, made, deleted; the folder itself deleted, moved.
_HAPPENED: Final = 0x008 | 0x004 | 0x040 | 0x080 | 0x100 | 0x200 | 0x400 | 0x800
_ONLY_FOLDERS: Final = 0x0100_0000
_OVERFLOW: Final = 0x4000
_IGNORED: Final = 0x8000
_HEAD: Final = struct.Struct("iIII")  # of each event: the watch, what happened, a cookie, the length of the name behind it
_ROOM: Final = 1 << 16  # bytes of events that are taken at a time
_SHARE: Final = 4  # of the watches that a user may have, we take one in so many at most
_MOST: Final = Path("/proc/sys/fs/inotify/max_user_watches")
_FEW: Final = 1_000  # watches that we take where nobody says how many there may be


class Tidings:
    """Waits for what is told of some folders. :meth:`wake` may be called from any thread, all else from one."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._inotify = _Inotify.made()

    # methods

    def watch(self, folders: Iterable[str]) -> set[str]:
        """Ask to be told of folders, as far as there is room for it; those that were asked for stay. The ones that are new."""
        return self._inotify.watch(folders) if self._inotify is not None else set()

    def wait(self, seconds: float, *, deaf: bool = False) -> None:
        """Wait until something is told, somebody wakes us, or it is time; ``deaf``, whatever is told meanwhile."""
        if self._inotify is not None:
            self._inotify.wait(seconds, deaf=deaf)
        else:
            self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """Let whoever waits go on."""
        self._woken.set()
        if self._inotify is not None:
            self._inotify.wake()

    def told(self) -> set[str] | None:
        """The folders in which something has happened since this was asked last; None where it is not known in which."""
        return self._inotify.told() if self._inotify is not None else set()

    def end(self) -> None:
        """Give back what was taken from the system; nobody may wait any more."""
        if self._inotify is not None:
            self._inotify.end()


class _Inotify:
    """The kernel's own tidings."""

    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._library, self._handle = library, handle
        self._folders: dict[int, str] = {}  # by the numbers of their watches
        self._asked: set[str] = set()
        self._room = _room()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._lock = threading.Lock()  # over the bell, which may be rung when all is over

    @classmethod
    def made(cls) -> _Inotify | None:
        """Tidings of this system; None where it has none to give."""
        if sys.platform != "linux":
            return None
        library = ctypes.CDLL(None)
        handle = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        return cls(library, handle) if handle >= 0 else None

    def watch(self, folders: Iterable[str]) -> set[str]:
        """See :meth:`Tidings.watch`."""
        fresh: set[str] = set()
        for folder in folders:
            if folder in self._asked:
                continue
            if len(self._folders) >= self._room:
                break
            number = self._library.inotify_add_watch(self._handle, os.fsencode(folder), _HAPPENED | _ONLY_FOLDERS)
            if number >= 0:
                self._folders[number] = folder
                fresh.add(folder)
        self._asked |= fresh
        return fresh

    def wait(self, seconds: float, *, deaf: bool) -> None:
        """See :meth:`Tidings.wait`."""
        poll = select.poll()  # not select(), which knows only the first thousand files
        for handle in (self._bell,) if deaf else (self._bell, self._handle):
            poll.register(handle, select.POLLIN)
        poll.poll(max(0.0, seconds) * 1_000)
        with contextlib.suppress(BlockingIOError):  # it was not the bell
            os.eventfd_read(self._bell)

    def wake(self) -> None:
        """See :meth:`Tidings.wake`."""
        with self._lock:
            if self._bell >= 0:
                os.eventfd_write(self._bell, 1)

    def told(self) -> set[str] | None:
        """See :meth:`Tidings.told`."""
        found: set[str] = set()
        known = True
        while events := self._events():
            place = 0
            while place < len(events):
                number, what, _, length = _HEAD.unpack_from(events, place)
                place += _HEAD.size + length
                known = known and not what & _OVERFLOW
                folder = self._folders.get(number)
                if folder is not None:
                    found.add(folder)
                if what & _IGNORED:  # the folder is gone; one that is made in its place is another
                    self._folders.pop(number, None)
                    self._asked.discard(folder or "")
        return found if known else None

    def end(self) -> None:
        """See :meth:`Tidings.end`."""
        with self._lock:
            os.close(self._handle)
            os.close(self._bell)
            self._bell = -1

    def _events(self) -> bytes:
        try:
            return os.read(self._handle, _ROOM)
        except BlockingIOError:
            return b""


def _room() -> int:
    """How many folders we may ask to be told of."""
    try:
        return int(_MOST.read_text("ascii")) // _SHARE
    except (OSError, ValueError):  # no such file, or something else in it
        return _FEW
