"""The settings a card shows, as data: one line of FIELDS is one control with its label and tooltip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from explorer.choices.activation import ACTIVATIONS, Activation
from explorer.choices.augmentation import AUGMENTATIONS, Augmentation
from explorer.choices.init import INITS, Init
from explorer.choices.norm import NORMS, Norm
from explorer.choices.optimizer import OPTIMIZERS, Optimizer
from explorer.choices.schedule import SCHEDULES, Schedule
from explorer.runs.values import ZERO

Kind = Literal["family", "depth", "dataset", "choice", "whole", "real", "flag"]


@dataclass(frozen=True)
class Field:
    """One setting. `name` is the attribute of NetworkSpec or TrainingSpec (family and depth share `name`).

    `label` is empty where the choices name themselves. `choices` are (value, text) pairs; `stops` are the values
    that the arrow keys step through (whole numbers without stops step by one). `basic` fields are always visible.
    `digits` is the width of a number's box in characters. `needs` is (another field, its values): without one of
    them the setting has no effect and its control is disabled. `zero` is how a number's 0 is written.
    """

    name: str
    title: str
    kind: Kind
    tooltip: str
    label: str = ""
    basic: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    stops: tuple[float, ...] = ()
    digits: int = 4
    needs: tuple[str, tuple[str, ...]] | None = None
    zero: str = ""


def _series(low: int, high: int, factors: tuple[int, ...] = (1, 2, 5)) -> tuple[float, ...]:
    """factors · 10^low … factors · 10^high."""
    return tuple(float(f"{factor}e{power}") for power in range(low, high + 1) for factor in factors)


def _registered(
    members: Iterable[Norm | Init | Activation | Optimizer | Schedule | Augmentation],
) -> tuple[tuple[str, str], ...]:
    return tuple((member.name, member.title) for member in members)


def _told(about: str, members: Iterable[Norm | Init | Activation | Optimizer | Schedule | Augmentation]) -> str:
    """A tooltip with a line for each choice."""
    return "\n".join((about, *(f"{member.title}: {member.about}" for member in members)))


_STEMS = (("own", "Default stem"), ("small", "Small stem"))
_PRECISIONS = (("float32", "Float32"), ("tf32", "TF32"), ("bf16", "BF16"), ("fp16", "FP16"))
_CLIPPINGS = (("norm", "Clip by norm"), ("adaptive", "Adaptive clip"))
_SHORTCUTS = (("A", "Zero-pad"), ("B", "Project"), ("C", "Project all"))

_MOMENTUM = {optimizer.name: optimizer.title for optimizer in OPTIMIZERS if optimizer.momentum}

FIELDS: tuple[Field, ...] = (
    Field("family", "network family", "family", "Network family", basic=True),
    Field("depth", "depth", "depth", "Weighted layers", "Depth", basic=True),
    Field("width", "width", "whole", "Channels of the first stage; each later stage has twice as many",
          "Width", basic=True, stops=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024), digits=4),
    Field("norm", "norm", "choice", _told("Normalization after every convolution", NORMS), basic=True,
          choices=_registered(NORMS)),
    Field("init", "init", "choice", _told("Initialization of the weights", INITS), basic=True,
          choices=_registered(INITS)),
    Field("activation", "activation", "choice", _told("Activation function; initial weights follow its gain",
          ACTIVATIONS), choices=_registered(ACTIVATIONS)),
    Field("slope", "slope", "real", "Slope of leaky ReLU where its input is negative", "Slope",
          stops=(0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.456, 0.7, 1), digits=5,
          needs=("activation", tuple(activation.name for activation in ACTIVATIONS if activation.sloped))),
    Field("shortcut", "shortcut", "choice", "Shortcut where shapes change. Zero-pad: no parameters · Project: a 1×1 "
          "convolution there · Project all: one in every block (options A, B and C of He et al. 2015)",
          basic=True, choices=_SHORTCUTS),
    Field("zero_gamma", "zero-init γ", "flag", "Start the last norm's γ of every block at 0, so that each block "
          "initially computes its shortcut alone", "Zero-init γ",
          needs=("norm", tuple(norm.name for norm in NORMS if norm.scales))),
    Field("branch_scale", "branch scale", "flag", "Multiply each residual branch by 1/√L for L blocks, so that what "
          "they add up to does not grow with depth", "Branches × 1/√L"),
    Field("stem", "stem", "choice", "First layers. Small: a 3×3 convolution without stride or pooling, for images of "
          "32×32 or less", basic=True, choices=_STEMS),
    Field("dataset", "data", "dataset", "Dataset to train on", "Data"),
    Field("augment", "augmentation", "choice", _told("Random augmentation of each training image, the same for A "
        "and B", AUGMENTATIONS), choices=_registered(AUGMENTATIONS)),
    Field("optimizer", "optimizer", "choice", _told("Optimizer. Changing it also changes a learning rate that is still "
          "the old one's default", OPTIMIZERS), choices=_registered(OPTIMIZERS)),
    Field("lr", "learning rate", "real", "Learning rate, above 0", "Learning rate", stops=_series(-6, 1), digits=7),
    Field("momentum", "momentum", "real", f"Momentum of {' and '.join(_MOMENTUM.values())}", "Momentum",
          stops=(0, 0.5, 0.8, 0.9, 0.95, 0.99), digits=5, needs=("optimizer", tuple(_MOMENTUM))),
    Field("weight_decay", "weight decay", "real", "Weight decay: L2 penalty on the weights", "Weight decay",
          stops=(0, *_series(-6, -1, (1, 5))), digits=6),
    Field("clip", "gradient clipping", "real", "Limit of gradient clipping: larger gradients are scaled to it. By norm "
          "1 is usual, adaptive 0.01. off: no clipping. Instruments show the gradient before it", "Clip",
          stops=(0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100), digits=5, zero=ZERO["clip"]),
    Field("clip_by", "clipping", "choice", "What the limit of gradient clipping means.\nBy norm: the norm of the "
          "gradient over all parameters\nAdaptive: each unit's gradient norm over its weight norm, the classifier "
          "left out (Brock et al. 2021)", choices=_CLIPPINGS),
    Field("schedule", "schedule", "choice", _told("How the learning rate changes during training", SCHEDULES),
          choices=_registered(SCHEDULES)),
    Field("warmup", "warm-up", "whole", "Steps over which the learning rate rises from 0 to its value", "Warm-up",
          stops=(0, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000), digits=5),
    Field("epochs", "epochs", "whole", "Passes over the training data", "Epochs", digits=4),
    Field("max_steps", "steps", "whole", "Training steps, instead of epochs. auto: as many as the epochs have", "Steps",
          stops=(0, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 32_000, 64_000), digits=6, zero=ZERO["max_steps"]),
    Field("batch_size", "batch size", "whole", "Images per step", "Batch size",
          stops=(2, 4, 8, 16, 32, 64, 128, 256, 512, 1024), digits=4),
    Field("seed", "seed", "whole", "Seed of initial weights and batch order: same seed, same numbers", "Seed",
          digits=6),
    Field("precision", "precision", "choice", "How training steps round. Evaluation, probes and analyses stay "
          "float32.\nTF32: factors of convolutions to 10 bits, on NVIDIA GPUs only\nBF16, FP16: the forward pass under "
          "autocast", choices=_PRECISIONS),
    Field("probe_every", "steps between probes", "whole", "Steps between probes, which measure activations, blocks "
        "and histograms. auto: at most 5 % of the training time. Probes do not change the run's numbers",
          "Probe every", stops=(0, 1, 5, 10, 20, 50, 100, 200, 500, 1000), digits=5, zero=ZERO["probe_every"]),
    Field("sharpness_every", "steps between sharpness", "whole", "Steps between measurements of the loss's sharpness "
        "(largest Hessian eigenvalue), from step 0 on. Each costs as much as some 30 to 60 steps. off: never. They do "
        "not change the run's numbers", "Sharpness every", stops=(0, 10, 20, 50, 100, 200, 500, 1000), digits=5,
          zero=ZERO["sharpness_every"]),
)  # fmt: skip
