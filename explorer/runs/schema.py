"""The tables of the run store and the versions of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from explorer.runs.codec import DamagedError, decode_spec
from explorer.runs.depth_twins import depth_of, twin_key
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest

# "RExp" read as a number: tells our files from any other SQLite file
APPLICATION_ID = 0x52457870
VERSION = 5

# `outcome` is kept up to date while a run goes on, so that an interrupted run has its figures.
# `verdict` is the first finding's title at the run's end, for lists.
# `twin_key` and `depth` are what explorer.runs.depth_twins tells of the spec: twins are found without reading others.
# `writer` is the process that trains it, `deleted_by` the store object that can still undo the deletion.
_TABLES = """
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    status TEXT NOT NULL,
    network TEXT NOT NULL,
    dataset TEXT NOT NULL,
    skips_on INTEGER NOT NULL,
    skips_total INTEGER NOT NULL,
    spec TEXT NOT NULL,
    graph BLOB NOT NULL,
    steps INTEGER NOT NULL DEFAULT 0,
    steps_per_epoch INTEGER NOT NULL,
    device TEXT NOT NULL,
    outcome TEXT NOT NULL,
    writer TEXT NOT NULL,
    deleted_by TEXT,
    verdict TEXT NOT NULL DEFAULT ''
);
CREATE INDEX runs_created ON runs (created);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    first_step INTEGER NOT NULL,
    count INTEGER NOT NULL,
    width INTEGER,
    data BLOB NOT NULL,
    UNIQUE (run_id, name, first_step)
);
CREATE TABLE epochs (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    step INTEGER NOT NULL,
    train_loss REAL,
    train_accuracy REAL,
    test_loss REAL,
    test_accuracy REAL,
    PRIMARY KEY (run_id, epoch)
);
CREATE TABLE interventions (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    skip TEXT NOT NULL,
    gate REAL NOT NULL
);
CREATE INDEX interventions_run ON interventions (run_id);
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    time TEXT NOT NULL,
    step INTEGER NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX events_run ON events (run_id);
"""

# The newest result of each analysis of a run.
_ANALYSES = """
CREATE TABLE analyses (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    analysis TEXT NOT NULL,
    made TEXT NOT NULL,
    result BLOB NOT NULL,
    PRIMARY KEY (run_id, analysis)
)"""


# Twins are looked for after every run: among 10,000 by an index, not by reading 10,000 specs.
_TWINS = (
    "ALTER TABLE runs ADD COLUMN twin_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN depth INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX runs_twins ON runs (twin_key, depth, created) WHERE twin_key != ''",
)

# What runs are found by, where they come from, and what people write at them. `digest` is that of the settings,
# `program` the version that trained it (empty: before 0.4), `tags` are separated by spaces; one run is the `reference`.
_SEARCHED = (
    "ALTER TABLE runs ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN program TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN sweep TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN parent TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN parent_step INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN notes TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN reference INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX runs_digest ON runs (digest, program, status, created)",
    "CREATE INDEX runs_sweep ON runs (sweep) WHERE sweep != ''",
    "CREATE INDEX runs_status ON runs (status)",
)

# A sweep is its file's text and its cells, one for each run it wants; `target` says where it is trained, empty for this
# machine. The queue is every waiting cell by `place`.
# `owner` is the process that trains a cell; `label` holds what varies, as JSON; `seconds` is what it is expected to
# take, 0 where that was not measured, negative where it cannot be.
_SWEEPS = (
    """
CREATE TABLE sweeps (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    target TEXT NOT NULL DEFAULT ''
)""",
    """
