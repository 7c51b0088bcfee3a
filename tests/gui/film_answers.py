"""Made-up answers to a watched image: scores and maps that a test can tell by side, step and channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from explorer.engine.commands import ListImages, Look, Watch
from explorer.engine.events import Event, ImagesListed, Watched, WatchFailed
from explorer.graph.frames import Frame, frames
from explorer.graph.model import NetworkGraph
from explorer.looks import ChannelMaps, Drawing, FromFile, FromTest, Looked, Seen

IMAGES = 12
RIGHT = {"A": 3, "B": 8}
"""How many of each ten test images a side gets right."""


def film_answers(command: Watch | ListImages, graph: Callable[[Look], NetworkGraph]) -> Iterator[Event]:
    """Every answer to a command. A file named bad… cannot be read."""
    if isinstance(command, ListImages):
        yield _listed(command)
        return
    for look in command.looks:
        if isinstance(command.choice, FromFile) and "bad" in command.choice.path:
            message = f"{command.choice.path} cannot be read as an image: cannot identify image file"
            yield WatchFailed(command.token, look.side, message)
        else:
            yield _watched(command, look, graph(look))


def _watched(command: Watch, look: Look, graph: NetworkGraph) -> Watched:
    found = {frame.call: _maps(frame, look.side, command.channels) for frame in frames(graph)}
    whole = next((_maps(f, look.side, f.channels) for f in frames(graph) if f.call == look.whole), None)
    scores = np.full(graph.classes, 0.05, np.float32)
    scores[{"A": 3, "B": 7}[look.side]] = 0.55
    label = 7 if isinstance(command.choice, FromTest) else None
    note = "" if label is not None else "Made like the data."
    ink = command.choice.ink[::35, ::35] if isinstance(command.choice, Drawing) else np.full((8, 8), 99, np.uint8)
    step = look.step if look.step is not None else look.steps or 0
    seen = Seen(ink[..., None], label, note)
    return Watched(command.token, look.side, step, seen, Looked(scores, found, whole, "batch"))


def _maps(frame: Frame, side: str, count: int) -> ChannelMaps:
    count = min(count, frame.channels)
    values = np.arange(count * frame.grid[0] * frame.grid[1], dtype=np.float32)
    return ChannelMaps(
        tuple(range(count)),
        frame.channels,
        frame.grid,
        values.reshape(count, *frame.grid) * {"A": 1, "B": 10}[side],
    )


def _listed(command: ListImages) -> ImagesListed:
    labels = np.arange(IMAGES) % 10
    right = RIGHT[command.look.side]
    answers = np.where(labels < right, labels, (labels + 1) % 10)
    images = np.broadcast_to(labels.astype(np.uint8)[:, None, None, None] * 20, (IMAGES, 8, 8, 1)).copy()
    dataset = command.look.spec.training.dataset
    return ImagesListed(command.token, command.look.side, dataset, images, labels, answers)
