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
    """The plan with every network's input shape and classes as its data have them; SweepError for unknown data, and for
    networks that are to be trained together and cannot."""
    found = replace(plan, cells=tuple(_fitted(plan, cell) for cell in plan.cells))
    _check_together(found)
    return found


def require_data(plan: Plan) -> None:
    """SweepError where data of a plan are not downloaded: all its runs would fail."""
    for name in dict.fromkeys(cell.spec.training.dataset for cell in plan.cells):
        dataset = find(name)
        if not dataset.present():
            plan.sweep.refuse(absent(dataset), *_place(plan))


def _check_together(plan: Plan) -> None:
    """Read each network that is to be trained together with others: only its layers tell whether that can be."""
    for network in dict.fromkeys(cell.spec.network for cell in plan.cells if cell.spec.training.together > 1):
        from explorer.tracing import build
        from explorer.training.grouped import check_groupable

        try:
            check_groupable(build(network, 0))
        except SpecError as error:
            plan.sweep.refuse(f"{network.name}: {error}", "together")


def require_single(plan: Plan) -> None:
    """SweepError where runs are trained together, which a cluster does not do."""
    if plan.sweep.together:
        plan.sweep.refuse("a cluster trains each run alone; remove it, or train on this machine", "together")


def _place(plan: Plan) -> tuple[str, str]:
    return "vary" if "dataset" in plan.sweep.vary else "fixed", "dataset"


def _fitted(plan: Plan, cell: Planned) -> Planned:
    try:
        network = fitted(cell.spec.network, cell.spec.training.dataset)
    except (SpecError, UnknownNameError, DataError) as error:
        plan.sweep.refuse(str(error), *_place(plan))
    return replace(cell, spec=replace(cell.spec, network=network))
