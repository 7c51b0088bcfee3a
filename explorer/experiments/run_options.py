"""From options, as `train` and sweep files have them, to the run they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from explorer.choices.family import resolve
from explorer.choices.optimizer import OPTIMIZERS
from explorer.registry import SpecError
from explorer.runs.folders import HERE, folder_name
from explorer.runs.gate_script import GateMove, parse
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

FOLDER_OPTIONS = ("train_folder", "test_folder", "without_folder")
_FREE = ("init", "skips")  # they act on every network
_OTHERS = (
    "name", "source", "digest", "files", "arguments", "output", "weights", "weights_digest", "input_shape", "classes",
)  # fmt: skip
NETWORK_OPTIONS = tuple(field.name for field in fields(NetworkSpec) if field.name not in _OTHERS)
_DERIVED = ("interventions", "together")  # from `at`, and from the other runs of a sweep
TRAINING_OPTIONS = (*(field.name for field in fields(TrainingSpec) if field.name not in _DERIVED), "at")
_SKIP = re.compile(r"(?:skip)?(\d{1,4})(?:-(?:skip)?(\d{1,4}))?")


def network_from(name: str, options: Mapping[str, Any]) -> NetworkSpec:
    """The registered network called `name` with those of `options` that were given (are not None); what is not given
    is the family's own setting. SpecError for an option that this network does not heed, UnknownNameError."""
    family, _ = resolve(name)
    options = with_slope(options)
    given = {option: options[option] for option in NETWORK_OPTIONS if options.get(option) is not None}
    heeded = family.options | set(_FREE)
    without = [option for option in given if option not in heeded and options[option] is not False]
    if without:
        has = ", ".join(option.replace("_", "-") for option in sorted(family.options)) or "none of them"
        raise SpecError(f"{name} has no {without[0].replace('_', ' ')}. Available network options: {has}.")
    if "skips" in given:
        given["skips"] = parse_skips(given["skips"])
    return NetworkSpec(name=name, **{**family.defaults, **given})


def with_slope(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Options with the slope that an activation such as "leaky-relu:0.2" names; SpecError where it is none."""
    activation, sign, slope = str(options.get("activation") or "").partition(":")
    if not sign:
        return options
    try:
        return {**options, "activation": activation, "slope": float(slope)}
    except ValueError:
        raise SpecError(f"activation is {options['activation']!r}; allowed: leaky-relu:SLOPE, such as 0.2.") from None


def training_from(options: Mapping[str, Any]) -> TrainingSpec:
    """How a run is trained by those of `options` that were given; the learning rate that is not is the optimizer's."""
    training = {name: options[name] for name in TRAINING_OPTIONS if options.get(name) is not None}
    training["interventions"] = interventions_from(training.pop("at", ()))
    training["dataset"] = with_roles(training.get("dataset", TrainingSpec.dataset), options)
    optimizer = OPTIMIZERS.get(training.get("optimizer", TrainingSpec.optimizer))
    if "lr" not in training and optimizer is not None:  # the spec refuses one that is unknown
        training["lr"] = optimizer.lr
    return TrainingSpec(**training)


def interventions_from(at: str | Iterable[str]) -> tuple[GateMove, ...]:
    """Planned interventions from their texts, or from one text in which ";" is between them. SpecError."""
    texts = at.split(";") if isinstance(at, str) else at
    return tuple(parse(text) for text in texts if text.strip())


def run_from(name: str, options: Mapping[str, Any]) -> RunSpec:
    """The run of a registered network. SpecError, UnknownNameError."""
    return RunSpec(network=network_from(name, options), training=training_from(options))


def parse_skips(text: str) -> str | tuple[str, ...]:
    """ "on", "off", "default", or the ids that are on from a list of ids, numbers and ranges ("skip1,4,7-9").

    SpecError for anything else; whether the network has these skips is not known here.
    """
    word = text.strip().lower()
    if word in ("on", "off", "default"):
        return word
    numbers: dict[int, None] = {}
    for part in word.split(","):
        match = _SKIP.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last:
            raise SpecError(f"skips is {text!r}; allowed: on, off, or a list such as skip1,skip4 or 1-9,12.")
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(f"skip{number}" for number in numbers)


def with_roles(dataset: str, options: Mapping[str, Any]) -> str:
    """A dataset's name with what the options of folders say of a folder of images; SpecError where it is none."""
    train, test = options.get("train_folder") or "", options.get("test_folder") or ""
    without = tuple(options.get("without_folder") or ())
    if not (train or test or without):
        return dataset
    given = folder_name(dataset)
    if given is None:
        raise SpecError(
            "The train folder, test folder and folders left out apply only to a folder of images, as "
            f"folder:32:photos; the dataset is {dataset!r}."
        )
    return str(replace(given, train=train.strip("/") or HERE, test=test.strip("/"), without=without))
