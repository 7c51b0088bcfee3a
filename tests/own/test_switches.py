"""What a user's file switches for itself is switched back, whatever it is."""

from __future__ import annotations

import os
import random
import sys
import warnings
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.own.loading import make
from explorer.own.switches import PAIRED, SWITCHES, kept
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing.trace_errors import UntraceableError
from explorer.training import Session
from tests.own.conftest import Write

NOT_SWITCHES = {
    "deterministic_algorithms",  # with its warn_only by torch's public function
    "dispatch_mode", "tensor_metadata", "value_trace",  # take what they are asked about
    "dtensor_allow_implicit_replication", "graph_exec_group", "torch_function_state", "tracing_state",  # of contexts
    "sm_carveout_experimental",  # may be set in one direction only
    "thread_name",
}  # fmt: skip

POISON = """
import gc, os, random, sys, warnings
import numpy as np
import torch
from torch import nn

def poison():
    torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False)
    torch.autograd.set_detect_anomaly(True)
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.set_num_threads(2 if torch.get_num_threads() == 1 else 1)
    torch.set_warn_always(True)
    torch.set_float32_matmul_precision("medium")
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.deterministic = True
    torch.backends.mkldnn.enabled = False
    torch.backends.cuda.enable_flash_sdp(False)
    torch.set_autocast_enabled("cpu", True)
    torch.set_flush_denormal(FLUSH)
    torch.utils.deterministic.fill_uninitialized_memory = False
    torch.manual_seed(0); random.seed(0); np.random.seed(0)
    torch.nn.modules.module.register_module_forward_hook(lambda *_: None)
    warnings.simplefilter("ignore")
    np.seterr(all="raise")
    os.environ["POISON"] = "1"; os.chdir("/"); sys.path.insert(0, "/poison")
    sys.setrecursionlimit(4321); gc.disable(); sys.stdout = None
"""
NET = """
class Net(nn.Module):
    def __init__(self, in_channels=1, num_classes=10):
        super().__init__()
        self.fc = nn.Linear(64 * in_channels, num_classes, dtype=torch.float32)
        self.fc.register_forward_pre_hook(self.hook)
        {init}
    def hook(self, layer, given):
        {hook}
    def forward(self, x):
        {forward}
        return self.fc(x.flatten(1))
{end}
"""
PLACES = ("end", "init", "forward", "hook")


def state() -> dict[str, object]:
    """Every switch, read by other means than the program's where there are some."""
    guard = torch._C._dynamo.guards.GlobalStateGuard()
    return {
        "torch's own guard": guard.__getstate__(),
        "anomaly": torch.is_anomaly_enabled(),
        "seeds": (random.getstate(), SWITCHES["seed of numpy"].read(), torch.get_rng_state().tolist()),
        "filters": list(warnings.filters),
        "process": (os.getcwd(), dict(os.environ), list(sys.path), sys.getrecursionlimit(), sys.stdout),
        "hooks": len(torch.nn.modules.module._global_forward_hooks),
        "numpy": np.geterr(),
        "cudnn": (torch.backends.cudnn.benchmark, torch.backends.cudnn.deterministic),
        "device": torch.get_default_device(),
        **{name: switch.read() for name, switch in SWITCHES.items()},
    }


def differing(before: dict[str, object]) -> set[str]:
    now = state()
    return {name for name in before if now[name] != before[name]}


@pytest.fixture(autouse=True)
def put_back():
    """What a failing test leaves switched must not reach the next one."""
    with kept():
        yield


def test_every_switch_of_torchs_own_context_is_known() -> None:
    paired = {name[5:] for name in dir(torch._C) if name.startswith("_set_") and hasattr(torch._C, f"_get_{name[5:]}")}
    assert paired - set(PAIRED) <= NOT_SWITCHES


def test_switches_are_put_back_together(tmp_path: Path) -> None:
    before = state()
    seed = torch.get_rng_state()
    with kept():
        scope: dict = {"FLUSH": not SWITCHES["denormals"].read()}
        exec(POISON, scope)
        scope["poison"]()
        torch.set_default_device("meta")
        changed = {name for name, switch in SWITCHES.items() if switch.read() != before[name]}
    torch.set_rng_state(seed)
    assert len(changed) >= 20
    assert differing(before) == set()


def test_they_are_put_back_where_the_code_raises() -> None:
    def switch() -> None:
        with kept():
            torch.set_default_dtype(torch.float64)
            raise SystemExit

    with pytest.raises(SystemExit):
        switch()
    assert torch.get_default_dtype() == torch.float32


@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_switches_poisons_nothing(place: str, write: Write) -> None:
    acts = {name: "poison()" if name == place else "pass" for name in PLACES}
    code = POISON.replace("FLUSH", "True") + NET.format(**acts)
    if place == "end":  # at import, the gradients too: parameters are made without them
        code = code.replace("torch.set_grad_enabled(False)", "pass")
    source = write(code)
    network = NetworkSpec(name="Net", source=source.source, digest=source.digest, input_shape=(1, 8, 8), init="own")
    torch.set_flush_denormal(True)  # as training has it
    training = TrainingSpec(device="cpu")
    Session(
        RunSpec(network=NetworkSpec(name="resnet-8", width=4), training=training)
    )  # libraries set some when imported
    before = state()
    if place in ("end", "init"):
        make(network)
    else:
        with suppress(UntraceableError):  # its graph may be unreadable: that, too, is after its code ran
            Session(RunSpec(network=network, training=training))
    assert differing(before) == set()
