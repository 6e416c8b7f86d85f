"""``extract`` and ``explain``: transcripts of the command line, to the letter."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from quotes import records
from quotes.rules import load
from quotes.rules.confidence import Measure, Measures
from tests.conftest import TEXT, Run, make_article, make_reading, write_jsonl


@pytest.fixture(autouse=True)
def _files(run: Run, hand_read: None, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "dam.jsonl", {"id": "dam-1", "text": TEXT}, {"id": "dam-2", "text": "لا شيء"})


def test_extract_prints_one_statement_a_line(run: Run) -> None:
    result = run("extract", "dam.jsonl", "--format", "jsonl")
    article = make_article()
    expected = [records.row(article, statement) for statement in make_reading(article).statements]
    assert [json.loads(line) for line in result.stdout.splitlines()] == expected
    assert json.loads(run("extract", "dam.jsonl", "-f", "json").stdout) == expected
    assert (result.stderr, result.exit_code) == ("", 0)


def test_extract_needs_and_makes_no_database(run: Run, tmp_path: Path) -> None:
    run("extract", "dam.jsonl")
    assert [file.name for file in tmp_path.iterdir()] == ["dam.jsonl"]


def test_extract_as_a_table(run: Run) -> None:
    assert run("extract", "dam.jsonl").stdout == (
        "kind                speaker      verb    words\n"
        "------------------  -----------  ------  ---------------------------\n"
        "mixed               سلمى الحدّاد  قال     السد «جاهز للصيف»\n"
        "direct              سلمى الحدّاد  أضاف    لن تعطش القرى … والمدن كذلك\n"
        "indirect, declined  مصدر مسؤول   رفض     كلفة “السد الكبير”\n"
        "indirect                         اعتقد   الكلفة تضاعفت\n"
    )


def test_extract_from_standard_input(run: Run) -> None:
    result = run("extract", "-", "-f", "csv", input=TEXT)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["kind"] for row in rows] == ["mixed", "direct", "indirect", "indirect"]
    assert rows[2]["polarity"] == "declined"
    assert rows[0]["polarity"] == ""
    assert json.loads(rows[0]["content"]) == [[40, 57]]


def test_explain_tells_how_each_was_read_and_what_was_rejected(run: Run) -> None:
    assert run("explain", "dam.jsonl").stdout == (
        "dam-1: 4 statements, 1 rejected\n"
        "\n"
        "1. mixed\n"
        "   rule     قال/إن (certain)\n"
        "   cue      0-4 «قالت» قال, say\n"
        "   speaker  سلمى الحدّاد (person)\n"
        "   role     وزيرة المياه\n"
        "   mention  18-30 «سلمى الحدّاد»\n"
        "   how      named\n"
        "   time     32-35 «أمس»\n"
        "   content  40-57 «السد «جاهز للصيف»»\n"
        "\n"
        "2. direct\n"
        "   rule     أضاف/marks (likely)\n"
        "   cue      60-65 «أضافت» أضاف, say\n"
        "   speaker  سلمى الحدّاد (person)\n"
        "   mention  66-73 «الحدّاد»\n"
        "   how      surname\n"
        "   via      إذاعة الساحل\n"
        "   via      وكالة السنديان\n"
        "   channel  interview\n"
        "   content  90-103 «لن تعطش القرى»\n"
        "   content  115-126 «والمدن كذلك»\n"
        "\n"
        "3. indirect, declined\n"
        "   rule     رفض/noun (likely)\n"
        "   cue      130-133 «رفض» رفض, reject\n"
        "   speaker  مصدر مسؤول (anonymous)\n"
        "   mention  134-144 «مصدر مسؤول»\n"
        "   how      named\n"
        "   content  157-175 «كلفة “السد الكبير”»\n"
        "\n"
        "4. indirect\n"
        "   rule     اعتقد/أن (doubtful)\n"
        "   cue      178-184 «يُعتقد» اعتقد, opine\n"
        "   speaker  none\n"
        "   how      unknown, passive, no source\n"
        "   content  188-201 «الكلفة تضاعفت»\n"
        "\n"
        "rejected\n"
        "   163-174 «السد الكبير»: a name in marks\n"
        "\n"
        "dam-2: 0 statements, 0 rejected\n"
        "\n"
    )


def test_explain_tells_how_often_such_were_right(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load()
    rules.measured = Measures({"قال/إن": {"named": Measure(0.965, 115)}, "اعتقد/أن": {"*": Measure(0.9, 30)}})
    monkeypatch.setattr("quotes.cli.extract.load", lambda: rules)
    assert "   rule     قال/إن (certain; of 115 such, 96% were right)\n" in run("explain", "dam.jsonl").stdout
    rows = [json.loads(line) for line in run("explain", "dam.jsonl", "-f", "jsonl").stdout.splitlines()]
    # a speaker who could not be told is doubtful, whatever was measured
    assert [row["measured"] for row in rows[:4]] == [{"precision": 0.965, "n": 115}, None, None, None]


def test_explain_for_programs(run: Run) -> None:
    rows = [json.loads(line) for line in run("explain", "dam.jsonl", "-f", "jsonl").stdout.splitlines()]
    assert [row["outcome"] for row in rows] == ["statement"] * 4 + ["rejected"]
    assert rows[4] == {
        "outcome": "rejected", "document": "dam-1", "span": [163, 174], "text": "السد الكبير", "why": "a name in marks",
    }  # fmt: skip


def test_faults_do_not_stop_the_rest(run: Run) -> None:
    for command in ("extract", "explain"):
        result = run(command, "gone.txt", "dam.jsonl", "-f", "jsonl")
        assert result.exit_code == 1
        assert result.stderr == "quotes: gone.txt: no such file or folder: check the path\n"
        assert len(result.stdout.splitlines()) >= 4
