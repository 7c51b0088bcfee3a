"""The line that proves a pair: what differs between two runs, and what is the same beyond doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.graph.graph_diff import Difference, differences
from explorer.graph.main_path_diff import Design, compare_main_paths, kind_of, main_calls
from explorer.graph.model import NetworkGraph
from explorer.runs.gate_script import told
from explorer.runs.short_names import data_names, file_name
from explorer.runs.spec import NO_DATA, NetworkSpec, RunSpec, TrainingSpec
from explorer.wording import joined, marked, said, said_count

_TRAINING = marked({
    "dataset": "dataset", "augment": "augmentation", "epochs": "epochs", "max_steps": "steps",
    "batch_size": "batch size", "optimizer": "optimizer", "lr": "learning rate", "momentum": "momentum",
    "weight_decay": "weight decay", "clip": "gradient clipping", "schedule": "schedule",
    "warmup": "warm-up", "seed": "seed", "device": "device", "precision": "precision",
})  # fmt: skip
_ACTING = marked({
    "width": "width", "norm": "norm", "activation": "activation", "slope": "slope", "branch_scale": "branch_scale",
    "stem": "stem",
})  # fmt: skip
"""Settings that change the main path."""
_IDENTICAL = "A and B are identical: network, initial weights, data and training."
_OWN = ("digest", "name", "files", "arguments", "output", "weights_digest")  # what makes a user's own model


@dataclass(frozen=True)
class PairProof:
    """`differs` says what acts and is not the same, one phrase each. `text` is the line.

    `controlled` where at most one thing differs and that is no other design, which is many things in one."""

    differs: tuple[str, ...]
    text: str
    controlled: bool = True


@dataclass(frozen=True)
class _Pair:
    """Two networks, and what their main paths differ in."""

    graph_a: NetworkGraph
    graph_b: NetworkGraph
    a: NetworkSpec
    b: NetworkSpec

    @cached_property
    def design(self) -> Design:
        return compare_main_paths(self.graph_a, self.graph_b)

    @property
    def other_code(self) -> bool:
        """Whether one of them is the user's own, and the other not the same one."""
        a, b = self.a, self.b
        return any((getattr(a, name) if a.source else "") != (getattr(b, name) if b.source else "") for name in _OWN)

    @property
    def same_file(self) -> bool:
        """Whether both are one object of one file, whatever else of the user's that loads."""
        a, b = self.a, self.b
        return bool(a.source and b.source) and (a.digest, a.name) == (b.digest, b.name)

    @property
    def settings(self) -> tuple[str, ...]:
        """What differs in the settings of one registered network: these are all that its main path can differ in."""
        a, b = self.a, self.b
        if a.name != b.name or a.source or b.source or self.design == Design():
            return ()
        names = (name for name in _ACTING if getattr(a, name) != getattr(b, name))
        return tuple(_against(said(_ACTING[name]), getattr(a, name), getattr(b, name)) for name in names)

    @property
    def other_design(self) -> bool:
        """Whether they differ in many things at once."""
        return self.design.other and not (self.other_code or self.settings)

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of calls that differ."""
        return frozenset(kind for kind, *_ in self.design.kinds)


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
    pair = _Pair(graph_a, graph_b, a, b)
    differs = (
        *_shape(pair, titles, same_data=spec_a.training.dataset == spec_b.training.dataset),
        *(() if pair.other_design else _skips(pair, found)),
        *_start(a, b),
        *_training(spec_a.training, spec_b.training),
    )
    if not differs:
        return PairProof((), said(_IDENTICAL))
    text = said_count(
        "A and B differ in one thing: {what}.", "A and B differ in {count} things: {what}.", len(differs),
        what=joined(differs, "; "),
    )  # fmt: skip
    claims = tuple(_claims(spec_a, spec_b, found))
    controlled = len(differs) == 1 and not differs[0].startswith(("design", "code"))
    same = said("Same {what}.", what=_listed(claims)) if claims else ""
    return PairProof(differs, joined((text, same), " "), controlled)


def _listed(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    return said("{several} and {last}", several=joined(names[:-1], ", "), last=names[-1])


def _against(label: str, a: object, b: object) -> str:
    left, right = (f"{v:g}" if isinstance(v, float) else v if isinstance(v, str) else str(v) for v in (a, b))
    return said("{what} ({a} against {b})", what=label, a=left, b=right)


def _shape(pair: _Pair, titles: tuple[str, str], *, same_data: bool) -> Iterator[str]:
    """The main path: design, depth, code, width, norm and the like, stem, and what the data make of it."""
    graphs = pair.graph_a, pair.graph_b
    if pair.other_design:
        yield _against(said("design"), *titles)
    depths = tuple(_layers(graph.weighted_layers) for graph in graphs)
    if depths[0] != depths[1]:
        yield _against(said("depth"), *depths)
    if pair.same_file:
        yield from _own(pair.a, pair.b)
    elif pair.other_code:
        yield _against(said("code"), _code(pair.a), _code(pair.b))
    yield from pair.settings or (() if pair.other_code else _kinds(pair))
    data = tuple(_data(graph) for graph in graphs)
    if data[0] != data[1] and same_data:
        yield _against(said("input and classes"), *data)


def _kinds(pair: _Pair) -> Iterator[str]:
    """Width, and kinds of calls; by their settings where these differ."""
    a, b = pair.a, pair.b
    if pair.design.wider:
        yield _against(said("width"), a.width, b.width) if a.width != b.width else said("width")
    for kind, left, right in pair.design.kinds:
        chosen = kind == "norm" and a.norm != b.norm
        yield _against(said(kind), *((a.norm, b.norm) if chosen else (left, right)))


def _code(network: NetworkSpec) -> str:
    """A registered network by its name; a user's own by its file and content too."""
    if not network.source:
        return network.name
    return said(
        "{network} of {file}, content {digest}",
        network=network.name,
        file=file_name(network.source),
        digest=network.digest[:8],
    )


