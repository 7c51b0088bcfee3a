"""Options that several commands take: of a network and of its training, declared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from inspect import Parameter, signature
from typing import Annotated, Any, TypeVar, get_args

from explorer.commands import options
from explorer.runs.spec import TrainingSpec

Command = TypeVar("Command", bound=Callable[..., None])
Group = Mapping[str, tuple[Any, object]]
"""By parameter the option's type and its default."""

_T = TrainingSpec()
_ANNOTATED: Any = Annotated

TRAINING: Group = {
    "dataset": (options.Dataset, _T.dataset),
    "train_folder": (options.TrainFolder, None),
    "test_folder": (options.TestFolder, None),
    "without_folder": (options.WithoutFolder, None),
    "augment": (options.Augment, _T.augment),
    "epochs": (options.Epochs, _T.epochs),
    "max_steps": (options.MaxSteps, _T.max_steps),
    "batch_size": (options.BatchSize, _T.batch_size),
    "optimizer": (options.Optimizer, _T.optimizer),
    "lr": (options.Rate, None),
    "momentum": (options.Momentum, _T.momentum),
    "weight_decay": (options.WeightDecay, _T.weight_decay),
    "clip": (options.Clip, _T.clip),
    "clip_by": (options.ClipBy, _T.clip_by),
    "schedule": (options.Schedule, _T.schedule),
    "warmup": (options.Warmup, _T.warmup),
    "seed": (options.Seed, _T.seed),
    "device": (options.Device, _T.device),
    "precision": (options.Precision, _T.precision),
    "capture": (options.Capture, _T.capture),
    "probe_every": (options.ProbeEvery, _T.probe_every),
    "sharpness_every": (options.SharpnessEvery, _T.sharpness_every),
}
NETWORK: Group = {
    "norm": (options.Norm, None),
    "init": (options.Init, None),
    "width": (options.Width, None),
    "activation": (options.Activation, None),
    "slope": (options.Slope, None),
    "shortcut": (options.Shortcut, None),
    "branch_scale": (options.BranchScale, None),
    "stem": (options.Stem, None),
    "zero_gamma": (options.ZeroGamma, None),
    "skips": (options.Skips, "default"),
    "trust": (options.Trust, False),
    "argument": (options.Arguments, None),
    "output": (options.Output, None),
    "weights": (options.Weights, None),
}


def changes(group: Group, without: tuple[str, ...], others: Mapping[str, Any]) -> Group:
    """Options that change what there is already: not given, each is None. `others` have a type of their own."""
    kinds = {name: others.get(name) or _optional(kind) for name, (kind, _) in group.items() if name not in without}
    return {name: (kind, None) for name, kind in kinds.items()}


def _optional(kind: Any) -> Any:
    """An option's type that can be None and shows no default: that is what is changed."""
    value, option = get_args(kind)
    option = copy(option)
    option.show_default = False
    return _ANNOTATED[value | None, option]


def takes(*groups: Group) -> Callable[[Command], Command]:
    """A command that takes these options behind its own; it has them from its context."""

    def with_options(command: Command) -> Command:
        told = signature(command, eval_str=True)
        own = [p for p in told.parameters.values() if p.kind is not Parameter.VAR_KEYWORD]
        more = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)
            for group in groups
            for name, (kind, default) in group.items()
        ]
        vars(command)["__signature__"] = told.replace(parameters=[*own, *more])
        return command

    return with_options
