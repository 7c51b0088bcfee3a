"""Every widget of the window, its docks and dialogs: reached by keyboard, its focus seen, spoken by a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QWidget

from explorer.engine.commands import Pause, Train
from explorer.gui.cards.family_editor import FamilyEditor
from tests.gui.access import controls, lacking
from tests.gui.desk import Desk
from tests.gui.spoken import out_of_reach, same_mnemonics, same_shortcuts, sorted_by_mouse_alone, unspoken

AROUND = 4  # pixels beside a widget that may show its focus


def reached(root: QWidget) -> list[QWidget]:
    """What Tab reaches."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]


def scrolled(widget: QWidget) -> bool:
    """Whether it stands in an area that scrolls to it once it has the focus."""
    while (parent := widget.parentWidget()) is not None:
        if isinstance(parent, QScrollArea):
            return True
        widget = parent
    return False


def look(widget: QWidget) -> QImage:
    window = widget.window()
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return window.grab(rect.adjusted(-AROUND, -AROUND, AROUND, AROUND)).toImage()


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_the_focus_is_seen_wherever_it_goes(trained):
    window = trained.window
    assert unseen_focus(trained) == []
    window.theming.choose("light")
    trained.settle()
    assert unseen_focus(trained, one_of_each=True) == []


def unseen_focus(trained: Desk, one_of_each: bool = False) -> list[str]:
    window = trained.window
    unseen, kinds = [], set()
    for dock in (window.dock, window.inspector, window.analyses):
        dock.show()
        dock.raise_()
        trained.settle()
        for widget in reached(window if dock is window.dock else dock):
            if isinstance(widget, FamilyEditor) or isinstance(
                widget.parent(), FamilyEditor
            ):  # its suggestions would be left
                continue
            if one_of_each and (type(widget), widget.property("role")) in kinds:
                continue
            kinds.add((type(widget), widget.property("role")))
            window.setFocus()
            before = look(widget)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if widget.hasFocus() and not widget.visibleRegion().isEmpty() and look(widget) == before:
                unseen.append(f"{type(widget).__name__} {widget.objectName()}")
        dock.hide()
    return unseen


def test_the_ring_leaves_with_the_focus(trained):
    window = trained.window
    view = window.panes["A"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.ring.ringed is view
    window.plots.loss.canvas.setFocus()
    assert window.ring.ringed is window.plots.loss.canvas
    window.setFocus()
    assert window.ring.ringed is None


def test_tab_never_reaches_what_is_outside_of_the_window(trained):
    desk, window = trained, trained.window
    for dock in (window.inspector, window.analyses):
        dock.show()
        desk.settle()
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window]
    inside = [bar for bar in bars if window.rect().intersects(bar.geometry())]
    assert [bar.focusPolicy() for bar in inside] == [Qt.FocusPolicy.TabFocus]
    assert {bar.focusPolicy() for bar in bars if bar not in inside} <= {Qt.FocusPolicy.NoFocus}
    window.analyses.hide()
    desk.settle()
    window.inspector.hide()
    outside = [w for w in reached(window) if not window.rect().contains(w.mapTo(window, QPoint(0, 0)))]
    assert [w.objectName() for w in outside if not scrolled(w)] == []


def test_keys_of_a_button_in_the_picture_are_not_the_pictures(trained, qtbot):
    desk, view = trained, trained.window.panes["B"].view
    view.header.detail.setFocus()
    before = view.canvas.level
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view.header.detail, key)
    assert (view.canvas.level, view.canvas.arcs.selected) == (before, None)
    assert desk.on("B") == list(range(1, 10))


def test_space_after_a_click_shows_what_it_will_switch_before_it_does(trained, qtbot):
    desk, view = trained, trained.window.panes["B"].view
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=desk.strip_point("B", 10, 4))
    assert desk.window.ring.ringed is view
    desk.key(Qt.Key.Key_Space, on=view)
    assert view.canvas.arcs.selected == 0
    assert desk.on("B") == list(range(1, 10))
    desk.key(Qt.Key.Key_Space, on=view)
    assert desk.on("B") == list(range(2, 10))


def silent(root: QWidget) -> list[str]:
    """What is disabled and tells no more than while it is enabled."""
    every = [w for w in controls(root) if not w.isEnabled() and w.isVisible()]
    every += [a for a in root.findChildren(QAction) if not a.isEnabled() and a.objectName() in SAID]
    return [each.objectName() for each in every if each.toolTip().count("\n") == 0 and "span" not in each.toolTip()]


