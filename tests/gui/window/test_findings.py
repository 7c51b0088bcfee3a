"""When a twin can be trained, in the real window."""

from __future__ import annotations

from collections.abc import Callable

from explorer.desk.findings import STARTING
from explorer.desk.orders import BUSY
from explorer.gui.findings.findings_panel import NO_STEPS
from explorer.gui.window.main_window import MainWindow
from tests.gui.desk import Desk
from tests.gui.engine_double import EngineDouble


def test_no_twin_before_the_engine_is_ready(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(start=False)
    window.refresher.refresh_all()
    assert window.verdicts._obstacle == STARTING


def test_no_twin_beside_a_run_that_trains(desk: Desk, engine: EngineDouble) -> None:
    assert desk.window.verdicts._obstacle == ""
    desk.press("button_train_both")
    assert desk.window.verdicts._obstacle == BUSY
    assert desk.window.verdicts._empty.text() == NO_STEPS
    engine.steps(24)
    desk.settle()
    assert {card.side for card in desk.window.verdicts.cards} == {"A", "B"}, "judged while they train"
    engine.end()
    desk.settle()
    assert desk.window.verdicts._obstacle == ""
