"""Where a content ends, and whether it is direct, mixed or indirect.

Comes in: ``Words`` and the frames of a text. Goes out: each frame's ``content`` and ``kind``.
Never here: speakers.
"""

from __future__ import annotations

from quotes.extract.complements import ComplementReader
from quotes.extract.finder import FrameFinder
from quotes.extract.frames import RELATIVES, Frame
from quotes.extract.phrases import Range
from quotes.extract.words import Words
from quotes.rules.lexicon import (
    ADJECTIVE,
    ANONYMOUS,
    BODY,
    DEFINITE,
    DIGIT,
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
    QUANTIFIER,
    RELATIVE,
    TIME,
    TITLE,
    VERB,
)

_NAMING = frozenset(
    "تنظيم حزب حركه جماعه شركه وكاله صحيفه قناه موقع شبكه منظمه قوات قوه ميليشيا ميليشيات كتايب عمليه جبهه برنامج "
    "فيلم مسلسل كتاب لعبه تطبيق صاروخ طايره نادي فريق مجله جريده منصه مجموعه مشروع موسسه اذاعه بنك جزيره مدينه "
    "بلده قريه مقاتلي مسلحي عناصر متحف حفل مهرجان جايزه قانون سفينه ملعب مستشفي اقليم محافظه ولايه كليب اغنيه "
    "استراتيجيه خطه رويه مبادره اتفاق موتمر منظومه نظام جامعه معهد مركز بطوله كاس دوري حي شارع ميدان قضيه ملف "
    "معسكر لواء فيلق عنوان بعنوان شعار مسمي ب اسم وسم هاشتاغ سرايا مخيم مطعم".split()
)
_TITLED = frozenset(
    "برنامج فيلم مسلسل كتاب روايه اغنيه حمله مبادره موتمر ندوه قصيده ديوان مسرحيه البوم بعنوان عنوان شعار باسم "
    "اسم".split()
)
_GIVEN_IN = frozenset(["بيان", "بلاغ", "تصريح", "تصريحات", "مقابله", "تغريده", "تدوينه"])
_GIVEN_THROUGH = frozenset(
    "قناه قناته قناتها قناتهم حساب حسابه حسابها حسابهم صفحته صفحتها موقع موقعه موقعها تطبيق منصه تويتر فيسبوك تليغرام تلغرام انستغرام".split()
)
_KNOWING = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها", "انهم"})
_URGED = frozenset({"ضروره", "اهميه", "سرعه", "وجوب", "بضروره", "باهميه"})
_CAME = frozenset("جاء جاءت ياتي تاتي تزامن يتزامن اسفر اسفرت ادي ادت تسبب حدث يحدث حصل يحصل وقع".split())
_SO = frozenset({"فان", "فانه", "فانها", "فانهم", "فقد"})
_WITHHELD = frozenset("الافصاح الاشاره الكشف ذكر تحديد تقديم اعطاء توضيح الخوض الادلاء الافصاح الدخول".split())
_WITHHOLDS = frozenset("تاكد تسني تمكن تضح عطي كشف وضح حدد ذكر فصح قدم دلي شير خوض عط شر دل وضحوا ذكروا كشفوا".split())
_TURNS = frozenset("لكنه لكنها لكنهم لكنهما ولكنه ولكنها ولكنهم الامر".split())
_FOLLOWUPS = frozenset("فيما بينما وبينما وفيما لكن ولكن لكنه لكنها ولكنه ولكنها غير الا دون كما حيث".split())

_SUBORDINATE = frozenset("مثل كما عندما حيث اذا لو لكن بل ليس خصوصا خاصه او ام ثم حين بينما رغم مما ما لا".split())


