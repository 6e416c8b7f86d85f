"""بحسب، وفق، نقلاً عن: words that give a clause to a source.

Comes in: fixed words of the rules. Goes out: ``Frame``. Never here: verbs.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.extract.frames import Frame, Mode
from quotes.extract.phrases import Phrase
from quotes.extract.verbs import Verbs
from quotes.rules import CueForm, PhraseCue
from quotes.rules.forms import Form, Gender, Number
from quotes.rules.lexicon import (
    ANONYMOUS,
    BODY,
    CHANNEL,
    DEFINITE,
    DOCUMENT,
    GROUP,
    KNOWN_BODY,
    NAME,
    OUTLET,
    TITLE,
)

# with the pronoun of the source: the preposition, gender and number
_SUFFIXES: tuple[tuple[str, Gender, Number], ...] = (("ه", "m", "s"), ("ها", "f", "s"), ("هم", "m", "p"))
_OWN = {
    preposition + suffix: (preposition, gender, number)
    for preposition in ("بحسب", "حسب")
    for suffix, gender, number in _SUFFIXES
}


# those who do this to words carry them, and did not say them
_PASSED_ON = frozenset(("نقل", "أورد", "نشر", "تناقل", "بث"))


class Evidentials(Verbs):
    """Reads the evidentials of one text."""

    def _evidential(self, i: int) -> Frame | None:
        w = self.w
        t = w.tok[i]
        for s in (t, t[1:]) if t[0] in "وف" and len(t) > 2 else (t,):
            own = _OWN.get(s)
            if own is not None and not w.ends_in_ta(i):
                for cue in self.rules.phrases.get(own[0], ()):
                    return self._unnamed_evidence(i, i + 1, cue, Form("", "past", own[1], own[2], "ه"), "possessor")
            for cue in self.rules.phrases.get(s, ()):
                n = len(cue.words)
                if tuple(w.tok[i + 1 : i + n]) != cue.words[1:]:
                    continue
                frame = self._evidence(i, i + n, cue)
                if frame is not None:
                    return frame
        return None

    def _evidence(self, i: int, after: int, cue: PhraseCue) -> Frame | None:
        w = self.w
        end = w.sentence_end[i]
        if after >= end:
            return None
        rule = cue.rule
        k = after
        lemma, act, form = rule.lemma, rule.act, Form("", "past")
        carriers: list[Phrase] = []
        phrase: Phrase | None = None
        mode: Mode = "named"
        relays = False
        t = w.tok[k]
        if self._back(k) or (rule.back and self._back(after - 1)):
            self.cuts.append((i, end))
            return None
        plain = cue.words[0] in ("كما", "مثلما")
        loose = cue.words[0] == "علي" and self._before(i) not in "،,)"
        if t in ("ما", "لما", "مما") or cue.words[-1] in ("ما", "لما", "حسبما", "وفقما", "مثلما") or rule.then_verb:
            if t in ("ما", "لما"):
                k += 1
            verb = self._saying(k)
            if verb is None or (plain and (verb.rule.optional or verb.rule.act not in ("say", "announce", "affirm"))):
                return None
            lemma, act, form = verb.rule.lemma, verb.rule.act, verb.form
            relays = verb.rule.lemma in _PASSED_ON
            at = k + 1
            about = None
            limit = self._evidence_limit(at, end)
            quoting = next(
                (
                    j
                    for j in range(at, limit - 2)
                    if w.tok[j] == "نقلا" and w.tok[j + 1] == "عن" and w.tok[j - 1] not in "،,"
                ),
                None,
            )
            if quoting is not None:
                about = quoting + 1
            elif verb.rule.relay:
                for j in range(at, limit):
                    if w.tok[j] in ("عن", "عنه", "عنها"):
                        about = j
                        break
            until = quoting or about or limit
            first = self.p.skip_adjuncts(at, until)
            phrase = self.p.read(first, until, bounded=about is not None) if first < until else None
            if about is not None and w.tok[about] == "عن":
                source = self.p.read(about + 1, limit, bounded=False)
                if source is not None:
                    if phrase is not None:
                        carriers.append(phrase)
                    phrase = source
                    relays = False
            if phrase is None and verb.rule.source and w.tok[at] == verb.rule.source:
                phrase = self.p.read(at + 1, limit, bounded=False)
            if phrase is None:
                told = w.tok[at : at + 1] == ["في"] or verb.form.gender == "f" or verb.form.number == "p"
                if told and at < end and not plain and not loose and verb.form.tense == "past" and not verb.form.suffix:
                    return self._unnamed_evidence(i, at, cue, verb.form, "elided")  # بحسب ما أعلنت في بيان
                if not loose:
                    self.cuts.append((i, end))
                return None
        else:
            attached = bool(cue.clitic)
            if attached and not t.startswith(cue.clitic):
                return None
            if attached and t == cue.clitic:
                k, attached = k + 1, False
                if k >= end:
                    return None
            word = w.tok[k] if not attached else ("ا" + t[1:] if t.startswith("لل") else t[1:])
            if word in self.rules.not_sources or word.removeprefix("ال") in self.rules.not_sources:
                return None
            verb = self._saying(k) if not attached else None
            limit = self._evidence_limit(k, end)
            owner = k + 1
            if (
                not attached
                and owner < limit
                and w.tok[k].removeprefix("ال") in ("تصريحات", "تصريح", "بيان", "بلاغ", "اقوال")
                and w.tok[owner][0] == "ل"
                and len(w.tok[owner]) > 3
            ):
                phrase = self.p.read_attached(owner, limit)
            elif (
                not attached
                and owner < limit
                and (
                    w.flags[k] & (DOCUMENT | CHANNEL)
                    or any(x.form.tense == "masdar" and not x.form.suffix for x in self.candidates(k))
                )
                and not w.flags[k] & (DEFINITE | TITLE | BODY)
                and (teller := self.p.read(owner, limit, bounded=False)) is not None
                and teller.type == "person"
                and (teller.name is not None or teller.head is not None)
            ):
                phrase = teller  # حسب تغريدة فلان
            elif attached:
                phrase = self._also(self.p.read_attached(k, limit), limit)
            else:
                phrase = self.p.read(k, limit, bounded=False)
            if phrase is None:
                return None
        initial = self._opens_sentence(i)
        if cue.words[0] == "علي" and cue.words[-1] == "ما" and (initial or self._before(i) not in "،,)"):
            return None  # احتجاجاً على ما وصفته
        if plain and self.p.skip_adjuncts(phrase.end, end) < end and w.tok[phrase.end] not in "،,":
            return None  # كما سجلت الشركة خسائر
        if cue.words[0] == "كما" and (initial or self._before(i) not in "،,"):
            return None
        if cue.words[0] == "كما" and verb is not None and self.c.find(k, verb) is not None:
            return None
        if not self._plausible(phrase):
            return None
        if rule.then_verb and phrase.end < end and (self.c.that(phrase.end) or w.tok[phrase.end] == ":"):
            return None
        stop = phrase.end
        if (
            phrase.head is not None
            and phrase.head.kind == "document"
            and not phrase.definite
            and stop < end
            and (passed := next((x for x in self.candidates(stop) if x.form.tense == "past" and x.form.suffix), None))
        ):
            carrier = self.p.read(stop + 1, self._evidence_limit(stop + 1, end), bounded=False)
            if passed.rule.lemma in _PASSED_ON and carrier is not None and self.is_medium(carrier):
                phrase, relays = carrier, True  # وفقا لتصريحات نقلتها وكالة
            # تقرير نشرته صحيفة، …: the clause tells of the document
            stop = next((j for j in range(stop, end) if w.tok[j] in "،," or w.tok[j] in ("فان", "فقد")), end)
        frame = Frame(
            cue=i,
            rule=rule,
            form=form,
            marker="around",
            at=i,
            start=i,
            mode=mode,
            phrase=phrase,
            clause=i,
            cue_end=max(stop, after),
            act=act,
            lemma=lemma if lemma else rule.lemma,
            id=f"evidential.{rule.lemma}",
        )
        frame.carriers = carriers
        frame.initial = initial
        frame.outer_only = relays or self.is_medium(phrase) or rule.medium_only or w.mark[phrase.whole[0]] >= 0
        for j in range(i, frame.cue_end):
            self._taken.add(j)
        return frame

    def _unnamed_evidence(self, i: int, after: int, cue: PhraseCue, form: Form, mode: Mode) -> Frame:
        """بحسبه، بحسب ما أعلنت: the source is whoever was spoken of."""
        rule = cue.rule
        frame = Frame(
            cue=i,
            rule=rule,
            form=form,
            marker="around",
            at=i,
            start=i,
            mode=mode,
            clause=i,
            cue_end=after,
            act=rule.act,
            lemma=rule.lemma,
            id=f"evidential.{rule.lemma}",
        )
        frame.initial = self._opens_sentence(i)
        return frame

    def _also(self, phrase: Phrase | None, limit: int) -> Phrase | None:
        """وفقا لمسؤول أمريكي ومصدر مطلع: a second source joined to the first."""
        w = self.w
        if phrase is None or phrase.end >= limit:
            return phrase
        t = w.tok[phrase.end]
        if (
            t[0] != "و"
            or len(t) < 4
            or not self.rules.lexicon.look(t[1:]) & (TITLE | ANONYMOUS | GROUP | NAME | OUTLET | KNOWN_BODY)
            or w.flags[phrase.end] & ~DEFINITE
        ):
            return phrase
        other = self.p.read_attached(phrase.end, limit)
        if other is not None and other.type == "anonymous" and other.end < limit and w.tok[other.end] == "علي":
            comma = next((k for k in range(other.end, min(limit, other.end + 6)) if w.tok[k] in "،,"), None)
            if comma is not None:
                other = replace(other, whole=(other.whole[0], comma), end=comma)  # مطلع على المفاوضات
        return phrase if other is None else replace(phrase, also=(other,), number="d", end=other.end)

    def _back(self, k: int) -> bool:
        """تعبيره، قوله، وصفها: the words point back to the speaker."""
        t = self.w.tok[k]
        return t in (
            "تعبيره",
            "تعبيرها",
            "تعبيرهم",
            "قوله",
            "قولها",
            "قولهم",
            "وصفه",
            "وصفها",
            "وصفهم",
            "رايه",
            "رايها",
            "كلامه",
            "كلامها",
            "تقديره",
            "تصريحه",
            "نص",
            "تصريحاته",
            "رايي",
            "رايك",
            "علمي",
            "علمنا",
        )

    def _saying(self, k: int) -> CueForm | None:
        w = self.w
        if k >= w.n:
            return None
        for c in self.candidates(k):
            if c.form.tense in ("past", "present", "passive"):
                return c
        return None

    def _evidence_limit(self, k: int, end: int) -> int:
        """A source phrase stops at فإن, at a comma that no name follows, and at the end."""
        w = self.w
        for j in range(k, end):
            if w.tok[j] in ("فان", "فقد", "فانه", "فانها", "ان", "انه", "انها", "فانهم") or w.tok[j] == ":":
                return j
        return end
