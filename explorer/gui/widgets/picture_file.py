"""Pictures in files and on the clipboard: vectors (SVG, PDF) or pixels for print (PNG). What goes wrong is in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QMimeData, QPoint, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QFileDialog, QGraphicsView, QWidget

from explorer.wording import marked, tr

RESOLUTION = 96  # pixels an inch: that of the axes' pictures, whose text would shrink otherwise
PRINTED = 300  # dots an inch of a PNG
_WIDEST = 30_000  # dots of a PNG
Paint = Callable[[QPaintDevice], None]
FILTERS = marked(("SVG picture (*.svg)", "PDF page (*.pdf)", "PNG picture, 300 dpi (*.png)"))


class SaveError(Exception):
    """A file could not be written; says which, why and what is allowed."""


def save_picture(path: Path, size: QSize, paint: Paint) -> None:
    """Have `paint` draw on a device of `size` pixels, kept as .svg, .pdf or .png. Raises SaveError."""
    draw = _DEVICES.get(path.suffix.lower())
    if draw is None:
        raise SaveError(
            tr(
                "{name}: unsupported file type {type}; allowed: {allowed}.",
                name=path.name,
                type=path.suffix or "(none)",
                allowed=", ".join(PICTURES),
            )
        )
    try:
        path.touch()  # Qt's writers do not say why a file cannot be written
        draw(path, size, paint)
    except OSError as error:
        raise refused(path, error) from error


def save_widget(widget: QWidget, path: Path, ground: str) -> None:
    """Draw a widget over a `ground` (#rrggbb) into a file, as `save_picture`."""
    save_picture(path, widget.size(), lambda device: _render(widget, device, ground))


def copy_widget(widget: QWidget, ground: str) -> None:
    """Put a widget's picture on the clipboard, 300 dots an inch."""
    data = QMimeData()
    data.setImageData(_image(widget.size(), lambda device: _render(widget, device, ground)))
    QGuiApplication.clipboard().setMimeData(data)


def save_text(text: str, path: Path) -> None:
    """Write a text. Raises SaveError."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> SaveError:
    """Why a file was not written."""
    return SaveError(tr("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error))


def ask_for_file(parent: QWidget, title: str, name: str, filters: tuple[str, ...] = FILTERS) -> Path | None:
    """Ask for a file called `name` and an ending; its kind's ending is added where it has none. None: cancelled."""
    chosen, kind = QFileDialog.getSaveFileName(parent, title, name, ";;".join(map(tr, filters)))
    if not chosen:
        return None
    path = Path(chosen)
    ending = kind[kind.index("*.") + 1 : -1] if "*." in kind else ""
    return path if path.suffix else path.with_name(path.name + ending)


def _render(widget: QWidget, device: QPaintDevice, ground: str) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(tr("the file cannot be opened"))
    painter.fillRect(QRectF(0, 0, widget.width(), widget.height()), QColor(ground))
    with _drawn_anew(widget, device.devicePixelRatio()):
        widget.render(painter, QPoint(), QRegion(widget.rect()), QWidget.RenderFlag.DrawChildren)
    painter.end()


@contextmanager
def _drawn_anew(widget: QWidget, scale: float) -> Iterator[None]:
    """Marks of plots as shapes, not as the screen's pixels; and lines as thick as on the screen, whose widths do not
    grow with a picture by themselves."""
    before: list[tuple[dict[str, Any], dict[str, Any]]] = []
    items: list[Any] = [item for view in widget.findChildren(QGraphicsView) for item in view.scene().items()]
    for item in items:
        options = getattr(item, "opts", None)
        if isinstance(options, dict):
            before.append((options, dict(options)))
            options["useCache"] = False
            if isinstance(options.get("pen"), QPen):
                options["pen"] = _thicker(options["pen"], scale)
        elif isinstance(getattr(item, "pen", None), QPen):
            before.append((vars(item), {"pen": item.pen, "currentPen": item.currentPen}))
            item.pen = item.currentPen = _thicker(item.pen, scale)
    try:
        yield
    finally:
        for values, old in before:
            values.update(old)


def _thicker(pen: QPen, scale: float) -> QPen:
    found = QPen(pen)
    if found.isCosmetic():
        found.setWidthF(max(found.widthF(), 1.0) * scale)
    return found


def _svg(path: Path, size: QSize, paint: Paint) -> None:
    from PySide6.QtSvg import QSvgGenerator  # a library of its own, which no start of the window should wait for

    device = QSvgGenerator()
    device.setFileName(str(path))
    device.setResolution(RESOLUTION)
    device.setSize(size)
    device.setViewBox(QRectF(0, 0, size.width(), size.height()))
    paint(device)


def _pdf(path: Path, size: QSize, paint: Paint) -> None:
    device = QPdfWriter(str(path))
    device.setResolution(RESOLUTION)
    page = QPageSize(QSizeF(size) / RESOLUTION, QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch)
    device.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    paint(device)


def _png(path: Path, size: QSize, paint: Paint) -> None:
    if not _image(size, paint).save(str(path)):
        raise OSError(tr("the picture could not be written"))


def _image(size: QSize, paint: Paint) -> QImage:
    scale = min(PRINTED / RESOLUTION, _WIDEST / max(size.width(), size.height(), 1))
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    dots = round(RESOLUTION * scale / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    paint(image)
    return image


_DEVICES: Mapping[str, Callable[[Path, QSize, Paint], None]] = {".svg": _svg, ".pdf": _pdf, ".png": _png}
PICTURES = tuple(_DEVICES)
