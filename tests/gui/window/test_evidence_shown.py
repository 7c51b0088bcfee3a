"""A click on evidence in the real window, and the twin that a finding asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.desk import judging
from explorer.desk.findings import TRAINED
from explorer.engine.commands import Train
from explorer.gui.picture.markers import Frame
from explorer.gui.plots.overlay import Band
from explorer.verdicts.finding import Evidence
from explorer.verdicts.twins import Offer
from tests.gui.desk import Desk, small_bench
from tests.gui.engine_double import EngineDouble
from tests.gui.findings.findings import TWIN, finding

NORM = Evidence("gradient-norm", (0, 3), (4, 0, 1), "‖g‖ 274 near the input")
LOSS = Evidence("loss", (10, 2000), (), "loss 2.3 → 2.3")


@pytest.fixture
def found(desk: Desk, engine: EngineDouble, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A has trained 30 steps, and one finding says so."""
    twin = replace(TWIN, network=replace(small_bench().a.spec.network, name="plain-8"))
    said = finding(evidence=(NORM, LOSS), offer=Offer(twin, "plain-8", "whether depth is the cause", "degradation"))
    monkeypatch.setattr(judging, "judge", lambda run, twins: (said,))
    desk.press("button_train_a")
    engine.steps(30)
    engine.end()
    desk.settle()
    return desk


def follow(desk: Desk, place: int) -> None:
    """Go to the evidence by keyboard and press Enter."""
    label = desk.window.verdicts.cards[0].findChild(QLabel, "evidence")
    assert label is not None
    desk.window.setFocus()
    label.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(place + 1):
        desk.qtbot.keyClick(label, Qt.Key.Key_Tab)
    desk.qtbot.keyClick(label, Qt.Key.Key_Return)
    desk.settle()


def frames(desk: Desk) -> dict[str, Frame | None]:
    return {side: pane.view.canvas.markers.frame for side, pane in desk.window.panes.items()}


def cells(desk: Desk) -> dict[str, tuple[tuple[int, int], ...]]:
    return {side: pane.view.canvas.drawing.frames.groups for side, pane in desk.window.panes.items()}


def spans(desk: Desk) -> list[list[tuple[float, float]]]:
    plots = (desk.window.plots.loss, desk.window.plots.accuracy)
    return [[(mark.first, mark.last) for mark in plot.overlay.marks if isinstance(mark, Band)] for plot in plots]


def bands(desk: Desk) -> list[tuple[float, float]]:
    marks = desk.window.plots.profile.overlay.marks
    return [(mark.first, mark.last) for mark in marks if isinstance(mark, Band)]


def test_an_instruments_evidence_is_shown_in_all_views(found: Desk) -> None:
    found.window.plots.tabs.setCurrentIndex(2)
    follow(found, 0)
    assert found.window.navigation.instrument == "gradient-norm"
    assert found.window.navigation.time.step == 3
    assert frames(found) == {"A": Frame((0, 1, 4), (0, 4)), "B": None}
    assert cells(found) == {"A": ((0, 1), (4, 4)), "B": ()}
    assert bands(found) == [(0.5, 2.5), (4.5, 5.5)]
    assert spans(found) == [[(0, 3)], [(0, 3)]]
    assert found.window.plots.tabs.currentWidget() is found.window.plots.profile


def test_evidence_in_the_loss_keeps_the_instrument(found: Desk) -> None:
    before = found.window.navigation.instrument
    follow(found, 1)
    assert found.window.navigation.instrument == before
    assert found.window.navigation.time.step == 29, "the newest there is"
    frame = frames(found)["A"]
    assert frame is not None
    assert len(frame.layers) == len(found.history("A").graph.main_path)
    assert bands(found) == []
    assert cells(found) == {"A": (), "B": ()}, "it is not about layers"
    assert spans(found) == [[(10, 29)], [(10, 29)]]


@pytest.mark.parametrize("way", ["key", "button", "again"])
def test_the_way_back_leads_to_what_was_on_show(found: Desk, way: str) -> None:
    found.window.navigation.hold(7)
    before = found.window.navigation.instrument
    follow(found, 0)
    if way == "key":
        found.key(Qt.Key.Key_Escape)
    elif way == "button":
        found.press("verdicts_back")
    else:
        follow(found, 0)
    assert frames(found) == {"A": None, "B": None}
    assert cells(found) == {"A": (), "B": ()}
    assert bands(found) == []
    assert spans(found) == [[], []]
    assert (found.window.navigation.instrument, found.window.navigation.time.step) == (before, 7)
    assert not found.action("hide_evidence").isEnabled()


def test_from_one_piece_to_the_next_the_way_back_is_one(found: Desk) -> None:
    before = found.window.navigation.instrument
    follow(found, 0)
    follow(found, 1)
    found.press("verdicts_back")
    assert (found.window.navigation.instrument, found.window.navigation.time.step) == (before, None)


def test_what_was_changed_meanwhile_stays(found: Desk) -> None:
    follow(found, 0)
    found.window.navigation.hold(12)
    found.window.navigation.choose("weight-norm")
    found.press("verdicts_back")
    assert (found.window.navigation.instrument, found.window.navigation.time.step) == ("weight-norm", 12)


def test_the_same_again_and_live_take_it_off_show(found: Desk) -> None:
    follow(found, 0)
    follow(found, 0)
    assert frames(found) == {"A": None, "B": None}
    follow(found, 0)
    assert frames(found)["A"] is not None
    found.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert frames(found) == {"A": None, "B": None}
    assert bands(found) == []


def test_another_run_takes_it_off_show(found: Desk) -> None:
    follow(found, 0)
    found.press("button_train_a")
    assert frames(found) == {"A": None, "B": None}


def test_the_twin_trains_beside_a_and_b(found: Desk, engine: EngineDouble, qtbot: QtBot) -> None:
    sides = found.bench.document
    found.press("finding_twin")
    order = next(c for c in reversed(engine.sent) if isinstance(c, Train)).orders[0]
    assert order.spec.network.name == "plain-8"
    assert found.bench.document == sides, "A and B stay as they are"
    assert "Training the twin (plain-8) in addition to A and B" in found.window.messages.text
    button = found.window.verdicts.cards[0]._twin
    assert not button.isEnabled()
    engine.steps(4)
    found.settle()
    assert found.window.bar.progress.text.startswith("plain-8 · Epoch 1")
    engine.end()
    found.settle()
    assert found.window.messages.text == TRAINED.format("plain-8")
    assert order.run_id in {row.id for row in found.window.store.rows()}
