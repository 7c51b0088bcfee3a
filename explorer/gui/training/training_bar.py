"""The tool bar: everything one does to a training, and the switches of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from explorer.desk.settings import THEMES
from explorer.desk.sides import SIDES, Side
from explorer.desk.training_state import TrainingProgress, TrainingState
from explorer.gui.training.instrument_chooser import InstrumentChooser
from explorer.gui.training.progress_line import ProgressLine
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.shortcuts import sequences, tooltip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import marked, tr

CROWDED = "Not enough height for A above B: side by side until the window is higher or a dock or open card is closed."
_THEME_TEXTS = marked({"system": "System", "dark": "Dark", "light": "Light"})


class TrainingBar(QToolBar):
    """Emits wishes; `set_state` says which make sense now. Its actions carry the window's shortcuts.

    Where the window is too narrow, some buttons lose their words; then what does not fit is behind the » at the end.
    1280 pixels are enough, with fonts of twice the size, too."""

    train_wanted = Signal(tuple)  # of sides
    pause_wanted = Signal(bool)
    step_wanted = Signal(bool)  # True: one phase of a step
    phases_wanted = Signal(bool)
    stop_wanted = Signal()
    discard_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    skips_wanted = Signal(bool)
    layout_wanted = Signal(str)
    theme_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Training"), parent)
        self.setObjectName("trainingBar")
        self.setAccessibleName(tr("Training bar"))
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setIconSize(QSize(16, 16))
        self._icons: dict[QAction, str] = {}
        self._theme = DARK
        self._state = TrainingState()
        self._layout = "stacked"
        self._add_training()
        self._add_edits()
        self._add_view()
        self._add_progress()
        self.set_theme(DARK)
        self.set_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words of the buttons where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        for worded in (True, False):
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if worded else Qt.ToolButtonStyle.ToolButtonIconOnly
            for action in (self.pause, self.stop):
                self._button(action).setToolButtonStyle(style)
            # as wide for Resume as for Pause: the bar must not move under the pointer
            wide = self.fontMetrics().horizontalAdvance(tr("Resume")) + 42 if worded else 0
            self._button(self.pause).setMinimumWidth(wide)
            layout = self.layout()
            assert layout is not None
            layout.invalidate()
            if self.sizeHint().width() <= self.width():
                return

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_state(self, state: TrainingState) -> None:
        """Offer what makes sense in this state, and say it in words."""
        before, self._state = self._state, state
        focused = self.window().focusWidget()
        self._offer(self.train_both, state.no_training(*SIDES))
        self._offer(self.train_a, state.no_training("A"))
        self._offer(self.train_b, state.no_training("B"))
        for action in (self.pause, self.step, self.stop, self.discard):
            self._offer(action, "" if state.training else tr("No run is training."))
        self._offer(self.undo, "" if state.can_undo else tr("Nothing to undo."), state.undo_text)
        self._offer(self.redo, "" if state.can_redo else tr("Nothing to redo."), state.redo_text)
        for action in (self.skips_on, self.skips_off):
            self._offer(action, "" if state.has_skips else tr("Neither network has skips."))
        self._keep_focus(focused, state.ready and not before.ready)
        self._show_pause()
        if not state.training:
            self.progress.set_progress(None)
        if state.preparing or not (state.training and before.training):
            # once it trains, its progress is what there is to say
            self.progress.set_status(state.status)
        if state.device != self._device.text():
            self._device.setText(state.device)
            self._fit()

    @staticmethod
    def _offer(action: QAction, obstacle: str, what: str = "") -> None:
        offer(action, tooltip(action.objectName()) + (f": {what}" if what else ""), obstacle)

    def _keep_focus(self, focused: QWidget | None, new: bool) -> None:
        """Once the engine is ready the keyboard begins at *Train both*, where nobody has moved it. A button that is
        disabled under it gives it to what one wants next; Qt would give it to *Undo*."""
        begin = new and focused in (None, self.window())
        if begin or (isinstance(focused, QToolButton) and focused.parent() is self and not focused.isEnabled()):
            self.wanted_next.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def wanted_next(self) -> QToolButton:
        """The button that one wants next: *Pause* while something trains, else *Train both*."""
        return self._button(self.pause if self._state.training else self.train_both)

    def set_progress(self, progress: TrainingProgress) -> None:
        """Say how far the training is."""
        self.progress.set_progress(progress)

    def set_layout(self, layout: str) -> None:
        """Show which layout is on: "stacked" or "side-by-side"; not echoed."""
        self._layout = layout
        self._show_layout()

    def set_crowded(self, crowded: bool) -> None:
        """Whether A above B has no room, so that they stand side by side."""
        self.layout_switch.setToolTip(f"{tr(CROWDED)}\n{tooltip('layout')}" if crowded else tooltip("layout"))

    def set_theme_choice(self, choice: str) -> None:
        """Show which theme is chosen: "system", "dark" or "light"; not echoed."""
        self._themes[choice].setChecked(True)
        self._icons[self.theme_menu.menuAction()] = choice
        self._show_icons()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.setStyleSheet(
            "QToolBar { spacing: 3px; padding: 4px 6px; } QToolButton { padding: 4px 6px; }"
            "#qt_toolbar_ext_button { padding: 0; border: none; background: transparent; }"
        )
        self.progress.set_theme(theme)
        self._show_icons()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _add_training(self) -> None:
        self.train_both = self._action("train_both", "train", tr("Train both"), partial(self._train, SIDES))
        self.train_a = self._action("train_a", "train", "A", partial(self._train, ("A",)))
        self.train_b = self._action("train_b", "train", "B", partial(self._train, ("B",)))
        self.pause = self._action("pause", "pause", tr("Pause"), self._pause)
        self.step = self._action("step", "step", tr("Step"), self._step)
        self.phases = self._action("step_phases", "phases", tr("Step by phases"), self._switch_phases)
        self.phases.setCheckable(True)
        self.stop = self._action("stop", "stop", tr("Stop"), self.stop_wanted.emit)
        self.discard = self._action("discard", "discard", tr("Discard"), self.discard_wanted.emit)
        for action in (self.train_both, self.train_a, self.train_b):
            self._button(action).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button(self.train_both).setProperty("role", "primary")

    def _add_edits(self) -> None:
        self.addSeparator()
        self.undo = self._action("undo", "undo", tr("Undo"), self.undo_wanted.emit)
        self.redo = self._action("redo", "redo", tr("Redo"), self.redo_wanted.emit)
        self.addSeparator()
        self.skips_on = self._action("skips_on", "skips-on", tr("Skips on"), partial(self.skips_wanted.emit, True))
        self.skips_off = self._action("skips_off", "skips-off", tr("Skips off"), partial(self.skips_wanted.emit, False))

    def _add_view(self) -> None:
        self.addSeparator()
        self.instrument = InstrumentChooser()
        self.addWidget(self.instrument)
        self.layout_switch = self._action("layout", "stacked", tr("Layout"), self._switch_layout)
        self.theme_menu = QMenu(tr("Theme"), self)
        self.theme_menu.setObjectName("themeMenu")
        self.theme_menu.setToolTipsVisible(True)
        group = QActionGroup(self)
        self._themes = {choice: self._theme_action(choice, group) for choice in THEMES}
        opener = self.theme_menu.menuAction()
        opener.setToolTip(tr("Theme: dark, light or system"))
        self._icons[opener] = "system"
        self.addAction(opener)
        button = self._button(opener)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setObjectName("button_theme")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(tr("Theme"))
        # the arrow says nothing that the menu's tooltip does not, and costs 14 pixels
        button.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")

    def _theme_action(self, choice: str, group: QActionGroup) -> QAction:
        action = QAction(tr(_THEME_TEXTS[choice]), group)
        action.setObjectName(f"theme_{choice}")
        action.setToolTip(tr("Theme: {theme}", theme=tr(_THEME_TEXTS[choice]).lower()))
        action.setCheckable(True)
        action.triggered.connect(lambda: self.theme_wanted.emit(choice))
        self.theme_menu.addAction(action)
        return action

    def _add_progress(self) -> None:
        self.progress = ProgressLine()
        self.addWidget(self.progress)
        self._device = ElidedLabel()
        self._device.setObjectName("deviceLabel")
        self._device.setProperty("role", "muted")
        self._device.setContentsMargins(6, 0, 4, 0)
        self._device.set_about(tr("Device for training"))
        self.addWidget(self._device)

    def _action(self, name: str, icon_name: str, text: str, wish: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setToolTip(tooltip(name))
        action.setShortcuts(sequences(name))
        action.triggered.connect(lambda _checked: wish())
        self._icons[action] = icon_name
        self.addAction(action)
        button = self._button(action)
        button.setObjectName(f"button_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        button.setAccessibleName(text if name not in ("train_a", "train_b") else tr("Train {text}", text=text))
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        return button

    # ── wishes and looks ────────────────────────────────────────────────────────────────────────

    def _train(self, sides: tuple[Side, ...]) -> None:
        self.train_wanted.emit(sides)

    def _step(self) -> None:
        self.step_wanted.emit(self.phases.isChecked())

    def _switch_phases(self) -> None:
        self.phases_wanted.emit(self.phases.isChecked())

    def _pause(self) -> None:
        self.pause_wanted.emit(not self._state.paused)

    def _switch_layout(self) -> None:
        self.layout_wanted.emit("side-by-side" if self._layout == "stacked" else "stacked")

    def _show_pause(self) -> None:
        paused = self._state.training and self._state.paused
        self.pause.setText(tr("Resume") if paused else tr("Pause"))
        self._icons[self.pause] = "resume" if paused else "pause"
        self._button(self.pause).setAccessibleName(self.pause.text())
        self._show_icons()

    def _show_layout(self) -> None:
        self._icons[self.layout_switch] = self._layout
        self._show_icons()

    def _show_icons(self) -> None:
        for action, name in self._icons.items():
            color = self._theme.panel if action is self.train_both and action.isEnabled() else ""
            if action in (self.train_a, self.train_b) and action.isEnabled():
                color = self._theme.a if action is self.train_a else self._theme.b
            action.setIcon(icon(name, self._theme, color))
