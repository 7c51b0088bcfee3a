from __future__ import annotations

import pytest
from torch import nn

from explorer.tracing.layer_settings import Window, detail_of, settings_of, window_of


@pytest.mark.parametrize(
    ("layer", "window"),
    [
        (nn.Conv2d(1, 1, (3, 5), stride=2, dilation=(1, 4)), Window((3, 5), (2, 2), (1, 4))),
        (nn.Conv1d(1, 1, 7), Window((7,), (1,), (1,))),
        (nn.ConvTranspose3d(1, 1, 2, 2), Window((2, 2, 2), (2, 2, 2), (1, 1, 1))),
        (nn.MaxPool2d(3, 2), Window((3, 3), (2, 2), (1, 1))),
        (nn.MaxPool1d(3, dilation=2), Window((3,), (3,), (2,))),
        (nn.AvgPool2d(2), Window((2, 2), (2, 2), (1, 1))),
        (nn.AdaptiveAvgPool2d(1), Window()),
        (nn.Linear(1, 1), Window()),
    ],
    ids=str,
)
def test_windows_have_one_number_per_axis(layer: nn.Module, window: Window) -> None:
    assert window_of(layer) == window


@pytest.mark.parametrize(
    ("layer", "texts"),
    [
        (nn.Conv2d(2, 4, 3, padding=1, groups=2, bias=False),
         {"kernel": "3×3", "padding": "1×1", "groups": "2", "bias": "none"}),
        (nn.Conv2d(2, 4, 1), {"kernel": "1×1"}),
        (nn.BatchNorm2d(4), {"ε": "1e-05", "momentum": "0.1"}),
        (nn.Dropout(0.25), {"p": "0.25"}),
        (nn.MultiheadAttention(8, 2, dropout=0.1), {"width": "8", "heads": "2", "dropout": "0.1"}),
        (nn.ReLU(), {}),
    ],
    ids=str,
)  # fmt: skip
def test_settings_are_those_that_are_not_trivial(layer: nn.Module, texts: dict[str, str]) -> None:
    assert dict(settings_of(layer)) == texts


def test_details_are_for_layers_with_a_shape_of_their_own() -> None:
    assert detail_of(nn.Conv2d(2, 4, 3, stride=2, groups=2)) == "3×3, 2 → 4, stride 2, 2 groups"
    assert detail_of(nn.Linear(3, 5)) == "3 → 5"
    assert detail_of(nn.MultiheadAttention(8, 2)) == "2 heads, 8"
    assert detail_of(nn.ReLU()) == ""
