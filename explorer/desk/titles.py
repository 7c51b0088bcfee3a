"""The window's short texts about a network and its run: titles, detail lines, names of runs."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.choices.activation import phrase as activation_phrase
from explorer.choices.family import FAMILIES, FamilyInfo, named
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.desk.edits import text_of
from explorer.desk.families import by_skips
from explorer.graph.model import NetworkGraph
from explorer.number_text import si
from explorer.runs.gate_script import told
from explorer.runs.short_names import data_name, file_name, spoken
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.wording import tr, tr_count

COUNTING_RULE = (
    "Multiply-adds of one example: convolutions, linear layers and matrix products. Norms, activations, poolings and "
    "additions count nothing: the rule of torchvision's published figures."
)


def title(spec: RunSpec, graph: NetworkGraph | None, family: FamilyInfo | None = None) -> str:
    """The network's name after its skips: with every skip off a residual network is its plain twin, and where only
    some differ from the family's own state the name says how many. `family` gives the name for people."""
    known = family or (None if spec.network.source else FAMILIES.get(spec.network.family))
    on, skips = (0, 0) if graph is None else (len(graph.enabled), len(graph.skips))
    off_at_first, note = known is not None and not known.skips_on, ""
    if skips and on in (0, skips) and known and FAMILIES.get(known.twin):
        known = by_skips(known, on=bool(on))
    elif skips and on != (0 if off_at_first else skips):
        sign, count = ("+", on) if off_at_first else ("−", skips - on)
        note = f" {sign} {'all skips' if count == skips > 1 else f'{count} skip' + 's' * (count > 1)}"
    title = (known.label or known.title) if known else spoken(spec.network.family)
    return f"{named(title, spec.network.depth)}{note}"


def details(spec: RunSpec, graph: NetworkGraph, gates: Mapping[str, float], family: FamilyInfo | None = None) -> str:
    """The muted line beside the title: what the network is made of, in one glance."""
    on = sum(gate > 0 for gate in gates.values())
    skips = tr("{on} of {count} skips on", on=on, count=len(graph.skips)) if graph.skips else tr("no skips")
    chosen = family is None or "norm" in family.options
    norm = (tr(NORMS[spec.network.norm].phrase),) if chosen and not spec.network.source else ()
    file = (tr("from {source}", source=file_name(spec.network.source)),) if spec.network.source else ()
    counts = graph.counts
    trainable = "" if counts.trainable == counts.total else tr(" ({count:,} trainable)", count=counts.trainable)
    return " · ".join(  # a narrow window cuts the end: what networks are compared by comes first
        (
            tr("{multiply_adds} multiply-adds", multiply_adds=si(graph.multiply_adds)),
            tr("{weighted_layers} layers", weighted_layers=graph.weighted_layers),
            tr("{parameters:,} parameters{trainable}", parameters=graph.parameters, trainable=trainable),
            skips,
            *file,
            "×".join(map(str, graph.input_shape)),
            *norm,
            *_activation(spec),
            tr(INITS[spec.network.init].phrase),
            tr("seed {seed}", seed=spec.training.seed),
        )
    )


def _activation(spec: RunSpec) -> tuple[str, ...]:
    """The activation where it is not ReLU."""
    return () if spec.network.activation == "relu" else (activation_phrase(spec.network),)


def run_name(spec: RunSpec, graph: NetworkGraph | None, family: FamilyInfo | None = None) -> str:
    """A run's first name, which the user may change: network, data, and what is unusual about it."""
    parts = [title(spec, graph, family), data_name(spec.training.dataset)]
    if spec.network.norm != "batch":
        norm = NORMS[spec.network.norm]
        parts.append(norm.brief or norm.phrase)
    parts += _activation(spec)
    if spec.network.init != (family.defaults.get("init", "he") if family else "he"):
        parts.append(INITS[spec.network.init].phrase)
    if spec.training.interventions:
        parts.append(told(spec.training.interventions))
    return " · ".join(parts)


def training_line(training: TrainingSpec, optimizer: str) -> str:
    """Optimizer, learning rate, length and planned gates in one line."""
    rate = f"{optimizer} {text_of(training.lr)}"
    steps = tr_count("{count:,} step", "{count:,} steps", training.max_steps)
    length = steps if training.max_steps else tr_count("{count} epoch", "{count} epochs", training.epochs)
    return " · ".join(filter(None, (rate, length, told(training.interventions))))
