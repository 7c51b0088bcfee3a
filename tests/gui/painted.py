"""Texts that widgets paint themselves (axes, legends, labels of pictures): what is cut, and what overlaps."""

from __future__ import annotations

from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from PySide6.QtCore import QBuffer, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget

from explorer.gui.analyses.scale_bar import ScaleBar
from explorer.gui.analyses.surface_relief import SurfaceRelief
from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.plots.histogram_canvas import HistogramCanvas

_PAINTED = (QGraphicsView, HistogramCanvas, ColorBar, ScaleBar, SurfaceRelief)
_SVG = "{http://www.w3.org/2000/svg}"
_SLACK = 2.0  # pixels


def faults(root: QWidget) -> list[str]:
    """A line for each painted text in `root` that reaches out of its widget or over another text."""
    found = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, _PAINTED) and _on_show(widget):
            found += [f"{widget.objectName() or type(widget).__name__}: {fault}" for fault in _faults(widget)]
    return found


def _on_show(widget: QWidget) -> bool:
    surface = widget.viewport() if isinstance(widget, QGraphicsView) else widget  # which covers the view
    return widget.isVisible() and not surface.visibleRegion().isEmpty()


def _faults(widget: QWidget) -> list[str]:
    texts = painted(widget)
    room = QRectF(widget.rect()).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    cut = [f"{text!r} at {_told(box)} is cut" for text, box in texts if not room.contains(box)]
    over = [
        f"{first!r} over {second!r} at {_told(one & other)}"
        for (first, one), (second, other) in combinations(texts, 2)
        if first != second and _deep(one & other)
    ]
    return cut + over


def _deep(common: QRectF) -> bool:
    return common.width() > _SLACK and common.height() > 2 * _SLACK  # lines of text may touch


def _told(box: QRectF) -> str:
    return f"{box.x():.0f} {box.y():.0f} {box.width():.0f}×{box.height():.0f}"


def painted(widget: QWidget) -> list[tuple[str, QRectF]]:
    """Every text that a widget paints, with the box of its letters in the widget's coordinates."""
    if isinstance(widget, QGraphicsView):
        for item in widget.scene().items():  # a cached item is painted as pixels
            item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    store = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(store)
    generator.setResolution(96)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(0, 0), QSize(widget.size())))
    painter = QPainter(generator)
    QWidget.render(widget, painter, QPoint(0, 0))  # a graphics view has another method of that name
    painter.end()
    return _texts(fromstring(bytes(store.data().data())), QTransform())


def _texts(element: Element, way: QTransform) -> list[tuple[str, QRectF]]:
    way = _transform(element) * way
    found = []
    if element.tag == f"{_SVG}text" and (text := "".join(element.itertext()).strip()):
        at = (float(element.get("x", 0)), float(element.get("y", 0)))
        box = QFontMetricsF(_font(element)).tightBoundingRect(text).translated(*at)
        found.append((text, way.mapRect(box)))
    for child in element:
        found += _texts(child, way)
    return found


def _font(element: Element) -> QFont:
    font = QFont(element.get("font-family", ""))
    font.setPixelSize(max(1, round(float(element.get("font-size", "12")))))
    font.setWeight(QFont.Weight(int(element.get("font-weight", "400"))))
    return font


def _transform(element: Element) -> QTransform:
    text = element.get("transform", "")
    if not text.startswith("matrix("):
        return QTransform()
    a, b, c, d, x, y = (float(part) for part in text[7:-1].split(","))
    return QTransform(a, b, c, d, x, y)
