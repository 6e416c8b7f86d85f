"""A text as words: the unit that every later step counts in.

Comes in: ``Text`` and ``Lexicon``. Goes out: ``Words``: folded tokens with their verbatim offsets, what the
lexicon knows of each, quotations, and sentences. Never here: cues, speakers, statements.

Indices here are token indices, half-open ranges ``(i, j)``; ``Words.span`` leads back to code points.
"""

from __future__ import annotations

import re

from quotes.extract.marks import Quotation, pair
from quotes.model import Span
from quotes.rules.lexicon import (
    ABBREVIATION,
    ADJECTIVE,
    ANONYMOUS,
    DEFINITE,
    GIVEN,
    GIVEN_F,
    GROUP,
    MASDAR,
    NOUN,
    PLACE,
    PREPOSITION,
    SURNAME,
    TITLE,
    VERB,
    WORD_NAME,
    Lexicon,
)
from quotes.text import Text

_TOKEN = re.compile(r"&(?:#34|#39|quot|laquo|raquo);|\d+(?:[.,:/٫]\d+)+|[^\W_]+|''|\.{2,}|…+|\n\s*|-{2,}|[^\w\s]")
_ENDS = frozenset(".!؟?\n")
_OPEN_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ENTITIES = {"&#34;": '"', "&quot;": '"', "&#39;": "'", "&laquo;": "«", "&raquo;": "»"}  # pages that escaped twice
# verbal nouns by their shape: إبحار، استبعاد، انطلاق، اجتماع
_VERBAL = re.compile(r"ا\w\w\w?ا\w|است\w\w\w?ا\w|ان\w\wا\w|ا\wت\wا\w")
_ORDINARY = NOUN | ADJECTIVE | MASDAR | TITLE | PLACE | VERB | ANONYMOUS | GROUP
_MARKS_AFTER_NAME = frozenset({":", "،", ",", ".", '"', "«", "“", "ان", "إن", "انه", "انها"})
_QAD = frozenset({"قد", "فقد", "وقد", "لقد", "ولقد"})
_SPELT_LIKE_VERBS = TITLE | ANONYMOUS | GROUP | NOUN | MASDAR | ADJECTIVE | GIVEN | SURNAME
_MANY = 40
_LONGEST = 300  # tokens of a sentence; texts without stops are cut at a comma from here on, or anywhere soon after
_HOST_TAILS = frozenset({"نت", "كوم", "اورغ", "com", "net", "org"})


ALI = "علي*"  # the name, told from the preposition
ANN = "ان*"  # the name آن, told from أن


