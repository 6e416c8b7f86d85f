"""Quotation marks, paired and repaired per document.

Comes in: tokens, and which are glued to their neighbours. Goes out: ``Quotation``s, outermost only, in order.
Never here: whether a quotation is speech, a name or a scare quote.

Outlets use « », “ ”, " ", '' '' and more, each in its own way: the same mark on both sides, reversed, with
spaces on both sides, unclosed, nested. A third of the articles with “ ” are unbalanced (see the counts in
the documentation), so a mark is read by where it stands first and by its shape second.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_FAMILY = {
    "«": "guillemet", "»": "guillemet", "“": "curly", "”": "curly", "„": "curly", "‟": "curly", "‹": "single guillemet",
    "›": "single guillemet", '"': "straight", "＂": "straight", "''": "double apostrophe", "‘": "single", "’": "single",
    "‚": "single", "'": "apostrophe",
}  # fmt: skip
_OPENS = frozenset("«“„‟‹‘‚")
_CLOSES = frozenset("»”›’")
_LONG = 70  # tokens
_PROCLITICS = frozenset("ب ل ك و ف بال لل وب ول فب ال".split())


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``open`` and ``close`` are the marks; what is said lies between them, both excluded.

    ``closed`` is False where the article never closes it: ``close`` is then the end of the paragraph.
    """

    open: int
    close: int
    closed: bool = True
    family: str = "straight"

    @property
    def after(self) -> int:
        """The first token behind it."""
        return self.close + 1 if self.closed else self.close


def pair(tok: Sequence[str], glued_left: Callable[[int], bool], glued_right: Callable[[int], bool]) -> list[Quotation]:
    """All outermost quotations of a document, in order; marks of one family pair only with each other."""
    marks: dict[str, list[int]] = {}
    for i, t in enumerate(tok):
        family = _FAMILY.get(t)
        if family is None:
            continue
        if family == "apostrophe" and (
            (glued_left(i) and tok[i - 1][-1].isalnum()) == (glued_right(i) and tok[i + 1][0].isalnum())
            or (tok[i - 1][-1].isascii() and glued_left(i))
        ):
            continue  # inside a word, or alone: no mark
        if family == "single" and i and glued_left(i) and glued_right(i) and (tok[i - 1][-1].isascii() or t != "‘"):
            continue  # an apostrophe inside a word
        marks.setdefault(family, []).append(i)
    if not marks:
        return []
    breaks = [i for i, t in enumerate(tok) if t == "\n"]
    _lend(marks, breaks)
    found: list[Quotation] = []
    for family, at in marks.items():
        found += _pair_family(family, at, tok, breaks, glued_left, glued_right)
    found.sort(key=lambda q: (q.open, -q.close))
    outer: list[Quotation] = []
    for q in found:
        if outer and q.open < outer[-1].close:
            continue
        outer.append(q)
    return outer


def _lend(marks: dict[str, list[int]], breaks: list[int]) -> None:
    """Where a paragraph has one curly and one straight mark left over, they are the two ends of one quotation."""
    curly, straight = marks.get("curly"), marks.get("straight")
    if not curly or not straight:
        return
    edges = [-1, *breaks, max(curly[-1], straight[-1]) + 1]
    for a, b in itertools.pairwise(edges):
        mine = [i for i in curly if a < i < b]
        theirs = [i for i in straight if a < i < b]
        if len(mine) % 2 and len(theirs) % 2:
            for i in mine:
                curly.remove(i)
            straight.extend(mine)
    straight.sort()


