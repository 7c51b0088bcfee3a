"""How many skips of each kind torchvision's classifiers have, counted in their own modules, not in a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from torch import nn


def kinds(module: nn.Module, *names: str) -> list[nn.Module]:
    return [m for m in module.modules() if type(m).__name__ in names]


def by_shortcut(blocks: str, shortcut: str) -> Callable[[nn.Module], Counter[str]]:
    """One skip per block, a projection where it has layers on its shortcut."""

    def count(module: nn.Module) -> Counter[str]:
        found = kinds(module, *blocks.split())
        return Counter("identity" if getattr(b, shortcut) is None else "projection" for b in found)

    return count


def by_flag(block: str, flag: str) -> Callable[[nn.Module], Counter[str]]:
    """One skip per block that says it has one."""
    return lambda module: Counter(identity=sum(getattr(b, flag) for b in kinds(module, *block.split())))


def per_block(count: int, *blocks: str) -> Callable[[nn.Module], Counter[str]]:
    return lambda module: Counter(identity=count * len(kinds(module, *blocks)))


def dense(module: nn.Module) -> Counter[str]:
    """Every layer, and each block's end, gets all that is older than the newest: 1 + 2 + … + n."""
    return Counter(concatenation=sum(len(b) * (len(b) + 1) // 2 for b in kinds(module, "_DenseBlock")))


def maxvit(module: nn.Module) -> Counter[str]:
    """Attention and MLP, by window and by grid, and a convolution's own shortcut."""
    shortcuts = ["identity" if isinstance(b.proj, nn.Identity) else "projection" for b in kinds(module, "MBConv")]
    return Counter(shortcuts) + Counter(identity=4 * len(kinds(module, "MaxVitLayer")))


def none(_module: nn.Module) -> Counter[str]:
    return Counter()


COUNTS: dict[str, Callable[[nn.Module], Counter[str]]] = {
    "resnet resnext wide_resnet": by_shortcut("BasicBlock Bottleneck", "downsample"),
    "regnet": by_shortcut("ResBottleneckBlock", "proj"),
    "mobilenet": by_flag("InvertedResidual", "use_res_connect"),
    "mnasnet": by_flag("_InvertedResidual", "apply_residual"),
    "efficientnet": by_flag("MBConv FusedMBConv", "use_res_connect"),
    "convnext": per_block(1, "CNBlock"),
    "swin": per_block(2, "SwinTransformerBlock", "SwinTransformerBlockV2"),
    "vit": per_block(2, "EncoderBlock"),
    "shufflenet": lambda m: Counter(concatenation=sum(b.stride == 1 for b in kinds(m, "InvertedResidual"))),
    "densenet": dense,
    "inception": lambda m: Counter(concatenation=len(kinds(m, "InceptionB", "InceptionD"))),  # pooled beside convolved
    "maxvit": maxvit,
    "alexnet vgg squeezenet googlenet": none,
}


def counter(name: str) -> Callable[[nn.Module], Counter[str]]:
    """How the skips of a classifier are counted; there is exactly one way for each."""
    (found,) = (count for prefixes, count in COUNTS.items() if name.startswith(tuple(prefixes.split())))
    return found
