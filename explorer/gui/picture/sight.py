"""What a view has on show, and what a pointer over it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF

from explorer.desk.switching import NOT_TRAINING, PAST, PREPARING, Moment, obstacle, switch_text, when_text
from explorer.graph.layout import Layout
from explorer.graph.model import NetworkGraph
from explorer.gui.picture import details
from explorer.gui.picture.flow import share_of, share_text, shares
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.heatmap import HINT
from explorer.gui.picture.nodes import Node, Nodes
from explorer.gui.picture.phase_shades import PhaseShown, Shades
from explorer.gui.picture.record import Record
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats
from explorer.wording import marked, tr

EMPTY = Layout((), (), ())
UNKNOWN = marked(InstrumentInfo("gradient-rms", "gradient RMS", "", "", "", "", ""))


@dataclass
class Sight:
    """One network, its gates and its run: everything that texts are made of. `step` None is the newest; `gates` are
    those of the step on show, `present` those of now, `requested` what the engine has yet to move; `moment` is what
    the run on show does."""

    graph: NetworkGraph | None = None
    drawn: Layout = EMPTY
    gates: dict[str, float] = field(default_factory=dict)
    present: dict[str, float] = field(default_factory=dict)
    requested: dict[str, float] = field(default_factory=dict)
    record: Record | None = None
    info: InstrumentInfo = UNKNOWN
    step: int | None = None
    moment: Moment = "edit"
    phase: PhaseShown | None = None
    """A phase of the step under way, which the strip shows instead of readings while it follows the newest step."""
    beside: Callable[[int, int], str] = lambda layer, step: ""
    """What else is known of a layer at a step, for people."""

    @property
    def measure(self) -> str:
        """The instrument's name for people."""
        return self.info.title

    def put(self, record: Record | None) -> None:
        """Show another run's readings, or none; those of the last are waited for no longer."""
        if self.record is not None:
            self.record.close()
        self.record = record

    def hint(self) -> str:
        """What an empty heatmap says."""
        if self.record is None or not len(self.record.history):
            return tr(HINT)
        if self.record.coming:
            return tr("Reading {measure}…", measure=self.measure)
        what = (
            tr("needs skips, and this network has none")
            if self.info.per == "skip"
            else tr("was not measured in this run")
        )
        return f"{self.measure} {what}."

    def take_gates(self) -> None:
        """Let `gates` be those of the step on show."""
        self.gates = dict(self.present)
        if self.step is not None and self.record is not None:
            self.gates.update(self.record.history.gates(self.step))

    @property
    def wanted(self) -> dict[str, float]:
        """The gates as they are going to be once the engine has done what it was asked for."""
        return {**self.present, **self.requested}

    def pending(self, skips: Iterable[str]) -> str:
        """What is asked for and not done yet of these skips, in words; empty where nothing is."""
        asked = [skip for skip in skips if skip in self.requested]
        return tr("requested: {asked}, at the next step", asked=switch_text(asked, self.present)) if asked else ""

    def past(self, skips: Iterable[str]) -> list[str]:
        """Those of these skips that are shown as they were, and are not now."""
        return [skip for skip in skips if self.gates[skip] != self.present[skip]]

    def skips(self, members: tuple[int, ...]) -> tuple[str, ...]:
        """Ids of the skips that an arc stands for."""
        return tuple(self.drawn.arcs[i].skip for i in members)

    def arc_text(self, members: tuple[int, ...]) -> str:
        """An arc: its skip, or how many of its skips are on."""
        if self.graph is None:
            return ""
        skips = self.skips(members)
        if len(skips) == 1:
            text = details.skip_text(self.graph, skips[0], self.gates[skips[0]])
        else:
            text = details.skips_text(self.graph, skips, self.gates)
        pending = self.pending(skips)
        text = f"{text}\n{pending}" if pending else text
        share = share_of(self.shares(), members)
        on = any(self.gates[skip] > 0 for skip in skips)
        return text if share is None else f"{text}\n{share_text(share, on)}"

    def arc_told(self, members: tuple[int, ...], way: str = "Click") -> str:
        """An arc, and what a click on it, or the key named by `way`, does now."""
        state, *rest = self.arc_text(members).split("\n")
        return "\n".join((state, self._what_happens(self.skips(members), way), *rest))

    def _what_happens(self, skips: tuple[str, ...], way: str) -> str:
        """What switching these skips does now, or why it does nothing."""
        why = self.obstacle(skips)
        return why or f"{way}: {switch_text(skips, self.wanted)} {when_text(self.moment, self.history)}"

    def obstacle(self, skips: tuple[str, ...]) -> str:
        """Why a click on an arc of these skips does nothing; empty where it does something."""
        past = self.past(skips)
        if past:  # what a click would do is not what the picture promises
            return tr(PAST, step=self.step, skips=", ".join(past))
        return obstacle(skips, self.wanted, self.moment, self.history)

    def switching(self) -> tuple[bool, str]:
        """Whether skips can be switched now, and when that comes into effect or why they cannot."""
        past = self.past(self.gates)
        if past:
            return False, tr(PAST, step=self.step, skips="skips")
        if self.moment == "preparing":
            return False, tr(PREPARING)
        return True, tr("Skips change {moment}", moment=when_text(self.moment, self.history))

    def no_gates(self) -> str:
        """Why no gate can be moved to a value between off and on now; empty where one can."""
        if self.moment == "edit":
            return tr(NOT_TRAINING)
        possible, why = self.switching()
        return "" if possible else why

    def stage_at(self, at: QPointF | None) -> int | None:
        """The stage at a place of the strip, where it has skips."""
        stage = next((s.stage for s in self.drawn.stages if at is not None and s.x0 <= at.x() < s.x1), None)
        has = self.graph is not None and any(skip.stage == stage for skip in self.graph.skips)
        return stage if has else None

    @property
    def history(self) -> RunHistory | None:
        """The run on show."""
        return None if self.record is None else self.record.history

    def shares(self) -> Floats | None:
        """The shortcuts' share of the gradient at the step on show; None where it was not measured."""
        return None if self.record is None else shares(self.record.history, self.step)

    def shades(self) -> Shades:
        """Color indices of the cells and, by arc, of the layers on its shortcut, at the step on show."""
        if self._phase is not None and self.graph is not None:
            return self._phase.shades(self.graph, self.drawn)
        return (None, {}) if self.record is None else self.record.shades(self.step)

    @property
    def _phase(self) -> PhaseShown | None:
        return self.phase if self.step is None else None

    def node_text(self, nodes: Nodes, node: Node) -> str:
        """A box, a layer or a call."""
        if self.graph is None:
            return ""
        calls = nodes.calls(node, self.graph.calls)
        if node.kind == "box":
            return details.box_text(nodes.title(node), [self.graph.calls[call] for call in calls])
        if self._phase is not None:
            value = self._phase.value_of(self.graph, calls[0])
            return details.layer_text(self.graph, calls[0], self._phase.info.title, value)
        value = None if self.record is None else self.record.value_of(calls[0], self.step)
        return details.layer_text(self.graph, calls[0], self.measure, value)

    def point_text(self, layer: int, step: int) -> str:
        """A point of the heatmap; empty where there is no reading."""
        value = None if self.record is None else self.record.value(layer, step)
        if value is None or self.graph is None:
            return ""
        more = self.beside(layer, step)
        reading = f"{self.measure}: {details.reading_text(value)}{f', {more}' if more else ''}"
        return details.point_text(self.graph, self.drawn.cells[layer].call, layer + 1, step, reading)


def text_at(canvas: GestureCanvas, nodes: Nodes, sight: Sight, position: QPointF) -> str:
    """What a pointer at a canvas position is told; empty where there is nothing."""
    arc = canvas.arc_at(position)
    if arc is not None:
        return sight.arc_told(canvas.arcs.arcs[arc].members)
    strip, heat = canvas.strip_at(position), canvas.heat_at(position)
    if strip is not None:
        bar = canvas.drawing.flow.arc_at(strip.x()) if strip.y() >= canvas.drawing.band.bottom else None
        if bar is not None:
            return sight.arc_text(bar.members)
        node = nodes.at(strip.x(), strip.y(), canvas.pixels_per_layer)
        return "" if node is None else sight.node_text(nodes, node)
    step = step_at(canvas, position)
    layer = None if heat is None else canvas.layer_at(heat.x())
    return "" if step is None or layer is None else sight.point_text(layer, step)


def step_at(canvas: GestureCanvas, position: QPointF) -> int | None:
    """The step that a canvas position of the heatmap shows."""
    at = canvas.heat_at(position)
    return int(at.y()) if at is not None and 0 <= at.y() < canvas.rows else None
