"""The order of the verdicts, and which gives way to which: one table for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record

OTHERS = "others"
"""The place of verdicts that the table does not name: those of files from elsewhere."""


def _always(record: Record, finding: Finding) -> bool:
    return True


@dataclass(frozen=True)
class Place:
    """A verdict in the order. It is not given beside `gives_way_to`, where `when` holds of the run and its finding."""

    verdict: str
    gives_way_to: str = ""
    when: Callable[[Record, Finding], bool] = _always


TABLE = (
    Place("double-softmax"),
    Place("exploding", gives_way_to="false-vanishing", when=lambda record, finding: record.finite),
    Place("vanishing"),
    # To be confirmed by a twin that is not trained yet.
    Place("degradation", gives_way_to="vanishing", when=lambda record, finding: finding.offer is not None),
    Place("false-vanishing"),
    Place("lr-too-high"),
    Place("dead-relus"),
    Place("forward-collapse", gives_way_to="lr-too-high"),
    Place("diverged"),
    Place("lr-too-low"),
    Place("overfitting"),
    Place(OTHERS),
    Place("unfinished"),
    Place("healthy", gives_way_to="overfitting"),
    Place("cannot-tell"),
)
"""The first finding is the one that matters most: causes before what follows from them; but degradation, which is what
is seen, before its mechanism."""

_PLACES = {place.verdict: (number, place) for number, place in enumerate(TABLE)}


def ordered(record: Record, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings on one run in their order, without those that give way to another of them."""
    found = tuple(findings)
    verdicts = {finding.verdict for finding in found}
    kept = (finding for finding in found if not _gives_way(record, finding, verdicts))
    return tuple(sorted(kept, key=lambda finding: _place(finding)[0]))


def _gives_way(record: Record, finding: Finding, verdicts: set[str]) -> bool:
    place = _place(finding)[1]
    return place.gives_way_to in verdicts and place.when(record, finding)


def _place(finding: Finding) -> tuple[int, Place]:
    return _PLACES.get(finding.verdict, _PLACES[OTHERS])
