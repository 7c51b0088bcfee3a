"""The networks of a plan fitted to the data that they train on."""

from __future__ import annotations

from dataclasses import replace

from explorer.datasets.data_errors import DataError
from explorer.datasets.dataset_lookup import find, fitted
from explorer.datasets.published import absent
from explorer.experiments.planning import Plan
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.cells import Planned


def fitted_plan(plan: Plan) -> Plan:
    """The plan with every network's input shape and classes as its data have them; SweepError for unknown data."""
    return replace(plan, cells=tuple(_fitted(plan, cell) for cell in plan.cells))


def require_data(plan: Plan) -> None:
    """SweepError where data of a plan are not downloaded: all its runs would fail."""
    for name in dict.fromkeys(cell.spec.training.dataset for cell in plan.cells):
        dataset = find(name)
        if not dataset.present():
            plan.sweep.refuse(absent(dataset), *_place(plan))


def _place(plan: Plan) -> tuple[str, str]:
    return "vary" if "dataset" in plan.sweep.vary else "fixed", "dataset"


def _fitted(plan: Plan, cell: Planned) -> Planned:
    try:
        network = fitted(cell.spec.network, cell.spec.training.dataset)
    except (SpecError, UnknownNameError, DataError) as error:
        plan.sweep.refuse(str(error), *_place(plan))
    return replace(cell, spec=replace(cell.spec, network=network))
