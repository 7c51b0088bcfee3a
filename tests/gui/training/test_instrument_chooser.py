"""The instrument chooser."""

import pytest
from PySide6.QtCore import Qt

from explorer.gui.plots.about import explanation
from explorer.gui.training.instrument_chooser import GROUPS, InstrumentChooser
from explorer.infos import InstrumentInfo
from tests.gui.access import lacking
from tests.gui.samples import READY


@pytest.fixture
def chooser(qtbot):
    made = InstrumentChooser()
    qtbot.addWidget(made)
    return made


def test_it_waits_for_the_catalog_and_keeps_what_was_chosen_before(chooser):
    chooser.set_chosen("weight-norm")
    assert (chooser.currentText(), chooser.isEnabled()) == ("Weight norm", False)
    chooser.set_instruments(READY.instruments)
    assert (chooser.currentText(), chooser.isEnabled()) == ("Weight norm", True)
    assert lacking(chooser) == []


def test_keys_choose_and_showing_is_not_echoed(chooser, qtbot):
    chosen = []
    chooser.chosen.connect(chosen.append)
    chooser.set_instruments(READY.instruments)
    chooser.set_chosen("gradient-rms")
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert chosen == ["weight-norm"]
    assert "‖w‖" in chooser.toolTip()


def test_an_instrument_that_is_gone_gives_way_to_the_first(chooser):
    chooser.set_chosen("phrenology")
    chooser.set_instruments(READY.instruments)
    assert chooser.currentData() == "gradient-rms"


def test_the_explanation_has_formula_limits_and_source_and_no_markup_of_its_own():
    text = explanation(READY.instruments[0])
    assert all(word in text for word in ("Gradient RMS", "‖g‖/√n", "Limitations", "Source"))
    assert "<script>" not in explanation(type(READY.instruments[0])("x", "<script>", "", "", "", "", ""))


def test_instruments_stand_in_groups_and_histograms_are_not_offered(chooser, qtbot):
    def info(name, **changes):
        return InstrumentInfo(name, name.upper(), "f", "", "", "", "", **changes)

    chooser.set_instruments((
        info("per-block", per="skip", probed=True), info("probed", probed=True), info("step"),
        info("bins", per="bins", probed=True),
    ))  # fmt: skip
    texts = [chooser.itemText(i) for i in range(chooser.count())]
    assert texts == [GROUPS[0], "STEP", GROUPS[1], "PROBED", GROUPS[2], "PER-BLOCK"]
    chooser.set_chosen("step")
    chosen = []
    chooser.chosen.connect(chosen.append)
    for _ in range(3):
        qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert chosen == ["probed", "per-block"]
    chooser.set_chosen("bins")
    assert chooser.currentData() == "step"
