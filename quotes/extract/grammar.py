"""What single tokens of a text can be, by the word lists and the cues: a verb, a name, a preposition, a possessed word.

Comes in: ``Words`` and ``Rules``. Goes out: answers about one token. Never here: phrases.
"""

from __future__ import annotations

from quotes.extract.words import Words
from quotes.rules import Rules
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADVERB,
    ANONYMOUS,
    BODY,
    CHANNEL,
    CONNECTIVE,
    DEFINITE,
    DEICTIC,
    DIGIT,
    DOCUMENT,
    GIVEN,
    GROUP,
    KIN,
    KNOWN_BODY,
    LATIN,
    MASDAR,
    NAME,
    NOUN,
    OUTLET,
    PARTICLE,
    PLACE,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    RELATIVE,
    SURNAME,
    TIME,
    TITLE,
    VERB,
    Head,
)

NOT_TYPE_NAMES = frozenset("ما من لا لم لن قد قال ان كل اي احد".split())


_OF_OURSELVES = frozenset(
    "نحن انا اننا انني اني لدينا لدي عندنا علينا لسنا لست كنا كنت لاننا لانني باننا بانني".split()
)
_OF_MYSELF = frozenset(
    "اعتقد اتمني اري اود اريد اظن اوكد اشعر احب اعرف اقول اطالب ادعو ارجو امل اشكر اتوقع احلم اسعي احاول".split()
)


