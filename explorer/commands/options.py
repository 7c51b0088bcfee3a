"""The options of the commands: each a type that carries its help; defaults come from the specs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from explorer.choices.activation import ACTIVATIONS
from explorer.choices.augmentation import AUGMENTATIONS
from explorer.choices.family import FAMILIES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.choices.optimizer import OPTIMIZERS
from explorer.choices.schedule import SCHEDULES
from explorer.paths import default_runs_dir
from explorer.registry import Registry
from explorer.runs.spec import CLIPPINGS, DEVICES, PRECISIONS, SHORTCUTS, STEMS, NetworkSpec

_NETWORK = "Network"
_TRAINING = "Training"
_RATES = ", ".join(f"{optimizer.name} {optimizer.lr:g}" for optimizer in OPTIMIZERS)
_MOMENTUM = ", ".join(optimizer.name for optimizer in OPTIMIZERS if optimizer.momentum)
_SKIPS_HELP = "Skip connections that are on: all, none, or a list such as skip1,skip4 or 1-9,12."
_SHORTCUT_HELP = "Shortcut where shapes change: A zero-padding, B projection; C is projection everywhere."


_STEM_HELP = "First layers: the network's own, or small (3×3, no stride, no pooling) for images of 32×32 or less."
_N = NetworkSpec()


def _own(setting: object) -> str:
    """How the help shows a default that a network may bring along."""
    return f"the network's own, mostly {setting}"


def _choices(allowed: tuple[str, ...] | Registry[Any]) -> str:
    return "|".join(allowed.names() if isinstance(allowed, Registry) else allowed)


NetworkName = Annotated[
    str, typer.Argument(metavar="NETWORK", help="Such as plain-56, resnet-110, or a model of your own: net.py:Net.")
]
Trust = Annotated[
    bool, typer.Option("--trust", help="Trust the file of your own model and run its code.", rich_help_panel=_NETWORK)
]
Arguments = Annotated[
    list[str] | None,
    typer.Option(
        "--arg",
        metavar="NAME=VALUE",
        help="An argument for your model; can be repeated. Those the data decide are filled in.",
        rich_help_panel=_NETWORK,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(metavar="KEY", help="Which of your model's outputs are the class scores.", rich_help_panel=_NETWORK),
]
Weights = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Initial weights for your model: safetensors or a state dict.", rich_help_panel=_NETWORK
    ),
]
Width = Annotated[
    int | None,
    typer.Option(help="Channels of the first stage.", show_default=str(_N.width), rich_help_panel=_NETWORK),
]
Norm = Annotated[
    str | None,
    typer.Option(metavar=_choices(NORMS), help="Normalization.", show_default=_own(_N.norm), rich_help_panel=_NETWORK),
]
Init = Annotated[
    str | None,
    typer.Option(
        metavar=_choices(INITS), help="Initial weights.", show_default=_own(_N.init), rich_help_panel=_NETWORK
    ),
]
Shortcut = Annotated[
    str | None,
    typer.Option(
        metavar=_choices(SHORTCUTS), help=_SHORTCUT_HELP, show_default=_own(_N.shortcut), rich_help_panel=_NETWORK
    ),
]
Stem = Annotated[
    str | None,
    typer.Option(metavar=_choices(STEMS), help=_STEM_HELP, show_default=_N.stem, rich_help_panel=_NETWORK),
]
Activation = Annotated[
    str | None,
    typer.Option(
        metavar=_choices(ACTIVATIONS), help="Activation; leaky-relu:0.2 has that slope.",
        show_default=_N.activation, rich_help_panel=_NETWORK,
    ),
]  # fmt: skip
Slope = Annotated[
    float | None,
    typer.Option(help="Slope of leaky ReLU for negative inputs.", show_default=str(_N.slope), rich_help_panel=_NETWORK),
]
BranchScale = Annotated[
    bool | None,
    typer.Option("--branch-scale", help="Multiply residual branches by 1/√L for L blocks.", rich_help_panel=_NETWORK),
]
ZeroGamma = Annotated[
    bool | None,
    typer.Option("--zero-gamma", help="Zero-initialize γ of the last norm of every block.", rich_help_panel=_NETWORK),
]
_OFF = [f"{family.name}-*" for family in FAMILIES if family.twin and not family.skips_on]
_SKIPS_DEFAULT = f"off for {', '.join(_OFF)}, on for others"
Skips = Annotated[
    str,
    typer.Option(metavar="on|off|LIST", help=_SKIPS_HELP, show_default=_SKIPS_DEFAULT, rich_help_panel=_NETWORK),
]

Dataset = Annotated[
    str, typer.Option(metavar="NAME", help="Dataset to train on; see `data`.", rich_help_panel=_TRAINING)
]
TrainFolder = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Image folder: the subfolder with the training images, one folder per class.",
        rich_help_panel=_TRAINING,
    ),
]
TestFolder = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Image folder: the subfolder with the test images.",
        rich_help_panel=_TRAINING,
    ),
]
WithoutFolder = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="Image folder: a subfolder to ignore; can be repeated.", rich_help_panel=_TRAINING
    ),
]
Augment = Annotated[
    str, typer.Option(metavar=_choices(AUGMENTATIONS), help="Random crops and flips.", rich_help_panel=_TRAINING)
]
Epochs = Annotated[int, typer.Option(help="Passes over the training data.", rich_help_panel=_TRAINING)]
MaxSteps = Annotated[
    int,
    typer.Option(help="Training steps, instead of epochs; 0: as many as the epochs have.", rich_help_panel=_TRAINING),
]
BatchSize = Annotated[int, typer.Option(help="Images per step.", rich_help_panel=_TRAINING)]
Optimizer = Annotated[str, typer.Option(metavar=_choices(OPTIMIZERS), help="Optimizer.", rich_help_panel=_TRAINING)]
Rate = Annotated[float | None, typer.Option(help="Learning rate.", show_default=_RATES, rich_help_panel=_TRAINING)]
Momentum = Annotated[float, typer.Option(help=f"Momentum of {_MOMENTUM}.", rich_help_panel=_TRAINING)]
WeightDecay = Annotated[float, typer.Option(help="Weight decay.", rich_help_panel=_TRAINING)]
Clip = Annotated[
    float,
    typer.Option(help="Limit that larger gradients are scaled to; 0: no clipping.", rich_help_panel=_TRAINING),
]
ClipBy = Annotated[
    str,
    typer.Option(
        metavar=_choices(CLIPPINGS), help="Limit of the norm over all parameters, or of each unit's ‖g‖/‖w‖.",
        rich_help_panel=_TRAINING,
    ),
]  # fmt: skip
Schedule = Annotated[
    str,
    typer.Option(metavar=_choices(SCHEDULES), help="Learning rate schedule.", rich_help_panel=_TRAINING),
]
Warmup = Annotated[
    int, typer.Option(help="Warm-up steps, in which the learning rate rises.", rich_help_panel=_TRAINING)
]
Seed = Annotated[
    int, typer.Option(help="Seed of the initial weights and the order of batches.", rich_help_panel=_TRAINING)
]
Device = Annotated[str, typer.Option(metavar=_choices(DEVICES), help="Device to train on.", rich_help_panel=_TRAINING)]
Precision = Annotated[
    str,
    typer.Option(
        metavar=_choices(PRECISIONS), help="How steps round: float32, or faster on a GPU and coarser.",
        rich_help_panel=_TRAINING,
    ),
]  # fmt: skip
Capture = Annotated[
    bool,
    typer.Option(
        "--capture/--no-capture", help="On an NVIDIA GPU, record a step once and replay it; it changes no number.",
        rich_help_panel=_TRAINING,
    ),
]  # fmt: skip
ProbeEvery = Annotated[
    int, typer.Option(help="Steps between probes; 0: automatic, limited by their cost.", rich_help_panel=_TRAINING)
]
SharpnessEvery = Annotated[
    int,
    typer.Option(
        help="Steps between measurements of sharpness (Hessian-vector products: each costs as much as tens of steps); "
        "0: off.",
        rich_help_panel=_TRAINING,
    ),
]
At = Annotated[
    list[str] | None,
    typer.Option(
        "--at",
        metavar="INTERVENTION",
        help='Move gates in training: "150: stage 2 = 0" from step 150 on, "150-300: all = 0.5" in equal parts from '
        'step 150 to 300, "99: skip1,skip4 = 0.2" skips by id. Can be repeated.',
        rich_help_panel=_TRAINING,
    ),
]
CheckpointEvery = Annotated[
    int | None,
    typer.Option(
        min=-1,
        metavar="STEPS",
        help="Steps between checkpoints, a setting of the runs folder; 0: automatic, at most 1 % of the time; -1: "
        "only at the end and before interventions. Changes no result.",
        show_default="the folder's setting, at first 0",
        rich_help_panel=_TRAINING,
    ),
]
StoredRun = Annotated[str, typer.Argument(metavar="RUN", help="A stored run: its id or name, or a unique prefix.")]

RunsDir = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Folder of the run store.", show_default="the user's data folder")
]
RunName = Annotated[str | None, typer.Option("--name", help="Name of the run.", show_default="the network's name")]
JsonFile = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result to FILE as JSON.")]
GraphFile = Annotated[
    Path | None, typer.Option("--save", metavar="FILE", help="Write the graph to FILE: .json, .dot or .graphml.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Search = Annotated[str, typer.Option(metavar="WORDS", help="Only runs that contain every word.")]
Where = Annotated[
    list[str] | None,
    typer.Option(metavar="CONDITION", help="Only runs of which this holds, such as depth>=20; can be repeated."),
]
DatasetShape = Annotated[str | None, typer.Option(metavar="NAME", help="Take input and classes from this dataset.")]
InputShape = Annotated[str | None, typer.Option("--input", metavar="CxHxW", help="Input.", show_default="3x32x32")]
Classes = Annotated[int | None, typer.Option(help="Number of classes.", show_default="10")]


def folder_of(context: typer.Context, runs_dir: Path | None) -> Path:
    """The runs folder: given to the command, given before it, or the default one."""
    given = runs_dir or context.obj
    return default_runs_dir() if given is None else Path(given)
