"""``ingest``: what it tells, where it writes, and how it takes bad input."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes import database
from tests.conftest import TEXT, Run, write_jsonl

HEAD = "  added    replaced    unchanged    failed    statements\n-------  ----------  -----------  --------  ------------\n"


def count(path: Path, table: str = "articles") -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def test_it_tells_what_it_did(run: Run, hand_read: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    first, again = run("ingest", "a.txt"), run("ingest", "a.txt")
    assert first.stdout == HEAD + "      1           0            0         0             4\n"
    assert again.stdout == HEAD + "      0           0            1         0             0\n"
    assert (first.stderr, first.exit_code, again.exit_code) == ("", 0, 0)
    assert count(tmp_path / "quotes.db", "runs") == 1


def test_from_standard_input_to_a_named_database(run: Run, hand_read: None, tmp_path: Path) -> None:
    record = json.dumps({"id": "1", "text": TEXT})
    assert run("ingest", "-", "--db", "a.db", input=record).exit_code == 0
    assert run("--db", "b.db", "ingest", "-", input=record).exit_code == 0
    assert run("ingest", "-", input=record, env={"QUOTES_DB": "c.db"}).exit_code == 0
    assert run("ingest", "-", "--db", "d.db", input=record, env={"QUOTES_DB": "c.db"}).exit_code == 0
    assert [count(tmp_path / f"{name}.db") for name in "abcd"] == [1, 1, 1, 1]
    assert not (tmp_path / "quotes.db").exists()


def test_bad_input_is_told_line_by_line_and_the_rest_is_read(run: Run, hand_read: None, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes("قال".encode("cp1256"))
    (tmp_path / "in" / "b.txt").touch()
    (tmp_path / "in" / "c.txt").write_bytes(b"\x7fELF\0")
    (tmp_path / "in" / "d.jsonl").write_text('{"id": "1", "text": "نعم"}\n{broken\n{"id": "2"}\n', "utf-8")
    (tmp_path / "none").mkdir()
    result = run("ingest", "in", "none", "gone.txt", "-f", "json", input="")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [{"added": 1, "replaced": 0, "unchanged": 0, "failed": 7, "statements": 0}]
    assert result.stderr.splitlines() == [
        "quotes: in/a.txt:1: not UTF-8 (byte 0xDE): convert it, for example: iconv -f WINDOWS-1256 -t UTF-8",
        "quotes: in/b.txt: empty: put the article's text in it, or leave it out",
        "quotes: in/c.txt: binary, not a text: give a text in UTF-8",
        "quotes: in/d.jsonl:2: not JSON (expecting property name enclosed in double quotes at column 2): "
        'write one JSON object a line: {"id": …, "text": …}',
        'quotes: in/d.jsonl:3: no "text": give each line an id and a text',
        "quotes: none: no articles in this folder: put texts, pages, feeds, JSON or CSV files in it",
        "quotes: gone.txt: no such file or folder: check the path",
    ]


@pytest.mark.parametrize("sort", ["text", "other", "newer", "locked", "nowhere", "folder"])
def test_a_database_that_cannot_be_used(
    run: Run, hand_read: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    path = tmp_path / "no" / "q.db" if sort == "nowhere" else tmp_path / "q.db"
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    holder = None
    if sort == "text":
        path.write_text(TEXT * 9, "utf-8")
    elif sort == "folder":
        path.mkdir()
    elif sort != "nowhere":
        holder = sqlite3.connect(path, isolation_level=None)
        if sort == "other":
            holder.execute("CREATE TABLE places (id)")
        else:
            database.upgrade(path)
            holder.execute("UPDATE alembic_version SET version_num = '9999'" if sort == "newer" else "BEGIN EXCLUSIVE")
    for command in (("ingest", "a.txt"), *([] if sort == "nowhere" else [("who", "كيري")])):
        if command[0] == "who" and sort == "locked":
            continue  # whoever only reads goes on while another writes
        result = run("--db", str(path), *command)
        assert (result.exit_code, result.stdout) == (1, ""), command
        assert result.stderr.startswith(f"quotes: {path}: ")
        assert result.stderr.count("\n") == 1
    if holder:
        holder.close()


def test_an_article_that_breaks_the_extractor(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise ValueError("two\nlines")

    monkeypatch.setattr("quotes.ingest.read", read)
    write_jsonl(tmp_path / "a.jsonl", {"id": "1", "text": "x"})
    for command in ("ingest", "extract", "explain"):
        result = run(command, "a.jsonl")
        assert result.exit_code == 1
        assert result.stderr == (
            "quotes: a.jsonl:1: could not be understood (ValueError: two lines): "
            "this is a fault of quotes: please report it with the article\n"
        )


def test_a_name_of_a_file_is_told_without_what_a_terminal_would_obey(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\n.txt").touch()
    result = run("extract", "a\x1b[2J\n.txt")
    assert result.stderr == "quotes: a [2J .txt: empty: put the article's text in it, or leave it out\n"


def test_what_the_files_do_not_tell(run: Run, hand_read: None, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'رقم,متن\n1,"{TEXT}"\n', "utf-8")
    told = ("--outlet", "صحيفة الميناء", "--date", "2026-03", "--map", "text=متن,id=رقم")
    assert run("ingest", "a.csv", *told).stderr == ""
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        row = connection.execute("SELECT date, date_source FROM articles").fetchone()
    assert row == ("2026-03", "given")
    assert run("extract", "a.csv", *told, "-f", "jsonl").stderr == ""
    assert run("ingest", "a.csv", "--map", "x=y").exit_code == 2
    assert run("ingest", "a.csv", "--map", "text").exit_code == 2
    assert run("ingest", "a.csv", "--date", "soon").exit_code == 2


def test_more_processes_save_the_same(run: Run, tmp_path: Path) -> None:
    texts = [f"قال المدير نادر العلي في اليوم {n} إن العمل مستمر. وأضاف أن الكلفة {n} مليونا." for n in range(1, 30)]
    write_jsonl(tmp_path / "many.jsonl", *({"id": str(n), "text": text} for n, text in enumerate(texts)))
    with (tmp_path / "many.jsonl").open("a", encoding="utf-8") as lines:
        lines.write("no json\n")
    asked = "SELECT article, words, speaker, slug FROM said ORDER BY article, content_start"
    found = []
    for name, jobs in (("one.db", "1"), ("two.db", "2")):
        result = run("ingest", "many.jsonl", "--db", name, "--jobs", jobs, "-f", "json")
        (count,) = json.loads(result.stdout)
        assert result.exit_code == 1
        assert (count["added"], count["failed"]) == (29, 1)
        found.append(run("sql", asked, "--db", name, "-f", "json").stdout)
    assert found[0] == found[1]
    assert len(json.loads(found[0])) == 58


def test_faults_go_to_a_file_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "1"}\n{"id": "2", "text": "قال نادر العلي إن الماء كثير."}\n', "utf-8")
    result = run("ingest", "bad.jsonl", "--faults", "faults.jsonl")
    assert result.exit_code == 1
    (row,) = (json.loads(line) for line in (tmp_path / "faults.jsonl").read_text("utf-8").splitlines())
    assert row["where"] == "bad.jsonl:1"
    assert f"quotes: {row['where']}: {row['what']}: {row['cure']}\n" == result.stderr
    assert run("ingest", "bad.jsonl", "--faults", "no/such/folder.jsonl").exit_code == 1


def test_a_dry_run_counts_and_saves_nothing(run: Run, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", {"id": "1", "text": "قال نادر العلي إن الماء كثير."})
    (count,) = json.loads(run("ingest", "a.jsonl", "--dry-run", "-f", "json").stdout)
    assert (count["added"], count["statements"]) == (1, 1)
    assert json.loads(run("said", "الماء", "-f", "json").stdout) == []
    (count,) = json.loads(run("ingest", "a.jsonl", "-f", "json").stdout)
    assert count["added"] == 1
