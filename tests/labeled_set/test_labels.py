"""The rules against facts made by hand, at both sides of each."""

from __future__ import annotations

import pytest

from tests.labeled_set.labels import RULES, labels_of, open_of, primary_of

PLAIN: dict[str, float | None] = {  # a run that stands at 60 %, and would do so for ever
    "diverged": -1, "train_accuracy": 0.6, "test_accuracy": 0.6, "settled_accuracy": 0.6, "train_loss": 1.0,
    "long_train_accuracy": 0.6, "long_test_accuracy": 0.6, "long_diverged": -1, "double_accuracy": 0.6,
    "twin_double_accuracy": 0.6, "lower_rate_accuracy": 0.6, "lowest_rate_accuracy": None, "higher_rate_accuracy": 0.6,
    "start_first": 0.1, "start_last": 0.2, "start_largest": 0.3, "start_relative": 0.1, "weights_grew": 1.0,
    "end_first": 0.1, "end_last": 0.2, "end_relative": 0.05, "dead": 0.0, "spread": 0.9,
    "best_test_loss": 1.0, "end_test_loss": 1.0, "long_test_loss": 1.0, "best_train_loss": 1.2,
}  # fmt: skip

TRUE = {
    "diverged": {"diverged": 12},
    "exploding": {"start_largest": 20.0},
    "false-vanishing": {"start_first": 3.0, "weights_grew": 4.0, "end_relative": 0.001},
    "vanishing": {"end_first": 1e-5, "train_accuracy": 0.1, "long_train_accuracy": 0.1},
    "dead-relus": {"dead": 0.6},
    "forward-collapse": {"spread": 1e-5},
    "lr-too-high": {"lower_rate_accuracy": 0.7},
    "lr-too-low": {"higher_rate_accuracy": 0.7},
    "degradation": {"twin_double_accuracy": 0.7},
    "overfitting": {"end_test_loss": 1.3, "long_test_loss": 1.3, "test_accuracy": 0.5},
    "unfinished": {"long_train_accuracy": 0.7},
    "healthy": {"train_accuracy": 0.97, "settled_accuracy": 0.97, "test_accuracy": 0.95, "long_test_accuracy": 0.95},
}
ALMOST = {
    "exploding": {"start_largest": 9.0},
    "false-vanishing": {"start_first": 3.0, "weights_grew": 2.0, "end_relative": 0.001},
    "vanishing": {"end_first": 1e-5, "train_accuracy": 0.1},  # it learns in the long run
    "dead-relus": {"dead": 0.4},
    "forward-collapse": {"spread": 0.01},
    "lr-too-high": {"lower_rate_accuracy": 0.64},
    "lr-too-low": {"higher_rate_accuracy": 0.64},
    "degradation": {"twin_double_accuracy": 0.8, "long_train_accuracy": 0.9},  # it gets there later
    "overfitting": {"end_test_loss": 1.3, "long_test_loss": 1.3, "settled_accuracy": 0.5, "test_accuracy": 0.5},
    "unfinished": {"long_train_accuracy": 0.64},
    "healthy": {"train_accuracy": 0.97, "test_accuracy": 0.95, "long_test_accuracy": 0.95, "long_diverged": 800},
}


OPEN = {  # at either side of the limit, too close to it
    "exploding": ({"start_largest": 10.3}, {"start_largest": 9.7}),
    "false-vanishing": (
        {"start_first": 2.1, "weights_grew": 4.0, "end_relative": 0.001},
        {"start_first": 3.0, "weights_grew": 2.9, "end_relative": 0.001},
        {"start_first": 3.0, "weights_grew": 4.0, "end_relative": 0.0101},
    ),
    "vanishing": (
        {"end_first": 0.00195, "train_accuracy": 0.1, "long_train_accuracy": 0.1},
        {"end_first": 1e-5, "train_accuracy": 0.1, "long_train_accuracy": 0.205},
    ),
    "dead-relus": ({"dead": 0.505}, {"dead": 0.495}),
    "forward-collapse": ({"spread": 0.97e-3}, {"spread": 1.03e-3}),
    "lr-too-high": ({"lower_rate_accuracy": 0.655}, {"lower_rate_accuracy": 0.645}),
    "lr-too-low": ({"higher_rate_accuracy": 0.655}, {"higher_rate_accuracy": 0.645}),
    "degradation": ({"twin_double_accuracy": 0.655}, {"twin_double_accuracy": 0.645}),
    "overfitting": (
        {"end_test_loss": 1.23, "long_test_loss": 1.3, "test_accuracy": 0.5},
        {"end_test_loss": 1.3, "long_test_loss": 1.17, "test_accuracy": 0.5},
        {"end_test_loss": 1.3, "long_test_loss": 1.3, "test_accuracy": 0.575},
        {"train_accuracy": 1.0, "settled_accuracy": 1.0, "test_accuracy": 0.895, "long_test_accuracy": 0.8},
    ),
    "unfinished": ({"long_train_accuracy": 0.655}, {"long_train_accuracy": 0.645}),
    "healthy": (
        {"train_accuracy": 0.955, "long_train_accuracy": 1.0, "test_accuracy": 0.95, "long_test_accuracy": 0.95},
        {"train_accuracy": 0.945, "long_train_accuracy": 1.0, "test_accuracy": 0.95, "long_test_accuracy": 0.95},
    ),
}