class Grammar:
    """Small questions about the tokens of one text."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.w = words
        self.rules = rules
        self.lexicon = rules.lexicon
        self._finite = {"past", "present", "future", "jussive"}
        self._governed: frozenset[str] = frozenset()

    def is_cue(self, i: int) -> bool:
        """Whether token i, with or without و or ف, can be a finite verb of saying."""
        t = self.w.tok[i]
        for s in (t, t[1:]) if t[0] in "وف" and len(t) > 3 else (t,):
            for c in self.rules.cues.get(s, ()):
                if c.form.suffix == "ه" and self.w.ends_in_ta(i):
                    continue
                if c.form.tense in self._finite and (
                    not c.rule.needs_frame or (c.form.suffix and c.form.tense == "past")
                ):
                    return True
        return False

    def is_verb(self, i: int) -> bool:
        """Whether token i is a finite verb, of saying or not, and no name."""
        t, f = self.w.tok[i], self.w.flags[i]
        if f & (NAME | PARTICLE | PLACE):
            return False
        if f & VERB and not f & (NOUN | MASDAR | DEFINITE):
            return True
        if any(c.form.tense in self._finite and not c.form.suffix for c in self.rules.cues.get(t, ())) and not f & (
            NOUN | TITLE
        ):
            return True
        if t[0] in "نس" and self._is_first_person_verb(i):
            return True
        if t[0] in "يس" and len(t) > 3:
            other = self.lexicon.look("ت" + t[1:]) if t[0] == "ي" else self.lexicon.look(t[1:])
            return bool(other & VERB) and not other & NOUN
        return False

    def is_first_person(self, i: int) -> bool:
        """Whether somebody speaks of himself at token i: نحن، لن نسمح، سنلعب، أتمنى، لدينا."""
        w = self.w
        if i >= w.n:
            return False
        t = w.tok[i]
        if t in _OF_OURSELVES:
            return True
        if t in ("لن", "لم", "لا", "قد", "سوف", "لقد", "ما", "لو") and i + 1 < w.n:
            return self._is_first_person_verb(i + 1)
        return self._is_first_person_verb(i)

    def _is_first_person_verb(self, i: int) -> bool:
        t, f = self.w.tok[i], self.w.flags[i]
        if t in _OF_MYSELF and self.w.verbatim(i, i + 1)[0] in "أآ":
            return True
        stem = t[2:] if t.startswith("سن") else t[1:] if t[0] == "ن" else ""
        other = any(c.form.tense in ("past", "masdar") for c in self.rules.cues.get(t, ()))
        if len(stem) < 2 or f & ~VERB or other:
            return False
        third = "ي" + stem
        return bool(self.lexicon.look(third) & VERB) or any(
            c.form.tense == "present" and not c.form.suffix for c in self.rules.cues.get(third, ())
        )

    def is_people(self, i: int) -> bool:
        """Whether token i is a definite plural of persons by its shape (الفاعلون، المتتبعين، للصناعيين)."""
        t, f = self.w.tok[i], self.w.flags[i]
        if not t.startswith(("ال", "لل")) or f & (NAME | PLACE | TITLE | BODY | MASDAR | KNOWN_BODY | OUTLET | TIME):
            return False
        bare = t[2:]
        return (
            len(bare) >= 6
            and bare.endswith(("ون", "ين"))
            and (bare[0] == "م" or bare[1] == "ا" or bare.endswith(("يون", "يين")))
        )

    def is_participle(self, i: int) -> bool:
        """Whether token i can be a participle of saying (مشيرا)."""
        t = self.w.tok[i]
        for s in (t, t[1:]) if t[0] == "و" else (t,):
            for c in self.rules.cues.get(s, ()):
                if c.form.tense == "participle" and c.form.suffix != "bare":
                    return True
        return False

    def _several(self, i: int) -> tuple[int, int]:
        """How many words the name in the lists has that begins after the first letter of token i, and its flags."""
        tok = self.w.tok
        return self.lexicon.longest([tok[i][1:], *tok[i + 1 : i + 4]], 0) if len(tok[i]) > 2 else (0, 0)

    def preposition(self, i: int) -> str | None:
        """The preposition that token i is or begins with (في، بيان، لوكالة), or None."""
        t, f = self.w.tok[i], self.w.flags[i]
        if f & PREPOSITION and not f & (GIVEN | TITLE):
            return t
        if t[0] == "ل" and not f and self._several(i)[1] & OUTLET:
            return "ل"  # لبي بي سي
        if t[0] == "ف" and t[-1] == "و" and not f and self.lexicon.look(t[1:-1]) & (CHANNEL | DOCUMENT):
            return "في"  # فتصريحو
        if (
            len(t) > 3
            and t[0] in "بلك"
            and not f
            & (
                NAME
                | NOUN
                | TITLE
                | PLACE
                | BODY
                | OUTLET
                | KNOWN_BODY
                | ANONYMOUS
                | GROUP
                | ADJECTIVE
                | MASDAR
                | DOCUMENT
            )
        ):
            rest = t[1:]
            if rest.startswith("ل") and t[0] == "ل" and len(rest) > 2:
                return "ل"
            g = self.lexicon.look(rest)
            if rest in ("هذا", "هذه", "ذلك", "تلك"):
                return t[0]
            if t[0] == "ك":
                return "ك" if g & DEFINITE else None
            if self.owned_stem(rest) & (NOUN | MASDAR | BODY | DOCUMENT | CHANNEL) and not self.w.ends_in_ta(i):
                return t[0]
            if any(c.form.tense == "masdar" for c in self.rules.cues.get(rest, ())):
                return t[0]
            if g & (
                NAME
                | NOUN
                | MASDAR
                | BODY
                | TITLE
                | PLACE
                | DEFINITE
                | ADJECTIVE
                | DOCUMENT
                | ANONYMOUS
                | GROUP
                | OUTLET
                | CHANNEL
                | KNOWN_BODY
                | QUANTIFIER
                | LATIN
                | PARTICLE
            ):
                return t[0]
        return None

    def content_flags(self, i: int) -> int:
        """Flags of token i, an attached preposition taken off (بوزارة، للجنة، بالمنطقة)."""
        t, f = self.w.tok[i], self.w.flags[i]
        if f & ~DEFINITE or len(t) < 4:
            return f
        if t.startswith("لل"):
            return self.lexicon.look("ال" + t[2:])
        if t[0] in "بلكوف":
            return self.lexicon.look(t[1:])
        return f

    def is_namelike(self, i: int) -> bool:
        """Whether token i may be part of a personal name: known as one, or no ordinary word."""
        t, f = self.w.tok[i], self.w.flags[i]
        if f & (NAME | PARTICLE):
            return True
        if not self.w.is_word[i] or f & (DIGIT | LATIN) or t in NOT_TYPE_NAMES or len(t) < 2:
            return False
        if f & (NOUN | MASDAR | ADVERB | VERB | TITLE | BODY | DOCUMENT | PREPOSITION | CONNECTIVE | RELATIVE | PRONOUN | TIME
                | ADJECTIVE | PLACE | KNOWN_BODY | ANONYMOUS | GROUP | QUANTIFIER | CHANNEL | OUTLET):  # fmt: skip
            return False
        if t[-1] == "ا" and len(t) > 3 and not f:
            stem = t[1:-1] if t[0] == "و" and len(t) > 4 and not self.lexicon.look(t[:-1]) else t[:-1]
            if self.lexicon.look(stem) & (NOUN | MASDAR | TIME | ADJECTIVE):
                return False  # عاما، وخوفا
        if t.endswith("وا") and len(t) > 4 and not f:
            return False  # تأكدوا
        if (
            t[0] == "ن"
            and len(t) > 3
            and not f
            and (self.lexicon.look("ي" + t[1:]) & VERB or "ي" + t[1:] in self.rules.cues)
        ):
            return False  # نتمنى
        if self.preposition(i) or self.is_cue(i) or self.is_participle(i) or self.is_owned(i) or self.is_verb(i):
            return False
        if t[0] == "ف" and not f and any(c.form.tense == "present" for c in self.rules.cues.get(t[1:], ())):
            return False  # فيصف
        if (
            t not in self.w.called
            and t[0] in "لب"
            and len(t) > 5
            and not f
            and t.endswith(("ه", "ها", "هم"))
            and not t.endswith("لله")
            and not self.w.ends_in_ta(i)
        ):
            return False  # لمشاهديه
        if (
            t[0] == "ل"
            and len(t) > 4
            and not f
            and 0 < i < self.w.n - 1
            and self.w.flags[i - 1] & DEFINITE
            and self.w.flags[i + 1] & DEFINITE
            and not self.w.flags[i + 1] & NAME
        ):
            return False  # المركز الوطني لتحاقن الدم
        if t[0] == "و" and len(t) > 4 and not f and self.owned_stem(t[1:]):
            return False  # ونظيره
        if (
            t[0] == "و"
            and len(t) > 4
            and not f
            and any(c.form.tense in self._finite for c in self.rules.cues.get(t[1:], ()))
        ):
            return False  # وكشفت
        if t[0] == "و" and not f and self.w.verbatim(i, i + 1)[1:2] in tuple("أإآ"):
            return False  # وأزهر
        if t[0] == "و" and len(t) > 3 and not f and self.lexicon.look(t[1:]) & NAME:
            return False  # وروبرت
        if t[0] in "وف" and len(t) > 2:
            rest = self.lexicon.look(t[1:])
            if rest & ~(DEFINITE | NAME | PARTICLE | LATIN) or t[1:3] == "ال":
                return False
        return True

    @staticmethod
    def detached(t: str) -> str:
        return "ا" + t[1:] if t.startswith("لل") else t[1:]

    def is_accusative(self, i: int) -> bool:
        """Whether token i carries the tanwin of an object or adverb (اتفاقاً), which no name in a subject does."""
        t = self.w.tok[i]
        return "\u064b" in self.w.verbatim(i, i + 1) and t[-1] in "اءه"

    def owned_stem(self, t: str) -> int:
        """Flags of an ordinary word without the possessor it ends in (صوته، نيتها), or 0."""
        for suffix in ("ها", "هم", "هما", "ه"):
            if t.endswith(suffix) and len(t) - len(suffix) >= 2 and not t.startswith("ال"):
                stem = t[: -len(suffix)]
                if stem.endswith(("ي", "و")) and self.lexicon.look(stem + "ن") & GROUP:
                    return GROUP  # لاعبيه
                f = self.lexicon.look(stem) | (
                    self.lexicon.look(stem[:-1] + "ه")
                    if stem.endswith("ت")
                    else self.lexicon.look(stem[:-1] + "ء")
                    if stem.endswith(("اي", "او"))
                    else 0
                )
                if f & (NOUN | MASDAR | BODY | DOCUMENT | CHANNEL | TITLE | PREPOSITION | ADVERB | GROUP | ANONYMOUS):
                    return f
        return 0

    def _relative_of(self, t: str) -> Head | None:
        """The head of a word for somebody's relative, lawyer or coach (والدها، محاميه، مدربهم), or None."""
        for suffix in ("هما", "ها", "هم", "ه"):
            if t.endswith(suffix) and len(t) - len(suffix) >= 2:
                stem = t[: -len(suffix)]
                for s in (stem, stem[:-1] + "ه") if stem.endswith("ت") else (stem,):
                    head = self.lexicon.heads.get(s)
                    if head is not None and (
                        self.lexicon.look(s) & KIN
                        or s in ("محامي", "محاميه", "مدرب", "وكيل", "طبيب", "نظير", "شريك", "مساعد", "سلف", "خلف")
                    ):
                        return head
        return None

    def is_owned(self, i: int) -> bool:
        """Whether token i is an ordinary word with a possessor (اسمه، حسابها، بلادهم): never a name, seldom a subject."""
        t = self.w.tok[i]
        if self.w.flags[i] & (NOUN | TITLE | BODY | MASDAR | ANONYMOUS | GROUP | PLACE | DOCUMENT | ADJECTIVE | OUTLET):
            return False
        if not self.w.flags[i] and len(t) > 4 and t.endswith(("ها", "هم", "هما")):
            return True
        if any(c.form.tense == "masdar" and c.form.suffix not in ("", "ال") for c in self.rules.cues.get(t, ())):
            return not self.w.ends_in_ta(i)
        return not self.w.ends_in_ta(i) and self.owned_stem(t) != 0

    def _counted(self, k: int) -> bool:
        """Whether people stand at k, after their number (11 امرأة، 32 منهن، 5 من النواب)."""
        t = self.w.tok[k]
        if t == "من" and k + 1 < self.w.n:
            return bool(self.w.flags[k + 1] & GROUP) or self.w.tok[k + 1] in ("النساء", "الرجال", "السكان")
        return bool(self.w.flags[k] & (GROUP | ANONYMOUS)) or t in (
            "منهم",
            "منهن",
            "امراه",
            "شخصا",
            "رجلا",
            "نايبا",
            "عضوا",
            "دوله",
        )

    def _share(self, k: int) -> int:
        """Just after «26 في المئة» at k, or 0."""
        tok = self.w.tok
        if k + 1 < self.w.n and (tok[k + 1] == "%" or tok[k + 1] in ("بالميه", "بالمايه")):
            return k + 2
        if k + 2 < self.w.n and tok[k + 1] in ("في", "ب") and tok[k + 2] in ("الميه", "المايه"):
            return k + 3
        return 0

    def _surname_follows(self, k: int, limit: int) -> bool:
        """Whether a name that cannot be an ordinary word stands at k, so that the word before it is a given name."""
        if k >= limit or not self.w.is_word[k]:
            return False
        f = self.w.flags[k]
        ordinary = (
            NOUN | ADJECTIVE | MASDAR | TITLE | PLACE | BODY | ADVERB | VERB | TIME | DOCUMENT | GROUP | ANONYMOUS
        )
        return bool(f & (GIVEN | SURNAME | PARTICLE)) and not f & ordinary

    def _name_follows(self, k: int, limit: int) -> bool:
        return k < limit and (
            (bool(self.w.flags[k] & (NAME | PARTICLE)) and not self.w.flags[k] & TITLE) or self.is_namelike(k)
        )

    def _definite_complement(self, k: int, limit: int) -> bool:
        """Whether an idafa follows: مسؤول العلاقات is an office, مسؤول رفيع is nobody in particular."""
        if k >= limit:
            return False
        f = self.w.flags[k]
        return bool(f & DEFINITE) and not f & (TIME | CONNECTIVE | RELATIVE)

    def _clause_over(self, k: int, limit: int) -> bool:
        """Whether the phrase ends at k: the limit, a mark, or an adjunct."""
        if k >= limit:
            return True
        w = self.w
        return (
            not w.is_word[k]
            or bool(w.flags[k] & (TIME | PREPOSITION | RELATIVE | TITLE))
            or self.preposition(k) is not None
        )

    def _deictic(self, i: int, end: int) -> bool:
        return any(self.w.flags[k] & DEICTIC for k in range(i, min(end, self.w.n)))

    def _attached_place(self, k: int) -> int:
        """How many tokens a place of several words takes whose first carries a preposition (بسيدي بوزيد), or 0."""
        w = self.w
        t = w.tok[k]
        if t[0] not in "بل" or len(t) < 4 or w.flags[k] & ~DEFINITE or k + 1 >= w.n:
            return 0
        several, sf = self.lexicon.longest([t[1:], *w.tok[k + 1 : k + 5]], 0)
        return several if sf & (PLACE | BODY | KNOWN_BODY) else 0
