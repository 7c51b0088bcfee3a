"""The window's side of checkpoints: resume, fork, replay, and the space that checkpoints take."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QWidget

from explorer.desk.background import Doing
from explorer.desk.orders import BUSY
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.gui.runs.fork_dialog import ForkDialog
from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.runs.space_dialog import SpaceDialog, size_text
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.offers import offer
from explorer.runs.history import RunHistory
from explorer.runs.resuming import no_resuming
from explorer.runs.store import RunStore, StoreError
from explorer.wording import marked, tr

_NONE = "No run is on show in {0}."
_TIPS = marked(
    {
        "resume": "Go on with the run in {0} from its last checkpoint, or train it longer",
        "fork": "Train a child of the run in {0} from one of its steps on, with other settings",
    }
)


class GoingOn(QObject):
    """Asks for what has to be chosen and passes it to the workbench. Runs are read in the background. Its `actions`,
    for a menu, act on the runs in A and B."""

    def __init__(  # noqa: PLR0917 (the parts of a window)
        self, store: RunStore, dock: RunsDock, bench: Workbench, messages: MessageBar, doing: Doing, home: QWidget
    ) -> None:
        super().__init__(home)
        self._store, self._dock, self._bench = store, dock, bench
        self._messages, self._doing, self._home = messages, doing, home
        menu = dock.menu
        menu.resume_wanted.connect(partial(self._read, self._ask_resume))
        menu.fork_wanted.connect(partial(self._read, self._ask_fork))
        menu.replay_wanted.connect(partial(self._read, partial(self._replay, "A")))
        dock.space_wanted.connect(self._ask_space)
        self.actions = {
            (what, side): self._action(f"{what}_{side.lower()}", text.format(side), partial(do, side))
            for what, text, do in (
                ("resume", tr("Resume {0}"), self._resume_side),
                ("fork", tr("Fork {0}…"), self._fork_side),
            )
            for side in SIDES
        }
        self.save = self._action("save_checkpoint", tr("Save checkpoint"), self._save)
        self.clear = self._action("clear_plans", tr("Remove planned interventions"), self._clear)
        bench.changed.connect(self.show_state)
        bench.steps.changed.connect(self.show_state)
        dock.visibilityChanged.connect(self.show_space)
        bench.trainer.ended.connect(lambda *_: self.show_space())
        self.show_state()

    def show_state(self) -> None:
        """Offer what can be done now with the runs in A and B, and say why not where it cannot."""
        training = self._bench.trainer.training
        for (what, side), action in self.actions.items():
            history = self._bench.history(side)
            why = tr(BUSY) if training else tr(_NONE).format(side) if history is None else ""
            if not why and history is not None and what == "resume":
                why = _why_not_longer(history)
            offer(action, tr(_TIPS[what]).format(side), why)
        why = "" if self._planning() else tr("Neither A nor B has planned interventions that can be edited.")
        offer(self.clear, tr("Train the next run without gates that move by plan"), why)
        why = "" if training else tr("No run is training.")
        offer(self.save, tr("Save the runs as they are now, so that they can be resumed and forked here"), why)

    def _planning(self) -> list[Side]:
        """The sides that have planned interventions and can be edited."""
        free = (side for side in SIDES if not self._bench.live(side))
        return [side for side in free if self._bench.document.side(side).spec.training.interventions]

    def _clear(self) -> None:
        for side in self._planning():
            spec = self._bench.document.side(side).spec
            self._bench.edit(side, replace(spec, training=replace(spec.training, interventions=())))

    def show_space(self) -> None:
        """Show how much space checkpoints take, where the list of runs is on show."""
        if self._dock.isVisible():
            try:
                used, budget = self._store.checkpoints.used, self._store.checkpoints.budget
            except StoreError as error:
                self._refused(str(error))
                return
            self._dock.show_space(tr("{used} of {budget}", used=size_text(used), budget=size_text(budget)))

    def fork_at(self, side: Side, step: int) -> None:
        """Ask for a fork of a side's run from a step on, with a probe at every step."""
        history = self._bench.history(side)
        if history is not None:
            self._ask_fork(history, max(0, min(step, len(history))), closely=True)

    def _save(self) -> None:
        self._bench.trainer.save_checkpoint()

    def _read(self, then: Callable[[RunHistory], None], run_id: str) -> None:
        known = self._bench.trainer.histories.get(run_id)
        if known is not None and known.outcome is not None:
            then(known)
        else:
            self._doing.run(partial(self._store.record, run_id), partial(self._have, then))

    def _have(self, then: Callable[[RunHistory], None], answer: Future[RunHistory]) -> None:
        try:
            then(answer.result())
        except StoreError as error:
            self._refused(str(error))

    def _resume_side(self, side: Side) -> None:
        history = self._bench.history(side)
        if history is not None:
            self._ask_resume(history)

    def _fork_side(self, side: Side) -> None:
        history = self._bench.history(side)
        if history is not None:
            self._ask_fork(history)

    def _ask_resume(self, history: RunHistory) -> None:
        """Resume; of a run that is complete, ask for its epochs."""
        if history.outcome is None or history.outcome.status != "completed":
            why = no_resuming(history.outcome, history.spec)
            self._refused(why) if why else self._bench.resume(history, self._name(history))
            return
        epochs = history.spec.training.epochs
        dialog = QInputDialog(self._home)
        dialog.setObjectName("resumeDialog")
        dialog.setWindowTitle(tr("Train {name} longer", name=self._name(history)))
        dialog.setLabelText(tr("It is complete after {epochs} epochs. Epochs in all:", epochs=epochs))
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(epochs + 1, 100_000)
        dialog.setIntValue(2 * epochs)
        dialog.setOkButtonText(tr("Resume"))
        dialog.intValueSelected.connect(lambda chosen: self._bench.resume(history, self._name(history), chosen))
        dialog.open()

    def _ask_fork(self, history: RunHistory, step: int | None = None, *, closely: bool = False) -> None:
        if self._bench.trainer.training:
            self._refused(tr(BUSY))
            return
        catalog, name = self._bench.catalog, self._name(history)
        dialog = ForkDialog(history, name, len(history) if step is None else step, closely=closely,
                            datasets=catalog.datasets if catalog else (), parent=self._home)  # fmt: skip
        dialog.forked.connect(partial(self._bench.fork, history, name))
        dialog.open()

    def _replay(self, side: Side, history: RunHistory) -> None:
        self._bench.replay(history, side)

    def _ask_space(self) -> None:
        checkpoints = self._store.checkpoints
        try:
            dialog = SpaceDialog(checkpoints.used, checkpoints.budget, checkpoints.every, self._home)
        except StoreError as error:
            self._refused(str(error))
            return
        dialog.chosen.connect(self._set_space)
        dialog.open()

    def _set_space(self, budget: int, every: int) -> None:
        try:
            self._store.checkpoints.budget, self._store.checkpoints.every = budget, every
        except StoreError as error:
            self._refused(str(error))
        self.show_space()

    def _name(self, history: RunHistory) -> str:
        return self._dock.name_of(history.run_id) or history.spec.network.name

    def _action(self, name: str, text: str, wish: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: wish())
        return action

    def _refused(self, text: str) -> None:
        self._messages.show_message(text, kind="error")


def _why_not_longer(history: RunHistory) -> str:
    """Why a run cannot be resumed, or made longer where it is complete."""
    longer = history.outcome is not None and history.outcome.status == "completed"
    return no_resuming(history.outcome, history.spec, history.spec.training.epochs + 1 if longer else None)