def labels(changes: dict[str, float | None], *, normalized: bool = True) -> tuple[str, ...]:
    return labels_of({**PLAIN, **changes}, normalized=normalized)


def undecided(changes: dict[str, float | None]) -> tuple[str, ...]:
    return open_of({**PLAIN, **changes}, normalized=True)


def test_every_rule_is_tried() -> None:
    assert {rule.verdict for rule in RULES} == set(TRUE) == set(ALMOST) | {"diverged"} == set(OPEN) | {"diverged"}
    assert labels({}) == undecided({}) == ()


@pytest.mark.parametrize("verdict", TRUE)
def test_a_rule_holds(verdict: str) -> None:
    assert verdict in labels(TRUE[verdict])
    assert verdict not in undecided(TRUE[verdict])


@pytest.mark.parametrize("verdict", ALMOST)
def test_a_rule_almost_holds(verdict: str) -> None:
    assert verdict not in (*labels(ALMOST[verdict]), *undecided(ALMOST[verdict]))


@pytest.mark.parametrize(("verdict", "changes"), [(verdict, some) for verdict in OPEN for some in OPEN[verdict]])
def test_what_noise_decides_is_open(verdict: str, changes: dict[str, float | None]) -> None:
    assert verdict in undecided(changes)
    assert verdict not in labels(changes)


def test_a_network_without_norm_is_not_frozen_by_one() -> None:
    assert "false-vanishing" not in labels(TRUE["false-vanishing"], normalized=False)


def test_missing_facts_fulfil_nothing() -> None:
    assert labels_of({}, normalized=True) == open_of({}, normalized=True) == ()
    assert labels_of({"diverged": 3, "train_accuracy": 0.1, "start_largest": 1e4}, normalized=False) == (
        "diverged",
        "exploding",
    )


def test_at_chance_a_better_chance_is_no_better_rate() -> None:
    nothing = {"train_accuracy": 0.1, "long_train_accuracy": 0.1, "higher_rate_accuracy": 0.1}
    assert "lr-too-high" not in labels({**nothing, "lower_rate_accuracy": 0.2})
    assert "lr-too-high" in labels({**nothing, "lower_rate_accuracy": 0.1, "lowest_rate_accuracy": 0.4})


@pytest.mark.parametrize(("lower", "lowest", "told"), [(0.1, None, False), (0.0985, None, True), (0.1, 0.0985, True)])
def test_a_rate_is_too_high_where_a_run_diverged_and_a_lower_one_does_not(lower, lowest, told) -> None:
    lost = {"diverged": 4, "train_accuracy": 0.1, "lower_rate_accuracy": lower, "lowest_rate_accuracy": lowest}
    assert ("lr-too-high" in labels(lost)) == told


def test_a_wide_gap_is_overfitting_without_a_rising_loss() -> None:
    learned = {"train_accuracy": 1.0, "settled_accuracy": 1.0, "test_accuracy": 0.8, "long_test_accuracy": 0.8}
    assert "overfitting" in labels(learned)
    assert "overfitting" not in labels({**learned, "long_test_accuracy": 0.97})


def test_the_aim_is_primary_where_it_came_out() -> None:
    assert primary_of("unfinished", ("lr-too-low", "unfinished")) == "unfinished"
    assert primary_of("healthy", ("lr-too-low", "unfinished")) == "lr-too-low"
    assert primary_of("healthy", ()) == ""


def test_a_twin_must_be_clearly_better() -> None:
    assert "degradation" not in labels({"twin_double_accuracy": 0.64})


@pytest.mark.parametrize(("start", "told"), [(0.0, False), (1e-5, True)])
def test_a_classifier_that_begins_at_zero_lets_no_gradient_vanish(start: float, told: bool) -> None:
    """Fixup's: no layer but it has a gradient in the first step, and all have one after it."""
    stuck = {"train_accuracy": 0.1, "long_train_accuracy": 0.1, "end_first": 0.006, "end_last": 0.1}
    assert ("vanishing" in labels({**stuck, "start_first": start, "start_last": 0.1})) == told
