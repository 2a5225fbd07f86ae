"""Opens a SQLite file so that nothing is written beside it, nothing in it is trusted, and no query runs on."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

MAGIC = b"SQLite format 3\x00"
LARGEST_COPY = 2 << 30
LARGEST_CELL = 64 << 20
_SIDECARS = ("-wal", "-journal")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for reading. Raises sqlite3.Error or OSError.

    SQLite reads a write-ahead log or a hot journal only where it may write beside the database: such a database is
    copied to a private temporary folder first, and read there. Any other is opened as immutable.
    """
    unfinished = [Path(f"{path}{end}") for end in _SIDECARS if _has_content(Path(f"{path}{end}"))]
    if not unfinished or path.stat().st_size > LARGEST_COPY:
        with closing(_connected(path, "mode=ro&immutable=1")) as connection:
            yield connection
        return
    with TemporaryDirectory(prefix="piimap-") as folder:
        copy = Path(folder, "copy.db")
        shutil.copyfile(path, copy)
        for sidecar in unfinished:
            shutil.copyfile(sidecar, f"{copy}{sidecar.name.removeprefix(path.name)}")
        with closing(_connected(copy, "mode=rw")) as connection:
            yield connection


@contextmanager
def limited(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Within, queries that run longer than this are interrupted with sqlite3.OperationalError."""
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 20_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def quoted(identifier: str) -> str:
    """An identifier as SQL text, whatever is in it."""
    return '"' + identifier.replace('"', '""') + '"'


def reason(error: sqlite3.Error | OSError) -> str:
    """Why a database or table could not be read, without the text of the error, which may quote from the file."""
    text = str(error)
    if "not a database" in text:
        return "encrypted, or not a SQLite database"
    if "interrupted" in text:
        return "reading it took too long"
    if "no such module" in text:
        return "a virtual table whose extension is not installed"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return "damaged or truncated"


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
    connection.text_factory = _text
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
    # The schema is hostile: its views and generated columns call no unsafe function, and a broken entry of it
    # (writable_schema only makes SQLite pass over it) does not hide the others.
    for pragma in ("trusted_schema=OFF", "writable_schema=ON", "query_only=ON", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
