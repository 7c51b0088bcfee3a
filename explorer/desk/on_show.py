"""What is on show in A and B, read from the state, the records and the engine's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from explorer.desk.announcer import Announcer
from explorer.desk.describer import Describer
from explorer.desk.document import Document
from explorer.desk.gates import Gate, of_architecture
from explorer.desk.known_data import with_data
from explorer.desk.sides import SIDES, Side
from explorer.desk.trainer import Trainer
from explorer.engine.commands import Command
from explorer.engine.events import Ready
from explorer.graph.model import NetworkGraph
from explorer.infos import DatasetInfo
from explorer.runs.history import RunHistory
from explorer.runs.spec import NO_DATA

KEPT = 32
"""Stored runs that are remembered besides those on show."""


class OnShow(Announcer):
    """The state, and what follows from it; nothing here changes it."""

    data_changed = Signal()  # the catalog's datasets are others, or there are others of them

    def __init__(self, send: Callable[[Command], None], document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.describer = Describer(send)
        self.trainer = Trainer(send, self)
        self.catalog: Ready | None = None
        self._learned: dict[str, DatasetInfo] = {}  # by name; they outlive an engine
        self._let_go: set[str] = set()

    def history(self, side: Side) -> RunHistory | None:
        """The record of the run on show, if there is one."""
        return self.trainer.histories.get(self.document.side(side).run_id or "")

    def keep(self, history: RunHistory) -> None:
        """Remember a record, and let go of the stored ones that came first: they can be read again."""
        known, shown = self.trainer.histories, self._shown()
        known.pop(history.run_id, None)
        known[history.run_id] = history
        self._let_go.discard(history.run_id)
        stored = [key for key, run in known.items() if run.stored and run.outcome is not None and key not in shown]
        for key in stored[: max(0, len(stored) - KEPT)]:
            del known[key]
            self._let_go.add(key)

    def missing(self) -> set[str]:
        """The runs on show that were let go of: each is told once."""
        missing = self._shown() & self._let_go
        self._let_go -= missing
        return missing

    def _shown(self) -> set[str]:
        return {run_id for side in SIDES if (run_id := self.document.side(side).run_id) is not None}

    def graph(self, side: Side) -> NetworkGraph | None:
        """The side's network: as the run on show began, else as the card says; None while it is asked for."""
        history = self.history(side)
        return history.graph if history is not None else self.describer.graph(self.document.side(side).spec)

    def gates(self, side: Side) -> dict[str, Gate]:
        """Every skip's gate: of the run on show, else of the architecture."""
        history, graph = self.history(side), self.graph(side)
        if history is not None:
            return self.trainer.gates(history.run_id)
        return {} if graph is None else of_architecture(graph)

    def no_data(self, side: Side) -> bool:
        """Whether the side has no data to train on."""
        return self.document.side(side).spec.training.dataset == NO_DATA

    def refuse(self, text: str) -> None:
        """Say why something cannot be done: while a run trains, until it has ended."""
        self.say(text, lambda: self.trainer.training) if self.trainer.training else self.say(text)

    def live(self, side: Side) -> bool:
        """Whether the side's run is training now."""
        run_id = self.document.side(side).run_id
        return run_id in self.trainer.live or run_id in self.trainer.waiting

    def add_data(self, datasets: Iterable[DatasetInfo]) -> None:
        """Know these datasets besides the engine's own, or as they are now."""
        self._learned.update((data.name, data) for data in datasets)
        if self.catalog is not None:
            self.catalog = with_data(self.catalog, self._learned)
            self.data_changed.emit()
