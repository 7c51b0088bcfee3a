"""What is known of the selected part of a network, as headings with lines: no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from explorer.desk.columns import columns, stand_in
from explorer.graph.counts import counted, parameters_of, parameters_text
from explorer.graph.kept_calls import kept_whole
from explorer.graph.model import Call, NetworkGraph
from explorer.gui.picture.details import KEPT, gate_text, reading_text, shape_text
from explorer.infos import InstrumentInfo
from explorer.number_text import percent
from explorer.runs.history import RunHistory
from explorer.wording import tr

VERIFIED = "outputs, gradients and buffers equal those of the model"


@dataclass(frozen=True)
class Section:
    """Lines (label, value) under a heading."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def title_of(graph: NetworkGraph, calls: Sequence[str]) -> str:
    """One call by its path, several by what they have in common."""
    if len(calls) == 1:
        call = graph.calls[calls[0]]
        return f"{call.path or call.id} · {call.type}"
    return f"{_common_path([graph.calls[c].path for c in calls]) or graph.name} · {len(calls)} calls"


def facts(
    graph: NetworkGraph,
    calls: Sequence[str],
    gates: Mapping[str, float],
    history: RunHistory | None,
    instruments: Sequence[InstrumentInfo],
    *,
    step: int | None = None,
) -> tuple[Section, ...]:
    """Everything about one call or a group of them, its readings at `step` (None: the newest); sections without lines
    are left out. `calls` is not empty."""
    chosen = [graph.calls[call] for call in calls]
    first = chosen[0]
    sections = (
        Section(tr("Layer"), tuple(_settings(first)) if len(chosen) == 1 else tuple(_types(chosen))),
        Section(tr("Shapes"), tuple(_shapes(graph, chosen))),
        Section(tr("Size"), tuple(_sizes(graph, chosen))),
        Section(tr("Network"), tuple(_network(graph))),
        Section(tr("Skips"), tuple(_skips(graph, set(calls), gates))),
        Section(*_readings(first, history, instruments, step)) if len(chosen) == 1 else Section("", ()),
    )
    return tuple(section for section in sections if section.lines)


def _common_path(paths: Sequence[str]) -> str:
    parts = [path.split(".") for path in paths if path]
    common: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return ".".join(common)


def _settings(call: Call) -> Iterator[tuple[str, str]]:
    yield tr("term"), call.op
    if call.kept:
        yield tr(KEPT), call.kept
    if call.frozen:
        yield tr("weights"), tr("frozen: no gradient")
    if call.detail:
        yield tr("what"), call.detail
    yield from call.settings
    weight = (call.weight or "").removeprefix(f"{call.path}.")
    if weight not in ("", "weight"):  # a layer's weight is called so nearly everywhere
        yield tr("weight"), weight


def _types(calls: Sequence[Call]) -> Iterator[tuple[str, str]]:
    counts: dict[str, int] = {}
    for call in calls:
        counts[call.type] = counts.get(call.type, 0) + 1
    for name, count in counts.items():
        yield name, f"×{count}"


def _shapes(graph: NetworkGraph, calls: Sequence[Call]) -> Iterator[tuple[str, str]]:
    inside = {call.id for call in calls}
    sources = dict.fromkeys(s for call in calls for s in graph.dag.predecessors(call.id) if s not in inside)
    for source in sources:
        came = graph.calls[source]
        yield tr("in, from {layer}", layer=came.path or came.id), shape_text(came.shape) or tr("no map")
    for call in calls:
        if not inside.issuperset(graph.dag.successors(call.id)) or not any(graph.dag.successors(call.id)):
            yield tr("out"), shape_text(call.shape) or tr("no map")
    field = graph.receptive_fields.get(calls[-1].id)
    if field is not None:
        yield tr("receptive field"), tr("{field} × {field} pixels", field=field)


def _sizes(graph: NetworkGraph, calls: Sequence[Call]) -> Iterator[tuple[str, str]]:
    running = [call for call in calls if call.id not in graph.removed]
    parameters, work = counted(running), sum(call.multiply_adds for call in running)
    yield tr("parameters"), f"{parameters:,}{_share(parameters, graph.parameters)}"
    trainable = sum(p.size for p in parameters_of(running).values() if p.trainable)
    if trainable != parameters:
        yield tr("trainable"), f"{trainable:,}"
    idle = parameters_text(graph.counts) if len(calls) == len(graph.calls) and graph.counts.idle else ""
    if idle:
        yield tr("of the network"), idle
    yield tr("multiply-adds"), f"{work:,}{_share(work, graph.multiply_adds)}"


def _network(graph: NetworkGraph) -> Iterator[tuple[str, str]]:
    if graph.output:
        yield tr("class scores"), tr("output {output} of several", output=graph.output)
    if graph.verified:
        yield tr("verified"), tr(VERIFIED)
        for names, why in kept_whole(graph.calls.values()):
            yield tr(KEPT), f"{names}: {why}"


def _share(part: int, whole: int) -> str:
    return tr(" ({part} of the network)", part=percent(part / whole)) if part and whole else ""


def _skips(graph: NetworkGraph, calls: set[str], gates: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    for skip in graph.skips:
        roles = [
            role
            for role, found in (
                (tr("starts here"), skip.fork in calls),
                (tr("ends here"), skip.junction in calls),
                (tr("bypasses it"), bool(calls.intersection(skip.residual))),
                (tr("passes through it"), bool(calls.intersection(skip.shortcut))),
            )
            if found
        ]
        if roles and not (len(calls) == 1 and roles == [tr("bypasses it")]):
            yield skip.id, f"{skip.kind} · {gate_text(gates.get(skip.id, float(skip.enabled)))} · {', '.join(roles)}"


def _readings(
    call: Call, history: RunHistory | None, instruments: Sequence[InstrumentInfo], step: int | None
) -> tuple[str, tuple[tuple[str, str], ...]]:
    if history is None or not len(history):
        return "", ()
    at = len(history) - 1 if step is None else min(max(step, 0), len(history) - 1)
    own = {"layer": columns(history.graph, "layer"), "skip": _of_skips(history.graph), "bins": {}, "network": {}}
    known = {info.name: info for info in instruments}
    lines = []
    for name in history.instruments:
        info = known.get(name) or stand_in(name)
        column, row = own[info.per].get(call.id), history.reading(name, at)
        if column is not None and row is not None and column < len(row):
            lines.append((info.title, reading_text(float(row[column])) + _when(history, info, at)))
    return tr("Readings at step {at}", at=at), tuple(lines)


def _of_skips(graph: NetworkGraph) -> dict[str, int]:
    """Readings of a skip stand at the layers of its residual branch and where it ends."""
    return {skip.junction: column for column, skip in enumerate(graph.skips)} | columns(graph, "skip")


def _when(history: RunHistory, info: InstrumentInfo, step: int) -> str:
    """When a held reading was measured, where that was earlier."""
    if not info.probed:
        return ""
    before = history.probe_steps[history.probe_steps <= step]
    return tr(" (step {before})", before=int(before[-1])) if len(before) and before[-1] != step else ""
