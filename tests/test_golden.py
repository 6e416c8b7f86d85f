"""Whole articles, written for the project: each statement of them is found as a reader finds it, and no other."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import pytest

from quotes import documents
from quotes.faults import Fault
from quotes.ingest import readings
from quotes.model import Article, Statement
from quotes.rules import load
from quotes.shipped import folder
from quotes.text import fold
from tests.conftest import ROOT

GOLDEN: dict[str, Any] = tomllib.loads((ROOT / "tests" / "golden" / "samples.toml").read_text("utf-8"))


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


@cache
def found() -> dict[str, tuple[Article, tuple[Statement, ...]]]:
    """The samples by id, and for the text files by name."""
    read = {}
    for item in readings(documents.read([str(folder("seeds") / "articles")]), load()):
        assert not isinstance(item, Fault), item
        article, reading = item
        read[article.id.rsplit("/", 1)[-1].removesuffix(".txt")] = (article, reading.statements)
    return read


def by_content(name: str) -> dict[str, Statement]:
    article, statements = found()[name]
    return {words(" ".join(span.of(article.text) for span in one.content)): one for one in statements}


def expected() -> list[Any]:
    return [
        pytest.param(
            name,
            label,
            id=f"{name}-{number}",
            marks=[pytest.mark.xfail(reason=label["open"], strict=True)] if "open" in label else [],
        )
        for name, entry in GOLDEN.items()
        for number, label in enumerate(entry["statements"], 1)
        if not label.get("optional")
    ]


@pytest.mark.parametrize(("name", "label"), expected())
def test_a_statement_is_found_with_its_speaker(name: str, label: dict[str, Any]) -> None:
    statements = by_content(name)
    assert words(label["content"]) in statements, sorted(statements)
    one = statements[words(label["content"])]
    names = {fold(known) for known in (label["speaker"], *label.get("or", ()))}
    assert one.speaker is not None
    assert fold(one.speaker.name) in names
    assert (one.kind, one.cue.act, one.polarity) == (label["kind"], label["act"], label.get("polarity"))
    assert (one.via[0].name if one.via else None) == label.get("via")
    if "channel" in label:
        assert one.channel == label["channel"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.xfail(reason=entry["open"], strict=True)] if "open" in entry else [])
        for name, entry in GOLDEN.items()
    ],
)
def test_nothing_else_is_found(name: str) -> None:
    labelled = {words(label["content"]) for label in GOLDEN[name]["statements"]}
    assert set(by_content(name)) - labelled == set()


def test_every_sample_is_labelled() -> None:
    assert set(found()) == set(GOLDEN)
