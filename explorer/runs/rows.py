"""A run as one line of the list of runs: what can be told without reading its measurements."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from explorer import __version__
from explorer.choices.activation import ACTIVATIONS
from explorer.choices.family import FAMILIES, OPTIONS, split
from explorer.gc_pause import paused_collector
from explorer.graph.model import NetworkGraph
from explorer.runs.codec import DamagedError, decode_outcome, encode_graph, encode_outcome, encode_spec
from explorer.runs.depth_twins import depth_of, twin_key
from explorer.runs.gate_script import GateMove
from explorer.runs.liveness import own_token
from explorer.runs.provenance import Provenance
from explorer.runs.run_ids import ALLOWED, is_run_id
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import digest, spec_digest
from explorer.typed import checked, made, parsed

_EPOCH_ZERO = datetime.fromtimestamp(0, UTC)
_PARTS = ("network", "training")


def _settings_of(spec: Any) -> dict[str, Any]:
    """A spec's settings as JSON says them, flat."""
    if not isinstance(spec, dict) or not all(isinstance(spec.get(part), dict) for part in _PARTS):
        raise DamagedError("settings")
    return {**spec["network"], **spec["training"]}


_DEFAULTS = _settings_of(parsed(encode_spec(RunSpec())))
_DEFAULTS.pop("name")


@dataclass(frozen=True)
class RunRow:
    """One stored run. `outcome` holds the figures so far (status "running") or the final ones.

    `verdict` is the title of the first finding at its end, empty where it was not judged.
    `settings` are those of network and training by their names, such as "norm" and "lr"; "network" is the network's
    name, "family" and "depth" what that says; what the network does not have is None. `tags` are words, `notes` text of
    the user; `reference` marks the run that others are compared with. Where it comes from: see Provenance. `used_by`
    are the sweeps that it is a run of, also those that found it trained before.
    `problem` is empty, or says what of the row is damaged; then `outcome` is empty of figures.
    """

    id: str
    name: str
    created: datetime
    status: str
    network: str
    dataset: str
    skips_on: int
    skips_total: int
    steps_per_epoch: int
    device: str
    outcome: Outcome
    skips_moved: int = 0
    verdict: str = ""
    sweep: str = ""
    used_by: tuple[str, ...] = ()
    parent: str = ""
    parent_step: int = 0
    tags: tuple[str, ...] = ()
    notes: str = ""
    reference: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    problem: str = ""

    @property
    def skips(self) -> str:
        """The skips at step 0 for people: "27 on", "27 off", "3 of 27 on" or "none"; then how many were moved while
        training, as in "27 on, 9 moved"."""
        if self.skips_total == 0:
            return "none"
        moved = f", {self.skips_moved} moved" if self.skips_moved else ""
        if self.skips_on in (0, self.skips_total):
            return f"{self.skips_total} {'on' if self.skips_on else 'off'}{moved}"
        return f"{self.skips_on} of {self.skips_total} on{moved}"

    @property
    def sweeps(self) -> tuple[str, ...]:
        """The sweeps that it is a run of, first the one that trained it."""
        return tuple(dict.fromkeys((*self.sweep.split(), *self.used_by)))

    def matches(self, search: str) -> bool:
        """Whether every word of `search` occurs in what the list shows of this run, in any case."""
        text = self._text
        return all(word in text for word in search.casefold().split())

    @cached_property
    def _text(self) -> str:
        """What the words of a search are looked for in; kept, because each letter typed asks 10,000 rows."""
        told = (self.name, self.network, self.dataset, self.skips, self.status, self.verdict, *self.tags, self.notes)
        return " ".join((*told, self.id, str(self.created.date()))).casefold()


_COLUMNS = tuple(field.name for field in fields(RunRow) if field.name != "problem")
_COUNTED = {
    "skips_moved": "(SELECT COUNT(DISTINCT skip) FROM interventions WHERE run_id = runs.id)",
    "used_by": "coalesce((SELECT group_concat(sweep, ' ') FROM cells WHERE run_id = runs.id AND run_id != ''), '')",
    "settings": "spec",
}


