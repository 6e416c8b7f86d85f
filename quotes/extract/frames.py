"""Cues with their speaker phrase and the place where their content begins.

Comes in: ``Words`` and ``Rules``. Goes out: ``Frame``s. Never here: where contents end, or who the speaker is in the article.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from quotes.extract.complements import Complement, ComplementReader, Marker
from quotes.extract.phrases import Phrase, PhraseReader, Range
from quotes.extract.words import Words
from quotes.rules import CueForm, CueRule, Rules
from quotes.rules.forms import Form
from quotes.rules.lexicon import (
    BODY,
    DEFINITE,
    KNOWN_BODY,
    LATIN,
    NAME,
    OUTLET,
    PLACE,
)

Mode = Literal["named", "elided", "shared", "relative", "possessor", "impersonal"]
CLAUSE_OPENERS = frozenset(
    "لكن ولكن بينما فيما وفيما وبينما حيث اذ حين عندما وعندما بعدما كما ان فان وان لان غير الا بل ثم وكان كان "
    "وكانت كانت فكان فقد وقد لقد سبق وسبق".split()
)
RELATIVES = frozenset("الذي التي الذين اللذين اللذان اللتان اللتين اللواتي اللاتي والذي والتي والذين الذى التى".split())


@dataclass(slots=True)
class Frame:
    """One cue, its speaker phrase (or how to find one), and where its content begins.

    ``clause``: token where the cue's own clause begins: an enclosing content ends there.
    ``conjoined``: the verb begins with و or ف. ``inside``: it stands in the content of another frame.
    ``silent``: it makes no statement, but its speaker may go on in the next one.
    ``through``: another verb of saying led to the content (نفى ذلك قائلا).
    ``carriers``: phrases of media, nearest first.
    """

    cue: int
    rule: CueRule
    form: Form
    marker: Marker
    at: int
    start: int
    mode: Mode
    phrase: Phrase | None = None
    clip: int = 0
    clause: int = 0
    cue_end: int = 0
    act: str = ""
    lemma: str = ""
    id: str = ""
    negated: bool = False
    hypothetical: bool = False
    conjoined: bool = False
    inside: bool = False
    silent: bool = False
    carriers: list[Phrase] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    kind: str = ""
    antecedent: Phrase | None = None
    outer_only: bool = False
    through: bool = False
    initial: bool = False


class FrameReader:
    """What every reader of frames asks of one text."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.w = words
        self.rules = rules
        self.p = PhraseReader(words, rules)
        self.c = ComplementReader(words, rules, self.p)
        self.rejected: list[tuple[int, str]] = []
        self.cuts: list[tuple[int, int]] = []  # (token, sentence end): trailing words that belong to no content
        self._taken: set[int] = set()

    def voice(self, i: int) -> int:
        w = self.w
        t = w.tok[i]
        for s, _prefix in ((t, 0), (t[1:], 1)) if t[0] in "وف" and len(t) > 3 else ((t, 0),):
            for words in self.rules.voices.get(s, ()):
                n = len(words)
                if i + n <= w.n and tuple(w.tok[i + 1 : i + n]) == words[1:] and (True):
                    return n
        return 0

    def candidates(self, i: int) -> list[CueForm]:
        w = self.w
        t = w.tok[i]
        found: list[CueForm] = list(self.rules.cues.get(t, ()))
        if (
            t[0] in "وف"
            and len(t) > 2
            and not (w.flags[i] & (NAME | PLACE) and not w.flags[i] & DEFINITE and len(t) > 3)
        ):
            found += [
                c
                for c in self.rules.cues.get(t[1:], ())
                if (t[0] == "و" and len(t) > 3) or c.form.tense in ("past", "present")
            ]
        if t[0] in "بلك" and len(t) > 4:
            rest = "ا" + t[1:] if t.startswith("لل") else t[1:]
            found += [c for c in self.rules.cues.get(rest, ()) if c.form.tense == "masdar"]
        if t[0] == "ل" and len(t) > 4:
            found += [c for c in self.rules.cues.get(t[1:], ()) if c.form.tense == "present" and t[1] in "يت"]
        elif t.startswith(("وب", "ول")) and len(t) > 5:
            found += [c for c in self.rules.cues.get(t[2:], ()) if c.form.tense == "masdar"]
        if t[-1] == "ه" and found and w.ends_in_ta(i):
            found = [c for c in found if c.form.suffix != "ه"]
        return found

    def _frame(self, i: int, c: CueForm, comp: Complement, mode: Mode, phrase: Phrase | None) -> Frame:
        for k in comp.through:
            self._taken.add(k)
        return Frame(
            cue=i,
            rule=c.rule,
            form=c.form,
            marker=comp.marker,
            at=comp.at,
            start=comp.start,
            mode=mode,
            phrase=phrase,
            clip=comp.clip,
            clause=self._clause_start(i),
            cue_end=i + 1,
            act=c.rule.act,
            lemma=c.rule.lemma,
            id=f"{c.rule.id}.{comp.marker}",
            through=bool(comp.through),
        )

    def _before(self, i: int) -> str:
        return self.w.tok[i - 1] if i > 0 else "\n"

    def _opens_clause(self, i: int) -> bool:
        w = self.w
        return i == 0 or not w.is_word[i - 1] or self._before(i) in CLAUSE_OPENERS or self._before(i) in RELATIVES

    def _embedded(self, i: int, c: CueForm) -> bool:
        """Whether the verb stands inside another clause (أن الوزير قال) and so ends no outer content."""
        t = self.w.tok[i]
        return not (t[0] in "وف" and any(x is c for x in self.rules.cues.get(t[1:], ())))

    def _clause_start(self, i: int) -> int:
        """Where the clause of the cue at i begins: its connective, its subject, or itself."""
        w = self.w
        s = w.sentence_start[i]
        k = i
        while k > s and w.tok[k - 1] in ("قد", "وقد", "لم", "لن", "لا", "سوف", "كان", "كانت"):
            k -= 1
        while k > s and (
            w.tok[k - 1] in CLAUSE_OPENERS
            or w.tok[k - 1] in RELATIVES
            or w.tok[k - 1] in ("ما", "انه", "انها", "لكنه", "لكنها", "ولكنه", "ولكنها", "فيما", "كما")
        ):
            k -= 1
        return k

    def _speaks(self, phrase: Phrase) -> bool:
        f = self.w.flags[phrase.whole[0]]
        return (
            bool(phrase.head)
            or bool(f & (PLACE | OUTLET | KNOWN_BODY | BODY | LATIN | NAME))
            or self.w.mark[phrase.whole[0]] >= 0
        )

    def _opens_sentence(self, i: int) -> bool:
        w = self.w
        s = w.sentence_start[i]
        return all(not w.is_word[k] for k in range(s, i)) or (i - s <= 2 and w.tok[s] in ("و", "لكن", "ولكن"))

    def is_medium(self, phrase: Phrase) -> bool:
        """Whether a phrase names a medium: it carries words, and speaks only where nobody else does."""
        w = self.w
        i, _j = phrase.whole
        head = phrase.head.lemma if phrase.head else ""
        if head in ("وكاله", "صحيفه", "قناه", "موقع", "شبكه", "اذاعه", "مجله", "جريده", "تلفزيون", "راديو"):
            return True
        if w.flags[i] & OUTLET:
            return True
        first = self.p.detached(w.tok[i]) if phrase.clip else w.tok[i]
        several, sf = self.rules.lexicon.longest([first, *w.tok[i + 1 : i + 5]], 0)
        if (several and sf & OUTLET) or (phrase.clip and self.rules.lexicon.look(first) & OUTLET):
            return True
        return (
            w.mark[i] >= 0
            and i + 1 < w.n
            and (bool(w.flags[i + 1] & OUTLET) or bool(self.rules.lexicon.longest(w.tok, i + 1)[1] & OUTLET))
        )
