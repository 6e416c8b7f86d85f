"""Every rule proves itself: it reads each sentence it must, and leaves each it must not."""

from __future__ import annotations

import pytest

from quotes.model import Article
from quotes.reading import read
from quotes.rules import CueRule, Example, Rules, load
from quotes.text import fold

RULES = load()


def _bare(words: str) -> list[str]:
    return list("".join(c if c.isalnum() or c == "\n" else " " for c in fold(words)).split())


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{n}")
        for rule in RULES.all
        for n, example in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("rule", "example"), _cases("finds"))
def test_a_rule_reads_the_sentence_it_must(rule: CueRule, example: Example) -> None:
    reading = read(Article("example", example.text), RULES)
    # a noun of saying may leave its content to the verb that it belongs to
    mine = [s for s in reading.statements if s.cue.lemma == rule.lemma or rule.lemma in s.rule] or list(
        reading.statements
    )
    assert mine, f"no statement in: {example.text}"
    wanted = _bare(example.content or "")
    found = [[w for span in s.content for w in _bare(span.of(example.text))] for s in mine]
    if example.content is not None:
        assert wanted in found
        statement = mine[found.index(wanted)]
    else:
        statement = mine[0]
    if example.speaker is not None:
        name = statement.speaker.name if statement.speaker else ""
        assert _bare(name) == _bare(example.speaker)
    if example.kind is not None:
        assert statement.kind == example.kind


@pytest.mark.parametrize(("rule", "example"), _cases("ignores"))
def test_a_rule_leaves_the_sentence_it_must_not_read(rule: CueRule, example: Example) -> None:
    reading = read(Article("example", example.text), RULES)
    assert not [s for s in reading.statements if s.cue.lemma == rule.lemma], example.why


def test_every_rule_has_an_example_of_each_sort() -> None:
    bare = [rule.id for rule in RULES.all if not rule.finds or not rule.ignores]
    assert not bare


def test_loading_twice_gives_the_same_digest() -> None:
    again: Rules = load()
    assert again.digest == RULES.digest
