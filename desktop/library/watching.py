"""What has changed on the disk since it was last looked at, found out without opening a file.

A look costs one listing of each folder and one ``stat`` of each file. Only where names have come or gone is the whole scan
made again, which knows what is a page and in which order pages stand.
"""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from desktop.library.scanning import Stamp, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from desktop.library.scanning import Scan

#: Seconds after which something that was found in motion is looked at again, and how often at most.
SETTLING: Final = 0.2
ROUNDS: Final = 3
# Clocks of files go in steps of some milliseconds: within this time, in ns, a file may change again and look the same.
_FRESH: Final = 50_000_000

# What tells a file from an earlier state of it, in one number: its size, and the times at which its content and anything about
# it changed. The last one tells of a file put in the place of another with its size and time kept; a file's number would, too,
# but some systems make numbers up anew. It is no tuple: very many of them, made at every look, would wake the garbage
# collector, which stops everything.
_Sign: TypeAlias = int
# Names and signs, by folder; under "" the paths that were given themselves.
_View: TypeAlias = "dict[str, dict[str, _Sign]]"

_UNTRUSTED: Final[_Sign] = 0  # a file that may look the same and be another; files have numbers above this
_FOLDER: Final[_Sign] = -1  # what is in it, is looked at in its own place
_BROKEN: Final[_Sign] = -2  # a link to nothing, or nothing that we may look at
_POSITIVE: Final = (1 << 62) - 1
_GIVEN: Final = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What has become of the files between two looks; ``scan`` is what there is now."""

    scan: Scan
    added: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()

    @property
    def to_read(self) -> tuple[Path, ...]:
        """The files that have to be read, or read again."""
        return (*self.changed, *self.added)


class Lookout:
    """Looks again and again at the same files and folders; each look tells what has changed since the one before.

    Paths that do not exist are looked for all the same: they may come back.
    """

    def __init__(self, roots: Sequence[Path], known: Scan) -> None:
        """``known`` is the scan with which the files were read first."""
        self._roots = tuple(roots)
        self._scan = known
        self._view: _View | None = None  # not looked yet
        #: Seconds that going through all files took the last time: on the clock, and of the processor.
        self.taken = 0.0
        self.worked = 0.0

    @property
    def folders(self) -> Iterator[str]:
        """The folders in which something may happen that a look would find."""
        yield from map(str, self._scan.folders)
        yield from {str(root.parent) for root in self._roots if root not in self._scan.folders}

    def look(
        self,
        wait: Callable[[float], bool] = lambda _: True,
        cancelled: Callable[[], bool] = lambda: False,
        within: AbstractSet[str] | None = None,
    ) -> Difference | None:
        """What has changed since the last look; None where nothing has.

        Args:
            wait: called with seconds to wait where something has just changed, so that a file written in steps, or deleted
                and written anew, is not told of at every step. Says whether to go on.
            cancelled: asked often; once it says yes, None is returned and the next look begins where this one did.
            within: folders outside of which nothing is looked at, if given: something is known to have happened in them.
        """
        view = self._looked_at(cancelled, within)
        if view is None or view == self._view:
            return None
        if not self._is_news(view):
            self._view = view
            return None
        for _ in range(ROUNDS):
            if not wait(SETTLING):
                return None
            before, view = view, self._looked_at(cancelled, within)
            if view is None:
                return None
            if view == before:
                break
        return self._difference(view, cancelled)

    def differs(self, files: Iterable[Path]) -> bool:
        """Whether any of a few files looks other than at the last look."""
        view = self._view
        if view is None:
            return False
        for file in files:
            known = view.get(str(file.parent), {}).get(file.name, view[_GIVEN].get(str(file)))
            if known is not None and known != _sign(file):
                return True
        return False

    # inside

    def _looked_at(self, cancelled: Callable[[], bool], within: AbstractSet[str] | None) -> _View | None:
        """What can be seen now; None where it was cancelled."""
        if within is not None and self._view is not None:
            return self._looked_into(within, dict(self._view))
        begun, worked = time.monotonic(), time.thread_time()
        given: dict[str, _Sign] = {}
        view: _View = {_GIVEN: given}
        folders = dict.fromkeys(map(str, self._scan.folders))
        for root in self._roots:
            sign = _sign(root)
            if sign is not None:
                given[str(root)] = sign
            if sign == _FOLDER:
                folders[str(root)] = None
        for folder in folders:
            if cancelled():
                return None
            names = _names_in(folder)
            if names is not None:
                view[folder] = names
        self.taken, self.worked = time.monotonic() - begun, time.thread_time() - worked
        return view

    def _looked_into(self, folders: AbstractSet[str], view: _View) -> _View:
        """The view with what can be seen now in some of its folders."""
        for folder in folders & {*view, *map(str, self._scan.folders)}:
            names = _names_in(folder)
            if names is None:
                view.pop(folder, None)
            else:
                view[folder] = names
        beside = [root for root in self._roots if str(root.parent) in folders]
        if beside:
            signs = view[_GIVEN] | {str(root): _sign(root) for root in beside}
            view[_GIVEN] = {path: sign for path, sign in signs.items() if sign is not None}
        return view

    def _is_news(self, view: _View) -> bool:
        """Whether a first view differs from what the files were read with; every later one that is not the same does."""
        return self._view is not None or self._regrouped(view) or bool(self._restamped(view))

    def _difference(self, view: _View, cancelled: Callable[[], bool]) -> Difference | None:
        before = self._scan
        altered = self._restamped(view)
        now = scan(self._roots, cancelled) if self._regrouped(view) else before
        if cancelled():
            return None
        # A folder that was found just now was not in the view: the next look will find it new, and miss nothing.
        self._scan, self._view = now, view
        for path in altered:
            _distrust_if_fresh(view, path)
        if now is before:
            there = frozenset(before.files)
            changed = tuple(path for path in altered if path in there)
            return Difference(now, changed=changed) if changed else None
        old, new = dict.fromkeys(before.files), dict.fromkeys(now.files)
        difference = Difference(
            now,
            added=tuple(path for path in new if path not in old),
            changed=tuple(path for path in altered if path in old and path in new),
            gone=tuple(path for path in old if path not in new),
        )
        return difference if difference.to_read or difference.gone or now.skipped != before.skipped else None

    def _regrouped(self, view: _View) -> bool:
        """Whether names have come or gone, or are something else now: what there is to read must be found out anew."""
        before = self._view
        if before is not None:
            return before.keys() != view.keys() or any(_regrouped(before[folder], names) for folder, names in view.items())
        known = frozenset(self._scan.names)
        others = frozenset(map(str, (*self._scan.folders, *self._roots, *(each.path for each in self._scan.skipped))))
        found = {path for path, sign in _paths(view) if sign != _FOLDER or path not in others}
        return not known <= found <= known | others

    def _restamped(self, view: _View) -> list[Path]:
        """The files that look other than before, those that are new included."""
        before = self._view
        if before is None:
            stamps = zip(self._scan.names, self._scan.stamps, strict=True)
            return [path for name, stamp in stamps if _stamp(path := Path(name)) not in (None, stamp)]
        altered: dict[str, dict[str, _Sign]] = {
            folder: dict(names.items() - before.get(folder, {}).items())
            for folder, names in view.items()
            if names != before.get(folder)
        }
        return [Path(path) for path, sign in _paths(altered) if sign >= 0]


def _paths(view: Mapping[str, Mapping[str, _Sign]]) -> Iterable[tuple[str, _Sign]]:
    """Each path, written as Path writes it, and its sign."""
    for folder, names in view.items():
        place = folder if folder in (_GIVEN, os.curdir) else os.path.join(folder, "")  # noqa: PTH118 - fifty thousand times
        before = "" if place == os.curdir else place
        for name, sign in names.items():
            yield before + name, sign


def _regrouped(before: Mapping[str, _Sign], now: Mapping[str, _Sign]) -> bool:
    if before == now:
        return False
    if before.keys() != now.keys():
        return True
    return any(min(sign, now[name]) < 0 and sign != now[name] for name, sign in before.items())


def _distrust_if_fresh(view: _View, path: Path) -> None:
    """Let a file that has only just changed seem changed at the next look, too."""
    names, name = view[_GIVEN], str(path)
    if name not in names:
        names, name = view.get(str(path.parent), {}), path.name
    try:
        touched = path.stat().st_ctime_ns
    except OSError:  # gone meanwhile: the next look will tell
        return
    if name in names and time.time_ns() - touched < _FRESH:
        names[name] = _UNTRUSTED


def _names_in(folder: str) -> dict[str, _Sign] | None:
    """The names in a folder with their signs, hidden ones left out; None where it cannot be looked into."""
    names: dict[str, _Sign] = {}
    try:
        with os.scandir(folder) as found:
            for entry in found:
                name = entry.name
                if name[0] != ".":
                    try:
                        names[name] = _sign_of(entry.stat())
                    except OSError:
                        names[name] = _BROKEN
    except OSError:
        return None
    return names


def _sign(path: Path) -> _Sign | None:
    try:
        return _sign_of(path.stat())
    except (OSError, ValueError):
        return None


def _sign_of(status: os.stat_result) -> _Sign:
    if stat.S_ISDIR(status.st_mode):
        return _FOLDER
    return hash((status.st_size, status.st_mtime_ns, status.st_ctime_ns)) & _POSITIVE or 1


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(status.st_size, status.st_mtime_ns)
