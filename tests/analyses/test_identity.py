"""Distances from the identity against blocks computed by hand, and what is said of the thought experiment."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.analyses.analysis_registry import carry_out
from explorer.analyses.evaluation import Score, Tally, pieces
from explorer.analyses.identity import IDENTITY, _course_sentences, distances
from explorer.analyses.subject import Subject
from explorer.analyses.training_on import Course
from explorer.networks import making
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

SPEC = NetworkSpec(name="resnet-8", width=4, input_shape=(1, 8, 8))
SMALL = {"epochs": 1, "images": 100}


def _subject(**network) -> Subject:
    return Subject(RunSpec(network=replace(SPEC, **network), training=TrainingSpec(device="cpu")))


def _ask(**network):
    result = carry_out(IDENTITY, _subject(**network), SMALL, lambda share: None)
    return {figure.id: figure for figure in result.figures}, result.sentences


def _end(work):
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value


@pytest.mark.parametrize("skips", ["on", "off"])
def test_distances_are_those_of_blocks_run_by_hand(skips: str):
    subject = _subject(skips=skips)
    found = _end(distances(subject.network(), pieces(subject.test_batch(200)), Tally(2)))
    module = making.make(SPEC)
    module.load_state_dict(subject.network().module.state_dict())
    module.double().eval()
    x, _ = subject.test_batch(200)
    expected = []
    with torch.no_grad():
        x = module.relu(module.stem(x.double()))
        for stage in (module.stage1, module.stage2, module.stage3):
            block = stage[0]
            shortcut = x if block.shortcut is None else block.shortcut(x)
            branch = block.residual(x)
            moved = branch if skips == "on" else branch - shortcut
            expected.append(float(moved.norm() / shortcut.norm()))
            x = block.relu(branch + shortcut if skips == "on" else branch)
    assert [skip.id for skip in found.skips] == ["skip1", "skip2", "skip3"]
    assert found.values == pytest.approx(expected, rel=1e-4)


def test_the_thought_experiment_is_told_for_the_cifar_family_alone():
    figures, sentences = _ask()
    assert [series.dashed for series in figures["identity-training"].series] == [True, False, False]
    assert sentences[0].startswith("After 23 more steps the training error is")
    assert sum("resnet-14" in s and "begins as the same function" in s for s in sentences) == 2
    figures, sentences = _ask(name="preact-8")
    assert "identity-training" not in figures
    assert figures["identity-distance"].skips == ("skip1", "skip2", "skip3")
    assert "plain-N and resnet-N only; this is preact-8" in sentences[-1]


def test_a_network_without_skips_has_no_distances():
    figures, sentences = _ask(name="vgg-stack-4")
    assert not figures
    assert "no block with a parallel shortcut" in sentences[0]


def test_group_norm_says_why_there_is_no_copy_without_skips():
    figures, sentences = _ask(norm="group")
    assert len(figures["identity-training"].series) == 2
    assert "No copy without skips" in sentences[-2]


def test_a_depth_that_is_not_deeper_is_refused():
    with pytest.raises(SpecError, match="more than the 8 layers"):
        carry_out(IDENTITY, _subject(), {"depth": 8}, lambda share: None)


def test_training_keeps_identity_blocks_with_skips_and_spoils_those_without(tmp_path):
    spec = RunSpec(network=NetworkSpec(name="resnet-8", width=8), training=TrainingSpec(device="cpu", epochs=3))
    session = Session(spec)
    list(train(session, lambda waiting: False))
    session.save_weights(tmp_path / "weights")
    subject = Subject(spec, tmp_path / "weights")
    result = carry_out(IDENTITY, subject, {"epochs": 1, "depth": 26}, lambda share: None)
    with_skips, without = (series.y for series in result.figures[1].series[1:])
    assert with_skips.max() < 10
    assert without.max() > 15


def test_a_network_whose_scores_are_not_finite_begins_as_nothing():
    broken = Course("as it is", np.nan, Score(np.nan, 0.9), np.ones(1), np.ones(1), Score(np.nan, 0.9))
    (sentence,) = _course_sentences("resnet-14", [broken, broken])
    assert "not finite" in sentence
    assert "resnet-14 cannot be initialized to the same function" in sentence
