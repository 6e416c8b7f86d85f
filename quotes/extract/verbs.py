"""Verbs and participles of saying.

Comes in: a cue that is a verb. Goes out: ``Frame``, or None where it says nothing. Never here: speech nouns, evidentials.
"""

from __future__ import annotations

from quotes.extract.complements import REFLEXIVES, Complement
from quotes.extract.frames import CLAUSE_OPENERS, RELATIVES, Frame, Mode
from quotes.extract.phrases import Phrase
from quotes.extract.relays import Relays
from quotes.extract.subjects import NEGATIONS
from quotes.rules import CueForm, CueRule
from quotes.rules.forms import Form
from quotes.rules.lexicon import (
    ADJECTIVE,
    CHANNEL,
    DEFINITE,
    DIGIT,
    DOCUMENT,
    MASDAR,
    NAME,
    NOUN,
    PREPOSITION,
    SURNAME,
    TIME,
    TITLE,
    VERB,
    WORD_NAME,
)

_RELATIVE_AGREEMENT = {"الذي": ("m", "s"), "والذي": ("m", "s"), "الذى": ("m", "s"), "التي": ("f", "s"), "والتي": ("f", "s"), "التى": ("f", "s"), "الذين": ("m", "p"), "والذين": ("m", "p")}  # fmt: skip
_COPULAS = frozenset(
    "كان كانت كانوا يكون تكون يكونوا ليس ليست ليسوا اصبح اصبحت تصبح يصبح بات باتت تبقي يبقي بقي بقيت تظل يظل ظل ظلت ظلوا تزال يزال زال زالت مازال مازالت".split()
)
_TENS = frozenset(
    "عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين عشر عشره".split()
)
_POINTERS = frozenset({"هذا", "هذه", "ذلك", "تلك", "وهذا", "وهذه", "وذلك", "وتلك"})