CREATE TABLE cells (
    id INTEGER PRIMARY KEY,
    sweep TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
    place REAL NOT NULL,
    label TEXT NOT NULL,
    spec TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    run_id TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0
)""",
    "CREATE INDEX cells_queue ON cells (state, place)",
    "CREATE INDEX cells_sweep ON cells (sweep)",
    "CREATE INDEX cells_run ON cells (run_id) WHERE run_id != ''",
)

# The checkpoints of a run; the files lie beside the database.
_CHECKPOINTS = """
CREATE TABLE checkpoints (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    made TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (run_id, step)
)"""

# The down-sampled columns of runs that are over, for charts of many: `data` are steps, then values, as float32.
# It was made of `rows` steps: of a run that went on since it is made anew.
_OVERVIEWS = """
CREATE TABLE overviews (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (run_id, name)
) WITHOUT ROWID"""

# What was predicted of a run: one prediction of each kind about each thing; `data` is the whole of it as JSON.
_PREDICTIONS = """
CREATE TABLE predictions (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run_id, kind, about)
) WITHOUT ROWID"""


# Interventions that the settings plan are told from those by hand; settings belong to the folder, not to a program.
_PLANNED = (
    "ALTER TABLE interventions ADD COLUMN planned INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
)

# Another one whenever the steps of a run are no longer those that were stored: it was resumed, or replaced.
_EDITION = (
    "ALTER TABLE runs ADD COLUMN edition TEXT NOT NULL DEFAULT ''",
    "UPDATE runs SET edition = lower(hex(randomblob(8)))",  # of an older file: a run without one is never compared
)

_VERSION_5 = (*_SEARCHED, *_SWEEPS, _CHECKPOINTS, _OVERVIEWS, *_PLANNED, _PREDICTIONS, *_EDITION)


class ForeignFileError(Exception):
    """The file is a database, but not one this program can use; the message says why."""


def outdated(db: sqlite3.Connection) -> int:
    """The version of a file that `upgrade` would change, 0 for any other."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return version if 0 < version < VERSION else 0


def check(db: sqlite3.Connection) -> bool:
    """Whether the tables are there; ForeignFileError for the file of another program or of a newer version."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0 and version == 0:
        return False
    if application != APPLICATION_ID:
        raise ForeignFileError("belongs to another program: choose another folder with --runs-dir")
    if version > VERSION:
        raise ForeignFileError(
            f"was written by a newer Residual Explorer (its version {version}, this program knows {VERSION}): "
            "update the program, or choose another folder with --runs-dir"
        )
    return True


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file, inside the caller's transaction."""
    for statement in (*_TABLES.split(";\n"), _ANALYSES, *_TWINS, *_VERSION_5):
        db.execute(statement)


def upgrade(db: sqlite3.Connection) -> None:
    """Bring an older version's tables up to date, inside the caller's transaction; runs are kept as they are."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version < 2:
        db.execute("ALTER TABLE runs ADD COLUMN verdict TEXT NOT NULL DEFAULT ''")
        db.execute(_ANALYSES)
    if version < 3:
        for statement in _TWINS:
            db.execute(statement)
    if version < 4:  # the key named a family and its twin by another rule
        _enter_twins(db)
    if version < 5:
        for statement in _VERSION_5:
            db.execute(statement)
        _enter_digests(db)


def _enter_twins(db: sqlite3.Connection) -> None:
    """Fill in what twins are found by; a run whose settings are damaged has none."""
    found = [(twin_key(spec), depth_of(spec.network) or 0, run_id) for run_id, spec in _specs(db)]
    db.executemany("UPDATE runs SET twin_key = ?, depth = ? WHERE id = ?", found)


def _enter_digests(db: sqlite3.Connection) -> None:
    """Fill in the digest of every run's settings; a run whose settings are damaged has none."""
    found = [(spec_digest(spec), run_id) for run_id, spec in _specs(db)]
    db.executemany("UPDATE runs SET digest = ? WHERE id = ?", found)


def _specs(db: sqlite3.Connection) -> Iterator[tuple[str, RunSpec]]:
    """Ids and settings of all runs but those whose settings are damaged."""
    for run_id, text in db.execute("SELECT id, spec FROM runs").fetchall():
        with suppress(DamagedError):
            yield run_id, decode_spec(text)


def stamp(db: sqlite3.Connection) -> None:
    """Write whose file this is and of which version."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
