"""The line that proves a pair: what differs between two runs, and what is the same beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from explorer.graph.diff import Difference, differences
from explorer.graph.model import NetworkGraph
from explorer.runs.names import data_names, file_name
from explorer.runs.spec import NO_DATA, NetworkSpec, RunSpec, TrainingSpec

_TRAINING = {
    "dataset": "dataset", "augment": "augmentation", "epochs": "epochs", "batch_size": "batch size",
    "optimizer": "optimiser", "lr": "learning rate", "momentum": "momentum", "weight_decay": "weight decay",
    "schedule": "schedule", "warmup": "warm-up", "seed": "seed", "device": "device",
}  # fmt: skip
_DESIGN, _CODE = "design", "code"


@dataclass(frozen=True)
class PairProof:
    """`same` where nothing that acts differs; else `differs` says what, one phrase each. `text` is the line.

    `controlled` where at most one thing differs and that is no other design, which is many things in one."""

    same: bool
    differs: tuple[str, ...]
    text: str
    controlled: bool = True


def pair_line(
    spec_a: RunSpec,
    graph_a: NetworkGraph,
    spec_b: RunSpec,
    graph_b: NetworkGraph,
    titles: tuple[str, str] | None = None,
) -> PairProof:
    """Compare two runs by what acts before step 0: a setting without effect is no difference.

    So plain-56 with its skips on is ResNet-56, and momentum does not count under Adam.
    `titles` are the networks' names for people; without them the line has the names of the code.
    """
    found, titles = differences(graph_a, graph_b), titles or (graph_a.name, graph_b.name)
    a, b = spec_a.network, spec_b.network
    differs = (
        *_shape(graph_a, graph_b, a, b, titles, same_data=spec_a.training.dataset == spec_b.training.dataset),
        *(() if _other_design(graph_a, graph_b, a, b) else _skips(graph_a, graph_b, a, b, found)),
        *_start(a, b),
        *_training(spec_a.training, spec_b.training),
    )
    if not differs:
        return PairProof(True, (), "A and B are the same in everything: network, initial weights, data and training.")
    many = "one thing" if len(differs) == 1 else f"{len(differs)} things"
    text = f"A and B differ in {many}: {'; '.join(differs)}."
    claims = tuple(_claims(spec_a, spec_b, found))
    controlled = len(differs) == 1 and not differs[0].startswith((_DESIGN, _CODE))
    return PairProof(False, differs, f"{text} Same {_listed(claims)}." if claims else text, controlled)


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _against(label: str, a: object, b: object) -> str:
    left, right = (f"{v:g}" if isinstance(v, float) else str(v) for v in (a, b))
    return f"{label} ({left} against {right})"


def _shape(
    graph_a: NetworkGraph,
    graph_b: NetworkGraph,
    a: NetworkSpec,
    b: NetworkSpec,
    titles: tuple[str, str],
    *,
    same_data: bool,
) -> Iterator[str]:
    """The main path: depth, width, norm, stem, and its calls where none of these explains that they differ. What
    another family's width and norm mean is a part of its design."""
    depth_a, depth_b = graph_a.weighted_layers, graph_b.weighted_layers
    data_a, data_b = (graph_a.input_shape, graph_a.classes), (graph_b.input_shape, graph_b.classes)
    other_code, other_design = _other_code(a, b), _other_design(graph_a, graph_b, a, b)
    design = _against(_DESIGN, *titles)
    if other_design:
        yield design
    if depth_a != depth_b:
        yield _against("depth", f"{depth_a} layers", f"{depth_b} layers")
    if other_code:
        yield _against(_CODE, _code(a), _code(b))
    settings = () if other_design or a.source or b.source else tuple(_settings(a, b))
    yield from settings
    if data_a != data_b and same_data:
        yield _against("input and classes", _data(graph_a), _data(graph_b))
    explained = settings or (depth_a, data_a) != (depth_b, data_b)
    if not (explained or other_code or other_design) and _main_calls(graph_a) != _main_calls(graph_b):
        yield design


def _settings(a: NetworkSpec, b: NetworkSpec) -> Iterator[str]:
    """What a family's networks are chosen by besides depth and shortcut; a user's own model heeds none of it."""
    for name in ("width", "norm", "stem"):
        if getattr(a, name) != getattr(b, name):
            yield _against(name, getattr(a, name), getattr(b, name))


def _other_code(a: NetworkSpec, b: NetworkSpec) -> bool:
    return (a.digest, a.name if a.source else "") != (b.digest, b.name if b.source else "")


def _other_design(graph_a: NetworkGraph, graph_b: NetworkGraph, a: NetworkSpec, b: NetworkSpec) -> bool:
    """Whether two registered families have different main paths."""
    other = not _other_code(a, b) and _family(a.name) != _family(b.name)
    return other and _main_calls(graph_a) != _main_calls(graph_b)


