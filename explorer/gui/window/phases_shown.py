"""The phases of a step in both pictures: they light up layer by layer, in the order in which they are computed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from explorer.desk.phases import INFOS, lit, moving
from explorer.desk.sides import Side
from explorer.desk.workbench import Workbench
from explorer.gui.picture.levels import Extent, shared_levels
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.picture.phase_shades import PhaseShown
from explorer.gui.training.phase_bar import PhaseBar
from explorer.gui.widgets.motion import motion_wanted
from explorer.runs.phases import PhaseValues

SECONDS = 0.9
"""What a phase takes from the first layer to the last."""


class PhasesShown(QObject):
    """`advance` is called at every tick of the window's clock and draws what has changed since; `bar` tells of it. Off,
    pictures show the runs' readings as ever."""

    def __init__(
        self,
        bench: Workbench,
        views: Mapping[Side, NetworkView],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.on = False
        self.bar = PhaseBar()
        self.bar.hide()
        self._bench, self._views, self._clock = bench, views, clock
        self._shown: dict[Side, PhaseValues] = {}
        self._levels = (-6.0, 0.0)
        self._since = 0.0
        self._share = 1.0

    def set_on(self, on: bool) -> None:
        """Take steps apart, or not."""
        self.on = on
        self.bar.setVisible(on)
        self.advance()

    def advance(self) -> None:
        """Draw what is new."""
        found = self._found() if self.on else {}
        same = found.keys() == self._shown.keys() and all(found[side] is self._shown[side] for side in found)
        if same and (self._share >= 1 or not found):
            return
        if not same:
            self._take(found)
        self._share = self._reached()
        for side, view in self._views.items():
            view.show_phase(self._phase_of(side))

    def _found(self) -> dict[Side, PhaseValues]:
        """The newest phase of each side, as far as there is one."""
        known = self._bench.trainer.phases
        runs = ((side, self._bench.document.side(side).run_id) for side in self._views)
        return {side: known[run_id] for side, run_id in runs if run_id in known}

    def _take(self, found: dict[Side, PhaseValues]) -> None:
        begins = {each.phase for each in found.values()} != {each.phase for each in self._shown.values()}
        self._shown = found
        if begins:  # the other side's values come a moment later, and go on with it
            self._since = self._clock()
        extents = []
        for each in found.values():
            extents.append(Extent())
            extents[-1].take(each.values[None])
        self._levels = shared_levels(extents)
        self.bar.show_found(found, self._levels)

    def _reached(self) -> float:
        newest = next(iter(self._shown.values()), None)
        if newest is None or not moving(newest.phase) or not motion_wanted():
            return 1.0
        return min(1.0, (self._clock() - self._since) / SECONDS)

    def _phase_of(self, side: Side) -> PhaseShown | None:
        each = self._shown.get(side)
        return None if each is None else PhaseShown(lit(each, self._share), self._levels, INFOS[each.phase])
