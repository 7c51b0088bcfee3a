"""Continued training of a trained network and of deeper copies initialized to the same function."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import torch

from explorer.analyses.deepening import Copier, can_hand_on
from explorer.analyses.evaluation import Score, Tally, pieces, score
from explorer.analyses.passes import endless
from explorer.analyses.subject import Subject
from explorer.datasets.batches import Batch, Batches
from explorer.tracing import Network
from explorer.training.evaluation import scores_of
from explorer.training.stepper import Stepper
from explorer.typed import Numbers

ITSELF = "as it is"
COPIES = {True: "new blocks with skips", False: "new blocks without skips"}
_POINTS = 24  # of a curve, each the mean over some steps: a single batch is noisy


@dataclass(frozen=True)
class Course:
    """How one network fared: how it began (`gap`: the largest difference of a class score from the trained network's),
    its training error over the steps (training mode, means over a few), and how it ended. `start` and `end` are of
    the same training images, in evaluation mode."""

    label: str
    gap: float
    start: Score
    steps: Numbers
    errors: Numbers
    end: Score


@dataclass(frozen=True)
class Trial:
    """Trains `network`, the trained one of `subject`, and deeper copies called `name` for some epochs at a constant
    learning rate, all on the same batches. `images` are those they are compared on."""

    subject: Subject
    network: Network
    name: str
    images: Batch
    epochs: int
    rate: float

    @property
    def pieces(self) -> int:
        """How many pieces of work it is."""
        return (1 + len(self._ways)) * (self._steps + 2 * len(pieces(self.images)))

    def run(self, tally: Tally) -> Generator[float, None, list[Course]]:
        """The network as it is, then its copies, new blocks with skips and without, as far as there can be."""
        batches = self.subject.batches(augment=True)
        courses = [(yield from self._train(self.subject.network(), ITSELF, batches, tally))]
        copier = Copier(self.subject, self.network, self.name, self.images[0])
        for skips in self._ways:
            courses.append((yield from self._train(copier.copy(skips=skips), COPIES[skips], batches, tally)))
        return courses

    @property
    def _ways(self) -> list[bool]:
        return [skips for skips in COPIES if can_hand_on(self.subject.spec.network, skips=skips)]

    @property
    def _steps(self) -> int:
        return self.epochs * self.subject.batches().steps_per_epoch

    def _train(self, network: Network, label: str, batches: Batches, tally: Tally) -> Generator[float, None, Course]:
        module, compared, total = network.module, pieces(self.images), self._steps
        module.eval()
        gap = self._gap(network)
        start = yield from score(module, compared, tally)
        module.train()
        training = replace(self.subject.spec.training, lr=self.rate, schedule="constant", warmup=0)
        stepper = Stepper(network, training, total)
        errors = []
        for step, batch in enumerate(islice(endless(batches), total)):
            errors.append(1 - float(stepper.step(batch, step).accuracy))
            yield tally.step()
        module.eval()
        end = yield from score(module, compared, tally)
        return Course(label, gap, start, *_means(errors), end)

    @torch.inference_mode()
    def _gap(self, network: Network) -> float:
        self.network.module.eval()
        images = self.images[0]
        ours, theirs = scores_of(self.network.module(images)), scores_of(network.module(images))
        return float((ours - theirs).abs().max())


def _means(errors: list[float]) -> tuple[Numbers, Numbers]:
    """Steps and errors in at most _POINTS points: the mean over equal stretches, at their ends."""
    stretches = np.array_split(np.array(errors), min(_POINTS, len(errors)))
    return np.cumsum([len(s) for s in stretches]).astype(np.float64), np.array([s.mean() for s in stretches])
