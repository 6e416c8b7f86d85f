"""Speakers across articles: ``golden/across.jsonl`` in a real database, in two orders, measured by B-cubed.

The file holds short invented articles of five invented outlets, one JSON object a line: ``id``, ``outlet``, ``date``,
``title``, ``text``, and ``speakers``, a row for each statement in the order of the text. Of a row:

- ``near``: a piece of the text that occurs there once; the statement's cue begins in it
- ``mention``: the words in it that name or describe the speaker; null where the subject is dropped («وأضاف أن»)
- ``key``: the same for the same speaker in every article
- ``kind``: person, organisation, body, group, unnamed

A source without a name, a nameless spokesman too, has a key of its own in each article. What a named body gives out
(«البيان») is the body's; a statement of a conference, an agreement or a report has its own ``doc:`` key. A body and who
heads it are two. A ``group:`` key stands for a place's residents, traders and the like. Headlines and leads that only sum
up are not marked. The articles hold what makes it hard: pairs of one surname in one week, a full name once and then the
surname with an office, offices that change hands, spellings that differ, bodies by their long and short names.

Nothing in the file was ever said: public figures stand there with their true offices and days, and words that are made
up.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from quotes import database, ingest
from quotes.documents import Document
from quotes.ingest import Outcome
from quotes.keys import folded_name
from quotes.model import Article
from quotes.rules import load
from quotes.store import Store
from tests.conftest import ROOT

Label = tuple[str, int]
Links = dict[str, tuple[Any, ...]]

SEEDS = (1, 2)


def golden() -> list[dict[str, Any]]:
    lines = (ROOT / "tests" / "golden" / "across.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A database for each order of the articles."""
    rules = load()
    fields = ("id", "text", "title", "outlet", "date")
    documents = [Document(row["id"], Article(**{name: row[name] for name in fields})) for row in golden()]
    paths = []
    for seed in SEEDS:
        random.Random(seed).shuffle(documents)
        paths.append(tmp_path_factory.mktemp("across") / "quotes.db")
        with closing(Store(paths[-1], "1", rules.digest)) as store:
            assert all(isinstance(outcome, Outcome) for outcome in ingest.ingest(documents, store, rules))
    return paths


def links(path: Path) -> Links:
    """By statement: article, where the cue begins, speaker, how, candidates, type, source."""
    asked = (
        "SELECT s.id, s.article, s.cue_start, t.speaker, t.link, t.candidates, t.type, t.source"
        "  FROM statements s JOIN attributions t ON t.statement = s.id ORDER BY s.id"
    )
    with database.reading(path) as connection:
        return {row[0]: tuple(row[1:]) for row in connection.execute(text(asked))}


def labels() -> Iterator[tuple[Label, str, int, int]]:
    """Each label, the key it gives, and from where to where its statement's cue may begin."""
    for row in golden():
        for number, label in enumerate(row["speakers"]):
            assert row["text"].count(label["near"]) == 1
            start = row["text"].index(label["near"])
            yield (row["id"], number), label["key"], start, start + len(label["near"])


def clusters(found: Links) -> tuple[dict[Label, Hashable], dict[Label, Hashable]]:
    """What the labels and the database take for one speaker, of the labels whose statement was found."""
    of_article: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in sorted(found.values(), key=lambda row: row[:2]):
        of_article[row[0]].append(row)
    gold: dict[Label, Hashable] = {}
    made: dict[Label, Hashable] = {}
    for label, key, start, end in labels():
        hits = [row for row in of_article[label[0]] if start <= row[1] < end]
        if not hits:
            continue
        article, _cue, speaker, _how, _candidates, kind, source = hits[0]
        described = folded_name(source or "")
        gold[label] = key
        made[label] = speaker or (("group", described) if kind == "group" else (article, described))
    return gold, made


def b_cubed(gold: Mapping[Label, Hashable], made: Mapping[Label, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1: of each label, how much of its cluster is rightly there, and how much is missing."""
    sides: tuple[dict[Hashable, set[Label]], dict[Hashable, set[Label]]] = (defaultdict(set), defaultdict(set))
    for side, of in zip(sides, (gold, made), strict=True):
        for label, key in of.items():
            side[key].add(label)
    common = {label: len(sides[0][gold[label]] & sides[1][made[label]]) for label in gold}
    precision = sum(common[label] / len(sides[1][made[label]]) for label in gold) / len(gold)
    recall = sum(common[label] / len(sides[0][gold[label]]) for label in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_speakers_across_articles(filled: list[Path]) -> None:
    gold, made = clusters(links(filled[0]))
    precision, recall, f1 = b_cubed(gold, made)
    share = len(gold) / sum(1 for _ in labels())
    print(f"\nlabels found {share:.3f} ({len(gold)}); B-cubed P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}")  # noqa: T201
    taken: dict[Hashable, set[Hashable]] = defaultdict(set)
    for label, cluster in made.items():
        taken[cluster].add(gold[label])
    assert {cluster: keys for cluster, keys in taken.items() if len(keys) > 1} == {}, "two speakers taken for one"
    assert precision == pytest.approx(1)
    assert f1 >= 0.95
    assert share >= 0.97


def test_the_links_are_the_same_in_every_order(filled: list[Path]) -> None:
    first, *others = map(links, filled)
    assert all(other == first for other in others)


def test_what_b_cubed_makes_of_a_wrong_merge_and_a_split() -> None:
    gold: dict[Label, Hashable] = {("a", 0): "x", ("a", 1): "x", ("b", 0): "y", ("b", 1): "y"}
    assert b_cubed(gold, gold) == (1, 1, 1)
    assert b_cubed(gold, dict.fromkeys(gold, "all")) == pytest.approx((0.5, 1, 2 / 3))
    assert b_cubed(gold, {label: label for label in gold}) == pytest.approx((1, 0.5, 2 / 3))
