"""How often each sort of reading was right on labelled articles -> how sure a statement is.

Comes in: ``confidence.toml``, which ``quotes evaluate … --write-confidence`` writes. Goes out: ``Measures``.
Never here: labels, counting.

A sort of reading is a family of rules and a way in which the speaker was known. A statement of it was right when its
content fits a label and its speaker is the label's.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from quotes.model import Confidence

CERTAIN = 0.95
LIKELY = 0.80
LEAST = 20
"""Fewer statements than these measure nothing."""

ANY = "*"
"""Stands for every way in which a speaker is known."""

_HEAD = """\
# How often statements were right, content and speaker both, on labelled articles: for each family of rules, then for
# each way in which the speaker was known ("*": for all of them, where one is). `n`: statements found.
# Written by: quotes evaluate GOLD.jsonl … --write-confidence quotes/rules/confidence.toml
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """The share of statements that were right, of ``n`` that were found."""

    precision: float
    n: int


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured, by family and how."""

    table: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)

    def of(self, rule: str, how: str) -> Measure | None:
        """The measure of the rule's family and this how; where it rests on too few, of the family; else None."""
        row = self.table.get(family(rule), {})
        return next((found for key in (how, ANY) if (found := row.get(key)) and found.n >= LEAST), None)

    def confidence(self, rule: str, how: str) -> Confidence:
        """How sure a statement of this rule and how is, where its speaker is known.

        >>> measures = Measures({"verb.that": {"named": Measure(0.96, 50), "elided": Measure(0.7, 30)}})
        >>> [measures.confidence("verb.قال.that", how) for how in ("named", "elided", "pronoun")]
        ['certain', 'doubtful', 'likely']
        """
        measure = self.of(rule, how)
        if measure is None:
            return "likely"
        return "certain" if measure.precision >= CERTAIN else "likely" if measure.precision >= LIKELY else "doubtful"


def family(rule: str) -> str:
    """The family of a rule: its id without the cue.

    >>> family("verb.قال.that"), family("evidential.بحسب"), family("headline")
    ('verb.that', 'evidential', 'headline')
    """
    first, *rest = rule.split(".")
    return f"{first}.{rest[-1]}" if len(rest) > 1 else first


def load(text: str) -> Measures:
    """The measures of a file. Errors: ``ValueError`` naming entry and cure."""
    try:
        data = tomllib.loads(text)
        return Measures(
            {
                name: {how: Measure(float(entry["precision"]), int(entry["n"])) for how, entry in row.items()}
                for name, row in data.items()
            }
        )
    except (tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"rules/confidence.toml: {error}: write it anew with quotes evaluate") from error


def dump(measures: Measures) -> str:
    """The file of these measures; the same measures give the same file."""
    out = [_HEAD]
    for name, row in sorted(measures.table.items()):
        out.append(f"\n[{_quoted(name)}]\n")
        out += [
            f"{_quoted(how)} = {{ precision = {one.precision:.4f}, n = {one.n} }}\n" for how, one in sorted(row.items())
        ]
    return "".join(out)


def _quoted(key: str) -> str:
    # a string of JSON is one of TOML
    return json.dumps(key, ensure_ascii=False)
