"""Classification models built by torchvision's own code for a spec's classes, channels, image size and stem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from explorer.networks.small_stem import adapt
from explorer.networks.stem import SmallStem
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec


class _TablesOnCpu(TorchFunctionMode):
    """torchvision works out a RegNet's widths with small tensors and reads them; on the meta device it could not.

    A mode acts on this thread alone.
    """

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Create tables on the CPU; everything else as it was."""
        kwargs = kwargs or {}
        if func in (torch.arange, torch.tensor):
            kwargs = {**kwargs, "device": "cpu"}
        return func(*args, **kwargs)


def torchvision_model(name: str, spec: NetworkSpec, stem: SmallStem | None = None, **settings: Any) -> nn.Module:
    """torchvision's model `name` without trained weights, for the spec's classes and channels.

    `stem` replaces its first layers where it is given; `settings` go to torchvision's constructor.
    """
    from torchvision import models  # a second and more, which the engine's start has no need of

    module: nn.Module = models.get_model(name, weights=None, num_classes=spec.classes, **settings)
    adapt(module, spec.input_shape[0], stem)
    return module


def plain_model(name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
    """A model that takes images of any size."""
    return torchvision_model(name, spec, stem)


def regnet(name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
    """A RegNet."""
    with _TablesOnCpu():
        return torchvision_model(name, spec, stem)


def googlenet(name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
    """GoogLeNet or Inception v3 without auxiliary heads."""
    return torchvision_model(name.removesuffix("-plain"), spec, stem, aux_logits=False, init_weights=True)


def with_auxiliary_heads(name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
    """GoogLeNet or Inception v3 with them; in training mode the output is a tuple, class scores first."""
    return torchvision_model(name.removesuffix("-auxiliary"), spec, stem, aux_logits=True, init_weights=True)


def vision_transformer(name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
    """A vision transformer for the spec's image size; raises SpecError where its patches do not fill the images."""
    own = int(name.rsplit("_", 1)[1])
    patch = own if stem is None else stem.kernel
    height, width = spec.input_shape[1:]
    if height != width or height % patch:
        raise SpecError(
            f"{name} cuts square images into patches of {patch}×{patch}, so their side must be a multiple of {patch}; "
            f"these are {height}×{width}."
        )
    module = torchvision_model(name, spec, stem, image_size=height // patch * own)  # as many patches, so as many places
    module.patch_size, module.image_size = patch, height  # type: ignore[assignment]
    return module


def maxvit(name: str, spec: NetworkSpec, stem: SmallStem | None) -> nn.Module:
    """A MaxViT for the spec's image size; raises SpecError where its windows do not fill the images."""
    height, width = spec.input_shape[1:]
    if height % 224 or width % 224:
        raise SpecError(f"{name} takes images whose sides are multiples of 224; these are {height}×{width}.")
    return torchvision_model(name, spec, stem, input_size=(height, width))
