"""Where a personal name ends.

Comes in: ``Asides``. Goes out: token indices. Never here: titles, or whose name it is.
"""

from __future__ import annotations

from quotes.extract.asides import Asides
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADVERB,
    ANONYMOUS,
    BODY,
    CHANNEL,
    CONNECTIVE,
    DEFINITE,
    DIGIT,
    DOCUMENT,
    GIVEN,
    GIVEN_F,
    GROUP,
    HONORIFIC,
    KNOWN_BODY,
    MASDAR,
    NAME,
    NOUN,
    OUTLET,
    PARTICLE,
    PLACE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SURNAME,
    TIME,
    TITLE,
    VERB,
    Gender,
    Head,
)

NAME_OPENERS = frozenset("بن ابن بنت ال ابو ابي ام عبد ولد با بو".split())
_NOBODY = Head("", "m", "s", "")


# what is told of somebody after his name: فلان البالغ من العمر، فلان الفائز بالجائزة
_ENDS = frozenset(
    "المولود المنحدر البالغ الفايز الحايز الحاصل العامل المقيم المسوول المكلف المشارك المتخصص الموجود المعتقل المتهم السابق "
    "الحالي المنتهيه الواضحه الاخيره الماضي".split()
)


# what is told of somebody right after his name, and is no part of it
_AFTER_NAMES = frozenset(
    "رحمه رحمها رحمهم المعروف المعروفه الملقب الملقبه المكني اخ اخو شقيق شقيقه نجل والد والده زوج زوجه ارمله ذو".split()
)


