"""What the reader has marked, as plain values: handed to queries and facets, kept by the notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Reading state, stars and tags by review id. Ids of reviews that are not in the library do no harm.

    Two marks are the same only if they are the same object: a library keeps what it worked out for the marks it saw last.
    """

    read: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)  # review id -> the reader's own tags
