"""The line that proves the pair: what differs between A and B, and nothing else."""

from __future__ import annotations

from explorer.choices.family import named
from explorer.desk.edits import family_of
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.runs.compare import pair_line
from explorer.runs.spec import RunSpec


def proof(bench: Workbench) -> tuple[str, bool]:
    """The line, and whether the pair is controlled: at most one thing differs and no gate moved since step 0.

    Interventions come first: a narrow window cuts the line's end. Empty and False while a graph is missing."""
    graph_a, graph_b = bench.graph("A"), bench.graph("B")
    if graph_a is None or graph_b is None:
        return "", False
    titles = _title(bench, bench.document.a.spec), _title(bench, bench.document.b.spec)
    found = pair_line(bench.document.a.spec, graph_a, bench.document.b.spec, graph_b, titles)
    moved = [note for side in SIDES if (note := _moved(bench, side))]
    text = found.text.replace("A and B are identical", "All else is identical") if moved else found.text
    return " ".join((*moved, text)), found.controlled and not moved


def _title(bench: Workbench, spec: RunSpec) -> str:
    """The network's name for people; not the picture's title, which leaves "ImageNet" out."""
    family = family_of(spec.network, bench.catalog)
    return spec.network.name if family is None else named(family.title, spec.network.depth)


def _moved(bench: Workbench, side: Side) -> str:
    history = bench.history(side)
    skips = {i.skip for i in history.interventions} if history is not None else set()
    return (
        f"Intervention in {side}: {len(skips)} gate{'s' if len(skips) > 1 else ''} moved while training."
        if skips
        else ""
    )
