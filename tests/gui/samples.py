"""What the engine and the store would hand the window, made by hand."""

from datetime import UTC, datetime, timedelta

from explorer.choices.family import FamilyInfo
from explorer.engine.events import Ready
from explorer.infos import DatasetInfo, InstrumentInfo
from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Outcome

_DEPTHS = tuple(range(8, 1203, 6))
_CIFAR = {
    "group": "CIFAR",
    "options": frozenset({"width", "norm", "shortcut", "zero_gamma"}),
    "norms": ("batch", "group", "layer", "none"),
}
_BARE = {"options": frozenset(), "norms": ("batch", "none")}
READY = Ready(
    "CPU · 1 thread",
    (
        FamilyInfo("plain", "Plain", "Without skips", _DEPTHS, False, twin="resnet", **_CIFAR),
        FamilyInfo("resnet", "ResNet", "With skips", _DEPTHS, True, twin="plain", **_CIFAR),
        FamilyInfo("lenet", "LeNet", "One network", (), False, **_BARE),
        FamilyInfo("vgg", "VGG", "A few depths", (11, 16, 19), False, **_BARE),
        FamilyInfo(
            "large",
            "Large net",
            "For large images",
            (),
            True,
            "ImageNet",
            frozenset({"stem"}),
            norms=("batch", "none"),
            defaults={"init": "own"},
            shape=(3, 224, 224),
            classes=1000,
            smallest=8,
        ),
        FamilyInfo(
            "huge",
            "Huge net",
            "Larger still",
            (),
            True,
            "ImageNet",
            shape=(3, 224, 224),
            classes=1000,
            defaults={"init": "own", "norm": "none"},
            smallest=64,
            **_BARE,
        ),
    ),
    (
        DatasetInfo("digits", "Digits 8×8", (1, 8, 8), tuple("0123456789"), 1500, 297, "CC BY 4.0"),
        DatasetInfo("pets", "Pets", (3, 32, 32), ("cat", "dog"), 100, 20, "CC0"),
    ),
    (
        InstrumentInfo("gradient-rms", "Gradient RMS", "‖g‖/√n", "1", "even", "scale", "definition"),
        InstrumentInfo("weight-norm", "Weight norm", "‖w‖", "1", "steady", "size", "definition"),
    ),
)


def run_row(number: int, **changes: object) -> RunRow:
    """A stored run: r<number>, one hour older with each number, better with each number."""
    accuracy = (number % 100) / 100
    values = {
        "id": f"r{number}",
        "name": f"Run {number}",
        "created": datetime(2026, 5, 1, tzinfo=UTC) - timedelta(hours=number),
        "status": "completed",
        "network": "plain-56" if number % 2 else "resnet-56",
        "dataset": "digits",
        "skips_on": 0 if number % 2 else 27,
        "skips_total": 27,
        "steps_per_epoch": 24,
        "device": "CPU",
        "verdict": "Degradation",
        "outcome": Outcome("completed", 288 - number % 50, 20.0, train_accuracy=accuracy, test_accuracy=accuracy / 2),
    }
    return RunRow(**{**values, **changes})
