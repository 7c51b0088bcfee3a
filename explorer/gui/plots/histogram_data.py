"""Histograms of chosen layers: shares by bin and probe, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.graph.model import NetworkGraph
from explorer.gui.widgets.colors import decade_text
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import BINS, DECADES, REACH, Floats, Scale
from explorer.wording import marked, tr

GRADIENTS = marked(InstrumentInfo(
    "gradient-histogram", "Gradient histogram", "share of |∂loss/∂w| in each decade", "", "", "", "", per="bins",
    probed=True,
))  # fmt: skip
"""The histogram on show until the engine tells which there are."""
FEWEST = 5  # decades shown at least
NEAREST = 4  # halves of the unit shown at least on each side of 0
UNIT = "× √(2/fan-in)"
_ZEROS, _WILD = 0, BINS - 1  # rows of `Spread.shares`: what has no decade, below and above
_MIDDLE = REACH + 1  # exact zeros on the scale of multiples, whose last bin is NaN


@dataclass(frozen=True)
class Spread:
    """How the numbers of some layers are spread: `shares` (probes, BINS) of 0–1, the mean over the layers.

    Bins as in runs.snapshot, but what is below the lowest decade counts as zero: bin 1 of decades is empty."""

    steps: Floats
    shares: Floats
    scale: Scale = "decades"

    def at(self, step: int | None) -> Floats:
        """The shares on show at a step (None: the newest), shape (BINS,)."""
        return self.shares[self.place(step)]

    def place(self, step: int | None) -> int:
        """The probe on show at a step."""
        if step is None:
            return len(self.steps) - 1
        return max(0, int(np.searchsorted(self.steps, step, side="right")) - 1)


def chosen(graph: NetworkGraph, calls: Sequence[str], of: NetworkGraph) -> tuple[str, ...]:
    """The weighted layers among `calls` of the network `of`, found in `graph`: those of the same name or, where it has
    none of them, those at the same places of its main path."""
    wanted = [call for call in calls if call in of.layers]
    named = tuple(call for call in wanted if call in graph.layers)
    if named or not wanted:
        return named
    at = [of.main_path.index(call) for call in wanted if call in of.main_path]
    return tuple(graph.main_path[place] for place in at if place < len(graph.main_path))


def spread(history: RunHistory, layers: Sequence[str], info: InstrumentInfo = GRADIENTS) -> Spread | None:
    """The histograms of these layers; None where the run has none of any."""
    rows = history.readings(info.name)
    columns = [history.graph.layers.index(layer) for layer in layers if layer in history.graph.layers]
    if not len(rows) or not columns:
        return None
    counts = rows.reshape(len(rows), -1, BINS)[:, columns]
    counts = counts[:, (counts[0] >= 0).all(-1)]  # layers that it measures: no activation function follows the others
    if not counts.shape[1]:
        return None
    totals = np.maximum(counts.sum(-1, keepdims=True), 1e-30)
    shares = (counts / totals).mean(1).astype(np.float32)
    if info.bins == "decades":
        shares[:, _ZEROS] += shares[:, 1]
        shares[:, 1] = 0
    return Spread(history.probe_steps[: len(rows)], shares, info.bins)


def why_none(history: RunHistory, layers: Sequence[str], info: InstrumentInfo) -> str:
    """Why a run has no spread of these layers."""
    if not layers:
        return tr("No selected layer has weights.")
    if not len(history.probe_steps):
        return tr("No step of this run was probed.")
    if not len(history.readings(info.name)):
        return tr("Not measured in this run: it was trained by an older version.")
    return (
        tr("Not measured for this layer: it has no {needs}.", needs=info.needs)
        if info.needs
        else tr("Not measured for this layer.")
    )


def bins_shown(spreads: Sequence[Spread]) -> list[int]:
    """The bins worth showing, from the largest numbers to the smallest: all between the outermost that are not empty,
    and those apart (zeros, infinity, NaN) where there is anything in them."""
    used = np.zeros(BINS, np.bool_)
    for found in spreads:
        used |= (found.shares > 0).any(0)
    return _multiples_shown(used) if spreads and spreads[0].scale == "multiples" else _decades_shown(used)


def _decades_shown(used: NDArray[np.bool_]) -> list[int]:
    decades = np.flatnonzero(used[2:_WILD]) + 2
    low, high = (int(decades[0]), int(decades[-1])) if len(decades) else (_WILD - FEWEST, _WILD - 1)
    missing = max(0, FEWEST - (high - low + 1))
    high = min(high + missing // 2, _WILD - 1)
    low = max(2, min(low, high - FEWEST + 1))
    high = max(high, low + FEWEST - 1)
    shown = list(range(high, low - 1, -1))
    return [*([_WILD] if used[_WILD] else []), *shown, *([_ZEROS] if used[_ZEROS] else [])]


def _multiples_shown(used: NDArray[np.bool_]) -> list[int]:
    """As far below 0 as above it."""
    far = max((abs(int(index) - _MIDDLE) for index in np.flatnonzero(used[:_WILD])), default=0)
    far = max(far, NEAREST)
    shown = [i for i in range(_MIDDLE + far, _MIDDLE - far - 1, -1) if i != _MIDDLE or used[i]]
    return [*([_WILD] if used[_WILD] else []), *shown]


def bin_text(index: int, short: bool = False, scale: Scale = "decades") -> str:
    """A bin for people: "10⁻⁴ to 10⁻³", or its lower end alone; of multiples the end away from 0."""
    if scale == "multiples":
        return _multiple_text(index, short)
    if index in (_ZEROS, 1):
        return "0" if short else tr("0 or below {lowest}", lowest=decade_text(DECADES[0]))
    if index == _WILD:
        return "∞" if short else tr("{highest} and above, ∞ or NaN", highest=decade_text(DECADES[1]))
    low = DECADES[0] + index - 2
    return decade_text(low) if short else tr("{low} to {high}", low=decade_text(low), high=decade_text(low + 1))


def _multiple_text(index: int, short: bool) -> str:
    if index == _WILD:
        return tr("NaN")
    if index == _MIDDLE:
        return "0" if short else tr("exactly 0")
    halves, sign = abs(index - _MIDDLE), "" if index > _MIDDLE else "−"
    if halves > REACH:
        end = f"{sign}{REACH / 2:g}"
        return f"{'<' if sign else '>'} {end}" if short else f"{tr('below') if sign else tr('above')} {end} {UNIT}"
    return (
        f"{sign}{halves / 2:g}"
        if short
        else tr(
            "{sign}{low:g} to {sign}{high:g} {unit}",
            sign=sign,
            low=(halves - 1) / 2,
            high=halves / 2,
            unit=UNIT,
        )
    )


def top_share(spreads: Sequence[Spread]) -> float:
    """The scale's end: the largest share, in tenths."""
    most = max((float(found.shares.max(initial=0)) for found in spreads), default=1.0)
    return min(1.0, max(0.1, np.ceil(10 * most - 1e-6) / 10))


def columns_at(found: Spread, last: int, width: int) -> NDArray[np.intp]:
    """The probe that each of `width` pixels shows when steps 0 … `last` share them, shape (width,)."""
    steps = np.arange(width) * (last + 1) / max(width, 1)
    return np.maximum(np.searchsorted(found.steps, steps, side="right") - 1, 0)
