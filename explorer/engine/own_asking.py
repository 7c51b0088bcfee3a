"""Questions about a user's model, each answered by a process of its own that cannot hang or take this one along."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from explorer.engine.own_probe import ANSWER, TRACE
from explorer.graph.model import NetworkGraph
from explorer.infos import Candidate, Result
from explorer.own import code_places
from explorer.own.own_model_error import OwnModelError
from explorer.own.search_path import isolated
from explorer.own.source import Source
from explorer.own.trust import agreed, note_files
from explorer.own.user_files import Files
from explorer.runs.spec import NetworkSpec
from explorer.typed import made

LIMIT_SECONDS = 20.0
_POLL_SECONDS = 0.02
_START_SECONDS = 60.0  # an interpreter and torch, on a busy machine


def inspect(place: str, digest: str, limit: float = LIMIT_SECONDS) -> tuple[Candidate, ...]:
    """The models that a source offers; OwnModelError where it cannot be looked at within `limit` seconds."""
    source = agreed(place, digest)
    answer = _ask({"task": "inspect", "source": place, "digest": digest}, source, limit)
    return tuple(made(Candidate, candidate) for candidate in answer["candidates"])


@dataclass(frozen=True)
class Seen:
    """A user's model as it was looked at: its graph, what it loads from its own folders, which of several results its
    class scores are, what there was to choose from (nothing where the spec says it), and lines for people."""

    graph: NetworkGraph
    files: Files
    output: str
    results: tuple[Result, ...]
    notes: tuple[str, ...]


def look(spec: NetworkSpec, limit: float = LIMIT_SECONDS) -> Seen:
    """A user's model that takes and gives what the spec says; OwnModelError for all that is wrong."""
    source = agreed(spec.source, spec.digest, spec.files)
    answer = _ask({"task": "describe", "network": asdict(spec)}, source, limit)
    graph, results = NetworkGraph.from_dict(answer["graph"]), tuple(made(Result, r) for r in answer["results"])
    return Seen(graph, _files(answer), answer["output"], results, tuple(answer["notes"]))


def _ask(request: dict[str, Any], source: Source, limit: float) -> dict[str, Any]:
    code_places.remember(source.path, source.search)
    with tempfile.TemporaryDirectory(prefix="residual-explorer-", ignore_cleanup_errors=True) as folder:
        status = _run({**request, "limit": limit, "label": source.label, "place": source.source}, folder, limit)
        answer = Path(folder) / ANSWER
        if not answer.exists():
            trace = (Path(folder) / TRACE).read_text(encoding="utf-8") if (Path(folder) / TRACE).exists() else ""
            raise OwnModelError(_without_answer(source, status, trace, limit))
        data = json.loads(answer.read_text(encoding="utf-8"))
    note_files(source, _files(data))
    if "problem" in data:
        raise OwnModelError(data["problem"])
    return data


def _files(answer: dict[str, Any]) -> Files:
    return tuple((str(path), str(digest)) for path, digest in answer["files"])


def _run(request: dict[str, Any], folder: str, limit: float) -> int | None:
    """Have a probe answer into `folder`; its exit status, None where it had to be ended by force."""
    command = [sys.executable, "-P", "-m", "explorer.engine.own_probe", folder]  # -P: not in the current folder
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, env=isolated())
    try:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        over = _over(process, _START_SECONDS + limit)
    finally:
        _end(process)
    return process.returncode if over else None


def _over(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a probe ends by itself within `seconds`. On POSIX it is left unreaped, so that no other process can get
    its number before `_end` has ended its group."""
    if not hasattr(os, "waitid"):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.returncode is not None
    deadline = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):  # whoever has this process ignore its children's end
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a probe and whatever its code has started, then reap it: only until then the number is sure to be its own."""
    if process.returncode is None:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()


def _without_answer(source: Source, status: int | None, trace: str, limit: float) -> str:
    """Why a probe left without an answer."""
    place = _last_own(trace)
    if status is None or trace.startswith("Timeout"):
        within = f"did not finish within {limit:g} s"
        return f"{source.label} {within}{f', at {place}' if place else ''}. Is there an endless loop?"
    if trace.startswith("Fatal"):
        fault = trace.partition("\n")[0].removeprefix("Fatal Python error: ")
        return f"{source.label} crashed Python: {fault}{f', at {place}' if place else ''}."
    if status == -signal.SIGINT or status < 0:
        return f"{source.label} was ended by signal {-status} during the inspection; it may have run out of memory."
    return f"{source.label}: the model's process exited (status {status}). Remove calls of os._exit."


def _last_own(trace: str) -> str:
    """The innermost line of the user's code in what faulthandler wrote."""
    for name, number in re.findall(r'File "(.+?)", line (\d+)', trace):
        if code_places.is_own(name):
            return code_places.line(name, int(number))
    return ""
