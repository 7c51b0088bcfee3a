"""What findings say and point at, to the step and the layer, of runs whose figures are written out here."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from explorer.graph.model import Skip
from explorer.number_text import nats, number
from explorer.verdicts.degradation import _compared
from explorer.verdicts.lr_too_low import falling
from explorer.verdicts.overfitting import _smoothed
from explorer.verdicts.readings import Record
from tests.verdicts.found import (
    at_chance,
    dead_relus,
    degradation,
    diverged,
    double_softmax,
    exploding,
    false_vanishing,
    forward_collapse,
    given,
    healthy,
    lr_too_low,
    overfitting,
    spans,
    unfinished,
)
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, make_graph, make_run

INF = float("inf")


# ── exploded at step 0 ──────────────────────────────────────────────────────────────────────────


def test_exploded_then_frozen() -> None:
    """Twelve layers and a classifier: three count as the first ones, four as the first third."""
    norms, weights = np.full((500, 13), 0.5, np.float32), np.full((500, 13), 10, np.float32)
    norms[0] = [100, 300, 120, *[5.0] * 9, 1]
    weights[10:, 1] = 50
    ratios = np.full((500, 13), 1e-3, np.float32)
    ratios[0] = 0.05
    readings = {"gradient-norm": norms, "weight-norm": weights, "gradient-weight-ratio": ratios}
    found = given(false_vanishing.judge(make_run(2.0, columns=13, accuracy=0.3, readings=readings), None))
    assert found.sentence.startswith(
        "At step 0 the gradient of the first layers is 120 times that of the classifier; the first 10 updates "
        "multiplied the weights of layer 2 by 5, and since then ‖g‖/‖w‖ near the input is 0.02 of what it was; "
        "training accuracy 30.0 %."
    )
    assert spans(found) == [
        ("gradient-norm", (0, 0), (0, 1, 2, 12)),
        ("weight-norm", (0, 10), (1,)),
        ("gradient-weight-ratio", (400, 499), (0, 1, 2, 3)),
    ]


def test_only_weights_in_the_first_third_of_the_layers_can_have_frozen_it() -> None:
    """Of eleven: the first three."""
    norms, weights = np.full((500, LAYERS), 0.5, np.float32), np.full((500, LAYERS), 10, np.float32)
    norms[0] = [100] * 11 + [1]
    ratios = np.full((500, LAYERS), 1e-3, np.float32)
    ratios[0] = 0.05
    for layer, said in ((2, True), (3, False)):
        weights[10:] = 10
        weights[10:, layer] = 50
        readings = {"gradient-norm": norms, "weight-norm": weights, "gradient-weight-ratio": ratios}
        found = false_vanishing.judge(make_run(2.0, accuracy=0.3, readings=readings), None)
        assert (found is not None) == said


@pytest.mark.parametrize(("norm", "said"), [("none", "Batch norm"), ("batch", "Warm up")])
def test_exploded(norm: str, said: str) -> None:
    norms = np.full((500, LAYERS), 1, np.float32)
    norms[0, 4] = 100
    run = make_run(2.0, accuracy=0.3, readings={"gradient-norm": norms}, network={"norm": norm})
    found = given(exploding.judge(run, None))
    assert found.sentence.startswith("Before any update the gradient norm is 100 in layer 5 (")
    assert spans(found) == [("gradient-norm", (0, 0), (4,)), ("loss", (0, 499), ())]
    assert found.to_try.startswith(said)


def test_exploded_in_the_very_first_step() -> None:
    run = make_run([INF], steps=1, accuracy=0.1, readings={"gradient-norm": 1e9}, status=None)
    assert spans(given(exploding.judge(run, None)))[1] == ("loss", (0, 0), ())


# ── beside a twin ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("epochs", "window"),
    [(3, range(1)), (6, range(2, 4)), (9, range(2, 5)), (10, range(3, 6)), (20, range(8, 11))],
)
def test_the_twin_is_compared_by_a_third_of_the_epochs_at_most_three_about_the_middle_one(
    epochs: int, window: range
) -> None:
    """`window` are the twin's epochs, from 0, that count as "after half of them"."""
    steps = 25 * epochs
    rising = np.repeat(np.linspace(0.5, 0.95, epochs), 25).astype(np.float32)
    found = _compared(make_run(1.0, steps=steps, accuracy=0.1), make_run(0.5, steps=steps, accuracy=rising))
    assert found is not None
    assert found.halfway == pytest.approx(1 - np.mean([np.linspace(0.5, 0.95, epochs)[e] for e in window]), abs=1e-6)
    last = range(epochs - len(window), epochs)
    assert found.twin == pytest.approx(1 - np.mean([np.linspace(0.5, 0.95, epochs)[e] for e in last]), abs=1e-6)
    assert (found.deep, found.epochs) == (pytest.approx(0.9), epochs)
    assert found.span == (25 * last[0] + 24, steps)


