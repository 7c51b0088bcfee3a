"""The run that would decide about depth: the same in everything, but shallower."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

SHALLOW = 20
"""The depth of He et al.'s shallower network (2015, figure 1). Their family and its bottlenecks both have it."""

_DEPTH = re.compile(r"(.+)-(\d+)")
_IMAGENET = {"imagenet-plain": 18, "imagenet-resnet": 18}  # of 18 and 34 layers in the paper's section 4.1
_OFF = ("plain", "imagenet-plain", "vgg-stack")
_TWIN = re.compile(r"(^|-)(plain|resnet)$")


def is_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the shallower twin of `a`: the same spec but for a smaller depth.

    Settings without effect do not count: the device, how often is probed, momentum under Adam, and whether skips that
    are off are called "plain" or "off". Never for a user's own model, nor where single skips are chosen: nobody knows
    what those are at another depth.
    """
    deep, shallow = depth_of(a.network), depth_of(b.network)
    if deep is None or shallow is None or shallow >= deep:
        return False
    return _network_key(a.network) == _network_key(b.network) and _training_key(a.training) == _training_key(b.training)


def shallower(spec: RunSpec) -> RunSpec | None:
    """The spec of the shallower twin, None where there is none to offer: it is shallow itself, or not of a family."""
    depth = depth_of(spec.network)
    if depth is None:
        return None
    family = _family(spec.network.name)
    target = _IMAGENET.get(family, SHALLOW)
    if depth <= target:
        return None
    return replace(spec, network=replace(spec.network, name=f"{family}-{target}"))


def depth_of(network: NetworkSpec) -> int | None:
    """The depth in a network's name ("plain-56" → 56), None where its skips or its code have no other depth."""
    match = None if network.source or not isinstance(network.skips, str) else _DEPTH.fullmatch(network.name)
    return None if match is None else int(match[2])


def skips_on(network: NetworkSpec) -> bool:
    """Whether the skips are on before step 0: chosen, or the family's own state."""
    if network.skips == "default":
        return _family(network.name) not in _OFF
    return network.skips not in ("off", ())


def _family(name: str) -> str:
    match = _DEPTH.fullmatch(name)
    return name if match is None else match[1]


def family_of(name: str) -> str:
    """What names of twins have in common: "plain-56" and "resnet-20" are of one family."""
    return _TWIN.sub(r"\1twin", _family(name))


def _network_key(network: NetworkSpec) -> tuple[Any, ...]:
    return family_of(network.name), skips_on(network), replace(network, name="", skips="default")


def _training_key(training: TrainingSpec) -> TrainingSpec:
    momentum = training.momentum if training.optimizer == "sgd" else 0.0
    return replace(training, device="auto", probe_every=0, momentum=momentum)
