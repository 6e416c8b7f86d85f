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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from quotes.faults import Fault
from quotes.model import Article, Kind, Span, Statement
from quotes.rules.confidence import ANY, Measure, Measures, family

Row = dict[str, Any]
Group = Literal["outlet", "phenomenon", "rule", "how", "confidence"]
GROUPS: tuple[Group, ...] = get_args(Group)

_SORTS = ("MISSED", "WRONG", "WHO")
_SHARES = ("precision", "recall", "f1")
# a measure -> its strict sister
_MEASURES = {
    "detection": "exact", "who+what": "who+what*", "who+exact": "who+exact*", "quotes": None, "speaker": "speaker*",
    "kind": None, "via": None, "act": None, "polarity": None, "channel": None, "time": None,
}  # fmt: skip
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
_OPENERS = frozenset(["ان", "بان", "انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "الي", "علي"])


@dataclass(frozen=True, slots=True)
class Label:
    """A statement as a reader found it. ``names``: all that are right for its source, the fullest first; none where
    a reader cannot tell. ``further``: whether act, polarity, channel and time are labelled at all. Spans are half-open
    code points of the article's text.
    """

    content: tuple[Span, ...]
    kind: Kind
    names: tuple[str, ...] = ()
    optional: bool = False
    via: str | None = None
    further: bool = False
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
    """A measure: ``right`` of what was ``found`` is right, and ``got`` of the ``labels`` are found; None where a side
    is not measured.
    """

    right: int | None
    found: int | None
    got: int | None
    labels: int | None

    @classmethod
    def both(cls, right: int, found: int, labels: int) -> Score:
        """Where what is right on one side is what is right on the other."""
        return cls(right, found, right, labels)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was."""
        return self.right / self.found if self.right is not None and self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the labels that were found; None where there are none."""
        return self.got / self.labels if self.got is not None and self.labels else None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; None where a side is not measured, or both are empty."""
        if self.found is None or self.labels is None or not self.found + self.labels:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


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
        "detection": Score.both(fit, found, asked),
        "exact": Score.both(n["exact"], found, asked),
        "who+what": Score.both(n["right"], found, asked),
        "who+what*": Score.both(n["full"], found, asked),
        "who+exact": Score.both(n["right exact"], found, asked),
        "who+exact*": Score.both(n["full exact"], found, asked),
        "quotes": Score(n["quotes right"], n["quotes found"], n["quotes got"], n["quotes labels"]),
        "speaker": Score(n["right"], fit, None, None),
        "speaker*": Score(n["full"], fit, None, None),
        "kind": Score(n["kind"], fit, None, None),
        "via": Score(None, None, n["via"], n["via labels"]),
        "act": Score(n["act"], n["act found"], None, None),
        **{name: Score.both(n[name], n[f"{name} found"], n[f"{name} labels"]) for name in _FURTHER},
    }


def overall(verdicts: Iterable[Verdict]) -> list[Row]:
    """A row a measure, loose and strict side by side: content words that overlap and the same, a name that is a form
    of the right one and the full name.
    """
    all_of = scores(verdicts)
    out = []
    for name, strict in _MEASURES.items():
        score = all_of[name]
        row: Row = {"measure": name, "labels": score.labels, "found": score.found, **_shares(score)}
        stricter = _shares(all_of[strict]) if strict else dict.fromkeys(_SHARES)
        out.append({**row, **{f"strict_{key}": value for key, value in stricter.items()}})
    return out


def by_group(verdicts: Iterable[Verdict], group: Group) -> list[Row]:
    """A row for each outlet or phenomenon, with F1 where a measure has it; or for each rule, how or confidence of what
    was found, most frequent first: then shares of the found, for a label that is missed has no rule.
    """
    grouped: dict[str | None, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.statement is not None or not _of_statements(group):
            grouped[_group(verdict, group)].append(verdict)
    if _of_statements(group):
        rows = [_found_row(group, name, some) for name, some in grouped.items()]
        return sorted((row for row in rows if row["found"]), key=lambda row: (-row["found"], row[group]))
    return [_article_row(group, name, grouped[name]) for name in sorted(grouped, key=lambda name: name or "")]


def errors(verdicts: Iterable[Verdict], limit: int = 0, group: Group | None = None) -> list[Row]:
    """The errors with their words, sorted by sort; ``limit`` of each sort (in each group), 0 for all."""
    rows = []
    shown: Counter[tuple[str, str | None]] = Counter()
    for verdict in verdicts:
        if verdict.error is None:
            continue
        sort = (verdict.error, _group(verdict, group) if group else None)
        shown[sort] += 1
        if not limit or shown[sort] <= limit:
            rows.append(_error_row(verdict, verdict.error))
    return sorted(rows, key=lambda row: _SORTS.index(row["error"]))


def measures(verdicts: Iterable[Verdict]) -> Measures:
    """How often the statements of each family of rules and each how were right, content and speaker both.

    Those whose speaker could not be told count under their own how alone.
    """
    right: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for verdict in verdicts:
        if verdict.statement is None or verdict.excused:
            continue
        for how in (verdict.statement.how, ANY) if verdict.statement.speaker else (verdict.statement.how,):
            found[family(verdict.statement.rule), how] += 1
            right[family(verdict.statement.rule), how] += verdict.right
    table: dict[str, dict[str, Measure]] = defaultdict(dict)
    for (name, how), n in found.items():
        table[name][how] = Measure(round(right[name, how] / n, 4), n)
    return Measures(table)


def _label(article: Article, number: int, entry: Any) -> Label:
    try:
        if entry["kind"] not in get_args(Kind):
            raise ValueError(f"kind {entry['kind']!r}")
        names = [entry.get("name"), *entry.get("aliases", ())]
        time = entry.get("time")
        return Label(
            content=tuple(_span(article, ends) for ends in entry["content"]),
            kind=entry["kind"],
            names=tuple(str(name) for name in names if name),
            optional=bool(entry.get("optional")),
            via=entry.get("via"),
            # the record of an article says which of these its labels have
            further="act" in (article.extra.get("fields") or ()),
            act=entry.get("act"),
            polarity=entry.get("polarity"),
            channel=entry.get("channel"),
            time=None if time is None else _span(article, time),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"label {number} cannot be read ({type(error).__name__}: {error})"
        cure = 'write {"content": [[start, end]], "kind": …, "name": …}, offsets in code points of the text'
        raise Fault(article.id, what, cure) from error


def _span(article: Article, ends: Any) -> Span:
    start, end = ends
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"span {ends} is not in the text")
    return Span(start, end)


def _content_words(text: str, words: Sequence[tuple[int, int]], content: Sequence[Span]) -> frozenset[tuple[int, int]]:
    """The words that the spans touch, by their place, without those that only lead in (أن، إلى)."""
    touched = [word for word in words if any(span.start < word[1] and word[0] < span.end for span in content)]
    first = 0
    while first < len(touched) and _plain(text[slice(*touched[first])]) in _OPENERS:
        first += 1
    return frozenset(touched[first:])


def _pairs(
    asked: Sequence[frozenset[tuple[int, int]]],
    read: Sequence[frozenset[tuple[int, int]]],
    labels: Iterable[int],
    statements: Sequence[int],
    least: float,
) -> dict[int, int]:
    """Label -> statement, each once: most overlap first, then least difference in length, then the later ones."""
    close = []
    for i in labels:
        for j in statements:
            overlap = _dice(asked[i], read[j])
            if overlap >= least:
                close.append((overlap, -abs(len(asked[i]) - len(read[j])), i, j))
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _overlap, _difference, i, j in sorted(close, reverse=True):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def _dice(one: frozenset[tuple[int, int]], other: frozenset[tuple[int, int]]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _fitting(article: Article, label: Label, statement: Statement, exact: bool) -> Verdict:
    name = _name_words(statement.speaker.name if statement.speaker else "")
    names = [_name_words(one) for one in label.names]
    full = name in names if names else not name
    right = _is_form(name, names) if names else not name
    return Verdict(article, label, statement, exact, right, full)


def _is_form(name: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    """Whether the name is one of these, or all of one stands in a row inside the other; ال does not count."""
    mine = _without_article(name)
    for one in map(_without_article, names):
        short, long = (mine, one) if len(mine) <= len(one) else (one, mine)
        if short and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)):
            return True
    return False


def _without_article(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removeprefix("ال") if len(word) > 4 else word for word in name)


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", _plain(name)))


def _plain(text: str) -> str:
    """The text as names and openers are compared. It is a part of the measure, and does not change with the rules."""
    letters = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))


def _place(verdict: Verdict) -> tuple[Span, ...]:
    held = verdict.label or verdict.statement
    return held.content if held else ()


def _count(n: Counter[str], verdict: Verdict) -> None:
    label, statement = verdict.label, verdict.statement
    if not verdict.excused:
        if label is not None:
            n["labels"] += 1
            n["quotes labels"] += label.kind != "indirect"
        if statement is not None:
            n["found"] += 1
            n["quotes found"] += statement.kind != "indirect"
    if label is None or statement is None:
        return
    if not verdict.excused:
        n["detection"] += 1
        n["exact"] += verdict.exact
        n["right"] += verdict.right
        n["full"] += verdict.full
        n["right exact"] += verdict.right and verdict.exact
        n["full exact"] += verdict.full and verdict.exact
        n["quotes right"] += statement.kind != "indirect"
        n["quotes got"] += label.kind != "indirect"
        n["kind"] += statement.kind == label.kind
        n["via labels"] += bool(label.via)
        n["via"] += bool(label.via and statement.via)
    if label.further:
        n["act found"] += 1
        n["act"] += statement.cue.act == label.act
        agree: dict[str, tuple[Any, Any, bool]] = {
            "polarity": (label.polarity, statement.polarity, label.polarity == statement.polarity),
            "channel": (label.channel, statement.channel, label.channel == statement.channel),
            "time": (
                label.time,
                statement.time,
                bool(label.time and statement.time and label.time.overlaps(statement.time)),
            ),
        }
        for name, (wanted, found, same) in agree.items():
            n[f"{name} labels"] += wanted is not None
            n[f"{name} found"] += found is not None
            n[name] += wanted is not None and found is not None and same


def _shares(score: Score) -> dict[str, float | None]:
    return {key: None if (share := getattr(score, key)) is None else round(share, 4) for key in _SHARES}


def _of_statements(group: Group) -> bool:
    return group in ("rule", "how", "confidence")


def _group(verdict: Verdict, group: Group) -> str | None:
    if group == "outlet":
        return verdict.article.outlet
    if group == "phenomenon":
        name = verdict.article.extra.get("phenomenon")
        return None if name is None else str(name)
    return str(getattr(verdict.statement, group)) if verdict.statement else None


def _article_row(group: Group, name: str | None, some: Sequence[Verdict]) -> Row:
    all_of = scores(some)
    row: Row = {
        group: name,
        "labels": all_of["detection"].labels,
        "found": all_of["detection"].found,
    }
    for key, score in all_of.items():
        shares = _shares(score)
        if key == "quotes" or key in _FURTHER:
            row |= {f"{key}_precision": shares["precision"], f"{key}_recall": shares["recall"]}
        else:
            row[key] = next((shares[side] for side in ("f1", "precision", "recall") if shares[side] is not None), None)
    return row


def _found_row(group: Group, name: str | None, some: Sequence[Verdict]) -> Row:
    all_of = scores(some)
    row: Row = {group: name, "found": all_of["detection"].found}
    return row | {key: _shares(score)["precision"] for key, score in all_of.items() if score.right is not None}


def _error_row(verdict: Verdict, sort: str) -> Row:
    label, statement = verdict.label, verdict.statement
    held = label or statement
    assert held is not None
    return {
        "error": sort,
        "document": verdict.article.id,
        "outlet": verdict.article.outlet,
        "phenomenon": _group(verdict, "phenomenon"),
        "kind": held.kind,
        "expected": label.names[0] if label and label.names else None,
        "got": statement.speaker.name if statement and statement.speaker else None,
        "rule": statement.rule if statement else None,
        "how": statement.how if statement else None,
        "confidence": statement.confidence if statement else None,
        "content": [[span.start, span.end] for span in held.content],
        "words": " … ".join(span.of(verdict.article.text) for span in held.content),
    }
