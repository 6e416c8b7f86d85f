"""نقلت وكالة عن فلان قوله: one carries, another speaks.

Comes in: a relaying cue. Goes out: ``Frame``. Never here: other verbs.
"""

from __future__ import annotations

from quotes.extract.complements import Complement
from quotes.extract.frames import Frame, Mode
from quotes.extract.phrases import Phrase
from quotes.extract.subjects import Subjects
from quotes.rules import CueForm
from quotes.rules.forms import Form
from quotes.rules.lexicon import RELATIVE


class Relays(Subjects):
    """Reads the relays of one text."""

    def _relay(self, i: int, c: CueForm) -> Frame | None:
        """نقلت وكالة X عن Y قوله إن …: Y speaks, X carries."""
        w = self.w
        end = min(w.sentence_end[i], i + 50)
        about: int | None = None
        k = i + 1
        while k < end:
            t = w.tok[k]
            if self.c.opens(k):
                if self.c.quoted_words(k) > 5:
                    break
                k = w.quotations[w.mark[k]].after
                continue
            if (
                (t == "الي" and c.rule.lemma == "نسب")
                or t in ("عن", "عنه", "عنها", "عنهم")
                or (t == "علي" and k + 1 < end and w.tok[k + 1] == "لسان")
            ):
                about = k
                break
            if self.c.that(k) or t == ":":
                break
            k += 1
        if about is None:
            return None
        pronoun = w.tok[about] in ("عنه", "عنها", "عنهم")
        source_at = about + 2 if w.tok[about] == "علي" else about + 1
        carrier: Phrase | None = None
        first = self.p.skip_adjuncts(i + 1, about)
        if first < about:
            carrier = self.p.read(first, about, bounded=True)
        if carrier is None and pronoun:
            after = self.p.read(about + 1, end, bounded=False)
            if after is not None and after.type in ("organization", "person"):
                carrier = after
                source_at = after.end
        if carrier is None and self._embedded(i, c):
            carrier = self._left_subject(i, c)
        passed: list[Phrase] = []
        while not pronoun and (p := self.p.read(source_at, end, bounded=False)) is not None:
            if not (self.is_medium(p) and p.end + 1 < end and w.tok[p.end] == "عن"):
                break
            passed.append(p)  # نقلت X عن صحيفة Y عن Z
            source_at = p.end + 1
        # the speaker's own words: قوله، أن، colon, quotation, or a verbal noun with a possessor
        k = source_at
        own = next((x for x in range(source_at + 1, end) if w.tok[x] in ("قوله", "قولها", "قولهم")), None)
        if own is not None and w.quoted[own] < 0 and any(w.flags[x] & RELATIVE for x in range(source_at, own)):
            k = own  # عن فلان الذي يصف نفسه بأنه كذا قوله
        comp: Complement | None = None
        cue_at = i
        noun_cue: CueForm | None = None
        while k < end:
            t = w.tok[k]
            if k in w.skip:
                k = w.skip[k]
                continue
            if self.c.opens(k):
                if self.c.quoted_words(k) >= 4 and (w.tok[k - 1] not in ("عن",)):
                    comp = Complement("quote", k, k, c.rule)
                    break
                k = w.quotations[w.mark[k]].after
                continue
            owned = [x for x in self.candidates(k) if x.form.tense == "masdar" and x.form.suffix not in ("", "ال")]
            if owned and k > source_at:
                inner = self.c.find(k, owned[0])
                noun_cue = owned[0]
                if inner is not None and inner.at <= k + 14 and (inner.marker != "noun" or inner.at <= k + 2):
                    comp = Complement(inner.marker, inner.at, inner.start, owned[0].rule, clip=inner.clip)
                    cue_at = k
                else:
                    comp = Complement("noun", k, k if owned[0].rule.act != "say" else k + 1, owned[0].rule)
                    cue_at = k
                break
            that = self.c.that(k)
            if that:
                comp = Complement("that", k, self.c.start_after(that[1]), c.rule)
                break
            if t == ":":
                comp = Complement("colon", k, self.c.start_after(k), c.rule)
                break
            k += 1
        if comp is None or comp.start >= w.n:
            return None
        if c.form.suffix and comp.marker == "that" and i > 0 and w.tok[i - 1] in self.rules.channels:
            return None  # اعترف في حوار نقلته الصحيفة عن القناة أن: she carries the interview, and he admits
        phrase = None if pronoun else self.p.read(source_at, k, bounded=True)
        mode: Mode = "named" if phrase else "elided"
        if phrase is None and not pronoun:
            return None
        rule = noun_cue.rule if noun_cue else c.rule
        form = noun_cue.form if noun_cue and pronoun else c.form
        if pronoun and noun_cue is None:
            form = Form(
                w.tok[about], "past", "f" if w.tok[about] == "عنها" else "m", "p" if w.tok[about] == "عنهم" else "s"
            )
        self._taken.update(range(i + 1, max(k, cue_at + 1)))
        frame = Frame(
            cue=cue_at,
            rule=rule,
            form=form,
            marker=comp.marker,
            at=comp.at,
            start=comp.start,
            mode=mode,
            phrase=phrase,
            clip=comp.clip,
            clause=self._clause_start(i),
            cue_end=cue_at + 1,
            act=rule.act if noun_cue else "say",
            lemma=rule.lemma,
            id=f"relay.{c.rule.lemma}.{comp.marker}",
        )
        if carrier is not None:
            frame.carriers.append(carrier)
        frame.carriers += passed
        frame.conjoined = not self._embedded(i, c)
        return frame
