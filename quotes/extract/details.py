"""How a thing was said: polarity, channel, the words that say when, the media named on the way.

Comes in: ``Words`` and a settled frame. Goes out: small answers as token ranges or names of the closed lists.
Never here: who spoke.
"""

from __future__ import annotations

from quotes.extract.finder import FrameFinder
from quotes.extract.frames import Frame
from quotes.extract.phrases import Phrase, Range
from quotes.extract.words import Words
from quotes.model import Polarity
from quotes.rules import Rules
from quotes.rules.lexicon import (
    ADJECTIVE,
    ADVERB,
    CHANNEL,
    DEFINITE,
    DOCUMENT,
    LATIN,
    NAME,
    NOUN,
    OUTLET,
    PREPOSITION,
    RELATIVE,
    TIME,
    TITLE,
    VERB,
)
from quotes.text import fold

_OPEN_WHEN_NEGATED = frozenset({"استبعد", "نفى", "أنكر", "أكد", "جزم", "نفي"})
_TOLD = frozenset({"قال", "ذكر", "أفاد", "صرح"})
_ADDRESSING = frozenset({"call", "ask", "warn", "promise", "threaten"})
_AS_IF = frozenset("كانه كانها كانهم كانهن كانهما كانك كاننا كانني كاني كانما".split())
_IN_IT = frozenset("فيه فيها خلاله خلالها عبره عبرها".split())
_CAME = frozenset("جاء جاءت وجاء وجاءت ياتي تاتي وياتي وتاتي".split())
_THAT = ("ذلك", "تصريح", "تعليق", "اقوال", "كلام", "حديث")
_DECLINES = frozenset(
    "التعليق الكشف الافصاح الادلاء الرد تحديد ذكر الخوض توضيح الاجابه كشف الافصاح تقديم اعطاء الحديث التصريح".split()
)
_AFTER = frozenset("لدي وفي وخلال وعبر في فى خلال عبر على علي ضمن اثناء من بحسب عقب بعد".split())
_EXPECTED = (
    ("من", "المتوقع"),
    ("من", "المقرر"),
    ("من", "المنتظر"),
    ("من", "المرتقب"),
    ("من", "المرجح"),
    ("يجب",),
    ("ينبغي",),
    ("يتوقع",),
    ("يمكن",),
    ("ينتظر",),
)
_EARLIER = (
    ("في", "وقت", "سابق"),
    ("في", "وقت", "لاحق"),
    ("في", "وقت", "متاخر"),
    ("في", "وقت", "مبكر"),
    ("في", "ساعه", "متاخره"),
)
_DAYS = frozenset("السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه الاتنين التلات الاربع".split())
_TIME_HEADS = frozenset(
    "امس اليوم البارحه البارح غدا الليله مساء صباح ظهر عصر فجر ليل ليله لاحقا سابقا موخرا اخيرا يوم الان صباحا".split()
)
_MONTHS = frozenset(
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر كانون شباط اذار نيسان ايار حزيران "
    "تموز اب ايلول تشرين جانفي فيفري افريل ماي جوان جويليه اوت سيبتمبر غشت شتنبر نونبر دجنبر يوليوز محرم صفر ربيع "
    "جمادي رجب شعبان رمضان شوال ذو ذي".split()
)
_AFTER_TIME = frozenset(
    "الماضي الماضيه الجاري الحالي المنصرم الفائت المقبل القادم الاول الثاني الثانيه نفسه ذاته السابق الفايت "
    "المنصرمه الجاريه الحاليه الماضيين الاولي".split()
)
_MEDIA = frozenset(
    "وكاله صحيفه قناه موقع شبكه اذاعه مجله جريده تلفزيون راديو وكالات التلفزيون الاذاعه برنامج دوريه مواقع وسايل "
    "صحيفتي وكالتي قناتي بوابه".split()
)


def polarity(w: Words, f: Frame) -> Polarity | None:
    """Denied, declined, open or unspoken; None when the source simply said it."""
    lemma = f.rule.lemma
    if f.negated:
        if lemma in _OPEN_WHEN_NEGATED:
            return "open"
        never = w.tok[f.cue - 1] in ("لا", "ولا") and f.form.tense == "present"
        if f.rule.act in ("opine", "expect"):
            return "denied"  # لا يتوقع: he holds that it is not so
        return "unspoken" if never or lemma in _TOLD else "declined"
    if lemma in ("رفض", "امتنع") and f.start < w.n:
        first = w.tok[f.start]
        if first in _DECLINES or first.removeprefix("ال") in _DECLINES:
            return "declined"
    if f.rule.polarity == "denied" and (not f.through or f.marker in ("noun", "prep")):
        return "denied"
    if f.rule.polarity == "declined":
        return "declined"
    if f.hypothetical or _expected(w, f) or _imagined(w, f):
        return "unspoken"
    return None


