"""What each run showed at its end: judged in the background, and noted in the store for the list of runs."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, Signal

from explorer.desk.background import AtOnce, Doing
from explorer.desk.workbench import Workbench
from explorer.engine.events import Ended
from explorer.failures import explain
from explorer.runs.snapshot import Outcome
from explorer.runs.store import RunStore
from explorer.verdicts.finding import Finding
from explorer.verdicts.judging import note_verdict
from explorer.wording import tr


class Noting(QObject):
    """Has each run that ends judged once, with its stored twin; `noted` follows. Those that were discarded, or
    interrupted (the engine died, the window closes), are left alone."""

    noted = Signal()

    def __init__(
        self, bench: Workbench, store: RunStore, doing: Doing | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench, self._store, self._doing = bench, store, doing or AtOnce()
        self._waiting: dict[str, str] = {}  # names by run
        bench.trainer.ended.connect(self._ended)

    def finish(self, events: Iterable[object]) -> list[str]:
        """Note at once what the background has not, and the runs that end with these last events; what went wrong."""
        for event in events:
            if isinstance(event, Ended) and event.kept and _judged(event.outcome):
                self._waiting[event.run_id] = self._name(event.run_id)
        problems = []
        for run_id, name in self._waiting.items():
            try:
                note_verdict(self._store, run_id)
            except Exception as error:
                problems.append(_told(name, error))
        self._waiting.clear()
        return problems

    def _ended(self, run_id: str, outcome: Outcome) -> None:
        if run_id in self._bench.trainer.histories and _judged(outcome):
            self._waiting[run_id] = self._name(run_id)
            self._doing.run(partial(note_verdict, self._store, run_id), partial(self._came, run_id))

    def _came(self, run_id: str, answer: Future[tuple[Finding, ...]]) -> None:
        name = self._waiting.pop(run_id)
        try:
            answer.result()
        except Exception as error:
            self._bench.news.emit(_told(name, error))
        self.noted.emit()

    def _name(self, run_id: str) -> str:
        history = self._bench.trainer.histories.get(run_id)
        return tr("A run") if history is None else history.spec.network.name


def _judged(outcome: Outcome) -> bool:
    return outcome.status != "interrupted"


def _told(name: str, error: Exception) -> str:
    return tr("{name} has no findings: {error}", name=name, error=explain(error))
