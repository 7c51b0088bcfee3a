"""Between the panel of findings, the runs they are about, and the twin that one of them asks for."""

from __future__ import annotations

from PySide6.QtCore import QObject

from explorer.desk.background import Doing
from explorer.desk.judging import Judging
from explorer.desk.noting import Noting
from explorer.desk.orders import BUSY
from explorer.desk.sides import SIDES
from explorer.desk.workbench import Workbench
from explorer.gui.findings.findings_panel import VerdictPanel
from explorer.gui.widgets.message_bar import MessageBar
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore

TRAINS = "{} trains beside A and B and is stored. What they show is judged again at its end."
TRAINED = "{} has trained and is stored: the findings are judged anew with it."
STARTING = "The engine is starting."


class VerdictDesk(QObject):
    """Judges the runs on show whenever `refresh` is called and something is due, and has twins trained; `noting` judges
    every run at its end for the list."""

    def __init__(
        self,
        bench: Workbench,
        store: RunStore,
        panel: VerdictPanel,
        messages: MessageBar,
        parent: QObject,
        *,
        doing: Doing | None = None,
    ) -> None:
        super().__init__(parent)
        self._bench, self._panel, self._messages = bench, panel, messages
        self._judging = Judging(bench, store, doing=doing)
        self.noting = Noting(bench, store, doing, self)
        self._aside = ""  # the twin that trains
        bench.trainer.ended.connect(self._run_ended)
        panel.twin_wanted.connect(self._train_twin)

    def refresh(self) -> None:
        """Show what is known of A and B now."""
        self._panel.set_findings({side: self._judging.findings(side) for side in SIDES})
        self._panel.set_pair(self._judging.pair())
        self._panel.set_obstacle(self._obstacle())

    def _obstacle(self) -> str:
        if self._bench.catalogue is None:
            return STARTING
        return BUSY if self._bench.trainer.training else ""

    def _run_ended(self, run_id: str, outcome: Outcome) -> None:
        self._judging.forget_twins()
        if self._aside and all(self._bench.document.side(side).run_id != run_id for side in SIDES):
            self._messages.withdraw(TRAINS.format(self._aside))
            if outcome.status == "completed":
                self._messages.show_message(TRAINED.format(self._aside))
            self._aside = ""

    def _train_twin(self, spec: RunSpec) -> None:
        self._bench.train_aside(spec)
        self._aside = spec.network.name
        self._messages.show_message(TRAINS.format(self._aside))
        self.refresh()
