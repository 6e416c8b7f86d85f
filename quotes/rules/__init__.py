"""The language as data: cue families, frames, word lists; read, checked, compiled.

Comes in: the files beside this one. Goes out: ``Rules``, immutable in use and picklable.
Errors name file, entry, field and cure. Never here: texts, statements, databases.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from quotes.rules import confidence, forms
from quotes.rules.forms import Form
from quotes.rules.lexicon import Lexicon, load_lexicon
from quotes.text import fold

ACTS = frozenset(
    [
        "say",
        "affirm",
        "announce",
        "opine",
        "expect",
        "feel",
        "deny",
        "reject",
        "warn",
        "threaten",
        "call",
        "promise",
        "accuse",
        "criticise",
        "praise",
        "admit",
        "claim",
        "ask",
        "answer",
        "agree",
    ]
)
FRAMES = frozenset(
    ["أن", "إن", "بأن", "إلى أن", "على أن", "من أن", "عن أن", "إلى", "ب", "على", "من", "عن", "في", "ل", "noun", "verb"]
)
# after verbs of these acts writers put بأن as freely as أن
_PLAIN = frozenset(["say", "affirm", "announce", "opine", "expect", "claim", "answer"])
_THAT = {"أن": "", "إن": "", "بأن": "ب", "إلى أن": "الي", "على أن": "علي", "من أن": "من", "عن أن": "عن"}
_PREPOSITION = {"إلى": "الي", "ب": "ب", "على": "علي", "من": "من", "عن": "عن", "في": "في", "ل": "ل"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence a rule must read (``finds``) or must not (``ignores``). Expected spans are words."""

    text: str
    speaker: str | None = None
    content: str | None = None
    kind: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CueRule:
    """One cue: a verb, a speech noun, an evidential phrase or an opener in the reporter's voice.

    ``object``: a person spoken to, or a thing spoken of, may stand between subject and content (سأل الصحفي الوزير).
    ``hearer``: that person is told it (أبلغ المجلس أن); so he is by any ``object`` of calling, asking, warning, promising.
    ``source``: the preposition that brings the speaker (جاء في بيان الحركة، علمت الصحيفة من مصدر).
    ``agent``: in the present it counts only with somebody who holds it (يعتبر is mostly a passive).
    ``held``: in the present it never counts where nobody is named who does it (يشتبه بأنه: it is suspected).
    ``impersonal``: its possessor is what was told, not who told it (رسالة مفادها أن).
    ``relay``: its subject carries what another said (نقلت الوكالة عن الوزير قوله). ``publishes``: after a document it
    tells how that came out (تصريحات نشرت اليوم) and takes no content.
    ``topic``: the preposition after which somebody or something known is only what was talked of (تحدث عن مؤلفاته).
    ``things``: rules and texts say it as well as people (ينص القانون على أن).
    ``bare``: any object is its content (اعتبر الخطوة …). ``that``: what may stand before أن/إن (empty, ب, إلى …); ``prepositions``: those that take a noun phrase.
    """

    id: str
    family: str
    lemma: str
    act: str
    past: str = ""
    that: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    noun: bool = False
    demand: bool = False
    needs_frame: bool = False
    continues: bool = False
    optional: bool = False
    polarity: str | None = None
    then: tuple[str, ...] = ()
    back: bool = False
    medium_only: bool = False
    needs_suffix: bool = False
    then_verb: bool = False
    marks: bool = True
    bare: bool = False
    whole: bool = False
    colloquial: bool = False
    object: bool = False
    agent: bool = False
    held: bool = False
    relay: bool = False
    publishes: bool = False
    impersonal: bool = False
    hearer: bool = False
    things: bool = False
    source: str = ""
    topic: str = ""
    unless: frozenset[str] = frozenset()
    finds: tuple[Example, ...] = ()
    ignores: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class CueForm:
    """One surface form of a cue rule."""

    rule: CueRule
    form: Form


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """A cue of fixed words: على حد قول. ``words`` are folded; a last word that is a proclitic (وفقا ل) is ``clitic``."""

    rule: CueRule
    words: tuple[str, ...]
    clitic: str = ""


@dataclass(slots=True)
class Rules:
    """All rules, compiled. ``digest`` changes when any rule file does."""

    cues: dict[str, tuple[CueForm, ...]] = field(default_factory=dict)
    phrases: dict[str, tuple[PhraseCue, ...]] = field(default_factory=dict)
    voices: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    not_sources: frozenset[str] = frozenset()
    renewing: frozenset[str] = frozenset()
    channels: dict[str, str] = field(default_factory=dict)
    outlets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)
    measured: confidence.Measures = field(default_factory=confidence.Measures)
    all: tuple[CueRule, ...] = ()
    digest: str = ""
    version: str = "1"

    def own_names(self, outlet: str | None) -> tuple[str, ...]:
        """What an outlet is called in its own pages, folded: words given to it are carried by no other."""
        if not outlet:
            return ()
        name = fold(outlet)
        return (*self.outlets.get(name, ()), name)


