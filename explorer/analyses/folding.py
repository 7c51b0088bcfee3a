"""Folding the blocks of a network with skips into plain chains of layers, in a copy of the network."""

from __future__ import annotations

import copy
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import networkx as nx
import torch
from torch import fx

from explorer.analyses.branches import Branches
from explorer.analyses.carrying import Carried, NotFoldableError
from explorer.analyses.evaluation import Tally
from explorer.graph.model import Skip
from explorer.graph.ops import Op
from explorer.tracing import Network
from explorer.tracing.sums import sum_of
from explorer.training.probe_taps import nodes_of


@dataclass(frozen=True)
class Folded:
    """A network's blocks by the id of their first skip: `chains` of those that are plain chains, `reasons` of the
    others; and the chains of sums without a skip, whose branches have equally many layers, by the addition's call.
    `module` is the network with all chains in place of these blocks, on the CPU in float64."""

    blocks: tuple[Skip, ...]
    chains: Mapping[str, Carried]
    reasons: Mapping[str, str]
    parallel: Mapping[str, Carried]
    module: fx.GraphModule


def fold(network: Network, blocks: tuple[Skip, ...], tally: Tally) -> Generator[float, None, Folded]:
    """Fold those of the `blocks` that can be; the network is put on the CPU, into float64 and evaluation mode."""
    network.module.cpu().double().to(memory_format=torch.contiguous_format).eval()
    branches = Branches(network)
    nodes = nodes_of(network, [call for skip in blocks for call in (skip.fork, skip.junction)])
    chains: dict[str, Carried] = {}
    reasons: dict[str, str] = {}
    for skip in blocks:
        try:
            shape = network.graph.calls[skip.fork].shape
            chains[skip.id] = branches.folded(nodes[skip.fork], nodes[skip.junction], shape)
        except NotFoldableError as error:
            reasons[skip.id] = str(error)
        yield tally.step()
    ends = {skip.id: (nodes[skip.fork].name, nodes[skip.junction].name) for skip in blocks if skip.id in chains}
    parallel: dict[str, Carried] = {}
    for junction, fork in _parallel(network):
        with suppress(NotFoldableError):  # it is no skip, so nothing is said of it
            parallel[junction.name] = branches.folded(fork, junction, network.graph.calls[fork.name].shape)
            ends[junction.name] = fork.name, junction.name
    return Folded(blocks, chains, reasons, parallel, _without_additions(network.module, {**chains, **parallel}, ends))


def blocks_of(network: Network) -> tuple[Skip, ...]:
    """The first skip of every addition that runs."""
    skips = [skip for skip in network.graph.skips if skip.kind != "concatenation"]
    found = nodes_of(network, [call for skip in skips for call in (skip.fork, skip.junction)])
    first = {skip.junction: skip for skip in reversed(skips) if {skip.fork, skip.junction} <= found.keys()}
    return tuple(skip for skip in skips if first.get(skip.junction) is skip)


def _parallel(network: Network) -> Iterator[tuple[fx.Node, fx.Node]]:
    """The additions that are no skip's and no part of a larger sum, and where their branches begin."""
    nodes = {node.name: node for node in network.module.graph.nodes}
    start = next(call.id for call in network.graph.calls.values() if call.op == Op.INPUT)
    begins = nx.immediate_dominators(network.graph.dag, start)
    for name, node in nodes.items():
        found, fork = sum_of(node), nodes.get(begins.get(name, ""))
        if found is not None and found.plain and fork is not None and not any(map(_adds, node.users)):
            yield node, fork


def _adds(node: fx.Node) -> bool:
    """Whether a call adds up: a sum, or a junction with its gates."""
    return sum_of(node) is not None or len(node.all_input_nodes) > 1


def _without_additions(
    module: fx.GraphModule, chains: Mapping[str, Carried], ends: Mapping[str, tuple[str, str]]
) -> fx.GraphModule:
    """A copy of the network that calls chains; what nothing uses any longer goes."""
    found = copy.deepcopy(module)
    nodes = {node.name: node for node in found.graph.nodes}
    for id, (fork, junction) in ends.items():
        found.add_submodule(f"folded.{id}", chains[id].chain)
        with found.graph.inserting_before(nodes[junction]):
            new = found.graph.call_module(f"folded.{id}", (nodes[fork],))
        nodes[junction].replace_all_uses_with(new)
        found.graph.erase_node(nodes[junction])
        nodes[junction] = new
    found.graph.eliminate_dead_code()
    found.delete_all_unused_submodules()
    found.recompile()
    return found
