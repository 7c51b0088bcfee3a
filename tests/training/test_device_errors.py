"""Memory that runs out, a GPU that fails, a driver too old: each in the device's words, at every stage of a run."""

import threading
from collections.abc import Callable

import pytest
import torch

from explorer.datasets.batches import Batches
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, device_errors, devices, session
from explorer.training.device_errors import DeviceError, DeviceLostError, device_explained
from explorer.training.devices import choose
from explorer.training.probing import Prober
from explorer.training.recorder import Recorder
from explorer.training.stepper import Stepper

SPEC = RunSpec(network=NetworkSpec(name="resnet-110", width=64), training=TrainingSpec(batch_size=512))


@pytest.fixture(autouse=True)
def lost(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """What says that this process has lost its GPU; the next test's has not."""
    monkeypatch.setattr(device_errors, "LOST", made := threading.Event())
    return made


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("MPS backend out of memory (MPS allocated: 1.00 GB)"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 1 bytes."),
        RuntimeError("CUDNN_STATUS_ALLOC_FAILED"),
        MemoryError(),
    ],
    ids=lambda e: f"{type(e).__name__} {str(e)[:12]}",
)
def test_every_way_of_running_out_says_what_to_lower(error):
    said = r"resnet-110 with batch size 512 and width 64.*Lower the batch size or the width"
    with pytest.raises(DeviceError, match=said), device_explained(SPEC):
        raise error


def test_the_cpu_allocators_own_error_is_recognized():
    with pytest.raises(DeviceError), device_explained(SPEC):
        torch.empty(2**50)


def test_other_errors_pass():
    with pytest.raises(RuntimeError, match="shape mismatch") as caught, device_explained(SPEC):
        raise RuntimeError("shape mismatch")
    assert not isinstance(caught.value, DeviceError)


LOST_WORDS = "The GPU failed: {}. All steps shown before are kept; resume the run"
UNFIT = "PyTorch .* cannot use this GPU: {}. Update the GPU's driver"
NOT_BUILT = "PyTorch .* cannot use this GPU: {}. It is not built for this GPU: install a PyTorch that is"
OLD = "The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver."
TROUBLE = {
    "CUDA error: unspecified launch failure": LOST_WORDS,
    "CUDA error: an illegal memory access was encountered": LOST_WORDS,
    "CUDA error: uncorrectable ECC error encountered": LOST_WORDS,
    "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED": LOST_WORDS,
    "No CUDA GPUs are available": LOST_WORDS,
    "CUDA error: no kernel image is available for execution on the device": NOT_BUILT,
    "CUDA error: CUDA driver version is insufficient for CUDA runtime version": UNFIT,
    "The NVIDIA driver on your system is too old": UNFIT,
}


@pytest.mark.parametrize("said", TROUBLE, ids=lambda said: said[-24:])
def test_a_gpu_that_fails_is_told_with_what_to_do(said: str) -> None:
    expected = TROUBLE[said].format(said)
    with pytest.raises(DeviceError, match=expected), device_explained(SPEC), device_explained(SPEC):
        raise torch.AcceleratorError(f"{said}\nCUDA kernel errors might be reported at some other API call")


ERRORS = pytest.mark.parametrize(
    ("error", "said"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."), "Out of memory: resnet-8 with"),
        (torch.AcceleratorError("CUDA error: unspecified launch failure"), "The GPU failed: CUDA error: unspecified"),
    ],
    ids=["memory", "lost"],
)
TINY = RunSpec(
    network=NetworkSpec(name="resnet-8", width=2),
    training=TrainingSpec(max_steps=4, batch_size=8, device="cpu", probe_every=3),
)
STAGES = {
    "step": (Stepper, "step"),
    "probe": (Prober, "measure"),
    "snapshot": (Recorder, "take"),
    "evaluation": (session, "evaluate"),
}


def failing(error: RuntimeError) -> Callable[..., None]:
    """What raises an error, whatever it is given."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@ERRORS
def test_trouble_with_the_data_is_told(error: RuntimeError, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Batches, "__init__", failing(error))
    with pytest.raises(DeviceError, match=said):
        Session(TINY)


@ERRORS
@pytest.mark.parametrize("stage", STAGES)
def test_trouble_at_any_stage_is_told_and_earlier_steps_are_kept(
    stage: str, error: RuntimeError, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Session(TINY)
    for _ in range(3):
        run.advance(lambda waiting: False)
    with monkeypatch.context() as patched:
        patched.setattr(*STAGES[stage], failing(error))
        with pytest.raises(DeviceError, match=said):
            run.advance(lambda waiting: stage == "snapshot")
    kept = run.flush()
    assert kept is not None
    assert len(kept) >= 3
    outcome = run.close("failed", said)
    assert (outcome.status, outcome.steps) == ("failed", len(kept))


def test_steps_that_a_lost_gpu_still_held_are_told_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine says once why a run ended, not again that its last steps cannot be read."""

    run = Session(TINY)
    run.advance(lambda waiting: False)
    monkeypatch.setattr(Recorder, "take", failing(torch.AcceleratorError("CUDA error: unspecified launch failure")))
    ways: tuple[Callable[[], object], ...] = (run.flush, lambda: run.advance(lambda waiting: True))
    messages = []
    for way in ways:
        with pytest.raises(DeviceError) as caught:
            way()
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


def test_a_lost_gpu_is_noted_for_the_whole_process_and_nothing_else_is(lost: threading.Event) -> None:
    for said, words in TROUBLE.items():
        lost.clear()
        with pytest.raises(DeviceError) as caught, device_explained(SPEC):
            raise torch.AcceleratorError(said)
        assert lost.is_set() == isinstance(caught.value, DeviceLostError) == (words is LOST_WORDS)


def test_a_driver_too_old_is_in_the_phrase_of_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def init() -> None:
        raise RuntimeError(OLD)

    monkeypatch.setitem(devices._ACCELERATORS, "cuda", lambda: False)
    monkeypatch.setattr(torch.cuda, "init", init)
    assert f"(cuda does not work: {OLD})" in choose("cuda").phrase
    assert "too old" in choose("auto").phrase


def test_a_machine_without_a_driver_is_not_told_of_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    def init() -> None:
        raise RuntimeError("Found no NVIDIA driver on your system.")

    monkeypatch.setitem(devices._ACCELERATORS, "cuda", lambda: False)
    monkeypatch.setattr(torch.cuda, "init", init)
    assert choose("auto").phrase.endswith(("thread", "threads"))
