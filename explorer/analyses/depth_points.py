"""Where a network is read through its depth, block by block, and what is read there: one vector for each image."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from explorer.analyses.evaluation import Tally
from explorer.analyses.listening import Listener
from explorer.analyses.passes import drawn_from
from explorer.analyses.signals import behind, heard_at
from explorer.datasets.batches import Batch
from explorer.graph.model import NetworkGraph
from explorer.tracing import Network
from explorer.typed import Numbers

MOST = 512
"""Features of a map or of tokens that are kept: all of them in a CIFAR network of width 8 on 8×8 images."""


def block_ends(graph: NetworkGraph) -> tuple[str, ...]:
    """The calls whose results enter the first block and leave every block, from the input to the output.

    A block ends at the addition of a skip, on or off, behind the norm and the activation that follow it: a block of a
    transformer counts as two. A network without additions is read behind each layer but the last. The film's frames
    (`explorer.graph.frames`) are others: they belong to the blocks that the picture draws.
    """
    skips = [skip for skip in graph.skips if skip.kind != "concatenation"]
    if not skips:
        return tuple(dict.fromkeys(heard_at(graph).values()))[:-1]
    place = {call: at for at, call in enumerate(graph.calls)}
    junctions = sorted({skip.junction for skip in skips}, key=place.__getitem__)
    first = min((skip.fork for skip in skips), key=place.__getitem__)
    return tuple(dict.fromkeys((first, *(behind(graph, junction) for junction in junctions))))


def vectors(signal: Tensor) -> Tensor:
    """(N, …) → (N, features). Maps (N, C, H, W) and tokens (N, T, D) with more than MOST numbers are averaged over the
    finest grid of places, or of groups of tokens, that leaves at most MOST, or one place."""
    if signal.ndim == 4:
        if signal.shape[1] == signal.shape[2] != signal.shape[3]:  # (N, H, W, C), as in Swin
            signal = signal.movedim(-1, 1)
        channels, height, width = signal.shape[1:]
        fitting = max(1, int((MOST / channels) ** 0.5))
        signal = functional.adaptive_avg_pool2d(signal, (min(height, fitting), min(width, fitting)))
    elif signal.ndim == 3:
        tokens, width = signal.shape[1:]
        fitting = min(tokens, max(1, MOST // width))
        signal = functional.adaptive_avg_pool1d(signal.movedim(-1, 1), fitting)
    return signal.flatten(1)


def read(
    network: Network, calls: Sequence[str], batches: Sequence[Batch], tally: Tally
) -> Generator[float, None, dict[str, Numbers]]:
    """For each call the vectors of all images, (images, features), in the modes that the module's layers are in. Calls
    whose result is no tensor with a row for each image (a recurrent layer's, or one with tokens first) are left out.
    """
    found: dict[str, list[Tensor]] = {call: [] for call in calls}
    listener = Listener(network, calls, lambda call, signal: found[call].append(vectors(signal.float()).cpu()))
    counts = [len(images) for images, _ in batches]
    for images, _ in batches:
        with torch.inference_mode(), drawn_from(0, images.device):
            listener.run(images)
        yield tally.step()
    whole = {call: parts for call, parts in found.items() if [len(part) for part in parts] == counts}
    return {call: torch.cat(parts).numpy() for call, parts in whole.items()}


def joined(batches: Sequence[Batch]) -> tuple[Numbers, Numbers]:
    """The images of all batches as vectors, reduced as maps are, and their labels."""
    images = torch.cat([vectors(images) for images, _ in batches])
    return images.cpu().numpy(), torch.cat([labels for _, labels in batches]).cpu().numpy()
