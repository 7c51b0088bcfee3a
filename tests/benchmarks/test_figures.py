"""How figures are judged, and the clocks that they are measured with."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from tests.benchmarks import clocks, figures
from tests.benchmarks.figures import judge, missed, record, sized, table


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[figures.Figure]:
    """An empty list of figures, apart from those of this run."""
    made: list[figures.Figure] = []
    monkeypatch.setattr(figures, "FIGURES", made)
    return made


def _judge_two() -> None:
    judge("frame", 12.0, most=10, unit="ms")
    judge("speed", 0.9, least=0.9, note="of 3")


def test_at_full_size_a_figure_beyond_its_limit_is_missed(monkeypatch: pytest.MonkeyPatch, found) -> None:
    monkeypatch.setattr(figures, "SIZE", 1.0)
    _judge_two()
    record("beside", "3 MB")
    assert [figure.kept for figure in found] == [False, True, None]
    assert missed(found) == ["frame: 12 ms, limit ≤ 10 ms"]
    written = io.StringIO()
    Console(width=100, file=written).print(table(found))
    rows = [line.split() for line in written.getvalue().splitlines()]
    assert ["frame", "12", "ms", "≤", "10", "ms", "NO"] in [row[:7] for row in rows]
    assert ["speed", "0.9", "(of", "3)", "≥", "0.9", "yes"] in [row[:7] for row in rows]


def test_at_a_smaller_size_nothing_is_judged(monkeypatch: pytest.MonkeyPatch, found) -> None:
    monkeypatch.setattr(figures, "SIZE", 0.5)
    _judge_two()
    assert not missed(found)
    assert sized(64_000, 20) == 32_010


@pytest.mark.parametrize("size", [0.0, 0.1, 0.37, 0.5, 1.0])
def test_networks_of_every_size_exist(size: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "SIZE", size)
    for full, toy in ((20, 8), (56, 8), (110, 20), (1202, 20)):
        assert figures.deep(full, toy) in range(toy, full + 1, 6)


def test_a_figure_has_one_limit(found) -> None:
    with pytest.raises(AssertionError):
        judge("frame", 1.0)
    with pytest.raises(AssertionError):
        judge("frame", 1.0, most=1, least=1)


def test_waiting_costs_no_processor_time_and_counts_as_the_threads_own() -> None:
    before = clocks.own_seconds()
    cost = clocks.cost_ms(lambda: time.sleep(0.05), rounds=1)
    assert cost < 25
    assert clocks.own_seconds() - before >= 0.05


def test_a_beat_is_late_by_what_its_thread_computes_and_waits_for(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Computed 30 ms; waited 30 ms for nobody; waited 30 ms for a thread that had no core."""
    ticks = iter([(0.0, 0.0, 0.0), (0.03, 0.03, 0.0), (0.03, 0.06, 0.0), (0.03, 0.09, 0.03)])
    monkeypatch.setattr(clocks, "_clocks", lambda: next(ticks))
    beat = clocks.Beat()
    beat.stop()
    for _ in range(3):
        beat._beat()
    assert beat.late == pytest.approx([25, 25, 0])


def test_costs_do_not_depend_on_the_pace_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is four times as slow, everything, the reference included, takes four times as long."""
    ticks = iter(range(0, 1_000_000, 4))
    monkeypatch.setattr(clocks, "thread_time", lambda: next(ticks) * clocks.REFERENCE_MS / 1e3)
    assert clocks.pace() == pytest.approx(4)
    assert clocks.cost_ms(lambda: None, rounds=1, clock=clocks.thread_time) == pytest.approx(clocks.REFERENCE_MS)
