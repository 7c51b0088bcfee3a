"""Labels are measured once, kept, and follow the spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from tests.labeled_set.cases import Case, read_labels
from tests.labeled_set.labeling import label_all, labeled

SPEC = RunSpec(network=NetworkSpec(norm="none"), training=TrainingSpec(device="cpu"))
CASES = tuple(
    Case(key, "unfinished", "", "fit", replace(SPEC, training=replace(SPEC.training, seed=seed)))
    for seed, key in enumerate(("one", "two"))
)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that were measured, by a stand-in that costs nothing."""
    keys: list[str] = []

    def measure(case: Case) -> dict[str, float | None]:
        keys.append(case.key)
        return {"train_accuracy": 0.5, "long_train_accuracy": 0.9}

    monkeypatch.setattr("tests.labeled_set.labeling.measured", measure)
    monkeypatch.setattr("tests.labeled_set.labeling.read_cases", lambda: ())
    return keys


def test_a_case_is_measured_once(measured: list[str], tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    told: list[str] = []
    tell: Callable[[str], None] = told.append
    label_all(CASES[:1], told=tell, path=path)
    label_all(CASES, told=tell, path=path)
    assert measured == told == ["one", "two"]
    found = read_labels(path)
    assert {key: label.primary for key, label in found.items()} == {"one": "unfinished", "two": "unfinished"}
    assert found["one"].fingerprint == CASES[0].fingerprint
    label_all(CASES, path=path, anew=True)
    assert measured[2:] == ["one", "two"]


def test_another_spec_is_measured_again(measured: list[str], tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    label_all(CASES, path=path)
    changed = replace(CASES[0], spec=replace(SPEC, training=replace(SPEC.training, lr=0.5)))
    label_all((changed, CASES[1]), path=path)
    assert measured == ["one", "two", "one"]
    assert read_labels(path)["one"].fingerprint == changed.fingerprint


def test_norms_decide_what_can_be_frozen() -> None:
    facts: dict[str, float | None] = {
        "start_first": 9.0, "start_last": 0.1, "weights_grew": 9.0, "start_relative": 1.0, "end_relative": 0.01,
        "train_accuracy": 0.3,
    }  # fmt: skip
    normed = replace(CASES[1], spec=replace(SPEC, network=NetworkSpec(norm="group")))
    found = labeled((CASES[0], normed), {"one": facts, "two": facts})
    assert [label.labels for label in found] == [(), ("false-vanishing",)]
