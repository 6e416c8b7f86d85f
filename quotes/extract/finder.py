"""Every cue of a text, once, in text order.

Comes in: ``Words`` and ``Rules``. Goes out: all ``Frame``s. Never here: where contents end, or who the speaker is in the article.
"""

from __future__ import annotations

from quotes.extract.complements import Complement
from quotes.extract.evidentials import Evidentials
from quotes.extract.frames import Frame
from quotes.extract.phrases import Phrase
from quotes.rules import CueForm
from quotes.rules.forms import Form
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADJUNCT,
    ADVERB,
    DEFINITE,
    DOCUMENT,
    GROUP,
    MASDAR,
    NAME,
    NOUN,
    OUTLET,
    PLACE,
    PREPOSITION,
    TIME,
    TITLE,
)

_DEMANDS = frozenset({"call", "promise", "threaten", "warn", "accuse"})
_CLAIMS = frozenset({"announce", "deny", "affirm"})


class FrameFinder(Evidentials):
    """Finds the frames of one text."""

    def find(self) -> list[Frame]:
        """Every frame, in text order."""
        w = self.w
        out: list[Frame] = []
        i = 0
        while i < w.n:
            if not w.is_word[i] or w.quoted[i] >= 0 or i in self._taken:
                i += 1
                continue
            aside = self.rules.lexicon.longest(w.tok, i)
            if aside[1] & ADJUNCT:
                i += aside[0]
                continue
            voice = self.voice(i)
            if voice:
                i += voice
                continue
            frame = self._evidential(i) or self._cue(i)
            if (
                frame is not None
                and frame.id.startswith("noun.")
                and any(
                    not o.rule.optional
                    and (o.at == frame.at or (o.start == frame.cue and o.marker in ("prep", "noun")))
                    for o in out[-3:]
                )
            ):
                frame = None  # في ختام تصريحه أن, عن اعتقاده بأن: the verb before has it
            if frame is not None:
                self._object_after_all(frame, out)
                out.append(frame)
                if frame.cue_end > i + 1 and frame.marker == "around":
                    i = frame.cue_end
                    continue
            i += 1
        spans = [f.phrase.whole for f in out if f.phrase is not None and f.mode == "named"]
        out = [f for f in out if not any(a <= f.cue < b for a, b in spans)]  # a word in somebody's name is no cue
        out.extend(self._headlines())
        out.sort(key=lambda f: f.cue)
        return out

    def _object_after_all(self, frame: Frame, before: list[Frame]) -> None:
        """«وأضاف الوزير أن …، ودعا شباب المدينة إلى»: a group right after a call that goes on is whom he calls."""
        p = frame.phrase
        if (
            p is not None
            and frame.conjoined
            and frame.rule.object
            and frame.act == "call"
            and frame.form.number == "s"
            and p.type == "group"
            and p.name is None
            and p.whole[0] == frame.cue + 1
            and any(o.cue >= self.w.sentence_start[frame.cue] and o.marker != "around" for o in before[-3:])
        ):
            frame.phrase, frame.mode = None, "elided"

    def _cue(self, i: int) -> Frame | None:
        candidates = self.candidates(i)
        if not candidates:
            return None
        finite = [c for c in candidates if c.form.tense in ("past", "present", "future", "jussive", "passive")]
        for c in finite:
            frame = self._verb(i, c)
            if frame is not None:
                return frame
        for c in candidates:
            if c.form.tense == "participle":
                frame = self._participle(i, c)
                if frame is not None:
                    return frame
        for c in candidates:
            if c.form.tense == "masdar":
                frame = self._noun(i, c)
                if frame is not None:
                    return frame
        return None

    def _noun(self, i: int, c: CueForm) -> Frame | None:
        w = self.w
        suffix = c.form.suffix
        owned = suffix not in ("", "ال")
        if (i > 1 and w.tok[i - 1] in ("حد", "نص")) or (owned and self._before(i) in ("وفق", "بحسب", "حسب")):
            self.cuts.append((i - 2 if w.tok[i - 1] == "حد" else i - 1, w.sentence_end[i]))
            return None
        end = w.sentence_end[i]
        if c.rule.optional:
            return None
        if owned:
            if c.rule.act in _DEMANDS and self._renewed(i):
                again = self._demanded(i, c, end)
                if again is not None:
                    frame = self._frame(i, c, again, "possessor", None)
                    frame.id = f"noun.{c.rule.lemma}.prep"
                    return frame
            comp = self.c.find(i, c)
            if comp is None:
                return None
            near = comp.at - i
            if (comp.marker == "that" and near <= 12) or (
                comp.marker in ("colon", "quote")
                and near <= 3
                and c.rule.act in ("say", "affirm")
                and c.rule.lemma not in ("حديث", "كلام", "تعليق")
            ):
                frame = self._frame(i, c, comp, "impersonal" if c.rule.impersonal else "possessor", None)
                frame.id = f"noun.{c.rule.lemma}.{comp.marker}"
                return frame
            if (
                comp.marker == "prep"
                and near <= 2
                and c.rule.act in ("call", "threaten", "promise", "accuse", "warn")
                and self._before(i) in ("عن", "مع", "الي", "،")
            ):
                return None
            return None
        # تأكيد الوزير أن
        if i + 1 >= end or w.flags[i] & TITLE:
            return None
        before = self._before(i)
        if before in ("ضروره", "اهميه", "عدم"):
            return None
        of_owner = self._with_owner(i, c, end)
        if of_owner is not None:
            return of_owner
        marked = self.c.marked_at(i, c.rule, min(end, i + 12))
        if (
            marked is None
            or marked.marker != "that"
            or marked.preposition not in ("", "ب", *c.rule.that)
            or w.tok[marked.at] in ("ما", "عما")
        ):
            return None
        if marked.at == i + 1:
            return None
        start = i + 1
        while start < marked.at and (
            w.flags[start] & (TIME | ADVERB) or w.tok[start] in ("سابق", "جديد", "صريح", "رسمي", "اخير")
        ):
            start += 1
        phrase = self.p.read(start, marked.at, bounded=True)
        if phrase is None and start < marked.at and w.tok[start][0] == "ل" and len(w.tok[start]) > 3:
            phrase = self.p.single(start, marked.at, True, attached=True)
            if phrase is not None and (
                self.is_medium(phrase)
                or (
                    phrase.head is not None
                    and phrase.head.lemma in ("مراسل", "صحفي", "صحافي", "اعلامي", "مندوب", "برنامج")
                )
            ):
                return None  # تصريح لمراسل الصحيفة: to whom, not whose
        if phrase is None or phrase.end < marked.at or (phrase.type == "organization" and not self._speaks(phrase)):
            return None
        frame = self._frame(i, c, marked, "named", phrase)
        frame.id = f"noun.{c.rule.lemma}.that"
        return frame

    def _renewed(self, i: int) -> bool:
        """Whether the noun at i is the object of a verb that says it again: وجدد الوزير دعوته."""
        w = self.w
        for k in range(i - 1, max(w.sentence_start[i] - 1, i - 9), -1):
            if w.tok[k] in "،,؛":
                return False
            if w.tok[k] in self.rules.renewing or (w.tok[k][0] in "وف" and w.tok[k][1:] in self.rules.renewing):
                return True
        return False

    def _demanded(self, i: int, c: CueForm, end: int) -> Complement | None:
        """دعوته المجتمع الدولي إلى وقف …، دعوته للأمم المتحدة لتعزيز …: what is asked for, a verbal noun."""
        w = self.w
        for k in range(i + 1, min(end - 1, i + 14)):
            if w.tok[k] in "،,؛:" or self.c.that(k):
                return None
            found = self._demand_at(k, c)
            if found is not None:
                return found
        return None

    def _demand_at(self, k: int, c: CueForm) -> Complement | None:
        w = self.w
        t = w.tok[k]
        if t in ("الي", "علي", "ب", "ل") and k + 1 < w.n and self.c.is_masdar(k + 1):
            return Complement("prep", k, k + 1, c.rule, preposition=t)
        if t[0] in "بل" and len(t) > 3 and not w.flags[k] & (NAME | PLACE | MASDAR | NOUN):
            rest = ("ا" if t.startswith("لل") else "") + t[1:]
            if self.rules.lexicon.look(rest) & MASDAR or self.c.stem_flags(rest):
                return Complement("prep", k, k, c.rule, clip=2 if t.startswith("لل") else 1, preposition=t[0])
        return None

    def _with_owner(self, i: int, c: CueForm, end: int) -> Frame | None:
        """رغم نفي الوزارة وقوع الهجوم، رفضوا دعوة المعارضة إلى مقاطعة …: a saying, whose it is, and a verbal noun."""
        w = self.w
        if c.rule.act not in _DEMANDS | _CLAIMS or not i:
            return None
        before = w.tok[i - 1]
        if before.lstrip("وف") in ("تم", "تمت", "يتم", "تتم"):
            return None  # تمت دعوة الباحثين: whom
        governed = (w.flags[i - 1] | (self.rules.lexicon.look(before[1:]) if before[0] in "وف" else 0)) & PREPOSITION
        if not governed and not self.p.is_verb(i - 1) and not w.flags[i - 1] & GROUP:
            return None
        phrase = self.p.read(i + 1, end, bounded=False, governed=frozenset({"ب", "الي"}))
        if phrase is None or phrase.also or phrase.end >= end or not self._speaks(phrase) or self.is_medium(phrase):
            return None
        if phrase.type == "person" and phrase.name is None and not phrase.definite:
            return None
        if c.rule.act in _DEMANDS and phrase.number != "s":
            return None  # دعوة الدول إلى: whom
        k = phrase.end
        if w.flags[k] & ADJECTIVE and w.flags[k] & DEFINITE and k + 1 < end:
            k += 1  # نفي إيران المتكرر
        comp: Complement | None = None
        if c.rule.act in _DEMANDS:
            comp = self._demand_at(k, c)
        elif (self.c.is_masdar(k) and not w.flags[k] & DEFINITE) or w.tok[k] in (
            "نيته",
            "نيتها",
            "نيتهم",
            "عزمه",
            "عزمها",
            "عزمهم",
            "عدم",
            "اي",
        ):
            comp = Complement("noun", k, k, c.rule)
        if comp is None:
            return None
        frame = self._frame(i, c, comp, "named", phrase)
        frame.id = f"noun.{c.rule.lemma}.{comp.marker}"
        return frame

    def _headlines(self) -> list[Frame]:
        w = self.w
        out: list[Frame] = []
        starts = [0, *(i + 1 for i in range(w.n) if w.tok[i] == "\n")]
        rule = self.c.said
        if rule is None:
            return out
        for s in starts:
            if s >= w.n:
                continue
            colon = next((k for k in range(s, min(s + 9, w.n)) if w.tok[k] == ":" or w.tok[k] == "\n"), None)
            if colon is None or w.tok[colon] != ":" or colon == s:
                continue
            stop = next((k for k in range(colon, w.n) if w.tok[k] == "\n"), w.n)
            if stop - colon < 4 or any(self.c.that(k) for k in range(s, colon)):
                continue
            if any(
                c.form.tense in ("past", "present", "participle") and c.form.suffix != "bare"
                for k in range(s, colon)
                for c in self.candidates(k)
            ):
                continue
            phrase = self.p.read(s, colon, bounded=True)
            if phrase is None or phrase.end < colon or not self._headline_speaker(phrase):
                continue
            start = self.c.start_after(colon)
            form = Form("", "past")
            out.append(
                Frame(
                    cue=colon,
                    rule=rule,
                    form=form,
                    marker="colon",
                    at=colon,
                    start=start,
                    mode="named",
                    phrase=phrase,
                    clause=s,
                    cue_end=colon + 1,
                    act="say",
                    lemma=":",
                    id="headline",
                )
            )
        return out

    def _headline_speaker(self, phrase: Phrase) -> bool:
        w = self.w
        if phrase.type == "person" and phrase.name is not None:
            i, j = phrase.name
            return any(w.flags[k] & NAME for k in range(i, j)) or phrase.role is not None
        return (
            phrase.type in ("person", "organization", "group")
            and self._speaks(phrase)
            and not w.flags[phrase.whole[0]] & (OUTLET | DOCUMENT | PLACE)
        )
