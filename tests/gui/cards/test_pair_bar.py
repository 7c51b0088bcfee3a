"""The pair bar through its buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from explorer.gui.cards.pair_bar import PairBar
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking


@pytest.fixture
def bar(qtbot):
    made = PairBar()
    qtbot.addWidget(made)
    return made


def test_every_control_has_tooltip_accessible_name_and_object_name(bar):
    assert lacking(bar) == []


@pytest.mark.parametrize(("button", "signal"), [("pairSwap", "swap_wanted"), ("pairCopy", "copy_wanted")])
def test_buttons_are_wishes(bar, qtbot, button, signal):
    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.mouseClick(bar.findChild(QToolButton, button), Qt.MouseButton.LeftButton)


def test_the_proof_is_whole_even_where_it_is_too_long(bar):
    text = "A and B differ in one thing: 27 skip connections. Same seed, same data order, same initial weights."
    bar.resize(300, 30)
    bar.set_proof(text, True)
    bar.set_theme(LIGHT)
    assert bar.proof == text
    assert bar.findChild(QLabel, "pairProof").toolTip() == text
    bar.set_proof("A and B differ in seed and width.", False)
    assert "More than one setting differs" in [label.toolTip() for label in bar.findChildren(QLabel)]