def _own(a: NetworkSpec, b: NetworkSpec) -> Iterator[str]:
    """What differs in one object of a user's file: the files it loads, its arguments, and the like."""
    files = dict(a.files), dict(b.files)
    if bool(a.files) != bool(b.files):
        yield said(
            "code (what {file} loads is not known of {side})", file=file_name(a.source), side="B" if a.files else "A"
        )
    elif changed := sorted({name for name, _ in {*a.files} ^ {*b.files}}):
        yield said("code ({files})", files=joined((_file(name, *files) for name in changed), "; "))
    if a.arguments != b.arguments:
        given = (", ".join(f"{n}={v}" for n, v in s.arguments) or said("none") for s in (a, b))
        yield _against(said("arguments"), *given)
    if a.output != b.output:
        yield _against(said("output"), a.output or said("the first"), b.output or said("the first"))
    if a.weights_digest != b.weights_digest:
        yield _against(said("initial weights file"), *(file_name(s.weights) or said("none") for s in (a, b)))


def _file(name: str, a: Mapping[str, str], b: Mapping[str, str]) -> str:
    """A file that two runs of one model loaded otherwise."""
    if name not in a or name not in b:
        return said("{file} only in {side}", file=name, side="A" if name in a else "B")
    return said("{file}, content {a} against {b}", file=name, a=a[name][:8], b=b[name][:8])


def _data(graph: NetworkGraph) -> str:
    return said("{shape}, {classes} classes", shape="×".join(map(str, graph.input_shape)), classes=graph.classes)


def _layers(count: int) -> str:
    return said_count("{count} layer", "{count} layers", count)


def _ends(graph: NetworkGraph, without: Collection[str]) -> dict[str, tuple[int, int]]:
    """For every skip how many calls of the main path lie before it leaves, and before it comes back."""
    main = {call.id for call in main_calls(graph) if kind_of(call) not in without}
    passed = dict(zip(graph.calls, accumulate(id in main for id in graph.calls), strict=True))
    return {skip.id: (passed[skip.fork], passed[skip.junction]) for skip in graph.skips}


def _branches(graph: NetworkGraph, without: Collection[str]) -> set[tuple[str, ...]]:
    """What the branches beside the skips that are on consist of."""
    kinds = {id: kind_of(call) for id, call in graph.calls.items()}
    on = (graph.skip[skip] for skip in graph.enabled)
    return {tuple(kinds[id] for id in skip.residual if kinds[id] not in without) for skip in on}


