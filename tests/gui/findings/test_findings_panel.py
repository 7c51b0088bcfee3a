"""The panel and its cards, under mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from explorer.desk.findings import FindingsState, Found
from explorer.gui.findings.finding_card import FindingCard
from explorer.gui.findings.findings_panel import NO_RUNS, NO_STEPS, VerdictPanel
from explorer.gui.widgets.theme import DARK, LIGHT
from tests.gui.findings.findings import HEALTHY, LOSS, NORM, OFFER, finding

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> VerdictPanel:
    made = VerdictPanel()
    qtbot.addWidget(made)
    made.resize(420, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def button(card: FindingCard, name: str) -> QAbstractButton:
    found = card.findChild(QAbstractButton, name)
    assert found is not None
    return found


def show(panel: VerdictPanel, found: Found, pair: str = "", obstacle: str = "") -> None:
    panel.show_state(FindingsState(found, pair, obstacle))
    QApplication.processEvents()  # new cards come into sight when the layout is asked


def visible_text(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_empty_panel_says_what_will_come(panel: VerdictPanel) -> None:
    assert NO_RUNS in visible_text(panel)
    show(panel, {"A": (), "B": None})
    assert NO_STEPS in visible_text(panel)
    show(panel, {"A": (HEALTHY,), "B": None})
    assert NO_STEPS not in visible_text(panel)
    show(panel, {"A": None, "B": None})
    assert NO_RUNS in visible_text(panel)


def test_findings_stand_in_order_a_first(panel: VerdictPanel, qtbot: QtBot) -> None:
    other = finding(verdict="degradation")
    show(panel, {"A": (other, HEALTHY), "B": (HEALTHY,)})
    show(panel, {"A": (finding(), other), "B": (HEALTHY,)})
    qtbot.waitUntil(lambda: len({card.y() for card in panel.cards}) == 3)
    names = [card.objectName() for card in sorted(panel.cards, key=lambda card: card.y())]
    assert names == ["finding_A_false-vanishing", "finding_A_degradation", "finding_B_healthy"]


def test_a_card_stays_open_while_its_figures_change(panel: VerdictPanel, qtbot: QtBot) -> None:
    show(panel, {"A": (finding(),), "B": None})
    (card,) = panel.cards
    assert "Warm up." not in visible_text(card)
    qtbot.mouseClick(button(card, "finding_fold"), LEFT)
    assert "Warm up." in visible_text(card)
    show(panel, {"A": (finding(sentence="Newer."),), "B": None})
    assert panel.cards == [card]
    assert "Newer." in visible_text(card)
    assert "Warm up." in visible_text(card)
    qtbot.mouseClick(button(card, "finding_fold"), LEFT)
    assert "Warm up." not in visible_text(card)


def test_evidence_is_reached_by_keyboard(panel: VerdictPanel, qtbot: QtBot) -> None:
    show(panel, {"A": None, "B": (finding(),)})
    label = panel.cards[0].findChild(QLabel, "evidence")
    assert label is not None
    label.setFocus(Qt.FocusReason.TabFocusReason)
    found = []
    panel.evidence_wanted.connect(lambda side, evidence: found.append((side, evidence)))
    for _ in range(2):
        qtbot.keyClick(label, Qt.Key.Key_Tab)
        qtbot.keyClick(label, Qt.Key.Key_Return)
    assert found == [("B", NORM), ("B", LOSS)]


def test_the_twin_is_offered_where_it_would_decide(panel: VerdictPanel, qtbot: QtBot) -> None:
    found = {"A": (finding(), HEALTHY), "B": None}
    show(panel, found)
    first, second = (button(card, "finding_twin") for card in panel.cards)
    assert (first.isVisible(), second.isVisible()) == (True, False)
    assert "plain-20" in first.text()
    asked, none = (card.findChild(QLabel, "open_question") for card in panel.cards)
    assert asked is not None
    assert none is not None
    assert (asked.isVisible(), none.isVisible()) == (True, False)
    assert "does not show whether depth is the cause" in asked.text()
    show(panel, found, obstacle="A run is training.")
    assert not first.isEnabled()
    assert first.toolTip() == "A run is training."
    show(panel, found)
    with qtbot.waitSignal(panel.twin_wanted) as told:
        qtbot.mouseClick(first, LEFT)
    assert told.args == [OFFER]


def test_everything_can_be_copied(panel: VerdictPanel, qtbot: QtBot) -> None:
    copy = panel.findChild(QAbstractButton, "verdicts_copy")
    assert copy is not None
    assert not copy.isEnabled()
    show(panel, {"A": (HEALTHY,), "B": None})
    qtbot.mouseClick(copy, LEFT)
    assert QApplication.clipboard().text() == panel.text()
    assert panel.text().startswith("A Healthy.")


def test_themes_color_what_is_on_show(panel: VerdictPanel) -> None:
    show(panel, {"A": (finding(),), "B": None})
    for theme in (LIGHT, DARK):
        panel.set_theme(theme)
        assert theme.a in visible_text(panel)
        assert theme.accent in visible_text(panel)


def test_every_control_has_a_name_and_a_tooltip(panel: VerdictPanel) -> None:
    show(panel, {"A": (finding(),), "B": None})
    controls = [*panel.findChildren(QAbstractButton), panel.cards[0].findChild(QLabel, "evidence")]
    controls = [c for c in controls if c is not None and not c.objectName().startswith("qt_")]
    assert len(controls) == 5
    for control in controls:
        assert control.objectName()
        assert control.accessibleName()
        assert control.toolTip()


def test_the_evidence_on_show_is_marked_in_its_sides_card_alone(panel: VerdictPanel, qtbot: QtBot) -> None:
    show(panel, {"A": (finding(),), "B": (finding(),)})
    back = panel.findChild(QAbstractButton, "verdicts_back")
    assert back is not None
    assert not back.isVisible()
    panel.set_shown(("B", NORM))
    marked = [f"background-color:{DARK.accent}" in visible_text(card) for card in panel.cards]
    assert marked == [False, True]
    with qtbot.waitSignal(panel.back_wanted):
        qtbot.mouseClick(back, LEFT)
    panel.set_shown(None)
    assert not back.isVisible()
    assert "background-color" not in visible_text(panel)


def test_below_the_plots_the_findings_get_the_most_room(qtbot: QtBot) -> None:
    rows = QSplitter(Qt.Orientation.Vertical)
    qtbot.addWidget(rows)
    for _ in range(3):
        rows.addWidget(QWidget())
    panel = VerdictPanel()
    panel.stand_below(rows)
    rows.resize(400, 640)
    with qtbot.waitExposed(rows):
        rows.show()
    loss, accuracy, depth, findings = rows.sizes()
    assert loss == pytest.approx(accuracy, abs=1)
    assert loss < depth < findings


def test_a_long_list_is_counted_and_scrolled_by_keys_and_wheel(panel: VerdictPanel, qtbot: QtBot) -> None:
    panel.resize(420, 140)
    many = tuple(finding(verdict=f"v{place}") for place in range(6))
    show(panel, {"A": many, "B": (HEALTHY,)})
    assert "A 6 · B 1" in visible_text(panel)
    area = panel.findChild(QScrollArea, "verdictsArea")
    assert area is not None
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    area.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    after_key = bar.value()
    assert after_key > 0
    text = panel.cards[1].findChildren(QLabel)[1]
    at = QPointF(text.rect().center())
    wheel = QWheelEvent(
        at, text.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(text, wheel)
    assert not wheel.isAccepted(), "the text leaves the wheel to what it stands in"
    QApplication.sendEvent(area.viewport(), wheel)
    assert bar.value() < after_key
    show(panel, {"A": None, "B": None})
    assert "A 6" not in visible_text(panel)


def test_a_against_b_is_shown_and_copied(panel: VerdictPanel) -> None:
    found = {"A": (HEALTHY,), "B": (HEALTHY,)}
    show(panel, found)
    label = panel.findChild(QLabel, "verdictsPair")
    assert label is not None
    assert not label.isVisible()
    show(panel, found, "A against B: the one difference is depth.")
    assert label.isVisible()
    assert label.text() in panel.text()
    show(panel, found)
    assert not label.isVisible()
