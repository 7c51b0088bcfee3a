"""One order under way."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from explorer.desk.analyses_state import Job
from explorer.gui.analyses.job_row import JobRow
from tests.gui.access import lacking


def test_it_shows_an_order_and_gives_it_up(shown, qtbot):
    row = shown(JobRow("B"), 300, 40)
    row.set_job(None)
    assert not row.isVisible()
    job = Job(7, "lesion", "B", "r", 0.25)
    row.set_job(job)
    assert row.isVisible()
    assert lacking(row) == []
    bar, cancel = row.findChild(QProgressBar), row.findChild(QPushButton)
    assert bar.value() * 4 == bar.maximum()
    assert row.findChild(QLabel, "analysisWordsB").text() == "25 %"
    with qtbot.waitSignal(row.cancel_wanted, check_params_cb=lambda token: token == 7):
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    row.set_job(replace(job, canceling=True))
    assert not cancel.isEnabled()
    row.set_job(None)
    assert not row.isVisible()