class Bounds:
    """Gives contents to the frames of one text."""

    def __init__(self, words: Words, finder: FrameFinder) -> None:
        self.w = words
        self.c: ComplementReader = finder.c
        self.finder = finder

    def settle(self, frames: list[Frame]) -> list[Frame]:
        """All frames, with content; those that make no statement are marked silent."""
        w = self.w
        by_sentence: dict[int, list[Frame]] = {}
        for f in frames:
            by_sentence.setdefault(w.sentence_start[f.cue], []).append(f)
        for f in frames:
            if f.marker == "around":
                continue
            self._one(f, by_sentence.get(w.sentence_start[min(f.start, w.n - 1)], []) if f.start < w.n else [])
        for f in frames:
            if f.marker == "around":
                self._around(f, by_sentence[w.sentence_start[f.cue]])
                if f.content and not f.initial:
                    self._without_and(f)
        for f in frames:
            f.silent = not f.content or not self._firm(f)
        for f in frames:
            around = [
                o for o in by_sentence[w.sentence_start[f.cue]]
                if o is not f and not o.silent and any(i <= f.cue < j for i, j in o.content)
            ]  # fmt: skip
            f.inside = any(o.marker != "around" for o in around)
            if f.inside and self._of_the_told(f):
                f.silent = True
                continue
            if f.kind in ("mixed", "direct") and not f.silent and f.marker != "around":
                for o in around:
                    if o.kind == "mixed" and not any(
                        self._speech_marks(k)
                        for r in o.content
                        for k in range(*r)
                        if not any(i <= k <= j for i, j in f.content)
                    ):
                        o.kind = "indirect"  # the marks hold what another says in it
            if f.inside and not f.silent:
                f.carriers += [o.phrase for o in around if o.phrase is not None and self.finder.is_medium(o.phrase)]
        return frames

    @staticmethod
    def _of_the_told(f: Frame) -> bool:
        """«قال إن الأنشطة تعبر عن اللحمة وتؤكد على العمق»: a verb in the clause that is told, of what that one is about."""
        return (
            f.mode == "elided"
            and f.phrase is None
            and f.form.tense == "present"
            and f.marker in ("prep", "noun")
            and f.kind == "indirect"
            and f.act in ("say", "affirm", "feel")
        )

    def _firm(self, f: Frame) -> bool:
        """Evaluative acts on a thing, and talk of something known, count only with words of the speaker in marks."""
        topical = f.marker == "prep" and self.w.tok[f.at] == f.rule.topic and self._is_known(f.start)
        if not topical and (not f.rule.optional or f.marker in ("that", "colon", "before") or f.kind == "direct"):
            return True
        return any(self.c.opens(k) and self.c.quoted_words(k) > 1 for i, j in f.content for k in range(i, j))

    def _is_known(self, k: int) -> bool:
        """Whether the words at k name somebody or something known, and tell nothing: مؤلفاته، غزة، هذا الأمر."""
        t, f = self.w.tok[k], self.w.flags[k]
        if t in ("هذا", "هذه", "ذلك", "تلك") or f & DEFINITE:
            return True
        if f & (NAME | TITLE | PLACE) and not f & (MASDAR | NOUN):
            return True
        return len(t) > 4 and (t.endswith(("ها", "هم", "هما")) or (t.endswith("ه") and not self.w.ends_in_ta(k)))

    # ---- one frame

    def _one(self, f: Frame, others: list[Frame]) -> None:
        w = self.w
        start = f.start
        if f.marker == "before":
            q = w.quotations[w.mark[f.at]]
            f.content = [(q.open + 1, q.close)]
            f.kind = "direct"
            after = f.phrase.end if f.phrase else f.cue + 1
            while after < w.n and w.tok[after] in "،,:":
                after += 1
            if after < w.sentence_end[f.cue] and self.c.opens(after):
                r = w.quotations[w.mark[after]]
                f.content.append((r.open + 1, r.close))
            return
        if start >= w.n:
            return
        if self.c.opens(start):
            q = w.quotations[w.mark[start]]
            inner = (q.open + 1 + self.finder.p.fixed_adjunct(q.open + 1, q.close), q.close)
            rest = q.after
            end = self._end(f, others, rest) if q.closed else rest
            more = self._goes_on(rest, end) and not (f.rule.lemma == "وصف" and f.marker == "prep")
            if not more:
                f.content = [self._trim(*inner)]
                f.kind = "direct"
                self._further_quotations(f, rest, end)
            else:
                f.content = [self._trim(start, end)]
                f.kind = "mixed"
            f.content = [x for x in f.content if x[0] < x[1]]
            return
        if f.marker == "prep" and w.tok[f.at] == "علي" and not f.clip:
            start = self._past_the_told(start)
        end = self._end(f, others, start)
        end = self._channel_cut(f, start, end)
        if f.marker in ("prep", "noun"):
            end = self._turn_cut(f, start, end)
        if f.mode == "relative" and f.marker in ("prep", "noun"):
            end = self._relative_cut(f, start, end)
        said = self._trim(start, end)
        if said[0] >= said[1] or self._only_points_back(f, *said):
            return
        f.content = [said]
        f.kind = self._kind(f, *said)
        if f.kind != "direct":
            self._followed_by_quotation(f, end)

    def _past_the_told(self, start: int) -> int:
        """شدد على العاملين في الحظائر ضرورة أخذ الحيطة: those who are told it are no part of it."""
        w = self.w
        if not w.flags[start] & (TITLE | BODY | GROUP | ANONYMOUS | DEFINITE | QUANTIFIER) or w.tok[start] in _URGED:
            return start
        for k in range(start + 1, min(start + 10, w.sentence_end[start])):
            if w.tok[k] in "،," or self.c.that(k):
                break
            if w.tok[k] in _URGED and not w.flags[k - 1] & PREPOSITION:
                return k
        return start

    def _turn_cut(self, f: Frame, start: int, end: int) -> int:
        """Where a clause turns after a verbal noun: طالبوا بالانسحاب، لكنهم لم يتخلفوا; a noun of saying ends with its clause."""
        w = self.w
        for k in range(start + 1, end - 1):
            if w.tok[k] in "،," and w.quoted[k] < 0:
                nxt = w.tok[k + 1]
                if f.id.startswith("noun.") or nxt in _TURNS or (nxt in ("غير", "الا", "بيد") and w.tok[k + 2] == "ان"):
                    return k
        return end

    def _relative_cut(self, f: Frame, start: int, end: int) -> int:
        """Where the clause about the speaker ends and the sentence goes on: غنت الفنانة، التي عبرت عن سعادتها، أغنية."""
        w = self.w
        for k in range(start + 1, end - 1):
            if w.tok[k] in "،," and w.quoted[k] < 0:
                nxt = w.tok[k + 1]
                if nxt in _SUBORDINATE:
                    continue
                if nxt[0] not in "وفب" and not w.flags[k + 1] & (PREPOSITION | RELATIVE | MASDAR) and w.is_word[k + 1]:
                    return k
        return end

    def _only_points_back(self, f: Frame, i: int, j: int) -> bool:
        """«كشف عن الأمر»: one word that stands for something said elsewhere is no content."""
        w = self.w
        if f.marker not in ("prep", "noun"):
            return False
        words = [k for k in range(i, j) if w.is_word[k]]
        if len(words) > 1 and w.tok[words[0]] not in ("الامر", "ذلك", "هذا", "هذه"):
            return False
        if len(words) > 2 or (f.rule.object and f.rule.act == "opine" and w.tok[words[0]] not in ("بذلك", "بهذا")):
            return False
        return not (self.c.is_masdar(words[0]) or (f.clip and self.c.stem_flags(w.tok[words[0]][1:])))

    def _channel_cut(self, f: Frame, start: int, end: int) -> int:
        """«أعلن تبنيه الهجوم في بيان …»: how it was given is no part of what was."""
        w = self.w
        for k in range(start + 2, end - 1):
            if (
                w.tok[k] in ("في", "فى", "عبر", "خلال")
                and w.quoted[k] < 0
                and (
                    w.tok[k + 1] in _GIVEN_IN
                    or (w.tok[k] == "عبر" and f.marker in ("prep", "noun") and w.tok[k + 1] in _GIVEN_THROUGH)
                    or (w.tok[k - 1] == "وذلك" and w.tok[k + 1] in self.c.rules.channels)
                )
            ):
                if w.tok[k - 1] in ("جاء", "جاءت", "ورد", "وردت", "ما"):
                    continue
                return k - 1 if w.tok[k - 1] == "وذلك" else k
        return end

    def _goes_on(self, rest: int, end: int) -> bool:
        """Whether the sentence goes on as part of what was said after a quotation that opens it."""
        w = self.w
        k = rest
        if k >= end:
            return False
        t = w.tok[k]
        if t == "و" and k + 1 < end and self.c.opens(k + 1):
            return False
        if t in ("دون", "بدون") or (t == "من" and k + 1 < end and w.tok[k + 1] == "دون"):
            return False
        if t in ("فيما", "وفيما") and k + 1 < end and w.tok[k + 1] in ("يتعلق", "يخص", "يتصل"):
            return True
        if t in "،,؛" and k + 1 < end:
            nxt = w.tok[k + 1]
            if self.c.opens(k + 1):
                return True
            return bool(nxt in ("و", "وان", "وانه", "وانها") and k + 2 < end) and not nxt.startswith("وقد")
        if not w.is_word[k] and not self.c.opens(k):
            return False
        return not (
            t in ("فيما", "بينما") or (t[0] == "و" and len(t) > 4 and bool(self.c.rules.lexicon.look(t[1:]) & VERB))
        )

    def _further_quotations(self, f: Frame, rest: int, end: int) -> None:
        """«…» و«…»: marks that follow one another hold one statement."""
        w = self.w
        k = rest
        while k < end:
            t = w.tok[k]
            if t in ("،", ",", "و", "..", "…", "؛") or (
                t in ("لكن", "ولكن", "لان", "بل") and k + 1 < end and self.c.opens(k + 1)
            ):
                k += 1
                continue
            if self.c.opens(k):
                q = w.quotations[w.mark[k]]
                f.content.append(self._trim(q.open + 1, q.close))
                k = q.after
                continue
            return

    def _end(self, f: Frame, others: list[Frame], at: int) -> int:
        """The first token after the content that begins before ``at``."""
        w = self.w
        if at >= w.n:
            return w.n
        end = w.sentence_end[at]
        if w.sentence_end[at] <= at:
            return at
        cut = end
        for o in others:
            if o is f or (o.cue <= f.cue and o.clause <= f.cue):
                continue
            if o.marker == "around" and not o.initial and o.cue > at:
                if not self._stands_between(o):
                    cut = min(cut, self._back_over_marks(o.cue, at))
                continue
            stop = self._stops(f, o, at)
            if stop is not None:
                cut = min(cut, stop)
        for token, _ in self.finder.cuts:
            if at < token < cut:
                cut = self._back_over_marks(token, at)
        cut = self._narrator_cut(at, cut)
        return self._subordinate_cut(f, at, cut)

    def _stands_between(self, o: Frame) -> bool:
        """«الفشل يعود بحسب هيئات دولية إلى الفساد»: no comma parts the source from what goes on."""
        w = self.w
        k = o.cue_end
        return (
            k + 1 < w.sentence_end[o.cue]
            and w.is_word[o.cue - 1]
            and w.is_word[k]
            and bool(w.flags[k] & PREPOSITION or self.finder.p.preposition(k))
            and w.tok[k][0] not in "وف"
        )

    def _narrator_cut(self, at: int, cut: int) -> int:
        """Where the reporter takes the word again: «دون أن يوضح»، «فيما لم يصدر»، «وأضاف» with no frame of its own."""
        w = self.w
        for k in range(at + 2, cut):
            if w.quoted[k] >= 0:
                continue
            t = w.tok[k]
            if t in ("دون", "بدون") and k + 1 < cut:
                nxt = w.tok[k + 1]
                if nxt in _WITHHELD or (nxt == "ان" and k + 2 < cut and w.tok[k + 2][1:] in _WITHHOLDS):
                    return self._back_over_marks(k - 1 if w.tok[k - 1] == "من" else k, at)
            elif (
                (t == "علما" and w.tok[k - 1] in "،," and k + 1 < cut and w.tok[k + 1] in _KNOWING)
                or (t in ("فيما", "وفيما") and k + 1 < cut and w.tok[k + 1] in ("لم", "لا") and w.tok[k - 1] in "،,")
                or (
                    t in ("الا", "غير", "بيد")
                    and k + 3 < cut
                    and w.tok[k + 1] == "ان"
                    and w.tok[k - 1] in "،,"
                    and any(
                        c.form.tense == "past" and not c.rule.optional
                        for x in range(k + 2, min(cut, k + 8))
                        if not w.flags[x] & (NAME | NOUN)
                        for c in self.c.rules.cues.get(w.tok[x], ())
                    )
                )
                or (
                    t in ("وهو", "وهي")
                    and k + 2 < cut
                    and w.tok[k + 1] == "ما"
                    and (
                        self.finder.p.is_cue(k + 2)
                        or any(c.form.suffix for c in self.c.rules.cues.get(w.tok[k + 2], ()))
                    )
                    and w.tok[k - 1] in "،,"
                )
                or (
                    (w.tok[k - 1] in "،,؛" or w.tok[k - 1].startswith(".."))
                    and (t.endswith("ا") or (t.endswith("ه") and k + 1 < cut and self.c.is_masdar(k + 1)))
                    and any(
                        c.form.tense == "participle" and c.form.suffix != "bare" and c.form.number == "s"
                        for c in self.c.rules.cues.get(t, ())
                    )
                )
                or (
                    t[0] == "و"
                    and len(t) > 3
                    and k + 1 < cut
                    and w.tok[k + 1] in ("ذلك", "هذا", "هذه")
                    and w.tok[k - 1] in "،,"
                    and t[1:] in _CAME
                )
                or (
                    t[0] == "و"
                    and any(
                        c.rule.continues and c.form.tense == "past" and not c.form.suffix
                        for c in self.c.rules.cues.get(t[1:], ())
                    )
                )
            ):
                return self._back_over_marks(k, at)
        return cut

    def _subordinate_cut(self, f: Frame, at: int, cut: int) -> int:
        """«بينما رجّح … أن …، بدأت الحكومة»: the main clause after the comma is the reporter's."""
        w = self.w
        if (
            f.clause < f.cue
            and f.clause > w.sentence_start[f.cue]
            and w.tok[f.clause] in RELATIVES
            and w.tok[f.clause - 1] in "،,"
        ):
            for k in range(at + 1, cut - 1):
                if w.tok[k] in "،," and w.quoted[k] < 0:
                    g = w.flags[k + 1]
                    if (
                        (g & VERB and not g & NOUN and w.tok[k + 1][0] not in "وفيت")
                        or self.c.that(k + 1)
                        or (
                            w.is_word[k + 1]
                            and w.verbatim(k + 1, k + 2).rstrip("ً").endswith("ا")
                            and not g & (NAME | PLACE)
                        )
                    ):
                        return k
        s = w.sentence_start[f.cue]
        while s < f.cue and (not w.is_word[s] or w.tok[s] in ("ففي", "وفي", "في")):
            s += 1
        if w.tok[s] not in ("حين", "بينما", "وبينما", "فيما", "وفيما", "عندما", "وعندما", "بعدما", "وبعدما") or (
            s < f.clause - 3 and f.mode != "shared"
        ):
            return cut
        for k in range(at + 2, cut - 1):
            if w.tok[k] in "،," and w.quoted[k] < 0:
                g = w.flags[k + 1]
                if (g & VERB and not g & NOUN) or w.tok[k + 1] in (
                    "فقد",
                    "فان",
                    "قال",
                    "قالت",
                    "اعلن",
                    "اعلنت",
                    "ذكر",
                    "ذكرت",
                    "اكد",
                    "اكدت",
                ):
                    return k
        return cut

    def _stops(self, f: Frame, o: Frame, at: int) -> int | None:
        """Where another frame ends the content of ``f``, or None where it stands inside it."""
        w = self.w
        if o.cue < at or w.quoted[o.cue] >= 0:
            return None
        if o.mode == "shared":
            k = o.clause
            return self._back_over_marks(k, at)
        if o.mode == "possessor" or o.id.startswith("noun."):
            return None
        if o.mode == "named" and o.marker in ("that", "quote", "colon") and o.form.tense in ("past", "present"):
            for k in range(o.clause - 1, max(at, o.clause - 8), -1):
                if w.tok[k] in "،,":
                    if w.tok[k + 1] in (
                        "وفي",
                        "ومن",
                        "وعلي",
                        "وعن",
                        "وبدوره",
                        "وبدورها",
                        "وخلال",
                        "وبعد",
                        "في",
                        "من",
                        "وحول",
                        "وقبل",
                        "وامس",
                    ) and not any(self.c.that(x) or self.finder.p.is_verb(x) for x in range(k + 1, o.clause)):
                        return self._back_over_marks(k, at)
                    break
        if (
            (f.marker in ("prep", "noun") or w.tok[o.cue - 2] == "قبل")
            and o.mode == "elided"
            and o.form.tense in ("past", "present")
            and o.cue - at > 2
            and w.tok[o.cue - 1] in ("ان", "بعدما")
            and (w.tok[o.cue - 1] == "بعدما" or w.tok[o.cue - 2] in ("بعد", "قبل"))
        ):
            return self._back_over_marks(o.cue - (1 if w.tok[o.cue - 1] == "بعدما" else 2), at)
        clause = max(o.clause, at)
        if o.conjoined:
            if o.form.tense in ("past", "jussive") or w.tok[o.cue - 1] in "،,." or f.form.tense == o.form.tense:
                return self._back_over_marks(clause, at)
            return None
        if (
            o.clause == o.cue
            and not o.form.suffix
            and w.tok[o.cue - 1] in "،,؛"
            and (
                (o.mode == "elided" and o.form.tense == "past")
                or (
                    o.mode == "named"
                    and o.phrase is not None
                    and o.phrase.whole[0] == o.cue + 1
                    and o.marker in ("that", "quote", "colon")
                    and o.cue - at > 6
                )
            )
        ):
            return self._back_over_marks(o.cue, at)
        if o.clause < o.cue:
            opener = w.tok[o.clause]
            relative = any(w.tok[k] in RELATIVES for k in range(o.clause, o.cue))
            if relative:
                words = sum(w.is_word[k] for k in range(at, o.clause))
                return (
                    self._back_over_marks(o.clause, at)
                    if words >= 3 and not o.rule.optional and o.rule.act != "agree"
                    else None
                )
            if opener in ("ما", "مما"):
                return None
            if opener in ("لكنه", "لكنها") and w.tok[o.clause - 1] in "،," and o.form.tense == "present":
                return self._back_over_marks(o.clause, at)
            if opener in ("اذ", "حيث") and o.marker in ("colon", "quote", "that") and o.form.tense == "past":
                return self._back_over_marks(o.clause, at)
            said = o.form.tense in ("past", "jussive") or (o.negated and w.tok[o.cue - 1] in ("لم", "ولم"))
            if opener in (
                "كما",
                "فيما",
                "بينما",
                "وفيما",
                "وبينما",
                "لكنه",
                "لكنها",
                "ولكنه",
                "ولكنها",
                "لكن",
                "ولكن",
                "وكان",
                "وكانت",
                "حين",
                "غير",
                "الا",
            ) and (said or (o.mode == "named" and w.tok[o.clause - 1] in "،,")):
                return self._back_over_marks(o.clause, at)
        if (
            o.mode == "named"
            and o.phrase is not None
            and o.phrase.whole[1] <= o.cue
            and (o.form.tense == "past" or w.tok[o.phrase.whole[0] - 1] in ("لكن", "ولكن", "فيما", "بينما"))
        ):
            # فيما فلان قال: the subject stands before the verb
            s = o.phrase.whole[0]
            while s > at and w.tok[s - 1] in _FOLLOWUPS:
                s -= 1
            if w.tok[s] in _FOLLOWUPS:
                return self._back_over_marks(s, at)
        return None

    def _back_over_marks(self, k: int, at: int) -> int:
        w = self.w
        if k - 2 > at and w.tok[k - 1] == "الوقت" and w.tok[k - 2] == "في":
            k -= 2  # في الوقت الذي
        while k > at and (
            w.tok[k - 1] in ("،", ",", "؛", "و", "-", "–", "..", "…", "وذلك", "ذلك", "هذا", "وهذا", "بل")
            or w.tok[k - 1] in ("كما",)
            or (w.tok[k - 1] == "في" and w.tok[k] == "حين")
        ):
            k -= 1
        return k

    def _trim(self, i: int, j: int) -> Range:
        w = self.w
        while i < j and not w.is_word[i] and not self.c.opens(i) and w.tok[i] not in "([":
            i += 1
        while j > i and not w.is_word[j - 1]:
            k = w.mark[j - 1]
            if k >= 0 and w.quotations[k].close == j - 1 and i <= w.quotations[k].open:
                break
            if (w.tok[j - 1] in ")]%" and any(w.tok[x] in "([" for x in range(i, j))) or w.tok[j - 1] == "%":
                break
            j -= 1
        return i, j

    # ---- kinds

    def _kind(self, f: Frame, i: int, j: int) -> str:
        if f.marker == "colon" and f.id != "headline":
            before = self.w.tok[i - 1] if i else ""
            if before in ("انه", "انها", "انهم") and not any(self._speech_marks(k) for k in range(i, j)):
                return "indirect"
            return "direct"
        for k in range(i, j):
            if self._speech_marks(k):
                return "mixed"
        if f.id == "headline":
            return "direct"
        return "indirect"

    def _speech_marks(self, k: int) -> bool:
        """Whether a quotation that opens at k holds words of the speaker, and not a name or a distanced word."""
        w = self.w
        if not self.c.opens(k):
            return False
        q = w.quotations[w.mark[k]]
        inner = [x for x in range(q.open + 1, q.close) if w.is_word[x]]
        if 5 <= len(inner) <= 7 and k and w.tok[k - 1].removeprefix("ال") in _TITLED:
            return False  # برنامج «مع الناس في كل مكان»
        if len(inner) >= 5:
            return True
        if not inner:
            return False
        before = w.tok[k - 1] if k else ""
        fb = w.flags[k - 1] if k else 0
        if before.removeprefix("ال") in _NAMING or before[1:] in _NAMING or fb & NAME:
            return False
        if self.finder.p.content_flags(k - 1) & (BODY | DOCUMENT) and not fb & (DEFINITE | ADJECTIVE):
            return False
        flags = [w.flags[x] for x in inner]
        first = w.tok[inner[0]].removeprefix("ال")
        if first in _NAMING or all(g & (NAME | PLACE | OUTLET | KNOWN_BODY | LATIN | DIGIT) for g in flags):
            return False
        if all(not w.flags[x] or w.flags[x] & (LATIN | DIGIT | NAME) for x in inner):
            return False  # «إس يو إس آي»: letters and foreign words name a thing
        if len(inner) >= 3:
            return True
        if any(g & (NAME | PLACE | KNOWN_BODY | TITLE | LATIN) for g in flags) or not any(flags):
            return False
        if len(inner) == 2:
            return fb & TITLE == 0
        return not flags[0] & DEFINITE and bool(flags[0] & (NOUN | ADJECTIVE | MASDAR | VERB))

    # ---- beyond the sentence

    def _followed_by_quotation(self, f: Frame, end: int) -> None:
        """A paraphrase followed at once by a quoted sentence with no new cue is one mixed statement over both."""
        w = self.w
        k = end
        if k >= w.n or w.tok[k] not in ".:":
            return
        k += 1
        if k < w.n and self.c.opens(k) and self.c.quoted_words(k) >= 5:
            q = w.quotations[w.mark[k]]
            nxt = q.after
            while nxt < w.n and w.tok[nxt] in "،,":
                nxt += 1
            if nxt < w.n and w.is_word[nxt] and self.finder.p.is_cue(nxt) and w.tok[nxt][0] not in "وف":
                return
            f.content = [(f.content[0][0], q.close)]
            f.kind = "mixed"

    # ---- evidentials

    def _around(self, f: Frame, others: list[Frame]) -> None:
        """The clause that بحسب and its like qualify."""
        w = self.w
        s, e = w.sentence_start[f.cue], w.sentence_end[f.cue]
        speech = [o for o in others if o is not f and o.marker != "around" and o.content and self._firm(o)]
        if f.initial:
            k = f.cue_end
            while k < e and (w.tok[k] in ("،", ",", "-") or w.tok[k] in ("فان", "فقد", "ان")):
                k += 1
            led = next(
                (
                    j
                    for j in range(k, min(e, k + 14))
                    if w.tok[j] in _SO and w.quoted[j] < 0 and w.tok[j - 1] not in "؛"
                ),
                None,
            )
            if led is not None and not any(o.cue > k and o.cue < led for o in others):
                k = led + 1  # وفقا للتقرير، الصادر عن البنك، فإن
            if k < e and w.tok[k] in RELATIVES:
                # بحسب الوزير، الذي أكد أن: the clause tells of the source
                k = next((j + 1 for j in range(k, e) if w.tok[j] in "،," and w.quoted[j] < 0), e)
            if k >= e and s > 1 and w.tok[s - 1] == ".":
                # «…. بحسب رويترز.»: a sentence of its own for the one before
                b = w.sentence_start[s - 2] if w.is_word[s - 2] or w.mark[s - 2] >= 0 else s
                f.content = [self._trim(b, s - 1)] if b < s - 1 else []
                f.content = [r for r in f.content if r[0] < r[1]]
                f.kind = self._kind(f, *f.content[0]) if f.content else ""
                return
            if k < e and self.c.opens(k) and w.quotations[w.mark[k]].closed and w.quotations[w.mark[k]].close >= e - 1:
                q = w.quotations[w.mark[k]]
                f.content, f.kind = [self._trim(q.open + 1, q.close)], "direct"
            else:
                end = self._end(f, [o for o in others if o.cue > k], k) if k < e else k
                f.content = [self._trim(k, end)]
                f.kind = self._kind(f, *f.content[0]) if f.content[0][0] < f.content[0][1] else ""
            main = [o for o in speech if o.cue > f.cue]
            if f.outer_only and main:
                self._carry(f, main)
                f.content = []
            f.content = [r for r in f.content if r[0] < r[1]]
            return
        before = [o for o in speech if o.cue < f.cue]
        if before:
            for carrier in f.carriers:
                for o in before:
                    o.carriers.append(carrier)
            if f.outer_only:
                self._carry(f, before)
            f.content = []
            if not f.outer_only and not any(o.mode in ("named", "elided", "relative") for o in before):
                f.content = [self._trim(self._clause_from(s, f.cue), f.cue)]
                f.kind = "indirect"
            return
        first = self._clause_from(s, f.cue)
        r = self._trim(first, self._back_over_marks(f.cue, first))
        f.content = [r] if r[0] < r[1] else []
        rest = f.cue_end
        aside = rest < e and w.tok[rest] in "-–)" and f.cue > 0 and w.tok[f.cue - 1] in "-–("
        if rest < e and (w.tok[rest] in "،," or aside) and f.content:
            nxt = rest + 1
            if (
                nxt < e
                and (r[1] - r[0] <= 9 or aside)
                and not (w.tok[nxt][0] == "و" and len(w.tok[nxt]) > 3)
                and w.tok[nxt] not in ("فيما", "بينما", "حيث", "مشيرا", "كما", "وقد", "لكن", "الا", "غير")
            ):
                end = self._end(f, [o for o in others if o.cue > nxt], nxt)
                f.content.append(self._trim(nxt, end))
        while rest < e and w.flags[rest] & TIME:
            rest += 1
        if rest + 1 < e and w.tok[rest] in ("في", "عبر", "خلال") and self._channel_cut(f, rest - 2, rest + 3) == rest:
            rest = e  # بحسب ما أعلنت في بيان
        if (rest < e and w.tok[rest] in "،,") or aside:
            pass
        elif rest < e and w.is_word[rest] and f.content and r[1] - r[0] <= 12:
            nxt = rest
            while nxt < e and w.tok[nxt] in ("فان", "فقد"):
                nxt += 1
            end = self._end(f, [o for o in others if o.cue > nxt], nxt)
            f.content.append(self._trim(nxt, end))
        f.content = [r for r in f.content if r[0] < r[1]]
        if f.content:
            f.kind = "indirect"
            if len(f.content) == 1 and self.c.opens(f.content[0][0]):
                q = w.quotations[w.mark[f.content[0][0]]]
                if q.close >= f.content[0][1] - 1:
                    f.content, f.kind = [self._trim(q.open + 1, q.close)], "direct"
            if f.kind == "indirect":
                f.kind = "mixed" if any(self._speech_marks(k) for r in f.content for k in range(*r)) else "indirect"

    def _without_and(self, f: Frame) -> None:
        """«وبلغت النسبة كذا، بحسب الوزارة»: the clause begins after its و."""
        w = self.w
        i = f.content[0][0]
        t = w.tok[i]
        look = self.c.rules.lexicon.look
        if t[0] == "و" and len(t) > 3 and not w.flags[i] & ~DEFINITE and (look(t[1:]) or self.c.rules.cues.get(t[1:])):
            f.start, f.clip = i, 1

    def _carry(self, f: Frame, frames: list[Frame]) -> None:
        if f.phrase is not None:
            for o in frames:
                if f.phrase not in o.carriers:
                    o.carriers.append(f.phrase)

    def _clause_from(self, s: int, cue: int) -> int:
        w = self.w
        dash = next((x for x in range(s + 1, min(s + 9, cue)) if w.tok[x] in "-–" and not w.glued_left(x)), None)
        if dash is not None and w.flags[s] & PLACE and not any(w.flags[x] & VERB for x in range(s, dash)):
            s = dash + 1  # طهران - أطلقت
        while s < cue:
            voice = self.finder.voice(s) if w.is_word[s] else 0
            if voice:
                s += voice
            elif (not w.is_word[s] and not self.c.opens(s)) or w.tok[s] in (
                "كما",
                "فقد",
                "وقد",
                "و",
                "انه",
                "انها",
                "كذلك",
                "وكذلك",
                "ايضا",
            ):
                s += 1
            else:
                break
        return s
