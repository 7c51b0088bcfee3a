"""Figures of lessons, in the window and in the table of a check."""

from __future__ import annotations

import math

import pytest

from explorer import wording
from explorer.lessons.measures import MEASURES
from explorer.lessons.wording import quoted, span, spread, titled, written

NAN = math.nan


@pytest.mark.parametrize(
    ("low", "high", "measure", "told"),
    [
        (7, 14, "train_accuracy", "7 to 14 %"),
        (9.78, 9.82, "train_accuracy", "9.8 %"),
        (0.0531, 100, "generalization_gap", "0.1 to 100 points"),
        (-5, -1.5, "gradient_decades", "−5 to −1.5 decades"),
        (1, 1, "gradient_decades", "1 decade"),
        (-1, 1, "gradient_decades", "−1 to 1 decades"),
        (2.3026, 2.3026, "train_loss", "2.303 nats"),
        (2.3026, math.inf, "train_loss", "2.303 to ∞ nats"),
        (-math.inf, -1, "gradient_decades", "−∞ to −1 decades"),
        (269_722, 269_722, "parameters", "269,722"),
        (15.4e9, 15.47e9, "multiply_adds", "15.4 billion to 15.47 billion"),
    ],
)
def test_a_range_has_its_unit(low: float, high: float, measure: str, told: str) -> None:
    assert span(low, high, measure) == told
    assert written(low, measure) == span(low, low, measure)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([], "not measured"),
        ([NAN, NAN], "not measured"),
        ([NAN, 2.0, 1.0], "1 to 2 nats (1 of 3 not measured)"),
        ([2.0, NAN, NAN], "2 nats (2 of 3 not measured)"),
        ([3.0, 1.0, 2.0], "1 to 3 nats"),
    ],
)
def test_what_was_not_measured_is_no_number(values: list[float], told: str) -> None:
    assert spread(values, "train_loss") == told


def test_a_step_is_named_once() -> None:
    for measure in MEASURES:
        assert titled(measure, 1200).endswith(" at step 1,200")
        assert titled(measure, 1200).count("step") == 1 + titled(measure).count("steps"), measure
        assert "a step" not in titled(measure, 1200), measure


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [(91.25, "%", "91.25 %"), (25.03, "%", "25.03 %"), (19.6e9, "", "19.6 billion"), (91, "%", "91 %")],
)
def test_a_published_value_keeps_its_digits(value: float, unit: str, told: str) -> None:
    assert quoted(value, unit) == told


def test_in_a_window_of_another_language_figures_are_in_it() -> None:
    german = {
        "{low} to {high}": "{low} bis {high}",
        "{title} at step {at:,}": "{title} in Schritt {at:,}",
        "{count} billion": "{count} Milliarden",
        "training accuracy": "Trainingsgenauigkeit",
        "points": "Punkte",
        "point": "Punkt",
    }
    wording.speak(lambda text, _count: german.get(text, text), "de")
    try:
        assert titled("train_accuracy", 1200) == "Trainingsgenauigkeit in Schritt 1,200"
        assert span(1, 2, "generalization_gap") == "1 bis 2 Punkte"
        assert written(1, "generalization_gap") == "1 Punkt"
        assert (quoted(19.6e9, ""), quoted(3, "points")) == ("19.6 Milliarden", "3 Punkte")
    finally:
        wording.speak(None)
