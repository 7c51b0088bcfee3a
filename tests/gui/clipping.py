"""Finds texts that are cut: every visible text either fits its widget or ends in an ellipsis and is told in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStatusBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

from explorer.gui.widgets.elided_line import ElidedLine
from explorer.gui.widgets.labels import ElidedLabel

_SLACK = 1.5  # pixels: rounding of widths


def clipped(root: QWidget) -> list[str]:
    """A line for each text in `root` that is cut without saying so; empty where all is well."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.visibleRegion().boundingRect().isValid():
            found += [f"{type(widget).__name__} {widget.objectName()}: {text}" for text in _cut(widget)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    return next((find(widget) for kind, find in _FINDERS if isinstance(widget, kind)), iter(()))


def _elided(label: ElidedLabel) -> Iterator[str]:
    if label.text() != QLabel.text(label) and label.text() not in label.toolTip():
        yield f"shortened and not told: {label.text()!r}"


def _elided_line(line: ElidedLine) -> Iterator[str]:
    if line.shown != line.text() and line.text() not in (line.parentWidget() or line).toolTip():
        yield f"shortened and not told: {line.text()!r}"


def _button(button: QAbstractButton) -> Iterator[str]:
    needed = button.minimumSizeHint().width()
    if button.text() and button.width() + _SLACK < needed:
        yield f"{button.text()!r} in {button.width()} of {needed}"


def _choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
    if not box.isEditable() and _wide(box, box.currentText()) > room + _SLACK:
        yield f"{box.currentText()!r} in {room}"


def _line(line: QLineEdit) -> Iterator[str]:
    if line.hasFocus():  # it scrolls with its cursor
        return
    text = line.text() or line.placeholderText()
    room = line.width() - 2 * 3 - line.textMargins().left() - line.textMargins().right()
    if _wide(line, text) > room + _SLACK:
        yield f"{text!r} in {room}"


def _tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        tab = bar.tabRect(place)
        told = bar.elideMode() != Qt.TextElideMode.ElideNone and bar.tabText(place) in bar.tabToolTip(place)
        if tab.right() > bar.width() or (tab.width() < bar.tabSizeHint(place).width() and not told):
            yield f"tab {bar.tabText(place)!r}"


def _wide(widget: QWidget, text: str) -> float:
    return QFontMetricsF(widget.font()).horizontalAdvance(text)


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text:
        return
    room = label.contentsRect()
    if label.textFormat() == Qt.TextFormat.RichText or label.wordWrap():
        needed = label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.sizeHint().height()
        if label.height() + _SLACK < needed:
            yield f"{_plain(text)[:60]!r} in {label.height()} of {needed} pixels' height"
        return
    lines = text.splitlines()
    widest = max(_wide(label, line) for line in lines)
    high = len(lines) * QFontMetricsF(label.font()).height()
    if widest > room.width() + _SLACK or high > room.height() + 2:
        yield f"{text!r} ({widest:.0f}×{high:.0f}) in {room.width()}×{room.height()}"


def _status(bar: QStatusBar) -> Iterator[str]:
    shown, whole = QStatusBar.currentMessage(bar), bar.currentMessage()
    beside = [w for w in bar.findChildren(QWidget) if w.isVisible() and w.parent() is bar]
    room = min((w.x() for w in beside), default=bar.width())
    if shown and _wide(bar, shown) > room:
        yield f"{shown!r} in {room} beside {[w.objectName() for w in beside]}"
    if shown != whole and whole not in bar.toolTip():
        yield f"shortened and not told: {whole!r}"


def _plain(text: str) -> str:
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if header.orientation() != Qt.Orientation.Horizontal or model is None:
        return
    for place in range(header.count()):
        title = str(model.headerData(place, header.orientation()) or "")
        if _wide(header, title) + 10 > header.sectionSize(place):
            yield f"column {title!r} in {header.sectionSize(place)}"


def _table(table: QTableView) -> Iterator[str]:
    """Cells that are shortened although another column has room to spare, or that do not tell the whole."""
    model, metrics = table.model(), QFontMetricsF(table.font())
    for row in range(min(model.rowCount(), 8)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            text = str(index.data() or "")
            if metrics.horizontalAdvance(text) + 12 > table.columnWidth(column) and text not in str(
                index.data(Qt.ItemDataRole.ToolTipRole) or ""
            ):
                yield f"cell {text!r} in {table.columnWidth(column)}"


def _axes(plot: PlotWidget) -> Iterator[str]:
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        room = axis.size().height() if name == "left" else axis.size().width()
        title = axis.label.toPlainText().strip() if axis.label.isVisible() else ""
        wide = QFontMetricsF(axis.label.font()).horizontalAdvance(title)
        if wide > room + _SLACK:
            yield f"title {title!r} in {room:.0f}"
        if title.endswith("…") and title[:-1] not in axis.toolTip():
            yield f"title shortened and not told: {title!r}"


_FINDERS: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
    (ElidedLabel, _elided),
    (QLabel, _label),
    (QStatusBar, _status),
    (QAbstractButton, _button),
    (QComboBox, _choice),
    (ElidedLine, _elided_line),
    (QLineEdit, _line),
    (QTabBar, _tabs),
    (QHeaderView, _header),
    (QTableView, _table),
    (PlotWidget, _axes),
)
