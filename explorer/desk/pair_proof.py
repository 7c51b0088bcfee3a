"""The line that proves the pair: what differs between A and B, and nothing else."""

from __future__ import annotations

from explorer.choices.family import named
from explorer.desk.edits import family_of
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.runs.compare import pair_line
from explorer.runs.spec import RunSpec
from explorer.wording import tr, tr_count

ALL_ELSE = "All else is identical: network, initial weights, data and training."


def proof(bench: Workbench) -> tuple[str, bool]:
    """The line, and whether the pair is controlled: at most one thing differs, no gate moved since step 0, and
    neither is a fork.

    Interventions come first: a narrow window cuts the line's end. Empty and False while a graph is missing."""
    graph_a, graph_b = bench.graph("A"), bench.graph("B")
    if graph_a is None or graph_b is None:
        return "", False
    titles = _title(bench, bench.document.a.spec), _title(bench, bench.document.b.spec)
    found = pair_line(bench.document.a.spec, graph_a, bench.document.b.spec, graph_b, titles)
    moved = [note for side in SIDES for note in (_forked(bench, side), _moved(bench, side)) if note]
    text = tr(ALL_ELSE) if moved and not found.differs else tr(found.text)
    return " ".join((*moved, text)), found.controlled and not moved


def _title(bench: Workbench, spec: RunSpec) -> str:
    """The network's name for people; not the picture's title, which leaves "ImageNet" out."""
    family = family_of(spec.network, bench.catalog)
    return spec.network.name if family is None else named(family.title, spec.network.depth)


def _forked(bench: Workbench, side: Side) -> str:
    """Of a fork: since when it has the settings of its card."""
    history = bench.history(side)
    if history is None or not history.parent:
        return ""
    return tr(
        "{side} is a fork: its steps before {parent_step:,} are its parent's.",
        side=side,
        parent_step=history.parent_step,
    )


def _moved(bench: Workbench, side: Side) -> str:
    history = bench.history(side)
    skips = {i.skip for i in history.interventions} if history is not None else set()
    return (
        tr_count(
            "Intervention in {side}: {count} gate moved while training.",
            "Intervention in {side}: {count} gates moved while training.",
            len(skips),
            side=side,
        )
        if skips
        else ""
    )
