"""Which gates of a running network can be moved."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.graph.model import NetworkGraph


def movable(graph: NetworkGraph, now: Mapping[str, float], wanted: Mapping[str, float]) -> tuple[dict[str, float], str]:
    """The gates that change and can, and why the others cannot (empty where all can)."""
    missing = [skip for skip in wanted if graph.skip[skip].kind == "projection" and not graph.skip[skip].enabled]
    why = (
        f"{', '.join(missing)} was off before step 0, so its projection has no weights in this run. "
        "Switch it on before training, or choose another skip."
    )
    moves = {skip: gate for skip, gate in wanted.items() if skip not in missing and gate != now[skip]}
    return moves, why if missing else ""
