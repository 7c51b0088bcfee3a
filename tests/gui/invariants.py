"""What holds in the window after whatever was done to it."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from explorer.desk.gates import confirmed
from explorer.desk.sides import SIDES, Side
from tests.gui.desk import Desk


def broken(desk: Desk) -> list[str]:
    """What does not hold now, a line each; empty where all is well."""
    window = desk.window
    lines = [line for side in SIDES for line in _picture(desk, side) + _card(desk, side)]
    for name, button, can in (
        ("undo", window.bar.undo, desk.bench.steps.can_undo),
        ("redo", window.bar.redo, desk.bench.steps.can_redo),
        ("stop", window.bar.stop, desk.bench.trainer.training),
    ):
        if button.isEnabled() != can:
            lines.append(f"{name} is {'on' if button.isEnabled() else 'off'} and should not be")
    return lines


def _picture(desk: Desk, side: Side) -> list[str]:
    """Arcs, title and details say what the network and its gates are at the step on show, the heatmap what its record
    holds."""
    graph, gates = desk.bench.graph(side), _gates_at(desk, side, desk.window.navigation.time.step)
    view = desk.window.panes[side].view
    drawn, shown = view.canvas.drawing.drawn, view.canvas.arcs
    if graph is None:
        return [f"{side}: arcs of no network are drawn"] if drawn.arcs else []
    lines = []
    skips = [arc.skip for arc in drawn.arcs]
    if sorted(skips) != sorted(skip.id for skip in graph.skips):
        lines.append(f"{side}: {len(skips)} arcs are drawn for {len(graph.skips)} skips")
    elif len(shown.arcs) != len(shown.gates):
        lines.append(f"{side}: {len(shown.arcs)} arcs have {len(shown.gates)} gates")
    else:
        then = _gates_at(desk, side, view.sight.step)
        means = [sum(then[skips[i]] for i in arc.members) / len(arc.members) for arc in shown.arcs]
        if means != list(shown.gates):
            lines.append(f"{side}, step {view.sight.step}: arcs are drawn at {shown.gates}, the gates are at {means}")
    lines += _texts(desk, side, len(graph.skips), sum(gate > 0 for gate in gates.values()))
    layers = f" {graph.weighted_layers} layers "
    if layers not in view.header.details.text():
        lines.append(f"{side}: the details do not say {layers}: {view.header.details.text()}")
    history = desk.bench.history(side)
    if view.canvas.rows != (0 if history is None else len(history)):
        lines.append(f"{side}: the heatmap has {view.canvas.rows} rows, the record {history and len(history)} steps")
    return lines


def _gates_at(desk: Desk, side: Side, step: int | None) -> dict[str, float]:
    """The gates of the step on show: those of now, or the architecture's and what was moved up to then."""
    history = desk.bench.history(side)
    if step is None or history is None:
        return confirmed(desk.bench.gates(side))
    gates = {skip.id: float(skip.enabled) for skip in history.graph.skips}
    for moved in history.interventions:
        if moved.step <= step:
            gates[moved.skip] = moved.gate
    return gates


def _texts(desk: Desk, side: Side, skips: int, on: int) -> list[str]:
    header = desk.window.panes[side].view.header
    lines, title = [], header.title.text()
    told = f"{on} of {skips} skips on" if skips else "no skips"
    if told not in header.details.text():
        lines.append(f"{side}: the details do not say {told}: {header.details.text()}")
    for sign, count in (("+", on), ("−", skips - on)):
        found = re.search(rf"{re.escape(sign)} (all skips|(\d+) skips?)$", title)
        if found and count != (skips if found[1] == "all skips" else int(found[2])):
            lines.append(f"{side}: {title}, and {count} are so")
    if (re.match(r"Plain-\d+$", title) and on) or (re.match(r"ResNet-\d+$", title) and skips and not on):
        lines.append(f"{side}: {title} with {on} of {skips} skips on")
    return lines


def _card(desk: Desk, side: Side) -> list[str]:
    """A card is locked while its side trains, and shows the spec."""
    card, live = desk.window.panes[side].card, desk.bench.live(side)
    seed = card.findChild(QWidget, f"card{side}_seed")
    lines = []
    if seed is not None and desk.bench.catalog is not None and seed.isEnabled() == live:
        lines.append(
            f"{side}: the card can{'' if live else 'not'} be edited while the side is{'' if live else ' not'} live"
        )
    if card.spec != desk.bench.document.side(side).spec:
        lines.append(f"{side}: the card shows {card.spec}, the state is {desk.bench.document.side(side).spec}")
    return lines
