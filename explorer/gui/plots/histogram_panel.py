"""A histogram of the layers selected last, of A and B: gradients, weights or activations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.about import explanation
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.histogram_canvas import Drawn, HistogramCanvas
from explorer.gui.plots.histogram_data import GRADIENTS, Spread, bin_text, chosen, spread, why_none
from explorer.gui.plots.readout import Reading, Readout
from explorer.gui.widgets.accessible import tell
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import InstrumentInfo
from explorer.number_text import percent
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import BINS
from explorer.wording import tr

HINT = "Select a layer or block in a picture (click, or Alt with ← →) to see its histograms over time."
_ABOUT = (
    "Left: over time, color is the fraction in each row, from dark to light. Right: at the selected step. Several "
    "layers: their mean."
)
_WHAT = "Which numbers of the selected layer the histogram shows"


class HistogramPanel(QFrame):
    """Shows the layers that `select` chose on one side, and those of the same name or place on the other.

    `cursor_moved` carries the step under the pointer, None where it leaves. While nobody sees it it draws nothing."""

    cursor_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogramPanel")
        self.setProperty("panel", True)
        self._histories: dict[Side, RunHistory | None] = dict.fromkeys(SIDES)
        self._selected: tuple[Side, tuple[str, ...]] | None = None
        self._step: int | None = None
        self._bin: int | None = None
        self._versions: tuple[object, ...] = ()
        self._pointing = False
        self._offered: tuple[InstrumentInfo, ...] = ()
        self.kind = self._chooser()
        self.title = Label()
        self.title.setProperty("role", "title")
        self.readout = Readout(DARK)
        self.hint = Label(tr(HINT))
        self.hint.setObjectName("histogramHint")
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setContentsMargins(24, 0, 24, 0)
        self.canvas = HistogramCanvas()
        self._lay_out()
        self.set_instruments((GRADIENTS,))
        self.canvas.pointed.connect(self._pointed)
        self.canvas.menu_wanted.connect(self._open_menu)

    def set_instruments(self, infos: Sequence[InstrumentInfo]) -> None:
        """Offer the histograms among these, keeping the chosen one."""
        chosen = self.kind.currentData()
        self._offered = tuple(info for info in infos if info.per == "bins") or (GRADIENTS,)
        self.kind.clear()
        for info in self._offered:
            self.kind.addItem(_plural(info), info.name)
            self.kind.setItemData(self.kind.count() - 1, explanation(info), Qt.ItemDataRole.ToolTipRole)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self._choose()

    @property
    def info(self) -> InstrumentInfo:
        """The histogram on show."""
        return self._offered[max(0, self.kind.currentIndex())]

    def set_history(self, side: Side, history: RunHistory | None) -> None:
        """Show another run on a side, or none."""
        if history is not self._histories[side]:
            self._histories[side] = history
            self._change()

    def select(self, side: Side, calls: Sequence[str]) -> None:
        """Show these calls' layers, chosen on a side; none takes back what that side chose."""
        if calls:
            self._selected = side, tuple(calls)
        elif self._selected is not None and self._selected[0] == side:
            self._selected = None
        self._change()

    def show_step(self, step: float | None) -> None:
        """The spread of this step instead of the newest."""
        wanted = None if step is None else round(step)
        if wanted != self._step:
            self._step = wanted
            self._change()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.readout.set_theme(theme)
        self.canvas.set_theme(theme)

    def refresh(self) -> None:
        """Draw what is new; one comparison where nothing is, or nobody sees it."""
        if self.isVisible() and self._now() != self._versions:
            self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while it was hidden."""
        super().showEvent(event)
        self.refresh()

    def fit(self) -> None:
        """Everything is always on show."""
        self.refresh()

    def redraw(self) -> None:
        """Draw again, from what is stored."""
        self._versions = self._now()
        found = self._spreads()
        runs = self._runs()
        last = max((len(h) - 1 for h in runs.values()), default=0)
        without = {side: history for side, history in runs.items() if side not in found}
        lacking = {side: why_none(history, self._layers(side), self.info) for side, history in without.items()}
        self.canvas.draw(Drawn(found, last, self._step, lacking, self.info.bins))
        why = " ".join(dict.fromkeys(lacking.values())) if self._selected and not found else ""
        self.hint.setText(why or tr(HINT))
        self.pages.setCurrentWidget(self.canvas if found else self.hint)
        self._read(found)

    def table(self) -> str:
        """Shares of each bin for each probe, as CSV: a row for each step, a column for each side's bin."""
        columns: dict[str, np.ndarray] = {}
        for side, found in self._spreads().items():
            columns[f"{side} step"] = found.steps.astype(np.intp)
            kept = [i for i in range(BINS) if i != 1 or found.scale != "decades"]
            columns |= {f"{side} {bin_text(i, scale=found.scale)}": found.shares[:, i] for i in kept}
        return csv_table(columns)

    def _choose(self) -> None:
        text = f"{self.info.title}: {self.info.formula}. {tr(_ABOUT)}"
        self.title.setToolTip(text)
        self.canvas.setAccessibleDescription(text)
        self.kind.setToolTip(f"<p>{tr(_WHAT)}:</p>{explanation(self.info)}")
        self._change()

    def _change(self) -> None:
        self._versions = (None,)
        self.refresh()

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _runs(self) -> dict[Side, RunHistory]:
        return {side: history for side, history in self._histories.items() if history is not None}

    def _now(self) -> tuple[object, ...]:
        return tuple((id(history), len(history.probe_steps), len(history)) for history in self._runs().values())

    def _layers(self, side: Side) -> tuple[str, ...]:
        runs = self._runs()
        if self._selected is None or self._selected[0] not in runs:
            return ()
        source, calls = self._selected
        return chosen(runs[side].graph, calls, runs[source].graph)

    def _spreads(self) -> dict[Side, Spread]:
        found = {side: spread(history, self._layers(side), self.info) for side, history in self._runs().items()}
        return {side: made for side, made in found.items() if made is not None}

    def _read(self, found: dict[Side, Spread]) -> None:
        runs = self._runs()
        names = {runs[side].graph.calls[call].path: None for side in found for call in self._layers(side)}
        self.title.setText(tr("of {names}", names=_listed(tuple(names))) if names else "")
        which = self._bin
        readings = [
            Reading(side, (tr("step {steps}", steps=int(made.steps[made.place(self._step)])),)
                    if which is None else (percent(float(made.at(self._step)[which])),))
            for side, made in found.items()
        ]  # fmt: skip
        self.readout.read("" if which is None else bin_text(which, scale=self.info.bins), readings)

    def _pointed(self, step: int | None, which: int | None) -> None:
        self._bin = which
        if step is not None or self._pointing:
            self._pointing = step is not None
            self.cursor_moved.emit(None if step is None else float(step))
        self._read(self.canvas.drawn.spreads)  # type: ignore[arg-type]
        if which is not None and self.canvas.hasFocus():
            tell(self.canvas, self.readout.text())

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _chooser(self) -> QComboBox:
        chooser = QComboBox()
        chooser.setObjectName("histogramKind")
        chooser.setAccessibleName(tr("Histogram of"))
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        chooser.activated.connect(self._choose)
        return chooser

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(10, 6, 12, 0)
        header.setSpacing(10)
        header.addWidget(self.kind)
        header.addWidget(self.title)
        header.addWidget(self.readout, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.hint)
        self.pages.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 3)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self.pages, 1)
        self.copy_action = QAction(tr("Copy values as CSV"), self)
        self.copy_action.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.table()))
        self.menu = QMenu(self)
        self.menu.setObjectName("histogram_menu")
        self.menu.addAction(self.copy_action)

    def _open_menu(self, position: QPoint) -> None:
        self.menu.popup(position)


def _plural(info: InstrumentInfo) -> str:
    """What a histogram is of, for a list: "Gradients"."""
    what = info.title.removesuffix(" histogram")
    return info.title if what == info.title else f"{what}s"


def _listed(names: tuple[str, ...]) -> str:
    return (
        names[0]
        if len(names) == 1
        else tr("{count} layers, {first} … {last}", count=len(names), first=names[0], last=names[-1])
    )
