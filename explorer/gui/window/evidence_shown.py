"""Showing a finding's evidence: the instrument, the step, and frames around the layers and the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.desk.sides import Side
from explorer.gui.picture.markers import Frame
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Evidence

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow


@dataclass(frozen=True)
class _Place:
    """Where a window stands: its instrument, and the step that is held (None: the newest)."""

    instrument: str
    step: int | None


class EvidenceShown(QObject):
    """Shows one piece of evidence at a time. The same one again takes it off show, and so does following the newest
    step, or another run on its side.

    `changed` carries the side and the Evidence on show, or None. `back` returns to the instrument and the step that
    were on show before; what the user has changed since stays."""

    changed = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shown: tuple[Side, Evidence] | None = None
        self._run: RunHistory | None = None
        self._before = self._led = self._here()
        window.time.step_wanted.connect(self._moved)
        window.bench.changed.connect(self._bench_changed)

    def show(self, side: Side, evidence: Evidence) -> None:
        """Show it in all views, or take it off show."""
        run = self._window.bench.history(side)
        if run is None or not len(run):
            return
        if self._shown == (side, evidence):
            self.back()
            return
        if self._shown is None:
            self._before = self._here()
        self._shown, self._run = (side, evidence), run
        self._choose_instrument(evidence.measure)
        self._window.time.hold(min(evidence.steps[1], len(run) - 1))
        self._led = self._here()
        self._frame(side, evidence, run)
        self._window.panes[side].view.fit()
        self.changed.emit(self._shown)

    def back(self) -> None:
        """Take the frames away and show what was on show before."""
        if self._shown is None:
            return
        before, here = self._before, self._here()
        self.clear()
        if here.instrument == self._led.instrument != before.instrument:
            self._window.set_instrument(before.instrument)
        if here.step == self._led.step:
            self._window.time.hold(before.step)

    def clear(self) -> None:
        """Take the frames away; instrument and step stay."""
        self._shown = self._run = None
        plots = self._window.plots
        for side, pane in self._window.panes.items():
            pane.set_frame(None)
            plots.profile.set_frame(side, ())
            plots.set_span(side, None)
        self.changed.emit(None)

    def _frame(self, side: Side, evidence: Evidence, run: RunHistory) -> None:
        """Frame layers and steps in the side's picture, the layers in the profile, the steps in the curves."""
        everything = tuple(range(len(run.graph.main_path)))
        first, last = evidence.steps
        frame = Frame(tuple(sorted(evidence.layers)) or everything, (first, last + 1))
        plots = self._window.plots
        for other, pane in self._window.panes.items():
            mine = other == side
            pane.set_frame(frame if mine else None, strip=bool(evidence.layers))
            plots.set_span(other, (first, min(last, len(run) - 1)) if mine else None)
        plots.profile.set_frame(side, frame.groups() if evidence.layers else ())

    def _here(self) -> _Place:
        return _Place(self._window.instrument, self._window.time.step)

    def _choose_instrument(self, measure: str) -> None:
        """Where the evidence is in loss or accuracy, those plots show the step as they are."""
        catalogue = self._window.bench.catalogue
        known = () if catalogue is None else catalogue.instruments
        if any(info.name == measure and info.per != "bins" for info in known):
            self._window.set_instrument(measure)
            self._window.plots.tabs.setCurrentWidget(self._window.plots.profile)

    def _moved(self, step: int | None) -> None:
        if step is None and self._shown is not None:
            self.clear()

    def _bench_changed(self) -> None:
        if self._shown is not None and self._window.bench.history(self._shown[0]) is not self._run:
            self.clear()