@pytest.mark.parametrize(("skips", "advice"), [([], "Warm up"), ([0.0], "Switch the skips on"), ([1.0], "Warm up")])
def test_skips_are_advised_where_there_are_some_and_all_are_off(skips: list[float], advice: str) -> None:
    made = tuple(
        Skip(f"skip{i}", "identity", "conv1", "conv3", (), ("conv2", "conv3"), 1, 1, enabled=gate > 0)
        for i, gate in enumerate(skips)
    )
    twin = make_run(0.5, accuracy=0.9, network={"name": "plain-20"})
    run = make_run(1.0, accuracy=0.4, graph=make_graph(skips=made))
    assert given(degradation.judge(run, twin)).to_try.startswith(advice)


# ── the others ──────────────────────────────────────────────────────────────────────────────────


def test_two_epochs_are_enough_to_be_healthy_and_the_last_two_must_be_good() -> None:
    assert healthy.judge(make_run(0.02, steps=50, accuracy=0.97), None) is not None
    assert healthy.judge(make_run(0.02, steps=25, accuracy=0.97), None) is None
    accuracy = np.full(500, 0.97, np.float32)
    accuracy[425:450] = 0.5  # the third but last
    assert healthy.judge(make_run(0.02, accuracy=accuracy), None) is not None
    accuracy[450:475] = 0.92
    assert healthy.judge(make_run(0.02, accuracy=accuracy), None) is None


def test_a_healthy_step_is_that_from_a_tenth_to_six_tenths_of_the_steps() -> None:
    """The median of what grows evenly is in the middle, between the steps 174 and 175 of 500."""
    updates = np.tile(1e-3 * (1 + np.arange(500) / 500), (LAYERS, 1)).T
    found = given(healthy.judge(make_run(readings={"update-ratio": updates}), None))
    assert found.sentence.endswith("after 20 epochs; a step changes the median layer by 0.00135.")


def test_a_loss_that_became_infinite_is_shown_by_the_five_steps_before() -> None:
    loss = np.full(101, 2.0)
    loss[100] = INF
    found = given(diverged.judge(make_run(loss, steps=101, status="diverged"), None))
    assert found.sentence.startswith("The loss is infinite at step 100: it was 2.000 at step 0 and 2.000 at step 99.")
    assert spans(found) == [("loss", (95, 99), ())]


def test_the_first_layer_that_is_not_finite_gave_it() -> None:
    outputs = np.full((1, LAYERS), 0.5, np.float32)
    outputs[0, 3:] = np.nan
    run = make_run([np.nan], steps=1, readings={"response-std": outputs}, probes=(0,), status="diverged")
    assert "Forward, layer 4, " in given(diverged.judge(run, None)).sentence


