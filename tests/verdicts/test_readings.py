"""How verdicts read a run: spans, medians, chance, and figures for people."""

import numpy as np
import pytest

from explorer.number_text import nats, number
from explorer.runs.snapshot import ABSENT
from explorer.verdicts.readings import Record, first_layers
from tests.verdicts.runs_by_hand import CHANCE_LOSS, LAYERS, PER_EPOCH, falling, make_run, slope


def test_only_steps_since_the_last_gate_count():
    record = Record(make_run(moved=(100, 260)))
    assert (record.first, record.end, record.steps) == (260, 500, 240)
    assert not record.whole
    assert record.part(0, 0.5) == (260, 380)
    assert record.recent == (452, 500)
    assert record.epochs[0].step - PER_EPOCH + 1 >= 260
    assert "260" in record.since()


def test_a_tail_that_is_not_finite_is_left_out():
    loss = falling(100)
    loss[-1] = np.nan
    record = Record(make_run(loss, steps=100, status="diverged"))
    assert not record.finite
    assert record.end == 99
    assert np.isfinite(record.loss(record.recent))


def test_short_spans_are_widened_as_far_as_there_are_steps():
    assert Record(make_run(steps=30)).recent == (10, 30)
    assert Record(make_run(steps=7)).recent == (0, 7)


def test_medians_are_those_of_the_main_path_without_the_classifier():
    rms = np.random.default_rng(0).uniform(1, 2, (500, LAYERS)).astype(np.float32)
    median = Record(make_run(readings={"gradient-rms": rms})).median("gradient-rms", (0, 40))
    assert median is not None
    assert median == pytest.approx(np.median(rms[:40, :-1], axis=0))


def test_the_classifier_is_apart():
    rows = Record(make_run(readings={"image-std": slope(1, 1e-5)})).head_rows("image-std", (400, 500))
    assert rows == pytest.approx(np.full(2, 1e-5), rel=1e-4)


def test_probes_of_a_span_or_the_last_before():
    shares = np.arange(500, dtype=np.float32)[:, None].repeat(LAYERS, 1)
    record = Record(make_run(readings={"dead-channels": shares}, probes=(0, 100, 200)))
    assert record.rows("dead-channels", (90, 210))[:, 0].tolist() == [100, 200]
    assert record.rows("dead-channels", (300, 500))[:, 0].tolist() == [200]


def test_nothing_to_measure_is_not_a_number():
    record = Record(make_run(readings={"dead-channels": ABSENT}))
    assert np.isnan(record.rows("dead-channels", (0, 500))).all()
    assert record.rows("never-heard-of", (0, 500)) is None


def test_guessing_is_told_from_learning():
    noise = np.random.default_rng(0)
    right = noise.binomial(64, 0.1, 500) / 64
    assert Record(make_run(CHANCE_LOSS, accuracy=right)).stuck
    assert not Record(make_run(CHANCE_LOSS, accuracy=noise.binomial(64, 0.2, 500) / 64)).stuck
    assert not Record(make_run(CHANCE_LOSS, accuracy=right, steps=500, moved=(490,))).stuck
    assert not Record(make_run()).stuck


def test_silence_is_exact_and_came_later():
    norms = np.full((500, LAYERS), 0.5, np.float32)
    norms[300:, :-1] = 0
    assert Record(make_run(readings={"gradient-norm": norms})).silent
    assert not Record(make_run(readings={"gradient-norm": norms + 1e-20})).silent
    assert not Record(make_run(readings={"gradient-norm": 0.0})).silent
    assert not Record(make_run(readings={"gradient-norm": norms, "weight-norm": 0.0})).silent


def test_the_trend_is_that_of_a_straight_line():
    loss = np.linspace(2, 1, 60) + 0.1 * np.sin(np.arange(60.0) ** 2)
    fall, clear = Record(make_run(loss, steps=60)).trend((10, 50))
    (slope, _), covariance = np.polyfit(np.arange(40), loss[10:50], 1, cov=True)
    assert fall == pytest.approx(-slope * 20 / loss[10:30].mean(), rel=1e-4)
    assert clear == pytest.approx(-slope / covariance[0, 0] ** 0.5, rel=1e-4)


@pytest.mark.parametrize(
    ("steps", "status", "stuck"),
    [(19, "completed", False), (20, "completed", True), (39, None, False), (40, None, True)],
)
def test_a_run_that_goes_on_is_given_more_time(steps, status, stuck):
    assert Record(make_run(2.31, accuracy=0.1, steps=steps, status=status)).stuck == stuck


def test_the_first_layers_are_a_quarter_of_them_and_three_at_most():
    for layers, count in ((2, 1), (8, 2), (12, 3), (56, 3)):
        assert first_layers(np.arange(float(layers))).tolist() == list(range(count))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0123, "0.0123"), (37, "37"), (1476.4, "1,476"), (3.14e-9, "3.1e-9"), (7e8, "7.0e8"), (np.nan, "nan")],
)
def test_figures(value: float, text: str):
    assert number(value) == text


@pytest.mark.parametrize(
    ("loss", "text"), [(CHANCE_LOSS, "2.303"), (0.0014, "0.0014"), (190.2, "190"), (7.6e12, "7.6e12")]
)
def test_losses(loss: float, text: str):
    assert nats(loss) == text


def test_a_spread_is_the_standard_error_of_the_mean():
    loss = np.random.default_rng(0).normal(2, 0.3, 500)
    assert Record(make_run(loss)).spread((100, 500)) == pytest.approx(np.std(loss[100:]) / 20, rel=1e-3)


@pytest.mark.parametrize(("part", "silent"), [(slice(240, 250), True), (slice(250, 260), False)])
def test_a_gradient_that_ended_was_there_in_the_first_half(part: slice, silent: bool):
    norms = np.zeros((500, 12), np.float32)
    norms[part] = 0.5
    assert Record(make_run(CHANCE_LOSS, accuracy=0.1, readings={"gradient-norm": norms})).silent == silent


@pytest.mark.parametrize(("steps", "rows"), [(47, 47), (48, 48), (49, 48), (500, 48)])
def test_of_a_long_span_48_rows_are_looked_at_its_ends_among_them(steps: int, rows: int):
    norms = np.arange(500, dtype=np.float32)[:, None].repeat(LAYERS, 1)
    taken = Record(make_run(readings={"gradient-norm": norms})).rows("gradient-norm", (0, steps))
    assert taken is not None
    assert (len(taken), taken[0, 0], taken[-1, 0]) == (rows, 0, steps - 1)
