"""An article's words, verbatim, and a folded copy that knows where each letter came from.

Comes in: a string. Goes out: ``Text``, whose ``folded`` serves matching and whose offsets lead back.
Never here: rules, sentences, meaning.

Folding is one to one (hamza forms, ى, ة, Persian and Urdu letters, digits; a hamza before و by the و) or deletes (harakat, tatweel,
zero-width and bidi marks). Presentation forms are decomposed (NFKC), letter by letter, keeping the origin.
"""

from __future__ import annotations

import re
import unicodedata

_ONE_TO_ONE = (
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"),
    ("ئو", "وو"), ("ءو", "وو"),  # مسئول is مسؤول, رءوس is رؤوس
    ("ى", "ي"), ("ئ", "ي"), ("ؤ", "و"), ("ة", "ه"),
    ("ی", "ي"), ("ې", "ي"), ("ک", "ك"), ("ڪ", "ك"), ("ھ", "ه"), ("ہ", "ه"), ("ۀ", "ه"), ("ە", "ه"),
    ("گ", "ك"), ("ڤ", "ف"), ("پ", "ب"), ("چ", "ج"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\t", " "),
)  # fmt: skip
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
# harakat, Qur'anic marks, tatweel, zero-width and bidi controls, soft hyphen, combining hamza and madda
_DELETED = (
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
)
_DELETE = re.compile(f"[{_DELETED}]+")
_PRESENTATION = re.compile("[\ufb50-\ufdfb\ufdfc\ufe70-\ufefc]")
_DIGIT = re.compile(f"[{_DIGITS}]")


def _fold_letters(s: str) -> str:
    for old, new in _ONE_TO_ONE:
        s = s.replace(old, new)
    if _DIGIT.search(s):
        for i, digit in enumerate(_DIGITS):
            s = s.replace(digit, str(i % 10))
    return s


def fold(s: str) -> str:
    """The form that matching compares.

    >>> fold("أكّـدَ وزيرةُ الشؤون، ﻻ ٢٠٢٤")
    'اكد وزيره الشوون، لا 2024'
    """
    if _PRESENTATION.search(s):
        s = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), s)
    s = _fold_letters(s)
    return _DELETE.sub("", s) if _DELETE.search(s) else s


class Text:
    """A text said once and never rewritten, with its folded copy.

    ``folded[i]`` came from ``verbatim[origin(i)]``; offsets are code points.

    >>> t = Text("قالـَ")
    >>> t.folded, t.origin(2), t.origin(3)
    ('قال', 2, 5)
    """

    def __init__(self, verbatim: str) -> None:
        self.verbatim = verbatim
        self._map: list[int] | None = None
        source = verbatim
        if _PRESENTATION.search(source):
            letters, at = [], []
            for i, c in enumerate(source):
                for d in unicodedata.normalize("NFKC", c) if _PRESENTATION.match(c) else c:
                    letters.append(d)
                    at.append(i)
            source, self._map = "".join(letters), at
        source = _fold_letters(source)
        if _DELETE.search(source):
            keep: list[int] = []
            last = 0
            for m in _DELETE.finditer(source):
                keep.extend(range(last, m.start()))
                last = m.end()
            keep.extend(range(last, len(source)))
            self._map = keep if self._map is None else [self._map[i] for i in keep]
            source = _DELETE.sub("", source)
        self.folded = source

    def origin(self, i: int) -> int:
        """Offset in ``verbatim`` of the folded letter ``i``; the length of the text for the end."""
        if i >= len(self.folded):
            return len(self.verbatim)
        return i if self._map is None else self._map[i]

    def end_origin(self, i: int) -> int:
        """Offset in ``verbatim`` just after the folded letter ``i - 1`` and the marks that sit on it."""
        if i <= 0:
            return 0
        if self._map is None:
            return i
        if i >= len(self._map):
            return self._trim(self._map[-1] + 1) if self._map else 0
        last = self._map[i - 1] + 1
        return min(self._trim(last), max(last, self._map[i]))

    def _trim(self, end: int) -> int:
        while end < len(self.verbatim) and "\u064b" <= self.verbatim[end] <= "\u0670":
            end += 1
        return end
