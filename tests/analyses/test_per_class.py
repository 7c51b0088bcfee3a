"""Per-class accuracy and confusion matrix, against counts of NumPy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from explorer.analyses.analysis_registry import carry_out
from explorer.analyses.per_class import PER_CLASS, _figures, _sentences

NAMES = ("cat", "dog", "owl")
COUNTS = np.array([[6.0, 2, 2], [0, 4, 0], [5, 0, 1]])


def test_it_counts_every_test_image_once(subject_of) -> None:
    subject = subject_of("resnet-8", trained=True)
    result = carry_out(PER_CLASS, subject, {}, lambda share: None)
    bars, matrix = result.figures
    images, labels = (torch.cat(parts) for parts in zip(*subject.batches().test(), strict=True))
    with torch.inference_mode():
        answers = subject.network().module.eval()(images).argmax(1)
    counts, _, _ = np.histogram2d(labels, answers, bins=np.arange(11))
    assert matrix.z == pytest.approx(100 * counts / counts.sum(1, keepdims=True))
    assert bars.values == pytest.approx(matrix.z.diagonal())
    assert bars.baseline == pytest.approx(100 * counts.trace() / counts.sum())
    assert f"over {len(labels)} images" in result.sentences[0]


def test_the_sentences() -> None:
    assert _sentences("net", COUNTS, NAMES, 0) == (
        "net: test accuracy 55.0 % over 20 images; always predicting the most frequent class of the training "
        "split, cat, gives 50.0 %.",
        "Lowest by class: owl 16.7 %, cat 60.0 %, dog 100.0 %.",
        "Most frequent confusion: owl classified as cat, 5 times of 6.",
    )


def test_three_classes_are_named_those_known_least() -> None:
    counts = np.array([[6.0, 4, 0, 0], [0, 7, 3, 0], [0, 0, 8, 2], [1, 0, 0, 9]])
    said = _sentences("net", counts, ("a", "b", "c", "d"), 0)[1]
    assert said == "Lowest by class: a 60.0 %, b 70.0 %, c 80.0 %."


def test_one_mistake() -> None:
    counts = np.array([[4.0, 1, 0], [0, 5, 0], [0, 0, 5]])
    assert _sentences("net", counts, NAMES, 0)[2] == "Most frequent confusion: cat classified as dog, once of 5."


def test_no_mistakes_and_a_class_without_images() -> None:
    said = _sentences("net", np.diag([3.0, 0, 4]), NAMES, 2)
    assert len(said) == 2
    assert "dog" not in said[1]
    bars, matrix = _figures(np.diag([3.0, 0, 4]), NAMES)
    assert np.isnan(matrix.z[1]).all()
    assert bars.baseline == 100


def test_a_matrix_of_very_many_classes_is_left_out() -> None:
    assert len(_figures(np.eye(100), tuple(map(str, range(100))))) == 2
    assert len(_figures(np.eye(101), tuple(map(str, range(101))))) == 1
