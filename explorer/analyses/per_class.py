"""Per-class accuracy and confusion matrix: which classes of the test split a trained network knows, and what it takes
them for."""

from __future__ import annotations

import numpy as np
import torch

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.evaluation import pieces
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.surface import Surface
from explorer.datasets.dataset_lookup import find
from explorer.number_text import percent
from explorer.training.evaluation import scores_of
from explorer.typed import Numbers

MATRIX = 100
"""Most classes of a confusion matrix: squares of more could not be told apart."""
FEWEST = 3
"""Classes that are named, those with the lowest accuracy."""


def _work(subject: Subject, settings: Settings) -> Work:
    module = subject.network().module.eval()
    batches = [piece for batch in subject.batches().test() for piece in pieces(batch)]
    yield 0.0
    classes = subject.spec.network.classes
    counts = np.zeros((classes, classes))
    for done, (images, labels) in enumerate(batches, 1):
        with torch.inference_mode():
            answers = scores_of(module(images)).argmax(1)
        np.add.at(counts, (labels.cpu().numpy(), answers.cpu().numpy()), 1)
        yield done / len(batches)
    names = find(subject.spec.training.dataset).classes
    train = np.bincount(subject.split.train_y.numpy(), minlength=classes)
    return Report(_figures(counts, names), _sentences(subject.spec.network.name, counts, names, int(train.argmax())))


def _shares(counts: Numbers) -> Numbers:
    """Each row's shares, rows are the true classes; NaN where a class has no test image."""
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(1, keepdims=True)


def _figures(counts: Numbers, names: tuple[str, ...]) -> tuple[Figure, ...]:
    shares, places = 100 * _shares(counts), np.arange(float(len(names)))
    bars = Bars(
        id="per-class",
        title="Accuracy of each class",
        x_label="class",
        y_label="test accuracy (%)",
        labels=names,
        values=shares.diagonal().copy(),
        baseline=float(100 * counts.trace() / counts.sum()),
    )
    if len(names) > MATRIX:
        return (bars,)
    matrix = Surface(
        id="confusion",
        title="Confusion matrix of the test split",
        x_label="answer",
        y_label="true class",
        z_label="share of the true class (%)",
        x=places,
        y=places,
        z=shares,
        matrix=True,
        labels=names,
    )
    return bars, matrix


def _sentences(name: str, counts: Numbers, names: tuple[str, ...], commonest: int) -> tuple[str, ...]:
    """Accuracy beside the baseline, the classes known least, and the commonest mistake."""
    total, of_class = counts.sum(), counts.sum(1)
    shares = _shares(counts)
    known = [i for i in np.argsort(shares.diagonal(), kind="stable") if of_class[i]]
    lowest = ", ".join(f"{names[i]} {percent(shares[i, i])}" for i in known[:FEWEST])
    said = [
        f"{name}: test accuracy {percent(counts.trace() / total)} over {total:,.0f} images; always predicting the "
        f"most frequent class of the training split, {names[commonest]}, gives "
        f"{percent(of_class[commonest] / total)}.",
        f"Lowest by class: {lowest}.",
    ]
    wrong = counts - np.diag(counts.diagonal())
    if wrong.any():
        true, answer = np.unravel_index(int(wrong.argmax()), wrong.shape)
        times = "once" if wrong[true, answer] == 1 else f"{wrong[true, answer]:,.0f} times"
        said.append(
            f"Most frequent confusion: {names[true]} classified as {names[answer]}, {times} of {of_class[true]:,.0f}."
        )
    return tuple(said)


PER_CLASS = ANALYSES.register(
    Analysis(
        name="per-class",
        title="Per-class accuracy",
        question="What is the test accuracy of each class, and which classes are confused?",
        healthy="All classes within 10 points of the accuracy of the whole, and that far above always predicting "
        "the most frequent class, which is what a network comes to that has learned nothing but how common "
        "each class is.",
        limits="Of a class with few test images a percentage says little: the matrix counts no confidence, only the "
        "class with the highest score. Needs trained weights.",
        source="Confusion matrix: Stehman 1997, Remote Sensing of Environment 62 (1)",
        trained=True,
        work=_work,
        settings=(),
    )
)
