"""Rows as the store lists them, from specs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, TrainingSpec


def row_of(
    name: str = "plain-20", run_id: str = "", row: dict[str, object] | None = None, **settings: object
) -> RunRow:
    """A completed run of this network; `settings` are fields of the specs, `test` and `train` its accuracies."""
    accuracies = {f"{key}_accuracy": settings.pop(key, None) for key in ("train", "test")}
    spec = NetworkSpec(name=name, **{key: settings.pop(key) for key in list(settings) if key in asdict(NetworkSpec())})
    training = TrainingSpec(**settings)
    skips = max(((spec.depth or 2) - 2) // 2, 0)
    default = 0 if name.startswith("plain") else skips
    on = {"default": default, "on": skips, "off": 0}[spec.skips] if isinstance(spec.skips, str) else len(spec.skips)
    values = {
        "id": run_id or f"{name}-{training.seed}",
        "name": name,
        "created": datetime(2026, 5, 1, tzinfo=UTC) - timedelta(hours=training.seed),
        "status": "completed",
        "network": name,
        "dataset": training.dataset,
        "skips_on": on,
        "skips_total": skips,
        "steps_per_epoch": 24,
        "device": "CPU",
        "outcome": Outcome("completed", 96, 4.0, **accuracies),
        "settings": {**asdict(spec), **asdict(training), "network": name, "family": spec.family, "depth": spec.depth},
    }
    return RunRow(**{**values, **(row or {})})
