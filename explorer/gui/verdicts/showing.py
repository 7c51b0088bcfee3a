"""Showing a finding's evidence: the instrument, the step, and a frame around the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.gui.picture.markers import Frame
from explorer.gui.theme import Side
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Evidence

if TYPE_CHECKING:
    from explorer.gui.main_window import MainWindow


class EvidenceShown(QObject):
    """Shows one piece of evidence at a time. The same one again takes it off show, and so does following the newest
    step, or another run on its side."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shown: tuple[Side, Evidence] | None = None
        self._run: RunHistory | None = None
        window.time.step_wanted.connect(self._moved)
        window.bench.changed.connect(self._bench_changed)

    def show(self, side: Side, evidence: Evidence) -> None:
        """Show it in all views, or take it off show."""
        run = self._window.bench.history(side)
        if run is None or not len(run):
            return
        if self._shown == (side, evidence):
            self.clear()
            return
        self._shown, self._run = (side, evidence), run
        self._choose_instrument(evidence.measure)
        self._window.time.hold(min(evidence.steps[1], len(run) - 1))
        everything = tuple(range(len(run.graph.main_path)))
        first, last = evidence.steps
        frame = Frame(tuple(sorted(evidence.layers)) or everything, (first, last + 1))
        for other, pane in self._window.panes.items():
            pane.set_frame(frame if other == side else None)
        self._window.panes[side].view.fit()
        self._window.plots.profile.set_frame(side, frame.groups() if evidence.layers else ())

    def clear(self) -> None:
        """Take the frames away."""
        self._shown = self._run = None
        for side, pane in self._window.panes.items():
            pane.set_frame(None)
            self._window.plots.profile.set_frame(side, ())

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
