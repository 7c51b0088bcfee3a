"""`make gpu`: every GPU test, then a table of what this GPU does. Needs no window and no network."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

import pytest
import torch
import torchvision
from rich.console import Console
from torch.nn import functional

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.subject import Subject
from explorer.datasets.dataset_registry import DATASETS, Dataset, Split
from explorer.instruments.context import StepContext, Weights
from explorer.instruments.instrument_registry import INSTRUMENTS, at
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from explorer.training.device_errors import DeviceError
from explorer.training.probing import Prober
from tests.gpu.speed import Size, table

IMAGES = 6400
WARM_UP, STEPS, ROUNDS = 15, 60, 3
SHAPES = {"digits": (8, 64), "cifar-shapes": (16, 128)}
"""Width and batch size for each dataset."""


def main() -> int:
    """Run the tests, then the table; 0 where all passed."""
    console = Console(width=120)
    if not torch.cuda.is_available():
        console.print("No CUDA device: this Python's torch", torch.__version__, "finds none. Nothing was run.")
        return 1
    began = time.perf_counter()
    failed = pytest.main(["-c", "tests/gpu/pytest.ini", "--rootdir", ".", "-m", "gpu", "tests/gpu"])
    DATASETS.names()
    data = _cifar(os.environ.get("CIFAR", ""))
    DATASETS.register(data)
    console.print(f"cifar-shapes below: {data.license}")
    console.print(
        f"{torch.cuda.get_device_name()} · torch {torch.__version__} · torchvision {torchvision.__version__}",
        f"· CUDA {torch.version.cuda} · Python {sys.version.split()[0]}",
    )
    for part in (speeds, partial(table, "cifar-shapes", Size()), toggle, instruments, analyses, memory):
        for what, value in part():
            console.print(f"{what:<46} {value}", soft_wrap=True)
    console.print(f"{time.perf_counter() - began:.0f} s in all; tests {'failed' if failed else 'passed'}")
    return int(failed)


def speeds() -> Iterator[tuple[str, str]]:
    """Steps per second as the program trains, and the share of the same loop without instruments."""
    for dataset in ("digits",):
        for name in ("plain-56", "resnet-56"):
            session = Session(_spec(name, dataset))
            steps = train(session, lambda waiting: waiting >= 16)
            ours, bare = partial(_advance, steps), _bare(Session(_spec(name, dataset)))
            ours(WARM_UP), bare(WARM_UP)
            pairs = [(_seconds(ours), _seconds(bare)) for _ in range(ROUNDS)]
            seconds = statistics.median(a for a, _ in pairs)
            share = statistics.median(b / a for a, b in pairs)
            images = STEPS * session.spec.training.batch_size / seconds
            yield (
                f"{name}, {dataset}",
                f"{STEPS / seconds:.1f} steps/s · {images:,.0f} images/s · {share:.2f} of a bare loop",
            )


def toggle() -> Iterator[tuple[str, str]]:
    """The step after a gate was moved, against the steps before."""
    session = Session(_spec("resnet-56", "digits"))
    steps = train(session, lambda waiting: False)
    loop = partial(_advance, steps)
    _advance(steps, WARM_UP)
    before = statistics.median(_seconds(loop, 1) for _ in range(10))
    session.set_gate(session.graph.skips[5].id, 0.0)
    first = _seconds(loop, 1)
    after = statistics.median(_seconds(loop, 1) for _ in range(10))
    yield (
        "a toggle while training, resnet-56, digits",
        (f"step before {1e3 * before:.1f} ms · first after {1e3 * first:.1f} ms · then {1e3 * after:.1f} ms"),
    )


def instruments() -> Iterator[tuple[str, str]]:
    """Each step instrument once, each probed one once: time and range of what it reads."""
    session = Session(_spec("resnet-56", "digits"))
    batch = session.batches.fixed(64)
    functional.cross_entropy(session.network.module(batch[0]), batch[1]).backward()
    weights = Weights(session.network.layer_weights())
    context = StepContext(weights)
    for instrument in at("step"):
        _ = context.norms
        seconds, values = _timed(lambda i=instrument: i.measure(context))
        yield instrument.name, f"{1e3 * seconds:.2f} ms · {values.min():.3g}–{values.max():.3g}"
    prober = Prober(session.network, batch, 0)
    prober.measure(0, context)
    seconds, packed = _timed(lambda: prober.measure(1, context))
    yield "a whole probe", f"{1e3 * seconds:.0f} ms"
    for name, values in prober.unpacked(packed.cpu().numpy()).items():
        yield name, f"{values.min():.3g}–{values.max():.3g}"
    seen = {i.name for i in at("step")} | set(prober.unpacked(packed.cpu().numpy()))
    assert seen == set(INSTRUMENTS.names()), "an instrument was not measured"


def analyses() -> Iterator[tuple[str, str]]:
    """Each analysis once, on resnet-8 as it began or after no training, settings as small as they go."""
    for analysis in ANALYSES:
        settings = {s.name: int(s.low) for s in analysis.settings if type(s.default) is int and s.low is not None}
        subject = Subject(_spec("resnet-8", "digits"))
        try:
            seconds, result = _timed(lambda a=analysis, s=subject, k=settings: carry_out(a, s, k, lambda share: None))
        except Exception as error:
            yield analysis.name, f"FAILED: {type(error).__name__}: {error}"
            continue
        yield analysis.name, f"{seconds:.2f} s · {result.sentences[0][:90]}"


def memory() -> Iterator[tuple[str, str]]:
    """Memory provoked to run out, and training after that."""
    spec = _spec("resnet-20", "cifar-shapes")
    big = replace(spec, network=replace(spec.network, width=256), training=replace(spec.training, batch_size=IMAGES))
    torch.cuda.set_per_process_memory_fraction(2e9 / torch.cuda.get_device_properties(0).total_memory)
    try:
        _advance(train(Session(big), lambda waiting: False), 1)
        said = "did NOT run out"
    except DeviceError as error:
        said = str(error)
    torch.cuda.set_per_process_memory_fraction(1.0)
    yield "out of memory", said
    seconds = _seconds(partial(_advance, train(Session(spec), lambda waiting: False)), 5)
    yield "training after that", f"{5 / seconds:.1f} steps/s"


def _spec(name: str, dataset: str) -> RunSpec:
    width, batch = SHAPES[dataset]
    return RunSpec(
        network=NetworkSpec(name=name, width=width),
        training=TrainingSpec(dataset=dataset, epochs=15, lr=0.01, batch_size=batch, device="cuda"),
    )


def _advance(steps: Iterator[object], count: int) -> None:
    for _ in islice(steps, count):
        pass


def _bare(session: Session) -> Callable[[int], None]:
    """The loop everybody writes, for the same network, batches and optimizer."""
    optimizer = torch.optim.SGD(session.network.module.parameters(), lr=0.01, momentum=0.9, fused=True)
    batches = (batch for epoch in range(10**6) for batch in session.batches.train(epoch))

    def loop(count: int) -> None:
        for images, labels in islice(batches, count):
            optimizer.zero_grad()
            functional.cross_entropy(session.network.module(images), labels).backward()
            optimizer.step()

    return loop


def _seconds(loop: Callable[[int], None], count: int = STEPS) -> float:
    return _timed(lambda: loop(count))[0]


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    torch.cuda.synchronize()
    began = time.perf_counter()
    found = work()
    torch.cuda.synchronize()
    return time.perf_counter() - began, found


def _cifar(folder: str) -> Dataset:
    """CIFAR-10 from a folder that has it; else random images of its shape: as much work, nothing to download."""
    if folder:
        data = torchvision.datasets.CIFAR10(folder, train=True)
        images, labels = torch.from_numpy(data.data).permute(0, 3, 1, 2).contiguous(), torch.tensor(data.targets)
    else:
        drawn = torch.Generator().manual_seed(0)
        images = torch.randint(0, 256, (IMAGES, 3, 32, 32), dtype=torch.uint8, generator=drawn)
        labels = torch.randint(0, 10, (IMAGES,), generator=drawn)
    mean, deviation = torch.full((3, 1, 1), 127.5), torch.full((3, 1, 1), 74.0)
    split = Split(images, labels, images[:512], labels[:512], mean, deviation)
    return Dataset(
        name="cifar-shapes",
        title="CIFAR shapes",
        shape=(3, 32, 32),
        classes=tuple("0123456789"),
        train_size=len(images),
        test_size=512,
        license=f"CIFAR-10 from {folder}" if folder else "random numbers of CIFAR-10's shape",
        load=lambda seed, progress=None: split,
    )
