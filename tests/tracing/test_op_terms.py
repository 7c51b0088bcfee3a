from __future__ import annotations

import pytest
import torch
from torch import Tensor, fx, nn
from torch.nn import functional

from explorer.tracing.modes import ByMode
from explorer.tracing.op_terms import function_name, terms


def node(op: str, target: object) -> fx.Node:
    graph = fx.Graph()
    return graph.create_node(op, target, (graph.placeholder("x"),))


@pytest.mark.parametrize(
    ("target", "term"),
    [
        (torch.add, "add"), (Tensor.add_, "add"), (torch.ops.aten.add.Tensor, "add"), (torch.cat, "concatenate"),
        (functional.relu, "relu"), (torch.relu_, "relu"), (torch.ops.aten.conv2d.default, "conv"),
        (functional.adaptive_avg_pool2d, "pool"), (functional.layer_norm, "norm"), (torch.einsum, "matrix product"),
        (functional.scaled_dot_product_attention, "attention"), (functional.interpolate, "upsample"),
        (functional.softmax, "softmax"), (functional.hardswish, "hardswish"),
    ],
)  # fmt: skip
def test_one_word_for_a_function_whoever_calls_it(target: object, term: str) -> None:
    assert terms(node("call_function", target), None, 3)[1] == term


@pytest.mark.parametrize(
    ("layer", "term"),
    [
        (nn.Conv1d(1, 1, 1), "conv"), (nn.ConvTranspose2d(1, 1, 1), "transposed conv"), (nn.ReLU6(), "relu"),
        (nn.GroupNorm(1, 1), "norm"), (nn.BatchNorm3d(1), "norm"), (nn.Dropout2d(), "dropout"), (nn.GELU(), "gelu"),
        (nn.AdaptiveMaxPool2d(1), "pool"), (nn.MultiheadAttention(2, 1), "attention"), (nn.LSTM(1, 1), "recurrent"),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_layer_keeps_its_type_and_gets_the_same_words(layer: nn.Module, term: str) -> None:
    assert terms(node("call_module", "layer"), layer, 3) == (type(layer).__name__, term)


@pytest.mark.parametrize(("rank", "term"), [(3, "view"), (2, "view"), (1, "flatten")])
def test_a_view_that_leaves_one_dimension_is_a_flattening(rank: int, term: str) -> None:
    assert terms(node("call_method", "reshape"), None, rank) == ("reshape", term)


def test_a_function_that_follows_the_mode_keeps_its_name() -> None:
    layer = ByMode(functional.dropout, ((), {}), ((), {}))
    assert function_name(node("call_module", "modes.dropout"), layer) == "dropout"
    assert terms(node("call_module", "modes.dropout"), layer, 1) == ("dropout", "dropout")
