"""What a library knows of the files it was read from: as they were found, which are missing since, and names of before."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from desktop.library.scanning import Scan

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The files of a library.

    ``missing`` are the files whose reviews are kept although they cannot be read any more, each with the reason, in words that
    go on after its name. ``former`` are ids by which reviews were known before their file was renamed, each with the id now.
    """

    scan: Scan = field(default_factory=partial(Scan, (), (), ()))
    missing: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
