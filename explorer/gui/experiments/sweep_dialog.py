"""The dialog that makes a sweep: its settings, its file, and at once the runs that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.background import AtOnce, Doing
from explorer.engine.sweep_events import SweepMeasured
from explorer.experiments.bundled import bundled_sweeps
from explorer.experiments.planning import Plan, planned
from explorer.experiments.sweep_file import SweepFile, parse_sweep, read_sweep
from explorer.experiments.sweep_writing import sweep_text
from explorer.gui.experiments.planned_runs import PlannedRuns
from explorer.gui.experiments.run_place import RunPlace
from explorer.gui.experiments.setting_values import SHOWN
from explorer.gui.experiments.settings_table import SettingsTable
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.notice_place import NoticePlace
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.theme import DARK, Theme
from explorer.registry import SpecError
from explorer.wording import tr

V = TypeVar("V")

_FIRST_SIZE = (1000, 660)  # fits a screen of 1280×800
_PATIENCE_MS = 600
_FILES = "Sweeps (*.toml);;All files (*)"
_ADD_TIP = "Put these runs into the queue of sweeps"


class SweepDialog(QDialog):
    """Form and file show the same sweep: what is changed in one follows in the other. Emits wishes; the expected times
    come through `show_measured`."""

    measure_wanted = Signal(str)  # a sweep's file
    enter_wanted = Signal(str, str)  # a sweep's file, and where its runs are trained

    def __init__(self, parent: QWidget | None = None, doing: Doing | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweepDialog")
        self.setWindowTitle(tr("New sweep"))
        self.resize(*_FIRST_SIZE)
        self._doing = doing or AtOnce()
        self._sweep = SweepFile("sweep")
        self._plan: Plan | None = None
        self._planning = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.measure_wanted.emit(self._file.toPlainText()))
        self._build()
        self.set_theme(DARK)
        self.choose("degradation")

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def choose(self, name: str) -> None:
        """Start from a bundled sweep."""
        self._bundled.setCurrentIndex(self._bundled.findData(name))
        self._open(bundled_sweeps()[name])

    def show_measured(self, answer: SweepMeasured) -> None:
        """Show how long the runs are expected to take; what is not known yet is a dash."""
        plan = self._plan
        if plan is not None and len(answer.seconds) == len(plan.cells):
            self._runs.show_plan(plan, answer.seconds, answer.stored)
        if answer.message:
            self.messages.show_message(tr("Not measured: {message}", message=answer.message), kind="warning")

    def set_cluster(self, obstacle: str) -> None:
        """Offer clusters to train on, or say why there are none."""
        self._place.set_cluster(obstacle)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.messages.set_theme(theme)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.messages = MessageBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._source_row())
        column.addLayout(self._name_row())
        self._runs = PlannedRuns()
        middle = QHBoxLayout()
        middle.addWidget(self._pages(), 3)
        middle.addWidget(self._runs, 2)
        column.addLayout(middle, 1)
        column.addWidget(NoticePlace(self.messages, self))
        self._add = _button("sweepAdd", tr("Add to queue"), tr(_ADD_TIP))
        self._place = RunPlace()
        self._add.clicked.connect(lambda: self.enter_wanted.emit(self._file.toPlainText(), self._place.target))
        self._place.changed.connect(self._offer)
        close = _button("sweepClose", tr("Close"), tr("Close this window (Esc)"))
        close.clicked.connect(self.close)
        column.addLayout(_row(self._place, None, self._add, close))

    def _source_row(self) -> QHBoxLayout:
        self._bundled = QComboBox()
        self._bundled.setObjectName("sweepBundled")
        self._bundled.setAccessibleName(tr("Start from"))
        self._bundled.setToolTip(tr("Start from a sweep that comes with the program"))
        for name in bundled_sweeps():
            self._bundled.addItem(name, name)
        self._bundled.activated.connect(lambda _index: self.choose(self._bundled.currentData()))
        label = Label(tr("Start from"))
        label.setBuddy(self._bundled)
        opening = _button("sweepOpen", tr("Open…"), tr("Open a sweep file"))
        opening.clicked.connect(self._ask_file)
        saving = _button(
            "sweepSave", tr("Save…"), tr("Save this sweep as a file, which `residual-explorer sweep` trains too")
        )
        saving.clicked.connect(self._save)
        return _row(label, self._bundled, opening, saving, None)

    def _name_row(self) -> QHBoxLayout:
        self._name = QLineEdit()
        self._name.setObjectName("sweepName")
        self._name.setAccessibleName(tr("Name of the sweep"))
        self._name.setToolTip(tr("The same name is the same sweep: adding it again adds the runs that it lacks"))
        self._name.textEdited.connect(self._form_edited)
        label = Label(tr("Name"))
        label.setBuddy(self._name)
        self._pairs = QCheckBox(tr("Pairs"))
        self._pairs.setObjectName("sweepPairs")
        self._pairs.setAccessibleName(tr("Pairs"))
        self._pairs.setToolTip(tr("Train each network's twin as well, which differs in its skip connections alone"))
        self._pairs.toggled.connect(self._form_edited)
        self._together = QCheckBox(tr("Seeds together"))
        self._together.setObjectName("sweepTogether")
        self._together.setAccessibleName(tr("Seeds together"))
        self._together.setToolTip(
            tr(
                "Compute the seeds of each point as one network: faster where layers are narrow. It rounds otherwise "
                "than\na run alone, and such runs are neither resumed nor forked"
            )
        )
        self._together.toggled.connect(self._form_edited)
        return _row(label, self._name, self._pairs, self._together)

    def _pages(self) -> QTabWidget:
        self._settings = SettingsTable()
        self._settings.edited.connect(self._form_edited)
        self._file = QPlainTextEdit()
        self._file.setObjectName("sweepFile")
        self._file.setAccessibleName(tr("Sweep file"))
        self._file.setToolTip(tr("The sweep as a TOML file; [[exclude]] and [[when]] are written here"))
        self._file.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._file.setTabChangesFocus(True)
        self._file.textChanged.connect(self._file_edited)
        pages = QTabWidget()
        pages.setObjectName("sweepPages")
        pages.addTab(self._settings, tr("Settings"))
        pages.addTab(self._file, tr("File"))
        return pages

    # ── form and file ───────────────────────────────────────────────────────────────────────────

    def _form_edited(self) -> None:
        fixed, vary = self._settings.values()
        made = replace(
            self._sweep,
            name=self._name.text(),
            pairs=self._pairs.isChecked(),
            together=self._together.isChecked(),
            fixed=_merged(self._sweep.fixed, fixed),
            vary=_merged(self._sweep.vary, vary),
        )
        with QSignalBlocker(self._file):
            self._file.setPlainText(sweep_text(made))
        self._read(form=False)

    def _file_edited(self) -> None:
        self._read(form=True)

    def _read(self, form: bool) -> None:
        """Read the file anew; with `form` show it in the form as well."""
        try:
            self._sweep = parse_sweep(self._file.toPlainText(), "file")
        except SpecError as error:
            self._doing.drop(self._planning)
            self._show_problem(str(error))
            return
        if form:
            self._fill()
        self._doing.drop(self._planning)
        self._planning = self._doing.run(partial(planned, self._sweep), self._planned)

    def _fill(self) -> None:
        sweep = self._sweep
        self._settings.set_values(sweep.fixed, sweep.vary)
        for box, checked in ((self._pairs, sweep.pairs), (self._together, sweep.together)):
            with QSignalBlocker(box):
                box.setChecked(checked)
        if self._name.text() != sweep.name:
            self._name.setText(sweep.name)

    # ── what it asks for ────────────────────────────────────────────────────────────────────────

    def _planned(self, answer: Future[Plan]) -> None:
        try:
            plan = answer.result()
        except SpecError as error:
            self._show_problem(str(error))
            return
        self._plan = plan
        self._runs.show_plan(plan, (0.0,) * len(plan.cells))
        self._offer()
        self._patience.start()

    def _show_problem(self, text: str) -> None:
        self._plan = None
        self._patience.stop()
        self._runs.show_problem(text)
        self._offer()

    def _offer(self) -> None:
        wrong = "" if self._plan else tr("Correct the sweep first.")
        offer(self._add, tr(_ADD_TIP), wrong or self._place.obstacle(together=self._sweep.together))

    # ── files ───────────────────────────────────────────────────────────────────────────────────

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Open a sweep file"), "", _FILES)
        if path:
            self._open(Path(path))

    def _open(self, path: Path) -> None:
        try:
            text = read_sweep(path).source
        except SpecError as error:
            self.messages.show_message(str(error), kind="error")
            return
        if text == self._file.toPlainText():
            self._file_edited()
        self._file.setPlainText(text)

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the sweep"), f"{self._sweep.name}.toml", _FILES)
        if not path:
            return
        try:
            Path(path).write_text(self._file.toPlainText(), encoding="utf-8")
        except OSError as error:
            self.messages.show_message(
                tr("{path} was not saved: {strerror}.", path=path, strerror=error.strerror), kind="error"
            )
        else:
            self.messages.show_message(tr("Saved {path}.", path=path))


def _merged(before: Mapping[str, V], typed: Mapping[str, V]) -> dict[str, V]:
    """What the form says, in the order of before, with what it does not show."""
    kept = {key: typed.get(key, value) for key, value in before.items() if key in typed or key not in SHOWN}
    return {**kept, **typed}


def _button(name: str, text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAccessibleName(text.rstrip("…"))
    made.setAutoDefault(False)
    return made


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addStretch() if widget is None else row.addWidget(widget)
    return row
