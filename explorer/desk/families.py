"""What choosing a network family does to a spec, as pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from explorer.choices.family import FAMILIES, OPTIONS, FamilyInfo
from explorer.desk.fields import Field
from explorer.runs.spec import NO_DATA, NetworkSpec, RunSpec

SMALL = 32  # pixels a side, up to which a small stem is offered
_STANDARD = NetworkSpec()


def offered(field: Field, family: FamilyInfo | None, network: NetworkSpec) -> bool:
    """Whether the setting has an effect on this network. Without a catalog (`family` None) that is not known yet;
    a user's own model heeds no option."""
    if field.name not in OPTIONS:
        return True
    if network.source:
        return False
    if family is None:
        return field.name != "stem"
    return field.name in family.options and (field.name != "stem" or max(network.input_shape[1:]) <= SMALL)


def by_skips(family: FamilyInfo, *, on: bool) -> FamilyInfo:
    """The family of a network with every skip on, or with every one off: its own, or that of its twin."""
    return family if family.skips_on == on else FAMILIES.get(family.twin) or family


def in_family(spec: RunSpec, old: FamilyInfo | None, new: FamilyInfo, name: str) -> RunSpec:
    """The spec as network `name` of family `new`, with the family's own skips.

    Settings that are still the old family's follow to what the new one was published with, and so do those that the
    new one does not heed; chosen ones stay. Images too small for it leave: it is then shown at its own shape.
    """
    network = spec.network
    settings = {setting: _follow(setting, network, old, new) for setting in (*OPTIONS, "init")}
    network = replace(network, name=name, skips="default", source="", digest="", **settings)
    training = spec.training
    if training.dataset == NO_DATA or min(network.input_shape[1:]) < new.smallest:
        training = replace(training, dataset=NO_DATA)
        network = replace(network, input_shape=new.shape, classes=new.classes)
    return RunSpec(network=stemmed(network, new), training=training)


def _follow(setting: str, network: NetworkSpec, old: FamilyInfo | None, new: FamilyInfo) -> Any:
    value, standard = getattr(network, setting), getattr(_STANDARD, setting)
    heeded = setting == "init" or setting in new.options
    untouched = value == (old.defaults.get(setting, standard) if old else standard)
    if network.source or untouched or not heeded or (setting == "norm" and value not in new.norms):
        value = new.defaults.get(setting, standard)
    return value


def stemmed(network: NetworkSpec, family: FamilyInfo) -> NetworkSpec:
    """Small images get the small stem where there is one; others never."""
    small = "stem" in family.options and max(network.input_shape[1:]) <= SMALL
    return replace(network, stem="small" if small else "own")
