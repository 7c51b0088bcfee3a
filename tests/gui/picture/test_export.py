"""Pictures as files."""

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from explorer.gui.picture.detail import Detail
from explorer.gui.picture.export import save
from explorer.gui.widgets.picture_file import PICTURES, SaveError
from explorer.gui.widgets.theme import DARK, LIGHT
from tests.gui.sketches import residual
from tests.gui.support import history


def texts(path) -> set[str]:
    return {(element.text or "").strip() for element in ET.parse(path).iter("{http://www.w3.org/2000/svg}text")}


def test_the_whole_network_is_drawn_as_vectors_whatever_is_in_view(deep, tmp_path):
    deep.set_header("ResNet-56", "56 layers")
    deep.set_history(history(deep.sight.graph, 30))
    deep.canvas.strip.setXRange(10, 14, padding=0)
    before = deep.canvas.strip.viewRange()
    save(deep, tmp_path / "a.svg")
    found = texts(tmp_path / "a.svg")
    assert {"ResNet-56", "56 layers", "stage 1 · 8×8", "stage 3 · 2×2", "55", "layer", "NaN"} <= found
    assert deep.canvas.strip.viewRange() == before


@pytest.mark.parametrize("detail", [Detail.STAGES, Detail.CALLS])
def test_a_chosen_level_is_the_one_saved(show, tmp_path, detail):
    view = show(residual(20))
    view.set_detail(detail)
    save(view, tmp_path / "a.svg")
    assert ("stage 2 · 4×4 · 3 blocks" in texts(tmp_path / "a.svg")) == (detail == Detail.STAGES)
    assert ("conv" in texts(tmp_path / "a.svg")) == (detail == Detail.CALLS)


def test_pixels_come_doubled_and_in_the_wanted_theme(branched, tmp_path):
    save(branched, tmp_path / "dark.png")
    save(branched, tmp_path / "light.png", LIGHT)
    dark, light = QImage(str(tmp_path / "dark.png")), QImage(str(tmp_path / "light.png"))
    assert dark.pixelColor(1, 1).name() == DARK.panel
    assert light.pixelColor(1, 1).name() == LIGHT.panel
    assert dark.size() == light.size()
    assert dark.width() >= 2 * 14 * len(branched.sight.drawn.cells)


def test_a_deep_network_is_as_wide_as_it_needs_within_reason(show, tmp_path):
    save(show(residual(1202)), tmp_path / "a.svg")
    width = float(ET.parse(tmp_path / "a.svg").getroot().get("viewBox").split()[2])
    assert 12 * 1202 < width < 21_000


def test_a_page_is_a_page(branched, tmp_path):
    save(branched, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_what_cannot_be_saved_says_why(branched, tmp_path):
    for path, words in (
        (tmp_path / "a.gif", "allowed: .svg, .pdf, .png"),
        (tmp_path / "a", "unsupported file type"),
        (tmp_path / "no folder" / "a.svg", "cannot be written: No such file or directory"),
    ):
        with pytest.raises(SaveError, match=words):
            save(branched, path)
    branched.set_graph(None)
    for ending in PICTURES:
        with pytest.raises(SaveError, match="No network"):
            save(branched, tmp_path / f"b{ending}")
        assert not (tmp_path / f"b{ending}").exists()
