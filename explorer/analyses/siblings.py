"""The network of a run in another state or size."""

from __future__ import annotations

from dataclasses import replace

from explorer.analyses.analysis_registry import Settings
from explorer.analyses.subject import Subject
from explorer.choices.family import resolve
from explorer.runs.analysis import Setting
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network

DEPTHS = (8, 20, 32, 44, 56, 110)
BEGUN = Setting(
    name="begun",
    title="At initialization",
    about="Analyze the network as it was before training. Networks that were not trained are always analyzed so.",
    default=False,
)
TRAINED, AT_START = "as trained", "at initialization"


def as_asked(subject: Subject, settings: Settings) -> tuple[Network, str]:
    """The network in the state that the setting BEGUN asks for, and that state's name."""
    trained = subject.weights is not None and not settings[BEGUN.name]
    return subject.network(trained=trained), TRAINED if trained else AT_START


def depths(spec: NetworkSpec) -> dict[int, NetworkSpec]:
    """The network at several depths of its family, its own among them; empty where the family has one network, and
    where single skips are chosen, which mean other blocks at another depth."""
    if spec.source or not isinstance(spec.skips, str):
        return {}
    family, own = resolve(spec.name)
    return {depth: spec.at(depth) for depth in sorted({own, *DEPTHS} & set(family.depths))}


def fresh(subject: Subject, spec: NetworkSpec, seed: int) -> Network:
    """Another network as it begins, on the subject's device."""
    return Subject(replace(subject.spec, network=spec)).network(trained=False, seed=seed)
