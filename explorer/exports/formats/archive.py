"""One file with everything of the runs, which this program opens elsewhere."""

from __future__ import annotations

from pathlib import Path

from explorer.exports import SUFFIX
from explorer.exports.archive_writing import write
from explorer.exports.format_registry import FORMATS, Format, Told, Wanted


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    write(wanted.store, [row.id for row in wanted.rows], path, weights=wanted.weights, told=told)


ARCHIVE = FORMATS.register(
    Format(
        name="archive",
        title="Archive",
        about="Everything of the runs in one file that opens elsewhere: settings, versions, readings, graphs, "
        "findings, analyses and, on request, trained weights. Never code.",
        suffix=SUFFIX,
        write=_write,
        weights=True,
        whole=True,
    )
)
