"""Is a runs file whole, and what of it can be saved where it is not."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from explorer.runs.codec import DamagedError
from explorer.runs.database import FILE_NAME
from explorer.runs.portable import Carried, read_carried
from explorer.runs.run_files import RunFiles
from explorer.runs.run_ids import ALLOWED, is_run_id
from explorer.runs.schema import ForeignFileError, check, create, outdated, upgrade
from explorer.runs.store_errors import StoreError, unusable_folder

Told = Callable[[float], None]
_LONGEST = 1 << 40  # bytes of a header that can be believed
_FAILURES = (sqlite3.Error, DamagedError, ValueError, OverflowError, TypeError)


@dataclass(frozen=True)
class Health:
    """What a look at a runs file found: how many runs are whole, why each of the others is not (by its id), and what
    SQLite says of the file itself, empty where that is whole."""

    whole: int
    damaged: dict[str, str]
    file: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether nothing is damaged."""
        return not self.damaged and not self.file


def examine(folder: Path, told: Told = lambda _share: None) -> Health:
    """Read every run of a folder, and have SQLite check its file; nothing is changed. StoreError where there is no
    such file, or nothing of it can be read."""
    return salvage(folder, lambda _carried: None, None, told)


def salvage(
    folder: Path, put: Callable[[Carried], None], weights: Path | None, told: Told = lambda _share: None
) -> Health:
    """Hand every run that is whole to `put`, and copy its trained weights to the store folder `weights`.

    The folder itself is left as it is. What `put` refuses (StoreError), such as a run that still trains, is damaged.
    """
    with _copy(folder) as (db, file):
        ids, damaged = _ids(db), {}
        for place, run_id in enumerate(ids):
            try:
                put(_read(db, run_id))
            except (*_FAILURES, StoreError) as error:
                damaged[run_id] = str(error)
            else:
                if weights is not None:
                    _copy_weights(folder, weights, run_id)
            told((place + 1) / len(ids))
        return Health(len(ids) - len(damaged), damaged, file)


def _copy_weights(folder: Path, target: Path, run_id: str) -> None:
    source, copy = RunFiles(folder).weights(run_id), RunFiles(target).weights(run_id)
    if source.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)


@contextmanager
def _copy(folder: Path) -> Iterator[tuple[sqlite3.Connection, tuple[str, ...]]]:
    """A copy of the runs file, brought up to date, and what SQLite says of it: what is damaged is not written to."""
    path = folder / FILE_NAME
    if not path.exists():
        raise StoreError(f"There is no runs file in {folder}.")
    try:
        with tempfile.TemporaryDirectory() as place, ExitStack() as opened:
            for end in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{end}", Path(place) / f"{FILE_NAME}{end}")
            _lengthen(Path(place) / FILE_NAME)
            db = opened.enter_context(closing(_connect(Path(place) / FILE_NAME)))
            _prepare(db, path)
            file = _said(db)
            if file:
                anew = opened.enter_context(closing(_connect(Path(place) / "anew.sqlite")))
                _gather(db, anew)
                db = anew
            yield db, file
    except OSError as error:
        raise StoreError(unusable_folder(folder, error)) from error


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return db


def _gather(damaged: sqlite3.Connection, anew: sqlite3.Connection) -> None:
    """Copy what can be read of every table, without its indexes, from either end."""
    anew.execute("BEGIN")
    create(anew)
    tables = [name for (name,) in anew.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = ", ".join(name for _, name, *_ in anew.execute(f"PRAGMA table_info({table})"))
        marks = ", ".join("?" * (columns.count(",") + 2))
        for order in ("ASC", "DESC"):
            with suppress(*_FAILURES):
                rows = damaged.execute(f"SELECT rowid, {columns} FROM {table} NOT INDEXED ORDER BY rowid {order}")
                insert = f"INSERT OR IGNORE INTO {table} (rowid, {columns}) VALUES ({marks})"
                for row in rows:
                    anew.execute(insert, row)
    anew.execute("COMMIT")


def _lengthen(path: Path) -> None:
    """Give a file that was cut off the length that its header says: SQLite reads nothing of it otherwise."""
    with path.open("r+b") as file:
        header = file.read(32)
        page_size = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        length = (65_536 if page_size == 1 else page_size) * pages
        if header.startswith(b"SQLite format 3") and path.stat().st_size < length <= _LONGEST:
            file.truncate(length)


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    try:
        if not check(db):
            raise StoreError(f"The runs file {path} is empty.")
        if outdated(db):
            upgrade(db)
    except ForeignFileError as error:
        raise StoreError(f"The runs file {path} {error}.") from error
    except sqlite3.Error as error:
        raise StoreError(f"Nothing of the runs file {path} can be read ({error}).") from error


def _ids(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT id FROM runs WHERE deleted_by IS NULL ORDER BY created DESC, rowid DESC")
    return [str(run_id) for (run_id,) in rows]


def _read(db: sqlite3.Connection, run_id: str) -> Carried:
    """A run; DamagedError and the like where it cannot be read."""
    if not is_run_id(run_id):
        raise DamagedError(f"id; allowed: {ALLOWED}")
    found = read_carried(db, run_id)
    if found is None:
        raise DamagedError("its row cannot be read")
    if found.run.outcome.status != "running":
        found.check()
    return found


def _said(db: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite has to say against the file."""
    try:
        said = [str(line) for (line,) in db.execute("PRAGMA quick_check(8)")]
    except sqlite3.Error as error:
        said = [str(error)]
    return () if said == ["ok"] else tuple(said)
