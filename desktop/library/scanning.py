"""Which files there are to read: folders searched, everything that is no text named with the reason.

Nothing here writes, waits or follows a circle: a path is looked at with ``lstat`` before it is opened, and opened without
blocking.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_HEAD: Final = 4096  # bytes by which a file is judged
_FIGURES: Final = str.maketrans("123456789", "0" * 9)
# Without waiting: should the file have become a pipe meanwhile, opening must not hang.
_FOR_LOOKING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_ODD: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))  # control characters that text does not have


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was not opened, and why, in words that go on after the path: ``no permission to read it``.

    ``ignored`` marks what nobody expects to be read: hidden files, backup copies, the parts of a saved page, a file seen
    already. All else is trouble.
    """

    path: Path
    reason: str
    ignored: bool = False


class Stamp(NamedTuple):
    """What tells a file from an earlier state of it without reading it: its size and the time of its last change, in ns."""

    size: int
    time: int


@dataclass(frozen=True)
class Scan:
    """The files to read, in reading order, each with its stamp, what was passed over, and the folders that were searched."""

    names: tuple[str, ...]  # of the files, as Path writes them
    stamps: tuple[Stamp, ...]
    skipped: tuple[Skipped, ...]
    folders: tuple[Path, ...] = ()

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The files; of very many, making a Path of each takes longer than finding them."""
        return tuple(map(Path, self.names))


@dataclass(frozen=True, slots=True)
class _Names:
    """What names and beginnings of files say; see ``resources/library/files.toml``."""

    signatures: tuple[tuple[bytes, str], ...]
    first_bytes: frozenset[int]
    backup: tuple[str, ...]
    not_a_page: tuple[str, ...]
    parts_of_page: tuple[str, ...]
    page: tuple[str, ...]


@cache
def _names() -> _Names:
    data = tomllib.loads((RESOURCES / "library" / "files.toml").read_text("utf-8"))
    endings = data["endings"]
    signatures = tuple((bytes.fromhex(each["bytes"]), each["name"]) for each in data["signature"])
    return _Names(
        signatures,
        frozenset(begin[0] for begin, _ in signatures),
        tuple(endings["backup"]),
        tuple(endings["not_a_page"]),
        tuple(endings["parts_of_page"]),
        tuple(data["page"]["endings"]),
    )


def natural_key(text: str) -> tuple[Any, ...]:
    """A key that sorts ``review 9`` before ``review 10``, whatever the case: text and numbers in turn."""
    parts = re.split(r"(\d{1,18})", text.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))


def why(error: OSError) -> str:
    """An operating system's error in words for the reader."""
    if error.errno == errno.ELOOP:
        return "a symbolic link that leads back to itself"
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error)).lower()


def scan(paths: Iterable[Path], cancelled: Callable[[], bool] = lambda: False) -> Scan:
    """The files below the given files and folders: see :class:`Walk`."""
    walk = Walk(paths, cancelled)
    walk.further()
    return walk.scan()


