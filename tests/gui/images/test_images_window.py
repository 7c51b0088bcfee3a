"""One image on its way, in the real window: chosen, drawn, opened, enlarged through the widgets that a user touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFont, QIcon, QMouseEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QWidget,
)

from explorer.desk.document import Document
from explorer.engine.commands import ListImages, Watch
from explorer.gui.images.draw_pad import SIDE, DrawPad
from explorer.gui.images.enlarged import EnlargedDialog
from explorer.gui.images.film_strip import EMPTY, FilmStrip
from explorer.gui.images.image_gallery import ImageGallery
from explorer.gui.images.images_dock import SPREAD, ImagesDock
from explorer.gui.images.map_grid import MapGrid
from explorer.gui.widgets.accessible import told
from explorer.gui.widgets.theme import DARK, style_sheet
from explorer.looks import ChannelMaps, Drawing, FromFile, FromTest
from tests.gui.access import lacking
from tests.gui.clipping import clipped
from tests.gui.desk import NONE, Desk, small_bench
from tests.gui.painted import faults

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(desk_once: Desk) -> Iterator[Desk]:
    """The window, put back after each test."""
    window, bench = desk_once.window, desk_once.bench.document
    window.resize(1440, 1080)  # high enough for A above B and the dock
    window.activateWindow()
    yield desk_once
    window.set_layout("stacked")
    window.images_dock.own_scales.setChecked(False)
    window.images_dock.less_mean.setChecked(False)
    window.images_dock.enlarged.close()
    window.images_dock.source.setCurrentIndex(0)
    window.panes["A"].view.fit()
    desk_once.bench.show(bench)
    desk_once.settle()


@pytest.fixture
def dock(desk: Desk) -> ImagesDock:
    """The open dock, with a test image watched."""
    found = desk.find(ImagesDock, "imagesDock")
    if not found.isVisible():
        desk.action("image").trigger()
    desk.settle()
    desk.window.images.watching.choose(FromTest(8), "digits")
    desk.settle()
    return found


def watches(desk: Desk) -> list[Watch]:
    return [command for command in desk.window.worker.sent if isinstance(command, Watch)]


def shown_tiles(dock: ImagesDock) -> list[tuple[str, int, int]]:
    return [(tile.side, tile.frame, tile.row) for tile in dock.film.tiles()]


def drag(pad: DrawPad, *points: tuple[float, float]) -> None:
    at = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in points]
    QTest.mousePress(pad, LEFT, pos=at[0])
    for point in at[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, LEFT, pos=at[-1])


def point_at(widget: QWidget, at: QPointF) -> None:
    button = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), button, button, NONE)
    QApplication.sendEvent(widget, moved)


def test_nothing_is_asked_before_the_dock_is_open_nor_after_it_is_closed(desk: Desk) -> None:
    sent = desk.window.worker.sent
    assert not any(isinstance(command, Watch | ListImages) for command in sent)
    assert desk.find(FilmStrip, "filmStrip").state.choice is None
    assert "Choose a test image" in EMPTY
    action = desk.action("image")
    assert isinstance(action, QAction)
    action.trigger()
    desk.settle()
    assert [watch.choice for watch in watches(desk)] == [FromTest(8)], "the first image of the gallery"
    action.trigger()
    desk.settle()
    assert (watches(desk)[-1].choice, watches(desk)[-1].looks) == (None, ())
    action.trigger()
    desk.settle()
    assert watches(desk)[-1].choice is not None


def test_every_control_of_the_dock_has_tooltip_and_names_and_nothing_is_cut(desk: Desk, dock: ImagesDock) -> None:
    assert lacking(dock) == []
    tabs = desk.find(QTabWidget, "imageSource")
    for page in range(tabs.count()):
        tabs.setCurrentIndex(page)
        desk.settle()
        assert (*clipped(dock), *faults(dock)) == ()


def test_the_images_that_most_networks_get_wrong_come_first_and_the_first_is_watched(
    desk: Desk, dock: ImagesDock
) -> None:
    gallery = desk.find(ImageGallery, "imageGallery")
    texts = [gallery.item(row).text() for row in range(gallery.count())]
    assert texts == ["8 ✗AB", "9 ✗AB", "3 ✗A", "4 ✗A", "5 ✗A", "6 ✗A", "7 ✗A", "0", "1", "2", "0", "1"]
    assert gallery.item(0).toolTip() == "Test image 8: 8\nA answers 9, wrong\nB answers 9, wrong"
    assert {look.side for look in watches(desk)[-1].looks} == {"A", "B"}
    assert desk.find(QLabel, "imagesTold").text() == "7 of 12 wrong"
    desk.qtbot.mouseClick(gallery.viewport(), LEFT, pos=gallery.visualItemRect(gallery.item(3)).center())
    desk.settle()
    assert watches(desk)[-1].choice == FromTest(4)
    desk.key(Qt.Key.Key_Right, on=gallery)
    assert watches(desk)[-1].choice == FromTest(5)
    assert "A: 3, 55.0 % (wrong)\nB: 7, 55.0 %\nThe image's class is 7." in dock.answers.text()
    assert dock.answers.figures(7) == {"A": "5 %", "B": "55 %"}, "of both networks"


def test_every_block_has_its_channels_under_its_columns_a_above_b(desk: Desk, dock: ImagesDock) -> None:
    state, film = desk.window.images.watching.state, dock.film
    frames = state.sides["A"].frames
    assert len(frames) == 10  # the stem and nine blocks
    assert shown_tiles(dock) == [(side, f, row) for side in "AB" for f in range(10) for row in range(3)]
    tiles = {(tile.side, tile.frame, tile.row): tile.area for tile in film.tiles()}
    assert max(area.bottom() for (side, *_), area in tiles.items() if side == "A") <= tiles["B", 0, 0].top()
    if desk.window.sides.layout_now != "stacked":
        pytest.fail("the window is high enough for A above B")
    for side in ("A", "B"):
        canvas = desk.canvas(side)
        for at, frame in enumerate(frames):
            middle = desk.strip_point(side, (frame.x0 + frame.x1) / 2, 0)
            there = film.mapFromGlobal(canvas.mapToGlobal(middle)).x()
            assert abs(tiles[side, at, 0].center().x() - there) <= 2
    desk.canvas("A").zoom_layers(0.5, 3.0)
    desk.settle()
    moved = {(tile.side, tile.frame, tile.row): tile.area for tile in film.tiles()}
    assert moved["A", 3, 0].center().x() > tiles["A", 3, 0].center().x() + 50
    assert moved["B", 3, 0] == tiles["B", 3, 0]
    desk.window.set_layout("side-by-side")
    desk.settle()
    canvas, beside = desk.canvas("B"), {(t.side, t.frame, t.row): t.area for t in film.tiles()}
    for at, frame in enumerate(frames):
        there = film.mapFromGlobal(canvas.mapToGlobal(desk.strip_point("B", (frame.x0 + frame.x1) / 2, 0))).x()
        assert abs(beside["B", at, 0].center().x() - there) <= 2, "side by side, each lies under its own picture"
    of_a = {key: area for key, area in beside.items() if key[0] == "A"}
    assert 0 < len(of_a) < 30, "what A is zoomed out of is not drawn under B"
    assert max(area.right() for area in of_a.values()) < beside["B", 0, 0].left()
    assert min(area.top() for area in of_a.values()) == beside["B", 0, 0].top()
    assert SPREAD not in dock.told.text()
    dock.setFloating(True)
    desk.settle()
    even = [tile.area.center().x() for tile in film.tiles() if tile.side == "B" and tile.row == 0]
    assert np.ptp(np.diff(even)) < 1
    assert SPREAD in dock.told.text(), "where they cannot, it is said"
    dock.setFloating(False)


def test_one_scale_for_each_pair_of_blocks_unless_each_is_to_have_its_own(desk: Desk, dock: ImagesDock) -> None:
    path = dock.film.state.sides["A"].frames[1].path
    largest = dict.fromkeys("AB", 3 * 64 - 1)
    assert dock.film.top("A", path) == dock.film.top("B", path) == 10 * largest["B"]
    dock.own_scales.click()
    desk.settle()
    assert (dock.film.top("A", path), dock.film.top("B", path)) == (largest["A"], 10 * largest["B"])


def test_the_mean_image_is_subtracted_where_that_is_ticked(desk: Desk, dock: ImagesDock) -> None:
    box = desk.find(QCheckBox, "filmLessMean")
    box.click()
    desk.settle()
    assert watches(desk)[-1].less_mean
    tile = dock.film.tiles()[0]
    assert "less the mean over training images" in dock.film.text_of(tile)


def test_a_drawing_is_watched_while_it_is_drawn_and_made_for_both(desk: Desk, dock: ImagesDock) -> None:
    desk.find(QTabWidget, "imageSource").setCurrentIndex(1)
    desk.settle()
    pad = desk.find(DrawPad, "drawPad")
    drag(pad, (0.3, 0.3), (0.7, 0.3), (0.5, 0.7))
    desk.until(lambda: isinstance(watches(desk)[-1].choice, Drawing))
    desk.settle()
    choice = watches(desk)[-1].choice
    assert isinstance(choice, Drawing)
    assert choice.ink.shape == (SIDE, SIDE)
    assert choice.ink[round(0.3 * SIDE), SIDE // 2] == 255
    assert choice.ink[round(0.9 * SIDE), SIDE // 2] == 0
    assert {look.side for look in watches(desk)[-1].looks} == {"A", "B"}
    assert desk.find(QLabel, "imageAbout").text() == "Your drawing"
    assert dock.told.text().startswith("Made like the data.")
    desk.press("drawClear")
    assert pad.empty
    drag(pad, (0.5, 0.5))
    desk.key(Qt.Key.Key_Delete, on=pad)
    assert pad.empty


def test_a_digit_is_drawn_by_keyboard(desk: Desk, dock: ImagesDock) -> None:
    pad = dock.source.pad
    dock.source.setCurrentIndex(1)
    pad.clear()
    pad.setFocus()
    desk.key(Qt.Key.Key_Right, on=pad)
    assert pad.empty, "the pen is up"
    desk.key(Qt.Key.Key_Space, on=pad)
    for _ in range(5):
        desk.key(Qt.Key.Key_Down, on=pad)
    inked = np.argwhere(pad.ink() > 128)
    assert np.ptp(inked[:, 0]) > 2 * np.ptp(inked[:, 1]), "a line downwards"
    assert told(pad).startswith("Pen down, 55% across")
    desk.key(Qt.Key.Key_Space, on=pad)
    before = pad.ink()
    desk.key(Qt.Key.Key_Left, on=pad)
    assert (pad.ink() == before).all()
    desk.key(Qt.Key.Key_Delete, on=pad)
    assert pad.empty


def test_a_file_is_opened_inverted_and_refused_in_words(
    desk: Desk, dock: ImagesDock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (30, 20)).save(tmp_path / "digit.png")
    (tmp_path / "bad.png").write_bytes(b"no image")
    chosen = iter([tmp_path / "digit.png", tmp_path / "bad.png"])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(next(chosen)), ""))
    desk.find(QTabWidget, "imageSource").setCurrentIndex(2)
    desk.settle()
    desk.press("imageOpen")
    assert watches(desk)[-1].choice == FromFile(str(tmp_path / "digit.png"))
    desk.find(QCheckBox, "imageInverted").click()
    desk.settle()
    assert watches(desk)[-1].choice == FromFile(str(tmp_path / "digit.png"), inverted=True)
    desk.press("imageOpen")
    sides = desk.window.images.watching.state.sides
    assert "bad.png cannot be read as an image" in sides["A"].problem
    assert sides["A"].watched is None
    assert isinstance(desk.find(QPushButton, "imageOpen"), QPushButton)


def test_a_click_enlarges_a_pair_and_the_value_under_the_pointer_is_told(desk: Desk, dock: ImagesDock) -> None:
    tile = next(tile for tile in dock.film.tiles() if (tile.side, tile.frame, tile.row) == ("B", 4, 1))
    desk.qtbot.mouseClick(dock.film, LEFT, pos=tile.area.center().toPoint())
    desk.settle()
    dialog = desk.find(EnlargedDialog, "enlargedDialog")
    frame = dock.film.state.sides["B"].frames[4]
    assert dialog.isVisible()
    assert dialog.windowTitle() == "stage 2, block 1: all channels"
    assert [look.whole for look in watches(desk)[-1].looks] == [frame.call] * 2
    for side, scale in (("A", 1), ("B", 10)):
        grid = dialog.grids[side]
        assert grid.maps is not None
        assert grid.maps.values.shape == (8, 4, 4)
        area = grid.areas()[5]
        inside = area.topLeft() + (area.bottomRight() - area.topLeft()) * 0.6  # row 3, column 3 of 4
        point_at(grid, inside)
        value = (5 * 16 + 2 * 4 + 2) * scale
        assert dialog.pointed.text().startswith(f"{side} · channel 6 of 8")
        assert dialog.pointed.text().endswith(f"row 3, column 3: {value}")
    assert "white is 1270" in dialog.titles["A"].text()
    dock.own_scales.click()
    assert dialog.titles["A"].text().endswith("white is 127")
    assert "white is 1270" in dialog.titles["B"].text()
    desk.key(Qt.Key.Key_PageDown, on=dialog.grids["B"])
    assert "channel 7 of 8" in dialog.pointed.text()
    assert lacking(dialog) == []
    desk.key(Qt.Key.Key_Escape, on=dialog)
    assert not dialog.isVisible()
    assert [look.whole for look in watches(desk)[-1].looks] == ["", ""]


def test_the_film_is_walked_and_enlarged_by_keyboard(desk: Desk, dock: ImagesDock) -> None:
    film = dock.film
    film.setFocus()
    for key in (*[Qt.Key.Key_Up] * 6, Qt.Key.Key_Home):
        desk.key(key, on=film)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End):
        desk.key(key, on=film)
    assert told(film).startswith("B · stage 3, block 3 · channel 1 of 16 · 2×2")
    desk.key(Qt.Key.Key_Return, on=film)
    dialog = desk.find(EnlargedDialog, "enlargedDialog")
    assert dialog.windowTitle() == "stage 3, block 3: all channels"
    dialog.close()


def test_the_image_is_followed_through_training_held_steps_and_the_end(desk: Desk, dock: ImagesDock) -> None:
    window, worker = desk.window, desk.window.worker
    assert not any(look.run_id for look in watches(desk)[-1].looks)
    desk.press("button_train_both")
    assert all(look.live and look.run_id for look in watches(desk)[-1].looks)
    worker.steps(30)
    desk.settle()
    window.navigation.hold(7)
    desk.settle()
    assert [(look.live, look.step, look.steps) for look in watches(desk)[-1].looks] == [(False, 7, None)] * 2
    window.navigation.hold(None)
    desk.settle()
    assert all(look.live for look in watches(desk)[-1].looks)
    worker.end()
    desk.settle()
    assert [(look.live, look.step, look.steps) for look in watches(desk)[-1].looks] == [(False, None, 30)] * 2
    assert "A after 30 steps" in dock.told.text()
    lists = [command for command in worker.sent if isinstance(command, ListImages)]
    assert [command.look.live for command in lists[-4:]] == [True, True, False, False]
    sent = len(lists)
    desk.press("imagesSort")
    assert sum(isinstance(command, ListImages) for command in worker.sent) == sent + 2


def test_networks_of_other_data_are_refused_a_test_image_in_words(desk: Desk, dock: ImagesDock) -> None:
    bench = small_bench()
    other = replace(bench.b.spec, training=replace(bench.b.spec.training, dataset="none"))
    desk.bench.show(Document(bench.a, replace(bench.b, spec=other)))
    desk.settle()
    sides = desk.window.images.watching.state.sides
    assert sides["A"].watched is not None
    assert "no data" in sides["B"].problem
    assert {look.side for look in watches(desk)[-1].looks} == {"A"}


def test_the_cursor_of_a_deeper_network_enlarges_nothing_of_a_shallower_one(desk: Desk, dock: ImagesDock) -> None:
    film = dock.film
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End):
        desk.key(key, on=film)
    desk.bench.show(small_bench("plain-8", "resnet-8"))
    desk.settle()
    desk.key(Qt.Key.Key_Return, on=film)
    assert not dock.enlarged.isVisible()
    desk.key(Qt.Key.Key_Right, on=film)
    desk.key(Qt.Key.Key_Return, on=film)
    assert dock.enlarged.isVisible()


def test_an_answer_of_other_data_is_not_read_with_the_classes_of_these(desk: Desk, dock: ImagesDock) -> None:
    watching, spec = desk.window.images.watching, desk.bench.document.a.spec
    side = watching.state.sides["A"]
    assert watching._fitting("A", side, spec) is side.watched is not None
    assert watching._fitting("A", side, replace(spec, training=replace(spec.training, dataset="mnist"))) is None


def test_scores_of_more_outputs_than_classes_are_shown(desk: Desk, dock: ImagesDock) -> None:
    state = dock.film.state
    side = state.sides["A"]
    assert side.watched is not None
    scores = np.full(12, 0.01, np.float32)
    scores[11] = 0.9
    more = replace(side.watched, looked=replace(side.watched.looked, scores=scores))
    dock.answers.set_state(replace(state, sides={**state.sides, "A": replace(side, watched=more)}))
    assert dock.answers.text() == "A: output 12, 90.0 % (wrong)\nThe image's class is 7."
    assert not dock.answers.grab().isNull()


def test_another_pair_is_not_shown_with_the_maps_of_the_last(desk: Desk, dock: ImagesDock) -> None:
    watching = desk.window.images.watching
    for side in watching.state.sides.values():
        assert side.watched is not None
    watching.enlarge(watching.state.sides["A"].frames[1].path)
    desk.settle()
    kept = watching.state.sides["A"].watched
    assert kept is not None
    assert kept.looked.whole is not None
    watching.enlarge(watching.state.sides["A"].frames[2].path)
    other = watching.state.sides["A"].watched
    assert other is not None
    assert other.looked.whole is None


def test_a_test_image_that_is_chosen_right_after_a_stroke_stays(desk: Desk, dock: ImagesDock) -> None:
    desk.find(QTabWidget, "imageSource").setCurrentIndex(1)
    desk.settle()
    drag(desk.find(DrawPad, "drawPad"), (0.3, 0.3), (0.7, 0.3))
    dock.source.chosen.emit(FromTest(2), "digits")
    assert not desk.window.images._stroke.isActive()
    assert watches(desk)[-1].choice == FromTest(2)


def test_the_value_that_is_pointed_at_follows_the_maps(desk: Desk) -> None:
    grid, told = MapGrid("A"), list[str]()
    grid.pointed.connect(told.append)
    values = np.arange(8, dtype=np.float32).reshape(2, 2, 2)
    grid.set_maps(ChannelMaps((0, 1), 2, (2, 2), values), 7.0)
    desk.qtbot.addWidget(grid)
    desk.key(Qt.Key.Key_PageDown, on=grid)
    grid.set_maps(ChannelMaps((0, 1), 2, (2, 2), values + 10), 17.0)
    assert told[-1].endswith(": 14")
    grid.set_maps(ChannelMaps((0,), 1, (2, 2), values[:1]), 7.0)
    assert told[-1] == ""


@pytest.fixture
def large_font(qapp):
    before = QFont(qapp.font())
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 1.6)
    qapp.setFont(large)
    qapp.setStyleSheet(style_sheet(DARK))
    yield
    qapp.setStyleSheet("")
    qapp.setFont(before)


@pytest.mark.usefixtures("large_font")
def test_captions_of_the_gallery_are_whole_with_large_fonts(qtbot):
    """Each ended in an ellipsis, and looked like one that has it."""

    gallery = ImageGallery()
    qtbot.addWidget(gallery)
    for caption in ("1", "8 ✗AB"):
        gallery.addItem(QListWidgetItem(QIcon(QPixmap(gallery.iconSize())), caption))
    gallery.resize(400, 120)
    gallery.show()
    ink = gallery.viewport().grab(gallery.visualItemRect(gallery.item(1))).toImage()
    below, ground = range(gallery.iconSize().height() + 4, ink.height()), ink.pixel(0, ink.height() - 1)
    inked = [x for x in range(ink.width()) if any(ink.pixel(x, y) != ground for y in below)]
    assert inked[-1] - inked[0] >= gallery.fontMetrics().tightBoundingRect("8 ✗AB").width() - 2
