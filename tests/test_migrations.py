"""Migrations: up and down, a fresh file and an old one alike, and what is not ours is left alone."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint

from quotes import database, tables
from quotes.faults import Fault
from quotes.shipped import folder
from quotes.store import Store
from tests.conftest import make_article, make_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "q.db"


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY 1"
        ).fetchall()


def make(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_every_step_goes_up_and_down_and_up_to_the_same(path: Path) -> None:
    seen = []
    for revision in database.revisions():
        database.upgrade(path, revision)
        assert database.revision(path) == revision
        seen.append(schema(path))
    for before in reversed([[], *seen[:-1]]):
        database.downgrade(path, "-1")
        assert schema(path) == before
    assert database.revision(path) is None
    database.upgrade(path)
    assert schema(path) == seen[-1]


def test_the_tables_are_what_the_code_takes_them_for(path: Path) -> None:
    made = database.writing(path)
    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []
        assert [column.name for column in tables.said.c] == list(
            connection.exec_driver_sql("SELECT * FROM said").keys()
        )
        # what Alembic does not compare: names and checks
        constraints = [one for table in tables.metadata.tables.values() for one in table.constraints]
        sql = "\n".join(text or "" for _name, text in schema(path))
        for constraint in constraints:
            assert f"CONSTRAINT {connection.dialect.identifier_preparer.format_constraint(constraint)} " in sql
            if isinstance(constraint, CheckConstraint):
                assert f"CHECK ({constraint.sqltext})" in sql
    made.dispose()


def test_a_fresh_an_empty_and_a_downgraded_file_open_alike(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    database.upgrade(tmp_path / "down.db")
    database.downgrade(tmp_path / "down.db", "base")
    for name in ("fresh.db", "empty.db", "down.db"):
        database.writing(tmp_path / name).dispose()
        with database.reading(tmp_path / name) as connection:
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 0


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations with one more: it alters a table that others refer to, then does what ``body`` says."""
    shutil.copytree(folder("migrations"), tmp_path / "migrations")
    file = tmp_path / "migrations" / "versions" / "9000_next.py"
    file.write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '9000', '{database.revisions()[-1]}'\n"
        "def upgrade():\n"
        "    op.execute('DROP VIEW said')\n"
        "    with op.batch_alter_table('articles') as batch:\n"
        "        batch.add_column(sa.Column('more', sa.Text()))\n"
        "        batch.alter_column('title', nullable=False)\n"
        "    body()\n"
        "def downgrade(): pass\n"
        "def body(): pass\n",
        "utf-8",
    )
    monkeypatch.setattr(database, "folder", lambda name: tmp_path / name)
    return file


def kept(path: Path) -> tuple[int, ...]:
    with closing(sqlite3.connect(path)) as connection:
        return tuple(
            connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("articles", "statements", "contents", "attributions", "aliases")
        )


