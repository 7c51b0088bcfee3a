"""The menu bar holds every action of the bar and the dock, and five of its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from explorer.gui.analyses.analyses_dock import AnalysesDock
from explorer.gui.experiments.sweeps_dock import SweepsDock
from explorer.gui.images.images_dock import ImagesDock
from explorer.gui.inspector.inspector_dock import InspectorDock
from explorer.gui.lessons.lessons_dock import LessonsDock
from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.training.time_bar import TimeBar
from explorer.gui.training.training_bar import TrainingBar
from explorer.gui.widgets.shortcuts import SHORTCUTS, sequences
from explorer.gui.window.main_menu import MainMenu
from explorer.infos import AnalysisInfo
from tests.gui.access import lacking

OWN = [("guide", "guide_wanted"),
       ("help", "shortcuts_wanted"), ("swap", "swap_wanted"), ("copy", "copy_wanted"), ("fit_all", "fit_wanted"),
       ("quit", "quit_wanted"), ("open_model", "model_wanted"), ("data", "data_wanted"),
       ("find", "find_wanted")]  # fmt: skip


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    made.bar, made.dock = TrainingBar(made), RunsDock(made)
    made.addToolBar(made.bar)
    made.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, made.dock)
    made.inspector = InspectorDock(made)
    made.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made.inspector)
    made.time = TimeBar(made)
    made.analyses = AnalysesDock(made)
    made.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made.analyses)
    docks = (made.dock, made.inspector, made.analyses, SweepsDock(made), LessonsDock(made), ImagesDock(made))
    for dock in docks:
        dock.hide()
    made.menu = MainMenu(made.bar, docks, made)
    made.setMenuBar(made.menu)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def entries(window):
    menus = window.menu.findChildren(
        QMenu
    )  # what QAction.menu() gives dies with the action's Python object until 6.11.1
    return {action.objectName(): action for menu in menus for action in menu.actions() if not action.isSeparator()}


@pytest.mark.parametrize(("name", "signal"), OWN)
def test_an_entry_of_its_own_is_a_wish_by_click_and_by_key(window, qtbot, name, signal):
    wish = getattr(window.menu, signal)
    with qtbot.waitSignal(wish):
        entries(window)[name].trigger()
    keys = sequences(name)[0][0]
    with qtbot.waitSignal(wish):
        qtbot.keyClick(window, keys.key(), keys.keyboardModifiers())


def test_the_log_folder_can_be_opened(window, qtbot):
    with qtbot.waitSignal(window.menu.logs_wanted):
        entries(window)["logs"].trigger()


def test_every_action_of_the_bar_is_in_a_menu(window):
    barred = {a.objectName() for a in window.bar.actions() if a.objectName() and not a.menu()}
    assert len(barred) >= 12
    assert barred <= set(entries(window))
    assert window.findChild(QMenu, "themeMenu").menuAction() in window.findChild(QMenu, "menuView").actions()


def test_every_key_of_the_table_is_an_action_somewhere(window):
    names = {action.objectName() for action in window.findChildren(QAction)}
    assert {s.id for s in SHORTCUTS if not s.gesture} <= names


def test_ctrl_r_shows_and_hides_the_dock(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.dock.isVisible()
    assert window.focusWidget().objectName() == "runsTable"
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not window.dock.isVisible()


def test_every_entry_says_its_key_in_its_tooltip(window):
    assert lacking(window) == []


def test_the_menu_lists_the_analyses_there_are_and_one_chosen_is_a_wish(window, qtbot):
    infos = [AnalysisInfo(n, n.title(), f"What is {n}?", "h", "l", "s", trained=False) for n in ("lesion", "xray")]
    window.menu.set_analyses(infos[:1])
    window.menu.set_analyses(infos)
    listed = [a for a in window.menu.analyses.actions() if a.objectName().startswith("analyze_")]
    assert [(a.text(), a.toolTip()) for a in listed] == [("Lesion…", "What is lesion?"), ("Xray…", "What is xray?")]
    with qtbot.waitSignal(window.menu.analysis_wanted, check_params_cb=lambda name: name == "xray"):
        listed[1].trigger()


def test_ctrl_shift_a_shows_and_hides_the_analyses(window, qtbot):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for shown in (True, False):
        qtbot.keyClick(window, Qt.Key.Key_A, keys)
        assert window.analyses.isVisible() == shown
