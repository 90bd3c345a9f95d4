"""The whole program, as the tests of :mod:`tests.app` start it, for promises that only the whole program can keep."""

from tests.app.conftest import driver, open_program

__all__ = ["driver", "open_program"]
