"""The edge, as a process: how quickly it helps, how quietly it ends, and what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import click
import pytest

import quotes
from quotes.shipped import folder
from tests.conftest import Run

QUOTES = [sys.executable, "-m", "quotes"]
SAMPLES = str(folder("seeds") / "articles")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(quotes.__file__).parent.parent), **more}


def start(*args: str, cwd: Path, **more: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*QUOTES, *args], stdin=pipe, stdout=pipe, stderr=pipe, cwd=cwd, env=environment(**more))


def test_help_imports_click_alone() -> None:
    code = (
        "import sys; import quotes.cli as c\n"
        "try: c.cli(['--help'], prog_name='quotes')\n"
        "except SystemExit: pass\n"
        "ours = {m for m in sys.modules if m.startswith('quotes')}\n"
        "heavy = {'sqlalchemy', 'alembic', 'tabulate', 'wcwidth', 'regex', 'rapidfuzz', 'sqlite3'} & set(sys.modules)\n"
        "sys.exit(repr((ours, heavy)) if heavy or ours - {'quotes', 'quotes.cli', 'quotes.faults'} else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False)
    assert done.returncode == 0, done.stderr
    assert "Who said what, in Arabic news." in done.stdout


@pytest.mark.parametrize("command", ["", "ingest", "watch", "who", "said", "speakers", "show", "extract", "explain", "evaluate", "reports",
                                     "report", "sql", "db", "db upgrade", "db downgrade", "db status"])  # fmt: skip
def test_every_command_helps(run: Run, command: str) -> None:
    for flag in ("-h", "--help"):
        result = run(*command.split(), flag)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: quotes {command}".rstrip())


def test_the_list_of_commands_tells_of_those_there_are(run: Run) -> None:
    from quotes import cli

    for name in cli._COMMANDS:
        assert cli.cli.get_command(click.Context(cli.cli), name) is not None
    assert run("--version").stdout == f"quotes {quotes.__version__}\n"


def test_completion_offers_commands_without_importing_them(tmp_path: Path) -> None:
    process = start(cwd=tmp_path, _QUOTES_COMPLETE="bash_complete", COMP_WORDS="quotes re", COMP_CWORD="1")
    out, err = process.communicate()
    assert (out.decode().split(), err) == (["plain,reports", "plain,report"], b"")


def test_a_reader_who_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    with (tmp_path / "many.jsonl").open("w", encoding="utf-8") as file:
        line = Path(SAMPLES, "news.jsonl").read_text("utf-8").splitlines()[0]
        for number in range(300):
            file.write(json.dumps({**json.loads(line), "id": str(number)}) + "\n")
    for command in (["extract", "many.jsonl", "-f", "jsonl"], ["explain", "many.jsonl"], ["extract", "many.jsonl"]):
        process = start(*command, cwd=tmp_path)
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0), command
        process.stderr.close()
        assert process.stdin
        process.stdin.close()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*QUOTES, "extract", SAMPLES],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "quotes: output: no space left on device: write it to another place\n"


def test_control_c_ends_it_between_two_articles_and_tells_what_is_kept(tmp_path: Path) -> None:
    process = start("ingest", "-", cwd=tmp_path)
    assert process.stdin
    assert process.stderr
    assert process.stdout
    for number in range(3):
        process.stdin.write(json.dumps({"id": str(number), "text": "قال سامي النجار إن الماء قليل."}).encode() + b"\n")
    process.stdin.flush()
    for _ in range(100):
        time.sleep(0.1)
        if (tmp_path / "quotes.db").exists():
            with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
                try:
                    if connection.execute("SELECT COUNT(*) FROM articles").fetchone() == (3,):
                        break
                except sqlite3.OperationalError:
                    continue  # the tables are not there yet
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, b"")
    assert err.decode() == "quotes: stopped: 3 articles of this run are kept; the same command goes on from there\n"
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM articles").fetchone() == (3,)
        assert connection.execute("SELECT added, finished FROM runs").fetchall() == [(3, None)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_control_c_reaches_a_query_that_does_not_end(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    process = start("sql", endless, cwd=tmp_path)
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_arabic_passes_whatever_the_locale(tmp_path: Path) -> None:
    more = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    process = start("extract", "-", cwd=tmp_path, **more)
    out, err = process.communicate("قال سامي النجار إن الماء قليل.".encode())
    assert (process.returncode, err) == (0, b"")
    assert "سامي النجار" in out.decode("utf-8")
