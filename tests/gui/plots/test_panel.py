import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog

from explorer.gui.plots.loss_plot import LossPlot


@pytest.mark.qt_log_ignore("This plugin does not support")  # of offscreen popups
def test_the_menu_has_its_entries_and_opens_where_asked(shown, qtbot):
    plot = shown(LossPlot())
    plot.canvas.menu_wanted.emit(QPoint(20, 30))
    qtbot.waitUntil(plot.menu.isVisible)
    assert [a.text() for a in plot.menu.actions() if a.isVisible()] == [
        "Copy values as CSV",
        "Copy picture",
        "Save picture…",
        "Save picture for print…",
        "Fit",
    ]
    plot.menu.close()


def test_saving_asks_for_a_file(shown, monkeypatch, tmp_path):
    plot = shown(LossPlot())
    path = tmp_path / "picture.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "PNG (*.png)"))
    plot.save_action.trigger()
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_canceled_dialog_saves_nothing(shown, monkeypatch, tmp_path):
    plot = shown(LossPlot())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.chdir(tmp_path)
    plot.save_action.trigger()
    assert list(tmp_path.iterdir()) == []


def test_says_what_it_shows_to_a_screen_reader(shown):
    plot = shown(LossPlot())
    assert plot.canvas.accessibleName() == "Training loss"
    assert "ln(classes)" in plot.canvas.accessibleDescription()
    assert plot.title.toolTip() == f"Training loss\n{plot.canvas.accessibleDescription()}"
