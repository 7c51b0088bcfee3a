"""The wrapping strip."""

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
