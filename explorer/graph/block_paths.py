"""Which modules are blocks: the ones that hold a skip, their like, and the innermost with several layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from explorer.graph.model import NetworkGraph, Skip

CONTAINERS = ("Sequential", "ModuleList", "ModuleDict")
GATE = "concatenation"  # such skips leave and enter modules that are blocks themselves


def block_paths(graph: NetworkGraph) -> frozenset[str]:
    """The paths of the modules that are blocks; none lies in another."""
    modules = graph.modules or _guessed(graph)
    held = {path for skip in graph.skips if skip.kind != GATE for path in _holder(graph, skip, modules)}
    held -= _around(held)
    types = {modules[path] for path in held} - {""}
    outer = _around(held)
    like = {path for path, type in modules.items() if type in types and path not in outer}
    both = held | like
    like = {path for path in like if home(path.rpartition(".")[0], both) is None}
    return frozenset(held | like | set(_innermost(graph, modules, held | like)))


def home(path: str, paths: Collection[str]) -> str | None:
    """The innermost of `paths` that is `path` or holds it; None where there is none."""
    return next((each for each in _upwards(path) if each in paths), None)


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]


def _around(paths: Iterable[str]) -> set[str]:
    """The modules that hold one of `paths`."""
    return {outer for path in paths for outer in _upwards(path.rpartition(".")[0])}


def _guessed(graph: NetworkGraph) -> dict[str, str]:
    """The modules of a graph that was stored without them, types unknown; the outermost ones are most likely lists."""
    leaves = {call.path for call in graph.calls.values() if call.weight is not None}
    return {path: "" for leaf in leaves for path in _upwards(leaf.rpartition(".")[0]) if "." in path}


def _holder(graph: NetworkGraph, skip: Skip, modules: Mapping[str, str]) -> Iterator[str]:
    """The innermost module around a skip's junction and branches, unless it is the network or a list of modules."""
    paths = {graph.calls[id].path for id in (skip.junction, *skip.shortcut, *skip.residual)}
    shared: list[str] = []
    for names in zip(*(path.split(".") for path in paths), strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    found = home(".".join(shared), modules)
    if found is not None and modules[found] not in CONTAINERS:
        yield found


def _innermost(graph: NetworkGraph, modules: Mapping[str, str], taken: Collection[str]) -> Iterator[str]:
    """The innermost modules with two weighted layers or more around each layer that is in no block yet."""
    free = [graph.calls[id].path for id in graph.main_path if home(graph.calls[id].path, taken) is None]
    outer = _around(taken)
    below = Counter(path for leaf in free for path in _upwards(leaf.rpartition(".")[0]))
    for leaf in free:
        for path in _upwards(leaf.rpartition(".")[0]):
            if below[path] > 1 and path in modules and modules[path] not in CONTAINERS:
                if path not in outer:
                    yield path
                break
