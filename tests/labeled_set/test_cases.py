"""The labeled set as data: enough of it, of everything, in two comparable halves, and up to date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from explorer.choices.family import resolve
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.verdicts.verdict_registry import VERDICTS
from tests.labeled_set.cases import HALVES, NEXT, Case, at_depth, read_cases, read_labels, write_labels
from tests.labeled_set.labels import RULES, labels_of, open_of, primary_of

CASES = {case.key: case for case in read_cases()}
LABELS = read_labels()


def test_there_are_enough_of_many_kinds() -> None:
    assert len(CASES) == len(read_cases()) >= 200
    networks = [case.spec.network for case in CASES.values()]
    trainings = [case.spec.training for case in CASES.values()]
    depths = {resolve(network.name)[1] for network in networks}
    assert min(depths) <= 8
    assert max(depths) >= 110
    assert len({resolve(network.name)[0].name for network in networks}) >= 8
    assert {network.norm for network in networks} >= {"batch", "group", "none"}
    assert {network.init for network in networks} >= {"he", "xavier", "pytorch"}
    assert {training.optimizer for training in trainings} == {"sgd", "adam", "adamw"}
    assert len({training.seed for training in trainings}) >= 4


def test_every_rule_is_a_primary_label_of_the_fit_half() -> None:
    found = Counter(label.primary for label in LABELS.values() if label.half == "fit")
    assert {rule.verdict: found[rule.verdict] for rule in RULES if found[rule.verdict] < 25} == {}


def test_the_half_held_out_aims_at_what_was_missed_most() -> None:
    """Those that the half before it missed, more often than the others."""
    counts = Counter(case.aim for case in CASES.values() if case.half == "held-out")
    missed = ("lr-too-low", "degradation", "forward-collapse", "unfinished")
    assert min(counts[verdict] for verdict in missed) >= 4
    assert set(counts) <= {rule.verdict for rule in RULES}


def test_no_run_is_in_both_halves() -> None:
    halves = {half: {case.fingerprint for case in CASES.values() if case.half == half} for half in HALVES}
    assert not halves["fit"] & halves["held-out"]


@pytest.mark.parametrize("key", CASES)
def test_the_labels_are_those_of_the_spec_and_the_rules(key: str) -> None:
    case, label = CASES[key], LABELS[key]
    assert label.fingerprint == case.fingerprint, "measure it again: residual-explorer verdicts label"
    assert label.half == case.half
    normalized = case.spec.network.norm != "none"
    assert label.labels == labels_of(label.facts, normalized=normalized)
    assert label.open == open_of(label.facts, normalized=normalized)
    assert label.primary == primary_of(case.aim, label.labels)


def test_the_half_that_is_held_out_next_is_new_and_of_ordinary_length() -> None:
    cases = read_cases(NEXT)
    assert not {case.fingerprint for case in cases} & {case.fingerprint for case in CASES.values()}
    assert not {case.key for case in cases} & set(CASES)
    assert min(case.spec.training.epochs for case in cases) >= 10
    assert {case.aim for case in cases} == {rule.verdict for rule in RULES}
    networks = [case.spec.network for case in cases]
    assert "vit" in {resolve(network.name)[0].name for network in networks}
    assert {network.init for network in networks} >= {"identity", "delta-orthogonal", "looks-linear", "fixup"}
    assert {network.activation for network in networks} >= {"leaky-relu", "tanh", "gelu", "silu"}
    assert sum(case.spec.training.dataset.startswith("folder:32:") for case in cases) >= 4


def test_every_label_is_a_verdict() -> None:
    assert {name for label in LABELS.values() for name in (*label.labels, *label.open)} <= set(VERDICTS.names())


def test_a_twin_is_the_same_run_at_another_depth() -> None:
    spec = RunSpec(network=NetworkSpec(name="vgg-stack-40", width=4), training=TrainingSpec(lr=0.3))
    assert at_depth(spec, 12).to_dict() == {
        "network": {**spec.network.__dict__, "name": "vgg-stack-12"},
        "training": spec.training.__dict__,
    }
    case = Case("a", "healthy", "", "fit", spec)
    assert case.twin is None
    assert Case("a", "healthy", "", "fit", spec, 12).twin == at_depth(spec, 12)


def test_a_fingerprint_changes_with_the_numbers_alone() -> None:
    spec = RunSpec()
    same = {Case(key, aim, "", "fit", spec).fingerprint for key, aim in (("a", "healthy"), ("b", "diverged"))}
    assert len(same) == 1
    assert Case("a", "healthy", "", "fit", spec, 20).fingerprint not in same
    assert Case("a", "healthy", "", "fit", RunSpec(training=TrainingSpec(seed=1))).fingerprint not in same


def test_labels_come_back_as_written(tmp_path: Path) -> None:
    some = list(LABELS.values())[:3]
    write_labels(some, tmp_path / "labels.json")
    assert list(read_labels(tmp_path / "labels.json").values()) == some
    assert read_labels(tmp_path / "none.json") == {}