def test_an_old_file_is_upgraded_with_all_that_is_in_it(path: Path, request: pytest.FixtureRequest) -> None:
    with closing(Store(path, "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
    before = kept(path)
    request.getfixturevalue("next_version")
    with database.reading(path) as connection:
        assert connection.exec_driver_sql("SELECT more FROM articles").all() == [(None,)]
    assert (database.revision(path), kept(path)) == ("9000", before)
    assert before[0] == 1


def test_what_is_searched_is_filled_in_when_an_old_file_is_upgraded(path: Path) -> None:
    with closing(Store(path, "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
    sql = "SELECT role, role_searched FROM attributions ORDER BY 1", "SELECT name, searched FROM carriers ORDER BY 1"
    with closing(sqlite3.connect(path)) as connection:
        before = [connection.execute(one).fetchall() for one in sql]
    assert before[0][-1] == ("وزيرة المياه", " وزيره مياه ")
    database.downgrade(path, "0001")
    database.upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        assert [connection.execute(one).fetchall() for one in sql] == before


@pytest.mark.parametrize("body", ["1 / 0", "op.execute('DELETE FROM articles')"])
def test_an_upgrade_that_fails_changes_nothing(path: Path, request: pytest.FixtureRequest, body: str) -> None:
    with closing(Store(path, "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
    before = (schema(path), kept(path))
    file: Path = request.getfixturevalue("next_version")
    file.write_text(file.read_text("utf-8").replace("body(): pass", f"body(): {body}"), "utf-8")
    with pytest.raises((ZeroDivisionError, Fault)):
        database.upgrade(path)
    assert (schema(path), kept(path)) == before
    assert database.revision(path) == database.revisions()[-2]


def test_the_reader_upgrades_as_the_writer_does(path: Path) -> None:
    path.touch()
    with database.reading(path) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 0
    assert database.revision(path) == database.revisions()[-1]


def test_a_file_that_is_not_there_reads_as_empty_and_is_not_made(path: Path) -> None:
    with database.reading(path) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 0
    assert not path.exists()


def test_at_the_newest_revision_alembic_is_not_needed(path: Path) -> None:
    database.upgrade(path)
    code = (
        "import sys; from pathlib import Path; from quotes import database\n"
        f"with database.reading(Path({str(path)!r})): pass\n"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("open_it", [database.writing, database.upgrade, database.revision])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("text", "not a database: give another file with --db"),
        ("other", "a database of something else: give another file with --db"),
        ("newer", "made by a newer version (tables 9999): upgrade: pip install --upgrade quotes"),
        ("folder", "a folder: give a file with --db"),
    ],
)
def test_what_is_not_ours_is_told_and_left_alone(path: Path, content: str, said: str, open_it: object) -> None:
    if content == "text":
        path.write_text("قال " * 1000, "utf-8")
    elif content == "other":
        make(path, "CREATE TABLE places (id)")
    elif content == "newer":
        database.upgrade(path)
        make(path, "UPDATE alembic_version SET version_num = '9999'")
    else:
        path.mkdir()
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Fault) as raised:
        open_it(path)  # type: ignore[operator]  # one of three functions of a path
    assert str(raised.value) == f"{path}: {said}"
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_file_that_may_only_be_read_is_read(path: Path) -> None:
    with closing(Store(path, "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
    path.chmod(0o400)
    path.parent.chmod(0o500)
    with database.reading(path) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 4
    path.parent.chmod(0o700)


def test_a_name_that_cannot_be(tmp_path: Path) -> None:
    for path in (tmp_path / ("x" * 5000), tmp_path / "file" / "q.db"):
        (tmp_path / "file").touch()
        with pytest.raises(Fault, match="cannot be opened"):
            database.writing(path).connect()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="cannot be opened"):
        database.writing(tmp_path / "no" / "q.db")
    with pytest.raises(Fault, match="cannot be opened"):
        Store(tmp_path / "no" / "q.db", "1", "a")


def test_a_revision_that_is_not_known(path: Path) -> None:
    with pytest.raises(Fault, match="give one of: base, 0001"):
        database.upgrade(path, "7777")
    with pytest.raises(Fault, match="give one of: base, 0001"):
        database.downgrade(path, "-1")


def test_a_name_with_signs_in_it(tmp_path: Path) -> None:
    path = tmp_path / "سؤال?mode=ro#50%.db"
    with closing(Store(path, "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
    with database.reading(path) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 4
    assert path.exists()


def test_a_locked_database_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.upgrade(path)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(Store(path, "1", "a")) as store:
            assert store.change(make_article()) == "added"
            with pytest.raises(Fault, match="locked by another process: wait until it is done"):
                store.save(make_article(), make_reading(make_article()))
        with database.reading(path) as connection:
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 0


def test_many_open_a_fresh_file_at_once(path: Path) -> None:
    code = f"from pathlib import Path; from quotes import database; database.writing(Path({str(path)!r})).dispose()"
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    told = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, told
    assert database.revision(path) == database.revisions()[-1]


def test_a_reader_cannot_write_whatever_it_asks(path: Path) -> None:
    with closing(Store(path, "1", "a")) as store:
        store.save(make_article(), make_reading(make_article()))
    before = path.read_bytes()
    hostile = [
        "DELETE FROM articles", "UPDATE articles SET title = ''", "INSERT INTO outlets VALUES ('a', 'b', 'c', 'd')",
        "DROP TABLE articles", "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)", "ALTER TABLE articles RENAME TO b",
        "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON", "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 7",
        "PRAGMA main.query_only(0)", f"ATTACH '{path}.new' AS n", f"VACUUM INTO '{path}.new'", "VACUUM", "REINDEX",
        "ANALYZE", "BEGIN IMMEDIATE", "SAVEPOINT s", "DETACH main", "SELECT load_extension('x')",
        "WITH w AS (SELECT 1) DELETE FROM articles", "DELETE FROM articles RETURNING id",
        "REPLACE INTO outlets VALUES ('a', 'b', 'c', 'd')", "EXPLAIN DELETE FROM articles", "/* SELECT */ DELETE FROM runs",
    ]  # fmt: skip
    for sql in hostile:
        with pytest.raises(Fault), database.reading(path) as connection:
            connection.exec_driver_sql(sql).all()
            pytest.fail(sql)
    with database.reading(path) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM said").scalar() == 4
        assert connection.exec_driver_sql("PRAGMA table_info(articles)").all()
        assert connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT * FROM said").all()
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir() if file.suffix == ".new") == []
