"""How the gradients of a network's first and last layers compare."""

from __future__ import annotations

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Floats

ENDS = 3
"""Layers at either end whose mean the ratio compares."""
RATIO_WORDS = f"mean of the first {ENDS} layers / mean of the last {ENDS} before the classifier"


def end_ratio(profile: Floats, graph: NetworkGraph | None = None) -> float:
    """Mean over the first three layers divided by the mean over the last three: near 1 a healthy gradient, small a
    vanishing one, large an exploding one. NaN where the last layers have none. With the network, its classifier and
    the layers on shortcuts do not count."""
    values = np.asarray(profile, np.float64)
    if graph is not None and len(values) == len(graph.layers):
        main = set(graph.main_path)
        mapped = [id in main and graph.calls[id].stage is not None for id in graph.layers]
        values = values[mapped] if any(mapped) else values
    if not len(values):
        return float("nan")
    ends = min(ENDS, max(1, len(values) // 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(values[:ends].mean()) / values[-ends:].mean())
