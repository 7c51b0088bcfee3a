"""Distortion through depth: how much of the input is left after every block, by linear probes and by CKA."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.depth_points import block_ends, joined, read
from explorer.analyses.evaluation import Tally, evenly, pieces
from explorer.analyses.held_steps import STEP, Held, nearest
from explorer.analyses.kernel_alignment import alignment, kernel
from explorer.analyses.linear_probe import accuracy
from explorer.analyses.passes import drawn_from
from explorer.analyses.phrases import decimals
from explorer.analyses.siblings import AT_START, TRAINED
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.lines import Lines, Series
from explorer.number_text import percent
from explorer.runs.analysis import Setting
from explorer.tracing import Network
from explorer.training.fixed_norms import fixed_norms
from explorer.typed import Numbers

_X = "block (0: what enters the first block)"
_NOTHING = "has no block whose result is one tensor with a row for each image, so there is nothing to read."
_NOT_HELD = (
    "No checkpoint of this run is stored, so no step in between can be shown. Checkpoints are kept while a run trains: "
    "the entry Checkpoints in the list of runs, or --checkpoint-every, says how often."
)
_LEFT = 0.02
"""Accuracy below that of the raw pixels by which a probe has lost something: about the error of 300 images."""


@dataclass(frozen=True)
class Depths:
    """What is left after blocks `place`, (n,): a probe's `accuracies` 0–1, the CKA with the point before it in the
    figure (`neighbors`, NaN for the first) and with the raw image (`inputs`)."""

    place: Numbers
    accuracies: Numbers
    neighbors: Numbers
    inputs: Numbers


class _Images:
    """The probe's images in pieces, and as vectors with their labels."""

    def __init__(self, subject: Subject, count: int) -> None:
        self.train, self.test = pieces(subject.training_batch(count)), pieces(subject.test_batch(count))
        self.raw_train, self._train_labels = joined(self.train)
        self.raw_test, self._test_labels = joined(self.test)

    def probe(self, train: Numbers, test: Numbers) -> float:
        """A probe's accuracy on these vectors of the images."""
        return accuracy(train, self._train_labels, test, self._test_labels)


def depths(network: Network, images: _Images, most: int, tally: Tally) -> Generator[float, None, Depths]:
    """Probes and CKA at `most` of the network's blocks at most, in the modes that its layers are in."""
    calls = block_ends(network.graph)
    chosen = {calls[at]: at for at in evenly(len(calls), most)}
    train = yield from read(network, tuple(chosen), images.train, tally)
    test = yield from read(network, tuple(chosen), images.test, tally)
    known = [call for call in chosen if call in train and call in test]
    raw = before = kernel(images.raw_test)
    rows: list[tuple[float, float, float]] = []
    for call in known:
        now = kernel(test[call])
        neighbor = alignment(before, now) if rows else math.nan
        rows.append((images.probe(train[call], test[call]), neighbor, alignment(raw, now)))
        before = now
        yield tally.step()
    place = np.array([chosen[call] for call in known], float)
    return Depths(place, *np.array(rows, float).reshape(-1, 3).T)


def _work(subject: Subject, settings: Settings) -> Work:
    images = _Images(subject, settings["images"])
    states, missing = _states(subject, settings[STEP.name])
    tally = Tally(len(states) * (len(images.train) + len(images.test) + settings["blocks"]) + 1)
    raw = images.probe(images.raw_train, images.raw_test)
    yield tally.step()
    found: dict[str, Depths] = {}
    for state, held in states.items():
        network = subject.network(trained=state == TRAINED, held=held)
        if state == AT_START:
            with drawn_from(subject.spec.training.seed, subject.device), fixed_norms(network, images.train[0][0]):
                pass  # from here on its norms hold the statistics of these images
        network.module.eval()
        found[state] = yield from depths(network, images, settings["blocks"], tally)
    chance, name = 1 / network.graph.classes, subject.spec.network.name
    if not all(len(d.place) for d in found.values()):
        return Report((), (f"{name} {_NOTHING}",))
    return Report(tuple(_figures(found, raw, chance)), (*_sentences(name, found, raw, chance), *missing))


def _states(subject: Subject, step: int) -> tuple[dict[str, Held | None], tuple[str, ...]]:
    """The states to look at, by name; and what to say where no step in between is stored."""
    held = nearest(subject.held(), step) if step else None
    states: dict[str, Held | None] = {AT_START: None}
    if held is not None:
        states[f"before step {held.step:,}"] = held
    if subject.weights is not None:
        states[TRAINED] = None
    return states, (_NOT_HELD,) if step and held is None else ()


