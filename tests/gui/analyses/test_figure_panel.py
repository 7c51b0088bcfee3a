"""What every figure offers: its picture, its values, its menu."""

import pytest
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from explorer.gui.analyses.bars_view import BarsView
from explorer.gui.analyses.lines_view import LinesView
from explorer.gui.analyses.surface_view import SurfaceView
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking
from tests.gui.analyzed import bars, bowl, lines, squares

KINDS = {"lines": (LinesView, lines), "bars": (BarsView, bars), "surface": (SurfaceView, bowl),
         "matrix": (SurfaceView, squares)}  # fmt: skip


@pytest.fixture(params=KINDS)
def panel(request, shown):
    view, make = KINDS[request.param]
    return shown(view({"A": make(), "B": make()}), 700, 340)


def trigger(panel, name):
    panel.findChild(QAction, name).trigger()


def test_every_control_says_what_it_is(panel):
    assert lacking(panel) == []


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_picture_is_saved_where_it_is_asked_to_be(panel, qtbot, tmp_path, monkeypatch, ending):
    chosen = (str(tmp_path / "figure"), f"{ending[1:].upper()} picture (*{ending})")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    with qtbot.waitSignal(panel.saved):
        trigger(panel, "saveFigure")
    path = tmp_path / f"figure{ending}"
    if ending == ".png":
        assert QImage(str(path)).width() == 2188  # 700 pixels at 300 dots an inch
    assert path.stat().st_size > 2000


def test_the_values_are_saved_and_copied_alike(panel, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "v.csv"), "Values (*.csv)"))
    with qtbot.waitSignal(panel.saved):
        trigger(panel, "saveValues")
    trigger(panel, "copyValues")
    assert QGuiApplication.clipboard().text() == (tmp_path / "v.csv").read_text()


def test_nothing_is_saved_where_the_question_is_closed(panel, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    trigger(panel, "saveFigure")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_said(panel, qtbot, tmp_path):
    with qtbot.waitSignal(panel.failed, check_params_cb=lambda text: "cannot be written" in text):
        panel.save_to(tmp_path / "gone" / "a.svg")


def test_another_theme_changes_the_ground(panel):
    panel.set_theme(LIGHT)
    image = panel.grab().toImage()
    names = [image.pixelColor(x, 300).name() for x in range(80, 600, 4)]
    assert len(set(names)) > 1
    assert panel.readout._theme is LIGHT


def test_narrow_the_title_is_shortened_and_both_sides_stay_named(panel, qtbot):
    panel.resize(260, 340)
    qtbot.waitUntil(lambda: panel.width() == 260)
    assert panel.readout.width() >= 78
    assert panel.title.toolTip() == panel.title.text() == panel.any.title
    assert panel.title.geometry().right() < panel.readout.x()
