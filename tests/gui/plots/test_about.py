"""What the chosen instrument measures, beside its plot."""

import pytest

from explorer.gui.plots.about import AboutInstrument, rows
from explorer.gui.widgets.theme import LIGHT
from explorer.infos import InstrumentInfo
from tests.gui.engine_double import the_catalog


@pytest.mark.parametrize("info", the_catalog().instruments, ids=lambda info: info.name)
def test_every_instrument_says_formula_unit_health_limits_and_source(info):
    told = dict(rows(info))
    assert set(told) == {"Formula", "Unit", "Healthy", "Limitations", "Measured", "Source"}
    assert ("by probes" in told["Measured"]) == info.probed


def test_it_is_written_without_markup_of_its_own_and_in_the_themes_colors(shown):
    about = shown(AboutInstrument(), 400, 160)
    about.set_instrument(InstrumentInfo("x", "<b>X", "a < b", "1", "", "", "", per="skip", probed=True))
    about.set_theme(LIGHT)
    text = about.text.text()
    assert "&lt;b&gt;X" in text
    assert "a &lt; b" in text
    assert "Healthy" not in text
    assert "each residual block, by probes" in text
    assert LIGHT.muted in text
