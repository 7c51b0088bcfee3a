"""What the engine knows without training: what there is to choose from, and what a network looks like."""

from __future__ import annotations

from dataclasses import fields

from explorer.datasets.registry import DATASETS, fitted
from explorer.engine.failures import explain
from explorer.engine.messages import (
    DatasetInfo,
    Describe,
    Described,
    DescribeFailed,
    FamilyInfo,
    InstrumentInfo,
    Ready,
)
from explorer.instruments.registry import INSTRUMENTS
from explorer.networks.registry import FAMILIES, Family
from explorer.tracing import describe


def catalogue(device: str) -> Ready:
    """Everything registered, as data for menus and cards; `device` is a phrase for people."""
    return Ready(
        device,
        tuple(_family(family) for family in FAMILIES),
        tuple(DatasetInfo(d.name, d.title, d.shape, d.classes, d.train_size, d.test_size, d.licence) for d in DATASETS),
        tuple(InstrumentInfo(i.name, i.title, i.formula, i.unit, i.healthy, i.limits, i.source) for i in INSTRUMENTS),
    )


def _family(family: Family) -> FamilyInfo:
    return FamilyInfo(**{f.name: getattr(family, f.name) for f in fields(FamilyInfo)})


def answer(question: Describe) -> Described | DescribeFailed:
    """The graph of a network on a dataset, whose shape and classes replace the spec's; never raises."""
    try:
        return Described(question.token, describe(fitted(question.network, question.dataset)))
    except Exception as error:
        return DescribeFailed(question.token, explain(error))
