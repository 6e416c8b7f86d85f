"""``reports``, ``report`` and ``sql``: each report runs, and a query can only read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotes import reports
from tests.conftest import Run


def rows(run: Run, *args: str) -> list[dict[str, Any]]:
    result = run(*args, "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_the_list(run: Run) -> None:
    listed = {row["name"]: row for row in rows(run, "reports")}
    assert set(listed) == {"most-quoted", "statements-a-day", "unnamed-sources", "unresolved", "verbs-by-outlet"}
    assert listed["most-quoted"]["parameters"] == "limit=20, since=0000-01-01, min_confidence=doubtful"


@pytest.mark.parametrize("name", reports.names())
def test_a_report_says_what_it_is_and_what_it_takes(name: str) -> None:
    report = reports.load(name)
    assert report.title
    assert all(parameter.meaning for parameter in report.parameters)
    assert {f":{parameter.name}" for parameter in report.parameters} == {
        word.strip("(),") for word in report.sql.split() if word.startswith(":") and "--" not in word
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("most-quoted", [{"speaker": "سلمى الحدّاد", "type": "person", "statements": 2, "articles": 1, "outlets": 1}]),
        (
            "statements-a-day",
            [{"date": "2026-03-02", "articles": 1, "statements": 4, "direct": 1, "mixed": 1, "indirect": 2}],
        ),
        (
            "verbs-by-outlet",
            [
                {"outlet": "صحيفة الميناء", "place": place, "verb": verb, "statements": 1, "percent": 25.0}
                for place, verb in enumerate(("أضاف", "اعتقد", "رفض", "قال"), 1)
            ],
        ),
        (
            "unnamed-sources",
            [{"outlet": "صحيفة الميناء", "source": "مصدر مسؤول", "statements": 1, "articles": 1}],
        ),
    ],
)
def test_each_report(run: Run, filled: Path, name: str, expected: list[dict[str, Any]]) -> None:
    assert rows(run, "report", name) == expected


def test_unresolved_tells_why(run: Run, filled: Path) -> None:
    (row,) = rows(run, "report", "unresolved")
    assert (row["how"], row["why"], row["words"]) == ("unknown", "passive, no source", "الكلفة تضاعفت")


def test_parameters(run: Run, filled: Path) -> None:
    assert rows(run, "report", "statements-a-day", "-p", "since=2027") == []
    assert rows(run, "report", "most-quoted", "-p", "limit=0") == []
    assert len(rows(run, "report", "verbs-by-outlet", "-p", "limit=2")) == 2


def test_the_least_confidence_that_counts(run: Run, filled: Path) -> None:
    for name, likely, certain in (("most-quoted", 2, 1), ("statements-a-day", 3, 1), ("verbs-by-outlet", 3, 1)):
        for least, number in (("likely", likely), ("certain", certain)):
            found = rows(run, "report", name, "--min-confidence", least)
            assert found == rows(run, "report", name, "-p", f"min_confidence={least}")
            assert sum(row["statements"] for row in found) == number
    assert rows(run, "report", "unnamed-sources", "--min-confidence", "certain") == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("report", "gossip"),
        ("report", "../reports/most-quoted"),
        ("report", "most-quoted", "-p", "day=1"),
        ("report", "most-quoted", "-p", "limit=many"),
        ("report", "most-quoted", "-p", "limit"),
        ("report", "most-quoted", "-p", "min_confidence=0.9"),
        ("report", "most-quoted", "--min-confidence", "sure"),
        ("report", "unresolved", "--min-confidence", "likely"),
        ("sql",),
    ],
)
def test_wrong_usage_is_2(run: Run, wrong: tuple[str, ...]) -> None:
    assert run(*wrong).exit_code == 2


def test_sql(run: Run, filled: Path) -> None:
    assert rows(run, "sql", "SELECT verb, words FROM said WHERE kind = :kind", "-p", "kind=direct") == [
        {"verb": "أضاف", "words": "لن تعطش القرى … والمدن كذلك"}
    ]
    assert rows(run, "sql", "SELECT :n + 1 AS n, :s AS s", "-p", "n=4", "-p", "s=007") == [{"n": 5, "s": "007"}]
    assert run("sql", "SELECT x'00ff' AS b").stdout == "b\n----\n00ff\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("DELETE FROM articles", "only reading is allowed here: ask with SELECT"),
        ("PRAGMA query_only = 0", "only reading is allowed here: ask with SELECT"),
        ("SELECT 1; DELETE FROM articles", "more than one query: ask one at a time"),
        ("", "asks for nothing: ask with SELECT"),
        ("-- nothing", "asks for nothing: ask with SELECT"),
        ("SELECT :n", "a parameter has no value: give it with -p NAME=VALUE"),
        ("SELECT gossip FROM said", "no such column: gossip: `quotes sql -h` tells the columns of said"),
    ],
)
def test_a_query_that_is_refused(run: Run, filled: Path, query: str, said: str) -> None:
    result = run("sql", query)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"quotes: the query: {said}\n"
    assert len(rows(run, "sql", "SELECT * FROM articles")) == 1


def test_the_help_names_the_columns_of_the_view(run: Run, filled: Path) -> None:
    help_text = " ".join(run("sql", "-h").output.split())
    columns = list(rows(run, "sql", "SELECT * FROM said LIMIT 1")[0])
    columns.remove("content_start")
    assert ", ".join(columns) in help_text
