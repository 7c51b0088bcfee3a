"""A prediction as a small file, for a class: one from each, shown together."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from explorer.runs.predictions import Prediction, decoded
from explorer.typed import parsed

SUFFIX = ".prediction.json"
_LARGEST = 100_000  # bytes


def write_prediction(path: Path, side: str, prediction: Prediction) -> None:
    """Write what was predicted of run A or B; OSError."""
    path.write_text(json.dumps({"side": side, "prediction": asdict(prediction)}), encoding="utf-8")


def read_prediction(path: Path) -> tuple[str, Prediction]:
    """The side and the prediction of a file; ValueError or OSError where there is none in it."""
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    found = parsed(data.decode("utf-8")) if len(data) <= _LARGEST else None
    if isinstance(found, dict) and found.get("side") in ("A", "B"):
        prediction = decoded(json.dumps(found.get("prediction")))
        if prediction is not None:
            return found["side"], prediction
    raise ValueError("holds no prediction")
