"""What brings signal and gradient through a network."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.verdicts.readings import Record
from explorer.wording import joined, said


def remedies(record: Record) -> list[str]:
    """What brings signal and gradient through, the likeliest first."""
    graph = record.run.graph
    ways = [] if record.normed else [said("batch norm")]
    if not graph.skips:
        ways.append(said("skip connections"))
    elif not all(record.run.gates().values()):
        ways.append(said("the skips switched on"))
    if record.run.spec.network.init != "he":
        ways.append(said("He init"))
    return [*ways, said("a shallower network")]


def one_at_a_time(ways: Sequence[str]) -> str:
    """What to try, as a sentence."""
    return said("One at a time, likeliest first: {ways}.", ways=joined(ways, ", "))
