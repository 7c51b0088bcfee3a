"""The dataset of a name, registered or a folder of images, and networks fitted to it."""

from __future__ import annotations

from dataclasses import replace

from explorer.choices.family import resolve
from explorer.datasets.dataset_registry import DATASETS, Dataset
from explorer.datasets.folder import dataset_of
from explorer.runs.folders import FOLDER
from explorer.runs.spec import NO_DATA, NetworkSpec

RECEIVED: dict[str, Dataset] = {}
"""Datasets by name that another machine sent to this process: they come before those that are here."""


def find(name: str) -> Dataset:
    """The dataset of a name: registered, or "folder:SIZE:PATH". UnknownNameError lists what is allowed.

    Raises DataError where a folder is not one of images.
    """
    if name in RECEIVED:
        return RECEIVED[name]
    if name.startswith(FOLDER):
        return dataset_of(name)
    return DATASETS[name]


def fitted(network: NetworkSpec, dataset: str) -> NetworkSpec:
    """The network as it is built for `dataset`: input shape and classes are the dataset's (UnknownNameError).

    Without data ("none") they are the family's own; a user's own model keeps those of its spec.
    """
    if dataset != NO_DATA:
        data = find(dataset)
        return replace(network, input_shape=data.shape, classes=len(data.classes))
    if network.source:
        return network
    family, _ = resolve(network.name)
    return replace(network, input_shape=family.shape, classes=family.classes)