class Verbs(Relays):
    """Reads the verbs and participles of one text."""

    def _verb(self, i: int, c: CueForm) -> Frame | None:
        w = self.w
        before = self._before(i)
        bf = w.flags[i - 1] if i else 0
        t, f = w.tok[i], w.flags[i]
        conjoined = t[0] in "وف" and c.form.surface == t[1:]
        if c.form.tense == "passive" and not c.rule.relay:
            return None
        if self.p.is_accusative(i) and c.form.tense == "past":
            return None  # طلباً، رداً
        if before == "عدم" or (before.endswith("عدم") and len(before) <= 5):
            return None
        if (
            c.rule.publishes
            and before in RELATIVES
            and i > 2
            and any(w.flags[x] & (DOCUMENT | CHANNEL) for x in range(max(0, i - 4), i))
        ):
            return None
        if before in ("هل", "وهل", "ماذا", "لماذا", "كيف", "متي") and c.form.tense == "present":
            return None  # a question to somebody
        if before in ("انه", "انها", "بانه", "بانها") and c.rule.act == "feel" and c.form.tense == "present":
            return None  # أنه يعبر عن استقلالية القضاء: a thing does
        if bf & TITLE and c.form.tense == "past" and f & WORD_NAME and i + 1 < w.n and w.flags[i + 1] & SURNAME:
            return None  # الوزير دان كوتس
        if before == "احد" and i > 1 and w.tok[i - 2] in ("لا", "ولا", "لم"):
            return None  # لا أحد ينكر
        if (before == "او" and f & (NOUN | MASDAR) and c.form.tense == "past") or (
            before == "ما" and c.rule.lemma == "حدث"
        ):
            return None
        if (
            c.form.tense == "past"
            and c.rule.lemma[-1] == "ى"
            and c.form.surface[-1] == "ي"
            and w.verbatim(i, i + 1).endswith("ي")
            and "ى" in w.text.verbatim
        ):
            return None  # رأي and نفي are nouns where ى is written
        if before in ("تم", "يتم", "تمت", "يجب", "ينبغي", "يمكن") and c.form.tense == "past":
            return None  # تم نقل، يجب حث: verbal nouns
        if (
            before in ("ما", "مما")
            and c.form.tense == "present"
            and c.form.gender == "m"
            and not c.form.suffix
            and (i < 2 or w.tok[i - 2] in "،," or w.tok[i - 2] in ("وهو", "وهي", "هو", "الامر"))
        ):
            return None  # …، ما يؤكد أن: what was told is the subject
        if (
            before in _POINTERS
            and i > 1
            and (
                w.flags[i - 2] & PREPOSITION
                or w.tok[i - 2].lstrip("و") in ("رغم", "الرغم", "غضون", "الي", "مع", "بعد")
                or w.tok[i - 2] in ("ورغم", "ومع", "وبعد", "والي")
            )
        ):
            pass  # مع ذلك قال
        elif (before in _POINTERS and not (t[0] == "و" and c.form.surface == t[1:])) or (
            before in ("لا", "لم", "قد") and i > 1 and w.tok[i - 2] in _POINTERS
        ):
            return None  # وهذا لا ينفي
        if i and c.form.tense == "past" and w.tok[i][0] not in "وف" and not c.form.suffix:
            if self.p.is_cue(i - 1):
                return None  # انتقدت تمسك: its object
            if any(x.form.tense == "masdar" for x in self.candidates(i)) and bf & VERB and not bf & (NOUN | NAME):
                return None  # يتزامن تداول الادعاء: its subject
        if c.form.suffix and self.rules.lexicon.look(c.rule.past) & PREPOSITION:
            return None  # بيننا، عبره
        if c.form.tense == "jussive" and before not in ("لم", "ولم", "فلم"):
            return None
        if (
            bf & PREPOSITION
            and not bf & (TIME | NAME)
            and not (before == "من" and c.form.suffix and c.rule.object)
            and before
            not in (
                "منذ",
                "فيما",
                "حتي",
                "به",
                "فيه",
                "فيها",
                "بها",
                "له",
                "لها",
                "عليه",
                "عنه",
                "عنها",
                "منه",
                "دون",
                "وفيما",
            )
            and w.glued_left(i) is False
        ):
            return None
        if f & NAME and bf & (NAME | TITLE) and c.form.tense == "past" and not self.c.that(i + 1 if i + 1 < w.n else i):
            return None
        if (
            before == "ما"
            and c.form.tense == "past"
            and not c.form.suffix
            and c.rule.needs_frame
            and i > 1
            and w.flags[i - 2] & PREPOSITION
        ):
            return None  # بناء على ما ذكر
        if c.rule.then and not self._then(i, c.rule):
            return None
        if (
            (c.rule.publishes or (c.rule.relay and c.form.suffix))
            and not bf & DEFINITE
            and (
                bf & (DOCUMENT | CHANNEL)
                or (
                    bf & ADJECTIVE and i > 1 and w.flags[i - 2] & (DOCUMENT | CHANNEL) and not w.flags[i - 2] & DEFINITE
                )
            )
        ):
            return None  # في تصريحات نشرت اليوم إن: the marker is another verb's
        if self._passive(i, c):
            return None
        if c.rule.relay or (c.rule.lemma == "ذكر" and self._tells_of(i)):
            relay = self._relay(i, c)
            if relay is not None:
                return relay
            if c.form.suffix and before in self.rules.channels:
                return None  # في حوار نقلته الصحيفة
            if c.rule.lemma == "نقل" and self.c.marked_at(i, c.rule, w.sentence_end[i]) is None:
                return None
        if c.rule.lemma == "كتب" and i + 1 < w.n and w.tok[i + 1] == ":" and (i == 0 or w.tok[i - 1] == "\n"):
            return None  # كتب: فلان, a byline
        comp = self.c.find(i, c)
        before_relative = i > 1 and before in NEGATIONS and w.tok[i - 2] in RELATIVES
        relative = before in RELATIVES or (before in ("من", "ومن", "ممن", "ما") and c.form.tense == "past")
        negated = before in NEGATIONS
        if comp is None:
            return self._after_quotation(i, c)
        if (
            comp.marker == "quote"
            and before in "،,"
            and i > 1
            and w.mark[i - 2] >= 0
            and w.quotations[w.mark[i - 2]].close == i - 2
        ):
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
                    phrase = self.p.read(
                        first,
                        limit,
                        bounded=not (c.rule.object or (c.rule.act == "call" and "ب" in c.rule.prepositions)),
                        governed=c.rule.prepositions,
                    )
        carrier: Phrase | None = None
        if c.rule.source:
            phrase, carrier = self._sourced(i, comp, c.rule.source, phrase)
            own = self._own_document(i, comp) if phrase is None and c.rule.source == "في" else None
            if own is not None:
                c = CueForm(c.rule, own)  # وجاء في بيانها أن
            elif phrase is None and not (c.rule.source == "في" and w.tok[i + 1] in ("فيه", "فيها")):
                return None
        else:
            through = self._quoting(i, comp)
            if through is not None:
                phrase, carrier = through, phrase
        if (
            comp.subject is None
            and left is None
            and carrier is None
            and not c.rule.source
            and not self._reaches(i, c, comp, phrase)
        ):
            return self._after_quotation(i, c)
        if phrase is not None and (self._is_object(i, c, phrase, comp) or (left is None and before in ("وهو", "وهي"))):
            phrase = None
        if (
            phrase is not None
            and phrase.whole[0] > i
            and (w.tok[i + 1] in REFLEXIVES or w.words(*phrase.whole) == ["الله"])
        ):
            phrase = None  # تعتبر نفسها إنسانة; سأل الله أن
        if (
            phrase is not None
            and phrase.whole[0] > i
            and c.rule.object
            and before in ("ان", "وان")
            and i > 1
            and w.tok[i - 2] in ("سبق", "وسبق")
        ):
            phrase = None  # قال إنه سبق أن دعا فلاناً إلى
        if negated and before_relative and comp.marker == "quote":
            return None  # «الباحث، الذي لم يذكر توقيتها، "…"»
        if (
            phrase is not None
            and phrase.whole[0] == i + 1
            and c.rule.act in ("deny", "reject", "admit")
            and c.rule.noun
            and comp.marker in ("noun", "quote")
            and not self._can_speak(phrase)
        ):
            comp, phrase = Complement("noun", i + 1, i + 1, c.rule), None  # نفى التهم الموجهة إليه
        if phrase is not None and phrase.whole[0] > i and self._disagrees(i, c, phrase):
            if (
                c.form.tense == "past"
                and not c.rule.object
                and any(x.form.tense == "masdar" and x.form.surface == c.form.surface for x in self.candidates(i))
            ):
                return None  # زعم الحكومة أن: the noun
            phrase = None
        if (
            phrase is not None
            and c.rule.act == "accuse"
            and comp.marker == "that"
            and self._is_patient(c, phrase, comp)
        ):
            return None
        if phrase is not None:
            mode = "named"
        elif before in RELATIVES and not c.form.suffix:
            agree = _RELATIVE_AGREEMENT.get(before)
            if agree is None or (
                (agree[0] == c.form.gender or c.form.gender is None) and (agree[1] == c.form.number or agree[1] == "s")
            ):
                antecedent = self._antecedent(i - 1)
                mode = "relative"
            if i + 1 < w.n and w.tok[i + 1] in ("فيه", "فيها", "خلالها", "خلاله"):
                teller = self._teller(i - 1)
                if teller is not None:
                    antecedent, mode = teller, "relative"
                else:
                    antecedent, mode = None, "elided"
        if phrase is None and mode == "elided" and i + 1 < w.n and w.tok[i + 1] in ("فيها", "فيه", "خلالها", "خلاله"):
            teller = self._teller(i)
            if teller is not None and teller.name is not None and teller.role is not None:
                antecedent, mode = teller, "relative"  # كلمة رئيس الجمعية، أوضح فيها أن
        if phrase is None and mode == "elided" and not relative:
            left = self._left_subject(i, c)
            if left is not None:
                phrase, mode = left, "named"
        if phrase is None and mode == "elided" and self._noise(i, c, comp):
            return None
        if mode == "relative" and antecedent is not None and antecedent.also and c.form.number == "s":
            antecedent = antecedent.also[-1]  # الصداقة بين فلان وفلان الذي قال
        if mode == "relative" and antecedent is not None and not c.rule.things and not self._can_speak(antecedent):
            return None  # الأماكن التي تعبر عن
        if mode == "relative" and negated and c.rule.act == "feel" and c.form.tense == "present":
            return None  # الأب الذي لا يعبر عن عواطفه: a habit
        if (
            c.rule.agent
            and phrase is not None
            and phrase.whole[0] == i + 1
            and phrase.whole[1] == i + 2
            and not w.flags[i + 1]
            and comp.marker in ("noun", "quote")
            and w.tok[i + 1].endswith("ه")
        ):
            return None  # تعليقات اعتبرت مهينة
        end = w.sentence_end[i]
        if (
            mode == "elided"
            and phrase is None
            and c.form.tense == "present"
            and c.form.gender == "f"
            and end < w.n
            and w.tok[end] in "؟?"
            and w.tok[i][0] == "ت"
            and comp.marker != "colon"
        ):
            return None  # تتوقع أن …؟: whom they ask
        if (
            c.form.gender == "f"
            and c.form.number == "s"
            and phrase is not None
            and phrase.whole[0] == i + 1
            and phrase.type == "group"
            and phrase.gender == "m"
            and phrase.head is not None
            and w.tok[i + 1].endswith(("ون", "ين"))
        ):
            return None
        if (
            negated
            and mode == "elided"
            and phrase is None
            and comp.marker in ("prep", "noun")
            and c.rule.act in ("say", "announce", "affirm")
        ):
            return None  # ولم يعلن عن اسمه: nobody is said to hold it back
        if (
            mode == "elided"
            and before in ("كان", "كانت", "وكان", "وكانت")
            and c.rule.act in ("opine", "expect")
            and c.form.tense == "present"
            and comp.marker == "noun"
        ):
            return None  # كان يتوقع صدور: it was expected
        if (
            c.rule.agent
            and c.form.tense == "present"
            and comp.marker in ("noun", "quote")
            and not self._held_by(i, mode, phrase or antecedent)
        ):
            return None
        if c.rule.held and c.form.tense == "present" and mode == "elided" and phrase is None and not conjoined:
            return None  # وثائق يفترض أنها عقود: it is supposed so
        wished = c.form.tense == "present" and before in ("ان", "بان") and mode == "elided" and phrase is None
        if wished and (i < 2 or w.tok[i - 2] not in ("قبل", "بعد", "الي")):
            return None  # يجب أن تقول: nobody has said it
        if c.form.number == "d" and c.form.gender == "m" and mode == "elided" and c.form.tense == "past":
            return None  # طالبا، تعهدا: an accusative
        if w.tok[i][0] == "ل" and c.form.surface == w.tok[i][1:] and comp.marker not in ("that", "colon", "quote"):
            return None
        if (
            self.rules.lexicon.look(c.form.surface) & PREPOSITION
            and comp.marker == "noun"
            and i > 0
            and w.is_word[i - 1]
        ):
            return None  # وبين تدبير الحزب
        if f & PREPOSITION and (comp.marker not in ("that", "colon") or comp.at - i > 10 or not self._opens_clause(i)):
            return None  # بين, عبر, دون are prepositions first
        if (
            mode == "elided"
            and phrase is None
            and before in ("ما", "مما")
            and c.form.tense == "present"
            and not c.form.suffix
            and c.form.number == "s"
            and w.tok[max(0, i - 2)] not in ("قليلا", "نادرا", "كثيرا", "غالبا", "عاده")
            and w.tok[comp.at] not in ("انه", "انها", "بانه", "بانها", "انهم", "بانهم")
        ):
            return None  # وفي ذلك ما يشير إلى أن; but not: بسبب ما يقول إنه تضييق
        if mode == "elided" and phrase is None and not c.form.suffix:
            told = self._bare_relative(i, c)
            if told is not None:
                antecedent, mode = told, "relative"
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

    def _sourced(
        self, i: int, comp: Complement, preposition: str, subject: Phrase | None
    ) -> tuple[Phrase | None, Phrase | None]:
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
                    owner = (
                        self.p.read_attached(at + 1, comp.at)
                        if t[0] == "ل" and len(t) > 3
                        else self.p.read(at + 1, comp.at, bounded=True)
                    )
                    if owner is not None and self._plausible(owner):
                        return owner, None
                found = self.p.read(at, comp.at, bounded=True)
                return found, subject if found is not None and preposition == "من" else None
        return None, None  # علمت الصحيفة أن: her own voice

    def _own_document(self, i: int, comp: Complement) -> Form | None:
        """The gender and number of whose document it is: بيانها، تقريره، رسالتهم."""
        w = self.w
        for k in range(i + 1, min(comp.at, i + 4)):
            if w.tok[k] != "في" or k + 1 >= comp.at or w.ends_in_ta(k + 1):
                continue
            for suffix, gender, number in (("ها", "f", "s"), ("هم", "m", "p"), ("ه", "m", "s")):
                stem = w.tok[k + 1].removesuffix(suffix)
                if stem != w.tok[k + 1]:
                    known = self.rules.lexicon.look(stem) | self.rules.lexicon.look(stem[:-1] + "ه")
                    if known & (DOCUMENT | CHANNEL):
                        return Form(w.tok[i], "past", gender, number)  # type: ignore[arg-type]
                    return None
        return None

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
        if (
            not short
            and not c.rule.needs_frame
            and not (c.rule.continues and comp.marker in ("that", "quote") and comp.at > i + 6)
        ):
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
            if w.tok[k] in RELATIVES or w.tok[k] in (
                "وهو",
                "وهي",
                "البالغ",
                "البالغه",
                "الصادر",
                "الصادره",
                "صادر",
                "صادره",
                "صدر",
                "صدرت",
            ):
                k = next((j for j in range(k, comp.at) if w.tok[j] in "،,"), comp.at)
                continue
            if spoken_to:
                spoken_to = False
                other = self.p.read(k, comp.at, bounded=True)
                k = other.end if other is not None else k + 1
                while k < comp.at and w.flags[k] & DEFINITE and w.tok[k] not in RELATIVES:
                    k += 1  # وصف هذه الرحلات التكوينية
                continue
            if phrase is not None and w.tok[k - 1] in "،,":
                k = next((j for j in range(k, comp.at) if w.tok[j] in "،,"), comp.at)
                continue
            break
        if comp.marker == "that" and phrase is not None and phrase.whole[0] == i + 1 and self._speaks(phrase):
            # words that could not be read, and no verb among them
            between = range(phrase.end, comp.at)
            if len(between) <= 9 and not any(self.p.is_verb(x) or self.p.is_cue(x) for x in between):
                return True
        return not short and comp.at - i <= 4 and not c.rule.needs_frame

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
        starts = (
            i == 0
            or not w.is_word[i - 1]
            or before in CLAUSE_OPENERS
            or before in NEGATIONS
            or before in RELATIVES
            or before
            in (
                "وبعدما",
                "وحينما",
                "حينما",
                "قد",
                "كما",
                "انه",
                "انها",
                "انهم",
                "بانه",
                "بانها",
                "ما",
                "الي",
                "لكنه",
                "لكنها",
                "وهو",
                "وهي",
                "سوف",
            )
        )
        if starts:
            return False
        if c.form.tense == "past" and f & (NOUN | MASDAR | TITLE):
            return True
        return comp.marker == "noun" or (comp.marker == "prep" and bool(f & (NOUN | MASDAR | TITLE)))

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
        if c.rule.continues and phrase is not None and self.is_medium(phrase):
            return None  # تابع الجزيرة نت على
        if k > 0 and w.mark[k] >= 0 and w.quotations[w.mark[k]].close == k and i - k <= 3:
            if w.tok[i][0] in "وف" and any(x is c for x in self.rules.cues.get(w.tok[i][1:], ())):
                return None
            q = w.quotations[w.mark[k]]
            if sum(w.is_word[j] for j in range(q.open + 1, q.close)) < least or (
                phrase is None and c.form.suffix == ""
            ):
                return None
            comp = Complement("before", q.open, q.open, c.rule)
            frame = self._frame(i, c, comp, "named" if phrase else "elided", phrase)
            frame.clause = q.open
            return frame
        if (
            phrase is not None
            and (self._before(i) in "،," or self._before(i).startswith(".."))
            and c.form.tense == "present"
            and c.rule.act in ("say", "affirm")
            and not c.rule.needs_frame
            and (phrase.end >= end or w.tok[phrase.end] in "،,.")
            and i - w.sentence_start[i] > 5
        ):
            comp = Complement("around", i, w.sentence_start[i], c.rule)
            frame = self._frame(i, c, comp, "named", phrase)
            frame.cue_end = phrase.end
            return frame
        return None

    def _participle(self, i: int, c: CueForm) -> Frame | None:
        w = self.w
        f, bf = w.flags[i], w.flags[i - 1] if i else 0
        t = w.tok[i]
        before = self._before(i)
        if c.form.suffix == "bare" and not (i > 0 and before in "،," and i + 1 < w.n and self.c.that(i + 1)):
            return None  # only مؤكد أن, written without its tanwin
        if w.flags[i - 1] & PREPOSITION and i > 0 and before not in ("،",):
            return None
        if i and (w.flags[i - 1] & DIGIT or before in _TENS):
            return None  # 4326 طالباً
        if before.lstrip("وف").removeprefix("س") in _COPULAS:
            return None  # ستكون ملتزمة: a predicate
        if c.form.surface.endswith(("ون", "ات")) or (c.form.number == "p" and t.startswith("ال")):
            return None
        if i + 1 < w.n and self.p.is_cue(i + 1) and w.tok[i + 1][0] not in "وف":
            return None  # لافتة تقول
        if i and t.endswith("ا") and w.flags[i - 1] & VERB and not w.flags[i - 1] & (NOUN | NAME | PREPOSITION):
            return None  # استهدفت مقراً: its object
        if c.rule.then and not self._then(i, c.rule):
            return None
        comp = self.c.find(i, c)
        if comp is None:
            return None
        if not t.endswith("ا") and not t.endswith(("ه", "ين", "ات", "ان")) and comp.marker not in ("that",):
            return None
        if (
            f & (NOUN | ADJECTIVE | TITLE)
            and not t.endswith("ا")
            and before not in "،,"
            and comp.at > i + 2
            and comp.marker in ("noun", "prep", "quote")
        ):
            return None
        if comp.preposition == "ب" and t.endswith("ه") and i > 0 and w.is_word[i - 1] and before not in ("و",):
            return None  # حالة مؤكدة بالفيروس
        if (
            comp.marker in ("noun", "prep")
            and t.endswith("ه")
            and i
            and w.is_word[i - 1]
            and not self.p.is_verb(i - 1)
            and not self.p.is_cue(i - 1)
            and (bf & DEFINITE or (bf & NOUN and not bf & (NAME | TITLE)))
        ):
            return None  # نسبة معتبرة من المشاريع، الأحزاب متفقة على: said of a thing
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
