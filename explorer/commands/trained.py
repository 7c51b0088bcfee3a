"""Training one run for a command, from the store's opening to the exit status."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from explorer.commands.failures import Exit, refuse, usage_errors
from explorer.commands.jsonfile import dumps
from explorer.runs.store_errors import StoreError
from explorer.threads import wait_asleep

if TYPE_CHECKING:
    from rich.console import Console

    from explorer.recording.recording import Recording
    from explorer.runs.store import RunStore

    Ready = Callable[[RunStore, Console], Recording]


def trained(folder: Path, json: Path | None, ready: Ready, every: int | None = None) -> Exit:
    """Train the run that `ready` enters in the store of `folder`, tell its result, and write it to `json`.

    `every` sets the folder's steps between checkpoints from now on; None leaves that as it is.
    """
    from rich.console import Console

    from explorer.commands import results
    from explorer.runs.store import RunStore

    with usage_errors():
        store = RunStore(folder)
    try:
        wait_asleep()
        from explorer.commands.training import carry_out
        from explorer.verdicts.judging import note_verdict

        console = Console(stderr=True)
        with usage_errors():
            if every is not None:
                store.checkpoints.every = every
            run = ready(store, console)
        outcome = carry_out(run, store, console)
        findings = note_verdict(store, run.run_id)
        if json is not None:
            json.write_text(dumps(results.as_data(run, outcome, findings)) + "\n", encoding="utf-8")
    except (StoreError, OSError) as error:
        raise refuse(str(error), Exit.FAILED) from error
    except KeyboardInterrupt:
        raise refuse("Stopped before the first step; nothing was saved.", Exit.INTERRUPTED) from None
    finally:
        with suppress(StoreError):  # the first error is the one to tell; a run that ended is saved
            store.close()
    typer.echo("\n".join((results.line(run, outcome), *(finding.sentence for finding in findings[:1]))))
    return results.exit_status(outcome)
