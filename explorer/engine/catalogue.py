"""What the engine knows without training: what there is to choose from, and what a network looks like."""

from __future__ import annotations

from dataclasses import fields

from explorer.datasets.registry import DATASETS, Dataset, fitted
from explorer.engine.failures import explain
from explorer.engine.infos import DatasetInfo, FamilyInfo, InstrumentInfo
from explorer.engine.messages import Describe, Described, DescribeFailed, Ready
from explorer.instruments.registry import INSTRUMENTS
from explorer.networks.registry import FAMILIES, Family
from explorer.tracing import describe


def catalogue(device: str) -> Ready:
    """Everything registered, as data for menus and cards; `device` is a phrase for people."""
    return Ready(
        device,
        tuple(_family(family) for family in FAMILIES),
        tuple(dataset_info(dataset) for dataset in DATASETS),
        tuple(InstrumentInfo(i.name, i.title, i.formula, i.unit, i.healthy, i.limits, i.source) for i in INSTRUMENTS),
    )


def dataset_info(data: Dataset) -> DatasetInfo:
    """A dataset as data for menus and cards, as it is now: whether it is present is looked up."""
    return DatasetInfo(
        data.name,
        data.title,
        data.shape,
        data.classes,
        data.train_size,
        data.test_size,
        data.licence,
        data.download_bytes,
        data.present(),
    )


def _family(family: Family) -> FamilyInfo:
    return FamilyInfo(**{f.name: getattr(family, f.name) for f in fields(FamilyInfo)})


def answer(question: Describe) -> Described | DescribeFailed:
    """The graph of a network on a dataset, whose shape and classes replace the spec's; never raises."""
    try:
        return Described(question.token, describe(fitted(question.network, question.dataset)))
    except Exception as error:
        return DescribeFailed(question.token, explain(error))
