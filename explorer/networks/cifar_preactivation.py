"""Pre-activation residual networks, "identity mappings" (He et al. 2016, arXiv 1603.05027): 6n+2 and 9n+2 layers."""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn

from explorer.networks import cifar_bottleneck
from explorer.networks.parts import activation_of, branch_scale, convolution, norm_of, padding, projects
from explorer.networks.stages import BlockMaker, CifarNetwork, Place
from explorer.runs.spec import NetworkSpec

_NAMES = ("first", "second", "third")


def _activation(channels: int, spec: NetworkSpec) -> list[tuple[str, nn.Module]]:
    return [*norm_of(channels, spec), ("relu", activation_of(spec))]


class PreActivationBlock(nn.Module):
    """Norm and ReLU before every convolution and nothing after the addition: x + F(x).

    As the paper's appendix has it, the network's first block finds its input activated already, and a projection
    starts from the activated input, a shortcut without weights from the input itself.
    """

    def __init__(self, place: Place, spec: NetworkSpec, kernels: tuple[int, ...], inner: int) -> None:
        super().__init__()
        self.activation = None if place.number == 1 else nn.Sequential(OrderedDict(_activation(place.inputs, spec)))
        widths = (place.inputs, *(inner,) * (len(kernels) - 1), place.outputs)
        for i, (name, kernel) in enumerate(zip(_NAMES, kernels, strict=False)):
            conv = convolution(widths[i], widths[i + 1], kernel, 1 if i else place.stride, spec)
            before = _activation(widths[i], spec) if i else []
            self.add_module(name, nn.Sequential(OrderedDict([*before, ("conv", conv)])))
        self._convolutions = _NAMES[: len(kernels)]
        self.scale = branch_scale(place.total, spec)
        shape = (place.inputs, place.outputs, place.stride)
        self.projection = (
            convolution(place.inputs, place.outputs, 1, place.stride, spec) if projects(*shape, spec) else None
        )
        self.padding = None if self.projection is not None else padding(*shape)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        active = x if self.activation is None else self.activation(x)
        out = active
        for name in self._convolutions:
            out = self.get_submodule(name)(out)
        out = out if self.scale is None else self.scale(out)
        if self.projection is not None:
            return out + self.projection(active)
        return out + (x if self.padding is None else self.padding(x))


def _basic(place: Place, spec: NetworkSpec) -> PreActivationBlock:
    return PreActivationBlock(place, spec, (3, 3), place.outputs)


def _bottleneck(place: Place, spec: NetworkSpec) -> PreActivationBlock:
    return PreActivationBlock(place, spec, (1, 3, 1), place.outputs // cifar_bottleneck.EXPANSION)


def _network(blocks: int, block: BlockMaker, spec: NetworkSpec, expansion: int) -> CifarNetwork:
    tail = nn.Sequential(OrderedDict(_activation(4 * expansion * spec.width, spec)))
    return CifarNetwork(blocks, block, spec, expansion=expansion, tail=tail)


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 6n+2 layers, every skip in place."""
    return _network((depth - 2) // 6, _basic, spec, 1)


def make_bottleneck(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 9n+2 layers, every skip in place."""
    return _network((depth - 2) // 9, _bottleneck, spec, cifar_bottleneck.EXPANSION)
