"""No text is cut: in any view or dialog, on small and large screens, at twice the scale, with large fonts."""

from collections.abc import Iterator

import pytest
from clipping import clipped
from desk import Desk, small_bench
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from samples import run_row

from explorer.gui.elided_line import ElidedLine
from explorer.gui.labels import ElidedLabel

SIZES = (QSize(1280, 800), QSize(1440, 900), QSize(1920, 1080))
LONG = "a run whose name is a good deal longer than there is room for, in any list of any window"


def views(desk: Desk) -> Iterator[str]:
    """Puts the window into one state after the other and names it."""
    window = desk.window
    yield "first"
    window.set_layout("side-by-side")
    for pane in window.panes.values():
        pane.card.set_unfolded(True)
    yield "cards unfolded"
    for pane in window.panes.values():
        pane.card.set_unfolded(False)
    window.set_layout("stacked")
    call = next(iter(desk.bench.graph("B").layers))
    window.inspect("B", (call,))
    for dock in (window.inspector, window.dock, window.analyses):
        dock.show()
        yield dock.objectName()
        dock.hide()
    for place in range(window.plots.tabs.count()):
        window.plots.tabs.setCurrentIndex(place)
        yield f"tab {place}"
    window.plots.tabs.setCurrentIndex(0)
    window.messages.show_message(f"{LONG} {LONG} {LONG}", kind="error", action="Start again")
    yield "message"
    window.messages.close_message()


def cut_in(desk: Desk) -> list[str]:
    found = []
    for name in views(desk):
        for _ in range(3):
            desk.settle()
        found += [f"{name}: {text}" for text in clipped(desk.window)]
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_no_text_is_cut_at(trained, size):
    trained.window.resize(size)
    trained.window.dock.set_rows([run_row(1, name=LONG, verdict=LONG), run_row(2, name="Plain-20 · digits")])
    assert cut_in(trained) == []


@pytest.fixture
def large_font(qapp) -> Iterator[None]:
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(1.5 * before.pointSizeF())
    qapp.setFont(font)
    yield
    qapp.setFont(before)


def test_no_text_is_cut_with_large_fonts(large_font, open_window, qtbot):
    desk = Desk(qtbot, open_window(small_bench("plain-20", "resnet-20")))
    desk.settle()
    desk.window.resize(SIZES[1])
    assert cut_in(desk) == []


def test_the_finder_finds(qtbot):
    """A cut label, a button and a line that are too narrow, and none of them once there is room."""
    home = QWidget()
    home.setToolTip("a long text")
    qtbot.addWidget(home)
    label, button, line = QLabel("a long text", home), QPushButton("a long text", home), ElidedLine("a long text", home)
    shortened = ElidedLabel(parent=home)
    shortened.setText("a long text")
    for place, widget in enumerate((label, button, line, shortened)):
        widget.setGeometry(0, 40 * place, 30, 30)
    home.show()
    assert [text.split()[0] for text in clipped(home)] == ["QLabel", "QPushButton"]
    assert line.shown != line.text()
    for widget in (label, button, line):
        widget.resize(200, 30)
    assert clipped(home) == []
    assert line.shown == line.text()
