"""Steps that round otherwise: autocast and scaled losses against torch's own, and TF32 in the steps of one run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from explorer.registry import SpecError
from explorer.runs.snapshot import Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build
from explorer.training import Session, train
from explorer.training.checkpoint_file import read, write
from explorer.training.evaluation import evaluate
from explorer.training.start import Start
from tests.pretend_cuda import pretending

HALVES = {"bf16": torch.bfloat16, "fp16": torch.float16}
NETWORK = NetworkSpec(name="resnet-8", width=4)


def spec(precision: str, **settings) -> RunSpec:
    given = {"max_steps": 3, "lr": 0.05, "batch_size": 16, "device": "cpu", "probe_every": 1000, **settings}
    return RunSpec(network=NETWORK, training=TrainingSpec(precision=precision, **given))


def run(wanted: RunSpec) -> tuple[Session, Snapshot]:
    session = Session(wanted)
    return session, merged([s for s in train(session, lambda waiting: False) if s is not None])


@pytest.mark.parametrize("precision", HALVES)
def test_a_step_is_what_autocast_makes_of_it(precision: str) -> None:
    session, found = run(spec(precision))
    network = build(session.spec.network, 0)
    network.module.to(memory_format=torch.channels_last)
    images, labels = next(session.batches.train(0))
    with torch.autocast("cpu", HALVES[precision]):
        scores = network.module(images)
    loss = functional.cross_entropy(scores.float(), labels)
    loss.backward()
    assert found.loss[0] == loss.item()
    norms = [float(torch.linalg.vector_norm(weight.grad)) for weight in network.layer_weights()]
    np.testing.assert_allclose(found.layers["gradient-norm"][0], norms, rtol=1e-2)  # fp16: the loss was scaled
    assert found.loss[0] != run(spec("float32"))[1].loss[0]


def test_weights_and_evaluation_are_float32() -> None:
    session, _ = run(spec("bf16"))
    assert {p.dtype for p in session.network.module.parameters()} == {torch.float32}
    exact = evaluate(session.network.module, session.batches.test())
    assert session.outcome is not None
    assert session.outcome.test_loss == exact[0].item()


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_a_run_says_how_it_rounds(precision: str) -> None:
    assert Session(spec(precision)).device.endswith(f" · {precision}")


def test_an_exact_run_says_nothing_of_it() -> None:
    assert "float32" not in Session(spec("float32")).device


def test_the_scale_of_a_loss_is_kept_in_a_checkpoint(tmp_path: Path) -> None:
    wanted = spec("fp16", max_steps=4, lr=1e-3)
    session = Session(wanted)
    scaler = session._stepper.precision.scaler
    assert scaler is not None
    for step in range(2):
        session.advance(lambda waiting: False)
        if step == 0:
            scaler.update(1024.0)
    session.flush()
    write(session.state(), tmp_path / "2.safetensors")
    again = Session(wanted, start=Start(read(tmp_path / "2.safetensors")))
    kept = again._stepper.precision.scaler
    assert kept is not None
    assert kept.get_scale() == 1024.0
    ends = [merged([s for s in train(each, lambda waiting: False) if s is not None]) for each in (session, again)]
    np.testing.assert_array_equal(ends[0].loss, ends[1].loss)


def test_an_infinite_gradient_changes_no_weight_and_lowers_the_scale() -> None:
    session = Session(spec("fp16"))
    scaler = session._stepper.precision.scaler
    assert scaler is not None
    before = [p.detach().clone() for p in session.network.module.parameters()]
    session.advance(lambda waiting: False)
    scaler.update(2.0**40)
    there = [p.detach().clone() for p in session.network.module.parameters()]
    assert not all(map(torch.equal, before, there))
    session.advance(lambda waiting: False)
    assert all(map(torch.equal, there, session.network.module.parameters()))
    assert scaler.get_scale() == 2.0**39


def test_tf32_is_refused_where_there_is_none() -> None:
    with pytest.raises(SpecError, match="precision is tf32; allowed on CPU: float32, bf16, fp16"):
        Session(spec("tf32"))


@pytest.mark.parametrize("precision", ["tf32", "float32"])
def test_tf32_is_on_in_the_passes_of_a_step_alone(precision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(*_) -> None:
        seen.append((torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32))

    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)
    with pretending(monkeypatch):
        session = Session(replace(spec(precision), training=replace(spec(precision).training, device="cuda")))
        layer = next(m for m in session.network.module.modules() if isinstance(m, torch.nn.Conv2d))
        layer.register_forward_hook(look)
        layer.weight.register_post_accumulate_grad_hook(look)
        list(train(session, lambda waiting: False))
    on, off = (True, True) if precision == "tf32" else (False, False), (False, False)
    assert seen[:3] == [on, on, off]  # forward, backward, probe
    assert seen[-1] == off  # evaluation
