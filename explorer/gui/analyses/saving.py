"""A widget as a picture in a file, and a text in a file; both say in words what went wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QWidget

PICTURES = (".png", ".svg")
_SCALE = 2  # pixels of a PNG for each pixel of the widget


class SaveError(Exception):
    """A file could not be written; says which, why and what is allowed."""


def save_picture(widget: QWidget, path: Path, ground: str) -> None:
    """Draw the widget over a `ground` (#rrggbb) into a .png (twice its size) or an .svg file. Raises SaveError."""
    kind = path.suffix.lower()
    if kind not in PICTURES:
        raise SaveError(f"{path.name} has an unsupported file type; allowed: {', '.join(PICTURES)}.")
    try:
        path.touch()  # Qt's writers do not say why a file cannot be written
    except OSError as error:
        raise _refusal(path, error) from error
    _png(widget, path, ground) if kind == ".png" else _svg(widget, path)


def save_text(text: str, path: Path) -> None:
    """Write a text. Raises SaveError."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> SaveError:
    return SaveError(f"{path} cannot be written: {error.strerror or error}.")


def _png(widget: QWidget, path: Path, ground: str) -> None:
    image = QImage(widget.size() * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(QColor(ground))
    widget.render(image, QPoint(), QRegion(widget.rect()))
    if not image.save(str(path)):
        raise SaveError(f"{path} cannot be written.")


def _svg(widget: QWidget, path: Path) -> None:
    from PySide6.QtSvg import QSvgGenerator  # a library of its own, which no start of the window should wait for

    device = QSvgGenerator()
    device.setFileName(str(path))
    device.setSize(widget.size())
    device.setViewBox(widget.rect())
    widget.render(device, QPoint(), QRegion(widget.rect()))
