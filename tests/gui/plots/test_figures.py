import math

import pytest

from explorer.gui.plots.figures import duration, figure, power_of_ten


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.5321, "1.532"), (0.04123, "0.04123"), (26000, "2.60e4"), (0, "0"), (math.nan, "NaN"), (math.inf, "∞"),
        (-math.inf, "−∞"), (4.2e-7, "4.20e−7"), (2345, "2345"), (-1.5, "−1.500"),
    ],
)  # fmt: skip
def test_figure(value, text):
    assert figure(value) == text


def test_power_of_ten():
    assert [power_of_ten(e) for e in (-7, -2, 0, 3, 8)] == ["10⁻⁷", "0.01", "1", "1000", "10⁸"]


def test_duration():
    assert [duration(s) for s in (0.0, 12.346, 245, 7390)] == ["0 s", "12.35 s", "4:05", "2:03:10"]
