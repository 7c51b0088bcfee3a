"""Cases trained, judged and matched with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from explorer.runs.history import RunHistory
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.verdicts import judging
from explorer.verdicts.finding import Finding
from explorer.verdicts.twins import Twins
from tests.labeled_set.cases import Case, Labeled, write_labels
from tests.labeled_set.judging import PROBE_EVERY, judged, judged_with_offers, runs_of

SPEC = RunSpec(
    network=NetworkSpec(name="resnet-14", width=2), training=TrainingSpec(epochs=1, batch_size=500, device="cpu")
)
CASES = (Case("alone", "unfinished", "", "fit", SPEC), Case("deep", "degradation", "", "held-out", SPEC, 8))


def test_twins_are_trained_too() -> None:
    runs = runs_of(CASES)
    assert {name: spec.network.name for name, spec in runs.items()} == {
        "alone": "resnet-14",
        "deep": "resnet-14",
        "deep-twin": "resnet-8",
    }
    assert {spec.training.probe_every for spec in runs.values()} == {PROBE_EVERY}


def test_each_is_judged_beside_its_twin(runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = tmp_path / "labels.json"
    write_labels((Labeled(case.key, case.fingerprint, case.half, "", (), {}) for case in CASES), labels)
    seen = []

    def judge(run: RunHistory, twins: Sequence[RunHistory]) -> tuple[Finding, ...]:
        seen.append((run.run_id, [twin.run_id for twin in twins]))
        return judging.judge(run, twins)

    monkeypatch.setattr("tests.labeled_set.judging.judge", judge)
    told: list[str] = []
    found = judged(CASES, runs_dir, told=told.append, labels=labels)
    assert told == ["alone", "deep", "deep-twin"]
    assert seen == [("alone", []), ("deep", ["deep-twin"])]
    assert [item.case.key for item in found] == ["alone", "deep"]
    assert all(item.findings for item in found)
    store = RunStore(runs_dir)
    assert {row.id for row in store.rows()} == set(told)
    store.close()
    with pytest.raises(KeyError):
        judged((Case("other", "healthy", "", "fit", SPEC),), runs_dir, labels=labels)


def test_offered_runs_are_trained_until_none_is_offered(
    runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = tmp_path / "labels.json"
    write_labels((Labeled("alone", CASES[0].fingerprint, "fit", "", (), {}),), labels)

    def judge(run: RunHistory, twins: Sequence[RunHistory]) -> tuple[Finding, ...]:
        offers = (Twins(run.spec, twins).to_faster(), Twins(run.spec, twins).to_longer())
        words = {"title": "", "sentence": "", "evidence": (), "not_this": "", "to_try": ""}
        return tuple(Finding(verdict="healthy", severity="good", offer=offer, **words) for offer in offers)

    monkeypatch.setattr("tests.labeled_set.judging.judge", judge)
    told: list[str] = []
    (found,) = judged_with_offers(CASES[:1], runs_dir, told.append, labels)
    assert told == ["alone", "alone-offer-0", "alone-offer-1"]
    assert [finding.offer for finding in found.findings] == [None, None]
    store = RunStore(runs_dir)
    faster, longer = (store.history(name).spec.training for name in told[1:])
    store.close()
    assert (faster.lr, longer.epochs) == (1.0, 4)
