"""What a network makes of an image, as events: shared by looks at runs that train and at what is stored."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from explorer.datasets.batches import Batches
from explorer.datasets.chosen_images import chosen_image, thumbnails
from explorer.datasets.dataset_lookup import find
from explorer.engine.commands import ListImages, Look, Watch
from explorer.engine.events import ImagesListed, Watched
from explorer.looks import Choice, Seen
from explorer.tracing import Network
from explorer.training.looking import answers, look

_made: dict[tuple[int, Choice, str], tuple[Tensor, Seen]] = {}
PIECE = 128
"""Images that are answered at once."""


def watched(command: Watch, wanted: Look, step: int, network: Network, batches: Batches) -> Watched:
    """The answer to one look of Watch; to be made `beside_training`."""
    assert command.choice is not None
    image, seen = _image(command.token, command.choice, wanted.spec.training.dataset, batches)
    looked = look(network, batches, image, command.channels, wanted.whole, less_mean=command.less_mean)
    return Watched(command.token, wanted.side, step, seen, looked)


def _image(token: int, choice: Choice, dataset: str, batches: Batches) -> tuple[Tensor, Seen]:
    """The image of a Watch, made once for all its looks: a large file takes longer to read than a look does."""
    key = token, choice, dataset
    found = _made.get(key)
    if found is None:
        found = chosen_image(choice, find(dataset), batches.split)
        for old in [each for each in list(_made) if each[:2] != key[:2]]:
            _made.pop(old, None)
        _made[key] = found
    return found


def listed(command: ListImages, network: Network, batches: Batches) -> ImagesListed:
    """The answer to ListImages; to be made `beside_training`."""
    split, name = batches.split, command.look.spec.training.dataset
    images, labels = split.test_x[: command.count], split.test_y[: command.count]
    found = answers(network, batches, (batches.prepared(piece) for piece in images.split(PIECE)))
    shown = thumbnails(images.cpu(), find(name))
    return ImagesListed(command.token, command.look.side, name, shown, labels.cpu().numpy(), found)


def unlisted(command: ListImages, message: str) -> ImagesListed:
    """The answer where there is none."""
    images, labels = np.zeros((0, 1, 1, 1), np.uint8), np.zeros(0, np.int64)
    return ImagesListed(
        command.token, command.look.side, command.look.spec.training.dataset, images, labels, None, message
    )
