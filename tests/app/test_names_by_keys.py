"""Who is who in a work, corrected by keys: seen at once in facets, search, overview and comparison, kept, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.ui.models.overview_marks import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Driver

PAGE = """{title} (2020) review

By {critic}

Director: {director}
Cast: {cast}

{words}
"""
# Unlike enough that none is taken for a copy of another.
WORDS = (
    "The camera work is gorgeous and the story never drags, which is more than can be said of most films of its kind.",
    "Two hours of rain, a score for strings alone, and an ending that nobody in the hall saw coming: go and see it.",
    "Hardly anything happens, slowly, in handsome rooms. The dialogue creaks, yet the leading man keeps one watching.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for i, (director, cast) in enumerate(
        [("Lee Chung-hyun", "Kim Ji-hoon"), ("Chung-Hyun Lee", "Kim Ji-hun"), ("Lee Chung-Hyeon", "Joon Kim")]
    ):
        critic = ("Ann Bell", "Bob Cole", "Cem Dorn")[i]
        (pages / f"{i}.txt").write_text(PAGE.format(title="Alpha", critic=critic, director=director, cast=cast, words=WORDS[i]))
    return pages


def groups(driver: Driver) -> list[set[str]]:
    return [set(person.spellings) for person in driver.program.browsing.library.works[0].people]


def facet(driver: Driver, field: str) -> list[str]:
    return [value.value for each in driver.program.browsing.facets() if each.field == field for value in each.values]


def go_to(driver: Driver, spelling: str) -> None:
    popup = driver.window.people_popup
    driver.press("Home")
    for _ in range(20):
        line = popup.current
        assert line is not None
        if spelling == (line.spelling or line.person) and (line.spelling or line.spellings == 1):
            return
        driver.press("Down")
    pytest.fail(f"no line {spelling}")


LEE = {"Lee Chung-hyun", "Chung-Hyun Lee", "Lee Chung-Hyeon"}


def test_a_split_and_a_merge_by_keys_are_seen_everywhere_and_taken_back(
    open_program: Callable[..., Driver], folder: Path
) -> None:
    driver = open_program(folder)
    popup = driver.window.people_popup
    before = groups(driver)
    assert LEE in before
    driver.press("Ctrl+Shift+N")
    assert popup.isVisible()
    assert popup.accessibleName() == "People of this work"
    go_to(driver, "Lee Chung-Hyeon")
    driver.press("Del")
    assert {"Lee Chung-Hyeon"} in groups(driver)
    assert LEE - {"Lee Chung-Hyeon"} in groups(driver)
    assert "Lee Chung-Hyeon" in facet(driver, "person")
    assert popup.isVisible()
    assert popup.current is not None
    assert popup.current.person == "Lee Chung-Hyeon"

    # it is the same as another: mark both, Return
    go_to(driver, "Joon Kim")
    driver.press("Space")
    go_to(driver, "Lee Chung-Hyeon")
    driver.press("Space", "Return")
    assert {"Lee Chung-Hyeon", "Joon Kim"} in groups(driver)

    # undo and redo while the people are shown
    driver.press("Ctrl+Z")
    assert {"Lee Chung-Hyeon"} in groups(driver)
    driver.press("Ctrl+Z")
    assert groups(driver) == before
    assert not [choice for choice in popup.choices if choice.text == "Lee Chung-Hyeon" and choice.mark is not None]
    driver.press("Ctrl+Shift+Z")
    assert {"Lee Chung-Hyeon"} in groups(driver)
    driver.press("Esc")
    assert not popup.isVisible()
    assert driver.window.pane.list.hasFocus()

    # search, overview and comparison
    driver.press("/")
    driver.write('person:"Lee Chung-Hyeon"')
    assert driver.shown_ids() == ["2"]
    driver.press("Ctrl+Shift+L", "Ctrl+2", "Ctrl+A", "Ctrl+Return")
    pane = driver.window.compare
    assert pane.comparison is not None
    directors = next(row for row in pane.comparison.facts if row.label == "Director")
    assert directors.differs
    driver.press("Ctrl+Z")
    assert pane.comparison is not None
    assert not next(row for row in pane.comparison.facts if row.label == "Director").differs
    assert driver.window.comparing


def test_the_word_is_kept_for_the_next_start_and_can_be_taken_back_there(
    open_program: Callable[..., Driver], folder: Path
) -> None:
    driver = open_program(folder)
    before = groups(driver)
    driver.press("Ctrl+Shift+N")
    go_to(driver, "Chung-Hyun Lee")
    driver.press("Del")
    after = groups(driver)
    assert after != before
    driver.window.close()
    driver = open_program(folder)
    assert groups(driver) == after
    driver.press("Ctrl+Z")
    assert groups(driver) == before


def test_the_popup_opens_at_the_name_where_the_reader_is(open_program: Callable[..., Driver], folder: Path) -> None:
    driver = open_program(folder)
    window, popup = driver.window, driver.window.people_popup
    driver.program.session.read("1")
    for _ in range(10):
        driver.press("Tab")
        if window.reader.page.anchor_at_cursor() == "why:cast.0":
            break
    driver.press("Ctrl+Shift+N")
    assert popup.current is not None
    assert "Kim Ji-hun" in (popup.current.person, *(choice.text for choice in popup.choices))
    assert popup.current.person in ("Kim Ji-hoon", "Kim Ji-hun")
    driver.press("Esc")
    assert window.reader.page.hasFocus()
    driver.press("Ctrl+Shift+3")
    page = window.overview.page
    assert page is not None
    names = page.view(Part.NAMES)
    assert names is not None
    names.setFocus()
    names.stand(names.model().rowCount() - 1, 0)
    spelling = window.overview.name_here()
    driver.press("Ctrl+Shift+N")
    assert popup.current is not None
    holder = next(each for each in driver.program.browsing.library.works[0].people if spelling in each.spellings)
    assert popup.current.person == holder.name
    go_to(driver, "Lee Chung-Hyeon")
    driver.press("Del", "Esc")
    driver.until(lambda: window.focused_pane() is window.main)
    page = window.overview.page
    names = page.view(Part.NAMES) if page is not None else None
    assert names is not None
    assert "Lee Chung-Hyeon" in [row[0].fields[0] for row in names.marks.sheet.rows]

    # from the filters, by the menu of a person
    driver.press("Ctrl+1")
    view = window.filters.view
    driver.until(lambda: any(each.field == "person" for each in view.facets.facets))
    index = view.facets.heading_index("person")
    assert index.isValid()
    view.setCurrentIndex(view.facets.index(view.facets.rowCount(index) - 1, 0, index))
    field, value = window.filters.current_value()
    assert field == "person"
    driver.press("Shift+F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "&Names…").trigger()
    menu.close()
    assert popup.isVisible()
    assert popup.current is not None
    assert value in (popup.current.person, popup.current.spelling)


def test_a_spelling_of_the_same_words_is_split_off_with_a_word_on_what_that_cannot_change(
    open_program: Callable[..., Driver], folder: Path
) -> None:
    driver = open_program(folder)
    driver.press("Ctrl+Shift+N")
    go_to(driver, "Chung-Hyun Lee")
    driver.press("Del")
    assert {"Chung-Hyun Lee"} in groups(driver)
    said = driver.window.status.currentMessage()
    assert said.startswith("Chung-Hyun Lee is not Lee Chung-hyun from now on; filters and search, which go by the words")
    driver.press("Ctrl+Z")
    go_to(driver, "Lee Chung-Hyeon")
    driver.press("Del")
    assert "filters" not in driver.window.status.currentMessage()


def test_what_cannot_be_done_is_said(open_program: Callable[..., Driver], folder: Path) -> None:
    driver = open_program(folder)
    popup = driver.window.people_popup
    driver.press("Ctrl+Shift+N", "Return")
    assert "Mark two people" in popup.hint
    go_to(driver, "Joon Kim")
    driver.press("Del")
    assert "only one spelling" in popup.hint
    assert not driver.program.notebook.next_undo


def test_pages_that_name_no_work_have_no_people_to_correct(open_program: Callable[..., Driver], tmp_path: Path) -> None:
    page = tmp_path / "note.txt"
    page.write_text("Nothing here says what it is about, and nobody is named in it either.\n")
    driver = open_program(page)
    driver.press("Ctrl+Shift+N")
    assert not driver.window.people_popup.isVisible()
    assert "does not say what it is a review of" in driver.window.status.currentMessage()
