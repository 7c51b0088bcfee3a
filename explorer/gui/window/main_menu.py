"""The menu bar: the training bar's actions again in words, and what has no button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar, QWidget

from explorer.desk.sides import SIDES
from explorer.gui.training.training_bar import TrainingBar
from explorer.gui.widgets.shortcuts import sequences, tooltip
from explorer.gui.window.recent import RecentMenu
from explorer.infos import AnalysisInfo
from explorer.wording import tr


class MainMenu(QMenuBar):
    """Holds no state: its entries are the bar's and the dock's own actions, and some of its own."""

    shortcuts_wanted = Signal()
    guide_wanted = Signal()
    swap_wanted = Signal()
    copy_wanted = Signal()
    fit_wanted = Signal()
    part_wanted = Signal(int, int)  # steps wider and taller
    quit_wanted = Signal()
    data_wanted = Signal()
    find_wanted = Signal()
    model_wanted = Signal()
    analysis_wanted = Signal(str)
    back_wanted = Signal()
    notice_wanted = Signal()
    sweep_wanted = Signal()
    logs_wanted = Signal()
    compare_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    folder_wanted = Signal()
    lesson_wanted = Signal()
    window_wanted = Signal()
    save_wanted = Signal(str)  # the side whose picture
    palette_wanted = Signal()
    preferences_wanted = Signal()
    full_screen_wanted = Signal()
    larger_wanted = Signal()
    smaller_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, bar: TrainingBar, docks: Sequence[QDockWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainMenu")
        runs = self._of_dock("runs", tr("Stored runs"), docks[0])
        inspector = self._of_dock("inspector", tr("Inspector"), docks[1])
        analyses = self._of_dock("analyses", tr("Analyses"), docks[2])
        sweeps = self._of_dock("sweeps", tr("Sweeps"), docks[3])
        lessons = self._of_dock("lessons", tr("Lessons"), docks[4])
        image = self._of_dock("image", tr("One image"), docks[5])
        self._fill_file()
        self.train = self._fill("menuTrain", tr("&Train"), bar.train_both, bar.train_a, bar.train_b, None, bar.pause,
                                bar.step, bar.phases, bar.stop, bar.discard, None,
                                self._own("new_sweep", tr("New sweep…"), self.sweep_wanted))  # fmt: skip
        self._fill("menuEdit", tr("&Edit"), bar.undo, bar.redo, None, bar.skips_on, bar.skips_off, None,
                   self._own("swap", tr("Swap A and B"), self.swap_wanted),
                   self._own("copy", tr("Copy A to B"), self.copy_wanted), None,
                   self._own("data", tr("Data…"), self.data_wanted), None,
                   self._own("preferences", tr("Preferences…"), self.preferences_wanted))  # fmt: skip
        self.analyses = self._fill("menuAnalyze", tr("&Analyze"), analyses, None)
        self.back = self._own("hide_evidence", tr("Close evidence"), self.back_wanted)
        self.back.setEnabled(False)
        self._fill("menuRuns", tr("&Runs"), runs, self._own("compare", tr("Compare runs"), self.compare_wanted), sweeps)
        find = self._own("find", tr("Find a layer"), self.find_wanted)
        self.difference = self._switch("difference", tr("Difference B − A"))
        self.presenter = self._switch("presenter", tr("Presenter view"))
        parts = (("part_wider", tr("Wider panel"), 1, 0), ("part_narrower", tr("Narrower panel"), -1, 0),
                 ("part_taller", tr("Taller panel"), 0, 1), ("part_lower", tr("Lower panel"), 0, -1))  # fmt: skip
        self._fill("menuView", tr("&View"), inspector, analyses, image, find, self.difference, None,
                   self._own("notice", tr("Focus message bar"), self.notice_wanted), self.back, None,
                   bar.layout_switch, bar.theme_menu.menuAction(), None,
                   self._own("fit_all", tr("Fit all views"), self.fit_wanted),
                   *(self._own(name, text, partial(self.part_wanted.emit, across, down))
                     for name, text, across, down in parts),
                   self._own("larger", tr("Larger interface"), self.larger_wanted),
                   self._own("smaller", tr("Smaller interface"), self.smaller_wanted),
                   self._own("full_screen", tr("Full screen"), self.full_screen_wanted), self.presenter)  # fmt: skip
        self._fill("menuHelp", tr("&Help"), lessons, self._own("guide", tr("Guide"), self.guide_wanted),
                   self._own("palette", tr("Command palette…"), self.palette_wanted),
                   self._own("help", tr("Keyboard shortcuts"), self.shortcuts_wanted), None,
                   self._own("report", tr("Report a problem…"), self.report_wanted,
                             tr("Copy or save versions and log for a report; personal paths are left out")),
                   self._own("logs", tr("Open log folder"), self.logs_wanted, tr("Open the log folder")))  # fmt: skip

    def _fill_file(self) -> None:
        self.recent = RecentMenu(self)
        folder = tr("Open an image folder as a dataset, with a folder for each class")
        take_in = tr("Import an archive of runs; or drop it on the window")
        hand_on = tr("Export the runs in A and B: archive, report, tables, JSON or event files")
        another = tr("Open another window on the same runs, with an engine of its own")
        pictures = [
            self._own(f"save_{side.lower()}", tr("Save picture of {side}…", side=side),
                      partial(self.save_wanted.emit, side),
                      tr("Save the picture of {side}, or its graph, as a file", side=side)) for side in SIDES
        ]  # fmt: skip
        self._fill("menuFile", tr("&File"), self._own("open_model", tr("Open a model of your own…"), self.model_wanted),
                   self._own("open_folder", tr("Open an image folder…"), self.folder_wanted, folder),
                   self._own("open_lesson", tr("Open a lesson…"), self.lesson_wanted,
                             tr("Open a lesson from a TOML file")),
                   self.recent.menuAction(), None,
                   self._own("import_runs", tr("Import runs…"), self.import_wanted, take_in),
                   self._own("export_shown", tr("Export A and B…"), self.export_wanted, hand_on), *pictures, None,
                   self._own("new_window", tr("New window"), self.window_wanted, another),
                   self._own("quit", tr("Quit"), self.quit_wanted))  # fmt: skip

    @staticmethod
    def _of_dock(name: str, text: str, dock: QDockWidget) -> QAction:
        action = dock.toggleViewAction()
        action.setObjectName(name)
        action.setText(text)
        action.setShortcuts(sequences(name))
        action.setToolTip(tooltip(name))
        action.triggered.connect(lambda shown: _go_to(dock) if shown else None)
        return action

    def _own(self, name: str, text: str, wish: SignalInstance | Callable[[], object], tip: str = "") -> QAction:
        """An entry of the table of shortcuts or, with a `tip`, one without keys."""
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcuts([] if tip else sequences(name))
        action.setToolTip(tip or tooltip(name))
        emit = wish.emit if isinstance(wish, SignalInstance) else wish
        action.triggered.connect(emit)
        return action

    def add_training(self, *actions: QAction | None) -> None:
        """Further entries of the menu Train."""
        self.train.addSeparator()
        for action in actions:
            self.train.addSeparator() if action is None else self.train.addAction(action)

    def _switch(self, name: str, text: str) -> QAction:
        """A checkable entry of the table of shortcuts."""
        action = QAction(text, self)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setShortcuts(sequences(name))
        action.setToolTip(tooltip(name))
        return action

    def set_analyses(self, analyses: Sequence[AnalysisInfo]) -> None:
        """List these analyses; choosing one is `analysis_wanted` with its name."""
        for action in self.analyses.actions()[2:]:
            self.analyses.removeAction(action)
            action.deleteLater()
        for info in analyses:
            action = QAction(tr("{title}…", title=info.title), self.analyses)
            action.setObjectName(f"analyze_{info.name}")
            action.setToolTip(info.question)
            action.triggered.connect(partial(self.analysis_wanted.emit, info.name))
            self.analyses.addAction(action)

    def _fill(self, name: str, title: str, *actions: QAction | None) -> QMenu:
        menu = self.addMenu(title)
        menu.setObjectName(name)
        menu.setToolTipsVisible(True)
        for action in actions:
            menu.addSeparator() if action is None else menu.addAction(action)
        return menu


def _go_to(dock: QDockWidget) -> None:
    """Put a dock that was just opened before those it shares its place with, and give the keyboard to what it is there
    for, where it names that as its focus proxy."""
    dock.raise_()
    if dock.focusProxy() is not None:
        dock.setFocus(Qt.FocusReason.ShortcutFocusReason)