class Walk:
    """A search for the files below some files and folders, which can be made step by step: a slow disk takes its time.

    Order: the paths as given; in a folder, by name with numbers by their value, a folder's files where the folder's name
    stands. A file reached twice is read once. Hidden files, backup copies and files that are no pages by their name are passed
    over in folders, not where they are given themselves.
    """

    def __init__(self, paths: Iterable[Path], cancelled: Callable[[], bool] = lambda: False) -> None:
        #: The files found so far, each with its stamp, in reading order; paths are plain text here, as Path would write them.
        self.files: dict[str, Stamp] = {}
        #: Whether there is nothing more to be found.
        self.ended = False
        self._skipped: list[Skipped] = []
        self._cancelled = cancelled
        self._folders: dict[tuple[int, int], str] = {}
        self._seen: dict[tuple[int, int] | str, str] = {}
        self._steps = self._walked(paths)

    def further(self, files: int | None = None) -> None:
        """Go on until so many more files have been found, or to the end."""
        found = len(self.files)
        wanted = None if files is None else found + files
        for _ in self._steps:
            if wanted is not None and len(self.files) >= wanted:
                return
        self.ended = True

    def scan(self) -> Scan:
        """What has been found so far."""
        folders = tuple(map(Path, self._folders.values()))
        return Scan(tuple(self.files), tuple(self.files.values()), tuple(self._skipped), folders)

    # inside; each yields after every file

    def _walked(self, paths: Iterable[Path]) -> Iterator[None]:
        for path in paths:
            yield from self._given(path)

    def _given(self, path: Path) -> Iterator[None]:
        """A path that the reader named."""
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            self._skip(str(path), _broken_link(str(path), error))
            return
        if stat.S_ISDIR(status.st_mode):
            before = len(self.files), len(self._skipped)
            yield from self._folder(str(path))
            if (len(self.files), len(self._skipped)) == before:
                self._skip(str(path), "an empty folder")
        else:
            self._file(str(path), status)
            yield

    def _skip(self, path: str, reason: str, *, ignored: bool = False) -> None:
        self._skipped.append(Skipped(Path(path), reason, ignored))

    def _file(self, path: str, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            self._skip(path, _special(status.st_mode))
            return
        # Where the system numbers no files, each is taken for another.
        identity = (status.st_dev, status.st_ino) if status.st_ino else path
        first = self._seen.setdefault(identity, path)
        if first is path:
            self.files[path] = Stamp(status.st_size, status.st_mtime_ns)
        elif first != path:
            self._skip(path, f"the same file as {first}", ignored=True)

    def _folder(self, top: str) -> Iterator[None]:
        # A stack of folders that are gone through, not recursion: they can be nested deeper than Python's stack.
        within = [self._worth_visiting(top)]
        while within and not self._cancelled():
            for path, status in within[-1]:
                if stat.S_ISDIR(status.st_mode):
                    within.append(self._worth_visiting(path))
                    break
                self._file(path, status)
                yield
            else:
                within.pop()

    def _worth_visiting(self, folder: str) -> Iterator[tuple[str, os.stat_result]]:
        """What is to be visited in a folder, in its order, unless it has been gone through already."""
        try:
            status = os.stat(folder)  # noqa: PTH116 - a Path for each of many folders takes longer than the look
            first = self._folders.setdefault((status.st_dev, status.st_ino), folder)
            if first is not folder:
                self._skip(folder, f"the same folder as {first}", ignored=True)
                return
            with os.scandir(folder) as found:
                entries = _in_order(list(found))
        except OSError as error:
            self._skip(folder, why(error))
            return
        names: set[str] = set()
        before = "" if folder == os.curdir else folder if folder.endswith(os.sep) else folder + os.sep
        for entry in entries:
            name = entry.name
            try:
                status = entry.stat()
            except OSError as error:
                self._skip(before + name, _broken_link(before + name, error))
                continue
            if stat.S_ISDIR(status.st_mode):
                names = names or {each.name for each in entries}
                reason = _folder_by_name(name, names)
            else:
                reason = _file_by_name(name)
            if reason:
                self._skip(before + name, reason, ignored=True)
            else:
                yield before + name, status


def _broken_link(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError) and os.path.islink(path):  # noqa: PTH114 - plain text here
        return "a symbolic link to nothing"
    return why(error) if isinstance(error, OSError) else "not a possible file name"


def _in_order(entries: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    """What stands in a folder, by :func:`natural_key`."""
    if len({entry.name.translate(_FIGURES) for entry in entries}) <= 1:
        # The same name but for figures, and as many of them: the plain order is the natural one, and much faster.
        entries.sort(key=attrgetter("name"))
    else:
        entries.sort(key=lambda entry: natural_key(entry.name))
    return entries


def _folder_by_name(name: str, names: set[str]) -> str:
    """Why a folder is passed over by its name among the others beside it, or nothing."""
    if name.startswith("."):
        return "hidden"
    known = _names()
    page = next((name.removesuffix(ending) for ending in known.parts_of_page if name.endswith(ending)), None)
    return "the parts of a saved page" if page and any(page + ending in names for ending in known.page) else ""


def _file_by_name(name: str) -> str:
    """Why a file in a folder is passed over by its name, or nothing."""
    if name.startswith("."):
        return "hidden"
    known, lowered = _names(), name.lower()
    if lowered.endswith(known.backup) or (name.startswith("#") and name.endswith("#")):
        return "a backup copy or an unfinished download"
    return "not a page, by its name" if lowered.endswith(known.not_a_page) else ""


_SPECIAL: Final = (
    (stat.S_ISFIFO, "a pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


def _special(mode: int) -> str:
    """Why something that is neither file nor folder is passed over, or nothing."""
    if stat.S_ISREG(mode):
        return ""
    return next((reason for test, reason in _SPECIAL if test(mode)), "not a file")


def why_not_text(path: Path) -> str:
    """Why a file cannot be read as text, or nothing.

    Raises:
        OSError: it cannot be read.
    """
    return look(path, _HEAD)[0]


def look(path: Path | str, most: int) -> tuple[str, bytes]:
    """Why a file cannot be read as text, or nothing; and its first ``most`` bytes: room for many costs time with small files.

    Raises:
        OSError: it cannot be read.
    """
    handle = os.open(path, _FOR_LOOKING)
    try:
        data = os.read(handle, most)
        # A pipe that took the file's place gives nothing.
        reason = "" if data else _special(os.fstat(handle).st_mode)
    finally:
        os.close(handle)
    return reason or _why_no_text(data if len(data) <= _HEAD else data[:_HEAD]), data


def _why_no_text(head: bytes) -> str:
    if not head:
        return "an empty file"
    if head[0] in _names().first_bytes:
        name = next((name for begin, name in _names().signatures if head.startswith(begin)), "")
        if name:
            return f"{name}, not text"
    return "not text" if _is_binary(head) else ""


def _is_binary(head: bytes) -> bool:
    """Whether bytes are no text: many control characters, and not the zeros of UTF-16 or UTF-32."""
    if 0 not in head:
        return len(head) - len(head.translate(None, _ODD)) > 0.02 * len(head)
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) < 0.05 * half and max(even, odd) > 0.4 * half:
        return False
    return len(head) - len(head.translate(None, _ODD)) > 0.02 * len(head)