def test_a_rate_too_low_is_shown_over_half_the_steps_behind_a_tenth() -> None:
    loss = np.linspace(2.0, 1.5, 500)
    found = given(lr_too_low.judge(make_run(loss, accuracy=0.4, readings={"update-ratio": 2e-5}), None))
    assert spans(found) == [("update-ratio", (50, 299), ()), ("loss", (0, 499), ())]
    first, last = nats(float(loss[:100].mean())), nats(float(loss[400:].mean()))
    assert f"({first} over the first fifth of the steps, {last} over the last)" in found.sentence


@pytest.mark.parametrize(("noise", "falls"), [(0.84, True), (0.95, False)])
def test_a_fall_must_be_two_standard_errors(noise: float, falls: bool) -> None:
    """From 2 to 1.8, each third of 500 steps ± `noise`: 0.2 / (noise √(2 / 166.7)) is 2 at 0.913."""
    thirds = np.repeat([2.0, 1.9, 1.8], [167, 166, 167])
    sign = np.where(np.arange(500) % 2, 1.0, -1.0) * np.repeat([1.0, 0.0, 1.0], [167, 166, 167])
    assert falling(Record(make_run(thirds + noise * sign, accuracy=0.4))) == falls


@pytest.mark.parametrize(("times", "better"), [(1.9, False), (2.1, True)])
def test_getting_better_must_be_two_standard_errors(times: float, better: bool) -> None:
    """A line through the last 300 steps; the noise beside it is at right angles to every line."""
    steps = np.arange(300) - 149.5
    noise = np.random.default_rng(0).normal(size=300)
    noise -= noise.mean() + steps * (steps @ noise) / (steps @ steps)
    slope = -0.1 / 150
    error = -slope / times
    noise *= error * np.sqrt(steps @ steps) * np.sqrt(298) / np.linalg.norm(noise)
    loss = np.concatenate([np.full(200, 1.2), 1 + slope * steps + noise])
    assert Record(make_run(loss)).trend((200, 500))[1] == pytest.approx(times, rel=1e-3)
    assert (unfinished.judge(make_run(loss, accuracy=0.5), None) is not None) == better


def test_a_short_run_is_judged_by_its_last_five_steps() -> None:
    loss = [2.0] * 15 + [1.9, 1.7, 1.5, 1.3, 1.1]
    found = given(unfinished.judge(make_run(loss, steps=20, accuracy=0.2, status=None), None))
    assert "Over the last 60 % of 20 steps the loss fell from 2.000 to 1.500 and" in found.sentence
    assert spans(found) == [("loss", (8, 19), ())]


def test_a_run_that_ended_is_judged_by_its_last_epoch() -> None:
    accuracy = np.linspace(0.2, 0.97, 500)
    assert unfinished.judge(make_run(np.linspace(2.0, 0.5, 500), accuracy=accuracy), None) is None
    found = given(unfinished.judge(make_run(np.linspace(2.0, 0.5, 500), accuracy=0.9 * accuracy), None))
    before, now = (2 - 1.5 * step / 499 for step in (274.5, 449.5))  # the means from 200 to 350 and from 400 on
    assert f"fell from {nats(before)} to {nats(now)} and the training accuracy is 85.6 %" in found.sentence


def test_dead_channels_are_counted_by_the_newest_probe() -> None:
    shares = np.full((500, LAYERS), 0.7, np.float32)
    shares[499] = 0.9
    shares[499, 4] = 0.95
    run = make_run(2.3, accuracy=0.1, readings={"dead-channels": shares}, probes=(0, 400, 450, 499))
    found = given(dead_relus.judge(run, None))
    assert found.sentence.startswith("90.5 % of the channels behind ReLU are 0 for every probed image,")
    assert found.sentence.endswith("(at step 0: 70.0 %); 95.0 % in layer 5.")


def test_where_every_layer_is_frozen_the_classifier_is_what_is_looked_at() -> None:
    record = Record(make_run(graph=make_graph(frozen=range(LAYERS))))
    assert (record.places, record.last, record.head) == ((11,), 11, 11)


