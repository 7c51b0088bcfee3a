"""Readings and runs as two Parquet tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from explorer.exports.format_registry import FORMATS, Format, Told, Wanted
from explorer.exports.long_form import blocks, run_row

RUNS = "-runs.parquet"


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    words = pa.dictionary(pa.int32(), pa.string())
    kinds = {"run": words, "step": pa.int64(), "epoch": pa.int64(), "quantity": words, "place": words,
             "value": pa.float64()}  # fmt: skip
    schema = pa.schema(list(kinds.items()))
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        for place, row in enumerate(wanted.rows):
            for block in blocks(wanted.store.record(row.id), wanted.layers):
                if len(block.steps):
                    words_of = (pa.array([name]) for name in (block.run, block.quantity, block.place))
                    same = np.zeros(len(block.steps), np.int32)
                    run, quantity, where = (pa.DictionaryArray.from_arrays(pa.array(same), name) for name in words_of)
                    columns = [
                        run,
                        pa.array(block.steps),
                        pa.array(block.epochs),
                        quantity,
                        where,
                        pa.array(block.values),
                    ]
                    out.write_table(pa.Table.from_arrays(columns, schema=schema))
            told((place + 1) / len(wanted.rows))
    rows = [run_row(row) for row in wanted.rows]
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: _column([row.get(name) for row in rows]) for name in names})
    parquet.write_table(table, path.with_name(path.stem + RUNS))


def _column(values: list[Any]) -> Any:
    """A column of one type; of values that have none in common, their text."""
    import pyarrow as pa

    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(value) for value in values])


PARQUET = FORMATS.register(
    Format(
        name="parquet",
        title="Parquet tables",
        about="The same two tables as CSV, compressed and typed, for pandas, Polars, DuckDB and R.",
        suffix=".parquet",
        beside=(RUNS,),
        packages=("pyarrow",),
        write=_write,
    )
)
