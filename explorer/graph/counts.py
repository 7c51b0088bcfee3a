"""Parameters, each counted once however many calls use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from explorer.graph.model import Call, NetworkGraph


class Parameter(NamedTuple):
    """A parameter tensor, under the one name by which its module lists it, and how many numbers it holds."""

    name: str
    size: int
    trainable: bool = True


class Counts(NamedTuple):
    """`total` of the network that runs, what is `trainable` of it, and `idle`: parameters of layers that do not run,
    which are no part of the total."""

    total: int
    trainable: int
    idle: int


def counts(graph: NetworkGraph) -> Counts:
    """Count a network's parameters."""
    running = parameters_of(call for call in graph.calls.values() if call.id not in graph.removed)
    every = parameters_of(graph.calls.values())
    total = _size(running.values())
    trainable = _size(p for p in running.values() if p.trainable)
    return Counts(total, trainable, _size(every.values()) - total + graph.unused)


def parameters_text(found: Counts) -> str:
    """The counts for people: what differs from the total only where it does."""
    trainable = f", {found.trainable:,} trainable" if found.trainable != found.total else ""
    return f"{found.total:,}{trainable}" + (f", {found.idle:,} more in layers that do not run" if found.idle else "")


def counted(calls: Iterable[Call]) -> int:
    """How many parameters these calls use."""
    return _size(parameters_of(calls).values())


def parameters_of(calls: Iterable[Call]) -> dict[str, Parameter]:
    """The parameter tensors of these calls by name; graphs of older versions have one for each module."""
    found: dict[str, Parameter] = {}
    for call in calls:
        name = call.path or call.id
        held = call.held or (Parameter(name, call.parameters, not call.frozen),) * bool(call.parameters)
        for parameter in held:
            found[parameter.name] = parameter
    return found


def _size(parameters: Iterable[Parameter]) -> int:
    return sum(parameter.size for parameter in parameters)
