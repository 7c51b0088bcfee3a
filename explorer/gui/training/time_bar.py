"""The slider through a run's time: every view shows the step it stands at, or follows the newest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QWidget

from explorer.desk.navigation import Time
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import ElidedLabel, Label
from explorer.gui.widgets.number_box import NumberBox
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.shortcuts import sequences, tooltip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.number_text import step_range
from explorer.wording import tr

_ICONS = {
    "time_first": "time-first",
    "time_back": "time-back",
    "time_forward": "time-forward",
    "time_live": "time-live",
}
_ROOM = "of 0–3,000 · epoch 12"  # the text whose place is kept, so that the slider does not jump
_DIGITS = 6
_NO_STEPS = "No steps yet. Train A or B, or open a stored run."
_SLIDER = "Step shown in pictures, plots and inspector; the right end follows the newest step"
_BOX = "Selected step: type a number, counted from 0"


class TimeBar(QWidget):
    """Shows a Time. `step_wanted` carries the step to stand at, None for live, `move_wanted` so many steps from there.

    The slider's right end is live; one pixel of it may be many steps, the box and the buttons reach each of them, and
    its left end is always step 0."""

    step_wanted = Signal(object)
    move_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeBar")
        self.setAccessibleName(tr("Time"))
        self._time = Time()
        self._theme = DARK
        self._actions: dict[str, QAction] = {}
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.box = NumberBox(self._next, _DIGITS)
        self.place = ElidedLabel(room=tr(_ROOM))
        self._make_fields()
        self._lay_out()
        self.set_theme(DARK)
        self._show()

    def show_time(self, time: Time) -> None:
        """Show where the window stands."""
        self._time = time
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        for name, action in self._actions.items():
            action.setIcon(icon(_ICONS[name], theme))
        self.setStyleSheet("QToolButton { padding: 2px 5px; }")

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_fields(self) -> None:
        self.slider.setObjectName("timeSlider")
        self.slider.setAccessibleName(tr("Selected step"))
        self.slider.setMinimumWidth(80)
        self.slider.valueChanged.connect(self._slid)
        self.box.setObjectName("timeStep")
        self.box.setAccessibleName(tr("Selected step, typed"))
        self.box.edited.connect(self._typed)
        self.place.setObjectName("timePlace")
        self.place.setProperty("role", "muted")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self._button("time_first", tr("First"), lambda: self.step_wanted.emit(0)))
        row.addWidget(self._button("time_back", tr("Back"), lambda: self.move_wanted.emit(-1), repeat=True))
        row.addWidget(self.slider, 1)
        row.addWidget(self._button("time_forward", tr("Forward"), lambda: self.move_wanted.emit(1), repeat=True))
        self.live = self._button("time_live", tr("Live"), lambda: self.step_wanted.emit(None))
        self.live.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._actions["time_live"].setCheckable(True)
        row.addWidget(self.live)
        row.addSpacing(4)
        label = Label(tr("step"))
        label.setProperty("role", "muted")
        label.setBuddy(self.box)
        row.addWidget(label)
        row.addWidget(self.box)
        row.addWidget(self.place)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _button(self, name: str, text: str, wish: Callable[[], None], repeat: bool = False) -> QToolButton:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setToolTip(tooltip(name))
        action.setShortcuts(sequences(name))
        action.triggered.connect(lambda _checked: self._act(wish))
        self.addAction(action)
        self._actions[name] = action
        button = QToolButton()
        button.setObjectName(f"button_{name}")
        button.setDefaultAction(action)
        button.setAccessibleName(text)
        button.setIconSize(QSize(14, 14))
        button.setAutoRaise(False)
        button.setAutoRepeat(repeat)
        return button

    # ── wishes and looks ────────────────────────────────────────────────────────────────────────

    def _act(self, wish: Callable[[], None]) -> None:
        self.box.commit()  # a step that is being typed comes first
        wish()
        self._show()  # a click on Live while it is live must not uncheck it

    def _slid(self, step: int) -> None:
        self.step_wanted.emit(None if step == self._time.last else step)

    def _typed(self, text: str) -> None:
        self.box.setModified(False)
        if text.strip().isdecimal():
            self._slid(min(int(text), self._time.last or 0))
        self._show()

    def _next(self, text: str, up: bool) -> str:
        return str(max(0, int(text) + (1 if up else -1))) if text.strip().isdecimal() else text

    def _show(self) -> None:
        last, at = self._time.last, self._time.at
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, last or 0)
            self.slider.setValue(at)
        if not (self.box.hasFocus() and self.box.isModified()):  # what is being typed stays
            self.box.show_text("" if last is None else str(at))
        self.slider.setPageStep(max(1, self._time.steps_per_epoch))
        obstacle = tr(_NO_STEPS) if last is None else ""
        for name, action in self._actions.items():
            offer(action, tooltip(name), obstacle)
        offer(self.slider, tr(_SLIDER), obstacle)
        offer(self.box, tr(_BOX), obstacle)
        self._actions["time_live"].setChecked(self._time.step is None and last is not None)
        self.place.setText(tr("no steps yet") if last is None else self._text(at))

    def _text(self, at: int) -> str:
        where = tr("live") if self._time.step is None else tr("epoch {at:,}", at=at // self._time.steps_per_epoch + 1)
        return tr("of {steps} · {where}", steps=step_range((self._time.last or 0) + 1), where=where)
