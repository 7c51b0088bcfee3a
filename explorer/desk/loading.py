"""Experiments of lessons and of the quiz on the cards, and the person's own setup kept meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.known_data import info_of
from explorer.desk.setups import Setup, ShowSetup, Stage, with_runs
from explorer.desk.workbench import Workbench
from explorer.lessons.lesson import Experiment
from explorer.number_text import size
from explorer.registry import SpecError

BUSY = "A run is training. Wait until it ends, or stop or discard it first."
STARTING = "The engine is starting. Load the experiment in a moment."


@dataclass(frozen=True)
class GpuVersion:
    """The button's `text`; `obstacle` says why it cannot be loaded, `note` what has to be done before it trains."""

    text: str
    obstacle: str = ""
    note: str = ""


class Loading(QObject):
    """`own` is what the person had set up before the first experiment was loaded; None while nothing is loaded. Each
    load and each way back is one undoable step. `changed` says that `own` is another."""

    changed = Signal()

    def __init__(self, bench: Workbench, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._stage = bench, stage
        self.own: Setup | None = None
        self.loaded: Experiment | None = None

    def gpu_version(self, experiment: Experiment) -> GpuVersion | None:
        """What is to be said of an experiment's version for a GPU; None where it has none."""
        catalog, dataset = self._bench.catalog, experiment.gpu.get("dataset", "")
        if not dataset:
            return None
        info = info_of(catalog, dataset)
        minutes = experiment.gpu_minutes
        takes = f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"
        text = f"On {info.title if info else dataset} (needs a GPU, about {takes})"
        if catalog is None or catalog.device.startswith("CPU"):
            return GpuVersion(text, "There is no GPU here that PyTorch can use, so this version cannot be loaded.")
        if info is None or info.present:
            return GpuVersion(text)
        fetched = f"{info.title} has to be downloaded first ({size(info.download_bytes)})"
        return GpuVersion(text, note=f"{fetched}: the window offers that when you press Train.")

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