def _imagined(w: Words, f: Frame) -> bool:
    """كأنهم أقسموا ألا …; سيوجه رسالة يطالبه فيها بـ: nobody has said it, or not yet."""
    if f.cue > 0 and w.tok[f.cue - 1].removeprefix("و") in _AS_IF:
        return True
    if f.form.tense != "present" or f.cue + 1 >= w.n or w.tok[f.cue + 1] not in _IN_IT:
        return False
    near = range(max(w.sentence_start[f.cue], f.cue - 8), f.cue)
    return any(len(w.tok[k]) > 4 and w.tok[k].startswith(("سي", "ست")) and not w.flags[k] & ~VERB for k in near)


def _expected(w: Words, f: Frame) -> bool:
    if f.form.tense != "present":
        return False
    i = f.cue
    s = max(w.sentence_start[i], i - 6)
    window = w.tok[s:i]
    if not window or window[-1] != "ان":
        return False
    for words in _EXPECTED:
        n = len(words)
        for k in range(len(window) - n):
            if tuple(window[k : k + n]) == words or (
                window[k].lstrip("و") == words[0] and tuple(window[k + 1 : k + n]) == words[1:]
            ):
                return True
    return False


def zone(w: Words, rules: Rules, f: Frame) -> list[Range]:
    """Where the saying's own clause speaks of itself: before the content, and for a split quotation after it."""
    if f.marker == "around":
        e = w.sentence_end[f.cue]
        return [(f.cue, min(e, f.cue_end + 8))] if not f.initial else [(f.cue, f.cue_end)]
    out: list[Range] = []
    s = w.sentence_start[f.cue]
    while s < f.cue and not w.is_word[s]:
        s += 1
    head = f.clause if f.marker != "before" else f.cue
    if f.phrase is not None and f.phrase.whole[0] < f.cue:
        out.append((f.phrase.whole[0], f.cue))
        head = min(head, f.phrase.whole[0])
    if (
        f.mode != "shared"
        and not (f.cue > 0 and w.flags[f.cue - 1] & RELATIVE)
        and s < head <= s + 25
        and all(
            w.quoted[k] < 0 or w.quotations[w.quoted[k]].after - w.quotations[w.quoted[k]].open <= 6
            for k in range(s, head)
        )
    ):
        # words that open the sentence before the cue: «وفي بيان أمس، قال …»
        first = w.tok[s]
        bare = first[1:] if first[0] in "وف" and len(first) > 2 else first
        if any(w.lexicon.look(t) & (PREPOSITION | TIME | ADVERB) for t in (first, bare)):
            out.append((s, head))
    told = _told(w, rules, f)
    if told is not None:
        out.append((told, f.cue))
    stop = f.at if f.marker != "before" else (f.phrase.end if f.phrase else f.cue + 1)
    out.append((f.cue, max(stop, f.cue + 1)))
    if f.marker == "before":
        out.append((f.cue, min(w.sentence_end[f.cue], f.cue + 25)))
    elif f.content and f.content[-1][1] < w.sentence_end[f.cue]:
        e, stop = f.content[-1][1], w.sentence_end[f.cue]
        while e < stop and w.tok[e] in ("،", ",", "وذلك"):
            e += 1
        if e + 1 < stop and w.tok[e] in ("في", "خلال", "عبر") and w.flags[e + 1] & (CHANNEL | DOCUMENT):
            out.append((e, min(stop, e + 14)))  # …، وذلك في كلمة ألقاها الأحد
    return out


def _told(w: Words, rules: Rules, f: Frame) -> int | None:
    """Where the words stand that a relative clause speaks of: تصريحات … التي قال فيها، بلاغا قالت فيه."""
    if f.cue + 1 >= w.n or w.tok[f.cue + 1] not in ("فيه", "فيها", "خلالها", "خلاله"):
        return None
    for k in range(f.cue - 1, max(w.sentence_start[f.cue] - 1, f.cue - 24), -1):
        t = w.tok[k]
        if w.quoted[k] >= 0 or t in _MEDIA or t[1:] in _MEDIA:
            continue  # تصريحات لجريدة كذا قال فيها
        if any(x in rules.channels for x in (t, t.removeprefix("ال"), t.removesuffix("ا"))):
            return k
    return None


