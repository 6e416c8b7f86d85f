"""The score on the labelled articles, printed, and held against floors that only rise."""

from __future__ import annotations

import collections
import json
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quotes import documents, records
from quotes.faults import Fault
from quotes.ingest import readings
from quotes.rules import load
from tests.conftest import EVAL, ROOT, outside

FLOORS: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests" / "golden" / "floors.toml").read_text("utf-8"))

pytestmark = outside


@cache
def predicted(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for item in readings(documents.read([str(path)]), load()):
        assert not isinstance(item, Fault), item
        article, reading = item
        found[article.id] += [records.row(article, statement) for statement in reading.statements]
    return found


def figures(report: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors."""
    return {
        "detection": report["detection"]["f1"],
        "who_what": report["who+what"]["f1"],
        "act": report["act"] or 0.0,
    }


@pytest.mark.parametrize("name", FLOORS)
def test_the_score_is_no_lower_than_it_was(scorer: ModuleType, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    floors = dict(FLOORS[name])
    path = EVAL / f"{floors.pop('file', name)}.jsonl"
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.stem != name:  # one article of the file
        articles = [article for article in articles if article["id"] == name]
    assert articles
    report = scorer.report(scorer.score(articles, predicted(path)))
    with capsys.disabled():
        print(f"\n{name}: {json.dumps(report)}")  # noqa: T201  the figures are half of what it is run for
    reached = figures(report)
    assert {figure: reached[figure] for figure in floors if reached[figure] < floors[figure]} == {}
