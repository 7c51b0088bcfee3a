"""The guide inside the program, used through its widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QToolButton

from explorer.gui.guide.guide_window import GuideWindow
from explorer.gui.widgets.theme import LIGHT
from explorer.pages.page import page_titles
from explorer.pages.search import search
from tests.gui.access import lacking

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot):
    made = GuideWindow()
    qtbot.addWidget(made)
    made.open("index")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def shown(window):
    return window.view.toPlainText().splitlines()[0]


def rows(window):
    listed = window.findChild(QListWidget, "guideList")
    return [listed.item(row).text() for row in range(listed.count())]


def count(window):
    return window.findChild(QLabel, "guideMatches").text()


def press(window, qtbot, name):
    qtbot.mouseClick(window.findChild(QToolButton, name), Qt.MouseButton.LeftButton)


def search_for(window, qtbot, text):
    field = window.findChild(QLineEdit, "guideSearch")
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, text)
    return field


def marked(window):
    """The texts that are colored; the one that is shown more than the others first."""
    marks = window.view.extraSelections()
    first = [mark for mark in marks if mark.format.foreground().style() != Qt.BrushStyle.NoBrush]
    assert len(first) == min(len(marks), 1)
    return [mark.cursor.selectedText().lower() for mark in (*first, *(m for m in marks if m not in first))]


def click_link(window, qtbot, text):
    """Click a link on the page."""
    cursor = window.view.document().find(text)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionStart() + 1)
    window.view.setTextCursor(cursor)
    place = window.view.cursorRect(cursor).center()
    assert window.view.anchorAt(place), f"{text} is no link"
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_every_control_has_a_name_and_a_tooltip(window):
    assert lacking(window) == []


def test_the_list_has_every_page_and_a_click_shows_it(window, qtbot):
    listed = window.findChild(QListWidget, "guideList")
    assert rows(window) == list(page_titles().values())
    place = listed.visualItemRect(listed.item(3)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown(window) == "Keys"
    assert window.windowTitle() == "Guide: Keys"


def test_a_link_leads_to_its_page_and_back_and_forward_follow(window, qtbot):
    click_link(window, qtbot, "First steps")
    assert shown(window) == "First steps"
    assert window.findChild(QListWidget, "guideList").currentItem().text() == "First steps"
    press(window, qtbot, "guide_back")
    assert shown(window) == "Guide"
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert shown(window) == "First steps"
    qtbot.keyClick(window, Qt.Key.Key_Home, ALT)
    assert shown(window) == "Guide"


def test_an_anchor_is_scrolled_to(window):
    window.resize(800, 300)
    window.open("views", "cards")
    assert "Cards" in top_lines(window)


def top_lines(window):
    return [window.view.cursorForPosition(QPoint(30, y)).block().text() for y in range(0, 60, 10)]


class Browser(QObject):
    """Takes what the desktop would open."""

    @Slot(QUrl)
    def take(self, url):
        self.taken = url.toString()


def test_an_external_link_opens_in_the_browser_and_the_page_stays(window):
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "take")
    try:
        window.view.anchorClicked.emit(QUrl("https://arxiv.org/abs/1512.03385"))
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert browser.taken == "https://arxiv.org/abs/1512.03385"
    assert shown(window) == "Guide"


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "guide:/guide/../../etc/hostname", "guide:/guide/nowhere.html"]
)
def test_no_other_file_is_shown(window, url):
    window.view.anchorClicked.emit(QUrl(url))
    assert shown(window) == "Guide"
    assert window.view.loadResource(1, QUrl(url)) == ""


def test_pictures_are_scaled_to_the_width(window, qtbot):
    window.open("analyses")
    for width in (1000, 700):
        window.resize(width, 500)
        qtbot.waitUntil(lambda: picture_width(window) == window.view.viewport().width() - 42)
    assert not window.view.horizontalScrollBar().maximum()


def picture_width(window):
    document = window.view.document()
    cursor = QTextCursor(document)
    while not cursor.charFormat().isImageFormat():
        assert cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return document.resource(2, QUrl(cursor.charFormat().toImageFormat().name())).deviceIndependentSize().width()


def test_searching_lists_sections_and_next_goes_through_all_matches(window, qtbot):
    field = search_for(window, qtbot, "safetensors")
    hits = search("safetensors")
    assert rows(window) == [f"{hit.label}\n{hit.excerpt}" for hit in hits]
    assert len(hits) > 1
    total = sum(f"{hit.section.heading} {hit.section.text}".lower().count("safetensors") for hit in hits)
    been = []
    for _ in range(total):
        assert marked(window)[0] == "safetensors"
        been.append((window.view.name, window.view.textCursor().position()))
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(set(been)) == total, "each once"
    assert (window.view.name, window.view.textCursor().position()) == been[0], "and from the first again"
    qtbot.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert (window.view.name, window.view.textCursor().position()) == been[-1]


def test_both_words_are_marked_and_counted(window, qtbot):
    search_for(window, qtbot, "exit status")
    assert set(marked(window)) == {"exit", "status"}
    assert count(window).startswith(f"1 of {len(marked(window))} here")
    press(window, qtbot, "guideNext")
    assert count(window).startswith("2 of ")
    press(window, qtbot, "guidePrevious")
    assert count(window).startswith("1 of ")


def test_marks_stay_where_the_page_is_laid_out_anew_and_go_with_the_search(window, qtbot):
    search_for(window, qtbot, "exit status")
    before = marked(window)
    window.set_theme(LIGHT)
    assert marked(window) == before
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert marked(window) == []
    assert len(rows(window)) == len(page_titles())
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_page_that_is_reached_from_a_result_has_no_marks_of_the_other(window, qtbot):
    field = search_for(window, qtbot, "trap at step")
    press(window, qtbot, "guide_back")
    assert marked(window) == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert marked(window)


def test_nothing_is_found(window, qtbot):
    search_for(window, qtbot, "xyzzy")
    assert rows(window) == []
    assert count(window) == "No matches"
    assert not window.findChild(QToolButton, "guideNext").isEnabled()


def wheel(window, delta, modifier):
    place = QPointF(50, 50)
    spot = QPointF(window.view.viewport().mapToGlobal(place.toPoint()))
    event = QWheelEvent(place, spot, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifier,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(window.view.viewport(), event)


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(window):
    window.open("keys")
    size = window.view.font().pointSizeF()
    wheel(window, 120, CTRL)
    assert window.view.font().pointSizeF() == pytest.approx(size * 1.1, rel=0.02)
    wheel(window, -120, CTRL)
    assert window.view.font().pointSizeF() == pytest.approx(size)
    wheel(window, -120, Qt.KeyboardModifier.NoModifier)
    assert window.view.verticalScrollBar().value() > 0


def test_keys_zoom(window, qtbot):
    for key, zoom in ((Qt.Key.Key_Equal, 110), (Qt.Key.Key_Minus, 100), (Qt.Key.Key_Minus, 90)):
        qtbot.keyClick(window, key, CTRL)
        assert window.view.zoom == zoom


def test_zoom_stays_at_the_place_that_was_read(window, qtbot):
    window.resize(800, 300)
    window.open("views", "cards")
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL)
    assert "Cards" in top_lines(window)


def test_it_takes_the_colors_of_the_theme(window):
    window.set_theme(LIGHT)
    cursor = window.view.document().find("First steps")
    assert cursor.charFormat().foreground().color().name() == LIGHT.accent
