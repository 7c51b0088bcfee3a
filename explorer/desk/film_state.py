"""One image on its way through A and B: what the dock of images shows, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from explorer.desk.sides import SIDES, Side
from explorer.engine.events import ImagesListed, Watched
from explorer.graph.frames import Frame
from explorer.infos import DatasetInfo
from explorer.looks import Choice, FromTest
from explorer.wording import tr

COUNT = 300
"""Test images that are offered: all of the digits."""


@dataclass(frozen=True, eq=False)
class FilmSide:
    """One network: its frames, the newest answer (None: none yet), and in words what stands in the way.

    `live`: it trains. `wanted` is the step that was asked for, None the newest. `without` names parts that are no
    picture."""

    title: str = ""
    frames: tuple[Frame, ...] = ()
    without: tuple[str, ...] = ()
    data: DatasetInfo | None = None
    watched: Watched | None = None
    problem: str = ""
    live: bool = False
    wanted: int | None = None


@dataclass(frozen=True, eq=False)
class FilmState:
    """What is on show. `pair` is the path of the frames that are enlarged, "" for none."""

    sides: Mapping[Side, FilmSide] = field(default_factory=dict)
    choice: Choice | None = None
    less_mean: bool = False
    pair: str = ""

    def frame(self, side: Side, path: str) -> Frame | None:
        """A side's frame of a path."""
        return next((frame for frame in self.sides[side].frames if frame.path == path), None)


@dataclass(frozen=True)
class ListedImage:
    """A test image of the gallery: its place in the split, and what each network answers (None: not known)."""

    index: int
    label: int
    answers: tuple[int | None, ...]

    @property
    def wrong(self) -> int:
        """How many networks are wrong."""
        return sum(answer is not None and answer != self.label for answer in self.answers)


def by_mistakes(lists: Mapping[Side, ImagesListed]) -> tuple[ListedImage, ...]:
    """The images of lists of one dataset, those that most networks get wrong first, then in the split's order."""
    labels: list[int] = next((listed.labels.tolist() for listed in lists.values() if len(listed.labels)), [])
    answers = [_answers(lists.get(side), len(labels)) for side in SIDES]
    found = [ListedImage(i, label, tuple(each[i] for each in answers)) for i, label in enumerate(labels)]
    return tuple(sorted(found, key=lambda image: (-image.wrong, image.index)))


def class_name(names: Sequence[str], number: int) -> str:
    """A class's name; a user's network may have more scores than its data have classes."""
    return names[number] if number < len(names) else tr("output {number}", number=number + 1)


def _answers(listed: ImagesListed | None, count: int) -> list[int | None]:
    return [None] * count if listed is None or listed.answers is None else listed.answers.tolist()


def obstacle(choice: Choice, about: DatasetInfo | None, data: DatasetInfo | None) -> str:
    """Why this image, where it is a test image of the dataset `about`, cannot be shown to a network of the dataset
    `data`, in words; empty where it can."""
    if data is None:
        return tr("This side has no data, so an image has no size and no range. Choose a dataset in its card.")
    if not data.present:
        return tr("{title} is not downloaded yet. Press Data… to download it.", title=data.title)
    if isinstance(choice, FromTest) and (about is None or about.name != data.name):
        title = tr("other data") if about is None else about.title
        return tr(
            "The image is of {title}, this side learns {own}. Choose an image of {own}, or draw one.",
            title=title,
            own=data.title,
        )
    return ""


def statistics_text(watched: Watched) -> str:
    """Which statistics batch norm used."""
    return {
        "none": "",
        "running": tr("batch norm: running statistics"),
        "batch": tr("batch norm: statistics of training images, running ones are untrained"),
    }[watched.looked.statistics]


def step_text(side: FilmSide) -> str:
    """At which step the network is shown."""
    watched = side.watched
    if watched is None:
        return ""
    before = tr("before training") if watched.step == 0 else tr("after {step:,} steps", step=watched.step)
    if side.wanted is not None and side.wanted != watched.step:
        return tr("{before} (nearest stored weights to step {wanted:,})", before=before, wanted=side.wanted)
    return tr("{before}, training", before=before) if side.live else before


def top_classes(scores: Mapping[Side, NDArray[np.float32]], label: int | None, most: int) -> tuple[int, ...]:
    """The classes to show: all in order where there are no more than `most`; else those with the highest scores of any
    network, the image's own always among them."""
    if not scores:
        return ()
    best = np.nan_to_num(np.max([*scores.values()], axis=0))
    if len(best) <= most:
        return tuple(range(len(best)))
    found = [int(i) for i in np.argsort(-best, kind="stable")[:most]]
    if label is not None and label not in found:
        found[-1] = label
    return tuple(found)
