"""The window as lessons see it: how A and B are looked at, and what has happened in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from explorer.desk.gates import confirmed
from explorer.desk.setups import View
from explorer.desk.sides import SIDES, Side
from explorer.lessons.conditions import Facts, SideFacts

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow


class LessonStage:
    """Reads the window and puts a View on show."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def view(self) -> View:
        """Instrument, layout and docks of now."""
        window = self._window
        docks = bytes(window.saveState().data())
        return View(window.navigation.instrument, window.settings.layout, docks)

    def show_view(self, view: View) -> None:
        """Look at A and B so; the dock of lessons stays as it is."""
        window = self._window
        if view.instrument in window.navigation.instruments and view.instrument != window.navigation.instrument:
            window.navigation.choose(view.instrument)
        if view.layout:
            window.set_layout(view.layout)
        if view.docks:
            dock = window.lessons.dock
            visible, floating = dock.isVisible(), dock.isFloating()
            window.restoreState(QByteArray(view.docks))
            if not floating:
                dock.setVisible(visible)

    def facts(self) -> Facts:
        """What a step can wait for."""
        return Facts(sides={side: self._side(side) for side in SIDES}, instrument=self._window.navigation.instrument)

    def _side(self, side: Side) -> SideFacts:
        window, bench = self._window, self._window.bench
        history, gates = bench.history(side), confirmed(bench.gates(side))
        analyses, verdicts = window.asking.found(side), window.findings.state.found.get(side) or ()
        return SideFacts(
            spec=bench.document.side(side).spec,
            status=None if history is None else "running" if history.outcome is None else history.outcome.status,
            steps=0 if history is None else len(history),
            gates=gates,
            moved=0 if history is None else len(history.interventions),
            analyses=frozenset(analyses),
            verdicts=frozenset(finding.verdict for finding in verdicts),
        )
