from __future__ import annotations

import pytest
import torch
from torch import Tensor, fx, nn
from torch.nn import functional

from explorer.tracing.shapes import propagate
from explorer.tracing.trace import record


class Positions(nn.Module):
    """A table of 6 rows goes through `shared`, and so does every image of 6 rows of 4."""

    def __init__(self) -> None:
        super().__init__()
        self.shared, self.head = nn.Linear(4, 5, bias=False), nn.Linear(5, 3)
        self.register_buffer("table", torch.zeros(2, 6, 4))  # as large as the batch that is propagated

    def forward(self, x: Tensor) -> Tensor:
        return self.head((self.shared(x) + self.shared(self.table)[0]).mean(1))


@pytest.mark.parametrize("way", ["fx", "export"])
def test_what_no_input_leads_to_is_counted_whole_and_the_rest_for_one_example(way) -> None:
    module = Positions().to("meta")
    found = propagate(module, record(module, (6, 4), way)[0], (6, 4))
    work = [count for count in found.multiply_adds.values() if count]
    assert sorted(work) == [5 * 3, 6 * 4 * 5, 2 * 6 * 4 * 5]


class Grouped(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        x = functional.conv2d(x, torch.ones(8, 2, 3, 3, device=x.device), stride=2, padding=1, groups=2)
        return torch.einsum("bchw,bdhw->bcd", x, x).flatten(1)


def test_functions_cost_what_their_formulas_say() -> None:
    module = Grouped()
    found = propagate(module, record(module, (4, 8, 8), "fx")[0], (4, 8, 8))
    by_name = {node.name: count for node, count in found.multiply_adds.items() if count}
    assert by_name == {"conv2d": 8 * 2 * 9 * 16, "einsum": 8 * 8 * 16}
    output = next(value for node, value in found.values.items() if node.name == "flatten")
    assert output.shape == (2, 64)
    assert output.is_meta


class Counting(nn.Module):
    """As many rows as its weights sum to, and two: what it gives depends on values, which the meta device lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.steps = nn.Parameter(torch.full((8,), 3.0)), nn.Buffer(torch.full((8,), 2.0))

    def forward(self, x: Tensor) -> Tensor:
        return x[:, : 2 + int(self.weight.detach().sum() + self.steps.sum() + x.sum())]


def test_a_layer_that_looks_at_values_is_propagated_with_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that was never set is filled with NaN here, so that only zeros give two rows."""
    monkeypatch.setattr(torch.utils.deterministic, "fill_uninitialized_memory", True)
    module = nn.Sequential(Counting()).to("meta")
    graph = fx.Graph()
    graph.output(graph.call_module("0", (graph.placeholder("x"),)))
    torch.use_deterministic_algorithms(True)
    try:
        values = propagate(module, graph, (4, 8)).values
    finally:
        torch.use_deterministic_algorithms(False)
    (value,) = [v for node, v in values.items() if node.op == "call_module"]
    assert (value.shape[1:], value.is_meta) == ((2, 8), True)


class Poolings(nn.Module):
    """Two poolings whose texts are equal; one gives indices as well."""

    def __init__(self, *indices: bool) -> None:
        super().__init__()
        self.pools = nn.ModuleList([nn.MaxPool2d(2, return_indices=wanted) for wanted in indices])

    def forward(self, x: Tensor) -> list[Tensor]:
        return [pool(x)[0] for pool in self.pools]


@pytest.mark.parametrize("indices", [(False, True), (True, False)])
def test_layers_are_told_apart_by_settings_that_their_texts_leave_out(indices: tuple[bool, bool]) -> None:
    """Also from one network to the next: what a layer gives is kept."""
    for wanted in (indices, indices[:1], indices[1:]):
        module = Poolings(*wanted).to("meta")
        values = propagate(module, fx.symbolic_trace(module).graph, (3, 8, 8)).values
        given = [value for node, value in values.items() if node.op == "call_module"]
        assert [isinstance(value, tuple) for value in given] == list(wanted)
