"""What CIFAR-10 costs in memory: its cache, memory-mapped, and one epoch of batches from it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from explorer.datasets import image_cache
from tests.benchmarks.figures import judge, record, sized, spread

BLOCK = sized(1000, 10)  # images; 60 blocks make the data set
LIMIT = 200  # 10⁶ bytes, of which the pixels are 184
PROCESSES = sized(3, 1)
EPOCH = """
import json, os, sys
from pathlib import Path
import torch
from explorer.datasets import image_cache
from explorer.datasets.batches import Batches
from explorer.datasets.dataset_registry import Split

def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

def epoch(split, batch):
    batches = Batches(split, batch, 0, torch.device("cpu"), torch.channels_last, augment="crop-flip")
    most = 0.0
    for part in (batches.train(0), batches.test()):
        for _ in part:
            most = max(most, resident())
    return most

noise = torch.zeros(256, 3, 32, 32, dtype=torch.uint8)
labels = torch.zeros(256, dtype=torch.int64)
epoch(Split(noise, labels, noise, labels, torch.zeros(3, 1, 1), torch.ones(3, 1, 1)), 128)  # torch's own pages
before = resident()
stored = image_cache.read(Path(sys.argv[1]))
read = resident() - before
print(json.dumps([read, epoch(stored.split, 128) - before]))
"""


def _cifar_sized(place: Path) -> None:
    rng = np.random.default_rng(0)

    def fill(train: image_cache.Part, test: image_cache.Part) -> list[image_cache.Skipped]:
        for part in (train,) * 5 + (test,):
            for _ in range(10):
                part.add(rng.integers(0, 256, (BLOCK, 3, 32, 32), np.uint8), rng.integers(0, 10, BLOCK))
        return []

    image_cache.write(place, (50 * BLOCK, 10 * BLOCK), (3, 32, 32), fill)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux' /proc")
def test_cifar_10_fits_in_200_mb(tmp_path: Path) -> None:
    _cifar_sized(tmp_path / "key")
    command = [sys.executable, "-c", EPOCH, str(tmp_path / "key")]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(PROCESSES)]
    read, epoch = zip(*(json.loads(run.stdout) for run in runs), strict=True)
    record("CIFAR-10 once it is read", f"{spread(read, 0)} MB")
    what, median = "CIFAR-10 over an epoch, training and test", statistics.median(epoch)
    judge(what, median, most=LIMIT, unit="MB", note=f"{min(epoch):.0f} to {max(epoch):.0f}")
