"""Who a phrase, a pronoun or a dropped subject stands for, inside one article.

Comes in: ``Words`` and settled frames in text order. Goes out: one ``Attribution`` a frame.
The rule kept everywhere: accept only if one candidate remains; else say why not.
Never here: other articles, databases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from quotes.extract.finder import FrameFinder
from quotes.extract.frames import Frame
from quotes.extract.phrases import Phrase, Range
from quotes.extract.words import Words
from quotes.resolve.roster import Entity, Number, Roster
from quotes.rules.forms import Gender
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADVERB,
    ANONYMOUS,
    BODY,
    CONNECTIVE,
    DEFINITE,
    DOCUMENT,
    GIVEN,
    GIVEN_F,
    GROUP,
    HONORIFIC,
    KNOWN_BODY,
    NAME,
    NOUN,
    OUTLET,
    PARTICLE,
    PLACE,
    PREPOSITION,
    SURNAME,
    TIME,
    TITLE,
    VERB,
    Lexicon,
)
from quotes.text import Text, fold


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of one frame, and how it is known; or None, and why."""

    entity: Entity | None
    how: str
    why: str | None = None
    mention: Range | None = None
    clip: int = 0
    role: str | None = None


_WHOM = frozenset("من ما مما ممن بما بمن لما لمن عما".split())
_COURTESIES = frozenset(
    "معاليه معاليها سموه سموها فضيلته سعادته سعادتها سيادته سيادتها جلالته فخامته دولته معالي غبطته قداسته".split()
)
_COLLECTIVES = frozenset(["شرطه", "جيش", "عايله", "اسره", "قبيله", "جماعه", "امن", "قوات"])
_ANYONE = frozenset("مصدر متحدث مسوول دبلوماسي قيادي رجل سيده امراه شاب مواطن كاتب باحث".split())
_COMMON = frozenset(["محمد", "احمد", "محمود", "علي", "حسن", "حسين", "عبدالله", "خالد"])


def _bones(word: str) -> str:
    """The consonants that transcribers agree on."""
    return word[0] + "".join("ج" if c in "غقك" else "ت" if c in "ثط" else c for c in word[1:] if c not in "اوي")


def _bare(token: str) -> str:
    return token[2:] if token.startswith("ال") and len(token) > 4 else token


def name_text(w: Words, r: Range, clip: int = 0) -> str:
    """The words of a range as a name: marks and doubled spaces off; ``clip`` letters of a preposition left out."""
    span = w.span(*r)
    raw = w.text.verbatim[span.start + clip : span.end]
    if clip and w.tok[r[0]].startswith("لل"):
        raw = "ال" + raw[1:]
    raw = raw.replace("_", " ")
    raw = re.sub(r"^(\w{3,})اً(?=\s|$)", r"\1", raw)  # after أن the subject is an accusative: متحدثاً باسم
    for mark in "\"“”„«»‹›'#()[]*":
        raw = raw.replace(mark, " " if mark in "()[]" else "")
    return " ".join(raw.split()).strip(" ،,.:؛-–")


