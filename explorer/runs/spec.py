"""What a run is made of: every setting as data, checked where it enters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from explorer.choices.activation import ACTIVATIONS
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import named, split
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.registry import Registry, SpecError
from explorer.runs.gate_script import FORM, GateMove
from explorer.typed import WrongTypeError, made

STEMS = ("own", "small")
SHORTCUTS = ("A", "B", "C")
CLIPPINGS = ("norm", "adaptive")
DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")
PRECISIONS = ("float32", "tf32", "bf16", "fp16")
NO_DATA = "none"


def _choice(name: str, value: str, allowed: tuple[str, ...] | Registry[Any]) -> None:
    if value not in allowed:
        names, lost = (allowed.names(), allowed.problems()) if isinstance(allowed, Registry) else (allowed, ())
        raise SpecError(" ".join((f"{name} is {value!r}; allowed: {', '.join(names)}.", *lost)))


def _range(name: str, value: float, low: float, high: float, *, above: bool = False) -> None:
    inside = (low < value if above else low <= value) and value <= high
    if not inside:  # also catches NaN
        bound = f"above {low:g}" if above else f"at least {low:g}"
        given = f"{value:g}" if isinstance(value, float) else value  # a whole number may be too large for a float
        raise SpecError(f"{name} is {given}; allowed: {bound} and at most {high:g}.")


@dataclass(frozen=True, kw_only=True)
class NetworkSpec:
    """Which network: registry name and options; `skips` is "default", "on", "off" or the ids that are on.

    "default" is the family's own state: off for plain-*, on for resnet-*. Init "own" is what the network's own
    code draws. `slope` is that of negative inputs, of an activation that has one. `branch_scale` multiplies every
    residual branch by 1/√L for L blocks. Stem "small" is a 3×3 convolution without stride or pooling, for images of
    32×32 or less.
    `source` (a file or a dotted name) and `digest` (of its content) are set for a user's own model alone, whose
    `name` is then the object's name in it. `files` are the path and digest of every module that it loads from its
    own folders, empty where that is not known; `arguments` are name and value, as Python writes it, of what it is
    called with besides what the data decide. `output` says which of several results the class scores are: a key or
    a number. `weights` is the file of its initial weights, `weights_digest` that file's digest.
    """

    name: str = "resnet-56"
    width: int = 16
    norm: str = "batch"
    init: str = "he"
    activation: str = "relu"
    slope: float = 0.01
    shortcut: str = "A"
    branch_scale: bool = False
    zero_gamma: bool = False
    stem: str = "own"
    skips: str | tuple[str, ...] = field(
        default="default", metadata={"allowed": "default, on, off, or ids such as skip1"}
    )
    input_shape: tuple[int, ...] = (3, 32, 32)
    classes: int = 10
    source: str = ""
    digest: str = ""
    files: tuple[tuple[str, str], ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    output: str = ""
    weights: str = ""
    weights_digest: str = ""

    @property
    def family(self) -> str:
        """The family's name; of a user's own model the model's."""
        return self.name if self.source else split(self.name)[0]

    @property
    def depth(self) -> int | None:
        """The depth that the name says; None for a family of one network and for a user's own model."""
        return None if self.source else split(self.name)[1]

    def at(self, depth: int) -> NetworkSpec:
        """The same network of the same family at another depth."""
        return replace(self, name=named(self.family, depth))

    def __post_init__(self) -> None:
        _range("width", self.width, 1, 1024)
        _range("classes", self.classes, 2, 100_000)
        _choice("norm", self.norm, NORMS)
        _choice("init", self.init, INITS)
        _choice("activation", self.activation, ACTIVATIONS)
        _range("slope", self.slope, 0, 1)
        _choice("shortcut", self.shortcut, SHORTCUTS)
        _choice("stem", self.stem, STEMS)
        if isinstance(self.skips, str):
            _choice("skips", self.skips, ("default", "on", "off"))
        elif not all(isinstance(skip, str) for skip in self.skips):
            raise SpecError(f"skips are {self.skips}; allowed: default, on, off, or ids such as skip1.")
        if len(self.input_shape) != 3 or min(self.input_shape) < 1:
            raise SpecError(f"input is {self.input_shape}; allowed: channels x height x width, each at least 1.")


