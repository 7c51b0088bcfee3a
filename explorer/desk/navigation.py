"""Where a person is in what the window shows: instrument, step, pointer, and the evidence that is framed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.sides import Side
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Evidence


@dataclass(frozen=True)
class Time:
    """Live (`step` None) or held at a step, 0 … `last`, the newest of the longest run on show (None: no steps yet)."""

    step: int | None = None
    last: int | None = None
    steps_per_epoch: int = 1

    @property
    def at(self) -> int:
        """The step that is shown."""
        return self.step if self.step is not None else self.last or 0

    def held(self, step: int | None) -> Time:
        """The time held at a step, or at the nearest that there is."""
        return replace(self, step=None if step is None or self.last is None else min(max(step, 0), self.last))


@dataclass(frozen=True)
class Cursor:
    """The step that every view points at (None: the newest): the one under the pointer, else the one held.

    `side` has the pointer in its picture, where only `held` is marked; `in_plots`: the plots have it and mark it
    themselves."""

    step: int | None
    held: int | None
    side: Side | None = None
    in_plots: bool = False


Shown = tuple[Side, Evidence]


class Navigation(QObject):
    """Each change is told once, with the new state.

    One piece of evidence is on show at a time. The same one again takes it off show, and so does following the newest
    step, or another run on its side. `back` returns to the instrument and the step that were on show before; what the
    person has changed since stays."""

    instrument_changed = Signal(str)
    time_changed = Signal(Time)
    held_changed = Signal(object)  # the step that is held, None: live
    cursor_changed = Signal(Cursor)
    layer_changed = Signal(object)  # the layer under the pointer, None: none
    evidence_changed = Signal(object)  # Shown, None: none

    def __init__(
        self, instrument: str, history: Callable[[Side], RunHistory | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.instrument = instrument
        self.instruments: Collection[str] = ()  # those that heatmaps and profile can show
        self.time = Time()
        self.evidence: Shown | None = None
        self._history = history
        self._run: RunHistory | None = None
        self._before = self._led = self._here()

    # ── instrument and step ─────────────────────────────────────────────────────────────────────

    def choose(self, instrument: str) -> None:
        """Show another instrument in heatmaps and profile."""
        self.instrument = instrument
        self.instrument_changed.emit(instrument)

    def offer(self, instruments: Sequence[str]) -> None:
        """Know what can be shown; an instrument that is not there (another version's) gives way to the first."""
        self.instruments = instruments
        self.choose(self.instrument if self.instrument in instruments else instruments[0])

    def set_runs(self, histories: Sequence[RunHistory]) -> None:
        """The runs on show, as long as they are now; a step beyond their end gives way to the newest."""
        longest = max(histories, key=len, default=None)
        last = len(longest) - 1 if longest is not None and len(longest) else None
        per_epoch = 1 if longest is None else longest.steps_per_epoch
        beyond = self.time.step is not None and (last is None or self.time.step > last)
        self._go(Time(None if beyond else self.time.step, last, per_epoch))

    def hold(self, step: int | None) -> None:
        """Stand at a step; None follows the newest from now on, without the evidence on show."""
        self._go(self.time.held(step))

    def move(self, by: int) -> None:
        """Go so many steps from where it stands; past the newest it is live."""
        if self.time.last is not None:
            self.hold(None if self.time.at + by > self.time.last else self.time.at + by)

    def _go(self, time: Time) -> None:
        before, self.time = self.time, time
        if time != before:
            self.time_changed.emit(time)
        if time.step != before.step:
            self.held_changed.emit(time.step)
            self.point(None, None)
            if time.step is None and self.evidence is not None:
                self.clear()

    # ── the pointer ─────────────────────────────────────────────────────────────────────────────

    def point(self, side: Side | None, step: float | None, in_plots: bool = False) -> None:
        """Point at a step, or with None at the one that is held."""
        held = self.time.step
        at = held if step is None else round(step)
        self.cursor_changed.emit(Cursor(at, held, side, in_plots and step is not None))

    def point_at_layer(self, layer: int | None) -> None:
        """Point at a layer, or at none."""
        self.layer_changed.emit(layer)

    # ── evidence ────────────────────────────────────────────────────────────────────────────────

    def show(self, side: Side, evidence: Evidence) -> None:
        """Show a finding's evidence, or take it off show."""
        run = self._history(side)
        if run is None or not len(run):
            return
        if self.evidence == (side, evidence):
            self.back()
            return
        if self.evidence is None:
            self._before = self._here()
        self.evidence, self._run = (side, evidence), run
        if evidence.measure in self.instruments:  # loss and accuracy have plots of their own
            self.choose(evidence.measure)
        self.hold(min(evidence.steps[1], len(run) - 1))
        self._led = self._here()
        self.evidence_changed.emit(self.evidence)

    def back(self) -> None:
        """Take the evidence off show, and show what was on show before."""
        if self.evidence is None:
            return
        before, here = self._before, self._here()
        self.clear()
        if here[0] == self._led[0] != before[0]:
            self.choose(before[0])
        if here[1] == self._led[1]:
            self.hold(before[1])

    def clear(self) -> None:
        """Take the evidence off show; instrument and step stay."""
        self.evidence = self._run = None
        self.evidence_changed.emit(None)

    def follow_runs(self) -> None:
        """Take the evidence off show where its side shows another run by now."""
        if self.evidence is not None and self._history(self.evidence[0]) is not self._run:
            self.clear()

    def _here(self) -> tuple[str, int | None]:
        return self.instrument, self.time.step