_OWN = "deleted_by IS NULL AND status {} AND twin_key = :key AND twin_key != '' AND depth {} :depth"


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What a terminal could take for commands: the name may come from somebody else's archive."""


def first_row(  # noqa: PLR0917
    run_id: str,
    name: str,
    spec: RunSpec,
    graph: NetworkGraph,
    steps_per_epoch: int,
    outcome: Outcome,
    provenance: Provenance,
) -> dict[str, str | int | bytes]:
    """The columns of a run that starts now, trained by this process."""
    return {
        "id": run_id,
        "name": _CONTROL.sub("\N{REPLACEMENT CHARACTER}", name),
        "created": datetime.now(UTC).isoformat(),
        "status": outcome.status,
        "network": spec.network.name,
        "dataset": spec.training.dataset,
        "skips_on": len(graph.enabled),
        "skips_total": len(graph.skips),
        "spec": encode_spec(spec),
        "graph": encode_graph(graph),
        "steps_per_epoch": steps_per_epoch,
        "device": outcome.device,
        "twin_key": "" if provenance.parent else twin_key(spec),  # a fork is trained unlike any other run
        "depth": depth_of(spec.network) or 0,
        "digest": run_digest(spec, provenance),
        "program": __version__,
        **asdict(provenance),
        "outcome": encode_outcome(outcome),
        "writer": own_token(),
        "edition": new_edition(),
    }


def new_edition() -> str:
    """What tells the steps of a run from those that it had before it was resumed or replaced."""
    return uuid.uuid4().hex[:16]


def run_digest(spec: RunSpec, provenance: Provenance) -> str:
    """What a run is found by: its settings and, of a fork, what it is a fork of."""
    if not provenance.parent:
        return spec_digest(spec)
    return digest({"settings": spec_digest(spec), "parent": provenance.parent, "step": provenance.parent_step})


def completed_like(db: sqlite3.Connection, spec: RunSpec) -> list[str]:
    """Ids of the runs that this version of the program completed with these settings, newest first; not those in which
    gates were moved by hand."""
    fits = (
        "digest = ? AND program = ? AND status = 'completed' AND deleted_by IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM interventions WHERE run_id = runs.id AND NOT planned)"
    )
    query = f"SELECT id FROM runs WHERE {fits} ORDER BY created DESC, rowid DESC"
    return _ids(db.execute(query, (spec_digest(spec), __version__)))


def shallower_twins(db: sqlite3.Connection, spec: RunSpec) -> list[str]:
    """Ids of the completed runs that are like `spec` but shallower, newest first."""
    fits = _OWN.format("= 'completed'", "<")
    return _ids(db.execute(f"SELECT id FROM runs WHERE {fits} ORDER BY created DESC, rowid DESC", _key(spec)))


def deeper_twins(db: sqlite3.Connection, run_id: str, spec: RunSpec, most: int) -> list[str]:
    """Ids of the newest runs that are over, like `spec` but deeper, and have no twin but `run_id`, of this spec."""
    fits = _OWN.format("!= 'running'", ">")
    other = (
        "SELECT 1 FROM runs AS other WHERE other.twin_key = runs.twin_key AND other.twin_key != ''"
        " AND other.depth < runs.depth AND other.status = 'completed' AND other.deleted_by IS NULL AND other.id != :id"
    )
    query = f"SELECT id FROM runs WHERE {fits} AND NOT EXISTS ({other}) ORDER BY created DESC, rowid DESC LIMIT :most"
    return _ids(db.execute(query, {**_key(spec), "id": run_id, "most": most}))


def _key(spec: RunSpec) -> dict[str, str | int]:
    return {"key": twin_key(spec), "depth": depth_of(spec.network) or 0}


def _ids(rows: Iterable[tuple[Any]]) -> list[str]:
    return [run_id for (run_id,) in rows if is_run_id(run_id)]


