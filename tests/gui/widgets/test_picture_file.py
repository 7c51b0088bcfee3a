"""Pictures and texts in files."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from explorer.gui.widgets.picture_file import SaveError, save_text, save_widget


@pytest.fixture
def label(qtbot):
    widget = QLabel("A surface")
    qtbot.addWidget(widget)
    widget.resize(120, 40)
    widget.show()
    return widget


def test_a_png_has_300_dots_an_inch_over_its_ground(label, tmp_path):
    save_widget(label, tmp_path / "a.png", "#102030")
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (375, 125)
    names = {image.pixelColor(x, y).name() for x in range(375) for y in range(0, 125, 5)}
    assert "#102030" in names
    assert len(names) > 1, "there is text on it"


def test_an_svg_holds_the_text(label, tmp_path):
    save_widget(label, tmp_path / "a.svg", QColor("white").name())
    text = (tmp_path / "a.svg").read_text()
    assert text.startswith("<?xml")
    assert "A surface" in text or "<path" in text


def test_what_cannot_be_saved_is_said_with_what_can(label, tmp_path):
    with pytest.raises(SaveError, match=r"a\.bmp.*allowed: \.svg, \.pdf, \.png"):
        save_widget(label, tmp_path / "a.bmp", "#000000")
    for save in (lambda p: save_widget(label, p, "#000000"), lambda p: save_text("x", p)):
        with pytest.raises(SaveError, match=r"gone.*cannot be written: No such file"):
            save(tmp_path / "gone" / "a.png")