def channel(w: Words, rules: Rules, f: Frame, *, alone: bool) -> str | None:
    """How the words were given, from the saying's own clause.

    ``alone``: no other saying stands before it in its sentence, whose first clause then tells
    (نشر تدوينة في صفحته، مشيراً إلى).
    """
    t = w.tok[f.phrase.whole[0]] if f.phrase is not None else ""
    if f.phrase is not None and f.phrase.clip:
        t = "ا" + t[1:] if t.startswith("لل") else t[1:]
    if f.phrase is not None and w.lexicon.look(t) & DOCUMENT:
        itself = rules.channels.get(t) or rules.channels.get(t.removeprefix("ال"))
        if itself in ("statement", "report", "letter", "post"):
            return itself
    told = _told(w, rules, f)
    if told is not None:
        t = w.tok[told]
        own = next((n for s in (t, t.removeprefix("ال"), t.removesuffix("ا")) if (n := rules.channels.get(s))), None)
        if own:
            return own
    zones = zone(w, rules, f)
    if alone and f.marker != "around" and (f.mode == "shared" or (f.conjoined and f.mode == "elided")):
        zones.append((w.sentence_start[f.cue], f.cue))
    for a, b in zones:
        k = a
        while k < b:
            t = w.tok[k]
            name = None
            if t in _AFTER and k + 1 < b:
                name = _channel_at(w, rules, k + 1, b)
            elif t in ("هاتفيا",):
                name = "call"
            elif k + 2 < b and w.tok[k + 2] in _IN_IT and w.flags[k] & (CHANNEL | DOCUMENT):
                name = _channel_at(w, rules, k, b)  # ارتجل كلمة أعرب فيها عن سروره وشدد على
            elif t in ("مغردا", "غرد", "غردت"):
                name = "post"
            if name in ("letter", "statement") and any(w.tok[x].startswith(("صفحت", "حساب")) for x in range(k, b)):
                return "post"  # رسالة نشرها على صفحته
            if name:
                return name
            k += 1
    if f.lemma == "نشر" and f.phrase is not None and f.phrase.type == "person":
        return "post"
    return "post" if f.rule.lemma in ("غرد", "دون") else None


def document(rules: Rules, speaker: str) -> str | None:
    """The channel that a document is, where it speaks itself, its name dropped or not: البيان، تقرير المنظمة."""
    words = fold(speaker).split()
    name = rules.channels.get(words[0].removeprefix("ال")) if words else None
    return name if name in ("statement", "report", "letter") else None


def afterwards(w: Words, rules: Rules, s: int) -> str | None:
    """The channel of what was said before sentence ``s``, told in it: جاء ذلك خلال مؤتمر، جاءت تصريحاته في مقابلة."""
    while s < w.n and not w.is_word[s]:
        s += 1
    e = min(w.sentence_end[s], s + 16) if s < w.n else s
    if s + 2 >= e or w.tok[s] not in _CAME or not w.tok[s + 1].startswith(_THAT):
        return None
    for k in range(s + 2, e - 1):
        if w.tok[k] in _AFTER and (name := _channel_at(w, rules, k + 1, e)):
            return name
    return None


def _channel_at(w: Words, rules: Rules, k: int, b: int) -> str | None:
    t = w.tok[k]
    if t in ("هذا", "هذه", "ذلك", "تلك") and k + 1 < b:
        return _channel_at(w, rules, k + 1, b)
    two = f"{t} {w.tok[k + 1]}" if k + 1 < w.n else t
    name = rules.channels.get(two) or rules.channels.get(t) or rules.channels.get(t.removeprefix("ال"))
    nxt = w.tok[k + 1] if k + 1 < w.n else ""
    if name == "press_conference" and t.endswith("وتمر") and nxt not in ("صحفي", "صحافي", "الصحفي", "الصحافي", "صحفى"):
        return None
    if (
        name == "call"
        and t.startswith("اتصال")
        and nxt not in ("هاتفي", "مع", "ب", "له", "لها", "هاتفى")
        and not nxt.startswith(("ب", "ل", "مع"))
    ):
        return None
    if name == "interview" and t == "حديث" and nxt in ("عن", "حول"):
        return None
    if name == "meeting" and t.startswith("لقاء") and nxt in ("مع", "له") and k + 2 < w.n and _is_medium_word(w, k + 2):
        return "interview"
    if t == "لقاء" and nxt in ("تلفزيوني", "صحفي", "اذاعي", "متلفز", "خاص"):
        return "interview"
    if t == "اول" and k + 1 < b:
        return _channel_at(w, rules, k + 1, b)
    return name


