"""The datasets that the window knows: the engine's own and those learnt later, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from explorer.engine.events import Event, Fetched, Ready, Surveyed
from explorer.infos import DatasetInfo


def with_data(catalogue: Ready, learnt: Mapping[str, DatasetInfo]) -> Ready:
    """The catalogue with datasets learnt later, by name: replaced where it has them, else at the end."""
    known = {data.name: data for data in catalogue.datasets} | dict(learnt)
    return replace(catalogue, datasets=tuple(known.values()))


def info_of(catalogue: Ready | None, name: str) -> DatasetInfo | None:
    """What is known of a dataset."""
    return next((data for data in catalogue.datasets if data.name == name), None) if catalogue else None


def absent(catalogue: Ready | None, name: str) -> bool:
    """Whether a dataset is known, and known to be fetched first."""
    info = info_of(catalogue, name)
    return info is not None and not info.present


def told_info(event: Event) -> DatasetInfo | None:
    """What an answer says about a dataset as it is now."""
    match event:
        case Surveyed():
            return event.dataset
        case Fetched():
            return event.info
    return None
