"""What is found in A and B: judged while they train and at their end, with the twin that a finding asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from explorer.desk.background import Doing
from explorer.desk.finding_words import in_words
from explorer.desk.judging import Judging
from explorer.desk.noting import Noting
from explorer.desk.orders import BUSY
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.runs.snapshot import Outcome
from explorer.runs.store import RunStore
from explorer.verdicts.finding import Finding
from explorer.verdicts.twins import Offer
from explorer.wording import tr

TRAINS = "Training the twin ({}) in addition to A and B. Findings are updated when it finishes."
TRAINED = "The twin ({}) is trained and stored. The findings now take it into account."
STARTING = "The engine is starting."


Found = Mapping[Side, tuple[Finding, ...] | None]
"""The findings by side; None without a run."""


@dataclass(frozen=True)
class FindingsState:
    """What the panel shows: the findings, A against B in one sentence (empty for nothing
    to say), and why no twin can be trained now (empty where one can)."""

    found: Found = field(default_factory=dict)
    pair: str = ""
    obstacle: str = ""


class Findings(QObject):
    """Judges the runs on show whenever `refresh` is called and something is due, and has twins trained; `noting` judges
    every run at its end for the list. Emits `changed` with each new state."""

    changed = Signal(FindingsState)

    def __init__(self, bench: Workbench, store: RunStore, parent: QObject, *, doing: Doing | None = None) -> None:
        super().__init__(parent)
        self.state = FindingsState()
        self._bench = bench
        self._judging = Judging(bench, store, doing=doing)
        self.noting = Noting(bench, store, doing, self)
        self._aside = ""  # the twin that trains
        bench.trainer.ended.connect(self._run_ended)

    def refresh(self) -> None:
        """Work out what is known of A and B now."""
        state = FindingsState({side: self._found(side) for side in SIDES}, tr(self._judging.pair()), self._obstacle())
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    def _found(self, side: Side) -> tuple[Finding, ...] | None:
        found = self._judging.findings(side)
        return None if found is None else tuple(map(in_words, found))

    def train_twin(self, offer: Offer) -> None:
        """Train a twin that stands on neither side."""
        self._bench.train_aside(offer.spec)
        self._aside = offer.text
        self._bench.notice.emit(tr(TRAINS).format(self._aside))
        self.refresh()

    def _obstacle(self) -> str:
        if self._bench.catalog is None:
            return tr(STARTING)
        return tr(BUSY) if self._bench.trainer.training else ""

    def _run_ended(self, run_id: str, outcome: Outcome) -> None:
        self._judging.forget_twins()
        if self._aside and all(self._bench.document.side(side).run_id != run_id for side in SIDES):
            self._bench.over.emit(tr(TRAINS).format(self._aside))
            if outcome.status == "completed":
                self._bench.notice.emit(tr(TRAINED).format(self._aside))
            self._aside = ""
