"""Networks of a few calls, made by hand, without torch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from explorer.graph.model import Call, NetworkGraph, Skip


def network(
    calls: Iterable[Call],
    edges: Iterable[tuple[str, str]],
    skips: Iterable[Skip] = (),
    modules: Mapping[str, str] | None = None,
) -> NetworkGraph:
    """A network of these calls, in this order."""
    named = {call.id: call for call in calls}
    dag = nx.DiGraph()
    dag.add_nodes_from(named)
    dag.add_edges_from(edges)
    return NetworkGraph("drawn", (3, 8, 8), 10, dag, named, tuple(skips), modules or {})


def image() -> Call:
    return Call("x", "input", "placeholder", "", (3, 8, 8), stage=1)


def conv(path: str, detail: str = "") -> Call:
    """A convolution whose id is its path."""
    return Call(path, "conv", "Conv2d", path, (4, 8, 8), weight=f"{path}.weight", stage=1, detail=detail)


def other(name: str, op: str, path: str = "") -> Call:
    """A call without weights that keeps the map's size."""
    return Call(name, op, op, path, (4, 8, 8), stage=1)


def inception() -> NetworkGraph:
    """Stem, then branches of one, two, three and (pool and) one layers, joined, then a head."""
    branches = (("a1",), ("b1", "b2"), ("c1", "c2", "c3"), ("pool", "d1"))
    calls = [image(), conv("stem")]
    edges = [("x", "stem")]
    for branch in branches:
        calls += [other(name, "pool", "mix") if name == "pool" else conv(f"mix.{name}") for name in branch]
        names = ["pool" if name == "pool" else f"mix.{name}" for name in branch]
        edges += list(zip(["stem", *names], [*names, "cat"], strict=True))
    calls += [other("cat", "concatenate", "mix"), conv("head")]
    return network(calls, [*edges, ("cat", "head")], modules={"": "Net", "mix": "Inception"})


def gated(blocks: int = 1) -> NetworkGraph:
    """Blocks of a layer and a squeeze-and-excitation gate of two layers, whose product goes on."""
    calls, edges, last = [image()], [], "x"
    for i in range(blocks):
        wide, pool, down, up, product = f"b{i}.wide", f"pool{i}", f"b{i}.down", f"b{i}.up", f"mul{i}"
        calls += [conv(wide), other(pool, "pool"), conv(down), conv(up), other(product, "multiply")]
        edges += [(last, wide), (wide, pool), (pool, down), (down, up), (up, product), (wide, product)]
        last = product
    return network([*calls, conv("head")], [*edges, (last, "head")])


def residual(blocks: int, *, modules: bool = True) -> NetworkGraph:
    """A stem, `blocks` blocks of two layers with an identity skip each, a head."""
    calls, edges, skips, types = [image(), conv("stem")], [("x", "stem")], [], {"": "Net", "body": "Sequential"}
    last = "stem"
    for i in range(blocks):
        path = f"body.{i}"
        types[path] = "BasicBlock"
        names = (f"{path}.a", f"{path}.b", f"add{i}")
        calls += [conv(names[0]), conv(names[1]), other(names[2], "add", path)]
        edges += [*zip((last, *names), names, strict=False), (last, names[2])]
        skips.append(Skip(f"skip{i + 1}", "identity", last, names[2], (), names[:2], 1, i + 1, operand=last))
        last = names[2]
    return network([*calls, conv("head")], [*edges, (last, "head")], skips, types if modules else None)
