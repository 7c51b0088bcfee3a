"""The choice of device, with machines that this one is not."""

import shutil
from pathlib import Path

import pytest
import torch

from explorer.training import devices
from explorer.training.devices import HEAVY, choose, device_phrase, further_gpus, unused_gpu


@pytest.fixture
def machine(monkeypatch):
    """Call with the accelerators that this machine is to have; "meta" tensors stand in for theirs."""

    def have(*kinds: str, broken: str = "") -> None:
        def ones(*_: object, device: str) -> torch.Tensor:
            if device == broken:
                raise RuntimeError("no kernel image is available\nfor execution on the device")
            return torch.zeros(2)

        monkeypatch.setattr(devices, "_ACCELERATORS", {k: lambda k=k: k in kinds for k in ("cuda", "mps", "xpu")})
        monkeypatch.setattr(devices, "_NAMES", {k: lambda k=k: f"Test {k}" for k in ("cuda", "mps", "xpu")})
        monkeypatch.setattr("explorer.training.devices.torch.ones", ones)
        monkeypatch.setattr(devices, "threads_for", lambda work: 1)

    return have


@pytest.mark.parametrize(
    ("kinds", "phrase"),
    [
        (("cuda", "xpu"), "CUDA · Test cuda"),
        (("mps",), "MPS · Test mps"),
        (("xpu",), "XPU · Test xpu"),
        ((), "CPU · 1 thread"),
    ],
)
def test_auto_takes_the_best_there_is(machine, kinds, phrase):
    machine(*kinds)
    device = choose("auto")
    assert device.phrase == phrase
    assert device.place.type == phrase.split(" ")[0].lower()


def test_cpu_is_the_cpu_even_beside_a_gpu(machine):
    machine("cuda")
    assert device_phrase("cpu") == "CPU · 1 thread"


def test_an_absent_device_falls_back_and_says_so(machine):
    machine("mps")
    assert choose("cuda").place == torch.device("cpu")
    assert device_phrase("cuda") == "CPU · 1 thread (cuda not available)"


@pytest.mark.parametrize("wanted", ["auto", "cuda"])
def test_a_broken_device_falls_back_and_says_why(machine, wanted):
    machine("cuda", broken="cuda")
    assert choose(wanted).place == torch.device("cpu")
    assert device_phrase(wanted) == "CPU · 1 thread (cuda does not work: no kernel image is available)"


def test_auto_skips_a_broken_device_for_the_next(machine):
    machine("cuda", "xpu", broken="cuda")
    assert device_phrase("auto") == "XPU · Test xpu"


@pytest.mark.parametrize(
    ("cores", "allowed", "work", "threads"),
    [(1, 1, 0, 1), (2, 2, 0, 1), (8, 8, 0, 7), (8, 4, 0, 4), (2, 2, HEAVY, 2), (2, 1, HEAVY, 1), (8, 8, HEAVY, 7),
     (1, 1, HEAVY, 1)],
)  # fmt: skip
def test_one_core_is_left_to_the_window_but_of_two_where_layers_are_large(monkeypatch, cores, allowed, work, threads):
    monkeypatch.setattr("explorer.training.devices.joblib.cpu_count", lambda: cores)
    monkeypatch.setattr(devices, "ALLOWED", allowed)
    device = choose("cpu", work)
    assert device.threads == threads
    assert device.phrase == f"CPU · {threads} thread{'s' if threads > 1 else ''}"


@pytest.fixture
def nvidia(monkeypatch):
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.parametrize(
    ("built", "said"),
    [(None, "pip install --force-reinstall torch torchvision"), ("13.0", "driver to one for CUDA 13.0")],
)
@pytest.mark.usefixtures("nvidia")
def test_a_gpu_that_torch_cannot_use_is_told_with_what_to_type(machine, monkeypatch, built, said):
    machine()
    monkeypatch.setattr(torch.version, "cuda", built)
    assert said in unused_gpu()


@pytest.mark.usefixtures("nvidia")
def test_no_driver_is_asked_for_where_pytorch_is_not_built_for_the_gpu(machine, monkeypatch):
    machine("cuda", broken="cuda")
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    said = unused_gpu()
    assert "no kernel image is available. It is not built for this GPU: install a PyTorch that is" in said
    assert "driver" not in said


@pytest.mark.usefixtures("nvidia")
def test_nothing_is_said_of_a_gpu_that_is_used(machine):
    machine("cuda")
    assert unused_gpu() == ""


@pytest.mark.parametrize("hidden", ["", "-1"])
@pytest.mark.usefixtures("nvidia")
def test_nothing_is_said_of_a_gpu_that_somebody_hid(machine, monkeypatch, hidden):
    machine()
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", hidden)
    assert unused_gpu() == ""


@pytest.mark.usefixtures("nvidia")
def test_nothing_is_said_without_a_gpu(machine, monkeypatch):
    machine()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert unused_gpu() == ""


@pytest.mark.parametrize(
    ("count", "visible", "others"),
    [(0, None, ()), (1, None, ()), (3, None, ("1", "2")), (2, "4, GPU-7", ("GPU-7",)), (1, "4,5", ())],
)
def test_the_gpus_besides_the_first_are_told_as_a_process_can_be_given_one(monkeypatch, count, visible, others):
    monkeypatch.setattr("explorer.training.devices.torch.cuda.is_available", lambda: count > 0)
    monkeypatch.setattr("explorer.training.devices.torch.cuda.device_count", lambda: count)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    if visible is not None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", visible)
    assert further_gpus() == others
