"""How images and convolution weights lie in memory."""

from __future__ import annotations

import torch
from torch import nn

from explorer.tracing import Network

_NARROW = 16


def memory_format(network: Network, device: torch.device, precision: str = "float32") -> torch.memory_format:
    """The layout in which `network` trains fastest on `device`, where that is safe.

    On the CPU channels-last: CIFAR family at batch 64 on one thread, steps/s against channels-first,
    1.0–1.1 on 8×8 images, 1.2–1.5 on 32×32. On CUDA for what tensor cores compute, whose kernels want it so and would
    turn every tensor otherwise (NVIDIA, Deep Learning Performance, "Tensor layouts in memory"); not measured here.
    Elsewhere not measured, so torch's default.
    """
    if network.contiguous:
        return torch.contiguous_format
    if device.type == "cpu":
        fast = not any(_overruns(layer) for layer in network.module.modules())
    else:
        fast = device.type == "cuda" and precision != "float32"
    return torch.channels_last if fast else torch.contiguous_format


def _overruns(layer: nn.Module) -> bool:
    """Whether oneDNN's channels-last weight gradient of `layer` may write behind its buffer (torch 2.15.0).

    Red zones around every allocation show it for 1×1 convolutions with stride and 2–7 input channels on
    AVX2, 8 floats wide; the bound here is AVX-512's width. Kernels of 3×3, stride 1 and channels-first are clean.
    """
    if not isinstance(layer, nn.Conv2d):
        return False
    return layer.kernel_size == (1, 1) and max(layer.stride) > 1 and layer.in_channels < _NARROW