@dataclass(frozen=True, kw_only=True)
class TrainingSpec:
    """How it is trained. `warmup` counts steps; `seed` fixes weights, batches, their order and augmentation.

    `dataset` is a registered name, "folder:SIZE:PATH" for a folder of images resized to SIZE × SIZE, or "none":
    the network's own input shape, to be looked at and not to be trained on. Gradients whose norm over all parameters is
    above `clip` are scaled to it; with `clip_by` "adaptive" those of each unit that are above `clip` times the norm of
    its weights; 0: never. Probes come every `probe_every` steps; 0: as often as their cost allows. Sharpness is
    measured every `sharpness_every` steps, 0: never. `capture` lets an NVIDIA GPU replay a recorded step. These three
    change no number of the run. `precision` is how its steps round: "tf32" on NVIDIA GPUs alone, "bf16" and "fp16"
    under autocast. It ends after `epochs`, or after `max_steps` steps where that is not 0. `interventions` are gates
    that move while it trains, in this order where they concern one step. `together` is the number of runs that a sweep
    trains as one network, this one among them; that rounds otherwise than a run alone.
    """

    dataset: str = "digits"
    augment: str = "none"
    epochs: int = 15
    max_steps: int = 0
    batch_size: int = 64
    optimizer: str = "sgd"
    lr: float = 0.1
    momentum: float = 0.9
    weight_decay: float = 1e-4
    clip: float = 0.0
    clip_by: str = "norm"
    schedule: str = "constant"
    warmup: int = 0
    seed: int = 0
    device: str = "auto"
    precision: str = "float32"
    capture: bool = True
    probe_every: int = 0
    sharpness_every: int = 0
    together: int = 1
    interventions: tuple[GateMove, ...] = field(default=(), metadata={"allowed": f"a list of {FORM}"})

    def __post_init__(self) -> None:
        _range("epochs", self.epochs, 1, 100_000)
        _range("steps", self.max_steps, 0, 100_000_000)
        _range("batch size", self.batch_size, 2, 65_536)
        _range("learning rate", self.lr, 0, 1000, above=True)
        _range("momentum", self.momentum, 0, 0.9999)
        _range("weight decay", self.weight_decay, 0, 100)
        _range("clipping limit", self.clip, 0, 1e6)
        _choice("clipping", self.clip_by, CLIPPINGS)
        _range("warm-up", self.warmup, 0, 10_000_000)
        _range("seed", self.seed, 0, 2**31 - 1)
        _range("steps between probes", self.probe_every, 0, 1_000_000)
        _range("steps between sharpness", self.sharpness_every, 0, 1_000_000)
        _range("runs trained together", self.together, 1, 64)
        _choice("augmentation", self.augment, AUGMENTATIONS)
        _choice("optimizer", self.optimizer, OPTIMIZERS)
        _choice("schedule", self.schedule, SCHEDULES)
        _choice("device", self.device, DEVICES)
        _choice("precision", self.precision, PRECISIONS)
        if self.together > 1 and self.precision != "float32":
            raise SpecError(f"precision is {self.precision}; allowed for runs that are trained together: float32.")

    def total_steps(self, steps_per_epoch: int) -> int:
        """The steps of the whole run."""
        return self.max_steps or self.epochs * steps_per_epoch


@dataclass(frozen=True, kw_only=True)
class RunSpec:
    """Everything that decides a run's numbers: the same spec gives the same numbers on the same CPU."""

    network: NetworkSpec = field(default_factory=NetworkSpec)
    training: TrainingSpec = field(default_factory=TrainingSpec)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-ready data; `from_dict` is the inverse."""
        return asdict(self)

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> RunSpec:
        """Rebuild a spec; raises SpecError for unknown settings and values of another type or outside their range."""
        try:
            return made(RunSpec, data)
        except WrongTypeError as error:
            raise SpecError(str(error)) from error