class Resolver:
    """Resolves the speakers of one article."""

    def __init__(self, words: Words, finder: FrameFinder, title: str | None) -> None:
        self.w = words
        self.finder = finder
        self.lexicon: Lexicon = finder.rules.lexicon
        self.roster = Roster()
        self.spoken: list[tuple[Entity, Frame]] = []
        # the title that a speaker had in the sentence that begins there
        self._title_here: dict[tuple[int, int], str] = {}
        self._nobody: list[int] = []  # cues whose speaker stayed unknown
        for run in self._name_runs(words, finder, 0):
            self.roster.add_name(run)
        self._headline_speaker: Entity | None = None
        if title:
            # a headline stands before the text
            headline = Words(Text(title), finder.rules.lexicon)
            titled = FrameFinder(headline, finder.rules)
            for run in self._name_runs(headline, titled, -headline.n):
                self.roster.add_name(run)
            self._headline_speaker = self._named_in_headline(headline, titled)

    # ---- names of the article

    def _named_in_headline(self, w: Words, finder: FrameFinder) -> Entity | None:
        """Who a headline gives the word to: «فلان: …», «فلان يؤكد …»."""
        if w.n < 3:
            return None
        stop = next(
            (k for k in range(1, min(w.n, 9)) if w.tok[k] == ":" or finder.p.is_verb(k) or finder.p.is_cue(k)), None
        )
        if stop is None:
            return None
        p = finder.p.read(0, stop, bounded=True)
        if p is None or p.end < stop or p.also or not (p.name is not None or p.head is not None):
            return None
        words = tuple(_bare(t) for t in w.words(*(p.name or p.whole)))
        entity = Entity(
            name_text(w, p.name or p.whole), p.type, words, p.gender, p.number, proper=p.name is not None, at=-1
        )
        if p.role is not None:
            entity.role = name_text(w, p.role)
        return entity

    def _name_runs(self, w: Words, finder: FrameFinder, shift: int) -> list[tuple[tuple[str, ...], str, int]]:
        """Every run of name-like words that a given name vouches for: (folded words, as written, place)."""
        out: list[tuple[tuple[str, ...], str, int]] = []
        i = 0
        while i < w.n:
            f = w.flags[i]
            if (
                w.is_word[i]
                and ((f & GIVEN and not f & (DEFINITE | TITLE | DOCUMENT | BODY | NOUN)) or f & PARTICLE)
                and finder.p.is_namelike(i)
            ):
                end = finder.p.name_end(i, min(w.n, i + 8), False)
                while (
                    end - i > 1
                    and w.tok[end - 1].endswith("ه")
                    and w.flags[end - 1] & DEFINITE
                    and not w.flags[end - 1] & SURNAME
                ):
                    end -= 1
                if w is self.w and end - i >= 3:
                    end = self._own_end(i, end)
                if end - i >= 2:
                    out.append((tuple(_bare(t) for t in w.words(i, end)), name_text(w, (i, end)), i + shift))
                    i = end
                    continue
            i += 1
        return out

    def _tokens(self, r: Range, clip: int = 0) -> tuple[str, ...]:
        words = self.w.words(*r)
        if clip and words:
            words[0] = self.finder.p.detached(words[0])
        return tuple(_bare(t) for t in words)

    def text(self, r: Range, clip: int = 0) -> str:
        """The words of a range as a name: marks and doubled spaces off."""
        return name_text(self.w, r, clip)

    # ---- one frame after the other

    def resolve(self, frames: list[Frame]) -> list[Attribution]:
        """Attributions in the order of the frames."""
        for f in frames:
            p = f.phrase
            hers = f.form.gender == "f" and f.form.number == "s" and f.form.tense in ("past", "present")
            if (
                p is not None
                and hers
                and p.name is not None
                and p.type == "person"
                and not p.also
                and p.whole[0] == f.cue + 1
            ):
                f.phrase = replace(p, gender="f")  # وقالت جان سميث
            if f.phrase is not None and f.phrase.name is not None:
                f.phrase = self._own_name(f.phrase)
            if f.phrase is not None and f.phrase.name and f.phrase.role and self._names_a_body(f.phrase.name):
                f.phrase = replace(f.phrase, name=None, role=None)  # رئيس خيركم, where the article has جمعية خيركم
            if f.phrase is not None and f.phrase.name is not None:
                self._register(f.phrase, f.cue)
        out = []
        for f in frames:
            a = self._attribute(f)
            out.append(a)
            if a.entity is None and not f.inside:
                self._nobody.append(f.cue)
            relayed = (
                f.marker == "around" and not f.initial and f.phrase is not None and self.finder.is_medium(f.phrase)
            )
            if a.entity is not None and not relayed and not (f.silent and f.mode != "named"):
                a.entity.spoke = f.cue
                if not (f.inside and f.mode in ("possessor",)):
                    self.spoken.append((a.entity, f))
                if a.mention is not None and a.role is not None:
                    self._title_here[self.w.sentence_start[f.cue], id(a.entity)] = a.role
        return out

    def _attribute(self, f: Frame) -> Attribution:
        if f.mode == "named" and f.phrase is not None:
            return self._named(f.phrase, f)
        if f.mode == "relative":
            if f.antecedent is None:
                return self._carry(f, "relative")
            a = self._named(f.antecedent, f)
            return Attribution(a.entity, "relative", a.why, None, role=a.role)
        if f.mode == "shared":
            return self._shared(f)
        if f.mode == "impersonal":
            return Attribution(None, "unknown", "the words name nobody, or in a way that no rule reads")
        if f.mode == "possessor":
            return self._possessor(f)
        return self._carry(f, "elided")

    def _own_name(self, p: Phrase) -> Phrase:
        """Without the name of another that follows it: «دعا ماكس بوت ترامب» where the article goes on «ويقول بوت»."""
        assert p.name is not None
        end = self._own_end(*p.name)
        return p if end == p.name[1] else replace(p, name=(p.name[0], end), whole=(p.whole[0], end))

    def _own_end(self, i: int, j: int) -> int:
        w, reader = self.w, self.finder.p
        for cut in range(i + 2, j):
            t = w.tok[cut - 1]
            if w.flags[cut - 1] & PARTICLE or not w.is_word[cut - 1]:
                continue
            other = any(w.tok[k - 1] != t for k in w.places(w.tok[cut]) if k and not i <= k < j)
            alone = other and any(
                w.tok[k + 1] != w.tok[cut] and reader.is_cue(k - 1) and not w.flags[k + 1] & NAME
                for k in w.places(t)
                if 0 < k < w.n - 1 and not i <= k < j
            )
            if alone:
                return cut
        return j

    # ---- named

    def _named(self, p: Phrase, f: Frame) -> Attribution:
        if p.also:
            return self._joint(p, f)
        if p.name is not None and p.type == "person":
            p = self._own_name(p)
        role = self.text(p.role) if p.role else None
        mention = p.name or p.whole
        clip = p.clip if mention[0] == p.whole[0] else 0
        if p.name is not None and p.type == "person":
            entity, how = self._person(p, f)
            if role and entity.role is None:
                entity.role = role
            return Attribution(entity, how, None, mention, clip, role or entity.role)
        surname = self._surname(p, f)
        if surname is not None:
            return surname
        if p.whole[1] - p.whole[0] == 1 and self.w.tok[p.whole[0]] in _COURTESIES:
            return self._carry(f, "courtesy")
        if p.name is None and self._points_to_last(p):
            last = self._last_named(p)
            if last is not None:
                return Attribution(last, "description", None, p.whole, p.clip, last.role)
        found = self._description(p, f)
        if found is not None:
            return Attribution(found, "description", None, p.whole, p.clip, found.role or role)
        return Attribution(
            self._unnamed_entity(self._without_honorific(p), f),
            "named",
            None,
            p.whole,
            p.clip,
            role if p.name else None,
        )

    def _points_to_last(self, p: Phrase) -> bool:
        """الأخير، هذا الأخير; but not التقرير الأخير, the newest of its kind."""
        i, j = p.whole
        return self.w.tok[j - 1] in ("الاخير", "الاخيره") and (j - i == 1 or (p.deictic and j - i == 2))

    def _names_a_body(self, r: Range) -> bool:
        """Whether the one word of a name that no list knows stands elsewhere right after the head of a body."""
        w = self.w
        i, j = r
        return (
            j - i == 1
            and not w.flags[i]
            and any(
                k and k != i and w.flags[k - 1] & BODY and not w.flags[k - 1] & DEFINITE for k in w.places(w.tok[i])
            )
        )

    def _last_named(self, p: Phrase) -> Entity | None:
        """Whom «الأخير» points to: the last person named before it."""
        gender: Gender = "f" if self.w.tok[p.whole[1] - 1].endswith("ه") else "m"
        before = [(place, full, name) for full, name, place in self.roster.names if place < p.whole[0]]
        for place, full, name in sorted(before, reverse=True):
            given = self.lexicon.look(full[0])
            if bool(given & GIVEN_F) == (gender == "f"):
                known = self.roster.exact(full)
                if known is None:
                    known = Entity(name, "person", full, gender, proper=True, at=place)
                    self.roster.add(known)
                return known
        return None

    def _without_honorific(self, p: Phrase) -> Phrase:
        """«السيد وزير الخارجية» without its courtesy."""
        w = self.w
        i, j = p.whole
        while p.name is None and i + 1 < j and w.flags[i] & HONORIFIC and w.flags[i + 1] & TITLE:
            i += 1
        return replace(p, whole=(i, j)) if i != p.whole[0] else p

    def _surname(self, p: Phrase, f: Frame) -> Attribution | None:
        """A family name that is also a calling: المعلم، الخطيب، where the article has someone of that name."""
        r = p.name if p.name is not None and self.w.mark[p.whole[0]] >= 0 else p.whole
        if (
            p.type not in ("person", "organization")
            or r[1] - r[0] != 1
            or (p.type == "organization" and p.head is not None)
        ):
            return None
        p = replace(p, whole=r)
        words = self._tokens(p.whole)
        full = self._family(p.whole[0])
        if full is not None and full not in self.roster.with_word(words[-1]):
            self.roster.add_name(full)
        if any(full[-1:] == words for full, _, _ in self.roster.with_word(words[-1])):
            entity, how = self._person(replace(p, type="person", name=p.whole, role=None, head=None, gender=None), f)
            return Attribution(entity, how, None, p.whole, p.clip, entity.role)
        return None

    def _family(self, at: int) -> tuple[tuple[str, ...], str, int] | None:
        """The full name that the word at ``at`` closes elsewhere in the article, a given name before it."""
        w = self.w
        for k in w.places(w.tok[at]):
            if k in (0, at) or (not w.flags[k - 1] & (GIVEN | PARTICLE) and w.tok[k - 1] != "الدين"):
                continue
            i = k - 1
            while (
                i > 0
                and k - i < 4
                and (
                    (w.flags[i - 1] & (GIVEN | PARTICLE) and not w.flags[i - 1] & (TITLE | NOUN | PREPOSITION))
                    or w.tok[i] == "الدين"
                )
            ):
                i -= 1
            if self._own_end(i, k + 1) == k + 1:
                return self._tokens((i, k + 1)), self.text((i, k + 1)), i
        return None

    def _joint(self, p: Phrase, f: Frame) -> Attribution:
        parts = [p, *p.also]
        names = []
        for part in parts:
            if part.name is not None and part.type == "person":
                names.append(self._person(part, f)[0].name)
            else:
                names.append(self.text(part.whole, part.clip))
        name = " و".join(names)
        whole = (p.whole[0], p.also[-1].whole[1])
        entity = Entity(
            name,
            "group" if p.type == "person" else p.type,
            self._tokens(whole),
            "m",
            "d" if len(parts) == 2 else "p",
            at=f.cue,
        )
        self.roster.add(entity)
        return Attribution(entity, "named", None, whole, p.clip)

    def _register(self, p: Phrase, at: int) -> None:
        for part in (p, *p.also):
            if part.name is None or part.type != "person":
                continue
            clip = part.clip if part.name[0] == part.whole[0] else 0
            words = self._tokens(part.name, clip)
            if not words:
                continue
            if len(words) > 1:
                self.roster.add_name((words, self.text(part.name, clip), part.name[0]))
            entity = self.roster.exact(words)
            if entity is None:
                entity = Entity(self.text(part.name, clip), "person", words, part.gender, proper=True, at=at)
                self.roster.add(entity)
            self._learn(entity, part)

    def _learn(self, entity: Entity, p: Phrase) -> None:
        for role in (p.role, p.office):
            if role is None:
                continue
            words = [t[1:] if t[0] == "و" and self.lexicon.head(t[1:]) else t for t in self.w.words(*role)]
            entity.roles.update(_bare(t) for t in words)
            for t in words:
                h = self.lexicon.head(t)
                if h is not None:
                    entity.heads.add(h.lemma)
        telling = p.office if p.office is not None and self._only_honours(p.role) else p.role
        if telling is not None and (
            entity.role is None or (telling is p.office and p.role is not None and entity.role == self.text(p.role))
        ):
            entity.role = self.text(telling)
        if p.head is not None:
            entity.heads.add(p.head.lemma)
        if entity.gender is None:
            entity.gender = p.gender

    def _only_honours(self, role: Range | None) -> bool:
        """Whether a title honours and tells no office: المهندس، السيد، الدكتور."""
        return role is None or all(self.w.flags[k] & HONORIFIC for k in range(*role) if self.w.is_word[k])

    def _person(self, p: Phrase, f: Frame) -> tuple[Entity, str]:
        assert p.name is not None
        clip = p.clip if p.name[0] == p.whole[0] else 0
        words = self._tokens(p.name, clip)
        entity = self.roster.exact(words)
        royal = p.role is not None and _bare(self.w.tok[p.role[0]]) in ("امير", "ملك", "شيخ", "سلطان", "اميره")
        longer = self._longer(words, p.name[0], royal=royal)
        if longer is not None and not (len(words) == 1 and self._titled_otherwise(p, longer[2])):
            full, name, place = longer
            big = self.roster.exact(full)
            if big is None:
                big = Entity(name, "person", full, p.gender, proper=True, at=place)
                self.roster.add(big)
                if place >= 0:
                    self._learn_around(big, (place, min(place + len(full) + 2, self.w.n)))
            if entity is not None and entity is not big:
                big.roles |= entity.roles
                big.heads |= entity.heads
                big.gender = big.gender or entity.gender
                big.role = big.role or entity.role
            self._learn(big, p)
            return big, "surname" if len(words) < len(full) else "named"
        if entity is None:
            entity = Entity(self.text(p.name, clip), "person", words, p.gender, proper=True, at=p.name[0])
            self.roster.add(entity)
        self._learn(entity, p)
        return entity, "named"

    def _titled_otherwise(self, p: Phrase, place: int) -> bool:
        """Whether a full name that is yet to come has a title there, and this surname another (رئيس الاتحاد، المحافظ)."""
        w = self.w
        if p.role is None or p.name is None or place <= p.name[0]:
            return False
        start = max(w.sentence_start[place], place - 4) if place < w.n else place
        theirs = {_bare(w.tok[k]) for k in range(start, place) if w.flags[k] & TITLE and w.is_word[k]}
        ours = {_bare(w.tok[k]) for k in range(*p.role) if w.flags[k] & TITLE}
        return bool(ours and theirs) and not ours & theirs

    def _longer(
        self, words: tuple[str, ...], at: int, *, royal: bool = False
    ) -> tuple[tuple[str, ...], str, int] | None:
        """The fullest form in the article that these words are part of, if one person fits."""
        n = len(words)
        if n == 0:
            return None
        options: dict[tuple[str, ...], tuple[str, int]] = {}
        for full, text, place in self.roster.with_word(words[0]):
            if len(full) <= n or not any(full[k : k + n] == words for k in range(len(full) - n + 1)):
                continue
            if n == 1 and words != full[-1:] and words != full[:1] and len(full) < 4:
                continue
            if n == 1 and words == full[:1] and self._given_only(words[0]) and not royal:
                continue
            if n == 2 and words == full[:2] and words[0] == "عبد":
                continue
            if full not in options or options[full][1] > place:
                options[full] = (text, place)
        if not options and n == 1:
            # another spelling of a foreign name: أسانغ for أسانج
            bones = _bones(words[0])
            spelt = {
                full: (text, place)
                for full, text, place in self.roster.names[:200]
                if len(bones) > 2 and not self.lexicon.look(words[0]) and _bones(full[-1]) == bones
            }
            if len(spelt) == 1:
                full = next(iter(spelt))
                return full, *spelt[full]
        if not options:
            return self._unvouched(words, at)
        ends = {k: v for k, v in options.items() if k[-n:] == words}
        pool = ends or options
        if len(pool) > 1:
            longest = max(pool, key=len)
            if all(self._part_of(k, longest) for k in pool):
                return longest, *pool[longest]
            before = {k: v for k, v in pool.items() if v[1] < at}
            if len(before) == 1:
                key = next(iter(before))
                return key, *before[key]
            spoke = [k for k in pool if (e := self.roster.exact(k)) is not None and e.spoke >= 0]
            if len(spoke) == 1:
                return spoke[0], *pool[spoke[0]]
            candidates = before or pool
            key = max(candidates, key=lambda k: candidates[k][1])
            return key, *pool[key]
        key = next(iter(pool))
        return key, *pool[key]

    def _given_only(self, word: str) -> bool:
        """Whether a word is a common Arabic given name: محمد alone is no one of that name in particular."""
        f = self.lexicon.look(word)
        return bool(f & GIVEN) and not f & (SURNAME | GIVEN_F) and word in _COMMON

    def _unvouched(self, words: tuple[str, ...], at: int) -> tuple[tuple[str, ...], str, int] | None:
        """The same word elsewhere behind words that no list knows: «فيرونيك دو كيسير»."""
        if len(words) != 1:
            return None
        w, p = self.w, self.finder.p
        best: tuple[tuple[str, ...], str, int] | None = None
        for k in (*w.places(words[0]), *w.places("ال" + words[0])):
            if k == at:
                continue
            i = k
            while (
                i > 1
                and k - i < 3
                and w.is_word[i - 1]
                and p.is_namelike(i - 1)
                and not (w.tok[i - 1][0] == "و" and not w.flags[i - 1])
                and not w.flags[i - 1] & DEFINITE
                and w.quoted[i - 1] == w.quoted[k]
            ):
                i -= 1
            vouched = bool(w.flags[i] & GIVEN) or (
                i > 0
                and (
                    w.flags[i - 1] & (TITLE | ADJECTIVE)
                    or (w.flags[i - 1] & DEFINITE and w.is_word[i - 1])
                    or w.tok[i - 1] == "("
                )
            )
            if i < k and vouched and self._own_end(i, k + 1) == k + 1 and (best is None or k + 1 - i > len(best[0])):
                best = self._tokens((i, k + 1)), self.text((i, k + 1)), i
        return best

    @staticmethod
    def _part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
        it = iter(long)
        return all(t in it for t in short)

    def _learn_around(self, entity: Entity, r: Range) -> None:
        """Roles that stand before a name that is no speaker phrase: «الرئيس الفرنسي إيمانويل ماكرون»."""
        w = self.w
        k = r[0]
        s = max(w.sentence_start[k], k - 8)
        for start in range(s, k):
            if w.flags[start] & TITLE and w.is_word[start]:
                p = self.finder.p.read(start, r[1], bounded=False)
                if p is not None and p.name is not None and p.name[0] <= r[0] < p.name[1] and p.role:
                    self._learn(entity, p)
                    return

    # ---- descriptions: الوزير، المصدر ذاته، الشركة

    def _description(self, p: Phrase, f: Frame) -> Entity | None:
        w = self.w
        words = [_bare(t) for t in w.words(*p.whole)]
        if not words:
            return None
        core = [t for t in words if t not in ("ذات", "ذاته", "ذاتها", "نفسه", "نفسها", "مذكور", "مذكوره", "عينه")]
        head = p.head.lemma if p.head else core[0] if core else words[0]
        key = tuple(core)
        for e in reversed(self.roster.recent()):
            if not e.proper and e.words == key:
                return e
        if p.type == "person" and p.definite and len(words) > 1 and p.head is not None:
            titled = self._titled(words[0], p, f)
            if titled is not None:
                return titled
        if p.type in ("person", "anonymous") and (p.definite or p.deictic or p.type == "person"):
            best = self._by_role(head, core, p)
            if best is not None and best.spoke < 0 and len(core) == 1 and p.head is not None:
                best = self._titled(words[0], p, f) or best  # the one most called so
            if best is not None:
                return best
        if p.type == "person" and p.definite and p.head is not None:
            titled = self._titled(words[0], p, f)
            if titled is not None:
                return titled
        generic = p.type == "person" and p.definite and len(core) == 1 and p.head is not None
        if p.deictic and p.type == "organization":
            return self._same_body(head, core)
        if (
            p.deictic
            or generic
            or (
                p.definite
                and head in ("مصدر", "متحدث", "مسوول", "دبلوماسي", "قيادي", "ضابط", "محلل", "خبير", "باحث")
                and len(core) <= 2
            )
        ):
            for e, _ in reversed(self.spoken):
                if e.type in ("person", "anonymous") or p.deictic:
                    if generic and not p.deictic and head not in _ANYONE and e.heads and head not in e.heads | e.roles:
                        continue
                    if (p.gender and e.gender and p.gender != e.gender and not p.deictic) or (
                        p.number != e.number and not p.deictic
                    ):
                        continue
                    return e
        if p.definite and p.type in ("organization", "group", "person"):
            return self._same_body(head, core)
        return None

    def _nations(self, words: set[str]) -> bool:
        return any(self.lexicon.look(t) & ADJECTIVE and t.endswith(("ي", "يه")) and len(t) > 4 for t in words)

    def _titled(self, word: str, p: Phrase, f: Frame) -> Entity | None:
        """The one whom the article calls by this title before, with a name, where he was no speaker."""
        w, reader = self.w, self.finder.p
        core = [_bare(t) for t in w.words(*p.whole)]
        rest = set(core) - {word}
        called: dict[tuple[str, ...], int] = {}
        phrases: dict[tuple[str, ...], Phrase] = {}
        places = sorted((k for a in ("", "ال", "لل", "ل", "وال", "بال") for k in w.places(a + word)), reverse=True)
        before = [k for k in places if k < p.whole[0]]
        for k in (*before, *(k for k in reversed(places) if k >= p.whole[1] and rest)):
            t = w.tok[k]
            q = (
                reader.read(k, min(w.n, k + 12), bounded=False)
                if t in (word, "ال" + word)
                else reader.read_attached(k, min(w.n, k + 12))
            )
            if q is None or q.name is None or q.also or q.type != "person" or q.number != p.number:
                continue
            role = [_bare(x) for x in w.words(*(q.role or q.whole))]
            if rest and not rest <= set(role):
                continue
            called_so = role[: len(core)] == core
            if p.gender and q.gender and p.gender != q.gender:
                continue
            name = self._tokens(q.name, q.clip if q.name[0] == q.whole[0] else 0)[-1:]
            called[name] = called.get(name, 0) + (3 if called_so else 1)
            phrases.setdefault(name, q)
        if not called:
            return None
        most = max(called.values())
        return self._person(next(phrases[n] for n in called if called[n] == most), f)[0]

    def _by_role(self, head: str, core: list[str], p: Phrase) -> Entity | None:
        rest = set(core[1:])
        kin = self.lexicon.kindred.get(head, frozenset())
        scored: list[tuple[int, int, Entity]] = []
        for e in self.roster.recent():
            if e.type not in ("person", "anonymous") or (
                head not in e.heads and head not in e.roles and head not in e.words and not kin & e.heads
            ):
                continue
            if (p.gender and e.gender and p.gender != e.gender) or p.number != e.number:
                continue
            overlap = len(rest & (e.roles | set(e.words)))
            if rest and not overlap and e.roles - {head}:
                foreign = rest - e.roles
                if self._nations(foreign) and self._nations(e.roles):
                    continue  # الرئيس الجزائري is not the Egyptian one
                if foreign and not all(self.lexicon.look(t) & ADJECTIVE for t in foreign):
                    continue
            if len(rest) >= 2 and overlap * 2 < len(rest) and not overlap >= 2:
                continue
            scored.append((overlap - len(rest), max(e.spoke, -1), e))
        if not scored:
            return None
        scored.sort(key=lambda s: (s[0], s[1], -s[2].at), reverse=True)
        if len(scored) > 1 and scored[0][0] == scored[1][0] and scored[0][1] == scored[1][1] == -1:
            return None
        return scored[0][2]

    def _same_body(self, head: str, core: list[str]) -> Entity | None:
        for e in reversed(self.roster.recent()):
            same = e.type in ("organization", "group", "anonymous") and e.words and e.words[0] in (head, core[0])
            if same and len(e.words) > len(core) and set(core) <= {t.removeprefix("ل") for t in e.words} | set(e.words):
                return e
        return None

    def _fuller_body(self, p: Phrase) -> tuple[str, tuple[str, ...]] | None:
        """A longer form of a body's name that stands before in the article: الشركة → شركة فيسبوك."""
        w = self.w
        words = [_bare(t) for t in w.words(*p.whole)]
        if len(words) != 1 or not p.definite or p.head is None:
            return None
        head = words[0]
        for k in range(p.whole[0] - 1, -1, -1):
            if _bare(w.tok[k]) != head and w.tok[k].lstrip("ولب") != head:
                continue
            attached = w.tok[k] not in (head, "ال" + head)
            q = (
                self.finder.p.read_attached(k, min(w.n, k + 14))
                if attached
                else self.finder.p.read(k, min(w.n, k + 14), bounded=False)
            )
            against = next((x for x in range(*q.whole) if w.tok[x] == "ضد"), None) if q is not None else None
            if q is not None and against is not None:
                q = replace(q, whole=(q.whole[0], against))
            if q is not None and q.type in ("organization", "group") and len(w.words(*q.whole)) > 1:
                return self.text(q.whole, q.clip), self._tokens(q.whole)
        return None

    def _unnamed_entity(self, p: Phrase, f: Frame) -> Entity:
        name = self.text(p.whole, p.clip)
        words = self._tokens(p.whole)
        if p.clip and words:
            words = (_bare(self.finder.p.detached(self.w.tok[p.whole[0]])), *words[1:])
        if p.type == "organization" and p.name is None:
            fuller = self._fuller_body(p)
            if fuller is not None:
                name, words = fuller
                for e in self.roster.recent():
                    if e.words == words:
                        return e
        e = Entity(name, p.type, words, p.gender, p.number, at=f.cue)
        if p.name is not None:
            e.proper = True
            e.name = self.text(p.name)
        if p.head is not None:
            e.heads.add(p.head.lemma)
        e.roles.update(words)
        self.roster.add(e)
        return e

    # ---- dropped subjects

    def _fits(self, e: Entity, gender: Gender | None, number: Number) -> bool:
        if number == "p":
            return e.number in ("p", "d") or e.type == "group" or (bool(e.words) and e.words[0] in _COLLECTIVES)
        if number == "d":
            return e.number == "d"
        if gender is None or e.gender is None:
            return e.type != "group" or e.number == "s"
        if e.gender != gender:
            return gender == "f" and e.number == "p" and e.type != "person"
        return not (e.type in ("group", "anonymous") and e.number in ("p", "d") and gender == "m")

    def _carry(self, f: Frame, how: str) -> Attribution:
        gender, number = f.form.gender, f.form.number
        start = self.w.sentence_start[f.cue]
        tried = 0
        for e, g in reversed(self.spoken):
            if g.cue < start:
                break
            if (g.inside and not f.inside and g.mode != "named") or self._cited(g):
                continue
            if self._fits(e, gender, number):
                return Attribution(e, how, role=e.role)
        local = self._topic(f)
        if local is not None and self._fits(local, gender, number):
            return Attribution(local, how, role=local.role)
        owner = f.cue > start and self.w.tok[f.cue - 1] in _WHOM
        if owner and any(g.cue >= start and not g.inside for _, g in self.spoken):
            return Attribution(None, "unknown", "who calls it so stands among the words told")
        acted = self._acted_before(f)
        if acted is not None and self._fits(acted, gender, number):
            return Attribution(acted, "topic", role=acted.role)
        for e, g in reversed(self.spoken):
            if g.cue >= start or (g.inside and g.mode != "relative") or self._cited(g):
                continue
            if self._fits(e, gender, number):
                return Attribution(e, how, role=e.role)
            tried += 1
            if tried >= 4:
                break
        before = self._topic_before(f)
        if before is not None and self._fits(before, gender, number):
            return Attribution(before, "topic", role=before.role)
        headline = self._headline_speaker
        if headline is not None and not self.spoken and self._fits(headline, gender, number):
            return Attribution(headline, "headline", role=headline.role)
        return Attribution(None, "unknown", "no speaker before it fits the dropped subject")

    def _shared(self, f: Frame) -> Attribution:
        """A participle speaks for the subject of its sentence."""
        w = self.w
        s = w.sentence_start[f.cue]
        gender, number = f.form.gender, f.form.number
        here = list(takewhile(lambda one: one[1].cue >= s, reversed(self.spoken)))
        for e, _g in [*((e, g) for e, g in here if not g.inside), *((e, g) for e, g in here if g.inside)]:
            if self._fits_loosely(e, gender, number):
                return Attribution(e, "shared", role=self._title_here.get((s, id(e)), e.role))
        if any(cue >= s for cue in self._nobody):
            return Attribution(None, "unknown", "it goes on for a speaker who is unknown")
        topic = self._topic(f)
        if topic is not None and self._fits_loosely(topic, gender, number):
            return Attribution(topic, "topic", role=topic.role)
        return self._carry(f, "elided")

    def _fits_loosely(self, e: Entity, gender: Gender | None, number: Number) -> bool:
        if number == "s" and e.number == "p" and e.type in ("group", "anonymous"):
            return True
        return self._fits(e, gender, number)

    def _possessor(self, f: Frame) -> Attribution:
        w = self.w
        s = w.sentence_start[f.cue]
        gender, number = f.form.gender, f.form.number
        for e, g in reversed(self.spoken):
            if g.cue < s:
                break
            if self._fits(e, gender, number):
                return Attribution(e, "pronoun", role=e.role)
        topic = self._topic(f)
        if topic is not None and self._fits(topic, gender, number):
            return Attribution(topic, "pronoun", role=topic.role)
        return self._carry(f, "pronoun")

    @staticmethod
    def _cited(g: Frame) -> bool:
        """Whether a document was only cited at the end of a clause: «…، وفقا لتقرير المؤسسة. وأضاف» is not the report."""
        head = g.phrase.head if g.phrase is not None else None
        return g.marker == "around" and not g.initial and head is not None and head.kind == "document"

    def _acted_before(self, f: Frame) -> Entity | None:
        """The person who is the subject of the sentence before, where that one tells no saying."""
        w = self.w
        k = w.sentence_start[f.cue] - 1
        while k > 0 and not w.is_word[k] and w.mark[k] < 0:
            k -= 1
        if k <= 0 or f.rule.continues:
            return None
        start = w.sentence_start[k]
        if any(start <= g.cue <= k for _, g in self.spoken[-6:]) or any(start <= cue <= k for cue in self._nobody[-6:]):
            return None
        acted = self._topic_in(start, k, f)
        if acted is None or acted.type != "person":
            return None
        named = acted.proper and (len(acted.words) > 1 or self.lexicon.look(acted.words[0]) & NAME)
        return acted if acted.heads or acted.spoke >= 0 or named else None

    def _topic_before(self, f: Frame) -> Entity | None:
        """The subject of the sentence before, where no one has spoken yet."""
        w = self.w
        k = w.sentence_start[f.cue] - 1
        while k > 0 and not w.is_word[k]:
            k -= 1
        return self._topic_in(w.sentence_start[k], k, f) if k > 0 else None

    def _topic(self, f: Frame) -> Entity | None:
        """The subject of the sentence, where its verb is no cue: «استقبل الوزير …، مؤكداً أن»."""
        return self._topic_in(self.w.sentence_start[f.cue], f.cue, f)

    def _topic_in(self, k: int, stop: int, f: Frame) -> Entity | None:
        w, reader = self.w, self.finder.p
        k = max((x + 1 for x in range(k, stop) if w.tok[x] in ("اما", "واما")), default=k)
        dateline = next((x for x in range(k, min(k + 6, stop)) if w.tok[x] in "-–:/"), None)
        if dateline is not None and w.flags[k] & PLACE and not any(w.flags[x] & VERB for x in range(k, dateline)):
            k = max(x for x in range(dateline, min(dateline + 5, stop)) if w.tok[x] in "-–:/") + 1  # الخرطوم - قنا:
        while k + 1 < stop and w.tok[k + 1] == "ان" and w.tok[k] in ("علي", "الا", "غير", "كما", "حيث", "بيد"):
            k += 2  # على أن شهود عيان رفعوا
        while k < stop:
            # words that open the sentence before its verb: «وبعد الانفجار، توجه …»
            t = w.tok[k]
            bare = t[1:] if t[0] in "وف" and len(t) > 2 else t
            if not w.is_word[k] or (
                w.flags[k] & ADVERB and not w.flags[k] & (NOUN | NAME | TITLE | VERB | PREPOSITION)
            ):
                k += 1
            elif (
                self.lexicon.look(bare) & (PREPOSITION | TIME | ADVERB) and not self.lexicon.look(t) & NAME
            ) or reader.preposition(k):
                comma = next((j for j in range(k, stop) if w.tok[j] in "،," and w.quoted[j] < 0), None)
                k = comma + 1 if comma is not None and comma + 3 < stop else reader.prepositional(k, stop)
            else:
                break
        first_is_subject = k < stop and w.flags[k] & (TITLE | BODY) and not w.flags[k] & VERB
        for start in (k, k + 1, k + 2) if first_is_subject else (k + 1, k, k + 2):
            if start >= stop:
                return None
            if start > k and w.flags[start - 1] & PREPOSITION:
                continue
            if w.tok[start][0] in "وف" and not w.flags[start] & (
                NAME | TITLE | BODY | PLACE | KNOWN_BODY | ANONYMOUS | GROUP
            ):
                continue
            fl = w.flags[start]
            if start == k and w.flags[k] & VERB and not w.flags[k] & (NAME | TITLE | BODY | PLACE):
                continue
            if fl & CONNECTIVE:
                continue
            first = self.finder.p.skip_adjuncts(start, stop) if start == k else start
            if first >= stop:
                continue
            p = self.finder.p.read(first, stop, bounded=False)
            if p is None or p.also:
                continue
            if p.name is None:
                cut = next(
                    (
                        x
                        for x in range(p.whole[0] + 1, p.whole[1])
                        if w.tok[x][0] == "ب" and reader.preposition(x) == "ب" and not reader.content_flags(x) & PLACE
                    ),
                    None,
                )
                if cut is not None:
                    role = (p.whole[0], cut) if p.type == "person" else None
                    p = replace(p, whole=(p.whole[0], cut), role=role, end=cut)  # رحب الوزير بمدير الشركة
            if p.whole[1] - p.whole[0] == 1 and w.tok[p.whole[0]] in _COURTESIES:
                continue
            ok = (
                (
                    p.name is not None
                    and (
                        p.role is not None
                        or any(w.flags[x] & NAME for x in range(*p.name))
                        or w.tok.count(w.tok[p.name[1] - 1]) > 1
                    )
                )
                or p.head is not None
                or w.flags[p.whole[0]] & (PLACE | KNOWN_BODY | OUTLET | BODY | NAME)
            )
            if not ok:
                continue
            a = self._named(p, f)
            return a.entity
        return None


_ = (ANONYMOUS, DOCUMENT, GIVEN_F, GROUP, HONORIFIC, SURNAME, fold)
