"""What is on show in A and B, read from the state, the records and the engine's answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from explorer.engine.messages import Command
from explorer.graph.model import NetworkGraph
from explorer.gui.announcer import Announcer
from explorer.gui.describer import Describer
from explorer.gui.state import Bench
from explorer.gui.theme import Side
from explorer.gui.trainer import Trainer
from explorer.runs.history import RunHistory


class OnShow(Announcer):
    """The state, and what follows from it; nothing here changes it."""

    def __init__(self, send: Callable[[Command], None], bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self.describer = Describer(send)
        self.trainer = Trainer(send, self)

    def history(self, side: Side) -> RunHistory | None:
        """The record of the run on show, if there is one."""
        return self.trainer.histories.get(self.bench.side(side).run_id or "")

    def graph(self, side: Side) -> NetworkGraph | None:
        """The side's network: as the run on show began, else as the card says; None while it is asked for."""
        history = self.history(side)
        return history.graph if history is not None else self.describer.graph(self.bench.side(side).spec)

    def gates(self, side: Side) -> dict[str, float]:
        """Every skip's gate: of the run on show, else of the architecture."""
        history, graph = self.history(side), self.graph(side)
        if history is not None:
            return self.trainer.gates(history.run_id)
        return {} if graph is None else {skip.id: float(skip.enabled) for skip in graph.skips}

    def live(self, side: Side) -> bool:
        """Whether the side's run is training now."""
        run_id = self.bench.side(side).run_id
        return run_id in self.trainer.live or run_id in self.trainer.waiting
