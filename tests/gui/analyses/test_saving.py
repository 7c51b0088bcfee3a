"""Pictures and texts in files."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from explorer.gui.analyses.saving import SaveError, save_picture, save_text


@pytest.fixture
def label(shown):
    return shown(QLabel("A surface"), 120, 40)


def test_a_png_is_twice_the_widgets_size_over_its_ground(label, tmp_path):
    save_picture(label, tmp_path / "a.png", "#102030")
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (240, 80)
    names = {image.pixelColor(x, y).name() for x in range(240) for y in range(0, 80, 5)}
    assert len(names) > 1, "there is text on it"


def test_an_svg_holds_the_text(label, tmp_path):
    save_picture(label, tmp_path / "a.svg", QColor("white").name())
    text = (tmp_path / "a.svg").read_text()
    assert text.startswith("<?xml")
    assert "A surface" in text or "<path" in text


def test_what_cannot_be_saved_is_said_with_what_can(label, tmp_path):
    with pytest.raises(SaveError, match=r"a\.bmp.*allowed: \.png, \.svg"):
        save_picture(label, tmp_path / "a.bmp", "#000000")
    for save in (lambda p: save_picture(label, p, "#000000"), lambda p: save_text("x", p)):
        with pytest.raises(SaveError, match=r"gone.*cannot be written: No such file"):
            save(tmp_path / "gone" / "a.png")