@pytest.mark.parametrize(("steps", "span"), [(500, (0, 499)), (1, (0, 0))])
def test_a_double_softmax_is_shown_over_all_steps(
    monkeypatch: pytest.MonkeyPatch, steps: int, span: tuple[int, int]
) -> None:
    monkeypatch.setattr("explorer.verdicts.double_softmax.last_call", lambda graph: SimpleNamespace(type="Softmax"))
    found = given(double_softmax.judge(make_run(2.0, steps=steps), None))
    assert spans(found) == [("loss", span, ())]
    assert "cannot fall below 1.461 (10 classes)" in found.sentence, "ln(e + 9) − 1"


def test_a_collapse_is_shown_in_the_last_three_layers() -> None:
    run = make_run(CHANCE_LOSS, accuracy=0.1, readings={"image-std": 1e-6})
    assert spans(given(forward_collapse.judge(run, None))) == [
        ("image-std", (400, 499), (8, 9, 10)),
        ("loss", (400, 499), ()),
    ]


def test_a_network_is_silent_that_once_had_a_gradient() -> None:
    """Branches may begin silent: the gradient counts that comes in the first half."""
    norms = np.zeros((500, LAYERS), np.float32)
    norms[:, -1] = 0.1
    assert not Record(at_chance(norms)).silent
    norms[100:200] = 0.1
    assert Record(at_chance(norms)).silent


@pytest.mark.parametrize(("epochs", "width", "step"), [(20, 3, 1), (59, 3, 1), (120, 6, 2), (121, 6, 2), (200, 10, 3)])
def test_losses_are_smoothed_by_medians_of_a_twentieth(epochs: int, width: int, step: int) -> None:
    values = np.random.default_rng(0).random(epochs)
    starts = [s for s in range(epochs - width + 1) if (epochs - width - s) % step == 0]  # the last one ends the run
    medians, middles = _smoothed(list(values))
    assert medians == pytest.approx([np.median(values[s : s + width]) for s in starts])
    assert middles.tolist() == [s + width // 2 for s in starts]


def test_overfitting_is_shown_from_the_least_test_loss_on() -> None:
    tests = [*np.linspace(2, 1, 8), *np.linspace(1.1, 2.2, 12)]
    loss = np.concatenate([np.full(200, 1.0), np.full(300, 0.1)])
    found = given(overfitting.judge(make_run(loss, accuracy=0.9, test_loss=tests, test_accuracy=0.6), None))
    assert spans(found)[0] == ("loss", (199, 499), ()), "the medians of three are least about the eighth epoch"
    assert found.sentence.startswith(
        "Since epoch 8 the training loss fell from 1.000 to 0.100 while the test loss rose"
    )


@pytest.mark.parametrize(("before", "stuck"), [(0.13, True), (0.15, False)])
def test_the_fifth_before_the_last_is_judged_by_itself(before: float, stuck: bool) -> None:
    """Guessing reaches to 0.137 over eighty batches; both fifths together would have a mean below it."""
    accuracy = np.full(500, 0.1, np.float32)
    accuracy[300:400] = before
    assert Record(make_run(CHANCE_LOSS, accuracy=accuracy)).stuck == stuck


def test_the_whole_last_fifth_counts() -> None:
    accuracy = np.full(500, 0.1, np.float32)
    accuracy[400:470] = 0.5
    assert not Record(make_run(CHANCE_LOSS, accuracy=accuracy)).stuck


def test_losses_from_a_tenth_to_ten_have_three_decimals() -> None:
    assert [nats(loss) for loss in (0.0994, 0.1, 0.15, 9.99, 10, 123)] == [
        "0.0994",
        "0.100",
        "0.150",
        "9.990",
        "10",
        "123",
    ]
    assert [number(value) for value in (999, 1000, 1000.6, 1234.5)] == ["999", "1,000", "1,001", "1,234"]
