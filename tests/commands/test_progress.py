"""What commands show while they work."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from explorer.commands.progress import share_shown, training_shown
from explorer.runs.snapshot import Snapshot

Make = Callable[..., Snapshot]


def shown(terminal: bool, *snapshots: Snapshot) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=120, color_system=None)
    with training_shown(console, "plain-56", 40, 10) as show:
        for snapshot in snapshots:
            show(snapshot)
    return out.getvalue()


def test_a_terminal_gets_one_live_line(make_snapshot: Make) -> None:
    text = shown(True, make_snapshot(0, 5), make_snapshot(5, 10), make_snapshot(15, 0))
    last = [line for line in text.splitlines() if "plain-56" in line][-1]
    assert "plain-56 epoch 2/4" in last
    assert "loss 0.950 · accuracy 9.5 % · 1.0 steps/s" in last
    assert "ETA" in last


def test_a_file_gets_one_line_per_epoch(make_snapshot: Make) -> None:
    text = shown(False, make_snapshot(0, 5), make_snapshot(5, 5, epoch=1), make_snapshot(10, 10, epoch=2))
    assert text.splitlines() == [
        "plain-56 epoch 1/4: loss 0.500, training accuracy 80.0 %, test accuracy 75.0 %",
        "plain-56 epoch 2/4: loss 0.500, training accuracy 80.0 %, test accuracy 75.0 %",
    ]


def shares(terminal: bool, *done: float) -> str:
    out = io.StringIO()
    with share_shown(Console(file=out, force_terminal=terminal, width=80, color_system=None), "Lesion study") as show:
        for share in done:
            show(share)
    return out.getvalue()


def test_a_terminal_gets_a_bar_of_the_work() -> None:
    last = [line for line in shares(True, 0.1, 0.42).splitlines() if "Lesion study" in line][-1]
    assert "42%" in last


def test_a_file_gets_a_line_for_each_quarter_of_the_work() -> None:
    text = shares(False, 0.0, 0.1, 0.26, 0.3, 0.8, 1.0)
    assert text.splitlines() == ["Lesion study: 25%", "Lesion study: 75%", "Lesion study: 100%"]