SAID = ("train_both", "train_a", "train_b", "pause", "step", "stop", "discard", "undo", "redo", "skips_on", "skips_off")


def test_the_first_key_trains_the_next_pauses_and_what_is_disabled_says_why(open_window, qtbot):
    def settle() -> None:
        window.refresher.refresh_all()
        QApplication.processEvents()

    window = open_window(start=False)
    window.dock.show()
    window.analyses.show()
    assert QApplication.focusWidget() is window, "no key does anything while the engine loads"
    assert silent(window) == []
    assert window.bar.train_both.toolTip().startswith("The engine is not ready yet.\n")
    window.worker.start()
    settle()
    assert focused() == "button_train_both"
    assert silent(window) == []
    assert window.bar.pause.toolTip().startswith("No run is training.\n")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    window.worker.steps(3)
    settle()
    assert any(isinstance(command, Train) for command in window.worker.sent)
    assert focused() == "button_pause", "not what Qt finds next, which is Undo"
    assert silent(window) == []
    assert window.bar.train_a.toolTip().startswith("A run is training. Stop or discard it first.\n")
    assert "\n" not in window.bar.pause.toolTip()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert isinstance(window.worker.sent[-1], Pause)
    window.worker.end("stopped")
    settle()
    assert focused() == "button_train_both"


def test_a_dock_that_is_opened_is_before_the_others(trained):
    window = trained.window
    opened = {"runs": window.dock, "sweeps": window.sweeps_dock, "image": window.images_dock}
    for name, dock in opened.items():
        trained.action(name).trigger()
        trained.settle()
        assert not dock.visibleRegion().isEmpty(), name
    for dock in opened.values():
        dock.hide()


def test_tabs_of_closed_docks_are_not_in_the_window(trained):
    window = trained.window
    bars = [bar for bar in window.findChildren(QTabBar) if bar.objectName() == "dockTabs"]
    assert bars
    for dock in (window.inspector, window.analyses):
        dock.show()
    trained.settle()
    shown = [bar for bar in bars if window.rect().intersects(bar.geometry())]
    assert len(shown) == 1
    for dock in (window.inspector, window.analyses):
        dock.hide()
    window.dock.show()
    trained.settle()
    assert not [bar for bar in bars if window.rect().intersects(bar.geometry())]
    window.dock.hide()


# ── what is spoken and reached ──────────────────────────────────────────────────────────────────

DIALOGS = ("help", "preferences", "palette", "report", "data", "open_model", "new_sweep", "compare", "guide")


@pytest.fixture(scope="module", autouse=True)
def windows_of_their_own(trained_once: Desk) -> None:
    """Those that stay when they are closed are made before the first test, which would else leave them behind."""
    for name in ("compare", "guide"):
        opened(trained_once, name).close()


def docks(desk: Desk) -> None:
    """Show every dock once, so that each is made whole."""
    window = desk.window
    for dock in (window.dock, window.sweeps_dock, window.images_dock, window.inspector, window.analyses,
                 window.lessons_dock):  # fmt: skip
        dock.show()
        dock.raise_()
        desk.settle()


def opened(desk: Desk, name: str) -> QWidget:
    before = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    found = desk.window.findChild(QAction, name)
    assert found is not None, name
    found.trigger()
    desk.settle()
    (made,) = [w for w in QApplication.topLevelWidgets() if w.isVisible() and id(w) not in before]
    return made


def wrong_with(root: QWidget) -> list[str]:
    looks = (unspoken, out_of_reach, sorted_by_mouse_alone, same_shortcuts, lacking)
    return [f"{root.objectName()}: {line}" for look in looks for line in look(root)]


def test_the_window_and_its_docks_are_spoken_and_reached(trained: Desk) -> None:
    docks(trained)
    assert "\n".join(wrong_with(trained.window) + same_mnemonics(trained.window.menu)) == ""


def test_what_opens_is_spoken_and_reached(trained: Desk) -> None:
    found = []
    for name in DIALOGS:
        made = opened(trained, name)
        found += wrong_with(made)
        made.close()
        trained.settle()
    assert "\n".join(found) == ""
