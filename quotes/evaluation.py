"""Labelled articles and what was read in them -> figures, and errors with their words.

Comes in: articles whose labels stand in ``extra``, and the statements that were read in them. Goes out: verdicts, one
for each label and each statement, and rows of figures made of them. Never here: reading, files, printing.

A statement fits a label when Dice of their content's words is at least a half; each is taken once, the best pair first.
An ``optional`` label is neither asked for nor held against who finds it, for which Dice of three tenths is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, get_args

from quotes.faults import Fault
from quotes.model import Article, Kind, Span, Statement
from quotes.rules.confidence import ANY, Measure, Measures, family

Row = dict[str, Any]
Group = Literal["outlet", "phenomenon", "rule", "how", "confidence"]
GROUPS: tuple[Group, ...] = get_args(Group)

_FITS = 0.5
_EXCUSES = 0.3
_FURTHER = ("polarity", "channel", "time")
# marks that belong to a word beside its letters: harakat, dagger alif, joiners
_WORD = re.compile(r"[\w\u064b-\u0652\u0670\u200c\u200d]+")
_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىئی", "ي"), "ؤ": "و", "ة": "ه", "ـ": None,
        **dict.fromkeys("گک", "ك"), "ڤ": "ف", "پ": "ب", "چ": "ج",
    }
)  # fmt: skip
_OPENERS = frozenset("ان بان انه انها انهم انهما بانه بانها بانهم الي علي".split())


@dataclass(frozen=True, slots=True)
class Label:
    """A statement as a reader found it. ``names``: all that are right for its source, the fullest first; none where
    a reader cannot tell. Spans are half-open code points of the article's text.
    """

    content: tuple[Span, ...]
    kind: Kind
    names: tuple[str, ...] = ()
    optional: bool = False
    via: str | None = None
    act: str | None = None
    polarity: str | None = None
    channel: str | None = None
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label and the statement that fits it; or a label that none fits; or a statement that fits none.

    ``exact``: the content words are the same. ``right``: the speaker is the label's, by a shorter or longer form of
    the name it may be; ``full``: by its full name, or one that is just as right.
    """

    article: Article
    label: Label | None
    statement: Statement | None
    exact: bool = False
    right: bool = False
    full: bool = False

    @property
    def excused(self) -> bool:
        """Whether it counts for nothing but act, polarity, channel and time."""
        return self.label is not None and self.label.optional

    @property
    def error(self) -> Literal["MISSED", "WRONG", "WHO"] | None:
        """What is wrong: a label that nothing fits, a statement that fits none, a speaker who is another."""
        if self.statement is None:
            return "MISSED"
        if self.label is None:
            return "WRONG"
        return None if self.right or self.excused else "WHO"


@dataclass(frozen=True, slots=True)
class Score:
    """A measure: how many ``labels`` ask for it, how many ``found`` claim it, and how many of both are ``right``.

    Where only one side can be counted, the other is None.
    """

    right: int
    found: int | None
    labels: int | None

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the labels that were found; None where there are none."""
        return self.right / self.labels if self.labels else None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; None unless both sides are counted."""
        if self.found is None or self.labels is None or not self.found + self.labels:
            return None
        return 2 * self.right / (self.found + self.labels)


def labels(article: Article) -> tuple[Label, ...]:
    """The labels under the key ``statements`` of the article's record. Raises Fault where there are none to be read."""
    given = article.extra.get("statements")
    if not isinstance(given, list):
        raise Fault(article.id, 'no "statements"', 'give each article its labels: {"statements": [{"content": …}]}')
    return tuple(_label(article, number, entry) for number, entry in enumerate(given, 1))


def compare(article: Article, wanted: Sequence[Label], found: Sequence[Statement]) -> list[Verdict]:
    """A verdict for each label and each statement, in the order of the text. Optional labels that nothing fits have
    none.
    """
    words = [match.span() for match in _WORD.finditer(article.text)]
    asked = [_content_words(article.text, words, label.content) for label in wanted]
    read = [_content_words(article.text, words, statement.content) for statement in found]
    every = range(len(found))
    required = [i for i, label in enumerate(wanted) if not label.optional]
    optional = [i for i, label in enumerate(wanted) if label.optional]
    pairs = _pairs(asked, read, required, every, _FITS)
    pairs |= _pairs(asked, read, optional, [j for j in every if j not in pairs.values()], _EXCUSES)
    out = [_fitting(article, wanted[i], found[j], asked[i] == read[j]) for i, j in pairs.items()]
    out += [Verdict(article, wanted[i], None) for i in required if i not in pairs]
    out += [Verdict(article, None, found[j]) for j in every if j not in pairs.values()]
    return sorted(out, key=_place)


def scores(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Every measure over these verdicts, by name; ``quotes evaluate -h`` and the README say what each is."""
    n: Counter[str] = Counter()
    for verdict in verdicts:
        _count(n, verdict)
    found, asked, fit = n["found"], n["labels"], n["detection"]
    return {
        "detection": Score(fit, found, asked),
        "exact": Score(n["exact"], found, asked),
        "who+what": Score(n["right"], found, asked),
        "who+what*": Score(n["full"], found, asked),
        "who+exact": Score(n["right exact"], found, asked),
        "who+exact*": Score(n["full exact"], found, asked),
        "quotes": Score(n["quotes"], n["quotes found"], n["quotes labels"]),
        "quotes recall": Score(n["quoted"], None, n["quotes labels"]),
        "speaker": Score(n["right"], fit, None),
        "speaker*": Score(n["full"], fit, None),
        "kind": Score(n["kind"], fit, None),
        "via": Score(n["via"], None, n["via labels"]),
        "act": Score(n["act"], n["act found"], None),
        **{name: Score(n[name], n[f"{name} found"], n[f"{name} labels"]) for name in _FURTHER},
    }
