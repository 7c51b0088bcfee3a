"""The wrapping strip."""

from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from explorer.gui.cards.strip import Strip


def test_widgets_become_equally_high(qtbot):
    buttons = [QPushButton("one"), QPushButton("two\nlines")]
    strip = Strip(buttons)
    qtbot.addWidget(strip)
    strip.even()
    assert buttons[0].height() == buttons[1].height()


def test_rows_are_not_cut_off_where_the_window_is_crowded(qtbot):
    strip = Strip([QPushButton(f"button {number}") for number in range(8)])
    strip.even()
    crowd = QWidget()
    crowd.setMinimumHeight(300)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(strip)
    column.addWidget(crowd, 1)
    window.resize(250, 310)
    window.show()
    qtbot.waitUntil(lambda: strip.height() >= strip.heightForWidth(strip.width()))
    assert strip.heightForWidth(strip.width()) > 2 * strip.heightForWidth(5000)
    window.resize(2000, window.height())
    qtbot.waitUntil(lambda: strip.minimumHeight() == strip.heightForWidth(2000))


def test_what_is_shown_again_stands_in_its_place(qtbot):
    buttons = [QPushButton(f"button {number}") for number in range(4)]
    strip = Strip(buttons)
    strip.leave_out({buttons[1], buttons[2]})
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(strip)
    window.resize(800, 100)
    window.show()
    for hidden in (2, 1, 2):  # another one each time, and the strip's own size stays
        strip.leave_out({buttons[hidden]})
        shown = [button for button in buttons if button is not buttons[hidden]]
        qtbot.waitUntil(partial(_side_by_side, shown))


def _side_by_side(widgets):
    return all(left.geometry().right() < right.x() for left, right in pairwise(widgets))
