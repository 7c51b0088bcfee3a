"""The datasets that the window knows: the engine's own and those learned later, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from explorer.engine.events import Event, Fetched, Ready, Surveyed
from explorer.infos import DatasetInfo


def with_data(catalog: Ready, learned: Mapping[str, DatasetInfo]) -> Ready:
    """The catalog with datasets learned later, by name: replaced where it has them, else at the end."""
    known = {data.name: data for data in catalog.datasets} | dict(learned)
    return replace(catalog, datasets=tuple(known.values()))


def info_of(catalog: Ready | None, name: str) -> DatasetInfo | None:
    """What is known of a dataset."""
    return next((data for data in catalog.datasets if data.name == name), None) if catalog else None


def absent(catalog: Ready | None, name: str) -> bool:
    """Whether a dataset is known, and known to be fetched first."""
    info = info_of(catalog, name)
    return info is not None and not info.present


def told_info(event: Event) -> DatasetInfo | None:
    """What an answer says about a dataset as it is now."""
    match event:
        case Surveyed():
            return event.dataset
        case Fetched():
            return event.info
    return None
