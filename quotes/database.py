"""A path -> an open database, at the newest revision of its tables.

Comes in: a path; the file may be missing, empty, old, or of something else. Goes out: an engine to write with, or a
connection that cannot write. Never here: what is in the tables.

All that is SQLite's own way (pragmas, locks, its messages) is in this file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from quotes.faults import Fault
from quotes.shipped import folder

BUSY_SECONDS = 5.0
"""How long a locked database is waited for."""

_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_READING_PRAGMAS = {
    "collation_list", "compile_options", "database_list", "encoding", "foreign_key_check", "foreign_key_list",
    "function_list", "index_info", "index_list", "index_xinfo", "integrity_check", "page_count", "page_size",
    "pragma_list", "quick_check", "read_uncommitted", "table_info", "table_list", "table_xinfo",
}  # fmt: skip


def writing(path: Path) -> Engine:
    """The database, made or upgraded first where it must be.

    Each transaction takes the write lock when it begins, so that it cannot fail half-way for want of it;
    a connection with the execution option ``lock=False`` only looks, and takes none.
    Raises Fault: not a database, of something else, from a newer version, locked, not to be opened.
    """
    _bring_up(path)
    return engine(path)


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """A connection that can only read: the file is opened for reading, and SQLite is asked before each act.

    A file that is not there gives an empty database, and stays not there. An old one is upgraded first.
    Raises Fault as ``writing`` does.
    """
    there = exists(path)
    if there:
        _bring_up(path)
    made = _engine(lambda: _connect(path, "ro" if there else "memory"))
    try:
        with guard(path):
            if not there:
                with made.begin() as connection:
                    _alembic("upgrade", connection, "head")
            with made.connect() as connection:
                _close_to_writers(cast(sqlite3.Connection, connection.connection.dbapi_connection))
                yield connection
    finally:
        made.dispose()


def exists(path: Path) -> bool:
    """Whether there is such a file. Raises Fault where that is not to be known."""
    try:
        return path.exists()
    except OSError as error:
        raise _fault(str(path), "unable to open", "") from error


def revisions() -> tuple[str, ...]:
    """The revisions that this version knows, oldest first; read from the names of their files."""
    return tuple(sorted(file.name.split("_")[0] for file in (folder("migrations") / "versions").glob("[0-9]*_*.py")))


def revision(path: Path) -> str | None:
    """The revision of the file's tables; None where it has none yet, or is not there.

    Raises Fault for a file that is not ours to upgrade.
    """
    if not exists(path):
        return None
    if path.is_dir():
        raise Fault(str(path), "a folder", "give a file with --db")
    with guard(path), closing(_connect(path, "ro")) as raw:
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in names:
            if names:
                raise Fault(str(path), "a database of something else", "give another file with --db")
            return None
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        return None
    if row[0] not in revisions():
        raise Fault(str(path), f"made by a newer version (tables {row[0]})", "upgrade: pip install --upgrade quotes")
    return str(row[0])


def upgrade(path: Path, to: str = "head") -> None:
    """Brings the tables up to a revision, in one transaction. Raises Fault, also for a revision that is not known."""
    revision(path)
    with _transaction(path) as connection:
        _alembic("upgrade", connection, to)


def downgrade(path: Path, to: str) -> None:
    """Takes the tables down to a revision (``base``: none left; ``-1``: one step), in one transaction."""
    revision(path)
    with _transaction(path) as connection:
        _alembic("downgrade", connection, to)


def engine(path: Path, keys: bool = True) -> Engine:
    """The database as it is, for writing; whoever wants its tables in order takes ``writing``.

    ``keys``: whether a row must find the row that it refers to.
    """

    def connect() -> sqlite3.Connection:
        raw = _connect(path, "rwc")
        try:
            raw.execute(f"PRAGMA foreign_keys = {int(keys)}")
            raw.execute("PRAGMA synchronous = NORMAL")
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            # locked: somebody writes this moment; the mode is kept in the file, and the next to open it sets it
            if "locked" not in str(error):
                raw.close()
                raise
        return raw

    made = _engine(connect)

    @event.listens_for(made, "begin")
    def _(connection: Connection) -> None:
        # the driver would begin late, and take the lock only at the first write
        if connection.get_execution_options().get("lock", True):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


@contextmanager
def guard(where: Path | str, cure: str = "`quotes db status` tells more of it") -> Iterator[None]:
    """What the database complains of inside becomes a Fault at this place, with this cure where none is known."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        message = str(cause)
        if message == "interrupted":
            raise KeyboardInterrupt from None
        raise _fault(str(where), message, cure) from error


def _fault(where: str, message: str, otherwise: str) -> Fault:
    for sign, what, cure in (
        ("locked", "locked by another process", "wait until it is done, then run this again"),
        ("not a database", "not a database", "give another file with --db"),
        ("unable to open", "cannot be opened", "check that its folder exists and that you may write there"),
        ("readonly", "may not be written", "check who owns the file"),
        ("authoriz", "only reading is allowed here", "ask with SELECT"),
        ("malformed", "damaged", "take the file from a backup, or ingest into a new one"),
        ("binding", "a parameter has no value", "give it with -p NAME=VALUE"),
        ("one statement at a time", "more than one query", "ask one at a time"),
        ("full", "no space left on the disk", "make room, then run this again"),
    ):
        if sign in message:
            return Fault(where, what, cure)
    return Fault(where, message, otherwise)


@contextmanager
def _transaction(path: Path) -> Iterator[Connection]:
    # a table is altered by copying and dropping it, which would take along all rows that refer to it
    made = engine(path, keys=False)
    try:
        with guard(path), made.begin() as connection:
            yield connection
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise Fault(str(path), "rows are left that refer to nothing", "nothing was changed: please report it")
    finally:
        made.dispose()


def _bring_up(path: Path) -> None:
    # one look at the version; Alembic takes a quarter of a second to import and is seldom needed
    if revision(path) != revisions()[-1]:
        upgrade(path)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # as a URI, so that no character of the name has a meaning of its own
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        # reading takes a file beside it that cannot be made there; nor can anybody write, so none is needed
        uri += "&immutable=1"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    # one connection, kept until the engine is disposed of
    return create_engine("sqlite://", creator=connect, poolclass=StaticPool)


def _close_to_writers(raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA query_only = ON")
    raw.set_authorizer(_authorize)
    # lets Ctrl-C through while SQLite is at work: Python looks for it when it is called
    raw.set_progress_handler(lambda: None, 100_000)


def _authorize(action: int, first: str | None, second: str | None, _base: str | None, _by: str | None) -> int:
    if action in _READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _READING_PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _alembic(act: str, connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        getattr(command, act)(config, to)
    except CommandError as error:
        raise Fault(f"revision {to}", str(error), f"give one of: base, {', '.join(revisions())}") from error
