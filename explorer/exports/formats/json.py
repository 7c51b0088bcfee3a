"""Runs as one JSON document that every reader accepts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explorer.exports.archive_writing import environment
from explorer.exports.format_registry import FORMATS, Format, Told, Wanted
from explorer.exports.long_form import Block, blocks, run_row


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"environment": ' + json.dumps(environment()) + ',\n"runs": [')
        for place, row in enumerate(wanted.rows):
            history = wanted.store.record(row.id)
            about = {**run_row(row), "spec": history.spec.to_dict(), "steps_per_epoch": history.steps_per_epoch}
            file.write((",\n" if place else "\n") + json.dumps(about, allow_nan=False)[:-1] + ',\n"readings": [')
            for count, text in enumerate(_readings(blocks(history, wanted.layers))):
                file.write((",\n" if count else "\n") + text)
            file.write("]}")
            told((place + 1) / len(wanted.rows))
        file.write("\n]}\n")


def _readings(found: Iterator[Block]) -> Iterator[str]:
    for block in found:
        values: dict[str, Any] = {
            "quantity": block.quantity,
            "place": block.place,
            "steps": block.steps.tolist(),
            "values": [value if math.isfinite(value) else None for value in block.values.tolist()],
        }
        yield json.dumps(values, allow_nan=False)


JSON = FORMATS.register(
    Format(
        name="json",
        title="JSON",
        about="Settings, results and readings of each run; a number that is not finite is null.",
        suffix=".json",
        write=_write,
    )
)
