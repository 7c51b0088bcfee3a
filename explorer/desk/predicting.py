"""What was predicted of A and B: before a run it waits here, with the run it is stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from explorer.desk.known_data import info_of
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.engine.events import Ready
from explorer.runs.history import RunHistory
from explorer.runs.predictions import Prediction, Predictions, predicted_settings
from explorer.runs.spec import RunSpec
from explorer.runs.store_errors import StoreError
from explorer.wording import tr

TOO_LATE = "{0} has been trained already, and a prediction comes before the run. Load the experiment again to make one."
Key = tuple[str, str]


class Predicting(QObject):
    """A prediction is about the settings in a card, whatever their seed and whichever skips are on: every run of them
    on that side that begins in this window gets it, while the same experiment of the same lesson is on show. `changed`
    says that other predictions are to be shown."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, bench: Workbench, predictions: Predictions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._store = bench, predictions
        self._waiting: dict[tuple[str, str, Side, RunSpec], dict[Key, Prediction]] = {}
        self._at = ("", "")
        self._stored: dict[str, dict[Key, Prediction]] = {}
        self._read: dict[Side, RunHistory | None] = {}
        self._shown: tuple[object, ...] = ()
        bench.changed.connect(self._follow)

    def of(self, side: Side) -> tuple[Prediction, ...]:
        """What was predicted of the run on show or, where there is none, of the settings in the card."""
        run_id = self._bench.document.side(side).run_id
        known = self._waiting.get(self._place(side), {}) if run_id is None else self._stored.get(run_id, {})
        return tuple(known.values())

    def curve(self, side: Side, about: str) -> Prediction | None:
        """The predicted "loss" or "accuracy" of a side."""
        return next((made for made in self.of(side) if made.key == ("curve", about)), None)

    def obstacle(self, side: Side) -> str:
        """Why nothing can be predicted of a side now; empty where it can."""
        return tr(TOO_LATE).format(side) if self._bench.document.side(side).run_id is not None else ""

    def add(self, side: Side, prediction: Prediction, *, of_analysis: bool = False) -> None:
        """Predict something of the run that the card will give; without effect once it has begun, unless it is about
        an analysis of that run."""
        run_id = self._bench.document.side(side).run_id
        if run_id is None:
            self._waiting.setdefault(self._place(side), {})[prediction.key] = prediction
        elif of_analysis:
            self._stored.setdefault(run_id, {})[prediction.key] = prediction
            self._try(lambda: self._store.keep(run_id, prediction))
        else:
            return
        self.changed.emit()

    def remove(self, side: Side, prediction: Prediction) -> None:
        """Take a prediction back, also one that is stored with the run on show."""
        run_id = self._bench.document.side(side).run_id
        self._waiting.get(self._place(side), {}).pop(prediction.key, None)
        if run_id is not None:
            self._stored.get(run_id, {}).pop(prediction.key, None)
            self._try(lambda: self._store.remove(run_id, prediction))
        self.changed.emit()

    def stand_at(self, lesson: str, experiment: str) -> None:
        """Another experiment is on show: what was predicted of the one before waits for when it is again."""
        if (lesson, experiment) != self._at:
            self._at = lesson, experiment
            self.changed.emit()

    def planned_steps(self, side: Side) -> tuple[int, float]:
        """Steps and epochs of the run that the card asks for; a guess of 100 steps while the data are not known."""
        return planned(self._bench.document.side(side).spec, self._bench.catalog)

    def _place(self, side: Side) -> tuple[str, str, Side, RunSpec]:
        return *self._at, side, predicted_settings(self._bench.document.side(side).spec)

    def _follow(self) -> None:
        """Store what waits with a run that has begun; read what is stored with a run that was opened."""
        for side in SIDES:
            history = self._bench.history(side)
            is_new, self._read[side] = history is not self._read.get(side), history
            if history is None or not is_new:
                continue
            run_id = history.run_id
            self._stored[run_id] = {}
            self._shown = ()  # tell of it, although the same run is on show since it was ordered
            self._try(lambda run_id=run_id: self._take(run_id))  # type: ignore[misc]
            waiting = self._waiting.get(self._place(side), {})
            begins = run_id in self._bench.trainer.live and not len(history)
            if begins and not self._stored[run_id]:
                self._stored[run_id] = dict(waiting)
                for made in waiting.values():
                    self._try(lambda run_id=run_id, made=made: self._store.keep(run_id, made))  # type: ignore[misc]
        shown = tuple(self._bench.document.side(side) for side in SIDES)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def _take(self, run_id: str) -> None:
        self._stored[run_id] = {made.key: made for made in self._store.of(run_id)}

    def _try(self, act: Callable[[], object]) -> None:
        """A prediction that cannot be stored is told, and does not keep the run from being shown."""
        try:
            act()
        except StoreError as error:
            self.failed.emit(str(error))


def planned(spec: RunSpec, catalog: Ready | None) -> tuple[int, float]:
    """Steps and epochs that a run of this spec will have."""
    data = info_of(catalog, spec.training.dataset)
    per_epoch = max(data.train_size // spec.training.batch_size, 1) if data is not None else 100
    steps = max(spec.training.total_steps(per_epoch), 2)
    return steps, steps / per_epoch