def _figures(found: Mapping[str, Depths], raw: float, chance: float) -> Iterator[Figure]:
    place = next(iter(found.values())).place
    lines = [Series("raw pixels", place, np.full(len(place), 100 * raw), dashed=True)]
    lines.append(Series("chance level", place, np.full(len(place), 100 * chance), dashed=True))
    yield Lines(
        id="distortion-probe",
        title="What a linear classifier reads behind every block",
        x_label=_X,
        y_label="probe's test accuracy (%)",
        series=(*(Series(state, d.place, 100 * d.accuracies) for state, d in found.items()), *lines),
    )
    yield Lines(
        id="distortion-input",
        title="Similarity to the raw image",
        x_label=_X,
        y_label="CKA with the raw image",
        series=tuple(Series(state, d.place, d.inputs) for state, d in found.items()),
    )
    yield Lines(
        id="distortion-neighbors",
        title="Similarity of neighboring blocks",
        x_label=_X,
        y_label="CKA with the block before",
        series=tuple(Series(state, d.place[1:], d.neighbors[1:]) for state, d in found.items()),
    )


def _sentences(name: str, found: Mapping[str, Depths], raw: float, chance: float) -> Iterator[str]:
    for state, d in reversed(list(found.items())):
        yield f"{name} {state}: {_probed(d, raw, chance)} {_aligned(d)}"


def _probed(d: Depths, raw: float, chance: float) -> str:
    references = f"raw pixels {percent(raw)}, chance level {percent(chance)}"
    known = np.flatnonzero(np.isfinite(d.accuracies))
    if not len(known):
        return f"the signal is not finite, so no probe can be fitted ({references})."
    first, last = known[0], known[-1]
    ends = f"a linear probe reads {percent(d.accuracies[first])} of the test images behind block {d.place[first]:.0f}"
    if last > first:
        ends += f" and {percent(d.accuracies[last])} behind block {d.place[last]:.0f}"
    lost = [at for at in known if (d.accuracies[at:] < raw - _LEFT)[np.isfinite(d.accuracies[at:])].all()]
    where = f"From block {d.place[lost[0]]:.0f} on it reads less than the raw pixels give." if lost else (
        "Behind the last block it reads as much as the raw pixels give, or more."
    )  # fmt: skip
    return f"{ends} ({references}). {where}"


def _aligned(d: Depths) -> str:
    known = np.flatnonzero(np.isfinite(d.neighbors))
    if not len(known):
        return "CKA is not defined: there are no neighboring blocks whose results differ between images."
    least = known[int(d.neighbors[known].argmin())]
    return (
        f"CKA with the raw image goes from {decimals(d.inputs[known[0] - 1])} to {decimals(d.inputs[known[-1]])}; "
        f"neighboring blocks have a median of {decimals(float(np.median(d.neighbors[known])))}, the lowest is "
        f"{decimals(d.neighbors[least])} (blocks {d.place[least - 1]:.0f} and {d.place[least]:.0f})."
    )


DISTORTION = ANALYSES.register(
    Analysis(
        name="distortion",
        title="Distortion through depth",
        question="How well can a linear classifier still read the class behind each block?",
        healthy="Behind the last block at least what the raw pixels give, and a CKA of neighboring blocks near 1. "
        "Digits, width 8, seeds 0–2 (raw pixels 93 %): before training, the probe falls from 97–98 % behind the stem "
        "to 9–11 %, chance level, behind plain-56's last block, and is below the raw pixels from block 4 on; behind "
        "ResNet-56's last block it reads 47–62 %. After 15 epochs it reads 24–43 % there, less than from the "
        "raw pixels from block 3 or 4 on; ResNet-56 keeps 97–99 % behind every block, with a median CKA of neighbors "
        "of 1.00.",
        limits="A probe tells what a linear classifier can read, not what the network uses: it uses differences "
        "however small, and misses what takes a nonlinear classifier. More than 512 numbers of a map or of tokens are "
        "averaged over a grid of places first. With few test images an accuracy is uncertain (297 digits: 2 points). "
        "CKA is the linear one, debiased, because features outnumber images; directions of large variance "
        "dominate it. Without training, norms hold the statistics of 128 training images.",
        source="Probes: Alain & Bengio 2016, arXiv 1610.01644. CKA: Kornblith et al. 2019, arXiv 1905.00414; its "
        "unbiased estimator: Song et al. 2012, Nguyen et al. 2021, arXiv 2010.15327",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="images",
                title="Images",
                about="Training images that fit the probes, and test images at most; all if there are fewer.",
                default=1000,
                low=16,
                high=4096,
            ),
            Setting(
                name="blocks",
                title="Blocks",
                about="Blocks to read behind, evenly spaced, at most.",
                default=30,
                low=2,
                high=100,
            ),
            STEP,
        ),
    )
)
