"""``python -m desktop`` opens the window."""

from __future__ import annotations

import sys

from desktop.ui.start import main

if __name__ == "__main__":
    sys.exit(main())
