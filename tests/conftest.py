"""The rules that every test is held to; what each does stands in the helper's own module."""

import os

from hypothesis import settings

pytest_plugins = (
    "tests.helpers.isolation",
    "tests.helpers.leaks",
    "tests.helpers.logs",
    "tests.helpers.models",
    "tests.helpers.sentence_library",
)

# Windows are made without a display, unless whoever runs the tests wants to see them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A deadline would fail tests for the machine being busy. The examples are the same in every run, so that a change is judged by
# what it changes; new ones are looked for where the tests are asked to run more often than usual.
seeking = "DIPTYCH_TEST_RUNS" in os.environ
settings.register_profile("house", deadline=None, print_blob=True, derandomize=not seeking)
settings.load_profile("house")
