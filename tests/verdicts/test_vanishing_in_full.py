"""What is said of a vanishing gradient, to the step and the layer, and where each of its parts holds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from explorer.verdicts.vanishing import _dying, _falls_below
from tests.verdicts.found import at_chance, given, spans, vanishing
from tests.verdicts.runs_by_hand import LAYERS

INF = float("inf")


def lost(first: float = 1e-6, second: float = 2e-6) -> np.ndarray:
    """‖g‖ of eleven layers and the classifier, 0.01: of eleven layers two count as the first ones."""
    return np.array([first, second, *[5e-3] * 9, 1e-2], np.float32)


def test_a_gradient_that_is_lost_from_the_first_steps_on() -> None:
    found = given(vanishing.judge(at_chance(lost()), None))
    assert found.sentence.startswith(
        "The gradient falls by 3.7 decades from the classifier to the first layers (norm 0.01 and 2.0e-6), from "
        "the first steps on, and accuracy is at chance level: 10.0 %, loss 2.303."
    )
    ends = (0, 1, 11)
    assert spans(found) == [("gradient-norm", (0, 9), ends), ("gradient-norm", (400, 499), ends)]
    assert [e.text for e in found.evidence] == ["‖g‖ 2.0e-6 against 0.01"] * 2


def test_a_gradient_that_is_lost_later() -> None:
    norms = np.tile(lost(), (500, 1))
    norms[:300] = lost(4e-3, 4e-3)
    found = given(vanishing.judge(at_chance(norms), None))
    assert "(norm 0.01 and 2.0e-6), now, but not over the first 10 steps, and" in found.sentence
    assert [e.text for e in found.evidence] == ["‖g‖ 0.004 against 0.01", "‖g‖ 2.0e-6 against 0.01"]
    norms[:400] = lost(4e-3, 4e-3)
    assert vanishing.judge(at_chance(norms), None) is None, "it must have been so a while before, from 300 to 400, too"
    norms[300:370] = lost()
    assert vanishing.judge(at_chance(norms), None) is not None, "in the median of those steps"


def test_it_must_have_been_so_from_six_tenths_to_eight_tenths_of_the_steps() -> None:
    norms = np.tile(lost(), (500, 1))
    norms[:390] = lost(4e-3, 4e-3)
    assert vanishing.judge(at_chance(norms), None) is None


@pytest.mark.parametrize(("share", "said"), [(0.9e-3, True), (1.1e-3, False)])
def test_in_the_middle_a_thousandth_of_the_classifiers_gradient_is_the_limit(share: float, said: bool) -> None:
    norms = np.full(LAYERS, 0.5, np.float32)
    norms[5:7] = 0.5 * share
    assert (vanishing.judge(at_chance(norms), None) is not None) == said


@pytest.mark.parametrize(("low", "said"), [((5, 6), "layers 6 to 7"), ((9, 10), "layers 10 to 11")])
def test_layers_in_the_middle(low: tuple[int, int], said: str) -> None:
    norms = np.full(LAYERS, 1e-2, np.float32)
    norms[list(low)] = 1e-6
    found = given(vanishing.judge(at_chance(norms), None))
    assert f"from the classifier to {said} (" in found.sentence
    assert found.evidence[0].layers == (*low, 11)


def test_the_layers_named_are_those_that_have_least_now() -> None:
    norms = np.full((500, LAYERS), 1e-2, np.float32)
    norms[:, 5:7], norms[:, 8:10] = 1e-6, 2e-6
    norms[400:, 5:7] = 4e-6
    norms[400:, 11] = 2e-2
    found = given(vanishing.judge(at_chance(norms), None))
    assert "falls by 4.0 decades from the classifier to layers 9 to 10 (norm 0.02 and 2.0e-6)" in found.sentence


def test_a_gradient_of_exactly_nothing() -> None:
    norms = np.tile(lost(), (500, 1))
    norms[300:, :2] = 0
    assert given(vanishing.judge(at_chance(norms), None)).sentence.startswith("The gradient vanishes completely from")


@pytest.mark.parametrize(("spread", "said"), [((0.5, 1e-3), True), ((1e-3, 0.5), False)])
def test_a_weak_gradient_counts_where_the_newest_probe_has_images_alike(
    spread: tuple[float, float], said: bool
) -> None:
    """1 % of the classifier's: more than one in two hundred, less than one in fifty."""
    rows = np.full((500, LAYERS), 0.5, np.float32)
    rows[400:499], rows[499] = spread
    run = at_chance(lost(1e-4, 1e-4), readings={"image-std": rows})
    assert (vanishing.judge(run, None) is not None) == said


@pytest.mark.parametrize(
    ("near", "far", "limits", "falls"),
    [
        ([1, 1e-4, 1e-4], [0.5] * 3, (INF, 5e-3), True),
        ([1, 1e-4, 1e-2], [0.5] * 3, (INF, 5e-3), False),
        ([1, 1e-2, 1e-4], [0.5] * 3, (INF, 5e-3), False),
        ([1, 1e-4, 0], [0.5, 0.5, 0], (INF, 5e-3), False),
        ([4e-4, 1e-4, 1e-4], [0.5] * 3, (1e-3, 1e-3), True),
        ([6e-4, 1e-4, 1e-4], [0.5] * 3, (1e-3, 1e-3), False),
        ([0, 1e-4, 1e-4], [0, 0.5, 0.5], (1e-3, 1e-3), False),
        ([4e-3, 1e-4, 1e-4], [0.5] * 3, (1e-2, 1e-3), True),
        ([1e-3, 1e-5, 1e-5], [0.5, 0.01, 0.5], (1e-2, 1e-2), True),
        ([1e-3, 1e-3, 1e-3], [0.05, 0.5, 0.5], (1e-2, 1e-2), False),
        ([1e-3, 1e-5, 1e-5], [0.5, 0.5, 0.5], (1e-3, 1e-3), False),
    ],
)
def test_it_falls_below_in_every_span(
    near: list[float], far: list[float], limits: tuple[float, float], falls: bool
) -> None:
    assert _falls_below(near, far, limits) == falls


@pytest.mark.parametrize(
    ("shrunk", "near", "far", "dying"),
    [
        (False, [1, 1, 1e-9], [0.5] * 3, False),
        (False, [1, 1, 0], [0.5] * 3, True),
        (False, [2e-3, 0, 0], [0.5] * 3, False),  # 0.004 of the classifier's from the start on
        (False, [3e-3, 0, 0], [0.5] * 3, True),  # 0.006
        (False, [0, 0, 0], [0, 0.5, 0.5], True),
        (True, [1, 1, 1e-9], [0.5] * 3, True),
        (True, [2e-3, 1, 1e-9], [0.5] * 3, False),
        (True, [2e-3, 1, 1e-9], [0.5, 0.1, 0.1], False),
        (True, [1, 2e-3, 1e-9], [0.5, 0.5, 0.5], True),
    ],
)
def test_what_dies_later_is_another_finding(shrunk: bool, near: list[float], far: list[float], dying: bool) -> None:
    record: Any = SimpleNamespace(shrunk=shrunk)
    assert _dying(record, near, far) == dying