def _pair_family(
    family: str,
    at: list[int],
    tok: Sequence[str],
    breaks: list[int],
    glued_left: Callable[[int], bool],
    glued_right: Callable[[int], bool],
) -> list[Quotation]:
    def opening(i: int) -> bool:
        tight_left = glued_left(i) and tok[i - 1][0].isalnum() and tok[i - 1] not in _PROCLITICS
        return glued_right(i) and not tight_left and (i + 1 < len(tok) and tok[i + 1] not in ".،,؛:)")

    def closing(i: int) -> bool:
        return glued_left(i) and (not glued_right(i) or not tok[i + 1][0].isalnum()) and tok[i - 1] not in _PROCLITICS

    def ends_clause(i: int, index: int) -> bool:
        # …»، و«…: what stands between the two is nobody's
        following = at[index + 1] if index + 1 < len(at) else None
        return (
            i + 1 < len(tok)
            and (tok[i + 1] in ".،؛" or (tok[i] in _CLOSES and following is not None and tok[following] in _OPENS))
            and following is not None
            and paragraph[following] == paragraph[i]
            and opening(following)
            and not closing(following)
        )

    paragraph: dict[int, int] = {}
    k = 0
    for i in at:
        while k < len(breaks) and breaks[k] < i:
            k += 1
        paragraph[i] = k
    ends = [*breaks, len(tok)]
    by_paragraph: dict[int, list[int]] = {}
    for i in at:
        by_paragraph.setdefault(paragraph[i], []).append(i)
    firsts: dict[int, int] = {}  # of a paragraph's marks, the place of the first among all
    for index, i in enumerate(at):
        firsts.setdefault(paragraph[i], index)
    surplus = [0] * (len(at) + 1)  # closing marks less opening ones, from here to the paragraph's end
    for index in range(len(at) - 1, -1, -1):
        onward = surplus[index + 1] if index + 1 < len(at) and paragraph[at[index + 1]] == paragraph[at[index]] else 0
        surplus[index] = onward + (tok[at[index]] in _CLOSES) - (tok[at[index]] in _OPENS)
    closed_in = {para: any(tok[j] in _CLOSES for j in here) for para, here in by_paragraph.items()}
    balanced = {para: 2 * sum(tok[j] in _OPENS for j in here) == len(here) for para, here in by_paragraph.items()}
    out: list[Quotation] = []
    opened: int | None = None
    depth = 0
    last_paragraph = -1
    for index, i in enumerate(at):
        para = paragraph[i]
        if opened is not None and para != last_paragraph:
            first = by_paragraph[para][0] == i
            starts_paragraph = i == 0 or tok[i - 1] == "\n"
            near = para - last_paragraph <= 3
            if first and near and starts_paragraph and opening(i) and _closes_later(by_paragraph[para], closing):
                last_paragraph = para
                continue  # each paragraph of a long quotation opens anew, the last one closes
            if not (first and near and closing(i) and not opening(i)):
                out.append(Quotation(opened, ends[paragraph[opened]], False, family))
                opened, depth = None, 0
        last_paragraph = para
        here = by_paragraph[para]
        left = len(here) - index + firsts[para]
        if opened is None:
            if closing(i) and not opening(i) and tok[i] not in _OPENS and (left % 2 or ends_clause(i, index)):
                continue  # a closing mark whose partner is missing
            opened, depth = i, 0
            continue
        looks_open = opening(i) and not closing(i)
        if looks_open and i - opened <= 4 and glued_right(opened) and len(here) % 2 == 0 and tok[i] not in _OPENS:
            looks_open = False  # «لـ"الوطن "عن»: a name closed with a space before its mark
        if looks_open and tok[i] not in _CLOSES:
            if tok[i] in _OPENS and closed_in[para]:
                if surplus[index] > 0:
                    depth += 1
                    continue
            elif left % 2 and index + 1 < len(at):
                depth += 1
                continue
            out.append(Quotation(opened, _cut(opened, i, tok), False, family))
            opened, depth = i, 0
            continue
        if looks_open and left % 2 == 0 and not balanced[para]:
            out.append(Quotation(opened, _cut(opened, i, tok), False, family))
            opened, depth = i, 0
            continue
        if depth:
            depth -= 1
            continue
        out.append(Quotation(opened, i, True, family))
        opened = None
    if opened is not None:
        out.append(Quotation(opened, ends[paragraph[opened]], False, family))
    return [_shorten(q, tok) for q in out if q.close > q.open + 1]


def _shorten(q: Quotation, tok: Sequence[str]) -> Quotation:
    """An unclosed quotation that would swallow a long paragraph ends with its first sentence."""
    if q.closed or q.close - q.open < _LONG:
        return q
    for j in range(q.open + 4, q.close):
        if tok[j] in ".!؟?":
            return Quotation(q.open, j, False, q.family)
    return q


def _closes_later(here: list[int], closing: Callable[[int], bool]) -> bool:
    return len(here) == 1 or closing(here[1])


def _cut(opened: int, at: int, tok: Sequence[str]) -> int:
    """Where an unclosed quotation ends when the next one begins: at the last full stop before it."""
    for j in range(at - 1, opened + 1, -1):
        if tok[j] in ".!؟?\n":
            return j
    return at
