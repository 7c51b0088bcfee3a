"""Networks trained on: the same steps as training itself takes, on the same batches."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from explorer.analyses.evaluation import Tally
from explorer.analyses.subject import Subject
from explorer.analyses.training_on import COPIES, ITSELF, Trial, _means
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

SPEC = RunSpec(
    network=NetworkSpec(name="plain-8", width=4),
    training=TrainingSpec(device="cpu", schedule="cosine", warmup=7, weight_decay=0.01),
)


def _trial(spec: RunSpec = SPEC) -> Trial:
    subject = Subject(spec)
    return Trial(subject, subject.network(), "plain-14", subject.training_batch(300), 1, 0.05)


def _run(trial: Trial):
    tally = Tally(trial.pieces)
    work = trial.run(tally)
    shares = []
    while True:
        try:
            shares.append(next(work))
        except StopIteration as end:
            return shares, end.value


def test_the_network_as_it_is_trains_as_with_torchs_own_sgd():
    trial = _trial()
    shares, courses = _run(trial)
    assert [course.label for course in courses] == [ITSELF, *COPIES.values()]
    assert shares == pytest.approx([(n + 1) / trial.pieces for n in range(trial.pieces)])

    module = trial.subject.network().module
    optimizer = torch.optim.SGD(module.parameters(), 0.05, momentum=0.9, weight_decay=0.01)
    errors = []
    for images, labels in trial.subject.batches().train(0):
        optimizer.zero_grad()
        scores = module(images)
        functional.cross_entropy(scores, labels).backward()
        optimizer.step()
        errors.append(float((scores.argmax(1) != labels).float().mean()))
    itself = courses[0]
    assert itself.steps.tolist() == list(range(1, 24))
    assert itself.errors == pytest.approx(errors, abs=0.05)
    assert itself.gap == 0
    images, labels = trial.images
    with torch.no_grad():
        loss = functional.cross_entropy(module.eval()(images), labels)
    assert itself.end.loss == pytest.approx(float(loss), rel=0.05)


def test_all_begin_as_the_same_function():
    _, (itself, *copies) = _run(_trial())
    for course in copies:
        assert 0 <= course.gap < 1e-5
        assert course.start == pytest.approx(itself.start, abs=1e-5)
        assert course.end.loss != pytest.approx(course.start.loss)


def test_a_norm_that_hands_nothing_on_leaves_the_copy_without_skips_out():
    spec = replace(SPEC, network=replace(SPEC.network, norm="group"))
    trial = _trial(spec)
    shares, courses = _run(trial)
    assert [course.label for course in courses] == [ITSELF, COPIES[True]]
    assert len(shares) == trial.pieces


def test_curves_are_means_over_equal_stretches():
    steps, errors = _means([float(n) for n in range(48)])
    assert steps.tolist() == list(range(2, 49, 2))
    assert errors.tolist() == [0.5 + 2 * n for n in range(24)]
    steps, errors = _means([0.1, 0.2, 0.4])
    assert steps.tolist() == [1, 2, 3]
    assert errors == pytest.approx(np.array([0.1, 0.2, 0.4]))
