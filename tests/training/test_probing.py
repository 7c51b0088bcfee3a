"""Probes of a run: nothing of the run changes by them, and what they measured is handed out with its step."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.snapshot import ABSENT, BINS, Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from explorer.training.probe_pass import ProbePass

SPEC = RunSpec(
    network=NetworkSpec(name="resnet-8", width=4),
    training=TrainingSpec(epochs=1, batch_size=128, device="cpu", probe_every=1, lr=0.02),
)
NETWORKS = {
    "plain": {"name": "plain-8"},
    "residual": {"name": "resnet-8"},
    "projections": {"name": "resnet-8", "shortcut": "C"},
    "without norm": {"name": "resnet-8", "norm": "none"},
    "one skip on": {"name": "resnet-8", "shortcut": "C", "skips": ("skip1",)},
    "pre-activation": {"name": "preact-8"},
    "stochastic depth": {"name": "stochastic-8"},
    "gates that are learned": {"name": "highway-8"},
    "ReZero": {"name": "rezero-8"},
    "a bias before batch norm": {"name": "notebook-vgg-bn"},
}
MIXED = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.again = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.norm, self.relu, self.drop = nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.Dropout(0.3)
        self.side, self.head = nn.Conv2d(4, 4, 1), nn.Linear(8, 10)

    def forward(self, x):
        x = self.relu(self.stem(x))
        y = self.drop(self.norm(self.again(x)))
        y += x
        y = self.relu(y)
        y = self.again(y) + self.side(y) + y
        y = torch.cat([y, self.relu(self.again(y))], 1)
        return self.head(y.mean((2, 3)))
"""
ATTENTION = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.norm = nn.Conv2d(1, 8, 2, stride=2), nn.LayerNorm(8)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True, dropout=0.1)
        self.wide, self.act, self.narrow, self.head = nn.Linear(8, 16), nn.GELU(), nn.Linear(16, 8), nn.Linear(8, 10)

    def forward(self, x):
        x = self.embed(x).flatten(2).transpose(1, 2)
        y = self.norm(x)
        x = x + self.attention(y, y, y)[0]
        x = x + self.narrow(self.act(self.wide(x)))
        return self.head(x.mean(1))
"""
OWN = {"own: in place, called thrice, three summands": MIXED, "own: attention": ATTENTION}


def spec(network: dict[str, object] | None = None, **training: object) -> RunSpec:
    return RunSpec(network=replace(SPEC.network, **network or {}), training=replace(SPEC.training, **training))


def record(session: Session, every: int = 3) -> Snapshot:
    return merged([s for s in train(session, lambda waiting: waiting >= every) if s is not None])


def fingerprint(session: Session, snapshot: Snapshot) -> str:
    """Every number of a run but probes and seconds, its weights, buffers and gradients, and the random state."""
    module = session.network.module
    tensors = [*module.state_dict().values(), *(p.grad for p in module.parameters() if p.grad is not None)]
    parts = [t.detach().cpu().numpy() for t in (*tensors, torch.get_rng_state())]
    parts += [snapshot.loss, snapshot.accuracy, *(snapshot.layers[name] for name in sorted(snapshot.layers))]
    digest = hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts))
    digest.update(repr((snapshot.epochs, module.training)).encode())
    return digest.hexdigest()


def run(given: RunSpec, steps: int = 4) -> tuple[Session, Snapshot]:
    torch.manual_seed(5)
    session = Session(given)
    session.total_steps = session.steps_per_epoch = steps
    return session, record(session)


def unprobed(given: RunSpec, monkeypatch: pytest.MonkeyPatch) -> tuple[Session, Snapshot]:
    with monkeypatch.context() as patch:
        patch.setattr("explorer.training.probe_schedule.Schedule.due", lambda self, step: False)
        return run(given)


@pytest.fixture
def network(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """The settings of a case; a user's own model is written, and agreed to, first."""
    if case in NETWORKS:
        return NETWORKS[case]
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    (tmp_path / "net.py").write_text(OWN[case])
    source = locate("net.py", tmp_path)
    trust(source)
    return {"name": "Net", "source": source.source, "digest": source.digest, "init": "own"}


