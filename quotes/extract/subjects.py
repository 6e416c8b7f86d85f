"""The subject of a verb of saying: before it, after it, or behind a relative pronoun.

Comes in: a cue and its place. Goes out: ``Phrase`` or None. Never here: complements.
"""

from __future__ import annotations

from quotes.extract.complements import Complement
from quotes.extract.frames import CLAUSE_OPENERS, RELATIVES, FrameReader, Mode
from quotes.extract.phrases import Phrase, Type
from quotes.rules import CueForm
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADVERB,
    ANONYMOUS,
    BODY,
    CHANNEL,
    CONNECTIVE,
    DEFINITE,
    DOCUMENT,
    GROUP,
    KNOWN_BODY,
    LATIN,
    MASDAR,
    NAME,
    NOUN,
    OUTLET,
    PLACE,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    RELATIVE,
    TIME,
    TITLE,
    VERB,
)

NEGATIONS = frozenset("لم لن لا ولم ولن ولا فلم ليس دون بدون".split())


class Subjects(FrameReader):
    """Finds the subjects of the cues of one text."""

    def _can_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase may head a relative clause of saying: people, bodies, places, documents; no plain things."""
        w = self.w
        i, j = phrase.whole
        if phrase.type != "organization" or phrase.head is not None or phrase.name is not None or w.mark[i] >= 0:
            return True
        f = self.p.content_flags(i) | w.flags[i]
        return (
            not f & NOUN
            or bool(f & (PLACE | OUTLET | KNOWN_BODY | BODY | DOCUMENT | NAME | GROUP | ANONYMOUS | TITLE))
            or any(w.flags[k] & (PLACE | KNOWN_BODY) for k in range(i, j))
        )

    def _has_unread_subject(self, i: int, c: CueForm) -> bool:
        """إن كذا وكذا أعلن: words that could not be read stand where the subject does."""
        w = self.w
        if (
            i < 2
            or not w.is_word[i - 1]
            or c.form.suffix
            or w.tok[i] != c.form.surface
            or self._before(i) in CLAUSE_OPENERS | NEGATIONS | RELATIVES
        ):
            return False
        if w.flags[i - 1] & (CONNECTIVE | PREPOSITION | ADVERB | TIME | PRONOUN | VERB) or self.p.is_cue(i - 1):
            return False
        k = i - 1
        while (
            k > w.sentence_start[i] and i - k < 7 and w.is_word[k] and not w.flags[k] & (PREPOSITION | RELATIVE | VERB)
        ):
            if w.tok[k] in ("ان", "بان", "فان", "لكن", "ولكن"):
                return True
            k -= 1
        return False

    def _bare_relative(self, i: int, c: CueForm) -> Phrase | None:
        """نفت الإمارات تقارير قالت إن: an indefinite noun with a relative clause of its own, no pronoun between."""
        w = self.w
        if w.tok[i] != c.form.surface or (i + 1 < w.n and w.tok[i + 1] in ("فيه", "فيها", "خلالها", "خلاله")):
            return None
        k = i - 1
        if k > 0 and w.flags[k] & ADJECTIVE and not w.flags[k] & (DEFINITE | NOUN):
            k -= 1
        t = w.tok[k]
        stem = t[:-1] if t.endswith("ا") and not w.flags[k] else t
        f = self.rules.lexicon.look(stem)
        head = self.rules.lexicon.head(stem)
        if (
            k < 1
            or f & DEFINITE
            or not f & (DOCUMENT | ANONYMOUS | GROUP)
            or f & (TITLE | BODY)
            or head is None
            or w.tok[k - 1] in "،,:.\n"
        ):
            return None
        plural = (head.number == "p" and head.kind == "document") or (f & DOCUMENT and stem.endswith("ات"))
        if (c.form.number == "p" and not f & GROUP) or (c.form.number == "s" and f & GROUP and not f & ANONYMOUS):
            return None
        if c.form.number == "s" and c.form.gender != ("f" if plural else head.gender):
            return None
        kind: Type = "organization" if f & DOCUMENT else "group" if f & GROUP else "anonymous"
        return Phrase((k, i), kind, head=head, gender=head.gender, number="s", end=i)

    def _held_by(self, i: int, mode: Mode, phrase: Phrase | None) -> bool:
        """Whether somebody holds the view: a thing that يعتبر is held to be, by nobody in particular."""
        if phrase is None:
            return False
        return (
            phrase.name is not None
            or phrase.type in ("group", "anonymous")
            or phrase.type == "person"
            or (phrase.head is not None and phrase.head.kind == "body" and mode != "relative")
            or bool(self.w.flags[phrase.whole[0]] & (OUTLET | PLACE | KNOWN_BODY | QUANTIFIER))
        )

    def _is_patient(self, c: CueForm, phrase: Phrase, comp: Complement) -> bool:
        """اتهم المعتقلون بأنهم: nothing else stands there to be accused, so the phrase is, and nobody says it."""
        t = self.w.tok[comp.at]
        return (
            not c.form.suffix
            and not phrase.also
            and phrase.end >= comp.at
            and ((t.endswith("هم") and phrase.number == "p") or (t.endswith(("انه", "انها")) and phrase.number == "s"))
        )

    def _is_object(self, i: int, c: CueForm, phrase: Phrase, comp: Complement) -> bool:
        """Whether the phrase after the verb is the one spoken to: أبلغ المسؤولين أن."""
        w = self.w
        tok = w.tok[phrase.whole[0]]
        if c.form.number == "p":  # قالوا, يقولون: the subject has been said
            return True
        plural = phrase.head is None or phrase.head.number == "p"
        if (
            plural
            and phrase.type in ("group", "person")
            and phrase.name is None
            and tok.endswith("ين")
            and tok.startswith("ال")
        ):
            return True
        if c.rule.object and (tok in ("الجميع", "الكل", "كل") or (c.rule.act == "call" and tok == "المجتمع")):
            return True
        if phrase.whole[0] == i + 1 and phrase.name is None and self.p.is_owned(i + 1) and phrase.type != "person":
            return True
        return (
            c.rule.lemma in ("أبلغ", "أخبر", "أعلم")
            and c.form.gender == "m"
            and phrase.gender == "f"
            and phrase.name is None
        )

    def _disagrees(self, i: int, c: CueForm, phrase: Phrase) -> bool:
        """A noun right after a verb of the other gender is its object: حث لندن على."""
        if c.form.suffix or c.form.gender is None or phrase.gender is None or phrase.also:
            return False
        if phrase.whole[0] > i + 2:
            return False
        if phrase.name is not None:
            return False
        if c.form.gender == "m" and not c.rule.object and not c.rule.noun and phrase.head is not None:
            return False  # وأشار الوزارة: a slip
        if c.form.gender == "m":
            if (
                c.rule.object
                and phrase.number == "p"
                and phrase.head is not None
                and phrase.head.kind in ("body", "document")
            ):
                return True  # حث الإدارات المعنية: things in the plural take a feminine verb
            if (
                c.rule.object
                and phrase.head is None
                and phrase.type == "organization"
                and self.w.tok[phrase.whole[0]].endswith("ات")
            ):
                return True
            return phrase.gender == "f" and phrase.number == "s"
        return phrase.gender == "m" and phrase.type == "person" and phrase.number == "s"

    def _left_subject(self, i: int, c: CueForm, *, strict: bool = False) -> Phrase | None:
        """فلان قال، وكان فلان قد قال، فإن فلاناً يرى: the subject stands before its verb.

        ``strict``: right before it, with no aside between.
        """
        w = self.w
        t = w.tok[i]
        s = w.sentence_start[i]
        if (
            t[0] in "وف"
            and any(x is c for x in self.rules.cues.get(t[1:], ()))
            and not (t[0] == "ف" and any(w.tok[x] in ("اما", "واما") for x in range(s, min(s + 2, i))))
        ):
            return None
        k = i
        while k > s and w.tok[k - 1] in ("قد", "وقد", "فقد", "لم", "لن", "لا", "ايضا", "سوف", "كان", "كانت"):
            k -= 1
        end = k
        # walk left to the opener of the clause
        j = end
        commas = 0
        while j > s and end - j < 40:
            tok = w.tok[j - 1]
            if tok in ("--", "—", "–") or (tok == "-" and not w.glued_left(j - 1) and not w.glued_right(j - 1)):
                break  # a dateline
            if w.quoted[j - 1] >= 0 or w.mark[j - 1] >= 0:
                j -= 1
                continue
            if tok in CLAUSE_OPENERS or tok in ("انه", "انها", "لكنه", "لكنها") or tok in (":",):
                break
            if tok in RELATIVES and commas == 0 and j - 1 > s:
                pass
            j -= 1
            commas += tok in "،,"
        start = j
        if t[0] == "ف" and start < end and w.tok[start] in ("اما", "واما") and t != c.form.surface:
            whole = self.p.read(start + 1, end, bounded=False)
            return whole if whole is not None and (whole.name is not None or whole.head is not None) else None
        for _ in range(3):
            phrase = self._subject_between(start, end, c)
            if phrase is not None:
                return None if strict and phrase.end < end else phrase
            if strict:
                return None
            # a subject after the last comma: «بعد الاجتماع، الوزير قال»
            nxt = None
            for k2 in range(start, end):
                if w.tok[k2] in "،," and k2 + 1 < end:
                    nxt = k2 + 1
                    break
            if nxt is None:
                return None
            start = nxt
        return None

    def _subject_between(self, start: int, end: int, c: CueForm) -> Phrase | None:
        w = self.w
        if (
            start + 1 < end
            and w.tok[start][0] in "وف"
            and len(w.tok[start]) > 3
            and not w.flags[start] & ~DEFINITE
            and not w.tok[start].startswith("وال")
            and w.tok[start] not in w.called
        ):
            rest = self.rules.lexicon.look(w.tok[start][1:])
            if not rest & ~DEFINITE or (rest & VERB and not rest & (NAME | NOUN | TITLE | BODY | PLACE)):
                start += 1  # «وخرج صانع الألعاب»: a verb that no list has
        while start < end and (
            w.tok[start] in ("و", "ف", "اما", "واما", "ان", "فان", "وان")
            or (not w.is_word[start] and w.mark[start] < 0)
        ):
            start += 1
        if start >= end or (
            end - start == 1 and w.tok[start][0] == "و" and not w.flags[start] and len(w.tok[start]) > 3
        ):
            return None
        f = w.flags[start]
        if self.p.is_accusative(start) and start > 0 and w.tok[start - 1] in ("ان", "بان", "فان", "لكن", "ولكن"):
            return self._accusative_subject(start, end, c)
        if (f & VERB and not f & (NOUN | NAME | TITLE | BODY | PLACE)) or self.p.is_accusative(start):
            return None
        phrase = self.p.read(start, end, bounded=False)
        if phrase is None and w.tok[start][0] in "وف" and len(w.tok[start]) > 3:
            phrase = self.p.single(start, end, False, attached=True)
        if phrase is not None and phrase.name is not None and phrase.end < end and end - start <= 4:
            whole = self.p.read(start, end, bounded=True)
            phrase = whole if whole is not None and whole.end >= end else phrase
        if phrase is None:
            return None
        rest = phrase.end
        if rest < end:
            rest = self._skip_aside(rest, end)
        if rest < end:
            return None
        if (
            c.form.gender
            and phrase.gender
            and c.form.gender != phrase.gender
            and phrase.type == "person"
            and c.form.number == "s"
        ):
            return None
        return phrase

    def _accusative_subject(self, start: int, end: int, c: CueForm) -> Phrase | None:
        """أن متحدثاً باسم الحكومة استبعد: an unnamed subject after أن."""
        head = self.rules.lexicon.head(self.w.tok[start][:-1])
        if head is None or head.kind in ("body", "document") or (c.form.gender and c.form.gender != head.gender):
            return None
        stop = self.p.extent(start + 1, end, False, True)
        if self._skip_aside(stop, end) < end:
            return None
        return Phrase((start, stop), "anonymous", head=head, gender=head.gender, end=stop)

    def _skip_aside(self, k: int, end: int) -> int:
        """Adjuncts and asides between subject and verb."""
        w = self.w
        while k < end:
            if w.tok[k] in "،,":
                k += 1
                continue
            if k in w.skip and w.skip[k] <= end:
                k = w.skip[k]
                continue
            if w.tok[k] in RELATIVES or w.tok[k] in ("وهو", "وهي"):
                return end
            j = self.p.skip_adjuncts(k, end)
            if j == k:
                # an apposition between commas
                if w.tok[k - 1] in "،," and w.tok[end - 1] in "،,":
                    return end
                return k
            k = j
        return end

    def _teller(self, r: int) -> Phrase | None:
        """تصريحات فلان التي قال فيها: whose the words are that the relative pronoun at r belongs to."""
        w = self.w
        for k in range(r - 1, max(w.sentence_start[r], r - 20), -1):
            kind = w.flags[k] | (
                self.rules.lexicon.look(w.tok[k][:-1]) if w.tok[k].endswith("ا") and len(w.tok[k]) > 3 else 0
            )
            if kind & (DOCUMENT | CHANNEL) and w.quoted[k] < 0 and k + 1 < r:
                at = k + 1
                while at < r and (
                    w.tok[at].startswith("منسوب") or w.tok[at] in ("الي", "عن") or w.flags[at] & ADJECTIVE
                ):
                    at += 1
                phrase = self.p.read(at, r, bounded=False)
                return phrase if phrase is not None and (phrase.name is not None or phrase.head is not None) else None
        return None

    def _antecedent(self, r: int) -> Phrase | None:
        """The noun phrase that the relative pronoun at r belongs to."""
        w = self.w
        s = w.sentence_start[r]
        for start in range(max(s, r - 14), r):
            if not (w.is_word[start] or w.mark[start] >= 0) or w.quoted[start] >= 0:
                continue
            f = w.flags[start]
            if f & (CONNECTIVE | PREPOSITION | TIME | VERB) and not f & (NAME | TITLE | BODY | NOUN):
                continue
            if (
                start > s
                and w.flags[start - 1] & (TITLE | BODY | NAME)
                and not (f & DOCUMENT and f & DEFINITE)
                and not w.flags[start - 1] & PREPOSITION
                and w.is_word[start - 1]
            ):
                continue
            phrase = self.p.read(start, r, bounded=False)
            if phrase is None and self.p.preposition(start) and len(w.tok[start]) > 3 and not f & PREPOSITION:
                phrase = self.p.single(start, r, False, attached=True)
            if phrase is not None and (phrase.end >= r or all(not w.is_word[k] for k in range(phrase.end, r))):
                last = phrase.end - 1
                if (
                    phrase.head is None
                    and phrase.name is None
                    and last > start
                    and w.flags[last] & (KNOWN_BODY | PLACE | BODY)
                    and not w.flags[start] & BODY
                    and not w.flags[start] & (KNOWN_BODY | PLACE | OUTLET | QUANTIFIER)
                ):
                    continue  # بصمات القاعدة، التي أعلنت
                return phrase
        return None

    def _plausible(self, phrase: Phrase) -> bool:
        """Whether a phrase after بحسب can speak: «وفقاً للرموز المضافة» cannot."""
        w = self.w
        i = phrase.whole[0]
        if phrase.head is not None or phrase.name is not None or w.mark[i] >= 0:
            return True
        if self.p.is_people(i):
            return True
        f = self.p.content_flags(i)
        _several, sf = self.rules.lexicon.longest(w.tok, i)
        if (
            not w.flags[i] & DEFINITE
            and not w.tok[i].startswith("لل")
            and i + 1 < phrase.whole[1]
            and w.flags[i + 1] & DEFINITE
            and not f & (MASDAR | ADJECTIVE)
        ):
            return True  # خفر السواحل
        return bool(
            (f | sf) & (NAME | TITLE | PLACE | KNOWN_BODY | OUTLET | BODY | DOCUMENT | LATIN | ANONYMOUS | GROUP)
        )
