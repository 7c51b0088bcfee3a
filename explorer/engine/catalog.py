"""What the engine knows without training: what there is to choose from, and what a network looks like."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from explorer.analyses.analysis_registry import ANALYSES, Analysis
from explorer.choices.activation import ACTIVATIONS
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import FAMILIES, Family, FamilyInfo
from explorer.choices.figure import FIGURES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.cluster.installed import cluster_obstacle
from explorer.datasets.dataset_lookup import fitted
from explorer.datasets.dataset_registry import DATASETS, Dataset
from explorer.engine.commands import Describe
from explorer.engine.events import Described, DescribeFailed, Ready
from explorer.failures import answered
from explorer.infos import AnalysisInfo, DatasetInfo, InstrumentInfo
from explorer.instruments.instrument_registry import INSTRUMENTS, Instrument
from explorer.registry import Registry
from explorer.tracing import describe
from explorer.verdicts.verdict_registry import VERDICTS


def catalog(device: str, unused_gpu: str = "") -> Ready:
    """Everything registered, as data for menus and cards; `device` and `unused_gpu` are for people."""
    return Ready(
        device,
        tuple(_family(family) for family in FAMILIES),
        tuple(dataset_info(dataset) for dataset in DATASETS),
        tuple(_instrument(instrument) for instrument in INSTRUMENTS),
        tuple(_analysis(analysis) for analysis in ANALYSES),
        unused_gpu,
        cluster_obstacle(),
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
        data.license,
        data.download_bytes,
        data.present(),
    )


def _instrument(instrument: Instrument) -> InstrumentInfo:
    shared = [f.name for f in fields(InstrumentInfo) if f.name != "probed"]
    return InstrumentInfo(probed=instrument.at != "step", **{name: getattr(instrument, name) for name in shared})


def _analysis(analysis: Analysis) -> AnalysisInfo:
    return AnalysisInfo(**{f.name: getattr(analysis, f.name) for f in fields(AnalysisInfo)})


def _family(family: Family) -> FamilyInfo:
    return FamilyInfo(**{f.name: getattr(family, f.name) for f in fields(FamilyInfo)})


def answer(question: Describe) -> Described | DescribeFailed:
    """The graph of a network on a dataset, whose shape and classes replace the spec's; never raises."""
    return answered(
        lambda: Described(question.token, describe(fitted(question.network, question.dataset))),
        lambda why: DescribeFailed(question.token, why),
    )


def problems() -> tuple[str, ...]:
    """A sentence for each module with something to choose that could not be imported."""
    registries: tuple[Registry[Any], ...] = (
        FAMILIES, NORMS, INITS, ACTIVATIONS, OPTIMIZERS, SCHEDULES, AUGMENTATIONS, DATASETS, INSTRUMENTS, ANALYSES,
        FIGURES, VERDICTS,
    )  # fmt: skip
    return tuple(problem for registry in registries for problem in registry.problems())
