"""A format of a package of its own: the names of the runs, one in a line."""

from __future__ import annotations

from pathlib import Path

from explorer.exports.format_registry import FORMATS, Format, Told, Wanted


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    path.write_text("".join(f"{row.name}\n" for row in wanted.rows), encoding="utf-8")
    told(1.0)


FORMATS.register(
    Format(name="toy-format", title="Names", about="The names of the runs.", suffix=".names", write=_write)
)
