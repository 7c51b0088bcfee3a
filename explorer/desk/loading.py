"""Experiments of lessons and of the quiz on the cards, and the person's own setup kept meanwhile."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.setups import Setup, ShowSetup, Stage, with_runs
from explorer.desk.workbench import Workbench
from explorer.lessons.lesson import Experiment
from explorer.registry import SpecError

BUSY = "A run is training. Wait until it ends, or stop or discard it first."
STARTING = "The engine is starting. Load the experiment in a moment."


class Loading(QObject):
    """`own` is what the person had set up before the first experiment was loaded; None while nothing is loaded. Each
    load and each way back is one undoable step. `changed` says that `own` is another."""

    changed = Signal()

    def __init__(self, bench: Workbench, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._stage = bench, stage
        self.own: Setup | None = None
        self.loaded: Experiment | None = None

    @property
    def gpu(self) -> bool:
        """Whether there is a GPU to train on."""
        catalog = self._bench.catalog
        return catalog is not None and not catalog.device.startswith("CPU")

    def load(self, experiment: Experiment, *, gpu: bool = False) -> bool:
        """Put an experiment on the cards; False, and said, where that cannot be."""
        bench = self._bench
        if bench.catalog is None:
            bench.say(STARTING, lambda: bench.catalog is None)
            return False
        try:
            document = with_runs(bench.document, experiment.runs(gpu=gpu), bench.catalog)
        except SpecError as error:
            bench.say(str(error))
            return False
        self.keep()
        view = replace(self._stage.view(), instrument=experiment.instrument, layout=experiment.layout, docks=b"")
        if not self.show(f"load the experiment “{experiment.name}”", Setup(document, view)):
            return False
        self.loaded = experiment
        return True

    def keep(self) -> None:
        """Remember the setup of now as the person's own, unless one is remembered already."""
        if self.own is None:
            self.own = self.now()
            self.changed.emit()

    def now(self) -> Setup:
        """The setup of now."""
        self._bench.settled()
        return Setup(self._bench.document, self._stage.view())

    def show(self, text: str, setup: Setup) -> bool:
        """Show a setup in one undoable step; False, and said, while a run trains that would go off show."""
        if self._bench.blocked(setup.document):
            self._bench.refuse(BUSY)
            return False
        now = self._stage.view()
        before = now if setup.view.docks else replace(now, docks=b"")
        if self._bench.differs(setup.document) or before != setup.view:
            self._bench.steps.push(ShowSetup(text, before, setup, self._bench, self._stage.show_view))
        return True

    def restore(self) -> bool:
        """Show the person's own setup again; False, and said, where that cannot be now."""
        if self.own is None:
            return True
        if not self.show("return to your own setup", self.own):
            return False
        self.own = self.loaded = None
        self.changed.emit()
        return True
