"""``evaluate``: transcripts of the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from quotes.rules import confidence
from quotes.rules.confidence import Measure
from tests.conftest import TEXT, Run, write_jsonl
from tests.test_evaluation import GOLD, INVENTED, gold


@pytest.fixture(autouse=True)
def _files(run: Run, hand_read: None, tmp_path: Path) -> None:
    record: dict[str, Any] = {"id": "dam-1", "text": TEXT, "outlet": "صحيفة الميناء", "phenomenon": "mixture"}
    labels = gold(TEXT, GOLD)
    labels[0]["name"] = "نبيل"
    write_jsonl(tmp_path / "gold.jsonl", record | {"statements": labels, "fields": ["act"]})
    write_jsonl(tmp_path / "bare.jsonl", record)


def test_strict_and_loose_side_by_side(run: Run) -> None:
    assert run("evaluate", "gold.jsonl").stdout == (
        "measure    labels    found    precision    recall    f1     strict_precision    strict_recall    strict_f1\n"
        "---------  --------  -------  -----------  --------  -----  ------------------  ---------------  -----------\n"
        "detection  4         3        1.000        0.750     0.857  0.333               0.250            0.286\n"
        "who+what   4         3        0.667        0.500     0.571  0.333               0.250            0.286\n"
        "who+exact  4         3        0.000        0.000     0.000  0.000               0.000            0.000\n"
        "quotes     2         2        1.000        1.000     1.000\n"
        "speaker              3        0.667                         0.333\n"
        "kind                 3        1.000\n"
        "via        1                               1.000\n"
        "act                  4        0.750\n"
        "polarity   1         1        1.000        1.000     1.000\n"
        "channel    1         1        0.000        0.000     0.000\n"
        "time       1         1        1.000        1.000     1.000\n"
    )


def test_for_programs(run: Run) -> None:
    rows = json.loads(run("evaluate", "gold.jsonl", "-f", "json").stdout)
    assert rows[0]["strict_precision"] == 0.3333
    assert [json.loads(line) for line in run("evaluate", "gold.jsonl", "-f", "jsonl").stdout.splitlines()] == rows
    first = next(csv.DictReader(io.StringIO(run("evaluate", "gold.jsonl", "-f", "csv").stdout)))
    assert (first["measure"], first["recall"]) == ("detection", "0.75")


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("outlet", ["صحيفة الميناء"]),
        ("phenomenon", ["mixture"]),
        ("rule", ["أضاف/marks", "اعتقد/أن", "قال/إن"]),
        ("how", ["named", "surname", "unknown"]),
        ("confidence", ["certain", "doubtful", "likely"]),
    ],
)
def test_by_group(run: Run, group: str, names: list[str]) -> None:
    rows = json.loads(run("evaluate", "gold.jsonl", "--by", group, "-f", "json").stdout)
    assert [row[group] for row in rows] == names
    table = run("evaluate", "gold.jsonl", "--by", group).stdout.splitlines()
    assert table[0].split()[0] == group
    assert len(table) == 2 + len(names)


def test_errors_with_their_words(run: Run) -> None:
    assert run("evaluate", "gold.jsonl", "--errors", "5").stdout == (
        "error    document    expected    got          rule    how    words\n"
        "-------  ----------  ----------  -----------  ------  -----  -----------------\n"
        "MISSED   dam-1       أحد                                     وزيرة المياه\n"
        "WHO      dam-1       نبيل        سلمى الحدّاد  قال/إن  named  السد «جاهز للصيف»\n"
    )
    assert (
        run("evaluate", "gold.jsonl", "--errors", "0", "--by", "outlet").stdout.splitlines()[0].split()[0] == "outlet"
    )


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(run: Run) -> None:
    result = run("evaluate", "bare.jsonl", "gone.jsonl", "gold.jsonl", "-f", "jsonl")
    assert result.exit_code == 1
    assert result.stderr == (
        'quotes: dam-1: no "statements": give each article its labels: {"statements": [{"content": …}]}\n'
        "quotes: gone.jsonl: no such file or folder: check the path\n"
    )
    assert json.loads(result.stdout.splitlines()[0])["labels"] == 4


@pytest.mark.parametrize("wrong", [(), ("gold.jsonl", "--by", "year"), ("gold.jsonl", "--errors", "-1")])
def test_wrong_usage_is_2(run: Run, wrong: tuple[str, ...]) -> None:
    assert run("evaluate", *wrong).exit_code == 2


def test_confidence_is_written_and_the_same_again(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", "gold.jsonl", "--write-confidence", "c.toml")
    assert (result.exit_code, result.stderr) == (0, "quotes: c.toml: 3 statements measured\n")
    text = (tmp_path / "c.toml").read_text("utf-8")
    table = confidence.load(text).table
    assert table["قال/إن"] == {"named": Measure(0.0, 1), "*": Measure(0.0, 1)}
    assert table["أضاف/marks"] == {"surname": Measure(1.0, 1), "*": Measure(1.0, 1)}
    run("evaluate", "gold.jsonl", "--write-confidence", "c.toml")
    assert (tmp_path / "c.toml").read_text("utf-8") == text


def test_confidence_is_not_written_of_nothing_or_nowhere(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", "bare.jsonl", "--write-confidence", "c.toml")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        "quotes: c.toml: nothing was found to measure: give labelled articles: nothing was written",
    )
    assert not (tmp_path / "c.toml").exists()
    result = run("evaluate", "gold.jsonl", "--write-confidence", "no/c.toml")
    assert (result.exit_code, result.stderr) == (
        1,
        "quotes: no/c.toml: no such file or directory: write it to another place\n",
    )


def test_it_needs_and_makes_no_database(run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert run("evaluate", str(INVENTED)).exit_code == 0
    assert sorted(tmp_path.iterdir()) == before
