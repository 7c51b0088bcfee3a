"""A run from spec to outcome: what is handed out, how it ends, and that it is the same every time."""

import hashlib
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from explorer import tracing
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.instruments.instrument_registry import at
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.snapshot import Intervention, Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import DeviceError, Session, session, train

NETWORK = NetworkSpec(name="resnet-8", width=4)
TRAINING = TrainingSpec(epochs=2, batch_size=256, device="cpu")  # 5 steps an epoch
SPEC = RunSpec(network=NETWORK, training=TRAINING)


def spec(network: dict | None = None, **training) -> RunSpec:
    return RunSpec(network=replace(NETWORK, **network or {}), training=replace(TRAINING, **training))


def never(_: int) -> bool:
    return False


def every(steps: int):
    return lambda waiting: waiting >= steps


def record(run: Session, due=never) -> Snapshot:
    return merged([snapshot for snapshot in train(run, due) if snapshot is not None])


def numbers(snapshot: Snapshot) -> str:
    """A fingerprint of every number but the seconds, to the bit."""
    parts = [snapshot.loss, snapshot.accuracy, *(snapshot.layers[name] for name in sorted(snapshot.layers))]
    digest = hashlib.sha256(b"".join(part.tobytes() for part in parts))
    digest.update(repr((snapshot.epochs, snapshot.interventions)).encode())
    return digest.hexdigest()


# ── what is handed out ──────────────────────────────────────────────────────────────────────────


def test_an_item_per_step_and_a_snapshot_when_due_and_at_each_epochs_end():
    lengths = [None if item is None else len(item) for item in train(Session(SPEC), every(3))]
    assert lengths == [None, None, 3, None, 2, None, None, 3, None, 2]


def test_a_run_measures_every_layer_at_every_step():
    run = Session(SPEC)
    result = record(run)
    assert run.total_steps == len(result) == 10
    assert run.steps_per_epoch == 5
    assert set(result.layers) == {instrument.name for instrument in at("step")}
    for reading in result.layers.values():
        assert reading.shape == (10, len(run.graph.layers)) == (10, 8)
        assert np.isfinite(reading).all()
    assert np.isfinite(result.loss).all()
    assert ((result.accuracy >= 0) & (result.accuracy <= 1)).all()


def test_the_network_takes_its_shape_from_the_dataset():
    run = Session(SPEC)
    assert run.spec.network.input_shape == run.graph.input_shape == (1, 8, 8)
    assert run.graph.classes == 10


def test_epochs_carry_training_means_and_the_outcome_the_last_ones():
    run = Session(SPEC)
    result = record(run)
    first, last = result.epochs
    assert (first.epoch, first.step, last.epoch, last.step) == (1, 4, 2, 9)
    assert last.train_loss == pytest.approx(result.loss[5:].mean(), rel=1e-6)
    assert last.train_accuracy == pytest.approx(result.accuracy[5:].mean(), rel=1e-6)
    outcome = run.outcome
    assert outcome is not None
    assert (outcome.status, outcome.steps, outcome.device) == ("completed", 10, run.device)
    assert (outcome.train_loss, outcome.train_accuracy) == (last.train_loss, last.train_accuracy)
    assert (outcome.test_loss, outcome.test_accuracy) == (last.test_loss, last.test_accuracy)


def test_a_run_of_so_many_steps_ends_with_a_test_where_no_epoch_ends():
    session = Session(replace(SPEC, training=replace(TRAINING, max_steps=7)))
    history = [epoch for snapshot in train(session, lambda waiting: False) if snapshot for epoch in snapshot.epochs]
    assert [(epoch.epoch, epoch.step) for epoch in history] == [(1, 4), (2, 6)]
    assert (session.outcome.status, session.outcome.steps) == ("completed", 7)
    assert session.outcome.test_accuracy == history[-1].test_accuracy


def test_the_first_snapshot_says_how_common_the_classes_are():
    run = Session(SPEC)
    first, second, *_ = (s for s in train(run, every(2)) if s is not None)
    assert second.class_shares is None
    counts = np.bincount(find("digits").load(SPLIT_SEED).train_y)
    assert first.class_shares == pytest.approx(counts / counts.sum())
    assert run.close("stopped").majority == pytest.approx(counts.max() / counts.sum())


def test_it_learns():
    run = Session(spec(epochs=6, batch_size=64, device="auto"))
    accuracies = [epoch.test_accuracy for epoch in record(run).epochs]
    assert accuracies[-1] > 0.8


