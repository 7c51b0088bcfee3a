"""The four-way table, small."""

from __future__ import annotations

from pathlib import Path

from explorer.number_text import number
from explorer.runs.store import RunStore
from tests.labeled_set.fourway import specs, table_of
from tests.labeled_set.retraining import trained


def test_the_specs() -> None:
    found = specs((20, 56), 3, 15)
    assert len(found) == 24
    assert {(s.network.norm, s.training.lr) for s in found.values()} == {("batch", 0.1), ("none", 0.02)}
    deep = found["resnet-56-none-s2"]
    assert (deep.network.name, deep.network.init, deep.network.width, deep.training.seed) == ("resnet-56", "he", 8, 2)


def test_the_table(runs_dir: Path) -> None:
    list(trained(specs((8, 14), 1, 1), runs_dir))
    text = table_of(runs_dir, (8, 14), 1, 1)
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    assert [row[:3] for row in rows] == [
        [kind, norm, depth]
        for kind, norm in (("plain", "batch norm"), ("plain", "none"), ("residual", "batch norm"), ("residual", "none"))
        for depth in ("8", "14")
    ]
    store = RunStore(runs_dir)
    run = store.history("resnet-14-batch-s0")
    store.close()
    accuracy, first, last, verdict = rows[5][3:]
    assert accuracy.startswith(f"{100 * run.epochs[-1].train_accuracy:.1f} % [")
    row = run.readings("gradient-norm")[0]
    assert (first.split()[0], last.split()[0]) == (number(row[0]), number(row[-1]))
    assert verdict
