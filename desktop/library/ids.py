"""Ids that tell all reviews of a library apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def unique_ids(names: Sequence[str], paths: Sequence[Path | None]) -> list[str]:
    """The names, with enough added to tell them apart.

    A name used in several folders takes the names of the folders above it, as many as needed (``guardian/review`` and
    ``times/review``); what is still the same takes ``~2``, ``~3`` … in the order given.

    Args:
        names: what each file or review is called.
        paths: the file that each stands in, if there is one.
    """
    ids = list(names)
    deepest = max((len(path.parts) for path in paths if path), default=0)
    for depth in range(2, deepest + 1):
        sharing: defaultdict[str, set[Path | None]] = defaultdict(set)
        for id_, path in zip(ids, paths, strict=True):
            sharing[id_].add(path)
        if all(len(same) == 1 for same in sharing.values()):
            break
        for place, path in enumerate(paths):
            if path and len(path.parts) >= depth and len(sharing[ids[place]]) > 1:
                ids[place] = f"{path.parts[-depth].strip('/')}/{ids[place]}"
    taken: set[str] = set()
    for place, id_ in enumerate(ids):
        number = 1
        while ids[place] in taken:
            number += 1
            ids[place] = f"{id_}~{number}"
        taken.add(ids[place])
    return ids
