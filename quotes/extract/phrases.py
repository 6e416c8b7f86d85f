"""The words that name a speaker, cut into title and name.

Comes in: ``Words`` and where a phrase may begin and must end. Goes out: ``Phrase``.
Never here: who that is in the article, or what was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from quotes.extract.names import Names
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADJUNCT,
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
    GIVEN_F,
    GROUP,
    HONORIFIC,
    KIN,
    KNOWN_BODY,
    LATIN,
    MASCULINE,
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
    SPOKESPERSON,
    SURNAME,
    TIME,
    TITLE,
    VERB,
    WORD_NAME,
    Gender,
    Head,
)

Range = tuple[int, int]
Type = Literal["person", "organization", "group", "anonymous"]
TITLE_PREPOSITIONS = frozenset("مع في لدي عن من علي الي ل ب فى".split())
OBJECTS = frozenset("الانتباه التعليق الحديث الكشف الرد الافصاح الادلاء النظر التاكيد الانظار اللوم".split())
_BOTH = frozenset({"كل", "كلا", "كلتا"})
_SPANS = frozenset(
    "الايام الساعات الاسابيع الاشهر السنوات الفتره المرحله الاونه اللحظات الدقايق العقود الليالي".split()
)
_MOTHER = Head("ام", "f", "s", "kin")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker phrase, as token ranges.

    ``whole``: all of it, title and name, without asides. ``name``: the proper name, or None.
    ``role``: the title or office, or None; ``office``: a second one, after the name. ``head``: the word that says what kind of speaker it is.
    ``definite``: whether it points back (الوزير) rather than introduces (مسؤول). ``also``: joint speakers.
    """

    whole: Range
    type: Type
    name: Range | None = None
    role: Range | None = None
    office: Range | None = None
    head: Head | None = None
    gender: Gender | None = None
    number: Literal["s", "d", "p"] = "s"
    definite: bool = False
    deictic: bool = False
    also: tuple[Phrase, ...] = ()
    end: int = 0
    spokesperson: bool = False
    clip: int = 0


