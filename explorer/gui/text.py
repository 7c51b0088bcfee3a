"""The window's short texts about a network and its run: titles, detail lines, names of runs."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.graph.model import NetworkGraph
from explorer.runs.spec import RunSpec

INIT_NAMES = {"he": "He init", "xavier": "Xavier init", "pytorch": "PyTorch's init"}
NORM_NAMES = {"batch": "batch norm", "none": "no norm"}
_SCALES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def si(number: float) -> str:
    """A count in three figures with its SI prefix: 40551040 → "40.6M"."""
    for scale, prefix in _SCALES:
        if number >= scale:
            return f"{number / scale:.3g}{prefix}"
    return f"{number:.0f}"


def title(spec: RunSpec, graph: NetworkGraph | None) -> str:
    """The network's name after its skips: with every skip off a residual network is the plain one, and where only
    some differ from the family's own state the name says how many."""
    family, _, depth = spec.network.name.partition("-")
    on, skips = (0, 0) if graph is None else (len(graph.enabled), len(graph.skips))
    some = ""
    if skips and on in (0, skips):
        family = "resnet" if on else "plain"
    elif skips:
        sign, count = ("+", on) if family == "plain" else ("−", skips - on)
        some = f" {sign} {count} skip{'s' if count > 1 else ''}"
    names = {"resnet": "ResNet", "plain": "Plain"}
    return f"{names.get(family, family)}-{depth}{some}" if depth else family


def details(spec: RunSpec, graph: NetworkGraph, gates: Mapping[str, float]) -> str:
    """The muted line beside the title: what the network is made of, in one glance."""
    on = sum(gate > 0 for gate in gates.values())
    skips = f"{on} of {len(graph.skips)} skips on" if graph.skips else "no skips"
    return " · ".join(
        (
            f"{graph.weighted_layers} layers",
            f"{graph.parameters:,} parameters",
            f"{si(graph.multiply_adds)} multiply-adds",
            skips,
            NORM_NAMES[spec.network.norm],
            INIT_NAMES[spec.network.init],
            f"seed {spec.training.seed}",
        )
    )


def run_name(spec: RunSpec, graph: NetworkGraph | None) -> str:
    """A run's first name, which the user may change: network, data, and what is unusual about it."""
    parts = [title(spec, graph), spec.training.dataset]
    if spec.network.norm == "none":
        parts.append("no BN")
    if spec.network.init != "he":
        parts.append(INIT_NAMES[spec.network.init])
    return " · ".join(parts)