def _is_medium_word(w: Words, k: int) -> bool:
    t = w.tok[k]
    return t in _MEDIA or bool(w.flags[k] & (OUTLET | LATIN)) or w.mark[k] >= 0 or t.removeprefix("ل") in _MEDIA


def time(w: Words, rules: Rules, f: Frame) -> Range | None:
    """The words that say when it was said, if the saying's own clause has them."""
    zones = zone(w, rules, f)
    for a, b in sorted(zones, key=lambda r: r[0] != f.cue):
        k = a
        while k < b:
            if (k in w.skip and w.tok[k] in "([") or w.quoted[k] >= 0:
                k = w.skip.get(k, k + 1) if w.quoted[k] < 0 else k + 1
                continue
            if w.flags[k] & RELATIVE:
                k = next(
                    (j for j in range(k, b) if w.tok[j] in "،,"), b
                )  # what the clause tells of is no time of saying
                continue
            r = _time_at(w, k, b)
            if r is not None:
                return r
            k += 1
    return None


def _time_at(w: Words, k: int, b: int) -> Range | None:
    t = w.tok[k]
    if t in ("وفي", "وخلال", "وقبل"):
        t = t[1:]
    for words in _EARLIER:
        n = len(words)
        if (t, *w.tok[k + 1 : k + n]) == words:
            j = k + n
            while (
                j < b
                and (
                    w.tok[j] in _DAYS
                    or w.tok[j] in _AFTER_TIME
                    or w.tok[j] in ("من", "امس", "اليوم", "يوم", "هذا", "الاسبوع", "الشهر")
                )
                and j - k < 8
            ):
                j += 1
            return k, j
    bare = t[1:] if t[0] in "ول" and len(t) > 4 and (t[1:] in _TIME_HEADS or t[1:] in _DAYS) else t
    if bare in _TIME_HEADS or bare in _DAYS:
        if k > 0 and w.tok[k - 1] in ("منذ", "حتي", "قبل", "بعد", "الي"):
            return None
        j = k + 1
        if bare in ("اليوم", "ظهر", "سابقا", "مساء", "صباح", "فجر", "ليل") and j < w.n:
            g = w.flags[j]
            if g & ADJECTIVE and g & DEFINITE and w.tok[j] not in _AFTER_TIME:
                return None  # اليوم العالمي
            if bare in ("ظهر", "سابقا") and not (w.tok[j] in _DAYS or w.tok[j] in ("اليوم", "امس") or not w.is_word[j]):
                return None
            if (
                bare == "سابقا"
                and k > 0
                and w.is_word[k - 1]
                and not w.flags[k - 1] & (TIME | ADVERB)
                and w.tok[k - 1].endswith("ا")
            ):
                return None  # عرضاً سابقاً
        if bare in ("يوم",) and not (
            j < w.n and (w.tok[j] in _DAYS or w.flags[j] & (1 << 22) or w.tok[j] in ("امس", "غد"))
        ):
            return None
        while (
            j < b
            and j - k < 8
            and (
                w.tok[j] in _TIME_HEADS
                or w.tok[j] in _DAYS
                or w.tok[j] in _AFTER_TIME
                or w.tok[j] in _MONTHS
                or (w.tok[j].isdigit() and len(w.tok[j]) <= 4)
                or w.tok[j] in ("من", "اول")
                or (
                    w.tok[j] in "()/"
                    and j + 1 < b
                    and (w.tok[j + 1] in _MONTHS or w.tok[j + 1] in _DAYS or w.tok[j] == ")")
                )
            )
        ):
            j += 1
        s = k
        if s > 0 and w.tok[s - 1] in ("اول", "يوم", "مساء", "صباح", "ظهر", "فجر", "ليل"):
            s -= 1
        return s, j
    if t in ("الاسبوع", "الشهر", "العام", "السنه") and k + 1 < b and w.tok[k + 1] in _AFTER_TIME:
        return (k - 1 if w.tok[k - 1] in ("خلال", "في", "بدايه", "مطلع") else k), k + 2
    if t in ("في", "مطلع", "نهايه", "بدايه", "خلال", "عام", "سنه", "منتصف") and k + 1 < b:
        j = k + 1
        if (
            w.tok[j] in _MONTHS
            or (w.tok[j].isdigit() and j + 1 < w.n and w.tok[j + 1] in _MONTHS)
            or w.tok[j] in ("عام", "سنه", "شهر")
            or (t in ("عام", "سنه") and w.tok[j].isdigit())
        ):
            while j < b and (
                w.tok[j] in _MONTHS
                or w.tok[j].isdigit()
                or w.tok[j] in _AFTER_TIME
                or w.tok[j] in ("من", "عام", "سنه", "شهر", "العام", "/", "(", ")")
            ):
                j += 1
            return k, j
        if (
            w.tok[j] in ("الاسبوع", "الشهر", "العام", "الايام", "الاسابيع", "الاشهر", "السنوات", "الساعات")
            and j + 1 < b
        ):
            e = j + 1
            while e < b and (w.tok[e] in _AFTER_TIME or w.tok[e] in ("القليله", "الاخيره", "الماضيه")):
                e += 1
            if e > j + 1:
                return k, e
    if (
        t in ("في", "خلال")
        and k + 2 < b
        and w.tok[k + 1] in ("هذا", "هذه")
        and w.tok[k + 2] in ("الاسبوع", "الشهر", "العام", "السنه", "الليله")
    ):
        return k, k + 3
    if (
        t == "قبل"
        and k + 1 < b
        and w.tok[k + 1]
        in (
            "يومين",
            "ايام",
            "اسبوع",
            "اسبوعين",
            "شهر",
            "شهرين",
            "عام",
            "عامين",
            "سنوات",
            "ساعات",
            "اسابيع",
            "اشهر",
            "عده",
        )
    ):
        j = k + 2
        if w.tok[k + 1] == "عده":
            j += 1
        return k, min(j, b)
    return None


