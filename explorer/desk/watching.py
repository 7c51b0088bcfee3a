"""The watched image: wishes out, answers in, and which networks it is passed through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.edits import family_of
from explorer.desk.film_state import COUNT, FilmSide, FilmState, by_mistakes, obstacle
from explorer.desk.known_data import info_of
from explorer.desk.navigation import Time
from explorer.desk.pending import Questions
from explorer.desk.sides import SIDES, Side
from explorer.desk.titles import title
from explorer.desk.workbench import Workbench
from explorer.engine.commands import Command, ListImages, Look, Watch
from explorer.engine.events import ImagesListed, WatchAnswer, Watched, WatchFailed
from explorer.engine.time_limit import RESTARTED
from explorer.graph.frames import frames, without_frame
from explorer.looks import Choice, FromTest
from explorer.runs.spec import RunSpec
from explorer.wording import tr

CHANNELS = 3
"""Channels of each map in the film."""


class Watching(QObject):
    """Nothing is asked of the engine while it is closed. `changed` carries what the dock shows; `listed` the lists of
    test images by side, of the data `gallery`."""

    changed = Signal(FilmState)
    listed = Signal(object)

    def __init__(self, send: Callable[[Command], None], bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._send, self._bench = send, bench
        self.state = FilmState()
        self.lists: dict[Side, ImagesListed] = {}
        self.gallery = ""
        self._open = False
        self._time = Time()
        self._dataset = ""  # of a chosen test image
        self._sent = Watch(0)
        self._seen: dict[Side, tuple[str, Watched]] = {}  # with the data that they are of
        self._failed: dict[Side, str] = {}
        self._asked: dict[Side, ListImages] = {}
        self._tokens = Questions[None]()
        bench.watch_answered.connect(self._hear)
        bench.changed.connect(self.show)
        bench.engine_died.connect(lambda _: self._forget())
        bench.ready.connect(lambda _: self.show())

    # ── wishes ──────────────────────────────────────────────────────────────────────────────────

    def set_open(self, shown: bool) -> None:
        """Watch, or watch no longer."""
        self._open = shown
        self.show()

    def choose(self, choice: Choice, dataset: str = "") -> None:
        """Watch another image; one of a test split is of `dataset`."""
        self._dataset = dataset
        self.state = replace(self.state, choice=choice)
        self.show()

    def show_less_mean(self, on: bool) -> None:
        """Show differences from the mean over training images."""
        self.state = replace(self.state, less_mean=on)
        self.show()

    def enlarge(self, path: str) -> None:
        """Ask for all channels of the frames of this path; "" for none."""
        if path != self.state.pair:
            self._seen = {side: (data, _without_whole(watched)) for side, (data, watched) in self._seen.items()}
        self.state = replace(self.state, pair=path)
        self.show()

    def hold(self, time: Time) -> None:
        """Show the networks at this step."""
        held, self._time = self._time.step, time
        if held != time.step:
            self.show()

    def list_of(self, dataset: str) -> None:
        """List the test images of these data."""
        if dataset != self.gallery:
            self.gallery = dataset
            self.list_again()

    def list_again(self) -> None:
        """List the test images as the networks answer now."""
        self._asked = {}
        self.show()

    # ── what is on show ─────────────────────────────────────────────────────────────────────────

    def show(self) -> None:
        """Work out the state anew, ask for what is missing, and emit it."""
        if not self._open:
            self._watch(())
            return
        sides = {side: self._side(side) for side in SIDES}
        self.state = replace(self.state, sides=sides)
        if sides["A"].data is not None and self.gallery not in {s.data.name for s in sides.values() if s.data}:
            self.gallery = sides["A"].data.name
        if self.state.choice is not None:
            pair, held = self.state.pair, self._time.step
            self._watch(tuple(self._look(side, pair, held) for side in SIDES if self._obstacle(side) == ""))
        self._list()
        self.changed.emit(self.state)

    def _side(self, side: Side) -> FilmSide:
        spec, graph = self._spec(side), self._bench.graph(side)
        if graph is None:
            return FilmSide(problem=tr("The network is not there yet."))
        history = self._bench.history(side)
        name = title(spec, graph, family_of(spec.network, self._bench.catalog))
        data = info_of(self._bench.catalog, spec.training.dataset)
        live = history is not None and history.run_id in self._bench.trainer.live and self._time.step is None
        end = None if history is None or history.outcome is None else history.outcome.steps
        wanted = None if history is None else end if self._time.step is None and not live else self._time.step
        made = FilmSide(name, frames(graph), without_frame(graph), data, live=live, wanted=wanted)
        problem = self._obstacle(side)
        if problem or problem is None:
            return replace(made, problem=problem or "")
        return replace(made, watched=self._fitting(side, made, spec), problem=self._failed.get(side, ""))

    def _fitting(self, side: Side, made: FilmSide, spec: RunSpec) -> Watched | None:
        """A side's newest answer, where it is of this network and these data."""
        dataset, watched = self._seen.get(side, ("", None))
        if watched is None or dataset != spec.training.dataset:
            return None
        return watched if watched.looked.maps.keys() == {frame.call for frame in made.frames} else None

    def _spec(self, side: Side) -> RunSpec:
        history = self._bench.history(side)
        return self._bench.document.side(side).spec if history is None else history.spec

    def _obstacle(self, side: Side) -> str | None:
        """Why the image cannot be shown to this side, empty where it can; None while there is no network or image."""
        choice, dataset = self.state.choice, self._spec(side).training.dataset
        if choice is None or self._bench.graph(side) is None:
            return None
        catalog = self._bench.catalog
        return obstacle(choice, info_of(catalog, self._dataset), info_of(catalog, dataset))

    def _look(self, side: Side, pair: str, held: int | None) -> Look:
        history, spec = self._bench.history(side), self._spec(side)
        frame = self.state.frame(side, pair) if pair else None
        call = "" if frame is None else frame.call
        if history is None:
            return Look(side, spec, whole=call)
        trains = history.run_id in self._bench.trainer.live
        if trains and held is None:
            return Look(side, spec, history.run_id, live=True, whole=call)
        steps = None if trains or history.outcome is None else history.outcome.steps
        return Look(side, spec, history.run_id, False, held, steps, tuple(history.interventions), call)

    def _watch(self, looks: tuple[Look, ...]) -> None:
        wish = Watch(self._sent.token, self.state.choice if looks else None, looks, CHANNELS, self.state.less_mean)
        if wish != self._sent:
            self._sent = replace(wish, token=self._tokens.ask_only(None))
            self._failed = {}
            self._send(self._sent)

    def _list(self) -> None:
        for side in SIDES:
            data = self.state.sides[side].data
            if data is None or data.name != self.gallery or not data.present:
                self._asked.pop(side, None)
                self.lists.pop(side, None)
                continue
            look, asked = self._look(side, "", None), self._asked.get(side)
            if asked is None or asked.look != look:
                if side in self.lists and self.lists[side].dataset != data.name:
                    del self.lists[side]  # its places and classes are of other data
                self._asked[side] = ListImages(self._tokens.ask(None), look, COUNT)
                self._send(self._asked[side])

    # ── answers ─────────────────────────────────────────────────────────────────────────────────

    def _hear(self, event: WatchAnswer) -> None:
        side = next(side for side in SIDES if side == event.side)
        match event:
            case ImagesListed():
                if side in self._asked and self._asked[side].token == event.token:
                    self.lists[side] = event
                    self._take_list(side, event)
                return
            case Watched() if event.token == self._sent.token:
                look = next(look for look in self._sent.looks if look.side == side)
                self._seen[side] = look.spec.training.dataset, event
            case WatchFailed() if event.token == self._sent.token:
                self._seen.pop(side, None)
                self._failed[side] = event.message
        self.show()

    def _take_list(self, side: Side, event: ImagesListed) -> None:
        self.lists[side] = event
        self.listed.emit(dict(self.lists))
        images = by_mistakes(self.lists)
        if self.state.choice is None and images and self.lists.keys() == self._asked.keys():
            self.choose(FromTest(images[0].index), event.dataset)

    def _forget(self) -> None:
        """The engine is gone: ask the next one again, but not what ended it."""
        self._asked = {}
        if not any(RESTARTED in why for why in self._failed.values()):
            self._sent = Watch(0)


def _without_whole(watched: Watched) -> Watched:
    return replace(watched, looked=replace(watched.looked, whole=None))
