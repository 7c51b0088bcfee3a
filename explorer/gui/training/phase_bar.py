"""The line above the pictures while a step is taken apart: its phases, what the colors mean, and loss and accuracy."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.desk.phases import ABOUT, INFOS, next_phase
from explorer.desk.sides import Side
from explorer.gui.cards.buttons import tool_button
from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.widgets.labels import ElidedLabel, Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.number_text import percent
from explorer.runs.phases import PHASES, Phase, PhaseValues
from explorer.wording import marked, tr

_SCALE = 360  # pixels
HINT = "Press Step (.) for one phase of a step"
IDLE = "No run is training: train A or B, then press Step (.) for one phase of a step"

_NAMES: Mapping[Phase, str] = marked({"forward": "Forward", "loss": "Loss", "backward": "Backward", "update": "Update"})


class PhaseBar(QFrame):
    """Shows the newest phase of each side; `whole_wanted` goes back to whole steps."""

    whole_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phaseBar")
        self.setProperty("panel", True)
        self._theme = DARK
        self._phase: Phase | None = None
        self._found: Mapping[Side, PhaseValues] = {}
        self._training = False
        self.names = {phase: Label(tr(_NAMES[phase])) for phase in PHASES}
        self.text = ElidedLabel()
        self.text.setObjectName("phaseText")
        self.scale = ColorBar()
        self.scale.setObjectName("phaseScale")
        self.scale.setAccessibleName(tr("Color scale of the phase"))
        self._whole = tool_button("phaseWhole", tr("Whole steps"), tr("Step does whole steps again (Ctrl+.)"))
        self._whole.clicked.connect(self.whole_wanted)
        self.scale.setMaximumWidth(_SCALE)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 6, 1)
        row.setSpacing(6)
        row.addLayout(self._words(), 1)
        row.addWidget(self.scale)
        row.addWidget(self._whole)
        self.show_found({}, (-6.0, 0.0))
        self.set_theme(DARK)

    def _words(self) -> QVBoxLayout:
        """The phases' names, and below them what the newest one gave."""
        names = QHBoxLayout()
        names.setSpacing(10)
        for phase, name in self.names.items():
            name.setObjectName(f"phase_{phase}")
            name.setToolTip(tr(ABOUT[phase]))
            names.addWidget(name)
        names.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(names)
        column.addWidget(self.text)
        return column

    def show_found(self, found: Mapping[Side, PhaseValues], levels: tuple[float, float]) -> None:
        """Show the newest phase of each side, on this color scale (log10); without any, what to press."""
        newest = next(iter(found.values()), None)
        self._phase = None if newest is None else newest.phase
        self.scale.setVisible(newest is not None)
        self._found = found
        self._tell()
        if newest is not None:
            self.scale.set_instrument(INFOS[newest.phase])
            self.scale.set_levels(*levels)
            self.text.set_about(tr(ABOUT[newest.phase]))
        self._show_names()

    def set_training(self, on: bool) -> None:
        """Whether there is a run whose steps can be taken apart."""
        self._training = on
        self._tell()

    def _tell(self) -> None:
        self.text.setText(_text(self._found) if self._found else tr(HINT) if self._training else tr(IDLE))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.scale.set_theme(theme)
        self._show_names()

    def _show_names(self) -> None:
        coming = next_phase(self._phase)
        for phase, name in self.names.items():
            now = phase == self._phase
            color = self._theme.text if now else self._theme.muted
            weight = 700 if now else 400
            name.setStyleSheet(f"color: {color}; font-weight: {weight};")
            state = tr("done just now") if now else "next" if phase == coming else ""
            name.setAccessibleName(f"{phase}, {state}" if state else phase)


def _text(found: Mapping[Side, PhaseValues]) -> str:
    known = {side: each for side, each in found.items() if each.loss is not None and each.accuracy is not None}
    parts = [tr("Step {step:,}", step=next(iter(found.values())).step)]
    if known:
        parts.append(tr("loss ") + ", ".join(f"{side} {each.loss:.4g}" for side, each in known.items()))
        parts.append(tr("accuracy ") + ", ".join(f"{side} {percent(each.accuracy)}" for side, each in known.items()))
    return " · ".join(parts)
