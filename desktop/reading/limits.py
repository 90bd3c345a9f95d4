"""How much of a file is read, and how much of it at once. Apart from the rules, which take long to import."""

from __future__ import annotations

from typing import Final

#: Bytes of a page that are read.
CAP: Final = 8 * 1024 * 1024
#: Bytes of a table or a file of records that are read.
TABLE_CAP: Final = 320 * 1024 * 1024
#: Records that are understood at once; of more, only the columns are.
FEW: Final = 40