def test_readings_are_of_the_gradient_of_the_step_and_the_weights_before_it():
    run = Session(SPEC)
    weights = run.network.layer_weights()
    before = [weight.detach().double().norm().item() for weight in weights]
    result = next(train(run, every(1)))
    assert result is not None
    np.testing.assert_allclose(result.layers["weight-norm"][0], before, rtol=1e-5)
    gradients = [weight.grad.double().norm().item() for weight in weights]
    np.testing.assert_allclose(result.layers["gradient-norm"][0], gradients, rtol=1e-5)


def test_steps_follow_plain_pytorch():
    """Three steps of the bare loop, with the optimizer's unfused update, give the same losses."""
    run, other = Session(SPEC), Session(SPEC)
    module = other.network.module
    optimizer = torch.optim.SGD(
        module.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4, fused=False, foreach=False
    )
    losses = []
    for images, labels in islice(other.batches.train(0), 3):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(module(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    ours = merged([s for s in islice(train(run, every(1)), 3) if s is not None])
    np.testing.assert_allclose(ours.loss, losses, rtol=1e-4)


# ── the same every time ─────────────────────────────────────────────────────────────────────────


def test_grouping_and_pausing_change_nothing():
    reference = numbers(record(Session(SPEC)))
    assert numbers(record(Session(SPEC), every(3))) == reference
    run = Session(SPEC)
    steps = train(run, never)
    items = [*islice(steps, 2), run.flush()]  # a pause hands out what waits
    torch.rand(3)  # and the global generator may be used meanwhile
    items += [*steps]
    assert numbers(merged([item for item in items if item is not None])) == reference


def test_twins_in_lockstep_are_the_runs_they_are_alone():
    specs = (spec({"name": "plain-8"}), SPEC)
    alone = [numbers(record(Session(s))) for s in specs]
    together: tuple[list[Snapshot], list[Snapshot]] = ([], [])
    for items in zip(*(train(Session(s), every(2)) for s in specs), strict=True):
        for kept, item in zip(together, items, strict=True):
            if item is not None:
                kept.append(item)
    assert [numbers(merged(kept)) for kept in together] == alone


def test_a_pair_sees_the_same_batches_and_starts_from_the_same_weights():
    plain, residual = Session(spec({"name": "plain-8"})), Session(SPEC)
    for ours, theirs in zip(plain.batches.train(1), residual.batches.train(1), strict=True):
        assert torch.equal(ours[0], theirs[0])
        assert torch.equal(ours[1], theirs[1])
    a, b = plain.network.module.state_dict(), residual.network.module.state_dict()
    assert a.keys() == b.keys()
    assert all(torch.equal(a[name], b[name]) for name in a)


def test_another_seed_is_another_run():
    assert numbers(record(Session(spec(seed=1)))) != numbers(record(Session(SPEC)))


def test_seconds_count_training_only(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr("explorer.training.session.time.perf_counter", lambda: float(next(clock)))
    run = Session(spec(epochs=1))
    steps = train(run, never)
    items = []
    for item in steps:
        items.append(item)
        for _ in range(100 * (len(items) == 2)):
            next(clock)  # a long pause after the second step
    assert items[-1].seconds.tolist() == [1, 3, 5, 7, 9]
    assert run.outcome.seconds == 10


# ── gates ───────────────────────────────────────────────────────────────────────────────────────


def test_a_gate_moves_at_the_next_step_and_is_recorded_there():
    run, still = Session(SPEC), Session(SPEC)
    steps = train(run, never)
    [*islice(steps, 3)]
    run.set_gate("skip1", 0)
    result = merged([item for item in steps if item is not None])
    assert result.interventions == (Intervention(3, "skip1", 0.0),)
    unmoved = record(still).loss
    assert (result.loss[:3] == unmoved[:3]).all()
    assert result.loss[3] != unmoved[3]


def test_a_refused_gate_leaves_no_mark():
    run = Session(spec(epochs=1))
    with pytest.raises(ValueError, match="skip9"):
        run.set_gate("skip9", 0)
    assert record(run).interventions == ()


def test_a_projection_gated_off_live_reads_as_zero_gradient():
    run = Session(spec({"shortcut": "C"}))
    column = run.graph.layers.index(run.graph.skips[0].shortcut[0])
    steps = train(run, every(1))
    before = next(steps)
    run.set_gate("skip1", 0)
    after = next(steps)
    assert before.layers["gradient-norm"][0, column] > 0
    assert after.layers["gradient-norm"][0, column] == 0
    assert after.layers["weight-norm"][0, column] > 0


# ── how it ends ─────────────────────────────────────────────────────────────────────────────────


def test_stopping_keeps_what_was_measured():
    run = Session(SPEC)
    steps = train(run, never)
    [*islice(steps, 7)]
    rest = run.flush()
    assert rest is not None
    assert (rest.first_step, len(rest)) == (5, 2)
    outcome = run.close("stopped")
    assert (outcome.status, outcome.steps) == ("stopped", 7)
    assert outcome.test_accuracy is not None  # epoch 1 was finished
    assert next(steps, "over") == "over"
    assert run.flush() is None
    assert run.close("failed") is outcome


def test_stopping_before_an_epoch_has_no_figures():
    run = Session(SPEC)
    next(train(run, never))
    run.flush()
    outcome = run.close("stopped")
    assert (outcome.steps, outcome.train_accuracy, outcome.test_accuracy) == (1, None, None)


@pytest.mark.parametrize("due", [never, every(1), every(4)], ids=["epoch", "each", "four"])
def test_divergence_ends_the_run_and_keeps_everything_before(due):
    run = Session(spec({"norm": "none"}, lr=1000, batch_size=64))
    result = record(run, due)
    assert run.outcome.status == "diverged"
    assert run.outcome.steps == len(result) < run.total_steps
    assert np.isfinite(result.loss[:-1]).all()
    assert not np.isfinite(result.loss[-1])
    assert f"at step {len(result) - 1} (epoch 1)" in run.outcome.message
    assert "learning rate (now 1000)" in run.outcome.message


def test_divergence_that_stop_uncovers_is_divergence():
    run = Session(spec({"norm": "none"}, lr=1000, batch_size=64))
    [*islice(train(run, never), 20)]
    assert run.outcome is None
    rest = run.flush()
    assert not np.isfinite(rest.loss[-1])
    assert run.close("stopped").status == "diverged"


def test_memory_that_runs_out_names_what_to_lower_and_loses_nothing(monkeypatch):
    run = Session(SPEC)
    steps = train(run, never)
    [*islice(steps, 2)]
    run.network.module.forward = lambda images: torch.empty(2**50)
    with pytest.raises(DeviceError, match="resnet-8 with batch size 256 and width 4"):
        next(steps)
    assert len(run.flush()) == 2
    assert run.close("failed", "no memory").steps == 2


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"dataset": "cifar"}, UnknownNameError, "no dataset called 'cifar'.*digits"),
        ({"batch_size": 1501}, SpecError, "batch size is 1501; allowed: at most 1500"),
        ({"warmup": 11}, SpecError, "warm-up is 11 steps; allowed: at most 10"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_any_step(settings, error, message):
    with pytest.raises(error, match=message):
        Session(spec(**settings))


def test_an_absent_device_falls_back_to_the_cpu_and_says_so():
    run = Session(spec(device="mps" if torch.cuda.is_available() else "cuda"))
    assert run.device.startswith("CPU · ")
    assert run.device.endswith("not available)")


def test_loading_tells_how_far_it_is():
    seen: list[float] = []
    Session(SPEC, seen.append)
    assert seen[-1] == 1


# ── weights ─────────────────────────────────────────────────────────────────────────────────────


def test_weights_come_back_to_the_bit(tmp_path):
    run = Session(spec(epochs=1))
    record(run)
    run.save_weights(tmp_path / "run.safetensors")
    stored = load_file(tmp_path / "run.safetensors")
    state = run.network.module.state_dict()
    assert stored.keys() == state.keys()
    assert all(torch.equal(stored[name], state[name]) for name in state)
    assert [path.name for path in tmp_path.iterdir()] == ["run.safetensors"]


def test_weights_that_cannot_be_written_say_where(tmp_path):
    with pytest.raises(OSError, match="absent"):
        Session(SPEC).save_weights(tmp_path / "absent" / "run.safetensors")


# ── what cannot be trained ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p.requires_grad_(False), "No parameter of resnet-8 takes a gradient"),
        (lambda p: setattr(p, "data", p.data.to(torch.complex64)), "complex parameters (first "),
    ],
    ids=["frozen", "complex"],
)
def test_parameters_that_cannot_be_trained_are_refused(change, words, monkeypatch):
    def build(*given):
        network = real(*given)
        for parameter in network.module.parameters():
            change(parameter)
        return network

    real = tracing.build
    monkeypatch.setattr(session, "build", build)
    with pytest.raises(SpecError) as refused:
        Session(SPEC)
    assert words in str(refused.value)


# ── denormals ───────────────────────────────────────────────────────────────────────────────────


def test_training_flushes_denormals():
    torch.set_flush_denormal(False)
    next(train(Session(SPEC), never))
    assert (torch.tensor([1e-30]) * torch.tensor([1e-10])).item() == 0
