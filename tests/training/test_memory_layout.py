"""Channels-last where it is fast, never where its kernel writes out of bounds."""

import pytest
import torch

from explorer.datasets.dataset_lookup import fitted
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build
from explorer.training.memory_layout import memory_format

CPU = torch.device("cpu")


@pytest.mark.parametrize(
    ("shortcut", "width", "layout"),
    [
        ("A", 4, torch.channels_last),  # no 1×1 convolution
        ("B", 4, torch.contiguous_format),
        ("C", 8, torch.contiguous_format),
        ("C", 16, torch.channels_last),  # every strided 1×1 convolution is wide enough
    ],
)
def test_narrow_strided_projections_stay_channels_first(shortcut, width, layout):
    spec = fitted(NetworkSpec(name="resnet-8", width=width, shortcut=shortcut), "digits")
    assert memory_format(build(spec, 0), CPU) == layout


def test_a_projection_that_is_off_does_not_count():
    spec = fitted(NetworkSpec(name="plain-8", width=4, shortcut="C"), "digits")
    assert memory_format(build(spec, 0), CPU) == torch.channels_last


def test_other_devices_keep_torchs_default():
    spec = fitted(NetworkSpec(name="resnet-8", width=4), "digits")
    assert memory_format(build(spec, 0), torch.device("meta")) == torch.contiguous_format
