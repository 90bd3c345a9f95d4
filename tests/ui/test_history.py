from __future__ import annotations

from desktop.ui.history import History


def test_back_and_forward() -> None:
    history: History[str] = History()
    history.leave("a")
    history.leave("b")
    assert history.back("c") == "b"
    assert history.back("b") == "a"
    assert history.back("a") is None
    assert history.forward("a") == "b"
    assert history.forward("b") == "c"
    assert history.forward("c") is None


def test_a_new_step_forgets_what_lay_ahead() -> None:
    history: History[str] = History()
    history.leave("a")
    assert history.back("b") == "a"
    history.leave("a")
    assert not history.can_go_forward
    assert history.can_go_back


def test_standing_still_is_no_step() -> None:
    history: History[str] = History()
    history.leave("a")
    history.leave("a")
    assert history.back("x") == "a"
    assert not history.can_go_back
