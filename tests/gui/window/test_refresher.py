"""The clock: takes every tick, refreshes the views in turn."""

import pytest

from explorer.gui.window.refresher import Refresher


class Spy:
    def __init__(self, name, calls):
        self.name, self.calls = name, calls

    def refresh(self):
        self.calls.append(self.name)

    def fit(self):
        self.calls.append(f"fit {self.name}")


@pytest.fixture
def calls():
    return []


@pytest.fixture
def clock(qapp, calls):
    made = Refresher(lambda: calls.append("take"), [Spy(n, calls) for n in "abc"], lambda: calls.append("slow"))
    yield made
    made.stop()


def test_every_tick_takes_and_refreshes_the_next_view(qtbot, clock, calls):
    qtbot.waitUntil(lambda: len(calls) >= 12)
    assert calls[:12] == ["take", "a", "take", "b", "take", "c"] * 2


def test_every_eighth_tick_is_slow_work(qtbot, clock, calls):
    qtbot.waitUntil(lambda: calls.count("slow") == 2)
    assert calls[: calls.index("slow")].count("take") == 8
    assert calls.count("take") == 16


def test_a_stopped_clock_does_nothing(qtbot, clock, calls):
    qtbot.waitUntil(lambda: bool(calls))
    clock.stop()
    calls.clear()
    qtbot.wait(100)
    assert calls == []


def test_everything_at_once(clock, calls):
    clock.stop()
    clock.refresh_all()
    assert calls == ["take", "a", "b", "c", "slow"]