def _family(name: str) -> str:
    """The family of a network's name; a plain network and its residual twin are of one."""
    return re.sub(r"(^|-)(plain|resnet)$", r"\1twin", re.sub(r"-\d+$", "", name))


def _code(network: NetworkSpec) -> str:
    """A registered network by its name; a user's own by its file and content too."""
    if not network.source:
        return network.name
    return f"{network.name} of {file_name(network.source)}, content {network.digest[:8]}"


def _data(graph: NetworkGraph) -> str:
    return f"{'×'.join(map(str, graph.input_shape))}, {graph.classes} classes"


def _aside(graph: NetworkGraph) -> set[str]:
    return {call for skip in graph.skips for call in (*skip.shortcut, skip.junction)}


def _main_calls(graph: NetworkGraph) -> list[tuple[str, tuple[int, ...], str]]:
    """What runs besides the skips."""
    aside = _aside(graph)
    return [(c.type, c.shape, c.detail) for c in graph.calls.values() if c.id not in aside]


def _ends(graph: NetworkGraph) -> dict[str, tuple[int, int]]:
    """For every skip how many calls of the main path lie before it leaves, and before it comes back."""
    aside = _aside(graph)
    passed = dict(zip(graph.calls, accumulate(id not in aside for id in graph.calls), strict=True))
    return {skip.id: (passed[skip.fork], passed[skip.junction]) for skip in graph.skips}


def _skips(
    graph_a: NetworkGraph, graph_b: NetworkGraph, a: NetworkSpec, b: NetworkSpec, found: Difference
) -> Iterator[str]:
    """Which skips are on, by position where depths agree, else by how many; then where they begin and end (after
    the activation or before it), and what their shortcuts are."""
    on_a, on_b, all_a, all_b = (len(s) for s in (graph_a.enabled, graph_b.enabled, graph_a.skips, graph_b.skips))
    if graph_a.weighted_layers != graph_b.weighted_layers:
        if not (on_a == on_b == 0 or (on_a == all_a and on_b == all_b)):
            yield _against("skip connections on", f"{on_a} of {all_a}", f"{on_b} of {all_b}")
        if a.shortcut != b.shortcut and on_a > 0 and on_b > 0:
            yield _against("shortcut", a.shortcut, b.shortcut)
        return
    only = (*found.skips_only_a, *found.skips_only_b)
    if only:
        yield f"{len(only)} skip connections" if len(only) > 1 else f"1 skip connection ({only[0]})"
    if _main_calls(graph_a) == _main_calls(graph_b):
        ends_a, ends_b = _ends(graph_a), _ends(graph_b)
        both = set(graph_a.enabled).intersection(graph_b.enabled)
        moved = sum(ends_a[skip] != ends_b[skip] for skip in both)
        if moved:
            yield f"where {moved} skip connection{'s begin and end' if moved > 1 else ' begins and ends'}"
    if found.other_kind:
        alike = a.shortcut == b.shortcut  # then it is not this setting that made them
        yield f"kind of {len(found.other_kind)} shortcuts" if alike else _against("shortcut", a.shortcut, b.shortcut)


def _start(a: NetworkSpec, b: NetworkSpec) -> Iterator[str]:
    if a.init != b.init:
        yield _against("init", a.init, b.init)
    if "none" not in (a.norm, b.norm) and a.zero_gamma != b.zero_gamma:
        yield _against("zero-init of γ", *("on" if s.zero_gamma else "off" for s in (a, b)))


def _training(a: TrainingSpec, b: TrainingSpec) -> Iterator[str]:
    for name, label in _TRAINING.items():
        acts = name != "momentum" or a.optimizer == b.optimizer == "sgd"
        if acts and getattr(a, name) != getattr(b, name):
            values = getattr(a, name), getattr(b, name)
            yield _against(label, *(data_names(*values) if name == "dataset" else values))


def _claims(a: RunSpec, b: RunSpec, found: Difference) -> Iterator[str]:
    """What is the same: each claim only where the program's rules make it so."""
    if a.training.seed != b.training.seed:
        return
    yield "seed"
    alike = all(getattr(a.training, name) == getattr(b.training, name) for name in ("dataset", "batch_size", "augment"))
    if alike and a.training.dataset != NO_DATA:
        yield "batches"
    if tuple(_start(a.network, b.network)):
        return
    if a.network.init == "own" and replace(a.network, skips="on") != replace(b.network, skips="on"):
        return  # each code draws in its own order
    if found.same_layers:
        yield "initial weights"
    elif found.shared:
        yield f"initial weights in the {len(found.shared)} layers that both have"
