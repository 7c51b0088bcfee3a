"""Runs as TensorBoard event files, a folder for each run."""

from __future__ import annotations

import re
from pathlib import Path

from explorer.exports.format_registry import FORMATS, Format, Told, Wanted
from explorer.exports.long_form import Block, blocks
from explorer.runs.rows import RunRow

_TAGS = {
    "loss": "train/loss of a step",
    "accuracy": "train/accuracy of a step",
    "train_loss": "train/loss of an epoch",
    "train_accuracy": "train/accuracy of an epoch",
    "test_loss": "test/loss",
    "test_accuracy": "test/accuracy",
}


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    from tensorboard.summary import Writer

    path.mkdir()
    for place, row in enumerate(wanted.rows):
        history = wanted.store.record(row.id)
        began, seconds = row.created.timestamp(), history.seconds.tolist()
        out = Writer(str(path / _folder(row)))
        for block in blocks(history, wanted.layers):
            if block.quantity == "seconds":
                continue
            for step, value in zip(block.steps.tolist(), block.values.tolist(), strict=True):
                out.add_scalar(_tag(block), value, step, wall_time=began + seconds[min(step, len(seconds) - 1)])
        out.close()
        told((place + 1) / len(wanted.rows))


def _tag(block: Block) -> str:
    name = _TAGS.get(block.quantity, block.quantity)
    return f"{name}/{block.place}" if block.place else name


def _folder(row: RunRow) -> str:
    """A name that every system takes: TensorBoard shows it as the run's."""
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '_', row.name)[:60]}-{row.id}"


TENSORBOARD = FORMATS.register(
    Format(
        name="tensorboard",
        title="TensorBoard event files",
        about="A folder for `tensorboard --logdir`: curves of each run and, on request, of each layer.",
        packages=("tensorboard",),
        write=_write,
    )
)
