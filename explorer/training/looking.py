"""One image on its way: what a network answers to it, and the maps that leave its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, fx
from torch.nn import functional

from explorer.datasets.batches import Batches
from explorer.graph.frames import Frame, frames
from explorer.looks import ChannelMaps, Looked, Statistics
from explorer.own.switches import kept
from explorer.tracing import Network
from explorer.training.evaluation import scores_of
from explorer.training.fixed_norms import fixed_norms, tracking, untrained
from explorer.training.node_by_node import NodeByNode
from explorer.training.probe_taps import nodes_of
from explorer.training.undisturbed import undisturbed

SIDE = 32
"""Pixels a side of a map in the film at most: about what there is room for on screen."""
WHOLE = 2**18
"""Numbers of all channels of one map at most."""
REFERENCE = 64
"""Training images whose statistics and mean maps are used at most: no more than a step has."""


@contextmanager
def beside_training(network: Network, device: torch.device, seed: int) -> Iterator[None]:
    """Inside, the network may be run in any mode; afterwards it and all random state are what they were, to the bit."""
    with kept(network.own is not None), undisturbed(network, device, seed), torch.no_grad():
        yield


@contextmanager
def as_it_answers(network: Network, batches: Batches) -> Iterator[Statistics]:
    """The network in evaluation mode. Batch norm uses its running statistics or, where these are untrained, those of
    REFERENCE training images; gives which. Changes buffers: use it `beside_training`."""
    fresh = untrained(network)
    with fixed_norms(network, _reference(batches) if fresh else None):
        yield "none" if not tracking(network) else "batch" if fresh else "running"


def look(
    network: Network, batches: Batches, image: Tensor, channels: int, whole: str = "", *, less_mean: bool = False
) -> Looked:
    """Pass one image, (C, H, W) as the data have it, through a network that is in training; see `beside_training`.

    Of every frame come `channels` channels, spread evenly over all there are; of the call `whole` all of them. With
    `less_mean` maps are differences from the mean over REFERENCE training images.
    """
    images = batches.prepared(image[None])
    if less_mean:
        images = torch.cat((images, _reference(batches)))
    with as_it_answers(network, batches) as statistics:
        taken = _Pass(network, channels, whole)
        scores = functional.softmax(taken.scores(images)[0].float(), 0)
    return Looked(scores.cpu().numpy(), taken.maps, taken.whole, statistics)


def answers(network: Network, batches: Batches, images: Iterable[Tensor]) -> NDArray[np.int64]:
    """The class that a network in training gives each image of some batches; see `beside_training`."""
    with as_it_answers(network, batches):
        return torch.cat([scores_of(network.module(x)).argmax(1) for x in images]).cpu().numpy()


def _reference(batches: Batches) -> Tensor:
    return batches.fixed(min(REFERENCE, batches.batch_size))[0]


class _Pass(NodeByNode):
    """Runs a network node by node: a map is taken before an operator in place changes it."""

    def __init__(self, network: Network, channels: int, whole: str) -> None:
        super().__init__(network)
        self._frames = {frame.call: frame for frame in frames(network.graph)}
        self._nodes = {node: call for call, node in nodes_of(network, self._frames).items()}
        self._channels, self._wanted = channels, whole
        self.maps: dict[str, ChannelMaps] = {}
        self.whole: ChannelMaps | None = None

    def scores(self, images: Tensor) -> Tensor:
        """Class scores (N, classes); fills `maps` and `whole`."""
        return scores_of(self.called(images))

    def run_node(self, n: fx.Node) -> Any:
        """As fx.Interpreter, taking what leaves a block."""
        result = super().run_node(n)
        call = self._nodes.get(n)
        if call is not None and isinstance(result, Tensor):
            value = as_maps(self._frames[call], result.detach())
            value = value[0] if len(value) == 1 else value[0] - value[1:].mean(0)
            self.maps[call] = _reduced(value, _spread(len(value), self._channels), SIDE)
            if call == self._wanted:
                self.whole = _reduced(value, range(len(value)), max(1, int((WHOLE / len(value)) ** 0.5)))
        return result


def as_maps(frame: Frame, value: Tensor) -> Tensor:
    """A frame's result as maps, (N, C, H, W): tokens in their places, a class token left out; a vector is one map,
    row by row."""
    match frame.form:
        case "map":
            return value
        case "channels last":
            return value.movedim(-1, 1)
        case "tokens":
            height, width = frame.grid
            return value[:, -height * width :].transpose(1, 2).unflatten(2, frame.grid)
        case "vector":
            return value.unflatten(1, (1, *frame.grid))


def _spread(count: int, wanted: int) -> list[int]:
    """`wanted` of 0 … count − 1 (all, where there are fewer), spread evenly, the first always among them."""
    return sorted({round(i * count / wanted) for i in range(wanted)} & set(range(count)))


def _reduced(maps: Tensor, channels: Sequence[int], side: int) -> ChannelMaps:
    """Some channels of maps (C, H, W), means of equal parts where they are larger than `side`."""
    found = maps[list(channels)].float()
    height, width = found.shape[1:]
    if max(height, width) > side:
        share = side / max(height, width)
        small = max(1, round(height * share)), max(1, round(width * share))
        found = functional.adaptive_avg_pool2d(found, small)
    return ChannelMaps(tuple(channels), len(maps), (height, width), found.cpu().numpy())