def _colloquial(cues: dict[str, list[CueForm]], lexicon: Lexicon) -> None:
    """Forms as papers of the Maghreb spell them (كيقول، قالو), where nothing else is spelt so."""
    spoken: dict[str, list[CueForm]] = {}
    for surface, found in cues.items():
        for cue in found:
            form = cue.form
            made = []
            if form.suffix or cue.rule.family != "verb":
                continue
            if form.tense == "past" and form.number == "p" and surface.endswith("وا"):
                made.append(surface[:-1])
            elif form.tense == "past" and form.gender == "f" and form.number == "s" and cue.rule.colloquial:
                made.append(surface[:-1] + "ات")
            elif form.tense == "present" and form.number in ("s", "p") and len(surface) > 3:
                short = surface[:-1] if surface.endswith("وا") else surface
                made += ["ك" + short] + ["ت" + short] * short.startswith("ي")
            for word in made:
                if word not in cues and not lexicon.look(word):
                    spoken.setdefault(word, []).append(
                        CueForm(cue.rule, Form(word, form.tense, form.gender, form.number))
                    )
    cues.update(spoken)


def load(folder: Traversable | None = None) -> Rules:
    """Read and compile every rule file. Errors: ``ValueError`` naming file, entry, field and cure."""
    folder = folder or resources.files("quotes.rules")
    rules = Rules(lexicon=load_lexicon(folder / "lexicon"))
    cues: dict[str, list[CueForm]] = {}
    phrases: dict[str, list[PhraseCue]] = {}
    voices: dict[str, list[tuple[str, ...]]] = {}
    every: list[CueRule] = []
    not_sources: set[str] = set()
    renewing: set[str] = set()
    for file in sorted((f for f in (folder / "cues").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        try:
            data = tomllib.loads(file.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"rules/cues/{file.name}: {error}: mend the TOML there") from error
        not_sources.update(fold(w) for w in data.get("not_after", ()))
        for family in ("verb", "noun", "evidential"):
            for entry in data.get(family, ()):
                rule = _rule(family, entry, file.name)
                every.append(rule)
                not_sources.update(fold(w) for w in entry.get("not_after", ()))
                if family == "evidential":
                    for cue in _phrases(rule, entry):
                        phrases.setdefault(cue.words[0], []).append(cue)
                else:
                    for form in _forms(family, entry):
                        cues.setdefault(form.surface, []).append(CueForm(rule, form))
        for entry in data.get("renew", ()):
            made = (
                *forms.past(entry["past"]),
                *forms.present(entry["present"]),
                *forms.participle(entry["participle"]),
            )
            renewing.update(f.surface for f in made if f.suffix in ("", "bare"))
        for entry in data.get("voice", ()):
            words = entry["words"]
            for one in words if isinstance(words, list) else [words]:
                key = tuple(fold(one).split())
                voices.setdefault(key[0], []).append(key)
    _colloquial(cues, rules.lexicon)
    rules.cues = {k: tuple(v) for k, v in cues.items()}
    rules.phrases = {k: tuple(sorted(v, key=lambda c: -len(c.words))) for k, v in phrases.items()}
    rules.voices = {k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in voices.items()}
    rules.not_sources = frozenset(not_sources)
    rules.renewing = frozenset(renewing)
    rules.all = tuple(every)
    channels = folder / "channels.toml"
    if channels.is_file():
        for name, words in tomllib.loads(channels.read_text("utf-8"))["channel"].items():
            for word in words:
                rules.channels[fold(word)] = name
    outlets = folder / "outlets.toml"
    if outlets.is_file():
        for name, called in tomllib.loads(outlets.read_text("utf-8"))["outlet"].items():
            rules.outlets[fold(name)] = tuple(fold(c) for c in called)
    measures = folder / "confidence.toml"
    if measures.is_file():
        rules.measured = confidence.load(measures.read_text("utf-8"))
    rules.digest = _digest(folder)
    return rules


def _rule(family: str, entry: dict[str, Any], file: str) -> CueRule:
    words = entry.get("words")
    lemma = entry.get("lemma") or (words[0] if isinstance(words, list) else words)
    where = f"rules/cues/{file}: {lemma or entry}"
    if not lemma:
        raise ValueError(f"{where}: no lemma: name the cue by its lemma or words")
    act = entry.get("act", "say")
    if act not in ACTS:
        raise ValueError(f"{where}: act: {act!r} is none of {', '.join(sorted(ACTS))}")
    frames = entry.get("frames", ["أن", "إن", "بأن"])
    unknown = set(frames) - FRAMES
    if unknown:
        raise ValueError(f"{where}: frames: {unknown} is none of {', '.join(sorted(FRAMES))}")
    that = frozenset(_THAT[f] for f in frames if f in _THAT)
    return CueRule(
        id=f"{family}.{lemma}",
        family=family,
        lemma=lemma,
        act=act,
        past=fold(entry.get("past", "")),
        that=that | {"ب"} if "" in that and act in _PLAIN else that,
        prepositions=frozenset(_PREPOSITION[f] for f in frames if f in _PREPOSITION),
        noun="noun" in frames,
        demand="verb" in frames,
        needs_frame=entry.get("needs") == "frame",
        continues=bool(entry.get("continues")),
        optional=bool(entry.get("optional")),
        polarity=entry.get("polarity"),
        then=tuple(fold(w) for w in entry.get("then", ())),
        back=bool(entry.get("back")),
        medium_only=bool(entry.get("medium_only")),
        needs_suffix=bool(entry.get("needs_suffix")),
        then_verb=bool(entry.get("then_verb")),
        bare=bool(entry.get("bare")),
        whole=bool(entry.get("whole")),
        colloquial=bool(entry.get("colloquial")),
        object=bool(entry.get("object")),
        agent=bool(entry.get("agent")),
        held=bool(entry.get("held")),
        relay=bool(entry.get("relay")),
        publishes=bool(entry.get("publishes")),
        impersonal=bool(entry.get("impersonal")),
        hearer=bool(entry.get("hearer")),
        things=bool(entry.get("things")),
        source=fold(entry.get("source", "")),
        topic=fold(entry.get("topic", "")),
        marks=bool(entry.get("marks", True)),
        unless=frozenset(fold(w) for w in entry.get("unless", ())),
        finds=tuple(_example(x) for x in entry.get("finds", ())),
        ignores=tuple(_example(x) for x in entry.get("ignores", ())),
    )


def _example(data: dict[str, Any]) -> Example:
    return Example(data["text"], data.get("speaker"), data.get("content"), data.get("kind"), data.get("why", ""))


def _forms(family: str, entry: dict[str, Any]) -> Iterator[Form]:
    seen: set[tuple[str, str, str]] = set()
    never = {fold(w) for w in entry.get("never", ())}
    for form in _all_forms(family, entry):
        key = (form.surface, form.tense, form.suffix)
        if key not in seen and form.surface not in never:
            seen.add(key)
            yield form


def _all_forms(family: str, entry: dict[str, Any]) -> Iterator[Form]:
    if family == "noun":
        for stem in [entry.get("stem", entry["lemma"]), *entry.get("plural", ())]:
            yield from forms.masdar(stem)
        return
    if "past" in entry:
        yield from forms.past(entry["past"])
    if "present" in entry:
        yield from forms.present(entry["present"])
    if "participle" in entry:
        yield from forms.participle(entry["participle"])
    for word in entry.get("participle_irregular", ()):
        surface = fold(word)
        yield Form(surface, "participle", "f" if surface.endswith("ه") else "m", "p" if surface.endswith("ين") else "s")
    for stem in [*([entry["masdar"]] if "masdar" in entry else ()), *entry.get("masdars", ())]:
        yield from forms.masdar(stem)
    for passive in entry.get("passive", ()):
        make = forms.present if fold(passive)[0] in "يت" and len(fold(passive)) > 3 else forms.past
        yield from (f for f in make(passive, "passive") if not f.suffix)
    for word in entry.get("past_irregular", ()):
        surface = fold(word)
        yield Form(surface, "past", "f" if surface.endswith("ت") else "m")
    for word in entry.get("imperfect_irregular", ()):
        surface = fold(word)
        yield Form(surface, "jussive", "f" if surface.startswith("ت") else "m")


def _phrases(rule: CueRule, entry: dict[str, Any]) -> Iterator[PhraseCue]:
    words = entry["words"]
    for one in words if isinstance(words, list) else [words]:
        parts = fold(one).split()
        if len(parts) > 1 and parts[-1] in ("ل", "ب"):
            yield PhraseCue(rule, tuple(parts[:-1]), parts[-1])
        else:
            yield PhraseCue(rule, tuple(parts))


def _digest(folder: Traversable) -> str:
    h = hashlib.blake2b(digest_size=8)

    def walk(at: Traversable) -> None:
        for f in sorted(at.iterdir(), key=lambda f: f.name):
            if f.is_dir() and not f.name.startswith("_"):
                walk(f)
            elif f.name.endswith((".toml", ".txt")):
                h.update(f.name.encode())
                h.update(f.read_bytes())

    walk(folder)
    return h.hexdigest()
