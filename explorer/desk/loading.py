"""Experiments of lessons and of the quiz on the cards, and the person's own setup kept meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.document import Document
from explorer.desk.known_data import info_of
from explorer.desk.setups import Setup, ShowSetup, Stage, with_runs
from explorer.desk.workbench import Workbench
from explorer.lessons.lesson import Experiment
from explorer.number_text import size
from explorer.registry import SpecError
from explorer.wording import tr

BUSY = "A run is training. Wait until it ends, or stop or discard it first."
STARTING = "The engine is starting. Load the experiment in a moment."


@dataclass(frozen=True)
class GpuVersion:
    """The button's `text`, and what it `needs`; `obstacle` says why it cannot be loaded, `note` what has to be done
    before it trains."""

    text: str
    needs: str
    obstacle: str = ""
    note: str = ""


@dataclass(frozen=True)
class Moment:
    """What is set up, which experiment it is, and what the person had set up before the first one was loaded."""

    setup: Setup
    loaded: Experiment | None = None
    own: Setup | None = None


class _ShowMoment(ShowSetup):
    """From one moment to another and back: `hold` takes which experiment it is."""

    def __init__(self, text: str, now: Moment, after: Moment, loading: Loading) -> None:
        super().__init__(text, now.setup.view, after.setup, loading.bench, loading.stage.show_view)
        self._moments, self._hold = (now, after), loading.hold

    def redo(self) -> None:
        """Show the new moment."""
        super().redo()
        self._hold(self._moments[1])

    def undo(self) -> None:
        """Show the moment as it was."""
        super().undo()
        self._hold(self._moments[0])


class Loading(QObject):
    """`own` is what the person had set up before the first experiment was loaded; None while nothing is loaded. Each
    load and each way back is one undoable step. `changed` says that `own` or `loaded` is another."""

    changed = Signal()

    def __init__(self, bench: Workbench, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench, self.stage = bench, stage
        self.own: Setup | None = None
        self.loaded: Experiment | None = None
        self._left: Document | None = None  # what was on the cards when the lesson, or the quiz, was closed
        self._closed = True

    def gpu_version(self, experiment: Experiment) -> GpuVersion | None:
        """What is to be said of an experiment's version for a GPU; None where it has none."""
        catalog, dataset = self.bench.catalog, experiment.gpu.get("dataset", "")
        if not dataset:
            return None
        info = info_of(catalog, dataset)
        minutes = experiment.gpu_minutes
        takes = tr("{minutes} min", minutes=minutes) if minutes < 120 else f"{round(minutes / 60)} h"
        text, needs = (
            tr("On {title}", title=info.title if info else dataset),
            tr("Needs a GPU and about {takes} for both.", takes=takes),
        )
        if catalog is None or catalog.device.startswith("CPU"):
            return GpuVersion(
                text, needs, tr("There is no GPU here that PyTorch can use, so this version cannot be loaded.")
            )
        if info is None or info.present:
            return GpuVersion(text, needs)
        fetched = tr(
            "{title} has to be downloaded first ({download_bytes})",
            title=info.title,
            download_bytes=size(info.download_bytes),
        )
        return GpuVersion(
            text, needs, note=tr("{fetched}: the window offers that when you press Train.", fetched=fetched)
        )

    def load(self, experiment: Experiment, *, gpu: bool = False) -> bool:
        """Put an experiment on the cards; False, and said, where that cannot be."""
        bench = self.bench
        if bench.catalog is None:
            bench.say(tr(STARTING), lambda: bench.catalog is None)
            return False
        try:
            document = with_runs(bench.document, experiment.runs(gpu=gpu), bench.catalog)
        except SpecError as error:
            bench.say(str(error))
            return False
        self.keep()
        view = replace(self.stage.view(), instrument=experiment.instrument, layout=experiment.layout, docks=b"")
        moment = Moment(Setup(document, view), experiment, self.own)
        return self.show(tr("load the experiment “{name}”", name=experiment.name), moment)

    def keep(self) -> None:
        """Remember the setup of now as the person's own, unless one is remembered already."""
        self._closed, self._left = False, None
        if self.own is None:
            self.hold(replace(self.now(), own=self.now().setup))

    def now(self) -> Moment:
        """What is set up now."""
        self.bench.settled()
        return Moment(Setup(self.bench.document, self.stage.view()), self.loaded, self.own)

    def show(self, text: str, moment: Moment) -> bool:
        """Show a moment in one undoable step; False, and said, while a run trains that would go off show."""
        bench, setup, now = self.bench, moment.setup, self.now()
        if bench.blocked(setup.document):
            bench.refuse(tr(BUSY))
            return False
        view = now.setup.view if setup.view.docks else replace(now.setup.view, docks=b"")
        if bench.differs(setup.document) or view != setup.view:
            before = replace(now, setup=replace(now.setup, view=view))
            bench.steps.push(_ShowMoment(text, before, moment, self))
        self.hold(moment)
        return True

    def restore(self) -> bool:
        """Show the person's own setup again; False, and said, where that cannot be now."""
        self._closed, self._left = True, self.bench.document
        return self.own is None or self.show(tr("return to your own setup"), Moment(self.own))

    def lasting(self) -> Setup:
        """What is there again at the next start: the person's own setup, or what is set up now where nothing is loaded
        or the person went on with the cards after leaving a lesson."""
        went_on = self._left is not None and self._left != self.bench.document
        return self.now().setup if self.own is None or went_on else self.own

    def hold(self, moment: Moment) -> None:
        """Take which experiment is set up, and what is the person's own."""
        if (self.loaded, self.own) != (moment.loaded, moment.own):
            self.loaded, self.own = moment.loaded, moment.own
            if self._closed:  # going back in the history to what a lesson had loaded
                self._left = moment.setup.document
            self.changed.emit()
