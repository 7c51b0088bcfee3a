"""The tables of the run store and the versions of them."""

from __future__ import annotations

import sqlite3

from explorer.runs.codec import DamagedError, decode_spec
from explorer.runs.depth_twins import depth_of, twin_key

# "RExp" read as a number: tells our files from any other SQLite file
APPLICATION_ID = 0x52457870
VERSION = 4

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


class ForeignFileError(Exception):
    """The file is a database, but not one this program can use; the message says why."""


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
    for statement in (*_TABLES.split(";\n"), _ANALYSES, *_TWINS):
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


def _enter_twins(db: sqlite3.Connection) -> None:
    """Fill in what twins are found by; a run whose settings are damaged has none."""
    found = []
    for run_id, text in db.execute("SELECT id, spec FROM runs").fetchall():
        try:
            spec = decode_spec(text)
        except DamagedError:
            continue
        found.append((twin_key(spec), depth_of(spec.network) or 0, run_id))
    db.executemany("UPDATE runs SET twin_key = ?, depth = ? WHERE id = ?", found)


def stamp(db: sqlite3.Connection) -> None:
    """Write whose file this is and of which version."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