@pytest.mark.parametrize("case", [*NETWORKS, *OWN])
def test_a_run_probed_at_every_step_is_the_run_without_probes_to_the_bit(network, monkeypatch):
    probed, without = run(spec(network)), unprobed(spec(network), monkeypatch)
    assert [probe.step for probe in probed[1].probes] == [0, 1, 2, 3]
    assert without[1].probes == ()
    assert fingerprint(*probed) == fingerprint(*without)


@pytest.mark.parametrize("case", [*NETWORKS, *OWN])
def test_a_run_whose_sharpness_is_measured_is_the_run_without_it_to_the_bit(network, monkeypatch):
    monkeypatch.setattr("explorer.instruments.sharpness.ITERATIONS", 3)
    measured = run(spec(network, sharpness_every=2, probe_every=1000))
    readings = {probe.step: probe.values["sharpness"].item() for probe in measured[1].probes}
    assert sorted(readings) == [0, 2]
    assert all(np.isfinite(value) and value for value in readings.values())
    assert fingerprint(*measured) == fingerprint(*unprobed(spec(network), monkeypatch))


def test_sharpness_is_measured_at_its_own_steps_and_costs_no_probe(monkeypatch):
    monkeypatch.setattr("explorer.instruments.sharpness.ITERATIONS", 3)
    session, result = run(spec(probe_every=1, sharpness_every=3))
    assert [bool(np.isnan(probe.values["sharpness"][0])) for probe in result.probes] == [False, True, True, False]
    spent = session._probing.schedule._run
    assert spent.probes + spent.seconds < session.seconds


@pytest.mark.parametrize("every", [0, 3])
def test_sharpness_is_measured_in_the_next_step_where_it_is_asked_for(every, monkeypatch):
    """As a setting would have it measured, and the run stays as it is, to the bit."""
    monkeypatch.setattr("explorer.instruments.sharpness.ITERATIONS", 3)
    session = Session(spec(sharpness_every=every, probe_every=2))
    session.total_steps = session.steps_per_epoch = 4
    torch.manual_seed(5)
    steps = train(session, lambda waiting: waiting >= 1)
    found = [next(steps)]
    session.measure_sharpness(lambda error: pytest.fail(str(error)))
    result = merged([snapshot for snapshot in (*found, *steps) if snapshot is not None])
    readings = {probe.step: probe.values["sharpness"].item() for probe in result.probes}
    assert sorted(readings) == sorted({0, 1, 2, *range(0, 4, every or 4)})
    assert np.isfinite(readings[1])
    assert np.isnan(readings[2])
    assert readings[1] == run(spec(sharpness_every=1))[1].probes[1].values["sharpness"].item()
    assert fingerprint(session, result) == fingerprint(*unprobed(spec(), monkeypatch))


def test_sharpness_that_is_asked_for_and_cannot_be_measured_says_why(monkeypatch):
    def measured(self, loss, parameters):
        raise RuntimeError("derivative for aten::flash is not implemented")

    monkeypatch.setattr("explorer.instruments.curvature.Curvature.__init__", measured)
    session, told = Session(spec()), []
    session.measure_sharpness(lambda error: told.append(str(error)))
    session.total_steps = session.steps_per_epoch = 2
    record(session)
    assert told == ["derivative for aten::flash is not implemented"]


def test_a_network_without_second_gradients_trains_on_without_sharpness(monkeypatch):
    def measured(self, loss, parameters):
        raise RuntimeError("derivative for aten::flash is not implemented")

    monkeypatch.setattr("explorer.instruments.curvature.Curvature.__init__", measured)
    session, result = run(spec(sharpness_every=1))
    assert all(np.isnan(probe.values["sharpness"]) for probe in result.probes)
    assert fingerprint(session, result) == fingerprint(*run(spec()))


