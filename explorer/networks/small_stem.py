"""The first convolution and the pools behind it, changed for other channels or for small images."""

from __future__ import annotations

import math

import torch
from torch import nn

from explorer.networks.stem import SmallStem


def adapt(module: nn.Module, channels: int, stem: SmallStem | None) -> None:
    """Make `module` take images of `channels` channels and, where `stem` is given, start with that.

    Its first convolution is the first that it registered. A module that fits already is left alone.
    """
    path, first = next((name, layer) for name, layer in module.named_modules() if isinstance(layer, nn.Conv2d))
    if stem is not None:
        padding = stem.kernel // 2 if stem.kernel % 2 else 0  # an even kernel cuts patches
        module.set_submodule(path, _revised(first, channels, stem.kernel, stem.stride, padding))
        for pool in stem.pools:
            module.set_submodule(pool, nn.Identity())
    elif first.in_channels != channels:
        kernel, stride, padding = first.kernel_size[0], first.stride[0], int(first.padding[0])
        module.set_submodule(path, _revised(first, channels, kernel, stride, padding))


@torch.no_grad()
def _revised(old: nn.Conv2d, channels: int, kernel: int, stride: int, padding: int) -> nn.Conv2d:
    """A convolution in place of `old`, its weights normal with variance · fan-in as the network's own code drew them.

    Nothing reads a value, so that it works on the meta device.
    """
    biased, place = old.bias is not None, old.weight.device
    new = nn.Conv2d(channels, old.out_channels, kernel, stride, padding, bias=biased, device=place)
    scale = math.sqrt(old.weight[0].numel() / new.weight[0].numel())
    new.weight.normal_().mul_(old.weight.std() * scale)
    if new.bias is not None and old.bias is not None:
        new.bias.copy_(old.bias)
    return new
