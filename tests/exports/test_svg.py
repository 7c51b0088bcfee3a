"""Plots as text: where things lie, and what a picture's colors are."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from explorer.exports import svg


def plot(**options) -> svg.Plot:
    return svg.Plot("<A & B>", "x", "y", (0.0, 10.0), (0.0, 1.0), width=172, height=172, **options)  # 100 x 100 inside


def points(text: str) -> list[tuple[float, float]]:
    found = re.search(r'points="([^"]+)"', text)
    return [tuple(map(float, pair.split(","))) for pair in found[1].split()] if found else []


def test_a_line_lies_where_its_values_say() -> None:
    drawn = plot()
    drawn.line([0, 5, 10], [0, 0.5, 1], "#000")
    left, top = svg.LEFT, svg.TOP
    assert points(drawn.render()) == [(left, top + 100), (left + 50, top + 50), (left + 100, top)]


def test_decades_are_equal_steps_and_what_has_no_logarithm_is_left_out() -> None:
    drawn = svg.Plot("t", "x", "y", (0.0, 3.0), (1e-2, 1.0), log=True, width=172, height=172)
    drawn.line([0, 1, 2, 3, 3], [1e-2, 1e-1, 0, np.nan, 1], "#000")
    assert [top - svg.TOP for _, top in points(drawn.render())] == [100, 50, 0]
    assert "1e-1" in drawn.render()


def test_a_name_is_never_markup() -> None:
    drawn = plot()
    drawn.mark(1, 0.5, "#000", about="<b>seed</b>")
    root = ElementTree.fromstring(drawn.render())
    assert root.attrib["aria-label"] == "<A & B>"
    assert "<b>" not in drawn.render()
    assert "&lt;i&gt;" in svg.legend([("#000", "<i>")])


@pytest.mark.parametrize(("low", "high", "ticks"), [(0, 1, 6), (0, 64_000, 5), (3, 3, 1)])
def test_ticks_are_few_and_inside(low: float, high: float, ticks: int) -> None:
    found = svg._nice(low, high)
    assert abs(len(found) - ticks) <= 2
    assert all(low <= value <= high for value in found)


def test_a_picture_has_a_pixel_for_each_number() -> None:
    drawn = plot()
    drawn.picture(np.array([[0.0, 1.0, np.nan], [0.5, 2.0, -1.0]]))
    encoded = re.search(r"base64,([^\"]+)", drawn.render())[1]
    image = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    assert image.size == (3, 2)
    pixel = {(x, y): image.getpixel((x, y)) for x in range(3) for y in range(2)}
    assert pixel[0, 0] == pixel[2, 1] == (0, 0, 4), "below the scale is its lowest color"
    assert pixel[1, 0] == pixel[1, 1] == (252, 255, 164)
    assert pixel[0, 1] == (186, 54, 85)
    assert pixel[2, 0] == (255, 43, 214), "a number that is not finite has a color of its own"


def test_a_scale_of_whole_decades_holds_all_numbers() -> None:
    assert svg.decades([np.array([3e-4, 0.0, np.nan]), np.array([2.0])]) == pytest.approx((1e-4, 10.0))
    assert svg.decades([np.array([1.0])]) == (1.0, 10.0)
    assert svg.decades([np.array([0.0, np.inf])]) == (0.1, 10.0)


def test_skips_are_as_filled_as_their_gates() -> None:
    drawn = svg.strip([1.0, 0.25, 0.0])
    assert re.findall(r'fill-opacity="([^"]+)"', drawn) == ["1", "0.25", "0"]
    assert svg.strip([]) == ""
