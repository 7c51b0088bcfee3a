"""The table of the paper's argument: plain and residual, with and without batch norm, shallow and deep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from explorer.number_text import number
from explorer.runs.history import RunHistory
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.verdicts.judging import judge
from tests.labeled_set.judging import PROBE_EVERY
from tests.labeled_set.report import table

KINDS = (("plain", "batch"), ("plain", "none"), ("resnet", "batch"), ("resnet", "none"))
RATES = {"batch": 0.1, "none": 0.02}
_HEADINGS = ("network", "norm", "depth", "training accuracy", "‖g‖ of the first layer", "of the last", "verdict")


def specs(depths: Sequence[int], seeds: int, epochs: int) -> dict[str, RunSpec]:
    """The runs by name: width 8 on the digits, He init, SGD at 0.1 with batch norm and 0.02 without."""
    return {
        _name(family, norm, depth, seed): RunSpec(
            network=NetworkSpec(name=f"{family}-{depth}", norm=norm, width=8),
            training=TrainingSpec(epochs=epochs, lr=RATES[norm], seed=seed, device="cpu", probe_every=PROBE_EVERY),
        )
        for family, norm in KINDS
        for depth in depths
        for seed in range(seeds)
    }


def table_of(folder: Path, depths: Sequence[int], seeds: int, epochs: int) -> str:
    """Markdown: median [range] over seeds of training accuracy and of the gradients at step 0, and first verdicts.

    A deep run is judged beside its shallower twin, of the least of `depths`.
    """
    store = RunStore(folder)
    try:
        rows = [_row(store, kind, depth, min(depths), seeds) for kind in KINDS for depth in depths]
    finally:
        store.close()
    conditions = (
        f"Digits, width 8, {epochs} epochs, batch 64, He init, SGD with momentum 0.9, weight decay 1e-4, learning rate "
        f"0.1 with batch norm and 0.02 without; median [range] over {seeds} seeds, gradients at step 0."
    )
    return f"{conditions}\n\n{table(_HEADINGS, rows)}\n"


def _name(family: str, norm: str, depth: int, seed: int) -> str:
    return f"{family}-{depth}-{norm}-s{seed}"


def _runs(store: RunStore, family: str, norm: str, depth: int, seeds: int) -> list[RunHistory]:
    return [store.history(_name(family, norm, depth, seed)) for seed in range(seeds)]


def _row(store: RunStore, kind: tuple[str, str], depth: int, shallow: int, seeds: int) -> tuple[str, ...]:
    family, norm = kind
    runs, twins = _runs(store, family, norm, depth, seeds), _runs(store, family, norm, shallow, seeds)
    started = [run.readings("gradient-norm")[0] for run in runs]
    return (
        "residual" if family == "resnet" else family,
        "batch norm" if norm == "batch" else norm,
        str(depth),
        _accuracies(runs),
        _spread([float(row[0]) for row in started]),
        _spread([float(row[-1]) for row in started]),
        _verdicts(runs, twins),
    )


def _accuracies(runs: Sequence[RunHistory]) -> str:
    """Of the last epoch; "diverged" where a run did."""
    ended = [run.epochs[-1].train_accuracy for run in runs if run.outcome and run.outcome.status == "completed"]
    lost = len(runs) - len(ended)
    low, middle, high = (f"{100 * f(ended):.1f}" if ended else "" for f in (min, median, max))
    text = f"{middle} % [{low}–{high}]" if ended else ""
    return " · ".join(part for part in (text, f"{lost} of {len(runs)} diverged" if lost else "") if part)


def _spread(values: Sequence[float]) -> str:
    return f"{number(median(values))} [{number(min(values))}–{number(max(values))}]"


def _verdicts(runs: Sequence[RunHistory], twins: Sequence[RunHistory]) -> str:
    """The first two findings' titles of each seed, those that agree told once."""
    found = [", ".join(f.title for f in judge(run, [twin])[:2]) for run, twin in zip(runs, twins, strict=True)]
    counts = {text: found.count(text) for text in dict.fromkeys(found)}
    return "; ".join(text if n == len(found) else f"{text} ({n} of {len(found)})" for text, n in counts.items())