@pytest.mark.parametrize("case", [*NETWORKS, *OWN])
def test_every_layer_and_every_skip_is_measured(network):
    session, result = run(spec(network), steps=1)
    (probe,) = result.probes
    graph = session.graph
    widths = {"layer": len(graph.layers), "skip": len(graph.skips), "bins": len(graph.layers) * BINS, "network": 1}
    assert {name: len(values) for name, values in probe.values.items()} == {
        i.name: widths[i.per] for i in INSTRUMENTS if i.at != "step"
    }
    for name in ("output-gradient", "response-std", "image-std", "gradient-histogram"):
        assert (probe.values[name] >= 0).all(), name
    assert (probe.values["activation-std"][:-1] > 0).any()
    assert probe.values["activation-std"][-1] == ABSENT, "class scores go through no activation function"
    assert (probe.values["gradient-share"] >= 0).all()
    assert (probe.values["block-variance"] > 0).all()
    attends = "MultiheadAttention" in str(session.network.module)
    assert all((rank > 0) == attends for rank in probe.values["token-rank"]), "maps have no tokens"
    added = [skip.id for skip in graph.skips if skip.kind != "concatenation" and skip.enabled]
    measured = [s.id for s, ratio in zip(graph.skips, probe.values["branch-ratio"], strict=True) if ratio != ABSENT]
    assert measured == added


def test_probes_are_the_same_whatever_the_steps_between_them():
    """What was measured at a step does not depend on which others were probed, or on how steps were handed out."""
    often, seldom = run(spec({"name": "stochastic-8"}))[1], run(spec({"name": "stochastic-8"}, probe_every=3))[1]
    assert [probe.step for probe in seldom.probes] == [0, 3]
    for probe in seldom.probes:
        for name, values in probe.values.items():
            np.testing.assert_array_equal(values, often.probes[probe.step].values[name], err_msg=name)


def test_the_output_gradient_is_that_of_the_network_before_the_step_s_update():
    session, result = run(spec(batch_size=32), steps=2)
    images, labels = session.batches.fixed(32)
    fresh = Session(spec(batch_size=32)).network.module
    scores = fresh(images)
    loss = torch.nn.functional.cross_entropy(scores, labels)
    (gradient,) = torch.autograd.grad(loss, [scores])
    expected = gradient.double().square().mean().sqrt().item()
    assert result.probes[0].values["output-gradient"][-1] == pytest.approx(expected, rel=1e-5)


def test_a_diverging_run_is_probed_to_its_last_step():
    session = Session(spec({"norm": "none"}, lr=1000, batch_size=64))
    result = record(session, every=100)
    assert session.outcome is not None
    assert session.outcome.status == "diverged"
    assert [probe.step for probe in result.probes] == list(range(len(result)))
    assert np.isnan(result.probes[-1].values["response-std"]).any()


def test_a_probe_that_does_not_fit_into_memory_leaves_the_run_alone(monkeypatch):
    def greedy(self, images, labels):
        raise RuntimeError("[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory")

    reference = fingerprint(*run(spec()))
    monkeypatch.setattr("explorer.training.probe_pass.ProbePass.measure", greedy)
    session, result = run(spec())
    assert fingerprint(session, result) == reference
    for probe in result.probes:
        assert (probe.values["response-std"] == ABSENT).all()
        assert (probe.values["gradient-histogram"] >= 0).all()


def test_an_error_that_is_not_memory_is_raised(monkeypatch):
    def wrong(self, images, labels):
        raise RuntimeError("shapes do not fit")

    monkeypatch.setattr("explorer.training.probe_pass.ProbePass.measure", wrong)
    with pytest.raises(RuntimeError, match="shapes do not fit"):
        run(spec())


def test_by_itself_a_run_is_probed_at_its_first_step_and_within_the_limit():
    _, result = run(spec({"name": "resnet-14"}, probe_every=0, batch_size=32), steps=60)
    assert result.probes[0].step == 0
    first, *later = result.probes
    assert first.every >= 5
    assert (first.probe_cost, first.step_cost) == (0, 0)
    assert all(0 < probe.probe_cost < 1 and 0 < probe.step_cost < 1 for probe in later)


def test_a_later_backward_pass_through_a_probe_is_no_reading(monkeypatch):
    """A module that keeps a result has the next step come through the graph of the probe once more."""
    session = Session(SPEC)
    taken, real = [], torch.autograd.grad

    def grad(loss, sources, **more):
        taken.append((loss, tuple(sources)))
        return real(loss, sources, retain_graph=True, **more)

    monkeypatch.setattr(torch.autograd, "grad", grad)
    prober = ProbePass(session.network)
    images, labels = session.batches.fixed(8)
    readings = prober.measure(images, labels)
    kept = {name: values.clone() for name, values in readings.items()}
    real(*taken[0], allow_unused=True)
    assert all(torch.equal(readings[name], kept[name]) for name in kept)