def addressee(w: Words, f: Frame) -> Range | None:
    """To whom it was said, where the verb takes him: دعا الوزير الأهالي إلى، أبلغ المجلس أن."""
    told = f.rule.hearer or (f.rule.object and f.act in _ADDRESSING)
    if not told or f.form.suffix not in ("", "bare") or f.marker not in ("prep", "that") or f.mode == "relative":
        return None
    i = f.phrase.end if f.phrase is not None and f.phrase.whole[0] > f.cue else f.cue + 1
    j = f.at
    if not 1 <= j - i <= 8 or w.tok[i].endswith("ون"):
        return None
    if any(not w.is_word[k] or w.quoted[k] >= 0 or w.flags[k] & (PREPOSITION | RELATIVE) for k in range(i, j)):
        return None
    if w.flags[i] & (TIME | ADVERB) or (w.flags[i] & ADJECTIVE and not w.flags[i] & (NOUN | NAME | TITLE | DEFINITE)):
        return None
    return i, j


def media(w: Words, finder: FrameFinder, f: Frame) -> list[Phrase]:
    """Media to whom or through whom the words went (قال لوكالة رويترز، في تصريح لصحيفة …)."""
    out: list[Phrase] = []
    for a, b in zone(w, finder.rules, f)[-1:] if f.marker == "before" else zone(w, finder.rules, f):
        k = a
        while k < b:
            t = w.tok[k]
            p: Phrase | None = None
            if t in ("ل", "مع", "علي", "عبر", "من", "في") and k + 1 < b and (_is_medium_word(w, k + 1) or t == "ل"):
                if (
                    t != "ل"
                    and w.mark[k + 1] >= 0
                    and not w.flags[min(k + 2, w.n - 1)] & OUTLET
                    and not finder.rules.lexicon.longest(w.tok, min(k + 2, w.n - 1))[1] & OUTLET
                ):
                    k += 1
                    continue
                p = finder.p.read(k + 1, b, bounded=False)
            elif t[0] in "لب" and len(t) > 3 and not w.flags[k] & OUTLET:
                rest = "ا" + t[1:] if t.startswith("لل") else t[1:]
                if (
                    finder.rules.lexicon.longest([rest, *w.tok[k + 1 : k + 4]], 0)[1] & OUTLET
                    or rest in _MEDIA
                    or rest.removeprefix("ال") in _MEDIA
                    or (finder.rules.lexicon.look(rest) & OUTLET and t[0] == "ل")
                ):
                    p = finder.p.read_attached(k, b)
            if (
                p is not None
                and k > f.cue - 26
                and _carries(w, finder, p, k)
                and (f.phrase is None or p.whole != f.phrase.whole)
            ):
                out.append(p)
                k = max(k + 1, p.end)
                continue
            k += 1
    return out


def _carries(w: Words, finder: FrameFinder, p: Phrase, k: int) -> bool:
    """Whether the phrase after the preposition at k is a medium, by its head or by its marks (قال لـ«المدينة»)."""
    if finder.is_medium(p) or (p.head is not None and p.head.lemma in ("برنامج", "دوريه", "وسايل", "مواقع")):
        return True
    return w.tok[k] == "ل" and k + 1 < w.n and w.mark[k + 1] >= 0