def read_rows(db: sqlite3.Connection, newest: int = -1) -> list[RunRow]:
    """Every run that is not deleted, newest first, or the newest of them; a damaged row is listed with its problem."""
    wanted = ", ".join(_COUNTED.get(column, column) for column in _COLUMNS)
    query = f"SELECT {wanted} FROM runs WHERE deleted_by IS NULL ORDER BY created DESC, rowid DESC LIMIT ?"
    rows = db.execute(query, (newest,))
    with paused_collector():  # it would look through all that there is, and hold up the window for as long
        return [_row(row) for row in rows]


@lru_cache(maxsize=20_000)
def _row(columns: tuple[Any, ...]) -> RunRow:
    """A row from its columns; kept, because reading them takes four times as long as fetching them."""
    values, problems = dict(zip(_COLUMNS, columns, strict=True)), []
    if not is_run_id(values["id"]):  # kept where it is text: such a run can be deleted
        problems.append(f"id {str(values['id'])[:60]!r}; allowed: {ALLOWED}")
        values["id"] = values["id"] if isinstance(values["id"], str) else "?"
    for column, (read, instead) in _READ.items():
        try:
            values[column] = read(values[column])
        except (ValueError, TypeError) as error:
            problems.append(str(error) if isinstance(error, DamagedError) else f"{column}: {error}")
            values[column] = instead
    if problems:
        problem = f"damaged {'; '.join(problems)}"
        return RunRow(**{**values, "outcome": Outcome("failed", 0, 0.0, problem)}, problem=problem)
    return RunRow(**values)


def _created(value: str) -> datetime:
    made = datetime.fromisoformat(value)
    if made.tzinfo is None or not 1970 <= made.year <= 9998:
        raise ValueError(f"no date of a run: {value[:60]}")
    return made


def _settings(text: str) -> dict[str, Any]:
    """A run's settings, not checked: reading 10,000 of them as specs takes ten times as long. Those that its version of
    the program did not know have their defaults."""
    settings = {**_DEFAULTS, **_settings_of(parsed(text))}
    moves = settings.get("interventions")
    if moves:
        settings["interventions"] = "; ".join(str(made(GateMove, move)) for move in moves)
    name = settings.pop("name", None)
    if not isinstance(name, str):
        raise DamagedError("settings: the network has no name")
    family, depth = (name, None) if settings.get("source") else split(name)
    return {"network": name, "family": family, "depth": depth, **settings, **_without_effect(family, settings)}


def _without_effect(family: str, settings: Mapping[str, Any]) -> dict[str, None]:
    """None for each setting that the network does not have: nothing is to be found by it."""
    known = None if settings.get("source") else FAMILIES.get(family)
    if known is None and not settings.get("source"):  # of a package that is not installed
        return {}
    heeded = frozenset() if known is None else known.options
    unheeded = dict.fromkeys(option for option in OPTIONS if option not in heeded)
    activation = ACTIVATIONS.get(str(settings.get("activation")))
    if activation is not None and not activation.sloped:
        unheeded["slope"] = None
    return unheeded if settings.get("clip") else {**unheeded, "clip_by": None}


def _text(value: str) -> str:
    return value if type(value) is str else checked(value, str, "value")


def _count(value: int) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"value is {value}; allowed: 0 and above.")
    return value


# How each column is read, and what is shown instead of one that is damaged.
_READ: Mapping[str, tuple[Callable[[Any], Any], object]] = {
    "settings": (_settings, {}),
    "tags": (lambda text: tuple(_text(text).split()), ()),
    "used_by": (lambda text: tuple(dict.fromkeys(_text(text).split())), ()),
    "reference": (bool, False),
    "created": (_created, _EPOCH_ZERO),
    "outcome": (decode_outcome, None),
    **dict.fromkeys(
        ("name", "status", "network", "dataset", "device", "verdict", "sweep", "parent", "notes"), (_text, "?")
    ),
    **dict.fromkeys(("skips_on", "skips_total", "steps_per_epoch", "parent_step"), (_count, 0)),
}
