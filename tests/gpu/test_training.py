"""Training on a GPU: the same run as on the CPU up to rounding, and no step waits for the device."""

from __future__ import annotations

import warnings
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch

from explorer.runs.snapshot import merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device"),
]
SPEC = RunSpec(network=NetworkSpec(name="resnet-20", width=8), training=TrainingSpec(epochs=1, lr=0.01, device="cuda"))


def run(spec: RunSpec, steps: int):
    session = Session(spec)
    made = [s for s in islice(train(session, lambda buffered: buffered >= 4), steps) if s is not None]
    return session, merged([*made, *filter(None, [session.flush()])])


def test_the_gpu_measures_what_the_cpu_measures():
    _, gpu = run(SPEC, 4)
    _, cpu = run(replace(SPEC, training=replace(SPEC.training, device="cpu")), 4)
    np.testing.assert_allclose(gpu.loss, cpu.loss, rtol=2e-2)
    for name, readings in cpu.layers.items():
        np.testing.assert_allclose(gpu.layers[name][0], readings[0], rtol=5e-2, err_msg=name)


def test_a_probe_on_the_gpu_measures_what_the_cpu_measures_and_leaves_its_random_state():
    state = torch.cuda.get_rng_state()
    _, gpu = run(SPEC, 1)
    assert torch.equal(torch.cuda.get_rng_state(), state)
    _, cpu = run(replace(SPEC, training=replace(SPEC.training, device="cpu")), 1)
    for name, readings in cpu.probes[0].values.items():
        np.testing.assert_allclose(gpu.probes[0].values[name], readings, rtol=5e-2, atol=2e-2, err_msg=name)


def test_the_device_is_named():
    session, _ = run(SPEC, 1)
    assert torch.cuda.get_device_name() in session.device or "CUDA" in session.device.upper()


def test_steps_between_snapshots_do_not_wait_for_the_device():
    session = Session(replace(SPEC, training=replace(SPEC.training, probe_every=1000)))  # a probe waits
    steps = train(session, lambda buffered: False)
    for _ in range(6):  # the first steps load kernels and may wait, and the step is recorded
        next(steps)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Synchronization debug mode is a prototype", UserWarning)
        torch.cuda.set_sync_debug_mode("error")
    try:
        for _ in range(10):
            assert next(steps) is None
    finally:
        torch.cuda.set_sync_debug_mode("default")
