"""The left column of the dock: which analysis, what it asks, its settings, and the orders."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from explorer.desk.analyses_state import AnalysesState
from explorer.desk.sides import SIDES, Side
from explorer.gui.analyses.job_row import JobRow
from explorer.gui.analyses.setting_form import SettingForm
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import AnalysisInfo
from explorer.runs.analysis import Value
from explorer.wording import tr

WAITING = "The engine is starting. Analyses are available once it is ready."


class Question(QWidget):
    """Shows an AnalysesState and emits wishes: `chosen` (name), `asked` (sides, settings) and `cancel_wanted`
    (token). Settings that were typed are kept for each analysis while the window is open."""

    chosen = Signal(str)
    asked = Signal(tuple, dict)
    cancel_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = AnalysesState()
        self._theme = DARK
        self._typed: dict[str, dict[str, Value]] = {}
        self._info: AnalysisInfo | None = None
        self._build()
        self.set_state(self._state)

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_state(self, state: AnalysesState) -> None:
        """Draw a state; only what changed is touched."""
        if state.known != self._state.known:
            self._offer(state)
        self._state = state
        if state.info != self._info:
            self._info = state.info
            self._show_analysis()
        for side, row in self.rows.items():
            view = state.sides.get(side)
            row.set_job(None if view is None else view.job)
        self._show_obstacles()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.both.setIcon(icon("train", theme, theme.panel))
        for side, button in self.singles.items():
            button.setIcon(icon("train", theme, theme.side(side).name()))
            self.rows[side].set_theme(theme)
        self._show_analysis()

    def down_to_buttons(self) -> int:
        """How high it must be to show chooser, question, settings and the buttons, and what stands in the way."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        below = self.obstacles if self.obstacles.isVisibleTo(self) else self.both
        return below.geometry().bottom() + 12

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.chooser = QComboBox()
        self.chooser.setObjectName("analysisChooser")
        self.chooser.setAccessibleName(tr("Analysis"))
        self.chooser.setToolTip(tr("Choose an analysis"))
        self.chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chooser.activated.connect(lambda place: self.chosen.emit(self.chooser.itemData(place)))
        self.question = Label(tr(WAITING))
        self.question.setObjectName("analysisQuestion")
        self.form = SettingForm()
        self.form.changed.connect(self._keep)
        self.obstacles = Label()
        self.obstacles.setObjectName("analysisObstacles")
        self.obstacles.setProperty("role", "warning")
        self.about = Label()
        self.about.setObjectName("analysisAbout")
        for label in (self.question, self.obstacles, self.about):
            label.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rows = {side: JobRow(side) for side in SIDES}
        for row in self.rows.values():
            row.cancel_wanted.connect(self.cancel_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(7)
        column.addWidget(self.chooser)
        column.addWidget(self.question)
        column.addWidget(self.form)
        column.addLayout(self._buttons())
        for widget in (*self.rows.values(), self.obstacles):
            column.addWidget(widget)
        column.addWidget(self.about, 1)

    def _buttons(self) -> QHBoxLayout:
        self.both = self._button("analyzeBoth", tr("Analyze A and B"), tr("Run on A, then B"), SIDES)
        self.both.setProperty("role", "primary")
        self.singles: dict[Side, QPushButton] = {
            side: self._button(f"analyze{side}", side, tr("Run on {side} only", side=side), (side,)) for side in SIDES
        }
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.both, 1)
        for button in self.singles.values():
            row.addWidget(button)
        return row

    def _button(self, name: str, text: str, tip: str, sides: tuple[Side, ...]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.asked.emit(sides, self.form.values))
        return button

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _offer(self, state: AnalysesState) -> None:
        self.chooser.clear()
        for place, info in enumerate(state.known):
            self.chooser.addItem(info.title, info.name)
            self.chooser.setItemData(place, info.question, Qt.ItemDataRole.ToolTipRole)

    def _show_analysis(self) -> None:
        info = self._info
        if info is None:
            return
        self.chooser.setCurrentIndex(self.chooser.findData(info.name))
        self.question.setText(info.question)
        self.form.set_settings(info.settings, self._typed.get(info.name, {}))
        muted = self._theme.muted
        parts = ((tr("Healthy"), info.healthy), (tr("Limitations"), info.limits), (tr("Source"), info.source))
        self.about.setText("".join(
            f"<p style='margin: 0 0 7px 0'><span style='color:{muted}'>{head}</span><br>{escape(text)}</p>"
            for head, text in parts
        ))  # fmt: skip

    def _keep(self) -> None:
        if self._info is not None:
            self._typed[self._info.name] = self.form.values
        self._show_obstacles()

    def _obstacle(self, sides: Sequence[Side]) -> str:
        """Why none of these sides can be analyzed now; empty where one can."""
        views = [self._state.sides[side] for side in sides if side in self._state.sides]
        if self._info is None or not views:
            return tr(WAITING)
        waits = [view.obstacle or (tr("Its analysis is running.") if view.job else "") for view in views]
        return self.form.problem or ("\n".join(dict.fromkeys(waits)) if all(waits) else "")

    def _show_obstacles(self) -> None:
        views = self._state.sides
        free = {s: s in views and not views[s].obstacle and views[s].job is None for s in SIDES}
        for side, button in self.singles.items():
            offer(button, button.accessibleName(), self._obstacle((side,)))
        offer(self.both, self.both.accessibleName(), self._obstacle(SIDES))
        count = {(True, True): tr("Analyze A and B"), (True, False): tr("Analyze A"), (False, True): tr("Analyze B")}
        self.both.setText(count.get((free["A"], free["B"]), tr("Analyze A and B")))
        lines = [view.obstacle for view in views.values() if view.obstacle]
        titles = {info.name: info.title for info in self._state.known}
        other = [
            tr(
                "{analysis} of {side}: {words}",
                analysis=titles.get(job.analysis, job.analysis),
                side=job.side,
                words=job.words,
            )
            for job in self._state.elsewhere
        ]
        self.obstacles.setText("\n".join([*([self.form.problem] if self.form.problem else []), *lines, *other]))
        self.obstacles.setVisible(bool(self.obstacles.text()))
