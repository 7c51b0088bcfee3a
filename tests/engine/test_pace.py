"""How often something may be told, on a clock of the test's own."""

import pytest

from explorer.engine import pace


def test_it_is_due_once_the_time_is_over_and_then_waits_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("explorer.engine.pace.time.monotonic", lambda: now[0])
    rate = pace.Pace(0.1)
    due = []
    for now[0] in (100.05, 100.11, 100.15, 100.19, 100.22):
        due.append(rate.due())
    assert due == [False, True, False, False, True]
