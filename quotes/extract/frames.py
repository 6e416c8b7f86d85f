"""Cues with their speaker phrase and the place where their content begins.

Comes in: ``Words`` and ``Rules``. Goes out: ``Frame``s in text order, one a cue that is one.
Never here: where contents end, or who the speaker is in the article.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from quotes.extract.complements import Complement, ComplementReader, Marker
from quotes.extract.phrases import Phrase, PhraseReader, Range
from quotes.extract.words import Words
from quotes.rules import CueForm, CueRule, PhraseCue, Rules
from quotes.rules.forms import Form
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
)  # fmt: skip

Mode = Literal["named", "elided", "shared", "relative", "possessor", "impersonal"]

_NEGATIONS = frozenset({"لم", "لن", "لا", "ولم", "ولن", "ولا", "فلم", "ليس", "دون", "بدون"})
_CLAUSE_OPENERS = frozenset(
    ["لكن", "ولكن", "بينما", "فيما", "وفيما", "وبينما", "حيث", "اذ", "حين", "عندما", "وعندما", "بعدما", "كما", "ان", "فان", "وان", "لان", "غير", "الا", "بل", "ثم", "وكان", "كان", "وكانت", "كانت", "فكان", "فقد", "وقد", "لقد", "سبق", "وسبق"]
)
RELATIVES = frozenset(["الذي", "التي", "الذين", "اللذين", "اللذان", "اللتان", "اللتين", "اللواتي", "اللاتي", "والذي", "والتي", "والذين", "الذى", "التى"])
_RELATIVE_AGREEMENT = {"الذي": ("m", "s"), "والذي": ("m", "s"), "الذى": ("m", "s"), "التي": ("f", "s"), "والتي": ("f", "s"), "التى": ("f", "s"), "الذين": ("m", "p"), "والذين": ("m", "p")}  # fmt: skip
_POINTERS = frozenset({"هذا", "هذه", "ذلك", "تلك", "وهذا", "وهذه", "وذلك", "وتلك"})
_RELAYS = frozenset({"نقل", "تناقل", "تداول", "أورد", "نسب"})
_PUBLISHES = frozenset({"نشر", "بث", "أذاع", "وجه", "أرسل", "بعث"})


@dataclass(slots=True)
class Frame:
    """One cue, its speaker phrase (or how to find one), and where its content begins.

    ``clause``: token where the cue's own clause begins: an enclosing content ends there.
    ``conjoined``: the verb begins with و or ف. ``inside``: it stands in the content of another frame.
    ``silent``: it makes no statement, but its speaker may go on in the next one.
    ``carriers``: phrases of media, nearest first.
    """

    cue: int
    rule: CueRule
    form: Form
    marker: Marker
    at: int
    start: int
    mode: Mode
    phrase: Phrase | None = None
    clip: int = 0
    clause: int = 0
    cue_end: int = 0
    act: str = ""
    lemma: str = ""
    id: str = ""
    negated: bool = False
    hypothetical: bool = False
    conjoined: bool = False
    inside: bool = False
    silent: bool = False
    carriers: list[Phrase] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    kind: str = ""
    host: Frame | None = None
    antecedent: Phrase | None = None
    outer_only: bool = False
    initial: bool = False


class FrameFinder:
    """Finds the frames of one text."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.w = words
        self.rules = rules
        self.p = PhraseReader(words, rules)
        self.c = ComplementReader(words, rules, self.p)
        self.rejected: list[tuple[int, str]] = []
        self.cuts: list[tuple[int, int]] = []  # (token, sentence end): trailing words that belong to no content
        self._taken: set[int] = set()

    def find(self) -> list[Frame]:
        """Every frame, in text order."""
        w = self.w
        out: list[Frame] = []
        i = 0
        while i < w.n:
            if not w.is_word[i] or w.quoted[i] >= 0 or i in self._taken:
                i += 1
                continue
            aside = self.rules.lexicon.longest(w.tok, i)
            if aside[1] & ADJUNCT:
                i += aside[0]
                continue
            voice = self._voice(i)
            if voice:
                i += voice
                continue
            frame = self._evidential(i) or self._cue(i)
            if frame is not None and frame.id.startswith("noun.") and any(
                not o.rule.optional and (o.at == frame.at or (o.start == frame.cue and o.marker in ("prep", "noun"))) for o in out[-3:]
            ):
                frame = None  # في ختام تصريحه أن, عن اعتقاده بأن: the verb before has it
            if frame is not None:
                out.append(frame)
                if frame.cue_end > i + 1 and frame.marker == "around":
                    i = frame.cue_end
                    continue
            i += 1
        spans = [f.phrase.whole for f in out if f.phrase is not None and f.mode == "named"]
        out = [f for f in out if not any(a <= f.cue < b for a, b in spans)]  # a word in somebody's name is no cue
        out.extend(self._headlines())
        out.sort(key=lambda f: f.cue)
        return out

    # ---- the reporter's own voice

    def _voice(self, i: int) -> int:
        w = self.w
        t = w.tok[i]
        for s, _prefix in ((t, 0), (t[1:], 1)) if t[0] in "وف" and len(t) > 3 else ((t, 0),):
            for words in self.rules.voices.get(s, ()):
                n = len(words)
                if i + n <= w.n and tuple(w.tok[i + 1 : i + n]) == words[1:] and (True):
                    return n
        return 0

    # ---- verbs, participles, speech nouns

    def _candidates(self, i: int) -> list[CueForm]:
        w = self.w
        t = w.tok[i]
        found: list[CueForm] = list(self.rules.cues.get(t, ()))
        if t[0] in "وف" and len(t) > 2 and not (w.flags[i] & (NAME | PLACE) and not w.flags[i] & DEFINITE and len(t) > 3):
            found += [c for c in self.rules.cues.get(t[1:], ()) if (t[0] == "و" and len(t) > 3) or c.form.tense in ("past", "present")]
        if t[0] in "بلك" and len(t) > 4:
            rest = "ا" + t[1:] if t.startswith("لل") else t[1:]
            found += [c for c in self.rules.cues.get(rest, ()) if c.form.tense == "masdar"]
        if t[0] == "ل" and len(t) > 4:
            found += [c for c in self.rules.cues.get(t[1:], ()) if c.form.tense == "present" and t[1] in "يت"]
        elif t.startswith(("وب", "ول")) and len(t) > 5:
            found += [c for c in self.rules.cues.get(t[2:], ()) if c.form.tense == "masdar"]
        if t[-1] == "ه" and found and w.ends_in_ta(i):
            found = [c for c in found if c.form.suffix != "ه"]
        return found

    def _cue(self, i: int) -> Frame | None:
        candidates = self._candidates(i)
        if not candidates:
            return None
        finite = [c for c in candidates if c.form.tense in ("past", "present", "future", "jussive", "passive")]
        for c in finite:
            frame = self._verb(i, c)
            if frame is not None:
                return frame
        for c in candidates:
            if c.form.tense == "participle":
                frame = self._participle(i, c)
                if frame is not None:
                    return frame
        for c in candidates:
            if c.form.tense == "masdar":
                frame = self._noun(i, c)
                if frame is not None:
                    return frame
        return None

    def _frame(self, i: int, c: CueForm, comp: Complement, mode: Mode, phrase: Phrase | None) -> Frame:
        for k in comp.through:
            self._taken.add(k)
        return Frame(
            cue=i, rule=c.rule, form=c.form, marker=comp.marker, at=comp.at, start=comp.start, mode=mode, phrase=phrase,
            clip=comp.clip, clause=self._clause_start(i), cue_end=i + 1, act=c.rule.act, lemma=c.rule.lemma,
            id=f"{c.rule.id}.{comp.marker}",
        )  # fmt: skip

    def _before(self, i: int) -> str:
        return self.w.tok[i - 1] if i > 0 else "\n"

    def _verb(self, i: int, c: CueForm) -> Frame | None:
        w = self.w
        before = self._before(i)
        bf = w.flags[i - 1] if i else 0
        f = w.flags[i]
        if c.form.tense == "passive" and c.rule.lemma not in _RELAYS:
            return None
        if self.p.is_accusative(i) and c.form.tense == "past":
            return None  # طلباً، رداً
        if before == "عدم" or (before.endswith("عدم") and len(before) <= 5):
            return None
        if c.rule.lemma in _PUBLISHES and before in RELATIVES and i > 2 and any(w.flags[x] & (DOCUMENT | CHANNEL) for x in range(max(0, i - 4), i)):
            return None
        if before in ("هل", "وهل", "ماذا", "لماذا", "كيف", "متي") and c.form.tense == "present":
            return None  # a question to somebody
        if before == "احد" and i > 1 and w.tok[i - 2] in ("لا", "ولا", "لم"):
            return None  # لا أحد ينكر
        if (before == "او" and f & (NOUN | MASDAR) and c.form.tense == "past") or (before == "ما" and c.rule.lemma == "حدث"):
            return None
        if c.form.tense == "past" and c.rule.lemma[-1] == "ى" and c.form.surface[-1] == "ي" and w.verbatim(i, i + 1).endswith("ي") and "ى" in w.text.verbatim:
            return None  # رأي and نفي are nouns where ى is written
        if before in ("تم", "يتم", "تمت", "يجب", "ينبغي", "يمكن") and c.form.tense == "past":
            return None  # تم نقل، يجب حث: verbal nouns
        if before in ("ما", "مما") and c.form.tense == "present" and c.form.gender == "m" and not c.form.suffix and (i < 2 or w.tok[i - 2] in "،," or w.tok[i - 2] in ("وهو", "وهي", "هو", "الامر")):
            return None  # …، ما يؤكد أن: what was told is the subject
        if before in _POINTERS and i > 1 and (w.flags[i - 2] & PREPOSITION or w.tok[i - 2].lstrip("و") in ("رغم", "الرغم", "غضون", "الي", "مع", "بعد") or w.tok[i - 2] in ("ورغم", "ومع", "وبعد", "والي")):
            pass  # مع ذلك قال
        elif before in _POINTERS or (before in ("لا", "لم", "قد") and i > 1 and w.tok[i - 2] in _POINTERS):
            return None  # وهذا لا ينفي
        if i and c.form.tense == "past" and self.p.is_cue(i - 1) and w.tok[i][0] not in "وف" and not c.form.suffix:
            return None  # انتقدت تمسك: its object
        if c.form.tense == "jussive" and before not in ("لم", "ولم", "فلم"):
            return None
        if bf & PREPOSITION and not bf & (TIME | NAME) and not (before == "من" and c.form.suffix and c.rule.object) and before not in ("منذ", "فيما", "حتي", "به", "فيه", "فيها", "بها", "له", "لها", "عليه", "عنه", "عنها", "منه", "دون", "وفيما") and w.glued_left(i) is False:
            return None
        if f & NAME and bf & (NAME | TITLE) and c.form.tense == "past" and not self.c.that(i + 1 if i + 1 < w.n else i):
            return None
        if c.rule.then and not self._then(i, c.rule):
            return None
        if c.rule.lemma in _PUBLISHES and not bf & DEFINITE and (bf & (DOCUMENT | CHANNEL) or (bf & ADJECTIVE and i > 1 and w.flags[i - 2] & (DOCUMENT | CHANNEL) and not w.flags[i - 2] & DEFINITE)):
            return None  # في تصريحات نشرت اليوم إن: the marker is another verb's
        if self._passive(i, c):
            return None
        if c.rule.lemma in _RELAYS or (c.rule.lemma == "ذكر" and self._tells_of(i)):
            relay = self._relay(i, c)
            if relay is not None:
                return relay
            if c.rule.lemma == "نقل" and self.c._marked(i, c.rule, w.sentence_end[i]) is None:
                return None
        comp = self.c.find(i, c)
        before_relative = i > 1 and before in _NEGATIONS and w.tok[i - 2] in RELATIVES
        relative = before in RELATIVES or (before in ("من", "ومن", "ممن", "ما") and c.form.tense == "past")
        negated = before in _NEGATIONS
        if comp is None:
            return self._after_quotation(i, c)
        if comp.marker == "quote" and before in "،," and i > 1 and w.mark[i - 2] >= 0 and w.quotations[w.mark[i - 2]].close == i - 2:
            split = self._after_quotation(i, c, 2)
            if split is not None:
                return split  # «…»، يقول فلان، «…»
        if comp.through and c.form.suffix and c.rule.needs_frame:
            return None
        phrase: Phrase | None = None
        mode: Mode = "elided"
        antecedent: Phrase | None = None
        left = None if relative else self._left_subject(i, c, strict=True)
        if left is not None and left.whole[1] <= i and not c.rule.things and not self._can_speak(left):
            return None  # الواقع يؤكد أن
        if left is not None:
            phrase = left  # «الصين قد اتهمت الدول»: what stands after the verb is its object
        elif comp.subject is not None:
            phrase = comp.subject
        else:
            limit = comp.through[0] if comp.through else comp.at
            if c.rule.then:
                limit = next((k for k in range(i + 1, limit) if w.tok[k] in {t.split()[0] for t in c.rule.then}), limit)
            first = self.p.skip_adjuncts(i + 1, limit)
            if first < limit and (w.is_word[first] or w.mark[first] >= 0):
                if first == comp.start and comp.marker in ("noun", "prep"):
                    phrase = None
                else:
                    phrase = self.p.read(first, limit, bounded=not (c.rule.object or (c.rule.act == "call" and "ب" in c.rule.prepositions)), governed=c.rule.prepositions)
        carrier: Phrase | None = None
        if c.rule.source:
            phrase, carrier = self._sourced(i, comp, c.rule.source, phrase)
            if phrase is None:
                return None
        else:
            through = self._quoting(i, comp)
            if through is not None:
                phrase, carrier = through, phrase
        if comp.subject is None and left is None and carrier is None and not c.rule.source and not self._reaches(i, c, comp, phrase):
            return self._after_quotation(i, c)
        if phrase is not None and (self._is_object(i, c, phrase, comp) or (left is None and before in ("وهو", "وهي"))):
            phrase = None
        if negated and before_relative and comp.marker == "quote":
            return None  # «الباحث، الذي لم يذكر توقيتها، "…"»
        if phrase is not None and phrase.whole[0] > i and self._disagrees(i, c, phrase):
            if c.form.tense == "past" and not c.rule.object and any(x.form.tense == "masdar" and x.form.surface == c.form.surface for x in self._candidates(i)):
                return None  # زعم الحكومة أن: the noun
            phrase = None
        if phrase is not None and c.rule.act == "accuse" and comp.marker == "that" and self._is_patient(c, phrase, comp):
            return None
        if phrase is not None:
            mode = "named"
        elif before in RELATIVES and not c.form.suffix:
            agree = _RELATIVE_AGREEMENT.get(before)
            if agree is None or ((agree[0] == c.form.gender or c.form.gender is None) and (agree[1] == c.form.number or agree[1] == "s")):
                antecedent = self._antecedent(i - 1)
                mode = "relative"
            if i + 1 < w.n and w.tok[i + 1] in ("فيه", "فيها", "خلالها", "خلاله"):
                teller = self._teller(i - 1)
                if teller is not None:
                    antecedent, mode = teller, "relative"
                else:
                    antecedent, mode = None, "elided"
        if phrase is None and mode == "elided" and not relative:
            left = self._left_subject(i, c)
            if left is not None:
                phrase, mode = left, "named"
        if phrase is None and mode == "elided" and self._noise(i, c, comp):
            return None
        if mode == "relative" and antecedent is not None and not c.rule.things and not self._can_speak(antecedent):
            return None  # الأماكن التي تعبر عن
        if mode == "relative" and negated and c.rule.act == "feel" and c.form.tense == "present":
            return None  # الأب الذي لا يعبر عن عواطفه: a habit
        if c.rule.agent and phrase is not None and phrase.whole[0] == i + 1 and phrase.whole[1] == i + 2 and not w.flags[i + 1] and comp.marker in ("noun", "quote") and w.tok[i + 1].endswith("ه"):
            return None  # تعليقات اعتبرت مهينة
        end = w.sentence_end[i]
        if mode == "elided" and phrase is None and c.form.tense == "present" and c.form.gender == "f" and end < w.n and w.tok[end] in "؟?" and w.tok[i][0] == "ت" and comp.marker != "colon":
            return None  # تتوقع أن …؟: whom they ask
        if c.form.gender == "f" and c.form.number == "s" and phrase is not None and phrase.whole[0] == i + 1 and phrase.type == "group" and phrase.gender == "m" and phrase.head is not None and w.tok[i + 1].endswith(("ون", "ين")):
            return None
        if negated and mode == "elided" and phrase is None and comp.marker in ("prep", "noun") and c.rule.act in ("say", "announce", "affirm"):
            return None  # ولم يعلن عن اسمه: nobody is said to hold it back
        if c.rule.agent and c.form.tense == "present" and comp.marker in ("noun", "quote") and not self._held_by(i, mode, phrase or antecedent):
            return None
        wished = c.form.tense == "present" and before in ("ان", "بان") and mode == "elided" and phrase is None
        if wished and (i < 2 or w.tok[i - 2] not in ("قبل", "بعد", "الي")):
            return None  # يجب أن تقول: nobody has said it
        if c.form.number == "d" and c.form.gender == "m" and mode == "elided" and c.form.tense == "past":
            return None  # طالبا، تعهدا: an accusative
        if w.tok[i][0] == "ل" and c.form.surface == w.tok[i][1:] and comp.marker not in ("that", "colon", "quote"):
            return None
        if self.rules.lexicon.look(c.form.surface) & PREPOSITION and comp.marker == "noun" and i > 0 and w.is_word[i - 1]:
            return None  # وبين تدبير الحزب
        if f & PREPOSITION and (comp.marker not in ("that", "colon") or comp.at - i > 10 or not self._opens_clause(i)):
            return None  # بين, عبر, دون are prepositions first
        if mode == "elided" and phrase is None and self._has_unread_subject(i, c):
            mode = "impersonal"
        frame = self._frame(i, c, comp, mode, phrase)
        if carrier is not None:
            frame.carriers.append(carrier)
        if c.rule.lemma == "سأل" and comp.marker == "that" and comp.start < w.n and self.p.is_verb(comp.start):
            frame.act = "call"  # سأل المحكمة أن تسمح
        frame.antecedent = antecedent
        frame.negated = negated
        frame.hypothetical = self._hypothetical(i, c)
        frame.conjoined = not self._embedded(i, c)
        if comp.rule is not c.rule and c.rule.act == "say":
            frame.act = c.rule.act
        return frame

    def _can_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase may head a relative clause of saying: people, bodies, places, documents; no plain things."""
        w = self.w
        i, j = phrase.whole
        if phrase.type != "organization" or phrase.head is not None or phrase.name is not None or w.mark[i] >= 0:
            return True
        f = self.p.content_flags(i) | w.flags[i]
        return not f & NOUN or bool(f & (PLACE | OUTLET | KNOWN_BODY | BODY | DOCUMENT | NAME | GROUP | ANONYMOUS | TITLE)) or any(w.flags[k] & (PLACE | KNOWN_BODY) for k in range(i, j))

    def _has_unread_subject(self, i: int, c: CueForm) -> bool:
        """إن كذا وكذا أعلن: words that could not be read stand where the subject does."""
        w = self.w
        if i < 2 or not w.is_word[i - 1] or c.form.suffix or w.tok[i] != c.form.surface or self._before(i) in _CLAUSE_OPENERS | _NEGATIONS | RELATIVES:
            return False
        if w.flags[i - 1] & (CONNECTIVE | PREPOSITION | ADVERB | TIME | PRONOUN | VERB) or self.p.is_cue(i - 1):
            return False
        k = i - 1
        while k > w.sentence_start[i] and i - k < 7 and w.is_word[k] and not w.flags[k] & (PREPOSITION | RELATIVE | VERB):
            if w.tok[k] in ("ان", "بان", "فان", "لكن", "ولكن"):
                return True
            k -= 1
        return False

    def _held_by(self, i: int, mode: Mode, phrase: Phrase | None) -> bool:
        """Whether somebody holds the view: a thing that يعتبر is held to be, by nobody in particular."""
        if phrase is None:
            return False
        return phrase.name is not None or phrase.type in ("group", "anonymous") or phrase.type == "person" or (phrase.head is not None and phrase.head.kind == "body" and mode != "relative") or bool(
            self.w.flags[phrase.whole[0]] & (OUTLET | PLACE | KNOWN_BODY | QUANTIFIER)
        )

    def _tells_of(self, i: int) -> bool:
        """ذكرت الوكالة عن فلان قوله: a relay without نقل."""
        w = self.w
        about = False
        for k in range(i + 1, min(w.sentence_end[i], i + 25)):
            if self.c.that(k) or w.tok[k] == ":":
                return False
            about = about or w.tok[k] == "عن"
            if w.tok[k] in ("قوله", "قولها", "قولهم"):
                return about
        return False

    def _passive(self, i: int, c: CueForm) -> bool:
        """Whether a written damma makes the form a passive (يُعتبر، كُتب)."""
        w = self.w
        word = w.verbatim(i, i + 1)
        at = word.find("\u064f")
        if at < 0 or c.form.tense == "passive":
            return False
        lead = 1 if w.tok[i][0] in "وف" and any(x is c for x in self.rules.cues.get(w.tok[i][1:], ())) else 0
        lead += c.form.tense == "future"
        if c.form.tense == "past":
            return at == lead + 1
        return at == lead + 1 and c.rule.lemma[0] in "ات"

    def _sourced(self, i: int, comp: Complement, preposition: str, subject: Phrase | None) -> tuple[Phrase | None, Phrase | None]:
        """جاء في بيان الحركة أن، علمت الصحيفة من مصدر أن: (who speaks, what carries)."""
        w = self.w
        if preposition == "في" and w.tok[i + 1 if i + 1 < w.n else i] in ("فيه", "فيها"):
            return self._teller(i), None  # تصريحاً منسوباً إلى فلان، وجاء فيه
        for k in range(i + 1, min(comp.at, i + 12)):
            if w.tok[k] == preposition:
                at = k + 1
                document = at < comp.at and bool(w.flags[at] & DOCUMENT) and not w.flags[at] & DEFINITE
                if document and at + 1 < comp.at and w.is_word[at + 1]:
                    t = w.tok[at + 1]
                    owner = self.p.read_attached(at + 1, comp.at) if t[0] == "ل" and len(t) > 3 else self.p.read(at + 1, comp.at, bounded=True)
                    if owner is not None and self._plausible(owner):
                        return owner, None
                found = self.p.read(at, comp.at, bounded=True)
                return found, subject if found is not None and preposition == "من" else None
        return None, None  # علمت الصحيفة أن: her own voice

    def _quoting(self, i: int, comp: Complement) -> Phrase | None:
        """ذكرت القناة نقلاً عن مصدر أن: the source speaks, the channel carries."""
        w = self.w
        for k in range(i + 1, comp.at - 2):
            if w.tok[k] == "نقلا" and w.tok[k + 1] == "عن":
                self._taken.update((k, k + 1))
                return self.p.read(k + 2, comp.at, bounded=True)
        return None

    def _reaches(self, i: int, c: CueForm, comp: Complement, phrase: Phrase | None) -> bool:
        """Whether nothing but the speaker and asides stands between the cue and what it takes.

        Verbs that say only in a frame must have it so; others must for a quotation of a few words.
        """
        if comp.marker in ("prep", "noun") or comp.through:
            return True
        short = comp.marker == "quote" and self.c.quoted_words(comp.at) <= 4
        if not short and not c.rule.needs_frame and not (c.rule.continues and comp.marker == "that" and comp.at > i + 8):
            return True
        k = i + 1 if phrase is None else phrase.end
        w = self.w
        spoken_to = c.rule.object and phrase is not None
        for _ in range(4):
            k = self.p.skip_adjuncts(k, comp.at)
            if k >= comp.at:
                return True
            if c.rule.then and w.tok[k] in {t.split()[0] for t in c.rule.then}:
                k += 1
                continue
            if w.tok[k] in RELATIVES or w.tok[k] in ("وهو", "وهي", "البالغ", "البالغه"):
                k = next((j for j in range(k, comp.at) if w.tok[j] in "،,"), comp.at)
                continue
            if spoken_to:
                spoken_to = False
                other = self.p.read(k, comp.at, bounded=True)
                k = other.end if other is not None else k + 1
                continue
            if phrase is not None and w.tok[k - 1] in "،,":
                k = next((j for j in range(k, comp.at) if w.tok[j] in "،,"), comp.at)
                continue
            break
        return not short and comp.at - i <= 4 and not c.rule.needs_frame

    def _opens_clause(self, i: int) -> bool:
        w = self.w
        return i == 0 or not w.is_word[i - 1] or self._before(i) in _CLAUSE_OPENERS or self._before(i) in RELATIVES

    def _then(self, i: int, rule: CueRule) -> bool:
        w = self.w
        end = min(w.sentence_end[i], i + 12)
        text = " ".join(w.tok[i + 1 : end])
        return any(text.startswith(t) or f" {t} " in f"{text} " for t in rule.then)

    def _noise(self, i: int, c: CueForm, comp: Complement) -> bool:
        """A bare form that is more often a noun, with no subject and a weak complement, is no cue."""
        w = self.w
        t = w.tok[i]
        f = w.flags[i]
        if self._before(i) in ("وهو", "وهي") and f & NOUN and c.form.tense == "past":
            return True  # وهو أمر
        conjoined = t[0] in "وف" and any(x is c for x in self.rules.cues.get(t[1:], ()))
        if conjoined:
            return False
        before = self._before(i)
        starts = i == 0 or not w.is_word[i - 1] or before in _CLAUSE_OPENERS or before in _NEGATIONS or before in RELATIVES or before in ("قد", "كما", "انه", "انها", "انهم", "بانه", "بانها", "ما", "الي", "لكنه", "لكنها", "وهو", "وهي", "سوف")
        if starts:
            return False
        if c.form.tense == "past" and f & (NOUN | MASDAR | TITLE):
            return True
        return comp.marker == "noun" or (comp.marker == "prep" and bool(f & (NOUN | MASDAR | TITLE)))

    def _is_patient(self, c: CueForm, phrase: Phrase, comp: Complement) -> bool:
        """اتهم المعتقلون بأنهم: nothing else stands there to be accused, so the phrase is, and nobody says it."""
        t = self.w.tok[comp.at]
        return not c.form.suffix and not phrase.also and phrase.end >= comp.at and ((t.endswith("هم") and phrase.number == "p") or (t.endswith(("انه", "انها")) and phrase.number == "s"))

    def _is_object(self, i: int, c: CueForm, phrase: Phrase, comp: Complement) -> bool:
        """Whether the phrase after the verb is the one spoken to: أبلغ المسؤولين أن."""
        w = self.w
        tok = w.tok[phrase.whole[0]]
        if c.form.number == "p":  # قالوا, يقولون: the subject has been said
            return True
        plural = phrase.head is None or phrase.head.number == "p"
        if plural and phrase.type in ("group", "person") and phrase.name is None and tok.endswith("ين") and tok.startswith("ال"):
            return True
        if c.rule.object and (tok in ("الجميع", "الكل", "كل") or (c.rule.act == "call" and tok == "المجتمع")):
            return True
        if phrase.whole[0] == i + 1 and phrase.name is None and self.p.is_owned(i + 1) and phrase.type != "person":
            return True
        return c.rule.lemma in ("أبلغ", "أخبر", "أعلم") and c.form.gender == "m" and phrase.gender == "f" and phrase.name is None

    def _disagrees(self, i: int, c: CueForm, phrase: Phrase) -> bool:
        """A noun right after a verb of the other gender is its object: حث لندن على."""
        if c.form.suffix or c.form.gender is None or phrase.gender is None or phrase.also:
            return False
        if phrase.whole[0] > i + 2:
            return False
        if phrase.name is not None:
            return False
        if c.form.gender == "m":
            if c.rule.object and phrase.number == "p" and phrase.head is not None and phrase.head.kind in ("body", "document"):
                return True  # حث الإدارات المعنية: things in the plural take a feminine verb
            if c.rule.object and phrase.head is None and phrase.type == "organization" and self.w.tok[phrase.whole[0]].endswith("ات"):
                return True
            return phrase.gender == "f" and phrase.number == "s"
        return phrase.gender == "m" and phrase.type == "person" and phrase.number == "s"

    def _hypothetical(self, i: int, c: CueForm) -> bool:
        w = self.w
        if c.form.tense == "future":
            return True
        before = self._before(i)
        if before in ("سوف", "وسوف"):
            return True
        if before == "ان" and i > 1 and w.tok[i - 2] in ("قبل", "بعد", "الي", "منذ"):
            return False  # قبل أن يضيف: he did
        if c.form.tense == "present" and before in ("قد", "وقد", "ان", "لن", "بان", "لو", "اذا"):
            return True
        return before in ("لو", "اذا", "ولو")

    def _embedded(self, i: int, c: CueForm) -> bool:
        """Whether the verb stands inside another clause (أن الوزير قال) and so ends no outer content."""
        t = self.w.tok[i]
        return not (t[0] in "وف" and any(x is c for x in self.rules.cues.get(t[1:], ())))

    # ---- subjects to the left

    def _clause_start(self, i: int) -> int:
        """Where the clause of the cue at i begins: its connective, its subject, or itself."""
        w = self.w
        s = w.sentence_start[i]
        k = i
        while k > s and w.tok[k - 1] in ("قد", "وقد", "لم", "لن", "لا", "سوف", "كان", "كانت"):
            k -= 1
        while k > s and (w.tok[k - 1] in _CLAUSE_OPENERS or w.tok[k - 1] in RELATIVES or w.tok[k - 1] in ("ما", "انه", "انها", "لكنه", "لكنها", "ولكنه", "ولكنها", "فيما", "كما")):
            k -= 1
        return k

    def _left_subject(self, i: int, c: CueForm, *, strict: bool = False) -> Phrase | None:
        """فلان قال، وكان فلان قد قال، فإن فلاناً يرى: the subject stands before its verb.

        ``strict``: right before it, with no aside between.
        """
        w = self.w
        t = w.tok[i]
        s = w.sentence_start[i]
        if t[0] in "وف" and any(x is c for x in self.rules.cues.get(t[1:], ())) and not (t[0] == "ف" and any(w.tok[x] in ("اما", "واما") for x in range(s, min(s + 2, i)))):
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
            if tok in _CLAUSE_OPENERS or tok in ("انه", "انها", "لكنه", "لكنها") or tok in (":",):
                break
            if tok in RELATIVES and commas == 0 and j - 1 > s:
                pass
            j -= 1
            commas += tok in "،,"
        start = j
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
        if start + 1 < end and w.tok[start][0] in "وف" and len(w.tok[start]) > 3 and not w.flags[start] & ~DEFINITE and not w.tok[start].startswith("وال"):
            rest = self.rules.lexicon.look(w.tok[start][1:])
            if not rest & ~DEFINITE or (rest & VERB and not rest & (NAME | NOUN | TITLE | BODY | PLACE)):
                start += 1  # «وخرج صانع الألعاب»: a verb that no list has
        while start < end and (w.tok[start] in ("و", "ف", "اما", "واما", "ان", "فان", "وان") or (not w.is_word[start] and w.mark[start] < 0)):
            start += 1
        if start >= end or (end - start == 1 and w.tok[start][0] == "و" and not w.flags[start] and len(w.tok[start]) > 3):
            return None
        f = w.flags[start]
        if (f & VERB and not f & (NOUN | NAME | TITLE | BODY | PLACE)) or self.p.is_accusative(start):
            return None
        phrase = self.p.read(start, end, bounded=False)
        if phrase is None and w.tok[start][0] in "وف" and len(w.tok[start]) > 3:
            phrase = self.p._single(start, end, False, attached=True)
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
        if c.form.gender and phrase.gender and c.form.gender != phrase.gender and phrase.type == "person" and c.form.number == "s":
            return None
        return phrase

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
            kind = w.flags[k] | (self.rules.lexicon.look(w.tok[k][:-1]) if w.tok[k].endswith("ا") and len(w.tok[k]) > 3 else 0)
            if kind & (DOCUMENT | CHANNEL) and w.quoted[k] < 0 and k + 1 < r:
                at = k + 1
                while at < r and (w.tok[at].startswith("منسوب") or w.tok[at] in ("الي", "عن") or w.flags[at] & ADJECTIVE):
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
            if start > s and w.flags[start - 1] & (TITLE | BODY | NAME) and not (f & DOCUMENT and f & DEFINITE) and not w.flags[start - 1] & PREPOSITION and w.is_word[start - 1]:
                continue
            phrase = self.p.read(start, r, bounded=False)
            if phrase is None and self.p.preposition(start) and len(w.tok[start]) > 3 and not f & PREPOSITION:
                phrase = self.p._single(start, r, False, attached=True)
            if phrase is not None and (phrase.end >= r or all(not w.is_word[k] for k in range(phrase.end, r))):
                last = phrase.end - 1
                if phrase.head is None and phrase.name is None and last > start and w.flags[last] & (KNOWN_BODY | PLACE | BODY) and not w.flags[start] & BODY and not w.flags[start] & (KNOWN_BODY | PLACE | OUTLET | QUANTIFIER):
                    continue  # بصمات القاعدة، التي أعلنت
                return phrase
        return None

    # ---- quotation first, then the verb

    def _after_quotation(self, i: int, c: CueForm, least: int = 4) -> Frame | None:
        """«…»، قال فلان; ``least``: how many words the quotation must hold."""
        w = self.w
        if not c.rule.marks:
            return None
        k = i - 1
        while k > 0 and w.tok[k] in "،,-–—.":
            k -= 1
        end = w.sentence_end[i]
        first = self.p.skip_adjuncts(i + 1, end)
        phrase = self.p.read(first, end, bounded=False) if first < end else None
        if k > 0 and w.mark[k] >= 0 and w.quotations[w.mark[k]].close == k and i - k <= 3:
            if w.tok[i][0] in "وف" and any(x is c for x in self.rules.cues.get(w.tok[i][1:], ())):
                return None
            q = w.quotations[w.mark[k]]
            if sum(w.is_word[j] for j in range(q.open + 1, q.close)) < least or (phrase is None and c.form.suffix == ""):
                return None
            comp = Complement("before", q.open, q.open, c.rule)
            frame = self._frame(i, c, comp, "named" if phrase else "elided", phrase)
            frame.clause = q.open
            return frame
        if (
            phrase is not None and (self._before(i) in "،," or self._before(i).startswith("..")) and c.form.tense == "present" and c.rule.act in ("say", "affirm") and not c.rule.needs_frame
            and (phrase.end >= end or w.tok[phrase.end] in "،,.") and i - w.sentence_start[i] > 5
        ):  # fmt: skip
            comp = Complement("around", i, w.sentence_start[i], c.rule)
            frame = self._frame(i, c, comp, "named", phrase)
            frame.cue_end = phrase.end
            return frame
        return None

    # ---- participles

    def _participle(self, i: int, c: CueForm) -> Frame | None:
        w = self.w
        f = w.flags[i]
        t = w.tok[i]
        before = self._before(i)
        if c.form.suffix == "bare" and not (i > 0 and before in "،," and i + 1 < w.n and self.c.that(i + 1)):
            return None  # only مؤكد أن, written without its tanwin
        if w.flags[i - 1] & PREPOSITION and i > 0 and before not in ("،",):
            return None
        if i and w.flags[i - 1] & DIGIT:
            return None  # 4326 طالباً
        if before in ("كان", "كانت", "يكون", "تكون", "ستكون", "سيكون", "ليس", "ليست", "اصبح", "اصبحت", "تصبح", "يصبح", "بات", "باتت", "تبقي", "تظل"):
            return None  # ستكون ملتزمة: a predicate
        if c.form.surface.endswith(("ون", "ات")) or (c.form.number == "p" and t.startswith("ال")):
            return None
        if i + 1 < w.n and self.p.is_cue(i + 1) and w.tok[i + 1][0] not in "وف":
            return None  # لافتة تقول
        if c.rule.then and not self._then(i, c.rule):
            return None
        comp = self.c.find(i, c)
        if comp is None:
            return None
        if not t.endswith("ا") and not t.endswith(("ه", "ين", "ات", "ان")) and comp.marker not in ("that",):
            return None
        if f & (NOUN | ADJECTIVE_LIKE | TITLE) and not t.endswith("ا") and before not in "،," and comp.at > i + 2 and comp.marker in ("noun", "prep", "quote"):
            return None
        if comp.preposition == "ب" and t.endswith("ه") and i > 0 and w.is_word[i - 1] and before not in ("و",):
            return None  # حالة مؤكدة بالفيروس
        if comp.at > i + 8 and comp.marker in ("noun", "quote"):
            return None
        frame = self._frame(i, c, comp, "shared", None)
        frame.clause = self._participle_clause(i)
        frame.negated = before in ("غير",)
        return frame

    def _participle_clause(self, i: int) -> int:
        k = i
        w = self.w
        while k > w.sentence_start[i] and w.tok[k - 1] in ("و", "بل", "كما"):
            k -= 1
        return k

    # ---- speech nouns

    def _noun(self, i: int, c: CueForm) -> Frame | None:
        w = self.w
        suffix = c.form.suffix
        owned = suffix not in ("", "ال")
        if (i > 1 and w.tok[i - 1] in ("حد", "نص")) or (owned and self._before(i) in ("وفق", "بحسب", "حسب")):
            self.cuts.append((i - 2 if w.tok[i - 1] == "حد" else i - 1, w.sentence_end[i]))
            return None
        end = w.sentence_end[i]
        if c.rule.optional:
            return None
        if owned:
            comp = self.c.find(i, c)
            if comp is None:
                return None
            near = comp.at - i
            if (comp.marker == "that" and near <= 12) or (comp.marker in ("colon", "quote") and near <= 3 and c.rule.act in ("say", "affirm") and c.rule.lemma not in ("حديث", "كلام", "تعليق")):
                frame = self._frame(i, c, comp, "impersonal" if c.rule.impersonal else "possessor", None)
                frame.id = f"noun.{c.rule.lemma}.{comp.marker}"
                return frame
            if comp.marker == "prep" and near <= 2 and c.rule.act in ("call", "threaten", "promise", "accuse", "warn") and self._before(i) in ("عن", "مع", "الي", "،"):
                return None
            return None
        # تأكيد الوزير أن
        if i + 1 >= end or w.flags[i] & TITLE:
            return None
        before = self._before(i)
        if before in ("ضروره", "اهميه", "عدم") or (w.flags[i - 1] & VERB and not w.flags[i - 1] & NOUN and False):
            return None
        marked = self.c._marked(i, c.rule, min(end, i + 12))
        if marked is None or marked.marker != "that" or marked.preposition not in ("", "ب", *c.rule.that) or w.tok[marked.at] in ("ما", "عما"):
            return None
        if marked.at == i + 1:
            return None
        start = i + 1
        while start < marked.at and (w.flags[start] & (TIME | ADVERB) or w.tok[start] in ("سابق", "جديد", "صريح", "رسمي", "اخير")):
            start += 1
        phrase = self.p.read(start, marked.at, bounded=True)
        if phrase is None and start < marked.at and w.tok[start][0] == "ل" and len(w.tok[start]) > 3:
            phrase = self.p._single(start, marked.at, True, attached=True)
            if phrase is not None and (self.is_medium(phrase) or (phrase.head is not None and phrase.head.lemma in ("مراسل", "صحفي", "صحافي", "اعلامي", "مندوب", "برنامج"))):
                return None  # تصريح لمراسل الصحيفة: to whom, not whose
        if phrase is None or phrase.end < marked.at or (phrase.type == "organization" and not self._speaks(phrase)):
            return None
        frame = self._frame(i, c, marked, "named", phrase)
        frame.id = f"noun.{c.rule.lemma}.that"
        return frame

    def _speaks(self, phrase: Phrase) -> bool:
        f = self.w.flags[phrase.whole[0]]
        return bool(phrase.head) or bool(f & (PLACE | OUTLET | KNOWN_BODY | BODY | LATIN | NAME)) or self.w.mark[phrase.whole[0]] >= 0

    # ---- relays

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
                k = w.quotations[w.mark[k]].close + 1
                continue
            if (t == "الي" and c.rule.lemma == "نسب") or t in ("عن", "عنه", "عنها", "عنهم") or (t == "علي" and k + 1 < end and w.tok[k + 1] == "لسان"):
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
        # the speaker's own words: قوله، أن، colon, quotation, or a verbal noun with a possessor
        k = source_at
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
                k = w.quotations[w.mark[k]].close + 1
                continue
            owned = [x for x in self._candidates(k) if x.form.tense == "masdar" and x.form.suffix not in ("", "ال")]
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
        phrase = None if pronoun else self.p.read(source_at, k, bounded=True)
        mode: Mode = "named" if phrase else "elided"
        if phrase is None and not pronoun:
            return None
        rule = noun_cue.rule if noun_cue else c.rule
        form = noun_cue.form if noun_cue and pronoun else c.form
        if pronoun and noun_cue is None:
            form = Form(w.tok[about], "past", "f" if w.tok[about] == "عنها" else "m", "p" if w.tok[about] == "عنهم" else "s")
        self._taken.update(range(i + 1, max(k, cue_at + 1)))
        frame = Frame(
            cue=cue_at, rule=rule, form=form, marker=comp.marker, at=comp.at, start=comp.start, mode=mode, phrase=phrase,
            clip=comp.clip, clause=self._clause_start(i), cue_end=cue_at + 1, act=rule.act if noun_cue else "say",
            lemma=rule.lemma, id=f"relay.{c.rule.lemma}.{comp.marker}",
        )  # fmt: skip
        if carrier is not None:
            frame.carriers.append(carrier)
        frame.conjoined = not self._embedded(i, c)
        return frame

    # ---- evidentials

    def _evidential(self, i: int) -> Frame | None:
        w = self.w
        t = w.tok[i]
        for s in (t, t[1:]) if t[0] in "وف" and len(t) > 2 else (t,):
            for cue in self.rules.phrases.get(s, ()):
                n = len(cue.words)
                if tuple(w.tok[i + 1 : i + n]) != cue.words[1:]:
                    continue
                frame = self._evidence(i, i + n, cue)
                if frame is not None:
                    return frame
        return None

    def _evidence(self, i: int, after: int, cue: PhraseCue) -> Frame | None:
        w = self.w
        end = w.sentence_end[i]
        if after >= end:
            return None
        rule = cue.rule
        k = after
        lemma, act, form = rule.lemma, rule.act, Form("", "past")
        carriers: list[Phrase] = []
        phrase: Phrase | None = None
        mode: Mode = "named"
        relays = False
        t = w.tok[k]
        if self._back(k) or (rule.back and self._back(after - 1)):
            self.cuts.append((i, end))
            return None
        plain = cue.words[0] in ("كما", "مثلما")
        loose = cue.words[0] == "علي" and self._before(i) not in "،,)"
        if t in ("ما", "لما", "مما") or cue.words[-1] in ("ما", "لما", "حسبما", "وفقما", "مثلما") or rule.then_verb:
            if t in ("ما", "لما"):
                k += 1
            verb = self._saying(k)
            if verb is None or (plain and (verb.rule.needs_frame or verb.rule.optional)):
                return None
            lemma, act, form = verb.rule.lemma, verb.rule.act, verb.form
            relays = verb.rule.lemma in ("نقل", "أورد", "نشر", "تناقل", "بث")
            at = k + 1
            about = None
            limit = self._evidence_limit(at, end)
            quoting = next((j for j in range(at, limit - 2) if w.tok[j] == "نقلا" and w.tok[j + 1] == "عن" and w.tok[j - 1] not in "،,"), None)
            if quoting is not None:
                about = quoting + 1
            elif verb.rule.lemma in _RELAYS:
                for j in range(at, limit):
                    if w.tok[j] in ("عن", "عنه", "عنها"):
                        about = j
                        break
            until = quoting or about or limit
            first = self.p.skip_adjuncts(at, until)
            phrase = self.p.read(first, until, bounded=about is not None) if first < until else None
            if about is not None and w.tok[about] == "عن":
                source = self.p.read(about + 1, limit, bounded=False)
                if source is not None:
                    if phrase is not None:
                        carriers.append(phrase)
                    phrase = source
                    relays = False
            if phrase is None and verb.rule.source and w.tok[at] == verb.rule.source:
                phrase = self.p.read(at + 1, limit, bounded=False)
            if phrase is None:
                if not loose:
                    self.cuts.append((i, end))
                return None
        else:
            attached = bool(cue.clitic)
            if attached and not t.startswith(cue.clitic):
                return None
            if attached and t == cue.clitic:
                k, attached = k + 1, False
                if k >= end:
                    return None
            word = w.tok[k] if not attached else ("ا" + t[1:] if t.startswith("لل") else t[1:])
            if word in self.rules.not_sources or word.removeprefix("ال") in self.rules.not_sources:
                return None
            verb = self._saying(k) if not attached else None
            limit = self._evidence_limit(k, end)
            owner = k + 1
            if not attached and owner < limit and w.tok[k].removeprefix("ال") in ("تصريحات", "تصريح", "بيان", "بلاغ", "اقوال") and w.tok[owner][0] == "ل" and len(w.tok[owner]) > 3:
                phrase = self.p.read_attached(owner, limit)
            elif not attached and owner < limit and (w.flags[k] & (DOCUMENT | CHANNEL) or any(x.form.tense == "masdar" and not x.form.suffix for x in self._candidates(k))) and not w.flags[k] & (DEFINITE | TITLE | BODY) and (teller := self.p.read(owner, limit, bounded=False)) is not None and teller.type == "person" and (teller.name is not None or teller.head is not None):
                phrase = teller  # حسب تغريدة فلان
            elif attached:
                phrase = self._also(self.p.read_attached(k, limit), limit)
            else:
                phrase = self.p.read(k, limit, bounded=False)
            if phrase is None:
                return None
            if rule.lemma == "نقلا عن":
                carrier = self._carrier_before(i)
                if carrier is not None:
                    carriers.append(carrier)
        initial = self._opens_sentence(i)
        if cue.words[0] == "علي" and cue.words[-1] == "ما" and (initial or self._before(i) not in "،,)"):
            return None  # احتجاجاً على ما وصفته
        if cue.words[0] == "كما" and (initial or self._before(i) not in "،,"):
            return None
        if cue.words[0] == "كما" and verb is not None and self.c.find(k, verb) is not None:
            return None
        if not self._plausible(phrase):
            return None
        if rule.then_verb and phrase.end < end and (self.c.that(phrase.end) or w.tok[phrase.end] == ":"):
            return None
        stop = phrase.end
        if phrase.head is not None and phrase.head.kind == "document" and not phrase.definite and stop < end and any(x.form.tense == "past" and x.form.suffix for x in self._candidates(stop)):
            # تقرير نشرته صحيفة، …: the clause tells of the document
            stop = next((j for j in range(stop, end) if w.tok[j] in "،," or w.tok[j] in ("فان", "فقد")), end)
        frame = Frame(
            cue=i, rule=rule, form=form, marker="around", at=i, start=i, mode=mode, phrase=phrase, clause=i,
            cue_end=max(stop, after), act=act, lemma=lemma if lemma else rule.lemma, id=f"evidential.{rule.lemma}",
        )  # fmt: skip
        frame.carriers = carriers
        frame.initial = initial
        frame.outer_only = relays or self.is_medium(phrase) or rule.medium_only or w.mark[phrase.whole[0]] >= 0
        for j in range(i, frame.cue_end):
            self._taken.add(j)
        return frame

    def _also(self, phrase: Phrase | None, limit: int) -> Phrase | None:
        """وفقا لمسؤول أمريكي ومصدر مطلع: a second source joined to the first."""
        w = self.w
        if phrase is None or phrase.end >= limit:
            return phrase
        t = w.tok[phrase.end]
        if t[0] != "و" or len(t) < 4 or not self.rules.lexicon.look(t[1:]) & (TITLE | ANONYMOUS | GROUP | NAME | OUTLET | KNOWN_BODY) or w.flags[phrase.end] & ~DEFINITE:
            return phrase
        other = self.p.read_attached(phrase.end, limit)
        if other is not None and other.type == "anonymous" and other.end < limit and w.tok[other.end] == "علي":
            comma = next((k for k in range(other.end, min(limit, other.end + 6)) if w.tok[k] in "،,"), None)
            if comma is not None:
                other = replace(other, whole=(other.whole[0], comma), end=comma)  # مطلع على المفاوضات
        return phrase if other is None else replace(phrase, also=(other,), number="d", end=other.end)

    def _plausible(self, phrase: Phrase) -> bool:
        """Whether a phrase after بحسب can speak: «وفقاً للرموز المضافة» cannot."""
        w = self.w
        i = phrase.whole[0]
        if phrase.head is not None or phrase.name is not None or w.mark[i] >= 0:
            return True
        f = self.p.content_flags(i)
        _several, sf = self.rules.lexicon.longest(w.tok, i)
        if not w.flags[i] & DEFINITE and not w.tok[i].startswith("لل") and i + 1 < phrase.whole[1] and w.flags[i + 1] & DEFINITE and not f & (MASDAR | ADJECTIVE_LIKE):
            return True  # خفر السواحل
        return bool((f | sf) & (NAME | TITLE | PLACE | KNOWN_BODY | OUTLET | BODY | DOCUMENT | LATIN | ANONYMOUS | GROUP))

    def _carrier_before(self, i: int) -> Phrase | None:
        return None

    def _back(self, k: int) -> bool:
        """تعبيره، قوله، وصفها: the words point back to the speaker."""
        t = self.w.tok[k]
        return t in ("تعبيره", "تعبيرها", "تعبيرهم", "قوله", "قولها", "قولهم", "وصفه", "وصفها", "وصفهم", "رايه", "رايها", "كلامه", "كلامها", "تقديره", "تصريحه", "نص", "تصريحاته", "رايي", "رايك", "علمي", "علمنا")

    def _saying(self, k: int) -> CueForm | None:
        w = self.w
        if k >= w.n:
            return None
        for c in self._candidates(k):
            if c.form.tense in ("past", "present", "passive"):
                return c
        return None

    def _evidence_limit(self, k: int, end: int) -> int:
        """A source phrase stops at فإن, at a comma that no name follows, and at the end."""
        w = self.w
        for j in range(k, end):
            if w.tok[j] in ("فان", "فقد", "فانه", "فانها", "ان", "انه", "انها", "فانهم") or w.tok[j] == ":":
                return j
        return end

    def _opens_sentence(self, i: int) -> bool:
        w = self.w
        s = w.sentence_start[i]
        return all(not w.is_word[k] for k in range(s, i)) or (i - s <= 2 and w.tok[s] in ("و", "لكن", "ولكن"))

    def is_medium(self, phrase: Phrase) -> bool:
        """Whether a phrase names a medium: it carries words, and speaks only where nobody else does."""
        w = self.w
        i, _j = phrase.whole
        head = phrase.head.lemma if phrase.head else ""
        if head in ("وكاله", "صحيفه", "قناه", "موقع", "شبكه", "اذاعه", "مجله", "جريده", "تلفزيون", "راديو"):
            return True
        if w.flags[i] & OUTLET:
            return True
        several, sf = self.rules.lexicon.longest(w.tok, i)
        if several and sf & OUTLET:
            return True
        return w.mark[i] >= 0 and i + 1 < w.n and (bool(w.flags[i + 1] & OUTLET) or bool(self.rules.lexicon.longest(w.tok, i + 1)[1] & OUTLET))

    # ---- headlines: «فلان: …»

    def _headlines(self) -> list[Frame]:
        w = self.w
        out: list[Frame] = []
        starts = [0, *(i + 1 for i in range(w.n) if w.tok[i] == "\n")]
        rule = self.c._said
        if rule is None:
            return out
        for s in starts:
            if s >= w.n:
                continue
            colon = next((k for k in range(s, min(s + 9, w.n)) if w.tok[k] == ":" or w.tok[k] == "\n"), None)
            if colon is None or w.tok[colon] != ":" or colon == s:
                continue
            stop = next((k for k in range(colon, w.n) if w.tok[k] == "\n"), w.n)
            if stop - colon < 4 or any(self.c.that(k) for k in range(s, colon)):
                continue
            if any(c.form.tense in ("past", "present", "participle") and c.form.suffix != "bare" for k in range(s, colon) for c in self._candidates(k)):
                continue
            phrase = self.p.read(s, colon, bounded=True)
            if phrase is None or phrase.end < colon or not self._headline_speaker(phrase):
                continue
            start = self.c.start_after(colon)
            form = Form("", "past")
            out.append(
                Frame(
                    cue=colon, rule=rule, form=form, marker="colon", at=colon, start=start, mode="named", phrase=phrase, clause=s,
                    cue_end=colon + 1, act="say", lemma=":", id="headline",
                )
            )
        return out

    def _headline_speaker(self, phrase: Phrase) -> bool:
        w = self.w
        if phrase.type == "person" and phrase.name is not None:
            i, j = phrase.name
            return any(w.flags[k] & NAME for k in range(i, j)) or phrase.role is not None
        return phrase.type in ("person", "organization", "group") and self._speaks(phrase) and not w.flags[phrase.whole[0]] & (OUTLET | DOCUMENT | PLACE)


ADJECTIVE_LIKE = 1 << 13
