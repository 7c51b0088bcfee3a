"""Other networks in the whole window with a real engine: found by typing, drawn, looked into, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from explorer.app import make_window
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES, Side
from explorer.gui.cards.family_editor import FamilyEditor
from tests.gui.desk import Desk, small_bench

PATIENCE = 60_000  # milliseconds; only a hang takes so long


@pytest.fixture(scope="module")
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Desk]:
    """A window on a small screen with a warm engine, shared by the tests of this module."""
    folder = tmp_path_factory.mktemp("window")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.theme = "dark"
    settings.keep_bench(small_bench("plain-20", "resnet-20"))
    window = make_window(folder / "runs", settings)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    found = Desk(QtBot(request), window)
    found.until(found.ready, PATIENCE)
    yield found
    window.close()
    window.deleteLater()


@pytest.fixture(autouse=True)
def put_back(desk: Desk) -> Iterator[None]:
    """Every test leaves the first pair."""
    first = desk.bench.document
    yield
    while desk.bench.document != first:
        desk.bench.undo()
    desk.until(desk.ready, PATIENCE)
    desk.settle()


def open_family(desk: Desk, side: Side, text: str) -> None:
    """Type a part of a family's title, go to the first match, Return."""
    chooser = desk.find(FamilyEditor, f"card{side}_family")
    line = chooser.lineEdit()
    line.setFocus()
    line.selectAll()
    desk.qtbot.keyClicks(line, text)
    popup = chooser.search.popup()
    desk.until(popup.isVisible)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Return)
    drawn(desk)


def drawn(desk: Desk) -> None:
    desk.until(desk.ready, PATIENCE)
    desk.settle()


@pytest.mark.parametrize("side", SIDES)
def test_a_family_found_by_typing_is_drawn_and_taken_back(desk, side):
    before, title = desk.bench.document, desk.find(QLabel, f"title{side}")
    old = title.text()
    open_family(desk, side, "dense")
    assert title.text().startswith("DenseNet")
    assert desk.bench.graph(side).skips
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    drawn(desk)
    assert desk.bench.document == before
    assert title.text() == old


def test_a_network_without_skips_offers_none_to_switch(desk):
    assert desk.find(QToolButton, "cardB_skips_on").isVisible()
    open_family(desk, "B", "googlenet")
    assert not desk.find(QToolButton, "cardB_skips_on").isVisible()
    assert not desk.find(QToolButton, "cardB_skips_off").isVisible()


@pytest.mark.parametrize("layout", ["stacked", "side-by-side"])
def test_the_work_of_both_networks_is_read_without_hovering(desk, layout):
    """VGG-19 and ResNet-34 were published with 19.6 and 3.6 billion multiply-adds."""
    open_family(desk, "A", "vgg-19")
    desk.window.set_layout(layout)
    desk.settle()
    line = desk.find(QLabel, "detailsA")
    work = "19.6G multiply-adds"
    assert line.text().startswith(work)
    assert line.fontMetrics().horizontalAdvance(f"{work}…") <= line.width()
    desk.window.set_layout("stacked")


def test_a_found_layer_is_described_without_being_cut_off(desk):
    desk.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field, wanted = desk.find(QLineEdit, "findField"), desk.bench.graph("A").calls[desk.bench.graph("A").layers[6]]
    field.clear()
    desk.qtbot.keyClicks(field, f"{wanted.path} {wanted.type}")
    inspector = desk.window.inspector
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    side, calls = inspector.selected
    assert (side, calls) == ("A", (wanted.id,))
    title = inspector.findChild(QLabel, "inspectorTitle")
    assert title.text().replace("\u200b", "") == f"A · {wanted.path} · {wanted.type}"
    labels = [label for label in inspector.findChildren(QLabel) if label.isVisible()]
    assert len(labels) > 5
    for label in labels:
        right = label.mapTo(inspector, label.rect().topRight()).x()
        assert right <= inspector.width(), f"{label.text()} is cut off"
    field.clear()
    inspector.hide()
