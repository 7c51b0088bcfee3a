"""Which stored run is meant by an id, a name, or the beginning of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.commands.failures import UsageError

if TYPE_CHECKING:
    from explorer.runs.store import RunRow, RunStore

_SHOWN = 8


def meant(store: RunStore, text: str) -> RunRow:
    """The one run whose id or name is `text`, or else begins with it, in any case; UsageError for none or several."""
    rows, wanted = store.rows(), text.casefold()
    for test in (_is, _begins):
        found = [row for row in rows if test(row.id, wanted) or test(row.name, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{len(found)} runs are called {text}. Choose one by its id:{_listed(found)}")
    raise UsageError(f"There is no run {text!r} in {store.folder}. See `residual-explorer runs`.")


def _is(own: str, wanted: str) -> bool:
    return own.casefold() == wanted


def _begins(own: str, wanted: str) -> bool:
    return own.casefold().startswith(wanted)


def _listed(rows: list[RunRow]) -> str:
    lines = [f"\n  {row.id}  {row.name}, {row.created.astimezone():%Y-%m-%d %H:%M}" for row in rows[:_SHOWN]]
    return "".join(lines) + ("\n  …" if len(rows) > _SHOWN else "")
