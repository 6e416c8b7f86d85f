"""Time, place, channel and occasion between a verb and its subject.

Comes in: ``Grammar``. Goes out: where an aside begins and ends. Never here: speakers.
"""

from __future__ import annotations

from collections.abc import Callable

from quotes.extract.grammar import Grammar
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADJUNCT,
    ADVERB,
    ANONYMOUS,
    BODY,
    CHANNEL,
    CONNECTIVE,
    DEFINITE,
    DIGIT,
    GIVEN,
    GROUP,
    HONORIFIC,
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
    WORD_NAME,
)

_ADJUNCTS = ("من جهته", "من جهتها", "من جانبه", "من جانبها", "من ناحيته", "من ناحيتها", "بدوره", "بدورها", "من جهتهم", "من جانبهم", "بدورهم", "في المقابل", "بالمقابل", "من جهه اخري", "من جهه ثانيه", "من ناحيه اخري", "من ناحيه ثانيه", "من جانب اخر", "من جانب ثان", "في سياق متصل", "النقاب", "اللثام", "في السياق", "كذلك", "ايضا", "مجددا")  # fmt: skip
_ADJUNCT_WORDS = sorted((tuple(a.split()) for a in _ADJUNCTS), key=len, reverse=True)


class Asides(Grammar):
    """Finds the asides of one text."""

    def skip_adjuncts(self, i: int, limit: int, stop: Callable[[int], bool] | None = None) -> int:
        """The first token from i on that may begin a subject; time, place, channel and asides are passed over.

        ``stop``: says where what the cue takes begins, which is no adjunct.
        """
        w = self.w
        k = i
        while k < limit:
            t, f = w.tok[k], w.flags[k]
            if (stop is not None and k > i and stop(k)) or (f & WORD_NAME and self._surname_follows(k + 1, limit)):
                return k
            if t in "،,؛":
                k = w.skip.get(k, k + 1)
                continue
            if k in w.skip:
                k = w.skip[k]
                continue
            fixed = self.fixed_adjunct(k, limit)
            aside, af = self.lexicon.longest(w.tok, k)
            if af & ADJUNCT and k + aside <= limit:
                k += aside
                continue
            if fixed:
                k += fixed
                continue
            if (
                (f & (TIME | ADVERB | PRONOUN) and not f & (NAME | TITLE))
                or (t == "الاول" and k > i and w.flags[k - 1] & TIME)
                or (t == "عده" and k + 1 < limit and w.flags[k + 1] & TIME)
            ):
                k += 1
                continue
            if (
                self.is_accusative(k)
                and not f & (NAME | TITLE | PLACE | BODY | GROUP | ANONYMOUS)
                and not self.is_participle(k)
            ):
                k += 1  # ضاحكاً
                continue
            if f & DIGIT:
                if self._share(k) or (k + 1 < limit and self._counted(k + 1)):
                    return k
                k += 1
                continue
            if self.preposition(k) is not None or (k == i and t in ("له", "لها")):
                k = self.prepositional(k, limit)
                continue
            return k
        return limit

    def fixed_adjunct(self, k: int, limit: int) -> int:
        tok = self.w.tok
        for words in _ADJUNCT_WORDS:
            n = len(words)
            if k + n <= limit and tok[k] == words[0] and tuple(tok[k : k + n]) == words:
                return n
        return 0

    def prepositional(self, k: int, limit: int) -> int:
        """Just after the prepositional phrase that begins at k; a comma ends it, or a new head after a whole one."""
        w = self.w
        if not w.flags[k] & PREPOSITION and not (w.tok[k][0] in "وف" and self.lexicon.look(w.tok[k][1:]) & PREPOSITION):
            j = k + 1  # the noun is attached
            head = k
            several, sf = self._several(k)
            if sf & OUTLET and not w.flags[k]:
                return min(k + several, limit)
        else:
            j = k + 1
            if (
                w.tok[k].endswith(("ه", "ها", "هم", "هما"))
                and self.lexicon.look(w.tok[k].removesuffix("ا").removesuffix("هم").removesuffix("ه")) & PREPOSITION
            ) or w.tok[k] in (
                "له",
                "لها",
                "لهم",
                "به",
                "بها",
                "فيه",
                "فيها",
                "عليه",
                "عليها",
                "عنه",
                "عنها",
                "منه",
                "منها",
                "معه",
                "معها",
                "لديه",
                "لديها",
            ):
                return j
            head = j
            j += 1
        if head < limit and w.mark[head] >= 0:
            j = max(j, w.quotations[w.mark[head]].after)
        complete = head < limit and bool(
            w.mark[head] >= 0
            or self.content_flags(head) & (DEFINITE | PLACE | OUTLET | KNOWN_BODY | TIME)
            or w.tok[head].startswith(("ال", "لل", "بال"))
        )
        while j < limit:
            t, f = w.tok[j], w.flags[j]
            if t in "،,:؛" or f & (CONNECTIVE | RELATIVE):
                break
            if w.mark[j] >= 0 and w.quotations[w.mark[j]].open == j:
                j = w.quotations[w.mark[j]].after
                complete = True
                continue
            if (
                complete
                and f & (TITLE | ANONYMOUS | GROUP | HONORIFIC)
                and not f & ADJECTIVE
                and not (f & DEFINITE and t.endswith("ه") and w.flags[j - 1] & ADJECTIVE)
            ):
                break
            if (
                complete
                and f & (NOUN | MASDAR)
                and not f & (DEFINITE | ADJECTIVE)
                and j + 1 < limit
                and w.flags[j + 1] & NAME
                and not w.flags[j + 1] & (PLACE | NOUN | ADJECTIVE)
            ):
                break  # وعن أداء اللاعبين شكر رونار: a verb that is spelt like a noun
            if complete and f & GIVEN and not w.flags[j - 1] & (NAME | TITLE | BODY):
                break
            if f & (DEFINITE | PLACE | OUTLET | ADJECTIVE | KNOWN_BODY | TIME):
                complete = True
            elif f & (NOUN | MASDAR):
                complete = False
            if self.preposition(j) is not None:
                complete = False
            j += 1
        return max(j, k + 1)

    def adjunct_begins(self, j: int) -> bool:
        """Whether a time, channel or occasion begins at j (في بيان، خلال لقاء، أمس، لـ«الصحيفة»)."""
        w = self.w
        f = w.flags[j]
        if f & TIME and not f & NOUN and w.tok[j] not in ("اول", "عصر", "الماضي", "الجاري"):
            return True
        if self.fixed_adjunct(j, w.n):
            return True
        t = w.tok[j]
        if f & PREPOSITION and t in (
            "خلال",
            "عقب",
            "امام",
            "بعد",
            "قبل",
            "اثناء",
            "عبر",
            "غداه",
            "عشيه",
            "ردا",
            "تعليقا",
            "تعقيبا",
            "حول",
            "بشان",
            "بخصوص",
            "بحضور",
            "منذ",
            "عند",
            "مع",
            "علي",
            "الي",
            "عن",
            "بمناسبه",
            "بمشاركه",
        ):
            return True
        if t in ("في", "فى", "ضمن") and j + 1 < w.n:
            g = w.flags[j + 1]
            if g & DIGIT:
                return True
            channel = self.rules.channels.get(w.tok[j + 1])
            stem = w.tok[j + 1].removesuffix("ها").removesuffix("هم").removesuffix("ه")
            if stem != w.tok[j + 1] and stem in self.rules.channels and not w.ends_in_ta(j + 1):
                return True
            return (
                bool(g & (CHANNEL | TIME))
                or self.is_owned(j + 1)
                or (channel is not None and not (channel == "report" and g & DEFINITE))
                or w.tok[j + 1]
                in (
                    "ختام",
                    "وقت",
                    "مستهل",
                    "اطار",
                    "سياق",
                    "معرض",
                    "افتتاح",
                    "تعليق",
                    "تعليقه",
                    "اول",
                    "رد",
                    "رده",
                    "اشاره",
                    "هذا",
                    "هذه",
                    "تلك",
                    "ذلك",
                    "الوقت",
                    "كلمته",
                    "حديثه",
                    "بيانه",
                    "تصريحاته",
                    "الاونه",
                    "بدايه",
                    "نهايه",
                    "مطلع",
                    "اعقاب",
                    "منتصف",
                )
            )
        if t in ("بالامس", "البارحه"):
            return True
        if t[0] == "ل" and len(t) > 2:
            several, sf = self.lexicon.longest([t[1:], *w.tok[j + 1 : j + 4]], 0)
            first = self.lexicon.look(t[1:])
            if sf & OUTLET or (sf & KNOWN_BODY and several > 1 and not first & (BODY | NOUN)) or first & QUANTIFIER:
                return True  # لبي بي سي، لهيومن رايتس ووتش، لعديد من الصحف
        if t[0] == "ل" and len(t) > 1 and t[1].isascii() and t[1].isalpha():
            return True  # لـCNN
        if t == "ل" or (t[0] == "ل" and len(t) > 3 and not f & ~DEFINITE):
            if t == "ل":
                return j + 1 < w.n and (w.mark[j + 1] >= 0 or bool(w.flags[j + 1] & (OUTLET | LATIN)))
            g = self.content_flags(j)
            rest = t[1:] if not t.startswith("لل") else t[2:]
            return (bool(g & OUTLET) and not g & (BODY | NOUN | ADJECTIVE | PLACE)) or rest in (
                "وكاله",
                "صحيفه",
                "قناه",
                "موقع",
                "شبكه",
                "اذاعه",
                "مجله",
                "مواقع",
                "قنوات",
                "صحف",
                "وكالات",
                "صحافيين",
                "صحفيين",
                "راديو",
                "تلفزيون",
                "وسايل",
                "اعلام",
                "صحافه",
                "برنامج",
                "جريده",
                "مراسل",
                "رويترز",
                "مره",
            )
        return False
