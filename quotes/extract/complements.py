"""What a cue takes: where its content begins, by the frame that its rule allows.

Comes in: ``Words``, a cue and its rule. Goes out: ``Complement``.
Never here: where the content ends, or who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from quotes.extract.phrases import Phrase, PhraseReader
from quotes.extract.words import Words
from quotes.rules import CueForm, CueRule, Rules
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADJUNCT,
    ANONYMOUS,
    BODY,
    CHANNEL,
    CONNECTIVE,
    DEFINITE,
    DOCUMENT,
    GIVEN,
    GROUP,
    HONORIFIC,
    MASDAR,
    NAME,
    NOUN,
    OUTLET,
    PLACE,
    PREPOSITION,
    QUANTIFIER,
    RELATIVE,
    TIME,
    TITLE,
    VERB,
)

Marker = Literal["that", "colon", "quote", "prep", "noun", "before", "around"]

ANNA = frozenset("ان انه انها انهم انهما انهن انني اني اننا انك انكم انكما انو باللي بللي".split())
_THAT_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في"})
_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في"})
_NAMERS = frozenset(
    "فيلم كتاب برنامج مسلسل لعبه تطبيق مشروع مباراه بطوله كاس جايزه مهرجان مطعم فندق مقهي سفينه طايره صاروخ عمليه "
    "منصه ديوان روايه اغنيه البوم مسرحيه حي شارع ساحه قريه مدينه بلده لقب اسم باسم بلقب عنوان بعنوان كلمه عباره "
    "مصطلح وسم هاشتاغ شعار ب ل وكاله صحيفه موقع قناه شبكه".split()
)
# أن after these belongs to them and not to a verb of saying before them
_HOLDS_THAT = frozenset(
    "بعد قبل دون بدون منذ بدل شرط بشرط خشيه مع رغم سوي الا غير كما يجب ينبغي يمكن لابد بد ضروره حتي لمجرد وجوب "
    "اهميه اولويه احتمال امكانيه حقيقه فرصه كون قبيل بعيد لولا علما خاصه خصوصا لاسيما سيما المتوقع المقرر المنتظر "
    "المرجح المفترض الممكن الضروري المهم يفترض يتوقع ينتظر بين ولا بيد مثلما بما كي لحين الي".split()
)
# what is told by nobody: it stands between the denial and what is denied
_RUMOURED = frozenset("تردد يتردد اشيع يشاع شاع قيل يقال نشر ينشر ذكر ورد جاء تناقلته تداولته نسب اثير يثار".split())
_ASKING = frozenset({"هل", "لماذا", "كيف", "متي", "ماذا", "اين"})
_BARE = frozenset({"لا", "ليس", "ليست", "لو", "هناك", "يجب", "لابد", "لن", "لم"})
REFLEXIVES = frozenset({"نفسه", "نفسها", "انفسهم", "انفسهن", "نفسيهما"})
_GAP = 60


@dataclass(frozen=True, slots=True)
class Complement:
    """``at``: token of the marker; ``start``: first token of the content; ``clip``: letters of that token before it.

    ``rule``: the rule that took it, another one where قائلا or بقوله stood between. ``subject``: the phrase that
    had to be read to find it, if any. ``through``: tokens of the cues passed on the way.
    """

    marker: Marker
    at: int
    start: int
    rule: CueRule
    clip: int = 0
    subject: Phrase | None = None
    through: tuple[int, ...] = ()
    preposition: str = ""


class ComplementReader:
    """Finds complements in one text."""

    def __init__(self, words: Words, rules: Rules, phrases: PhraseReader) -> None:
        self.w = words
        self.rules = rules
        self.p = phrases
        self.said = next((c.rule for c in rules.cues.get("قال", ()) if c.form.tense == "past"), None)

    # ---- markers

    def that(self, k: int) -> tuple[str, int] | None:
        """(preposition, first token after) of a complementiser at k, or None."""
        w = self.w
        t = w.tok[k]
        if t == "بان" and k + 1 < w.n and w.tok[k + 1] == "كي":
            return None  # بان كي مون
        if t in ANNA or (t == "بلي" and w.span(k, k + 1).of(w.text.verbatim).endswith("ي")):
            return "", k + 1
        if t[0] == "ب" and t[1:] in ANNA:
            return "ب", k + 1
        if t in _THAT_PREPOSITIONS and k + 1 < w.n and w.tok[k + 1] in ANNA:
            return t, k + 2
        if t in ("كونه", "كونها", "بكونه", "بكونها", "كونهم", "بكونهم"):
            return "ب", k + 1
        if t == "الا" and w.span(k, k + 1).of(w.text.verbatim).startswith("أ"):
            return "", k
        if t == "بالا" and "أ" in w.span(k, k + 1).of(w.text.verbatim):
            return "ب", k
        if t == "ما" and k + 1 < w.n and w.tok[k + 1] == "اذا":
            return "", k
        if t == "اذا" and k + 1 < w.n and w.tok[k + 1] == "ما" and w.tok[k - 1] not in ("ما", "عما"):
            return "", k
        if t == "عما" and k + 1 < w.n and w.tok[k + 1] == "اذا":
            return "عن", k
        return None

    def opens(self, k: int) -> bool:
        """Whether token k opens a quotation."""
        m = self.w.mark[k]
        return m >= 0 and self.w.quotations[m].open == k

    def quoted_words(self, k: int) -> int:
        """How many words the quotation that opens at k holds."""
        q = self.w.quotations[self.w.mark[k]]
        return sum(self.w.is_word[j] for j in range(q.open + 1, q.close))

    def is_masdar(self, k: int) -> bool:
        """Whether token k is a verbal noun, with or without possessor."""
        w = self.w
        t, f = w.tok[k], w.flags[k]
        if f & MASDAR:
            return not f & (NAME | PLACE) or not f & DEFINITE
        return self.stem_flags(t) & MASDAR != 0

    def _stem_is_masdar(self, k: int) -> bool:
        rest = self.w.tok[k][1:]
        return bool(self.rules.lexicon.look(rest) & MASDAR or self.stem_flags(rest))

    def stem_flags(self, t: str) -> int:
        look = self.rules.lexicon.look
        for suffix in ("هما", "ها", "هم", "هن", "ه", "نا", "ا"):
            if t.endswith(suffix) and len(t) - len(suffix) >= 3:
                stem = t[: -len(suffix)]
                f = look(stem)
                if f & MASDAR:
                    return f
                if stem.endswith("ت"):
                    f = look(stem[:-1] + "ه")
                    if f & MASDAR:
                        return f
                if stem.endswith(("اي", "او")):
                    f = look(stem[:-1] + "ء")  # إلغائه، إنهاؤها
                    if f & MASDAR:
                        return f
        return 0

    def start_after(self, k: int) -> int:
        """Skip marks that stand between a marker and its content."""
        w = self.w
        while k < w.n and w.tok[k] in (":", "،", ",", "-", "–", "—", "..", "…", "."):
            k += 1
        return k

    # ---- the search

    def find(self, i: int, cue: CueForm) -> Complement | None:
        """The complement of the cue at token i, searched to its right within its sentence."""
        w = self.w
        end = min(w.sentence_end[i], i + 1 + _GAP)
        marked = self.marked_at(i, cue.rule, end)
        limit = marked.at if marked else end
        rule = cue.rule
        if rule.unless and self._cancelled(i, rule, end):
            return None
        conjoined = self.w.tok[i] != cue.form.surface
        if (
            marked
            and not rule.marks
            and (marked.marker == "quote" or (marked.marker == "colon" and not conjoined))
            and marked.rule is rule
        ):
            marked = None
            limit = end
        if marked and marked.rule is not rule and marked.through and rule.noun and rule.polarity == "denied":
            denied = self._nominal(i, rule, marked.through[0], cue)
            if denied is not None:
                return denied  # نفى أي تدخل، قائلا إن
        if marked and marked.rule is not rule:
            return marked
        if rule.act == "say" and "" in rule.that and not cue.form.suffix:
            spoken = self._unmarked(i, rule, marked.at if marked else end)
            if spoken is not None:
                return spoken
        if rule.prepositions or rule.noun:
            nominal = self._nominal(i, rule, limit, cue)
            if nominal and nominal.subject is not None and not rule.object and nominal.at > nominal.subject.end + 1:
                nominal = self._with_name(nominal, nominal.subject)
            if nominal and rule.whole and nominal.marker == "prep":
                nominal = self._from_object(i, nominal)
            if nominal and rule.polarity == "denied":
                nominal = self._rumoured(nominal, end)
            if nominal and (marked is None or self._earlier(nominal, marked, rule)):
                return nominal
        return marked

    def _unmarked(self, i: int, rule: CueRule, limit: int) -> Complement | None:
        """وقال الوزير لن نسمح: speech in its first person, led in by nothing."""
        k = self.p.skip_adjuncts(i + 1, limit)
        if k < limit and self.p.is_first_person(k):
            return Complement("colon", k, k, rule)
        if k == i + 1 < limit and rule.continues and self.w.tok[k] in _BARE:
            return Complement("that", k, k, rule)  # وأضاف لا يوجد في العالم
        subject = self.p.read(k, limit, bounded=False) if k < limit else None
        if subject is None:
            return None
        k = self.p.skip_adjuncts(subject.end, limit)
        return Complement("colon", k, k, rule, subject=subject) if k < limit and self.p.is_first_person(k) else None

    def _with_name(self, found: Complement, subject: Phrase) -> Complement:
        """A title whose bearer's name stands right before what the cue takes, read again up to there."""
        if subject.type != "person" or subject.name is not None:
            return found
        again = self.p.read(subject.whole[0], found.at, bounded=True)
        return found if again is None or again.name is None else replace(found, subject=again)

    def _from_object(self, i: int, caused: Complement) -> Complement:
        """عزا الخبير الارتفاع إلى نقص العرض: what has a cause is told as well as the cause."""
        w = self.w
        start = caused.subject.end if caused.subject is not None else i + 1
        if start >= caused.at or not w.is_word[start] or w.flags[start] & (PREPOSITION | ADJUNCT):
            return caused
        return replace(caused, start=start, clip=0)

    def _rumoured(self, denied: Complement, end: int) -> Complement:
        """نفى ما تردد أنه سيستقيل: what is denied is what the rumour says."""
        k = denied.start
        if k + 2 < end and self.w.tok[k] == "ما" and self.w.tok[k + 1] in _RUMOURED:
            for j in range(k + 2, min(end, k + 9)):
                led = self.that(j)
                if led is not None:
                    return replace(denied, at=led[1], start=led[1], through=(k + 1,))
        return denied

    def _cancelled(self, i: int, rule: CueRule, end: int) -> bool:
        """Whether one of the words that make the verb another one stands right after it or its subject (أشار بيده)."""
        return any(self.w.tok[k] in rule.unless for k in range(i + 1, min(end, i + 4)))

    def _earlier(self, nominal: Complement, marked: Complement, rule: CueRule) -> bool:
        if nominal.marker == "noun":
            if (
                marked.marker == "that"
                and rule.bare
                and self.w.flags[nominal.at] & (NAME | QUANTIFIER | TITLE | ANONYMOUS)
                and not self.w.flags[nominal.at] & (NOUN | MASDAR)
            ):
                return False
            if marked.marker == "colon" and marked.at - nominal.at <= 2:
                return False  # هاجم خصمه: «…»
            if marked.marker == "that" and not marked.preposition and self._closes_name(nominal.at, marked.at):
                return False
            apposed = self.w.tok[nominal.at - 1] in "،,"
            return not ((self.w.flags[nominal.at] & DEFINITE or apposed) and marked.marker in ("that", "colon"))
        if marked.marker == "that" and marked.preposition and marked.at == nominal.at:
            return False
        if marked.marker in ("that", "colon") and "" in rule.that and nominal.preposition in ("في", "ل", "من", "علي"):
            return self.is_masdar(nominal.start) and marked.marker != "colon"
        weak = nominal.preposition in ("ب", "ل") and nominal.clip and not self._stem_is_masdar(nominal.start)
        if weak and (
            marked.marker in ("that", "colon") or (marked.marker == "quote" and self.quoted_words(marked.at) >= 5)
        ):
            return False
        if marked.marker == "quote" and nominal.start >= marked.at - 1:
            return True
        if marked.marker == "colon":
            return nominal.preposition in ("الي", "ب") and self.is_masdar(nominal.start) and marked.at - nominal.at > 6
        return True

    def marked_at(self, i: int, rule: CueRule, end: int) -> Complement | None:
        """أن/إن, a colon or an opening quotation mark."""
        w = self.w
        k = i + 1
        owed = 0
        relative = False
        through: list[int] = []
        while k < end:
            t, f = w.tok[k], w.flags[k]
            if k in w.skip and t not in '«“"' and w.skip[k] < end:
                k = w.skip[k]
                continue
            if self.opens(k):
                if owed:
                    owed -= 1
                    k = min(w.quotations[w.mark[k]].after, end)
                    continue
                if self._quotation_is_content(i, k, rule, end):
                    return Complement("quote", k, k, rule, through=tuple(through))
                k = w.quotations[w.mark[k]].after
                continue
            if self.rules.lexicon.longest(w.tok, k)[1] & ADJUNCT:
                k += self.rules.lexicon.longest(w.tok, k)[0]  # طلب عدم ذكر اسمه
                continue
            if t == ":" and owed:
                owed -= 1
                k += 1
                continue
            if t == ":" and w.tok[k - 1] in ("التاليه", "الاتيه", "التالي", "الاتي", "كالتالي", "كالاتي"):
                return None  # a list
            if t == ":":
                start = self.start_after(k)
                if start < w.n and w.tok[start] == "\n":
                    nxt = start + 1
                    if nxt < w.n and self.opens(nxt):
                        start = nxt
                    else:
                        return None
                led = self.that(start) if start < w.n and not self.opens(start) else None
                if led and not led[0] and led[1] < w.n:
                    return Complement("colon", k, self.start_after(led[1]), rule, through=tuple(through))
                return Complement("colon", k, start, rule, through=tuple(through)) if start < w.n else None
            if rule.act == "ask" and t in _ASKING and k - i <= 8 and not owed:
                return Complement("that", k, k, rule, through=tuple(through))
            that = self.that(k)
            if that:
                preposition, start = that
                held = (w.tok[k - 1] in _HOLDS_THAT and k - 1 > i) or (
                    preposition in ("الي", "من", "علي") and preposition not in rule.that
                )
                if held and not owed:
                    k = max(start, k + 1)
                    continue
                if owed:
                    owed -= 1
                    k = max(start, k + 1)
                    if k < end and self.opens(k):
                        k = min(w.quotations[w.mark[k]].after, end)
                    continue
                fits = (
                    preposition in rule.that
                    or (not preposition and ("" in rule.that or rule.marks or w.tok[k - 1] in rule.prepositions))
                    or (preposition == "ب" and "ب" in rule.prepositions)
                )
                if fits and (t not in ("ان",) or k > i):
                    start = self.start_after(start)
                    return (
                        Complement("that", k, start, rule, through=tuple(through), preposition=preposition)
                        if start < w.n
                        else None
                    )
                k += 1
                continue
            if f & RELATIVE or t in ("والذي", "والتي", "والذين"):
                relative = True
            elif t in "،,":
                relative = False
            elif t == "وهو" or t == "وهي":
                relative = True
            elif w.is_word[k]:
                inner = self.inner_cue(k)
                if (
                    inner is not None
                    and rule.object
                    and inner.form.tense == "past"
                    and not inner.form.suffix
                    and f & MASDAR
                    and f & NOUN
                    and k > i + 1
                    and t == inner.form.surface
                ):
                    inner = None
                if inner is not None:
                    if (inner.rule.lemma == "قال" and inner.form.tense == "participle") or self._through_saying(k):
                        through.append(k)
                        rule = self.said or rule
                        k += 1
                        continue
                    if inner.form.tense == "participle":
                        beside = w.is_word[k - 1] and t == inner.form.surface and k - i <= 6
                        if beside and rule.act == "say" and inner.rule.act in ("say", "answer"):
                            through.append(k)  # قال الكاتب معلقا: …
                            k += 1
                            continue
                        if not relative:
                            return None
                    elif (w.tok[k][0] in "وف" and not relative and not f & (NAME | NOUN | PLACE | TITLE)) or (
                        w.tok[k - 1] in "،," and not relative
                    ):
                        return None
                    elif (inner.rule.publishes or inner.rule.relay) and (
                        w.flags[k - 1] & RELATIVE
                        or (w.flags[k - 1] & (DOCUMENT | CHANNEL | NOUN | ADJECTIVE) and not w.flags[k - 1] & DEFINITE)
                    ):
                        pass  # في تصريحات نشرت اليوم إن
                    elif relative or w.flags[k - 1] & RELATIVE or not w.flags[k - 1] & DEFINITE:
                        if inner.form.suffix and k + 2 < end and w.tok[k + 1] == "ب" and self.opens(k + 2):
                            k = min(w.quotations[w.mark[k + 2]].after, end)  # التي وصفتها بـ"…"
                            continue
                        said = w.tok[k - 1] not in ("لم", "لن", "لا", "ولم", "ولا")
                        if said and not inner.form.suffix and not self._served_at_once(k, inner):
                            owed += 1
                    else:
                        return None
            k += 1
        return None

    def _through_saying(self, k: int) -> bool:
        """قائلا، بقوله، بالقول، يقول after another verb of saying only hand its content on."""
        t = self.w.tok[k]
        if t in ("يقول", "تقول"):
            return not any(
                self.w.tok[j] in ("لكن", "ولكن", "لكنه", "لكنها", "فيما", "بينما", "،", "حين")
                for j in range(max(0, k - 3), k)
            )
        return t in ("قايلا", "قايله", "قايلين", "بقوله", "بقولها", "بقولهم", "بالقول", "القول", "قايل")

    def _served_at_once(self, k: int, inner: CueForm) -> bool:
        w = self.w
        if k + 1 >= w.n:
            return True
        if self.that(k + 1):
            return False
        t = w.tok[k + 1]
        return bool((inner.rule.noun and self.is_masdar(k + 1)) or t in inner.rule.prepositions or not inner.rule.that)

    def inner_cue(self, k: int) -> CueForm | None:
        w = self.w
        t = w.tok[k]
        f = w.flags[k]
        if f & (NAME | TITLE | PLACE | BODY | PREPOSITION):
            return None
        for s in (t, t[1:]) if t[0] in "وف" and len(t) > 3 else (t,):
            for c in self.rules.cues.get(s, ()):
                if c.form.suffix == "ه" and w.ends_in_ta(k):
                    continue
                if c.form.tense in ("past", "present", "future") and not (c.rule.needs_frame and f & (NOUN | MASDAR)):
                    return c
                if (
                    c.form.tense == "participle"
                    and c.form.suffix != "bare"
                    and not t.endswith(("ون", "ات"))
                    and (t.endswith("ا") or not f & (NOUN | ADJECTIVE))
                ):
                    return c
        if self._through_saying(k):
            for c in self.rules.cues.get("قايلا", ()):
                return c
        return None

    def _quotation_is_content(self, i: int, k: int, rule: CueRule, end: int) -> bool:
        """Whether the quotation at k is what was said, and not a name on the way to it."""
        w = self.w
        n = self.quoted_words(k)
        before = w.tok[k - 1]
        if before in ("ب", "ل"):
            return before == "ب" and "ب" in rule.prepositions
        q = w.quotations[w.mark[k]]
        if (before in ("باسم", "اسم") and n <= 8) or before in ("بعنوان", "عنوان", "عنوانه", "عنوانها", "عنوانها:"):
            return False
        if (
            n <= 9
            and k > i + 1
            and self.w.flags[k - 1] & TITLE
            and not self.w.flags[k - 1] & DEFINITE
            and q.after < end
        ):
            return False  # عضو «الرابطة …» فلان
        if n >= 5:
            if k == i + 1:
                for j in range(q.after, min(end, q.after + 16)):
                    if self.that(j):
                        return False  # قال "تجمع أهالي المعتقلين في السجون" في بيان إن
                    if w.tok[j] in "،,:" or self.inner_cue(j) is not None:
                        break
            if (
                self.p.content_flags(k - 1) & BODY
                and not w.flags[k - 1] & DEFINITE
                and any(self.that(j) for j in range(q.after, end))
            ):
                return False  # منظمة "…" … إن
            after = q.after
            return not (after + 1 < end and w.tok[after] in "،," and w.tok[after + 1] in ("ان", "انه", "انها"))
        if n <= 2 and self._is_name(q.open + 1, q.close):
            return False
        after = q.after
        plain = rule.act == "say" and not (rule.noun or rule.bare or rule.object)
        if (
            n <= 2
            and plain
            and k > i + 2
            and w.flags[k - 1] & DEFINITE
            and all(not w.is_word[j] or w.flags[j] & TIME for j in range(after, end))
        ):
            return False  # كما ذكرت وكالة الأنباء الرسمية «إرنا»
        if (
            n <= 2
            and k > i + 1
            and (rule.noun or rule.prepositions)
            and w.is_word[k - 1]
            and (w.flags[k - 1] & DEFINITE or w.tok[k - 1].startswith("وال"))
            and after < end
            and (
                (
                    w.tok[after] in "،,"
                    and any(self.is_masdar(j) and not w.flags[j] & DEFINITE for j in range(after, min(end, after + 5)))
                )
                or self.is_masdar(after)
                or w.tok[after] in rule.prepositions
            )
        ):
            return False  # أعلنت هيئة الاستثمار “شروق” بدء
        if n <= 4:
            f = w.flags[k - 1]
            if before in _NAMERS or (
                self.p.content_flags(k - 1) & (BODY | DOCUMENT | TITLE) and not w.flags[k - 1] & DEFINITE
            ):
                return False
            if f & PREPOSITION and before not in ("ان",):
                return False
            nxt = w.tok[q.after] if q.after < end else ""
            if n <= 3 and k == i + 1 and (nxt in rule.prepositions or nxt in ("عن", "الي")):
                return False  # أعلنت "موبايلي" عن: who says it
            for j in range(q.after, end):
                if self.that(j) or w.tok[j] == ":":
                    return False
                if self.opens(j) and self.quoted_words(j) >= 4:
                    return False
                if w.is_word[j] and j > q.after and self.inner_cue(j) is not None and w.tok[j][0] in "وف":
                    break
        return True

    def _is_name(self, i: int, j: int) -> bool:
        """Whether the words in marks are somebody's name: known as such, or the family name of one in the article."""
        w = self.w
        if all(w.flags[k] & NAME and not w.flags[k] & (NOUN | ADJECTIVE | MASDAR) for k in range(i, j) if w.is_word[k]):
            return True
        last = w.tok[j - 1]
        if w.flags[j - 1] & (NOUN | ADJECTIVE | MASDAR | VERB) or j - i != 1:
            return False
        return any(w.tok[k] == last and w.flags[k - 1] & GIVEN and k - 1 not in (i, i - 1) for k in range(1, w.n))

    # ---- nominal complements

    def _nominal(self, i: int, rule: CueRule, limit: int, cue: CueForm) -> Complement | None:
        w = self.w
        first = i + 1
        if first < limit and rule.act == "opine" and rule.noun and w.tok[first] in REFLEXIVES:
            return Complement("noun", first, first, rule)  # تعتبر نفسها إنسانة طبيعية
        if not self._complement_begins(first, rule, limit):
            first = self.p.skip_adjuncts(
                first,
                limit,
                lambda k: (
                    self._attached(k, "ب") and self._complement_begins(k, rule, limit)
                    if self.w.tok[k][0] == "ب"
                    else False
                ),
            )
        subject: Phrase | None = None
        k = i + 1
        far = first - i > 8 and any(self.w.tok[k] in "،," for k in range(i, first))
        if first < limit and not far and not self._complement_begins(first, rule, limit):
            subject = self.p.read(first, limit, bounded=False, governed=rule.prepositions)
            if subject is not None:
                k = max(subject.end, first + 1)
        steps = 0
        if rule.bare and (
            subject is not None or cue.form.tense == "participle" or w.tok[i + 1 if i + 1 < w.n else i] in REFLEXIVES
        ):
            if not (k < limit and w.tok[k] in ("اي", "ايه")):
                k = self.p.skip_adjuncts(k, limit)
            while k < limit and (w.flags[k] & RELATIVE or (w.tok[k - 1] in "،," and self.p.is_verb(k))):
                k = self.p.skip_adjuncts((self._comma(k, limit) or limit - 1) + 1, limit)
            for j in range(k, min(limit, k + 14)):
                if rule.then and any(w.tok[j].startswith(t) for t in rule.then) and j + 1 < limit and w.is_word[j + 1]:
                    k = j  # حمّل الحكومة مسؤولية ما جرى
                    break
            if (
                k < limit
                and (w.is_word[k] or self.opens(k))
                and not self.p.is_participle(k)
                and self.p.preposition(k) is None
            ):
                return Complement("noun", k, k, rule, subject=subject)
        while k < limit and steps < 24:
            t, f = w.tok[k], w.flags[k]
            if self._complement_begins(k, rule, limit):
                return self._at(k, rule, subject)
            fixed = self.p.fixed_adjunct(k, limit)
            if fixed:
                k += fixed
                continue
            if self.opens(k):
                if w.tok[k - 1] == "ب" or (rule.noun and self._quotation_is_content(i, k, rule, w.sentence_end[i])):
                    return Complement("quote", k, k, rule, subject=subject)
                k = w.quotations[w.mark[k]].after
                continue
            if k in w.skip:
                k = w.skip[k]
                continue
            if f & RELATIVE or t in ("والذي", "والتي", "والذين"):
                stop = self._comma(k, limit)
                if stop is None:
                    return self._past_relative(k + 2, rule, limit, subject)
                k = stop
                continue
            if (
                k > i + 1
                and f & PREPOSITION
                and t not in _PREPOSITIONS
                and k + 1 < limit
                and not w.flags[k + 1] & PREPOSITION
            ):
                k += 2
                continue
            if w.is_word[k] and k > i + 1:
                inner = self.inner_cue(k)
                if inner is not None and (
                    inner.form.tense == "participle"
                    or t[0] in "وف"
                    or w.tok[k - 1] in "،,"
                    or w.tok[k - 1] in ("لكنه", "لكنها", "لكن", "ولكن", "ثم")
                ):
                    return None
            k += 1
            steps += 1
        return None

    def _past_relative(self, k: int, rule: CueRule, limit: int, subject: Phrase | None) -> Complement | None:
        """أكدت الحركة التي تسيطر على القطاع وقوع الغارة: a verbal noun after a whole phrase ends the relative clause."""
        w = self.w
        for j in range(k, min(limit - 1, k + 8)):
            if w.tok[j] in "،,:" or self.inner_cue(j) is not None:
                return None
            if (
                w.tok[j] in rule.prepositions
                and w.tok[j] != "في"
                and w.flags[j - 1] & (DEFINITE | PLACE)
                and w.flags[j + 1] & MASDAR
                and not w.flags[j + 1] & DEFINITE
            ):
                return self._at(j, rule, subject)
            if (
                rule.noun
                and w.flags[j] & MASDAR
                and not w.flags[j] & (DEFINITE | NAME | TITLE)
                and w.flags[j - 1] & (DEFINITE | PLACE)
                and w.flags[j + 1] & DEFINITE
            ):
                return Complement("noun", j, j, rule, subject=subject)
        return None

    def _comma(self, k: int, limit: int) -> int | None:
        for j in range(k, limit):
            if self.w.tok[j] in "،,":
                return j
        return None

    def _at(self, k: int, rule: CueRule, subject: Phrase | None) -> Complement:
        w = self.w
        t = w.tok[k]
        if t in _PREPOSITIONS and t in rule.prepositions:
            return Complement("prep", k, self.start_after(k + 1), rule, subject=subject, preposition=t)
        if t in ("ب", "ل") and t in rule.prepositions:
            return Complement("prep", k, self.start_after(k + 1), rule, subject=subject, preposition=t)
        if (
            t[0] in rule.prepositions
            and t[0] in "بل"
            and not (rule.noun and w.flags[k] & MASDAR and not self._attached(k, t[0]))
        ):
            clip = 2 if t.startswith("لل") else 1
            return Complement("prep", k, k, rule, clip=clip, subject=subject, preposition=t[0])
        return Complement("noun", k, k, rule, subject=subject)

    def _closes_name(self, k: int, that: int) -> bool:
        """Whether the verbal noun at k is a name before أن (نجاح سالم أن), or only stands before its comma."""
        w = self.w
        if w.tok[that - 1] in "،,":
            return True
        if that - k > 3 or w.flags[k] & DEFINITE or self.p.is_owned(k) or not w.flags[k] & MASDAR:
            return False
        return all(
            w.is_word[j] and not w.flags[j] & (PREPOSITION | DEFINITE) and not self.p.is_owned(j)
            for j in range(k + 1, that)
        )

    def _leads_to_that(self, k: int, limit: int) -> bool:
        """Whether أن or a colon follows a document soon: it speaks, and is not spoken of."""
        w = self.w
        for j in range(k + 1, min(w.n, k + 12)):
            if self.that(j) or w.tok[j] == ":":
                return True
            if self.p.is_verb(j) or (self.inner_cue(j) is not None and w.tok[j - 1] not in "،,"):
                return False
        return False

    def _attached(self, k: int, preposition: str) -> bool:
        """Whether token k is that preposition written onto a noun (بضرورة، بتنفيذ، بالعمل)."""
        t, f = self.w.tok[k], self.w.flags[k]
        if t[0] != preposition or len(t) < 3:
            return False
        rest = t[1:]
        look = self.rules.lexicon.look
        g = look(rest) if not rest.startswith("ل") or preposition != "ل" else look("ا" + rest)
        known = f & (NAME | NOUN | MASDAR | TITLE | PLACE | BODY | ADJECTIVE | OUTLET)
        if known and not g & MASDAR:
            return False
        if g & (MASDAR | NOUN | BODY | DOCUMENT) or rest.startswith("ال") or self.stem_flags(rest):
            return True
        return not f and len(t) > 3

    def _complement_begins(self, k: int, rule: CueRule, limit: int) -> bool:
        w = self.w
        if k >= limit:
            return False
        t = w.tok[k]
        if t in _PREPOSITIONS and t in rule.prepositions and k + 1 < w.n:
            nxt = w.tok[k + 1]
            if nxt in ANNA:
                return False
            if t == "من" and w.flags[k - 1] & QUANTIFIER:
                return False  # عدد من
            if t == "عن" and w.tok[k - 1].removeprefix("ال") in (
                "صادر",
                "صادره",
                "فضلا",
                "بعيدا",
                "نقلا",
                "عوضا",
                "بدلا",
                "نيابه",
            ):
                return False
            if t == "من" and rule.act == "call" and rule.noun and not self.is_masdar(k + 1):
                return False  # طلب من الأتراك التعاطي
            if t == "في" or (t == "من" and len(rule.prepositions) > 1):
                only = (
                    t == "في"
                    and "" not in rule.that
                    and not w.flags[k + 1] & (PLACE | TIME)
                    and w.tok[k + 1] not in self.rules.channels
                )
                return self.is_masdar(k + 1) or only
            if t == "علي" and (
                nxt == "هامش" or nxt.startswith(("موقعه", "حسابه", "صفحته", "حسابها", "صفحتها", "موقعها"))
            ):
                return False
            return not w.flags[k + 1] & (OUTLET | TIME) or t != "في"
        if t == "ب" and "ب" in rule.prepositions:
            return True
        if t == "ل" and "ل" in rule.prepositions and k + 1 < w.n:
            return not self.opens(k + 1) and self.is_masdar(k + 1)
        if "ب" in rule.prepositions and not w.flags[k] & PREPOSITION and self._attached(k, "ب"):
            rest = self.rules.lexicon.look(t[1:])
            if rule.act == "call" and rest & (GROUP | ANONYMOUS | TITLE) and not rest & MASDAR:
                return False  # أهاب بالمواطنين: whom, not what
            if t in ("بدوره", "بدورها", "بعد", "بين", "بعدما", "بشان", "بحضور", "بحسب", "بيان") or (
                rest & (PLACE | TIME | TITLE | OUTLET) and not rest & MASDAR
            ):
                return False
            return not (t[1:3] == "ال" and not rest & MASDAR and k + 1 < limit and rest & (BODY | PLACE))
        if "ل" in rule.prepositions and t[0] == "ل" and self._attached(k, "ل"):
            noun = "ا" + t[1:] if t.startswith("لل") else t[1:]
            return bool(self.rules.lexicon.look(noun) & MASDAR or self.stem_flags(noun))
        if t == "نقلا":
            return False
        if (
            rule.noun
            and t in ("اي", "ايه")
            and k + 1 < limit
            and self.is_masdar(k + 1)
            and not w.flags[k - 1] & PREPOSITION
        ):
            return True  # استبعد أي تحالف
        if rule.noun and t in w.families and k + 1 < w.n and self.that(k + 1):
            return False  # وأكد سلامة أن
        if rule.noun and w.is_word[k] and not (k > 0 and w.flags[k - 1] & PREPOSITION):
            f = w.flags[k]
            if f & (NAME | TITLE | BODY | CONNECTIVE | PREPOSITION | TIME | HONORIFIC | PLACE) and not (
                f & MASDAR and not f & (BODY | CONNECTIVE | PREPOSITION | TIME | GIVEN)
            ):
                return rule.act == "opine" and w.tok[k] in ("هذا", "هذه", "ذلك", "تلك")
            if f & DOCUMENT and (f & DEFINITE or self._leads_to_that(k, limit)):
                return False  # توقع التقرير، أكدت دراسة حديثة أن
            if self.is_masdar(k):
                return (
                    not f & DEFINITE
                    or not f & MASDAR
                    or self.p.content_flags(k - 1) & DEFINITE != 0
                    or bool(f & MASDAR and k > 0 and w.tok[k - 1] != "\n" and not f & NOUN)
                )
        return False
