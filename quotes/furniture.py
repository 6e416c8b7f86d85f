"""Lines of a page's text -> those of the article, and what the others told.

Comes in: paragraphs taken out of a page. Goes out: those that are left, and fields such as ``byline``. The patterns
are data, in ``rules/furniture.toml``. Never here: texts that came as text.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import regex

_FOLD = str.maketrans("أإآٱىةی", "اااايهي")
_VOWELS = regex.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_DATELINE = regex.compile(
    r"(?P<it>[^\s:؟?!.«\"“]+(?: [^\s:؟?!.«\"“]+){0,4} ?\((?:CNN|AFP|[^()\d]{2,20})\)) ?(?:[-–—]+|:)|"
    r"(?P<it>[^\s:؟?!.«\"“،]+(?: [^\s:؟?!.«\"“،]+){0,2}) ?[-–—] (?:رويترز|أ ?ف ?ب|وكالات|الأناضول)"
)
_HEADLINE = 20
_LAST = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """One rule for lines; see the head of the data."""

    id: str
    cut: str
    pattern: regex.Pattern[str]
    finds: tuple[str, ...]
    ignores: tuple[str, ...]
    keep: str | None = None
    where: str | None = None

    def fits(self, line: str) -> regex.Match[str] | None:
        """The match of the whole line, letters folded."""
        return self.pattern.fullmatch(fold(line), timeout=2)


@dataclass(frozen=True, slots=True)
class Furniture:
    """All rules: those for lines, and the words of classes and ids."""

    lines: tuple[Line, ...]
    elements: frozenset[str] = field(default_factory=frozenset)


@cache
def load() -> Furniture:
    """The rules, as the data has them."""
    data = tomllib.loads(resources.files("quotes.rules").joinpath("furniture.toml").read_text("utf-8"))
    return Furniture(
        tuple(_line(entry) for entry in data["line"]),
        frozenset(word for entry in data["element"] for word in entry["words"]),
    )


def _line(entry: dict[str, Any]) -> Line:
    pattern = regex.compile(entry["pattern"], regex.IGNORECASE)
    return Line(
        entry["id"], entry["cut"], pattern, tuple(entry["finds"]), tuple(entry["ignores"]), entry.get("keep"), entry.get("where")
    )  # fmt: skip


def fold(line: str) -> str:
    """The line as the patterns see it.

    >>> fold("اقرأ  أيضاً ")
    'اقرا ايضا'
    """
    return " ".join(_VOWELS.sub("", line).translate(_FOLD).split())


def cut(paragraphs: list[str]) -> tuple[list[str], dict[str, str]]:
    """The paragraphs of the article, and the fields that the others told.

    >>> cut(["بقلم: هدى مرعب", "قالت الوزيرة إن الماء وصل.", "اترك تعليقاً", "كلام"])
    (['قالت الوزيرة إن الماء وصل.'], {'byline': 'هدى مرعب'})
    """
    kept: list[str] = []
    told: dict[str, str] = {}
    headlines = False
    size = sum(map(len, paragraphs))
    before = 0
    for number, line in enumerate(paragraphs):
        rule = _rule(line, number, len(paragraphs), kept)
        before += len(line)
        if rule is None:
            if (
                headlines
                and len(line.split()) < _HEADLINE
                and not line.rstrip().endswith((".", "؟", "!", ":", "»", '"'))
            ):
                continue
            headlines = False
            kept.append(line)
            continue
        if rule.keep:
            match = rule.fits(line)
            # folding keeps the number of words, and so their places
            words = match["it"].split() if match else []
            at = _find(fold(line).split(), words)
            said = " ".join(_VOWELS.sub("", line).split()[at : at + len(words)]) if at is not None else " ".join(words)
            told.setdefault(rule.keep, said)
        headlines = rule.cut == "title"
        if rule.cut == "tail" and before >= size * (1 - _LAST):
            break
    if kept and (found := _DATELINE.match(kept[0], timeout=2)):
        told.setdefault("dateline", found["it"])
    return kept, told


def _rule(line: str, number: int, count: int, kept: list[str]) -> Line | None:
    if len(line) > 260:
        return None
    for rule in load().lines:
        if rule.where == "start" and (len(kept) > 2 or number > 6):
            continue
        if rule.where == "end" and number < count - 3:
            continue
        if rule.fits(line):
            return rule
    return None


def _find(line: list[str], words: list[str]) -> int | None:
    return next((at for at in range(len(line)) if line[at : at + len(words)] == words), None)
