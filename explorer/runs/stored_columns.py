"""The stored columns of a run, sorted by what they are and checked against each other and the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.codec import DamagedError
from explorer.runs.history import CURVES
from explorer.runs.pending_steps import CLASS_SHARES, LAYER_PREFIX, PROBE_PREFIX, PROBE_STEPS
from explorer.runs.snapshot import BINS, Floats, Probe


@dataclass(frozen=True)
class Parts:
    """Curves (steps,), readings of every step (steps, layers), those of probes (probes, …), and `frames`: a probe's
    step, distance to the next, and costs (probes, 4)."""

    curves: dict[str, Floats]
    layers: dict[str, Floats]
    probed: dict[str, Floats]
    frames: Floats
    class_shares: Floats | None

    def probe(self, place: int) -> Probe:
        """One probe, by its place among them."""
        step, every, cost, step_cost = self.frames[place]
        values = {name: rows[place] for name, rows in self.probed.items()}
        return Probe(int(step), values, int(every), float(cost), float(step_cost))


def parts_of(columns: dict[str, Floats], graph: NetworkGraph) -> Parts:
    """Columns by their stored names; DamagedError where they do not belong together or to this network."""
    columns = dict(columns)
    try:
        curves = {name: columns.pop(name) for name in CURVES}
    except KeyError as error:
        raise DamagedError(f"measurements: there is no {error}") from error
    frames = columns.pop(PROBE_STEPS, None)
    probed = {
        name.removeprefix(PROBE_PREFIX): columns.pop(name) for name in list(columns) if name.startswith(PROBE_PREFIX)
    }
    if frames is None:
        frames, probed = np.empty((0, 4), np.float32), {}
    shares = columns.pop(CLASS_SHARES, None)
    if shares is not None and (shares.ndim != 2 or not len(shares)):
        raise DamagedError(f"measurements: class shares of shape {shares.shape}")
    layers = {name.removeprefix(LAYER_PREFIX): rows for name, rows in columns.items()}
    parts = Parts(curves, layers, probed, frames, None if shares is None else shares[0])
    _check_steps(parts, graph)
    _check_probes(parts, graph)
    _check_shares(parts.class_shares, graph)
    return parts


def _check_steps(parts: Parts, graph: NetworkGraph) -> None:
    if any(rows.ndim != 1 for rows in parts.curves.values()):
        raise DamagedError("measurements: more than one loss for a step")
    if len({len(rows) for rows in (*parts.curves.values(), *parts.layers.values())}) > 1:
        raise DamagedError("measurements: columns of different length")
    for name, rows in parts.layers.items():
        if rows.ndim != 2 or rows.shape[1] != len(graph.layers):
            raise DamagedError(f"measurements: {name} of shape {rows.shape} for {len(graph.layers)} layers")


def _check_probes(parts: Parts, graph: NetworkGraph) -> None:
    frames, layers = parts.frames, len(graph.layers)
    if frames.ndim != 2 or frames.shape[1] != 4 or any(len(rows) != len(frames) for rows in parts.probed.values()):
        raise DamagedError("probes: columns of different length")
    if not np.isfinite(frames).all() or (frames < 0).any() or (np.diff(frames[:, 0]) <= 0).any():
        raise DamagedError("probes: steps out of order")
    for name, rows in parts.probed.items():
        if rows.ndim != 2 or rows.shape[1] not in (1, layers, len(graph.skips), layers * BINS):
            raise DamagedError(f"probes: {name} of shape {rows.shape} for {layers} layers")


def _check_shares(shares: Floats | None, graph: NetworkGraph) -> None:
    if shares is not None and (shares.shape != (graph.classes,) or not np.isfinite(shares).all() or shares.max() <= 0):
        raise DamagedError(f"measurements: class shares {shares[:5].tolist()} for {graph.classes} classes")