class PhraseReader(Names):
    """Reads speaker phrases in one text."""

    def read(self, i: int, limit: int, *, bounded: bool, governed: frozenset[str] = frozenset()) -> Phrase | None:
        """The speaker phrase that begins at token i and ends before ``limit``; None where none begins there.

        ``bounded``: the limit is where the content begins, so that all up to it belongs to the phrase or its
        asides; otherwise the phrase ends where the grammar of names and titles ends it.
        ``governed``: prepositions that the cue takes, and that therefore end an unbounded phrase.
        """
        self._governed = frozenset() if bounded else governed
        first = self.single(i, limit, bounded)
        if first is None and bounded:
            first = self._named_at_end(i, limit)
        if first is None:
            return None
        joined = [first]
        k = first.end
        w = self.w
        while k < limit and len(joined) < 4:
            t = w.tok[k]
            if t == "و" and k + 1 < limit:
                start = k + 1
                nxt = self.single(start, limit, bounded)
            elif t[0] == "و" and len(t) > 3 and not w.flags[k] & ~DEFINITE:
                rest = self.lexicon.look(t[1:])
                if (
                    (rest & NAME and len(t) <= 4)
                    or not rest & (TITLE | PLACE | BODY | NAME | KNOWN_BODY | GROUP | OUTLET | QUANTIFIER | HONORIFIC)
                    or rest & (CONNECTIVE | TIME)
                ):
                    break
                nxt = self.single(k, limit, bounded, attached=True)
            else:
                break
            if nxt is None or (
                (nxt.type == "person") != (first.type == "person") and first.type == "person" and nxt.name is None
            ):
                break
            if (
                len(joined) == 1
                and nxt.name is None
                and first.name is not None
                and first.role is not None
                and first.role[0] >= first.name[1]
            ):
                first = joined[0] = replace(first, role=(first.role[0], nxt.end), end=nxt.end)
                k = nxt.end  # فلان، سفير المملكة والمندوب الدائم: one man's two offices
                continue
            joined.append(nxt)
            k = nxt.end
        if len(joined) == 1:
            return first
        return replace(first, also=tuple(joined[1:]), number="d" if len(joined) == 2 else "p", end=k)

    def read_attached(self, i: int, limit: int) -> Phrase | None:
        """The phrase whose first word carries a preposition or conjunction (لوزارة، للشركة)."""
        return self.single(i, limit, False, attached=True)

    def single(self, i: int, limit: int, bounded: bool, attached: bool = False) -> Phrase | None:
        found = self._at(i, limit, bounded, attached)
        return replace(found, clip=1) if found is not None and attached else found

    def _at(self, i: int, limit: int, bounded: bool, attached: bool) -> Phrase | None:
        w = self.w
        if i >= limit:
            return None
        tok = self.detached(w.tok[i]) if attached else w.tok[i]
        f = self.lexicon.look(tok) if attached else w.flags[i]
        if tok == "الله" or tok in _SPANS:
            return None
        if f & WORD_NAME and not attached and self._surname_follows(i + 1, limit):
            return self._named(i, limit, bounded)
        if (
            tok == "ام"
            and not attached
            and i + 1 < limit
            and f & PARTICLE
            and w.tok[i + 1].startswith("ال")
            and not w.flags[i + 1] & (TIME | TITLE)
        ):
            return Phrase((i, i + 2), "person", role=(i, i + 2), head=_MOTHER, gender="f", end=i + 2)
        if tok in ("هذا", "هذه", "هولاء") and not attached and i + 1 < limit and w.flags[i + 1] & DEFINITE:
            g = w.flags[i + 1]
            if g & TIME or (g & NOUN and not g & (BODY | TITLE | DOCUMENT | GROUP | ANONYMOUS | KNOWN_BODY | OUTLET)):
                return None  # هذا الرقم، هذا الشهر
            pointed = self._at(i + 1, limit, bounded, False)
            return replace(pointed, deictic=True, whole=(i, pointed.whole[1])) if pointed else None
        if tok == "ام" and not attached and i + 1 < limit and w.flags[i + 1] & GIVEN and not w.flags[i + 1] & DEFINITE:
            return self._named(i, limit, bounded)
        if tok in ("نفس", "ذات") and i + 1 < limit and w.flags[i + 1] & DEFINITE:
            return self._at(i + 1, limit, bounded, False)
        if tok in _BOTH and i + 1 < limit and w.tok[i + 1] == "من":
            inner = self.read(i + 2, limit, bounded=bounded)
            while inner is not None and inner.name is not None and inner.end + 1 < limit and w.tok[inner.end] in "،,":
                more = (
                    self.single(inner.end + 1, limit, bounded, attached=True)
                    if w.tok[inner.end + 1][0] == "و"
                    else None
                )
                if more is None or more.name is None:
                    break
                inner = replace(inner, also=(*inner.also, more), end=more.end)  # كل من فلان، وفلان
            return replace(inner, number="p") if inner else None
        if w.mark[i] >= 0 and w.quotations[w.mark[i]].open == i:
            return self._quoted(i, limit, bounded)
        if self.is_accusative(i) and not f & (NAME | PLACE | BODY | OUTLET) and not attached and w.tok[i] != "احدا":
            return None  # ضاحكاً
        if f & DIGIT and not attached:
            share = self._share(i)
            if share and share < limit:
                end = share
                if w.tok[share] == "من" and share + 1 < limit:
                    whole = self.single(share + 1, limit, bounded)
                    end = whole.end if whole else share
                return Phrase((i, end), "group", gender="m", number="p", end=end)
        if f & DIGIT and not attached and i + 1 < limit and self._counted(i + 1):
            inner = self.single(i + 2 if w.tok[i + 1] == "من" else i + 1, limit, bounded)
            end = inner.end if inner else i + 2
            return Phrase((i, end), "group", gender=inner.gender if inner else None, number="p", end=end)
        if not w.is_word[i] or (f & DIGIT and not bounded):
            return None
        several, several_flags = self.lexicon.longest([tok, *w.tok[i + 1 : i + 5]], 0)
        if (
            several
            and i + several <= limit
            and (not f & TITLE or (several_flags & TITLE and not (f | several_flags) & (ANONYMOUS | SPOKESPERSON)))
        ):
            if several_flags & (PLACE | KNOWN_BODY | OUTLET):
                found = self._body(i, limit, bounded, i + several, None)
                known = self.lexicon.head(tok)
                return replace(found, gender=known.gender) if found and known else found
            if several_flags & TITLE:
                return self._person(i, limit, bounded, tok, f | several_flags)
            if several_flags & NAME:
                return self._named(i, limit, bounded)
        if (
            several
            and several_flags & (BODY | GROUP | ANONYMOUS)
            and not f & (TITLE | ANONYMOUS | GROUP | BODY | DOCUMENT | NAME)
            and (named_so := self.lexicon.head(" ".join([tok, *w.tok[i + 1 : i + several]]))) is not None
        ):
            found = self._body(i, limit, bounded, i + several, named_so)  # وسائل إعلام، مشتبه بهم
            kind: Type | None = "group" if several_flags & GROUP else "anonymous" if several_flags & ANONYMOUS else None
            return replace(found, type=kind or found.type) if found is not None else None
        head = self.lexicon.head(tok)
        relative = self._relative_of(tok) if not f & ~DEFINITE and not attached else None
        if relative is not None and not w.ends_in_ta(i):
            p = Phrase((i, i + 1), "person", head=relative, gender=relative.gender, number=relative.number, end=i + 1)
            foreign = i + 2 < limit and self.is_namelike(i + 1) and self.is_namelike(i + 2)
            if i + 1 < limit and (w.flags[i + 1] & NAME or foreign) and not w.flags[i + 1] & (TITLE | PLACE | DEFINITE):
                named = self._named(i + 1, limit, bounded)
                if named is not None and named.name is not None:
                    return replace(
                        named, whole=(i, named.whole[1]), role=named.role or (i, i + 1), gender=relative.gender
                    )
            return self._apposed_name(p, limit, bounded)
        if (
            not f & (NAME | TITLE)
            and not attached
            and self.is_owned(i)
            and not f & BODY
            and (not bounded or self.lexicon.look(tok[:-1]) & PREPOSITION)
        ):
            return None
        if (
            f & (CONNECTIVE | RELATIVE | PREPOSITION | TIME | PRONOUN)
            and not f & (GIVEN | TITLE | BODY)
            and not f & QUANTIFIER
        ):
            return None
        if f & TITLE and f & BODY and not f & HONORIFIC and tok.endswith("ه"):
            f &= ~(TITLE | ANONYMOUS)  # المنظمة، القيادة: the body, not a woman who organises
        if f & TITLE and head is not None and not (f & GIVEN and self._name_follows(i + 1, limit) and not f & DEFINITE):
            if f & (ANONYMOUS | SPOKESPERSON) and not f & DEFINITE and not self._definite_complement(i + 1, limit):
                return self._unnamed(i, limit, bounded, head, f)
            return self._person(i, limit, bounded, tok, f)
        if f & (ANONYMOUS | GROUP) and head is not None:
            if (
                f & DEFINITE
                and f & ANONYMOUS
                and (f & QUANTIFIER or (head.number == "p" and head.lemma not in ("مصدر", "مصادر")))
            ):
                some_of = self._unnamed(i, limit, bounded, head, f)
                return replace(some_of, type="group", number="p") if some_of is not None else None
            if f & DEFINITE and f & ANONYMOUS:
                source = self._person(i, limit, bounded, tok, f)
                unnamed = source is not None and source.name is None and head.lemma in ("مصدر", "مصادر")
                return replace(source, type="anonymous", role=None) if source is not None and unnamed else source
            return self._unnamed(i, limit, bounded, head, f)
        if f & QUANTIFIER and not f & NAME:
            if i + 1 >= limit:
                return None
            some = self._body(i, limit, bounded, i + 1, None)
            if some is None:
                return None
            one = tok in ("احد", "احدي")
            return replace(
                some,
                type="anonymous" if one else "group",
                number="s" if one else "p",
                gender="f" if tok == "احدي" else "m",
            )
        if f & (BODY | DOCUMENT) and head is not None:
            return self._body(i, limit, bounded, i + 1, head)
        if (
            f & PLACE
            and not f & (KNOWN_BODY | OUTLET)
            and i + 1 < limit
            and w.flags[i + 1] & SURNAME
            and not w.flags[i + 1] & (NOUN | ADJECTIVE | TITLE | PLACE | DEFINITE)
        ):
            return self._named(i, limit, bounded)  # كمران خان
        if f & (KNOWN_BODY | OUTLET | PLACE) and not (f & GIVEN and self._name_follows(i + 1, limit)):
            return self._body(i, limit, bounded, i + 1, None)
        if f & (NAME | PARTICLE) or (tok in w.families and (i + 1 >= limit or not w.is_word[i + 1])):
            return self._named(i, limit, bounded)
        if f & (VERB | ADVERB) and not f & (NOUN | DEFINITE):
            return None
        if f & MASDAR and not bounded:
            return None
        if f & LATIN:
            return self._body(i, limit, bounded, i + 1, None)
        if not attached and tok.endswith("ون") and self.is_people(i) and not f & ~(DEFINITE | NOUN | ADJECTIVE):
            people = self._body(i, limit, bounded, i + 1, None)
            return replace(people, type="group", number="p", gender="m") if people else None
        if f & DEFINITE and f & (NOUN | ADJECTIVE | MASDAR):
            if f & ADJECTIVE and not f & NOUN:
                return self._person(i, limit, bounded, tok, f)
            if not f & (NOUN | MASDAR) and i + 1 < limit and w.flags[i + 1] & ADJECTIVE:
                return self._person(i, limit, bounded, tok, f)
            return self._body(i, limit, bounded, i + 1, None)
        if f & NOUN:
            if not bounded and not self._definite_complement(i + 1, limit):
                return None
            thing = self._body(i, limit, bounded, i + 1, None)
            if thing and tok.endswith(("ون", "ين")):
                return replace(thing, type="group", number="p", gender="m")
            return thing
        if self.is_namelike(i):
            if (
                f == DEFINITE
                and tok.endswith("ه")
                and i + 1 < limit
                and w.flags[i + 1] & GIVEN_F
                and not w.flags[i + 1] & DEFINITE
            ):
                return self._person(i, limit, bounded, tok, f | TITLE)  # الناجية سميرة
            if f & DEFINITE and i + 1 < limit and w.flags[i + 1] & ADJECTIVE and w.flags[i + 1] & DEFINITE:
                return self._person(i, limit, bounded, tok, f)  # المنشط التلفزيوني: a calling that no list has
            construct_plural = (
                tok.endswith("و")
                and len(tok) > 4
                and i + 1 < limit
                and (w.flags[i + 1] & DEFINITE or w.tok[i + 1] in ("هذا", "هذه"))
            )
            if construct_plural or (
                tok.endswith(("ون", "ين")) and len(tok) > 5 and i + 1 < limit and w.flags[i + 1] & ADJECTIVE
            ):
                people = self._body(i, limit, bounded, i + 1, None)
                return replace(people, type="group", number="p", gender="m") if people else None
            return self._named(i, limit, bounded)
        return None

    def _quoted(self, i: int, limit: int, bounded: bool) -> Phrase | None:
        w = self.w
        q = w.quotations[w.mark[i]]
        inner = w.words(q.open + 1, q.close)
        if not inner or len(inner) > 4 or q.close >= limit:
            return None
        first = q.open + 1
        f = w.flags[first]
        if (f & (NAME | PARTICLE) and not f & TITLE) or all(
            self.is_namelike(k) for k in range(first, q.close) if w.is_word[k]
        ):
            return Phrase((i, q.after), "person", name=(first, q.close), end=q.after)
        return Phrase((i, q.after), "organization", name=(first, q.close), gender="f", end=q.after)

    def _named(self, i: int, limit: int, bounded: bool) -> Phrase | None:
        end = self.name_end(i, limit, bounded)
        if end == i:
            return None
        gender = self._gender_of_name(i)
        t = self.w.tok[i]
        if end - i == 1 and self.w.flags[i] == DEFINITE and len(t) > 6 and t.endswith(("ون", "تان")):
            # الرافضون، الصحيفتان: several, whoever they are
            return Phrase(
                (i, end),
                "group",
                gender="m" if t.endswith("ون") else "f",
                number="p" if t.endswith("ون") else "d",
                definite=True,
                end=end,
            )
        p = Phrase((i, end), "person", name=(i, end), gender=gender, definite=True, end=end)
        return self._with_role(p, limit, bounded)

    def _with_role(self, p: Phrase, limit: int, bounded: bool) -> Phrase:
        """A title that follows the name: فلان، وزير الصحة، أو فلان مدير المدرسة."""
        w = self.w
        k = p.end
        if k < limit and k in w.skip:
            k = w.skip[k]
        start = k
        if k < limit and w.tok[k] in "،,":
            start = k + 1
            if start < limit and w.tok[start] in ("وهو", "وهي"):
                start += 1
        elif k >= limit or not w.flags[k] & (TITLE | BODY):
            if k < limit and w.tok[k] in ("وهو", "وهي"):
                start = k + 1
            else:
                return replace(p, end=k)
        if start >= limit or not w.is_word[start]:
            return replace(p, end=k)
        f = w.flags[start]
        if not f & (TITLE | ANONYMOUS | SPOKESPERSON | QUANTIFIER) or (
            f & HONORIFIC and not f & NOUN and self._name_follows(start + 1, limit) and start > k
        ):
            return replace(p, end=k)
        j = start
        while j < limit and not (w.tok[j] in "،,:؛" or w.flags[j] & RELATIVE):
            if w.mark[j] >= 0 and w.quotations[w.mark[j]].open == j:
                j = w.quotations[w.mark[j]].after
                continue
            if j > start and self.adjunct_begins(j):
                break
            if not bounded and j > start:
                j = self.extent(j, limit, bounded, loose=True)
                break
            if self.is_cue(j) or self.is_participle(j):
                break
            j += 1
        head = self.lexicon.head(w.tok[start])
        gender = p.gender or (head.gender if head else None)
        return replace(p, role=(start, j), head=head, gender=gender, end=j)

    def _unnamed(self, i: int, limit: int, bounded: bool, head: Head, f: int) -> Phrase | None:
        number: Literal["s", "d", "p"]
        end = self.extent(i + 1, limit, bounded, loose=True)
        kind: Type = "group" if f & GROUP or (head.number == "p" and not f & ANONYMOUS) else "anonymous"
        number = "p" if self.w.tok[i].endswith(("ون", "ين")) and len(self.w.tok[i]) > 4 else head.number
        named = self._name_at_end(i, end) if bounded and number == "s" else None
        if named is not None:
            return Phrase((i, end), "person", name=named, role=(i, named[0]), head=head, gender=head.gender,
                          definite=True, end=end)  # fmt: skip
        p = Phrase(
            (i, end),
            kind,
            role=None,
            head=head,
            gender=head.gender,
            number=number,
            definite=bool(f & DEFINITE),
            deictic=self._deictic(i, end),
            end=end,
            spokesperson=bool(f & SPOKESPERSON),
        )
        return self._apposed_name(p, limit, bounded)

    def _name_at_end(self, i: int, end: int) -> Range | None:
        """A given name and one or two more words that close the phrase: مسؤول عملية الهبوط آدم سلتنزر."""
        w = self.w
        for k in range(max(i + 1, end - 3), end - 1):
            given = w.flags[k] & GIVEN and not w.flags[k] & (NOUN | PLACE | ADJECTIVE | TITLE | DEFINITE | HONORIFIC)
            if given and all(w.is_word[x] and self.is_namelike(x) for x in range(k + 1, end)):
                return None if self._named_thing(i, k) or w.flags[k - 1] & HONORIFIC else (k, end)
        return None

    def _body(self, i: int, limit: int, bounded: bool, after: int, head: Head | None) -> Phrase | None:
        w = self.w
        end = max(self.extent(after, limit, bounded, loose=False), min(after, limit))
        gender: Gender | None = (
            head.gender if head else "f" if w.tok[i].endswith("ه") or w.flags[i] & (PLACE | OUTLET) else None
        )
        if w.flags[i] & MASCULINE and head is None:
            gender = "m"
        f = w.flags[i]
        kind: Type = "group" if f & GROUP else "organization"
        return Phrase(
            (i, end),
            kind,
            head=head,
            gender=gender,
            number=head.number if head else "s",
            definite=bool(f & DEFINITE),
            deictic=self._deictic(i, end),
            end=end,
        )

    def extent(self, k: int, limit: int, bounded: bool, loose: bool) -> int:
        """Just after the noun phrase whose head stands before k."""
        w = self.w
        # whether the head still waits for its genitive
        limit = min(limit, w.n)
        k = min(k, w.n)
        construct = not w.flags[k - 1] & (DEFINITE | PLACE | KNOWN_BODY | OUTLET) and w.is_word[k - 1]
        while k < limit:
            t, f = w.tok[k], w.flags[k]
            if w.mark[k] >= 0 and w.quotations[w.mark[k]].open == k:
                q = w.quotations[w.mark[k]]
                if len(w.words(q.open + 1, q.close)) > 5:
                    break
                k = q.after
                construct = False
                continue
            if k in w.skip and t in "([":
                if w.skip[k] >= limit:
                    break
                k = w.skip[k]
                continue
            if (t == "#" and w.glued_right(k)) or (t in "-–/" and w.glued_left(k) and w.glued_right(k)):
                k += 1
                continue
            if not construct and t in ("اي", "ايه", "الواسعه", "واسعه"):
                break
            if (
                t.removeprefix("ال") in ("صادر", "صادره", "صدر", "صدرت", "صادرين")
                and k + 1 < limit
                and w.tok[k + 1] in ("عن", "من", "في", "اليوم", "امس")
            ):
                break  # بيان صادر عن
            if t == "غير" and k + 1 < limit and w.flags[k + 1] & DEFINITE:
                construct = False
                k += 2  # غير الحكومية
                continue
            if (
                w.mark[k - 1] >= 0
                and w.quotations[w.mark[k - 1]].close == k - 1
                and f & DEFINITE
                and not f & ADJECTIVE
                and t.endswith("ه")
                and k + 1 < limit
                and self.preposition(k + 1)
            ):
                break  # شركة "يوتيوب" المملوكة لـ
            if f & NAME and w.flags[k - 1] & HONORIFIC and w.flags[k - 1] & DEFINITE and not f & DEFINITE:
                k = max(k + 1, self.name_end(k, limit, False))  # مطار الملك خالد الدولي
                construct = False
                continue
            if (construct or w.flags[k - 1] & PREPOSITION) and t in ("هذا", "هذه", "ذلك", "تلك", "هولاء"):
                k += 1
                continue
            if not w.is_word[k] or (f & (CONNECTIVE | RELATIVE | PRONOUN) and not f & DEICTIC):
                break
            if f & DEICTIC:
                k += 1
                if not construct:
                    break  # الصحيفة نفسها
                continue
            if (
                bounded
                and t == "علي"
                and w.tok[k - 1].startswith("الم")
                and w.tok[k - 1].endswith("ه")
                and k + 1 < limit
                and w.flags[k + 1] & DEFINITE
            ):
                construct = True
                k += 1  # اللجنة المشرفة على الانتخابات
                continue
            if self.adjunct_begins(k) or self.is_participle(k) or self.is_accusative(k) or t in ("وهو", "وهي", "وهم"):
                break
            several, sf = self.lexicon.longest(w.tok, k)
            if sf & ADJUNCT:
                break
            if several and sf & (PLACE | KNOWN_BODY | OUTLET) and k + several <= limit:
                if not construct and not bounded and (sf & PLACE or (sf & KNOWN_BODY and t.startswith("ال"))):
                    break
                construct = False
                k += several
                continue
            if t[0] == "و" and len(t) > 3 and not f & ~DEFINITE:
                rest = self.lexicon.look(t[1:])
                if rest & DEFINITE and not rest & (TITLE | TIME) and not construct and self._still_genitive(k, limit):
                    k += 1
                    continue
                if (
                    not rest
                    and not w.flags[k - 1]
                    and w.is_word[k - 1]
                    and not self.is_verb(k)
                    and not self.is_cue(k)
                    and self.lexicon.look("ي" + t[1:]) == 0
                    and not t.endswith("ت")
                ):
                    k += 1  # ميلينيوم وكوبثورن: one name of two unknown words
                    continue
                break
            if self.is_cue(k) and not f & (NOUN | NAME | PLACE):
                break
            attached = self._attached_place(k)
            if attached:
                construct = False
                k += attached
                continue
            prep = self.preposition(k)
            if (
                prep == "ب"
                and t != "ب"
                and (
                    t[1:] in OBJECTS
                    or (self.owned_stem(t[1:]) and not w.ends_in_ta(k))
                    or (self.content_flags(k) & GROUP and not construct)
                )
            ):
                break
            if prep is not None:
                if not bounded and (prep in ("الي", "علي", "عن") or self._ends_at(k, prep)):
                    break
                if (
                    w.flags[k] & PREPOSITION
                    and t not in TITLE_PREPOSITIONS
                    and t not in ("باسم", "قرب", "داخل", "ضد", "شرقي", "غربي", "شمالي", "جنوبي")
                ):
                    break
                construct = bool(w.flags[k] & PREPOSITION) or not self.content_flags(k) & DEFINITE
                k += 1
                continue
            if (
                self.is_verb(k)
                or (not construct and not f & NAME and self.is_owned(k))
                or (t in OBJECTS and not construct)
                or t in ("قوله", "قولها", "قولهم", "والذي", "والتي", "الله")
            ):
                break
            if t in ("اكبر", "اول", "اهم", "احد", "احدي") and w.flags[k - 1] & (PLACE | DEFINITE):
                break
            if f & ADVERB and not f & (NOUN | ADJECTIVE | NAME | DEFINITE | PLACE | TIME | MASDAR) and not construct:
                break
            if not f and t[-1] == "ا" and len(t) > 3 and not construct and w.flags[k - 1] & DEFINITE:
                break  # المعارضة مرارا
            if not bounded and not construct:
                if (f & QUANTIFIER and not f & (DEFINITE | ADJECTIVE)) or (
                    f & DEFINITE and f & (BODY | GROUP) and not f & ADJECTIVE
                ):
                    break
                if w.flags[k - 1] & PLACE and ((f & DEFINITE and not f & ADJECTIVE) or self.is_namelike(k)):
                    break
            if not bounded:
                if f & MASDAR and not f & (DEFINITE | ADJECTIVE | BODY) and not construct:
                    break
                if (
                    f & (NOUN | TITLE | BODY | DOCUMENT | CHANNEL | GROUP)
                    and not f & (DEFINITE | ADJECTIVE | PLACE | NAME)
                    and not construct
                ):
                    break
                if self.is_owned(k) or t in ("وهو", "وهي", "وهم"):
                    break
                if (
                    t[0] == "ل"
                    and len(t) > 4
                    and t[1] in "يت"
                    and self.lexicon.look(t[1:]) & VERB
                    and not self.lexicon.look(t[1:]) & NOUN
                ):
                    break
                if (
                    f & DEFINITE
                    and f & MASDAR
                    and not f & ADJECTIVE
                    and not construct
                    and not (t.endswith("ه") and k + 1 < limit and self.is_owned(k + 1))
                ):
                    break
                if f & DEFINITE and f & TITLE and not f & (ADJECTIVE | BODY | PLACE) and not construct:
                    break  # أبلغت إدارة النادي اللاعب
                if (
                    f & DEFINITE
                    and f & NOUN
                    and not f & (ADJECTIVE | BODY)
                    and not construct
                    and not t.endswith(("ي", "ه", "ين", "ون"))
                ):
                    break
                if (
                    f & (PLACE | NAME)
                    and not f & (ADJECTIVE | NOUN | DEFINITE)
                    and not construct
                    and w.flags[k - 1] & (ADJECTIVE | PLACE | DEFINITE)
                ):
                    break
                if f & DEFINITE and t.endswith("ين") and not f & ADJECTIVE and not construct:
                    break
            if f & DEFINITE or f & (PLACE | ADJECTIVE):
                construct = False
            elif f & (NOUN | BODY | TITLE | MASDAR | GROUP) or (not f and w.flags[k - 1] & PREPOSITION):
                construct = True
            else:
                construct = False
            k += 1
        k = min(k, w.n)
        while k > 1 and w.flags[k - 1] & PREPOSITION and w.tok[k - 1] not in ("داخل", "خارج"):
            k -= 1
        return k

    def _still_genitive(self, k: int, limit: int) -> bool:
        """Whether «و + definite noun» at k goes on inside the phrase (للأمن والتنمية) and begins no new one."""
        w = self.w
        return (w.flags[k - 1] & DEFINITE != 0 or w.tok[k - 1].startswith("وال")) and not self.lexicon.look(
            w.tok[k][1:]
        ) & (TITLE | BODY | KNOWN_BODY)

    def _person(self, i: int, limit: int, bounded: bool, tok: str, f: int) -> Phrase | None:
        """Title, then name; either may be missing."""
        w = self.w
        head = self.lexicon.head(tok)
        gender: Gender | None = head.gender if head else ("f" if tok.endswith("ه") and not f & GIVEN else None)
        kin = bool(f & KIN)
        k = i + 1
        name: Range | None = None
        construct = not f & DEFINITE
        honorific = bool(f & HONORIFIC)
        several, sf = self.lexicon.longest(w.tok, i)
        if several and sf & TITLE:
            k = i + several
            construct = not w.flags[k - 1] & DEFINITE
            honorific = bool(sf & HONORIFIC)
        while k < limit:
            t, g = w.tok[k], w.flags[k]
            if w.mark[k] >= 0 and w.quotations[w.mark[k]].open == k:
                q = w.quotations[w.mark[k]]
                inner = w.words(q.open + 1, q.close)
                if len(inner) > (9 if k == i + 1 and construct else 5):
                    break
                if (
                    honorific
                    and w.flags[k - 1] & HONORIFIC
                    and all(self.is_namelike(j) for j in range(q.open + 1, q.close) if w.is_word[j])
                ):
                    name = (q.open + 1, q.close)
                    k = q.after
                    break
                k = q.after
                construct = False
                continue
            if k in w.skip and t in "([-–":
                if w.skip[k] > limit:
                    break
                k = w.skip[k]
                continue
            if t in "/.-#":
                if (
                    t == "#"
                    or t == "/"
                    or (t == "." and len(w.tok[k - 1]) == 1)
                    or (w.glued_left(k) and w.glued_right(k))
                ):
                    k += 1
                    continue
                break
            several, sf = self.lexicon.longest(w.tok, k)
            if sf & NAME and k + several <= limit:
                name = (k, self.name_end(k, limit, bounded))
                break
            if t == "غير" and k + 1 < limit and w.flags[k + 1] & DEFINITE:
                construct = False
                k += 2
                continue
            if (
                t in ("علي", "عن")
                and w.tok[i] in ("المشرف", "المشرفه", "القايم", "المسوول", "المسووله")
                and k - i <= 2
                and k + 1 < limit
                and (w.flags[k + 1] & (DEFINITE | BODY | NOUN | DOCUMENT) or self.content_flags(k + 1) & MASDAR)
            ):
                construct = True
                k += 1  # المشرف على المسابقة
                continue
            if t in ("بقياده", "بوزاره", "برياسه") and w.flags[i] & SPOKESPERSON:
                construct = True
                k += 1
                continue
            if (
                t in ("هذا", "هذه", "ذلك", "تلك")
                and (construct or w.flags[k - 1] & PREPOSITION)
                and k + 1 < limit
                and w.flags[k + 1] & DEFINITE
            ):
                construct = True
                k += 1
                continue
            if (
                not w.is_word[k]
                or (g & (CONNECTIVE | RELATIVE | PRONOUN) and not g & NAME)
                or t in ("وهو", "وهي", "وهم", "البالغ", "البالغه")
            ):
                break
            if g & DEICTIC:
                k += 1
                continue
            several, sf = self.lexicon.longest(w.tok, k)
            if several and k + several <= limit:
                if sf & TITLE:
                    honorific = bool(sf & HONORIFIC)
                    k += several
                    construct = not w.flags[k - 1] & DEFINITE
                    continue
                if sf & (PLACE | KNOWN_BODY | OUTLET | BODY):
                    construct = False
                    k += several
                    continue
            if (
                t in ("دكتور", "مهندس", "ركن", "طيار", "متقاعد", "بحري")
                and w.flags[k - 1] & HONORIFIC
                and w.flags[k - 1] & DEFINITE
            ):
                honorific = True
                k += 1  # العقيد دكتور، اللواء ركن
                continue
            if (
                honorific
                and g & TITLE
                and not g & DEFINITE
                and w.flags[k - 1] & HONORIFIC
                and w.flags[k - 1] & DEFINITE
                and k + 1 < limit
                and w.flags[k + 1] & (DEFINITE | NAME)
                and not w.flags[k + 1] & (TITLE | ADJECTIVE | NOUN | BODY)
            ):
                name = (k, self.name_end(k, limit, bounded))  # اللواء سيد الجابري
                break
            if g & HONORIFIC and g & TITLE and not (g & GIVEN and not construct and honorific):
                honorific = True
                construct = not g & DEFINITE
                k += 1
                continue
            ordinary = g & (TITLE | BODY | MASDAR) and not honorific and self._definite_complement(k + 1, limit)
            genitive = (
                g & (NOUN | PLACE | ADJECTIVE)
                and not g & SURNAME
                and construct
                and not honorific
                and not self._name_follows(k + 1, limit)
            )
            nisba = (
                g & DEFINITE
                and g & NAME
                and not w.flags[k - 1] & HONORIFIC
                and k + 1 < limit
                and w.is_word[k + 1]
                and bool(w.flags[k + 1] & (DEFINITE | TITLE))
            )
            if g & (NAME | PARTICLE) and not ordinary and not genitive and not nisba and not self._named_thing(i, k):
                name = (k, self.name_end(k, limit, bounded))
                break
            if (
                honorific
                and not g & (GROUP | ANONYMOUS | QUANTIFIER | DOCUMENT)
                and not self.is_owned(k)
                and not g & (DEFINITE | TITLE | BODY | PREPOSITION | CONNECTIVE | RELATIVE | TIME | ADVERB | DIGIT)
                and w.flags[k - 1] & HONORIFIC
                and w.flags[k - 1] & DEFINITE
                and self.preposition(k) is None
                and t[0] != "و"
            ):
                name = (k, self.name_end(k, limit, bounded))  # after an honorific any word is a name: اللواء رفعت
                break
            if (
                g & TIME
                and (bounded or t in ("حينها", "انذاك", "وقتها", "حينذاك"))
                and k + 1 < limit
                and w.flags[k + 1] & NAME
                and not w.flags[k + 1] & TIME
            ):
                k += 1  # رئيس الحكومة حينها فلان
                continue
            if (
                t == "الي"
                and k + 1 < limit
                and w.flags[k + 1] & PLACE
                and k > i
                and (bounded or self._name_follows(k + 2, limit))
                and "الي" not in self._governed
            ):
                construct = False
                k += 2  # المبعوث الأممي إلى ليبيا
                continue
            if (
                g & WORD_NAME
                and not construct
                and w.flags[k - 1] & TITLE
                and k + 1 < limit
                and w.flags[k + 1] & DEFINITE
                and not g & PREPOSITION
                and self._clause_over(k + 2, limit)
            ):
                name = (k, k + 2)  # الممثلة دنيا المصري
                break
            if (
                t == "في"
                and bounded
                and not construct
                and w.flags[k - 1] & ADJECTIVE
                and k + 1 < limit
                and not self.content_flags(k + 1) & (DEFINITE | PLACE | BODY | KNOWN_BODY)
            ):
                break  # الوزير السابق في أذن صديقه
            if self.adjunct_begins(k) and not (
                (t == "مع" and bounded and k <= i + 3) or (t == "عن" and k <= i + 2 and self._representative(i))
            ):
                break
            attached = self._attached_place(k)
            if attached:
                construct = False
                k += attached
                continue
            if self.is_participle(k) or (self.is_cue(k) and not g & (NOUN | NAME | PLACE)):
                break
            if (
                t == "باسم"
                and head is not None
                and head.lemma not in ("متحدث", "ناطق")
                and not construct
                and k + 1 < limit
                and self.is_namelike(k + 1)
            ):
                name = (k, self.name_end(k, limit, bounded))
                break
            prep = self.preposition(k)
            if (
                prep == "ب"
                and t != "ب"
                and (
                    t[1:] in OBJECTS
                    or (self.owned_stem(t[1:]) and not self.w.ends_in_ta(k))
                    or (self.content_flags(k) & GROUP and not construct)
                )
            ):
                break  # أدلى الشاهد بشهادته، أهاب بالحجاج
            if prep is not None:
                if g & PREPOSITION and t not in TITLE_PREPOSITIONS and t not in ("باسم", "بشان", "ضد"):
                    break
                if not bounded and (
                    prep in ("الي", "علي")
                    or (prep == "عن" and not construct and not self._representative(i))
                    or self._ends_at(k, prep)
                ):
                    break
                construct = bool(g & PREPOSITION) or not self.content_flags(k) & (DEFINITE | PLACE)
                k += 1
                continue
            if t[0] == "و" and len(t) > 3 and not g & ~DEFINITE:
                rest = self.lexicon.look(t[1:])
                if (
                    rest & (DEFINITE | NOUN | TITLE | BODY | PLACE | QUANTIFIER)
                    and not rest & (TIME | CONNECTIVE)
                    and (bounded or rest & DEFINITE)
                ):
                    construct = not rest & (DEFINITE | PLACE)
                    k += 1
                    continue
                break
            if g & VERB and not g & (NOUN | ADJECTIVE | DEFINITE | NAME):
                break
            if (
                (not construct and k > i and not g & NAME and self.is_owned(k))
                or (t in OBJECTS and not construct)
                or t in ("قوله", "قولها", "قولهم")
            ):
                break  # هاجم المرشح خصمه
            complete = not bounded and g & DEFINITE and not construct and not g & ADJECTIVE
            another = complete and (k > i + honorific or (t.endswith("ين") and not g & SURNAME))
            adjectival = t.endswith(("ي", "يه")) and w.flags[k - 1] & DEFINITE and len(t) > 6
            calling = g & (NOUN | TITLE) and not w.flags[k - 1] & HONORIFIC and not adjectival
            if another and (g & (GROUP | BODY | KNOWN_BODY | PLACE | ANONYMOUS) or calling or t.endswith("ين")):
                break
            if (
                g & DEFINITE
                and honorific
                and w.flags[k - 1] & HONORIFIC
                and w.flags[k - 1] & DEFINITE
                and not g & (TITLE | BODY | PLACE)
                and not (g & ADJECTIVE and not g & SURNAME and t not in w.surnames)
                and not (t.endswith("ين") and not g & SURNAME)
                and not (g & ADJECTIVE and t.endswith("ه") and not g & SURNAME)
                and not (
                    g & ADJECTIVE
                    and not g & SURNAME
                    and k + 1 < limit
                    and not w.flags[k + 1] & DEFINITE
                    and self.is_namelike(k + 1)
                )
            ):
                name = (k, self.name_end(k, limit, bounded))
                break
            if g & DEFINITE:
                known = g & (
                    NOUN
                    | ADJECTIVE
                    | MASDAR
                    | TITLE
                    | BODY
                    | PLACE
                    | GROUP
                    | ANONYMOUS
                    | DOCUMENT
                    | CHANNEL
                    | KNOWN_BODY
                )
                ends = k + 1 >= limit or not w.is_word[k + 1] or bool(w.flags[k + 1] & RELATIVE)
                if not known and gender == "f" and not honorific and t.endswith("ه"):
                    k += 1  # الكاتبة المكرمة
                    continue
                if nisba:
                    k += 1  # الحرم المكي الشريف
                    continue
                if (
                    not known
                    and not construct
                    and (
                        (
                            k == i + 1
                            and not (
                                t.endswith("ي")
                                and len(t) > 5
                                and not honorific
                                and not g & SURNAME
                                and self._clause_over(k + 1, limit)
                                and kin is False
                                and bounded
                            )
                        )
                        or g & SURNAME
                        or (ends and not t.endswith(("ي", "يه")))
                    )
                ):
                    name = (k, self.name_end(k, limit, bounded))
                    break
                if not bounded and not construct and g & MASDAR and not g & (ADJECTIVE | NOUN):
                    break
                construct = False
                k += 1
                continue
            if (
                g & PLACE
                and not g & ADJECTIVE
                and not bounded
                and not construct
                and w.flags[k - 1] & DEFINITE
                and not w.flags[k - 1] & PREPOSITION
                and k > i
            ):
                break  # الأرمن تركيا
            if g & (PLACE | ADJECTIVE | KNOWN_BODY | OUTLET):
                construct = False
                k += 1
                continue
            if self.is_accusative(k):
                break
            if g & WORD_NAME and not construct and not g & DEFINITE and self._name_follows(k + 1, limit):
                name = (k, self.name_end(k, limit, bounded))  # الفنانة المغربية نجاة عتابو
                break
            if g & (NOUN | BODY | TITLE | MASDAR | GROUP | DOCUMENT | ANONYMOUS):
                if not construct and not bounded and not (honorific and g & TITLE):
                    break
                if (
                    k == i + 1
                    and not construct
                    and not g & (BODY | DEFINITE)
                    and self._name_follows(k + 1, limit)
                    and bounded
                ):
                    name = (k, self.name_end(k, limit, bounded))  # الطبيبة إيمان فخري
                    break
                if (
                    bounded
                    and not construct
                    and not g & (BODY | DOCUMENT)
                    and k + 2 >= limit
                    and self._surname_follows(k + 1, limit)
                ):
                    name = (k, k + 2)  # رئيس الجمعية نجاح سالم
                    break
                if not construct and g & (MASDAR | BODY) and not g & TITLE:
                    break
                if not construct and g & NOUN and not g & TITLE and w.flags[k - 1] & DEFINITE:
                    if self._clause_over(k + 1, limit) or self._name_follows(k + 1, limit):
                        name = (k, self.name_end(k, limit, bounded))
                    break
                construct = True
                k += 1
                continue
            if g & LATIN or g & DIGIT:
                construct = False
                k += 1
                continue
            if "_" in t:
                construct = False
                k += 1
                continue
            if self.is_namelike(k):
                if construct and not honorific and self.content_flags(k - 1) & BODY and not w.flags[k - 1] & DEFINITE:
                    construct = False
                    k += 1
                    continue
                if (
                    construct
                    and not honorific
                    and not self._name_follows(k + 1, limit)
                    and not self._clause_over(k + 1, limit)
                ):
                    construct = False
                    k += 1
                    continue
                name = (k, self.name_end(k, limit, bounded))
                break
            if g & ADVERB and not bounded:
                break
            k += 1
        if name is not None and name[1] <= name[0]:
            name = None
        if name is not None and any(w.tok[x] in ("عايله", "اسره", "ذوي") for x in range(i, name[0])):
            return Phrase(
                (i, name[1]),
                "person",
                role=(i, name[1]),
                head=head,
                gender=gender,
                definite=bool(f & DEFINITE),
                end=name[1],
                spokesperson=bool(f & SPOKESPERSON),
            )
        if bounded and not kin:
            run = self._closing_run(k if name is None else max(k, name[1]), limit, i)
            if run is not None and (name is None or name[1] <= run[0]):
                name, k = run, run[1]
        end = k if name is None else max(k, name[1])
        while name is None and end > i + 1 and w.flags[end - 1] & PREPOSITION:
            end -= 1
        solid = end
        while (
            name is None and solid > i + 1 and any(w.skip.get(x) == solid and w.tok[x] in "-–" for x in range(i, solid))
        ):
            solid = next(x for x in range(i, solid) if w.skip.get(x) == solid and w.tok[x] in "-–")
        role_end = name[0] if name else solid
        while role_end > i and not w.is_word[role_end - 1] and w.tok[role_end - 1] not in ')»”"':
            role_end -= 1
        p = Phrase(
            (i, max(solid, i + 1)),
            "person",
            name=name,
            role=(i, role_end) if role_end > i else None,
            head=head,
            gender=gender,
            number=head.number if head else "s",
            definite=bool(f & DEFINITE) or kin,
            deictic=self._deictic(i, end),
            end=end,
            spokesperson=bool(f & SPOKESPERSON),
        )
        if name is not None and kin and not honorific and not bounded:
            return replace(p, name=None, role=None, whole=(i, end))
        if name is not None and kin and w.flags[i] & KIN:
            # «محامي كوشنر»: the name is of the one he belongs to, unless a comma brings his own
            own = self._apposed_name(replace(p, name=None, role=(i, end)), limit, bounded)
            if own.name is None:
                return replace(p, name=None, role=None, whole=(i, end))
            return own
        if name is None:
            found = self._apposed_name(p, limit, bounded)
            return self._closing_name(found, limit) if bounded and found.name is None else found
        if p.gender is None or head is None:
            p = replace(p, gender=p.gender or self._gender_of_name(name[0]))
        return self._after_name(p, limit, bounded)

    def _closing_run(self, reached: int, limit: int, i: int) -> Range | None:
        """Two or three words that can only be a name and end all that stands before the content.

        مدير الأبحاث في مؤسسة هاميلتون الاستشارية باتريك سيمز
        """
        w = self.w
        end = limit
        while end > i + 1 and w.tok[end - 1] in "،,:":
            end -= 1
        start = end
        while start > i + 1 and end - start < 3 and w.is_word[start - 1] and self._only_a_name(start - 1):
            start -= 1
        before = w.flags[start - 1]
        if end - start == 3 and before & (NOUN | BODY) and not before & (DEFINITE | ADJECTIVE | PLACE):
            start += 1  # في مدينة كذا فلان الفلاني
            before = PLACE
        if end - start < 2 or start <= i + 1 or reached > end or not w.is_word[start - 1]:
            return None
        if not before & (DEFINITE | PLACE | ADJECTIVE | NOUN) or before & (TITLE | HONORIFIC | PREPOSITION):
            return None
        return (start, end)

    def _only_a_name(self, k: int) -> bool:
        w = self.w
        f = w.flags[k]
        return self.is_namelike(k) and not f & DEFINITE and not f & (NOUN | ADJECTIVE | PLACE | OUTLET | PREPOSITION)

    def _ends_at(self, k: int, prep: str) -> bool:
        """Whether the preposition at k begins what the cue takes, and so ends the phrase before it."""
        if prep == "ب":
            g = self.content_flags(k)
            if self.w.tok[k] == "ب" and "ب" in self._governed:
                return True
            if g & MASDAR and (not g & (DEFINITE | PLACE) or "ب" in self._governed):
                return True
            return "ب" in self._governed and not g & (PLACE | BODY | TITLE)
        if prep == "في":
            return "في" in self._governed and k + 1 < self.w.n and bool(self.w.flags[k + 1] & MASDAR)
        return prep in self._governed and prep != "ل"

    def _representative(self, i: int) -> bool:
        return self.w.tok[i].removeprefix("ال") in ("نايب", "ممثل", "مسوول", "متحدث", "ناطق", "عضو", "نايبه", "مسووله")

    def _after_name(self, p: Phrase, limit: int, bounded: bool) -> Phrase:
        assert p.name is not None
        i, j = p.name
        if j - i == 1 and (not self.w.flags[i] & NAME or self.w.flags[i] & ADJECTIVE):
            # عمدة هارلم، فلان الفلاني: the first unknown word was the place
            own = self._apposed_name(replace(p, name=None, role=p.whole, end=p.whole[1]), limit, bounded)
            if own.name is not None and own.name[1] - own.name[0] >= 2:
                return own
        extra = self._with_role(replace(p, role=None, head=None), limit, bounded)
        if extra.role is None:
            return replace(p, end=extra.end if extra.end > p.end else p.end)
        return replace(p, end=extra.end, office=extra.role)

    def _named_at_end(self, i: int, limit: int) -> Phrase | None:
        """Words that no list knows, closed by a given name and a family name, before the content: a calling and its bearer."""
        w = self.w
        for k in range(i + 1, min(limit - 1, i + 7)):
            if (
                not w.is_word[k - 1]
                or self.is_verb(k - 1)
                or self.is_cue(k - 1)
                or w.flags[k - 1] & (CONNECTIVE | RELATIVE | PRONOUN)
                or (w.flags[k - 1] & PREPOSITION and k - 1 == i)
            ):
                return None
            if (
                w.flags[k] & GIVEN
                and not w.flags[k] & (NOUN | PLACE | ADJECTIVE | TITLE | DEFINITE)
                and w.flags[k + 1] & (NAME | PARTICLE)
            ):
                end = self.name_end(k, limit, True)
                return (
                    Phrase(
                        (i, end),
                        "person",
                        name=(k, end),
                        role=(i, k),
                        gender=self._gender_of_name(k),
                        definite=True,
                        end=end,
                    )
                    if end - k >= 2
                    else None
                )
        return None

    def _closing_name(self, p: Phrase, limit: int) -> Phrase:
        """A name that ends all that stands before the content: القائم بأعمال العمدة، حيث يقع المطار، فلان الفلاني، إن."""
        w = self.w
        end = limit
        while end > p.end and w.tok[end - 1] in "،,:":
            end -= 1
        if end <= p.end:
            return p
        start = next((k + 1 for k in range(end - 1, p.end - 1, -1) if w.tok[k] in "،,"), None)
        while start is not None and start < end and w.flags[start] & (HONORIFIC | TITLE) and not w.flags[start] & NAME:
            start += 1  # رئيسة النقابة الوطنية لأطباء العيون الخواص، الدكتورة فلانة
        if (
            start is None
            or not 2 <= end - start <= 5
            or not all(w.is_word[k] and self.is_namelike(k) for k in range(start, end))
        ):
            return p
        return replace(
            p,
            name=(start, end),
            role=p.role or p.whole,
            whole=(p.whole[0], end),
            gender=p.gender or self._gender_of_name(start),
            end=limit,
        )

    def _closed_name(self, j: int, limit: int, titled: bool) -> bool:
        """Whether two or three words at j, the last a family name or unknown, stand alone between commas or before أن."""
        w = self.w
        end = j
        while (
            end < min(limit, j + 4)
            and w.is_word[end]
            and not w.flags[end] & (CONNECTIVE | PREPOSITION | RELATIVE)
            and not (end > j and self.is_cue(end))
        ):
            end += 1
        closed = end >= limit or w.tok[end] in "،,:" or bool(w.flags[end] & (CONNECTIVE | PREPOSITION))
        if not closed or not 2 <= end - j <= 3 or self.is_verb(j) or self.is_accusative(j):
            return False
        last = w.flags[end - 1]
        surname = (
            (bool(last & SURNAME) and not last & (NOUN | ADJECTIVE | MASDAR | PLACE)) or not last or last == DEFINITE
        )
        return (
            surname
            and not self.is_owned(end - 1)
            and (titled or (bool(w.flags[j] & (NAME | WORD_NAME | NOUN | TIME)) and not w.flags[j] & DEFINITE))
        )

    def _apposed_name(self, p: Phrase, limit: int, bounded: bool) -> Phrase:
        """A name after a title and a comma: وزير الصحة، فلان، …"""
        w = self.w
        k = p.end
        if k >= limit or w.tok[k] not in "،,":
            return p
        j = k + 1
        if j >= limit:
            return p
        if any(
            w.tok[x] == "باسم" and w.flags[x + 1] & TITLE and not w.flags[x + 1] & BODY
            for x in range(p.whole[0], k - 1)
        ):
            return p  # المتحدث باسم رئيسة الحكومة، فلانة: the name is hers
        while (
            j < limit
            and (
                (w.flags[j] & TITLE and (w.flags[j] & (HONORIFIC | DEFINITE)) and not w.flags[j] & GIVEN)
                or w.tok[j] in "./"
            )
            and j - k < 4
        ):
            j += 1
        several, sf = self.lexicon.longest(w.tok, j)
        if several and sf & TITLE:
            j += several
        if j >= limit:
            return p
        ordinary = (
            bool(w.flags[j] & (NOUN | ADJECTIVE | MASDAR))
            and not w.flags[j] & DEFINITE
            and j + 1 < limit
            and bool(w.flags[j + 1] & NAME)
        ) or self._closed_name(j, limit, j > k + 1)
        if (
            w.mark[j] >= 0
            or not (self.is_namelike(j) or ordinary)
            or (w.flags[j] & (TIME | CONNECTIVE | PLACE) and not w.flags[j] & GIVEN and not ordinary)
        ):
            return p
        end = self.name_end(j, limit, bounded)
        if ordinary and end - j < 2:
            end = next(
                x
                for x in range(j + 1, j + 5)
                if x >= limit or not w.is_word[x] or self._clause_over(x, limit) or w.flags[x] & CONNECTIVE
            )
        if end - j < 1 or (end - j == 1 and not w.flags[j] & NAME and not bounded):
            return p
        nxt = end
        if nxt < limit and w.is_word[nxt] and not self._clause_over(nxt, limit):
            return p
        role = p.role or p.whole
        gender = p.gender or self._gender_of_name(j)
        return replace(p, name=(j, end), role=role, whole=(p.whole[0], end), type="person", gender=gender, end=end)
