"""The short-lived process in which a user's code runs first: one request as JSON on stdin, one answer in a file.

`python -m explorer.engine.own_probe FOLDER` writes FOLDER/answer.json. It ends itself after the request's `limit`
seconds, counted from when torch is loaded, leaving in FOLDER/trace.txt where it was; likewise when it crashes. It ends
at once when its stdin closes: then whoever asked is gone.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, BinaryIO

from explorer.own.own_model_error import OwnModelError
from explorer.own.source import locate
from explorer.whole_file import whole

ANSWER, TRACE = "answer.json", "trace.txt"
_SHARE_OF_MEMORY = 0.8


def main(folder: Path) -> None:
    """Answer the one request on stdin."""
    asker = os.fdopen(os.dup(0), "rb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # a user's code may read and print as it likes
        os.dup2(nowhere, stream)
    request = json.loads(_first_line(asker))
    threading.Thread(target=_leave_with, args=(asker,), daemon=True).start()
    _spare_the_machine()
    with (folder / TRACE).open("w", encoding="utf-8") as trace:
        faulthandler.enable(trace)
        import torch

        from explorer.own import candidates, checking, loading, user_files  # noqa: F401 - the limit is for the user's code

        torch.set_num_threads(1)
        faulthandler.dump_traceback_later(request["limit"], exit=True, file=trace)
        user_files.watch()
        source = locate(request["place"], Path.cwd())
        answer = {**_answered(request), "files": user_files.loaded(source)}
    with whole(folder / ANSWER) as unfinished:
        unfinished.write_text(json.dumps(answer), encoding="utf-8")
    os._exit(0)  # threads and exit handlers of the user's code have no say


def _answered(request: dict[str, Any]) -> dict[str, Any]:
    try:
        if request["task"] == "inspect":
            return _inspected(request["source"], request["digest"])
        return _described(request["network"])
    except OwnModelError as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": f"The memory ran out while {request['label']} was looked at."}
    except BaseException as error:  # KeyboardInterrupt of a user's code as well: the answer must come
        from explorer.own.code_places import told

        ours = type(error).__module__.partition(".")[0] == "explorer"
        return {"problem": str(error) if ours else f"{request['label']} cannot be drawn. {told(error)}."}


def _inspected(source: str, digest: str) -> dict[str, Any]:
    from explorer.own.candidates import candidates
    from explorer.own.loading import load
    from explorer.own.trust import agreed

    return {"candidates": [asdict(candidate) for candidate in candidates(load(agreed(source, digest)))]}


def _described(network: dict[str, Any]) -> dict[str, Any]:
    from explorer.own.checking import check
    from explorer.own.loading import call_of, make
    from explorer.own.model_results import choice, scores_among
    from explorer.runs.spec import RunSpec
    from explorer.tracing import describe

    spec = RunSpec.from_dict({"network": network}).network
    results = check(make(spec), spec, Path(spec.source).name)
    notes = [*call_of(spec), *choice(spec, results)]
    output = spec.output or scores_among(results)
    graph = describe(replace(spec, output=output))
    return {"graph": graph.to_dict(), "output": output, "results": [asdict(r) for r in results], "notes": notes}


def _first_line(asker: BinaryIO) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        read = asker.read(65_536)
        if not read:
            os._exit(0)
        line += read
    return line


def _leave_with(asker: BinaryIO) -> None:
    while asker.read(1):
        pass
    os._exit(0)


def _spare_the_machine() -> None:
    """On Linux: be the first to go where memory runs out, and take no more than most of it."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = int(memory * _SHARE_OF_MEMORY)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
