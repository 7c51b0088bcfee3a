"""No text is cut: in any view or dialog, on small and large screens, at twice the scale, with large fonts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyqtgraph import PlotWidget, TextItem
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from explorer.engine.events import Inspected
from explorer.gui.data.roles_dialog import RolesDialog
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.gui.widgets.elided_line import ElidedLine
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.window.closing import SavingDialog
from explorer.infos import Candidate, Subfolder
from explorer.paths import TRUST_VARIABLE
from tests.gui.clipping import clipped
from tests.gui.desk import Desk, small_bench
from tests.gui.painted import faults, painted
from tests.gui.samples import run_row
from tests.warm import Command

SIZES = (QSize(1280, 800), QSize(1440, 900), QSize(1920, 1080))
LARGE = 2.0  # times the usual font
FOLDERS = (Subfolder("Training", 30, "train"), Subfolder("train", 4, "train"), Subfolder("long" * 12, 1, "without"))
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
    window.messages.show_message(f"{LONG} {LONG} {LONG}", kind="error", action="Restart")
    yield "message"
    window.messages.close_message()


def cut_in(desk: Desk) -> list[str]:
    found = []
    for name in views(desk):
        for _ in range(3):
            desk.settle()
        found += [f"{name}: {text}" for text in (*clipped(desk.window), *faults(desk.window))]
    return found


def too_wide(desk: Desk) -> list[str]:
    """What needs more than the smallest screen: the training bar, or the window with one of its panels."""
    window, found = desk.window, []
    more = window.bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more.isVisible() or not window.bar.progress.isVisible():
        found.append("the training bar")
    for dock in (None, window.inspector, window.analyses, window.dock):
        if dock is not None:
            dock.show()
            dock.raise_()
        desk.settle()
        wide = max(window.minimumSizeHint().width(), window.width())
        if wide > SIZES[0].width():
            found.append(f"{dock and dock.objectName()}: {wide}")
        if dock is not None:
            dock.hide()
    return found


def dialogs(desk: Desk, folder: Path) -> Iterator[QDialog]:
    """Opens one dialog after the other, with something in it."""
    window = desk.window
    for name in ("help", "data"):
        desk.action(name).trigger()
        desk.settle()
        made = next(d for d in window.findChildren(QDialog) if d.isVisible())
        yield made
        made.close()
    roles = RolesDialog(f"folder:8:/{LONG}", f"/{LONG} has Training/ and train/: which?", FOLDERS, window)
    saving = SavingDialog(window)
    vars(saving)["exec"] = lambda: 0  # not wait
    saving.tell([f"Run 3 ({LONG}): the disk is full."])
    for made in (roles, saving):
        made.show()
        yield made
        made.close()
    (folder / f"{LONG}.py").write_text("import torch\n")
    desk.action("open_model").trigger()
    own = next(d for d in window.findChildren(OwnModelDialog) if d.isVisible())
    yield own
    path = own.findChild(QLineEdit, "ownModelPath")
    path.setText(str(folder / f"{LONG}.py"))
    desk.key(Qt.Key.Key_Return, on=path)
    yield own
    desk.press("ownModelGo", own)
    own.hear(Inspected(window.worker.sent[-1].token, (Candidate("Net", LONG), Candidate("Block", "class", LONG)), ""))
    yield own
    own.close()


def cut_in_dialogs(desk: Desk, folder: Path) -> list[str]:
    found = []
    for dialog in dialogs(desk, folder):
        for _ in range(3):
            desk.settle()
        found += [f"{dialog.objectName()}: {text}" for text in (*clipped(dialog), *faults(dialog))]
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
    font.setPointSizeF(LARGE * before.pointSizeF())
    qapp.setFont(font)
    yield
    qapp.setFont(before)


def test_no_text_is_cut_with_large_fonts(large_font, open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    desk = Desk(qtbot, open_window(small_bench("plain-20", "resnet-20")))
    desk.settle()
    desk.window.resize(SIZES[0])
    desk.press("button_train_both")
    desk.window.worker.steps(30)
    desk.window.worker.end()
    assert cut_in(desk) == []
    assert too_wide(desk) == []
    assert "\n".join(cut_in_dialogs(desk, tmp_path)) == ""


@pytest.mark.skipif("QT_SCALE_FACTOR" in os.environ, reason="runs the others at twice the scale")
def test_no_text_is_cut_at_twice_the_scale(monkeypatch):
    """In a process of its own: Qt reads the scale once."""
    tests = [f"{__file__}::{test_no_text_is_cut_at.__name__}[1280x800]", f"{__file__}::{test_it_is_at_scale.__name__}"]
    monkeypatch.setenv("QT_SCALE_FACTOR", "2")
    with Command("-q", "-p", "no:cacheprovider", *tests, program="pytest:console_main") as twice:
        stdout, _ = twice.communicate()
    assert twice.returncode == 0, stdout


def test_it_is_at_scale(qapp):
    assert qapp.devicePixelRatio() == float(os.environ.get("QT_SCALE_FACTOR", "1"))


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


class Painting(PlotWidget):
    """Two texts that can be put anywhere."""

    def __init__(self, *texts: tuple[str, QPointF]) -> None:
        super().__init__(enableMenu=False)
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.getViewBox().setRange(QRectF(0, 0, 100, 100), padding=0)
        for text, at in texts:
            item = TextItem(text, anchor=(0, 0))
            self.addItem(item, ignoreBounds=True)
            item.setPos(at)


@pytest.mark.parametrize(
    ("second", "wrong"),
    [(QPointF(50, 50), []), (QPointF(12, 79), ["'first' over 'second'"]), (QPointF(97, 50), ["'second' at"])],
)
def test_the_finder_finds_painted_texts(qtbot, second, wrong):
    home = QWidget()
    plot = Painting(("first", QPointF(10, 80)), ("second", second))
    QVBoxLayout(home).addWidget(plot)
    qtbot.addWidget(home)
    home.resize(500, 400)
    home.show()
    QApplication.processEvents()
    assert sorted(text for text, _ in painted(plot)) == ["first", "second"]
    found = faults(home)
    assert len(found) == len(wrong)
    assert all(part in fault for part, fault in zip(wrong, found, strict=True))
