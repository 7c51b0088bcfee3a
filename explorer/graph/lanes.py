"""Which lane each call stands on: the main path on lane 0, parallel branches below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.graph.flow import Flow, heaviest, predecessors


def lanes(found: Flow) -> dict[str, int]:
    """The lane of every call of the flow, 0 being the path with most weighted layers.

    The rest falls into branches: chains between the call where they leave and the one where they come back. A
    branch has its lane for itself from the one to the other, and takes the uppermost that is free.
    """
    main = heaviest(found)
    chosen = dict.fromkeys(main, 0)
    if len(main) == len(found.calls):
        return chosen
    order = {call.id: i for i, call in enumerate(found.calls)}
    taken: list[int] = []  # for every lane from 1 on the position up to which it is taken
    for start, _, end, branch in sorted((*_span(found, branch, order), branch) for branch in _branches(found, chosen)):
        lane = next((i for i, until in enumerate(taken) if until <= start), len(taken))
        taken[lane:] = [end, *taken[lane + 1 :]]
        chosen.update(dict.fromkeys(branch, lane + 1))
    return chosen


def _span(found: Flow, branch: Sequence[str], order: Mapping[str, int]) -> tuple[int, int, int]:
    """Where a branch leaves, begins and comes back: positions in the flow."""
    first, last = branch[0], branch[-1]
    start = min((order[id] for id in found.before[first]), default=order[first])
    end = max((order[id] for id in found.after[last]), default=order[last] + 1)
    return start, order[first], end


def _branches(found: Flow, main: Mapping[str, int]) -> list[tuple[str, ...]]:
    """The calls off the main path as chains, each as heavy as can be, the last one's first."""
    toward = predecessors(found)
    gone = set(main)
    chains = []
    for call in reversed(found.calls):
        if call.id in gone:
            continue
        chain = []
        at: str | None = call.id
        while at is not None:
            chain.append(at)
            gone.add(at)
            free = [id for id in found.before[at] if id not in gone]
            at = max(free, key=lambda id: toward[id][1], default=None)
        chains.append(tuple(reversed(chain)))
    return chains