def _skips(pair: _Pair, found: Difference) -> Iterator[str]:
    """Which skips are on, by position where depths agree, else by how many; then where they begin and end (after
    the activation or before it), and what their shortcuts are."""
    graph_a, graph_b, a, b = pair.graph_a, pair.graph_b, pair.a, pair.b
    if graph_a.weighted_layers != graph_b.weighted_layers:
        yield from _skips_of_depths(pair)
        return
    only = (*found.skips_only_a, *found.skips_only_b)
    if only:
        many = said_count("{count} skip connection", "{count} skip connections", len(only))
        yield many if len(only) > 1 else said("1 skip connection ({skip})", skip=only[0])
    ends_a, ends_b = _ends(graph_a, pair.kinds), _ends(graph_b, pair.kinds)
    both = set(graph_a.enabled).intersection(graph_b.enabled)
    moved = 0 if pair.design.other else sum(ends_a[skip] != ends_b[skip] for skip in both)
    if moved:
        yield said_count("endpoints of {count} skip connection", "endpoints of {count} skip connections", moved)
    if found.other_kind:
        alike = a.shortcut == b.shortcut  # then it is not this setting that made them
        kinds = said("kind of {shortcuts} shortcuts", shortcuts=len(found.other_kind))
        yield kinds if alike else _against(said("shortcut"), a.shortcut, b.shortcut)


def _skips_of_depths(pair: _Pair) -> Iterator[str]:
    """How many skips are on in networks of different depth, where they lie in a block, and what kinds there are."""
    graph_a, graph_b, a, b = pair.graph_a, pair.graph_b, pair.a, pair.b
    on_a, on_b, all_a, all_b = (len(s) for s in (graph_a.enabled, graph_b.enabled, graph_a.skips, graph_b.skips))
    if not (on_a == on_b == 0 or (on_a == all_a > 0 and on_b == all_b > 0)):
        counts = (said("{on} of {all}", on=on, all=every) for on, every in ((on_a, all_a), (on_b, all_b)))
        yield _against(said("skip connections on"), *counts)
    if not on_a or not on_b:
        return
    if _branches(graph_a, pair.kinds) != _branches(graph_b, pair.kinds):
        yield said("endpoints of skip connections")
    kinds_a, kinds_b = ({graph.skip[skip].kind for skip in graph.enabled} for graph in (graph_a, graph_b))
    if kinds_a != kinds_b:
        alike = a.shortcut == b.shortcut
        yield said("kind of shortcuts") if alike else _against(said("shortcut"), a.shortcut, b.shortcut)


def _start(a: NetworkSpec, b: NetworkSpec) -> Iterator[str]:
    if a.init != b.init:
        yield _against(said("init"), a.init, b.init)
    if all(NORMS[s.norm].scales for s in (a, b)) and a.zero_gamma != b.zero_gamma:
        yield _against(said("zero-init γ"), *(said("on") if s.zero_gamma else said("off") for s in (a, b)))


def _training(a: TrainingSpec, b: TrainingSpec) -> Iterator[str]:
    for name, label in _TRAINING.items():
        acts = name != "momentum" or (a.optimizer == b.optimizer and OPTIMIZERS[a.optimizer].momentum)
        values = (_clipping(a), _clipping(b)) if name == "clip" else (getattr(a, name), getattr(b, name))
        if acts and values[0] != values[1]:
            yield _against(said(label), *(data_names(*values) if name == "dataset" else values))
    if a.interventions != b.interventions:
        yield _against(said("interventions"), *(told(t.interventions) or said("none") for t in (a, b)))


def _clipping(training: TrainingSpec) -> str:
    """How gradients are clipped: what kind it is has no effect without a limit."""
    kind = "" if training.clip_by == TrainingSpec.clip_by else f"{training.clip_by} "
    return f"{kind}{training.clip:g}" if training.clip else said("off")


def _claims(a: RunSpec, b: RunSpec, found: Difference) -> Iterator[str]:
    """What is the same: each claim only where the program's rules make it so."""
    if a.training.seed != b.training.seed:
        return
    yield said("seed")
    alike = all(getattr(a.training, name) == getattr(b.training, name) for name in ("dataset", "batch_size", "augment"))
    if alike and a.training.dataset != NO_DATA:
        yield said("batches")
    if tuple(_start(a.network, b.network)):
        return
    if a.network.init == "own" and replace(a.network, skips="on") != replace(b.network, skips="on"):
        return  # each code draws in its own order
    if found.same_layers:
        yield said("initial weights")
    elif found.shared:
        yield said("initial weights in the {layers} layers that both have", layers=len(found.shared))
