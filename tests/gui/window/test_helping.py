"""F1 in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTableView

from explorer.gui.guide.guide_window import GuideWindow
from explorer.gui.widgets.theme import LIGHT
from tests.gui.desk import CTRL, SHIFT, Desk


@pytest.fixture
def guide(trained: Desk):
    """The guide, opened by F1 where the focus is; what is open goes with the test."""

    def opened() -> GuideWindow:
        trained.window.activateWindow()
        trained.until(lambda: QApplication.activeWindow() is trained.window)
        trained.key(Qt.Key.Key_F1)
        found = trained.window.helping.window
        assert found is not None
        assert found.isVisible()
        return found

    yield opened
    trained.window.helping.close()


def section(window: GuideWindow) -> str:
    return f"{window.view.name}#{window.view.source().fragment()}".removesuffix("#")


@pytest.mark.parametrize(
    ("name", "page"),
    [("cardA_width", "views#cards"), ("plotArea", "views#plots"), ("canvasB", "views#network-picture")],
)
def test_f1_opens_the_page_of_what_has_the_focus(trained, guide, name, page):
    part = trained.window.findChild(QLineEdit, name) or trained.window.findChild(object, name)
    part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    part.setFocus()
    assert section(guide()) == page


def test_the_list_of_runs_has_a_page_and_the_window_itself_the_contents(trained, guide):
    trained.key(Qt.Key.Key_R, CTRL)
    trained.find(QTableView, "runsTable").setFocus()
    assert section(guide()) == "runs"
    trained.window.setFocus()
    assert section(guide()) == "index"


def test_f1_in_a_dialog_opens_the_page_of_the_dialog(trained, guide):
    trained.key(Qt.Key.Key_D, CTRL | SHIFT)
    dialog = next(d for d in trained.window.findChildren(QDialog) if d.isVisible())
    trained.until(lambda: QApplication.activeWindow() is dialog)
    trained.qtbot.keyClick(dialog, Qt.Key.Key_F1)
    window = trained.window.helping.window
    assert section(window) == "data"
    trained.until(lambda: QApplication.activeWindow() is window)  # the dialog does not block it
    dialog.close()


def test_size_and_zoom_are_remembered_and_the_theme_follows(trained, guide):
    first = guide()
    first.resize(640, 480)
    first.view.zoom_by(2)
    first.close()
    trained.window.helping.close()
    second = guide()
    assert second is not first
    assert (second.width(), second.height(), second.view.zoom) == (640, 480, 125)
    assert trained.window.helping in trained.window.theming._themed
    trained.window.helping.set_theme(LIGHT)
    assert LIGHT.window in second.styleSheet()


def test_shift_f1_shows_the_keys(trained):
    trained.key(Qt.Key.Key_F1, SHIFT)
    dialog = next(d for d in trained.window.findChildren(QDialog) if d.isVisible())
    assert dialog.objectName() == "shortcutsDialog"
    dialog.close()