class Names(Asides):
    """Reads the personal names of one text."""

    def _gender_of_name(self, i: int) -> Gender | None:
        f = self.w.flags[i]
        return "f" if f & GIVEN_F else "m" if f & GIVEN else None

    def name_end(self, i: int, limit: int, bounded: bool) -> int:
        """Just after the personal name that begins at i."""
        w = self.w
        k = i
        while k < limit and k - i < 8:
            t, f = w.tok[k], w.flags[k]
            several, sf = self.lexicon.longest(w.tok, k)
            if sf & NAME and k + several <= limit:
                k += several  # بان كي مون
                whole = several > 1 and sf & GIVEN and sf & SURNAME and not w.flags[k - 1] & GIVEN
                if not whole or k >= limit:
                    continue
                if w.is_word[k] and not w.flags[k] & (NAME | PARTICLE) and w.tok[k] not in NAME_OPENERS:
                    return k  # known whole: what follows is none of it
                continue
            if k > i and (t in _AFTER_NAMES or (t == "ابن" and k + 1 < w.n and w.flags[k + 1] & TITLE)):
                break
            if (
                k > i
                and t[0] == "ب"
                and not f
                and len(t) > 2
                and self.lexicon.look(t[1:]) & (MASDAR | VERB)
                and not self.lexicon.look(t[1:]) & NAME
            ):
                break  # توعد دونالد ترامب بشن ضربات
            if k > i and k + 1 < w.n and w.tok[k + 1] in ("ان", "انه", "انها") and self._says(k):
                break  # سامر النجار رأى أن
            if k > i and t[0] == "ل" and not f and self._several(k)[1] & OUTLET:
                break
            if k in w.skip and t == "(" and k > i and k + 1 < limit:
                break
            if t == "#" or (t == "-" and w.glued_left(k) and w.glued_right(k)):
                k += 1
                continue
            if t == "." and k > i and w.glued_left(k) and len(w.tok[k - 1]) == 1:
                k += 1
                continue
            if (
                k > i
                and w.is_word[k]
                and w.flags[k - 1] & PARTICLE
                and not f & (CONNECTIVE | PREPOSITION | DIGIT)
                and not self.is_owned(k)
            ):
                k += 1  # دي مايو: what follows a particle belongs to the name, a month or not
                continue
            if (
                not w.is_word[k]
                or (f & (TIME | CONNECTIVE | RELATIVE | DIGIT) and not f & (NAME | PARTICLE))
                or t in ("وهو", "وهي", "وهم")
            ):
                break
            if k > i and (self.is_accusative(k) or t in _ENDS or (f & TIME and f & DEFINITE)):
                break
            if k == i:
                k += 1
                continue
            if several and sf & TITLE:
                break  # أمين عام
            if (
                k - i == 1
                and f & GIVEN
                and not f & (SURNAME | PARTICLE | DEFINITE)
                and w.flags[i] & SURNAME
                and not w.flags[i] & (GIVEN | PARTICLE | DEFINITE)
                and not (bounded and k + 1 < w.n and w.tok[k + 1] in "،,:")
            ):
                break  # اتهم بوتين هيلاري كلينتون
            if f & (NAME | PARTICLE):
                if (
                    f & (TITLE | NOUN)
                    and not f & (SURNAME | PARTICLE)
                    and self._definite_complement(k + 1, limit)
                    and not w.flags[k + 1] & SURNAME
                    and w.tok[k - 1] not in NAME_OPENERS
                ):
                    break  # … سعيد أمين الحزب
                k += 1
                continue
            if w.tok[k - 1] in NAME_OPENERS:
                k += 1
                continue
            if (
                f & TITLE
                and f & DEFINITE
                and (
                    k - i == 1 or (k - i == 2 and f & HONORIFIC and w.flags[i] & GIVEN) or w.tok[k - 2] in ("بن", "بنت")
                )
                and w.flags[k - 1] & NAME
                and (self._clause_over(k + 1, limit) or (w.flags[k + 1] & SURNAME and not w.flags[k + 1] & DEFINITE))
                and (k + 1 >= w.n or not (w.flags[k + 1] & TITLE and w.flags[k + 1] & DEFINITE))
                and self.lexicon.heads.get(t[2:], _NOBODY).kind
                in (
                    "profession",
                    "honorific",
                    "kin",
                    "member" if t == "الشيخ" else "kin",
                    "office" if w.tok[k - 2] in ("بن", "بنت") else "kin",
                )
            ):
                k += 1  # a family name that is also a calling: وليد المعلم
                continue
            if (
                k - i == 1
                and f & TITLE
                and not f & (SURNAME | DEFINITE)
                and bounded
                and self._clause_over(k + 1, limit)
                and not (k + 1 < limit and (w.flags[k + 1] & TITLE or w.tok[k + 1].startswith("ال")))
            ):
                k += 1  # رحمن مالك
                continue
            if (
                f & TITLE
                and not f & (SURNAME | DEFINITE)
                and k + 1 < limit
                and w.flags[k + 1] & SURNAME
                and w.flags[i] & GIVEN | w.flags[k - 1] & NAME
                and not w.flags[k + 1] & (NOUN | ADJECTIVE | BODY | PLACE)
            ):
                k += 1  # قائد السبسي
                continue
            if f & TITLE and not f & SURNAME:
                break
            if (
                k - i == 1
                and w.flags[i] & GIVEN
                and not w.flags[i] & (NOUN | ADJECTIVE | PLACE | TITLE)
                and self._is_family_name(k, limit)
            ):
                k += 1
                continue
            if self.is_verb(k):
                break
            if self.is_participle(k) or self.is_cue(k) or self.preposition(k) is not None:
                break
            if t in ("الدين", "الله", "الرحمن") and w.flags[k - 1] & (GIVEN | PARTICLE):
                k += 1
                continue
            if f & DEFINITE:
                if (
                    f & ADJECTIVE
                    and not t.endswith("ين")
                    and (w.flags[k - 1] & GIVEN or (k - i >= 2 and w.flags[i] & (GIVEN | PARTICLE)))
                    and self._clause_over(k + 1, limit)
                    and not f & TITLE
                ):
                    k += 1  # a family name that is also an adjective: حفيظ العلمي
                    continue
                if f & (ADJECTIVE | TITLE | BODY | TIME | DOCUMENT | CHANNEL | GROUP) or k - i >= 5:
                    break
                if (
                    f & (NOUN | MASDAR)
                    and not f & SURNAME
                    and (f & MASDAR or t.endswith(("ه", "ات")))
                    and (k - i >= 2 or not w.flags[i] & GIVEN)
                ):
                    break  # اتهم أوغلو العملية العسكرية
                if not bounded and (f & (NOUN | MASDAR) or t.endswith("ين")):
                    break
                k += 1
                continue
            if not bounded and t[0] == "ي" and len(t) > 3 and not f and k - i >= 1:
                break  # الوداد يطمع: an unknown verb
            if self.is_namelike(k):
                k += 1
                continue
            if (
                bounded
                and k - i == 1
                and not f
                and t[-1] == "ا"
                and w.flags[i] & GIVEN
                and self._clause_over(k + 1, limit)
                and not self.is_verb(k)
            ):
                k += 1  # كيفن أوراما، looks like an accusative
                continue
            if (
                f & PLACE
                and not f & (DEFINITE | NOUN | ADJECTIVE | KNOWN_BODY)
                and k - i == 1
                and w.flags[i] & GIVEN
                and not w.flags[i] & (PLACE | NOUN)
                and k + 1 < limit
                and w.is_word[k + 1]
                and not w.flags[k + 1]
                and self.is_namelike(k + 1)
            ):
                k += 1  # أوسكار واشنطن تاباريز
                continue
            titled = k + 2 < w.n and w.tok[k + 1] in "،," and w.flags[k + 2] & TITLE and not w.flags[k + 2] & DEFINITE
            if (
                (bounded or (titled and w.flags[i] & (GIVEN | PARTICLE)))
                and f & (NOUN | MASDAR | ADJECTIVE | VERB)
                and not f & (ADVERB | BODY | DOCUMENT)
                and k - i <= 3
                and self._clause_over(k + 1, limit)
            ):
                k += 1  # ordinary words that are family names: عمر مروان، بسام راضي
                continue
            break
        while k > i and not w.is_word[k - 1]:
            k -= 1
        return k

    def _says(self, k: int) -> bool:
        """Whether the word may be a verb of saying that takes أن."""
        return any(c.form.tense == "past" and not c.form.suffix for c in self.rules.cues.get(self.w.tok[k], ()))

    def _is_family_name(self, k: int, limit: int) -> bool:
        """Whether the ordinary word after a given name at k must be the family's: a title, a cue or أن follows."""
        w = self.w
        f = w.flags[k]
        if (
            k + 1 >= limit
            or not w.is_word[k + 1]
            or f & (DEFINITE | CONNECTIVE | PREPOSITION | TIME | RELATIVE | PRONOUN | ADVERB | DOCUMENT | BODY | PLACE)
            or self.is_owned(k)
        ):
            return False
        nxt = w.flags[k + 1]
        if not f & (NOUN | MASDAR | ADJECTIVE | VERB):
            # باكلي: looks like a preposition and a word
            return (
                not f
                and self.preposition(k) in ("ب", "ل", "ك")
                and not w.tok[k][1:].startswith(("ال", "ل"))
                and not self.lexicon.look(w.tok[k][1:])
                & (NOUN | MASDAR | PLACE | BODY | OUTLET | DOCUMENT | CHANNEL | TITLE | ANONYMOUS | GROUP | ADJECTIVE)
            )
        return (
            bool(nxt & TITLE and not nxt & (DEFINITE | NOUN | GIVEN))
            or w.tok[k + 1] in self._governed
            or w.tok[k + 1] in ("ان", "بان", "انه", "انها")
        )

    def _named_thing(self, i: int, k: int) -> bool:
        """Whether the name at k belongs to a thing in the title: مستشفى الملك فهد، جامعة محمد الخامس."""
        w = self.w
        j = k - 1
        while j > i and w.flags[j] & HONORIFIC:
            j -= 1
        if j <= i:
            return False
        f = self.content_flags(j)
        t = w.tok[j].removeprefix("ال")
        return (
            bool(f & BODY)
            and not w.flags[j] & DEFINITE
            and t
            in (
                "جامعه",
                "مستشفي",
                "موسسه",
                "مركز",
                "مدينه",
                "جايزه",
                "كليه",
                "مدرسه",
                "مجمع",
                "قاعده",
                "مطار",
                "ملعب",
                "كتايب",
                "معهد",
                "مهرجان",
                "ثانويه",
                "جمعيه",
                "قاعه",
                "برنامج",
                "مكتب",
                "حمله",
                "كرسي",
                "حكومه",
                "اداره",
                "بجامعه",
                "بمستشفي",
                "لجامعه",
            )
        )