class Words:
    """The tokens of a text.

    ``tok``: folded tokens. ``flags``: what the lexicon knows of each (bit mask). ``quotations``: paired marks.
    ``quoted[i]``: index of the outermost quotation that token i stands in (marks excluded), or -1.
    ``sentence_end[i]``: token index just after the sentence that holds token i; a quotation never ends one.
    """

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        folded = text.folded
        self.tok: list[str] = []
        self._from: list[int] = []
        self._to: list[int] = []
        for m in _TOKEN.finditer(folded):
            t = m[0]
            self.tok.append("\n" if t[0] == "\n" else _ENTITIES.get(t, t) if t[0] == "&" else t)
            self._from.append(m.start())
            self._to.append(m.end())
        self.n = len(self.tok)
        self._places: dict[str, list[int]] | None = None
        look = lexicon.look
        self.flags: list[int] = [look(t) for t in self.tok]
        for i, t in enumerate(self.tok):
            if t.startswith("ال") and self.span(i, i + 1).of(text.verbatim).startswith("إ"):
                self.flags[i] = lexicon.flags.get(t, 0)  # إلياس: letters of the word, and no article
        self._tell_ali_from_ala()
        self._tell_verbal_nouns()
        self._tell_verbs()
        self.is_word: list[bool] = [t[0].isalnum() for t in self.tok]
        self.quotations: list[Quotation] = pair(self.tok, self.glued_left, self.glued_right)
        self.quoted = [-1] * self.n
        self.mark = [-1] * self.n
        for k, q in enumerate(self.quotations):
            for i in range(q.open + 1, q.close):
                self.quoted[i] = k
            self.mark[q.open] = k
            if q.close < self.n and q.closed:
                self.mark[q.close] = k
        self._sentences()
        self._brackets()
        # definite words that follow a given name somewhere: in this article they close names (حفيظ العلمي)
        self.surnames = {
            self.tok[i]
            for i in range(1, self.n)
            if self.flags[i] & DEFINITE and self.flags[i - 1] & GIVEN and not self.flags[i - 1] & (NOUN | TITLE | PLACE | ADJECTIVE | DEFINITE)
        }  # fmt: skip
        self._tell_names_from_words()
        # words that no list knows and that follow a given name: names, whatever their letters look like (بلوميه)
        self.called = {
            self.tok[i]
            for i in range(1, self.n)
            if not self.flags[i] and self.flags[i - 1] & GIVEN and not self.flags[i - 1] & (NOUN | TITLE | PLACE | ADJECTIVE | DEFINITE)
        }  # fmt: skip
        # ordinary words that follow a given name: in this article they may be somebody's family name
        self.families = {
            self.tok[i]
            for i in range(1, self.n)
            if self.flags[i] & (MASDAR | NOUN) and not self.flags[i] & DEFINITE and self.flags[i - 1] & GIVEN and not self.flags[i - 1] & ~(GIVEN | GIVEN_F | SURNAME)
            and i > 1 and self.flags[i - 2] & TITLE
        }  # fmt: skip

    def _tell_ali_from_ala(self) -> None:
        """Folding makes the name علي and the preposition على alike; where a text writes على so, علي is the name."""
        for i, t in enumerate(self.tok):
            if t in ("ان", "انا") and self.text.verbatim[self.text.origin(self._from[i])] == "آ":
                self.tok[i] = ANN
                self.flags[i] = GIVEN | GIVEN_F
        at = [i for i, t in enumerate(self.tok) if t == "علي"]
        if not at:
            return
        final = [self.text.verbatim[self.text.origin(self._to[i] - 1)] for i in at]
        if "ى" not in self.text.verbatim:
            # a writer who knows no ى: the name stands between names, or before a family name
            for i in at:
                after = self.flags[i + 1] if i + 1 < self.n else 0
                if (
                    self.tok[i + 1 : i + 2] in (["بن"], ["ابن"], ["بو"])
                    or (i and self.flags[i - 1] & GIVEN and not after & (MASDAR | DEFINITE))
                    or (
                        after & SURNAME
                        and not after & (NOUN | ADJECTIVE | MASDAR)
                        and i
                        and self.flags[i - 1] & (GIVEN | TITLE)
                    )
                ):
                    self.tok[i] = ALI
                    self.flags[i] = GIVEN
            return
        for i, letter in zip(at, final, strict=True):
            following = self.flags[i + 1] if i + 1 < self.n else 0
            named = i > 0 and self.flags[i - 1] & GIVEN
            if not named and (
                following & MASDAR
                or (self.tok[i + 1 : i + 2] and self.tok[i + 1] in ("ان", "هامش", "الاقل", "مستوي", "راس"))
            ):
                continue  # a slip for على
            if letter != "ى":
                self.tok[i] = ALI
                self.flags[i] = GIVEN

    def _tell_verbal_nouns(self) -> None:
        for i, t in enumerate(self.tok):
            if self.flags[i] or len(t) < 5 or t[0] != "ا" or not _VERBAL.fullmatch(t):
                continue
            shaped = self.text.verbatim[self.text.origin(self._from[i])] == "إ" or t.startswith("است")
            after = self.tok[i + 1] if i + 1 < self.n else "\n"
            if shaped and (
                after.startswith("ال") or after[0].isdigit() or self.lexicon.look(after) & (NOUN | MASDAR | PLACE)
            ):
                self.flags[i] = MASDAR

    def _tell_names_from_words(self) -> None:
        """إيمان، نجاة: who is called so once with a family name is called so alone in front of a mark or a verb's end."""
        called = {
            self.tok[i]
            for i in range(self.n - 1)
            if self.flags[i] & WORD_NAME
            and not self.flags[i] & PREPOSITION
            and self.flags[i + 1] & SURNAME
            and not self.flags[i + 1] & _ORDINARY
        }
        for i, t in enumerate(self.tok):
            if t in called and (i + 1 >= self.n or self.tok[i + 1] in _MARKS_AFTER_NAME or self.flags[i + 1] & SURNAME):
                self.flags[i] = GIVEN | WORD_NAME

    def _tell_verbs(self) -> None:
        """After قد comes a verb, whatever else its letters may spell (فقد طالب، وقد شكر)."""
        for i in range(1, self.n):
            if self.tok[i - 1] in _QAD and self.flags[i] & _SPELT_LIKE_VERBS and not self.flags[i] & DEFINITE:
                self.flags[i] = VERB

    def glued_left(self, i: int) -> bool:
        """Whether no white space stands between token i and the one before it."""
        return i > 0 and self._to[i - 1] == self._from[i] and self.tok[i - 1] != "\n"

    def glued_right(self, i: int) -> bool:
        """Whether no white space stands between token i and the one after it."""
        return i + 1 < self.n and self._to[i] == self._from[i + 1] and self.tok[i + 1] != "\n"

    def ends_in_ta(self, i: int) -> bool:
        """Whether token i is written with ة, which folding makes a pronoun's ه."""
        return self.tok[i].endswith("ه") and self.text.verbatim[self.text.origin(self._to[i] - 1)] == "ة"

    def _sentences(self) -> None:
        n, tok = self.n, self.tok
        self.sentence_start = [0] * n
        self.sentence_end = [n] * n
        start = 0
        for i in range(n):
            if self.quoted[i] >= 0:
                continue
            if self._ends_sentence(i) or (i - start > _LONGEST and (tok[i] in "،," or i - start > _LONGEST + 100)):
                for j in range(start, i + 1):
                    self.sentence_start[j] = start
                    self.sentence_end[j] = i
                start = i + 1
        for j in range(start, n):
            self.sentence_start[j] = start
            self.sentence_end[j] = n
        self.paragraph_start = [0] * n
        at = 0
        for i in range(n):
            self.paragraph_start[i] = at
            if tok[i] == "\n":
                at = i + 1

    def _ends_sentence(self, i: int) -> bool:
        t = self.tok[i]
        if t in _ENDS:
            if t != ".":
                return True
            if i == 0:
                return False
            before = self.tok[i - 1]
            if self.glued_left(i) and self.glued_right(i):
                after = self.tok[i + 1]
                if after in _HOST_TAILS or (after[0].isascii() and before[-1].isascii()):
                    return False
                chained = self.tok[i + 2 : i + 3] == ["."] or (i > 1 and self.tok[i - 2] == ".")
                if chained and len(before) <= 3 and len(after) <= 3:
                    return False  # ايه.آر.دي
            if self.glued_left(i) and ((len(before) == 1 and before.isalpha()) or self.flags[i - 1] & ABBREVIATION):
                return i + 1 >= self.n or self.tok[i + 1] == "\n"
            return True
        k = self.mark[i]
        if k >= 0 and i == self.quotations[k].close and i > 0 and self.tok[i - 1] in ".!؟?":
            # «… .» وقال: the stop inside the marks ends the outer sentence unless the sentence plainly goes on
            return i + 1 >= self.n or (self.is_word[i + 1] and self.tok[i + 1][0] in "وف")
        return False

    def _brackets(self) -> None:
        """``skip[i]``: for an opening bracket or a paired dash, the index just after its partner."""
        self.skip: dict[int, int] = {}
        tok, n = self.tok, self.n
        for i in range(n):
            close = _OPEN_BRACKETS.get(tok[i])
            if close:
                for j in range(i + 1, min(self.sentence_end[i], i + 40)):
                    if tok[j] == close:
                        self.skip[i] = j + 1
                        break
            elif tok[i] in "-–—" and i not in self.skip and not (self.glued_left(i) and self.glued_right(i)):
                after = self.glued_left(i)  # «فلان- طبيب- قال»
                for j in range(i + 2, min(self.sentence_end[i], i + (9 if after else 25))):
                    if (
                        tok[j] in "-–—"
                        and (
                            self.glued_left(j) and not self.glued_right(j)
                            if after
                            else self.glued_left(j) == self.glued_right(i)
                        )
                        and self.quoted[j] == self.quoted[i]
                    ):
                        self.skip[i] = j + 1
                        break

    def places(self, word: str) -> list[int]:
        """Where a folded word stands, the first forty places."""
        if self._places is None:
            self._places = {}
            for i, t in enumerate(self.tok):
                known = self._places.setdefault(t, [])
                if len(known) < _MANY:
                    known.append(i)
        return self._places.get(word, [])

    def span(self, i: int, j: int) -> Span:
        """Code points of tokens ``i`` to ``j``, end excluded."""
        return Span(self.text.origin(self._from[i]), self.text.end_origin(self._to[min(j, self.n) - 1]))

    def words(self, i: int, j: int) -> list[str]:
        """The folded words of a range, marks and stops left out."""
        return [self.tok[k] for k in range(i, j) if self.is_word[k]]

    def verbatim(self, i: int, j: int) -> str:
        """The words of a range as they stand in the article."""
        return self.span(i, j).of(self.text.verbatim) if i < j else ""
