"""How fast the list of runs is with 10,000 of them."""

import timeit

import pytest
from PySide6.QtWidgets import QLineEdit, QTableView
from samples import run_row

from explorer.gui.runs_dock import RunsDock


@pytest.mark.bench
def test_ten_thousand_runs_in_a_tenth_of_a_second(qtbot):
    dock = RunsDock()
    qtbot.addWidget(dock)
    dock.resize(900, 400)
    dock.show()
    rows = [run_row(number) for number in range(10_000)]
    table, search = dock.findChild(QTableView, "runsTable"), dock.findChild(QLineEdit, "runsSearch")

    work = {
        "show": lambda: dock.set_rows(rows),
        "sort": lambda: table.model().sort(0),
        "search": lambda: search.setText("plain 9"),
        "repaint": table.viewport().repaint,
    }
    seconds = {name: min(timeit.repeat(job, search.clear, number=1, repeat=5)) for name, job in work.items()}
    print({name: f"{1000 * value:.1f} ms" for name, value in seconds.items()})
    assert max(seconds.values()) < 0.1
