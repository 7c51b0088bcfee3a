"""Which registered networks stand for the others in tests, and what is asked of each."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager

import pytest
from _pytest.mark import ParameterSet
from torch import Tensor

from explorer.choices.family import FAMILIES, Family
from explorer.tracing import Network

MIDDLE = 56  # layers: the middle depth is that of the depths up to this one


def members(family: Family) -> list[str]:
    if not family.depths:
        return [family.name]
    shallow = [depth for depth in family.depths if depth <= MIDDLE] or family.depths[:1]
    return [f"{family.name}-{depth}" for depth in sorted({shallow[0], shallow[len(shallow) // 2]})]


def designs() -> Iterator[str]:
    known = set()
    for family in FAMILIES:
        if family.description not in known:
            yield from members(family)
        known.add(family.description)


EVERY = [name for family in FAMILIES for name in members(family)]
REAL = list(designs())
DEEPER = {name for family in FAMILIES for name in members(family)[1:]}
"""The middle depths: `make test` leaves them to the smallest."""


def marked(names: list[str], also: Container[str]) -> list[str | ParameterSet]:
    """Names for parametrize, those in `also` run in a thorough run alone."""
    return [pytest.param(name, marks=pytest.mark.thorough) if name in also else name for name in names]


def heads_of(output: Tensor | tuple[Tensor | None, ...]) -> list[Tensor]:
    """The network's class scores, then those of its auxiliary heads."""
    return [output] if isinstance(output, Tensor) else [head for head in output if head is not None]


def kinds_of(network: Network) -> list[str]:
    return sorted({skip.kind for skip in network.graph.skips})


@contextmanager
def gates(network: Network, kind: str) -> Iterator[None]:
    """Every skip of that kind off, and on again."""
    chosen = [skip.id for skip in network.graph.skips if skip.kind == kind]
    for gate in (0, 1):
        for skip in chosen:
            network.set_gate(skip, gate)
        if gate == 0:
            yield


def running_parameters(network: Network) -> int:
    return sum(parameter.numel() for parameter in network.module.parameters())
