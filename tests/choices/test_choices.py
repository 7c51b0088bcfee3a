"""What every optimizer, schedule, norm and init keeps to, and what the window may read of them."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from torch import nn

from explorer.choices.augmentation import AUGMENTATIONS, Augmentation
from explorer.choices.init import INITS, Init
from explorer.choices.norm import NORMS, Norm
from explorer.choices.optimizer import OPTIMIZERS, Optimizer
from explorer.choices.schedule import SCHEDULES, Schedule
from explorer.runs.spec import NetworkSpec, TrainingSpec

REGISTRIES = (INITS, NORMS, OPTIMIZERS, SCHEDULES, AUGMENTATIONS)
MEMBERS = [pytest.param(member, id=f"{r.kind}-{member.name}") for r in REGISTRIES for member in r]


@pytest.mark.parametrize("member", MEMBERS)
def test_it_says_what_it_is_for_menus_and_tooltips(member: Init | Norm | Optimizer | Schedule | Augmentation) -> None:
    assert member.title
    assert member.about
    assert not member.about.endswith(".")


def test_the_default_comes_first_in_menus() -> None:
    network, training = NetworkSpec(), TrainingSpec()
    defaults = network.init, network.norm, training.optimizer, training.schedule, training.augment
    assert tuple(registry.names()[0] for registry in REGISTRIES) == defaults


def test_the_window_reads_them_without_torch() -> None:
    code = (
        "import sys\nimport explorer.runs.spec as spec\nfrom explorer.choices.family import FAMILIES\n"
        "members = (FAMILIES, spec.INITS, spec.NORMS, spec.OPTIMIZERS, spec.SCHEDULES, spec.AUGMENTATIONS)\n"
        "print([m.name for registry in members for m in registry], [registry.problems() for registry in members])\n"
        "sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'resnet'" in done.stdout
    assert "'adamw'" in done.stdout


@pytest.mark.parametrize("norm", NORMS.names())
def test_a_norm_keeps_the_shape_and_says_truly_whether_it_scales(norm: str) -> None:
    make = NORMS[norm].make
    if make is None:
        assert not NORMS[norm].scales
        return
    module = make(16)
    assert module(torch.randn(4, 16, 5, 3)).shape == (4, 16, 5, 3)
    assert (getattr(module, "weight", None) is not None) == NORMS[norm].scales


@pytest.mark.parametrize("name", OPTIMIZERS.names())
def test_an_optimizer_says_truly_whether_it_heeds_momentum(name: str) -> None:
    weights = {}
    for momentum in (0.0, 0.9):
        weight = nn.Parameter(torch.ones(3))
        optimizer = OPTIMIZERS[name].make([weight], TrainingSpec(optimizer=name, momentum=momentum))
        for _ in range(2):
            weight.grad = torch.ones(3)
            optimizer.step()
        weights[momentum] = weight.tolist()
    assert (weights[0.0] != weights[0.9]) == OPTIMIZERS[name].momentum


@pytest.mark.parametrize("name", SCHEDULES.names())
def test_a_schedule_starts_at_the_full_learning_rate_and_never_exceeds_it(name: str) -> None:
    low = 400 if name == "step-after-low" else 0  # steps before the full rate: its own warm-up
    factors = [SCHEDULES[name].factor(TrainingSpec(schedule=name), step, 4000) for step in range(4000)]
    assert factors[: low + 1] == [0.1] * low + [1]
    assert all(0 <= factor <= 1 for factor in factors)


@pytest.mark.parametrize("name", AUGMENTATIONS.names())
def test_an_augmentation_keeps_shapes_and_draws_by_the_generator_alone(name: str) -> None:
    augmentation = AUGMENTATIONS[name]
    if augmentation.draw is None:
        return
    drawn = [augmentation.draw(6, (8, 5), torch.Generator().manual_seed(3)) for _ in range(2)]
    assert all(torch.equal(a, b) and len(a) == 6 for a, b in zip(*drawn, strict=True))
    images = torch.randn(6, 3, 8, 5).contiguous(memory_format=torch.channels_last)
    changed = augmentation.apply(images, drawn[0])
    assert changed.shape == images.shape
    assert not torch.equal(changed, images)
