"""A trained network copied into a deeper one whose extra blocks are set to hand on what they are given."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from explorer.analyses.subject import Subject
from explorer.choices.family import named, resolve
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, describe

STAGES = (1, 2, 3)
Moments = tuple[Tensor, Tensor]
"""Mean and variance of each channel, (C,)."""


def deepens(spec: NetworkSpec) -> bool:
    """Whether the network is of a family that this works for: He et al.'s for CIFAR, plain or residual."""
    return not spec.source and resolve(spec.name)[0].deepens


def deeper_name(name: str, depth: int) -> str:
    """The deeper network's name; `depth` 0 asks for twice the blocks. SpecError where there is none of that depth."""
    family, own = resolve(name)
    wanted = depth or 2 * own - 2
    if wanted <= own:
        raise SpecError(f"depth is {wanted}; allowed: more than the {own} layers that {name} has.")
    deeper = named(family.name, wanted)
    resolve(deeper)
    return deeper


def can_hand_on(spec: NetworkSpec, *, skips: bool) -> bool:
    """Whether new blocks can hand their input on, with their skips or without.

    Where it has to pass a norm, that must be batch norm: group and layer norm take away what differs between images.
    """
    return spec.norm in ("batch", "none") or (skips and spec.shortcut != "C")


@dataclass(frozen=True)
class Copier:
    """Copies `shallow`, the trained network of `subject`, into deeper ones called `name`; `images` are what norms of
    new blocks are set by.

    New blocks stand at the end of each stage, where the shape stays and what comes in is not negative.
    """

    subject: Subject
    shallow: Network
    name: str
    images: Tensor

    def copy(self, *, skips: bool) -> Network:
        """The deeper network: in evaluation mode the same function. With `skips` its new blocks have theirs and
        silent residual branches; without, identity kernels, and norms that give back what they took away."""
        deep = self._built(skips)
        deep.module.load_state_dict(self.shallow.module.state_dict(), strict=False)
        self._set_gates(deep)
        moments = self._moments()
        with torch.no_grad():
            for stage in STAGES:
                for number in range(_blocks(self.shallow), _blocks(deep)):
                    block = deep.module.get_submodule(f"stage{stage}.{number}")
                    _hand_on(block, moments[stage], skips=skips)
        return deep

    def _built(self, skips: bool) -> Network:
        spec = self.subject.spec
        network = replace(spec.network, name=self.name)
        ids = [skip.id for skip in describe(network).skips]
        own = {ids[self._place(n)]: skip.enabled for n, skip in enumerate(self.shallow.graph.skips)}
        on = tuple(id for id in ids if own.get(id, skips))
        return Subject(replace(spec, network=replace(network, skips=on))).network(trained=False)

    def _place(self, number: int) -> int:
        """Where the shallow network's skip of this number, from 0, is among the deeper one's."""
        stage, block = divmod(number, _blocks(self.shallow))
        return stage * ((resolve(self.name)[1] - 2) // 6) + block

    def _set_gates(self, deep: Network) -> None:
        ids = [skip.id for skip in deep.graph.skips]
        for number, skip in enumerate(self.shallow.graph.skips):
            if skip.id in self.shallow.junctions:
                deep.set_gate(ids[self._place(number)], self.shallow.junctions[skip.id].gate)

    def _moments(self) -> dict[int, Moments]:
        """Of what each stage gives, the new blocks' input, in training mode: there a norm uses the batch's moments, and
        the better these agree, the nearer the new blocks are to the identity. In evaluation mode they are it anyway."""
        module, last = copy.deepcopy(self.shallow.module), _blocks(self.shallow) - 1
        seen: dict[int, Tensor] = {}
        for stage in STAGES:
            # a block's ReLU is called twice: its last call is the block's end
            module.get_submodule(f"stage{stage}.{last}.relu").register_forward_hook(_keeper(seen, stage))
        module.train()
        with torch.no_grad():
            module(self.images)
        return {stage: (x.mean((0, 2, 3)), x.var((0, 2, 3), correction=0)) for stage, x in seen.items()}


def _blocks(network: Network) -> int:
    """The blocks of each stage."""
    return len(network.graph.skips) // len(STAGES)


def _keeper(seen: dict[int, Tensor], stage: int) -> Callable[[nn.Module, object, Tensor], None]:
    def keep(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        seen[stage] = output

    return keep


def _hand_on(block: nn.Module, moments: Moments, *, skips: bool) -> None:
    """Make a block that keeps the shape hand on its input, which is not negative: ReLU leaves it alone."""
    units = dict(block.named_children())
    if not skips:
        _pass(units["first"], moments)
        _pass(units["second"], moments)
        return
    _silence(units["second"])
    if "shortcut" in units:  # a projection, with option C
        _pass(units["shortcut"], moments)


def _pass(unit: nn.Module, moments: Moments) -> None:
    """Make convolution and batch norm give back what comes in, with these moments: to the rounding in evaluation mode
    and, as far as a batch has the same moments, in training mode."""
    nn.init.dirac_(unit.get_parameter("conv.weight"))
    norm = dict(unit.named_children()).get("norm")
    if not isinstance(norm, nn.BatchNorm2d):
        nn.init.zeros_(unit.get_parameter("conv.bias"))
        return
    mean, variance = moments
    norm.get_buffer("running_mean").copy_(mean)
    norm.get_buffer("running_var").copy_(variance)
    norm.get_parameter("weight").copy_((variance + norm.eps).sqrt())
    norm.get_parameter("bias").copy_(mean)


def _silence(unit: nn.Module) -> None:
    """Make convolution and norm give 0 (Goyal et al. 2017, arXiv 1706.02677, section 5.1)."""
    layers = dict(unit.named_children())
    for parameter in layers.get("norm", layers["conv"]).parameters():
        nn.init.zeros_(parameter)
