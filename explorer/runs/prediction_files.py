"""A prediction as a small file, for a class: one from each, shown together."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from explorer.runs.predictions import Prediction
from explorer.typed import made, parsed

SUFFIX = ".prediction.json"
_LARGEST = 100_000  # bytes


@dataclass(frozen=True, kw_only=True)
class SharedPrediction:
    """What one of a class predicted of run A or B. `lesson` and `experiment` say of which experiment of which lesson;
    both empty: of whatever is on show."""

    side: Literal["A", "B"]
    prediction: Prediction
    lesson: str = ""
    experiment: str = ""

    def is_of(self, lesson: str, experiment: str) -> bool:
        """Whether it is about this experiment of this lesson."""
        return not self.lesson or (self.lesson, self.experiment) == (lesson, experiment)


def write_prediction(path: Path, shared: SharedPrediction) -> None:
    """Write a prediction; OSError where the file cannot be written."""
    path.write_text(json.dumps(asdict(shared)), encoding="utf-8")


def read_prediction(path: Path) -> SharedPrediction:
    """The prediction of a file; ValueError where there is none in it, OSError where it cannot be read. The message says
    what is wrong and what is allowed."""
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"it is larger than a prediction; allowed: at most {_LARGEST:,} bytes")
    try:
        content = parsed(data.decode("utf-8-sig"))  # with a byte order mark or without
    except ValueError as error:
        raise ValueError("it is not JSON; allowed: a file written by Save for the class or Save prediction") from error
    found = made(SharedPrediction, content, "file")
    if not found.prediction.whole:
        raise ValueError(
            "its values cannot be drawn; allowed: finite numbers, and for a curve as many x from 0 to 1, ascending"
        )
    return found
