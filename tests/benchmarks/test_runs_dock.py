"""How fast the list of runs is with 10,000 of them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QTableView

from explorer.gui.runs.runs_dock import RunsDock
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, sized
from tests.gui.samples import run_row

RUNS = sized(10_000, 20)


@pytest.mark.parametrize("work", ["show", "sort", "search", "repaint"])
def test_ten_thousand_runs_in_a_tenth_of_a_second(qtbot, work: str) -> None:
    dock = RunsDock()
    qtbot.addWidget(dock)
    dock.resize(900, 400)
    with qtbot.waitExposed(dock):  # until then nothing is painted
        dock.show()
    rows = [run_row(number) for number in range(RUNS)]
    dock.set_rows(rows)
    table, search = dock.findChild(QTableView, "runsTable"), dock.findChild(QLineEdit, "runsSearch")
    works = {
        "show": lambda: dock.set_rows(rows),
        "sort": lambda: table.model().sort(0),
        "search": lambda: search.setText("plain 9"),
        "repaint": table.viewport().repaint,
    }
    judge(f"list of {RUNS:,} runs: {work}", cost_ms(works[work], search.clear, sized(7, 1)), most=100, unit="ms")
