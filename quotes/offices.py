"""Titles and names of bodies -> the office or body they name, and its country.

Comes in: a title, a country or a body as news write it in Arabic, and the country of the paper. Goes out: ``Office``,
``Body``, ISO 3166 codes, the type of a source without a name; None wherever the words do not tell it.
Never here: who held an office and when, articles, a guess.

Nothing is read but ``rules/offices.toml``, ``rules/countries.toml`` and ``rules/countries-cldr.toml``. Words are folded,
so that spellings meet; a title is read from its head, the longest wording first, and what follows must name the owner.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Any, NamedTuple

from quotes.text import fold

LONGEST = 300
"""Code points; whatever is longer is no title."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office: of a country (``of``, ISO code) or of a body (Arabic, as written); both of a spokesperson, or neither."""

    office: str
    of: str | None = None
    body: str | None = None
    former: bool = False
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a state: its kind, from the closed list of ``rules/offices.toml``, and its country."""

    kind: str
    of: str


Words = tuple[str, ...]


@cache
def _rules(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("quotes") / "rules" / name).read_text("utf-8"))


def _phrase(words: str) -> Words:
    return tuple(fold(words).split())


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


# ---- countries

_COUNTRIES = _rules("countries.toml")
_STATE = _folded(_COUNTRIES["state"])
_STATE_OR_BETWEEN = _STATE | _folded(_COUNTRIES["between"])
# of a word of an adjective: the endings of gender and number, and what may be attached before
_ENDINGS = ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات")


def _unambiguous(pairs: Iterable[tuple[Words, str]]) -> dict[Words, str]:
    """What is said of one country alone."""
    found: dict[Words, set[str]] = {}
    for words, code in pairs:
        found.setdefault(words, set()).add(code)
    return {words: min(codes) for words, codes in found.items() if len(codes) == 1}


def _inflected(adjective: Words) -> Iterable[tuple[Words, bool]]:
    """Its forms, and whether they have the article."""
    for articles in product(("", "ال", "لل"), *[("", "ال")] * (len(adjective) - 1)):
        for endings in product(_ENDINGS, repeat=len(adjective)):
            form = zip(articles, adjective, endings, strict=True)
            yield tuple(article + word + ending for article, word, ending in form), "ال" in articles


_NAMES = _unambiguous(
    (_phrase(name), code)
    for table in (_rules("countries-cldr.toml"), {code: of.get("names", ()) for code, of in _COUNTRIES["of"].items()})
    for code, names in table.items()
    for name in names
)
_CAPITALS = _unambiguous(
    (_phrase(name), code) for code, of in _COUNTRIES["of"].items() for name in of.get("capital", ())
)
_NEVER = {_phrase(word) for word in _COUNTRIES["never"]}
_FORMS = [
    (form, definite, code)
    for code, of in _COUNTRIES["of"].items()
    for adjective in of["adjective"]
    for form, definite in _inflected(_phrase(adjective))
    if form not in _NEVER
]
_ADJECTIVES = _unambiguous((form, code) for form, _, code in _FORMS)
_DEFINITE = _unambiguous((form, code) for form, definite, code in _FORMS if definite)
_INDEFINITE = _unambiguous((form, code) for form, definite, code in _FORMS if not definite)
_LONGEST_NAME = max(map(len, _NAMES))


def state(code: str) -> str:
    """The name of the country of that ISO code.

    >>> state("EG")
    'مصر'
    """
    names = _rules("countries-cldr.toml").get(code)
    return str(names[0]) if names else code


def named(words: str) -> str | None:
    """The country of that name.

    >>> named("الولايات المتحدة"), named("جمهورية مصر العربية"), named("كوريا")
    ('US', 'EG', None)
    """
    return _named(_phrase(words))


def _named(words: Words) -> str | None:
    if words and words not in _NAMES and words[0] in _STATE:
        words = words[1:]
    return _NAMES.get(words)


def adjective(word: str) -> str | None:
    """The country of which one says so, in any gender and number, with the article or without.

    >>> adjective("الأميركية"), adjective("أمريكيون"), adjective("الكوري الشمالي"), adjective("الكوري")
    ('US', 'US', 'KP', None)
    """
    return _ADJECTIVES.get(_phrase(word))


def capital(word: str) -> str | None:
    """The country whose government goes by this city.

    >>> capital("موسكو"), capital("نيويورك")
    ('RU', None)
    """
    return _CAPITALS.get(_phrase(word))


def country(words: str) -> str | None:
    """The one country that the words name, by its name, its adjective or its capital.

    >>> country("مصر"), country("السعودي"), country("واشنطن"), country("عمان")
    ('EG', 'SA', 'US', None)
    """
    found = {code for code in (named(words), adjective(words), capital(words)) if code}
    return found.pop() if len(found) == 1 else None


# ---- words

_RULES = _rules("offices.toml")
_SAME: dict[str, str] = {fold(one): fold(other) for one, other in _RULES["same"].items()}
_SAID: dict[str, Any] = _RULES["words"]
_FORMER, _ACTING = _folded(_SAID["former"]), _folded(_SAID["acting"])
_ACTING_HEADS = [_phrase(words) for words in _SAID["heads"]["acting"]]
_OWN: dict[str, list[str]] = {fold(word): codes for word, codes in _SAID["own"].items()}
_RANKS, _SECOND, _NEW = _folded(_SAID["ranks"]), _folded(_SAID["second"]), _folded(_SAID["new"])
_HONOURS, _SKIP, _AFTER = _folded(_SAID["honours"]), _folded(_SAID["skip"]), _folded(_SAID["after"])
_ELSEWHERE, _ENDS, _NO_BODY = _folded(_SAID["elsewhere"]), _folded(_SAID["ends"]), _folded(_SAID["no_body"])
_NOT_AFTER = [_phrase(words) for words in _SAID["not_after"]]
_BODY_ADJECTIVES: dict[str, str] = {fold(word): body for word, body in _SAID["bodies"].items()}
_GENERIC = _folded(_RULES["generic"]["words"])
_VAGUE = _folded(_RULES["generic"]["vague"])

_TOKEN = re.compile(r"[^\s«»\"“”‘’()\[\]{}،,.:؛;!?؟…/|–—-]+")
_IN, _MINISTRY, _BOARD, _TEAMS = fold("في"), fold("وزارة"), _phrase("مجلس إدارة"), _folded(["منتخب", "فريق", "نادي"])
_PORTFOLIOS = {_phrase(name) for ministry in _RULES["ministries"].values() for name in ministry["names"]}
# how far an adjective may stand from its office: وزير الطاقة والصناعة والثروة المعدنية السعودي
_FAR = 6


class _Said(NamedTuple):
    """Words folded, each with the way it was written."""

    words: Words
    written: Words

    def after(self, at: int) -> _Said:
        return _Said(self.words[at:], self.written[at:])


def _said(text: str) -> _Said:
    pairs = [(fold(word), word) for word in _TOKEN.findall(text)]
    pairs = [(_SAME.get(word, word), written) for word, written in pairs if word]
    return _Said(tuple(word for word, _ in pairs), tuple(written for _, written in pairs))


def _without(said: _Said, words: frozenset[str]) -> tuple[_Said, bool]:
    """Without these words, and whether there were any."""
    if words.isdisjoint(said.words):
        return said, False
    kept = [i for i, word in enumerate(said.words) if word not in words]
    return _Said(tuple(said.words[i] for i in kept), tuple(said.written[i] for i in kept)), True


def _detached(word: str, prefixes: str = "لب") -> str | None:
    """The word without its preposition: للولايات, لروسيا, بالعراق."""
    if len(word) < 3 or word[0] not in prefixes:
        return None
    if word.startswith("لل"):
        # للجنة is of اللجنة
        return "ال" + (word[1:] if word[2:5] in ("جنه", "جنة", "جان") else word[2:])
    return word[1:]


def _has(words: Words, phrase: Words) -> bool:
    return any(words[i : i + len(phrase)] == phrase for i in range(len(words) - len(phrase) + 1))


# ---- the wordings, from the rule file


class _Wording(NamedTuple):
    """What may stand at the head of a title, and what then follows."""

    key: str
    mode: str
    fixed: str = ""
    begins: Words = ()


Wordings = dict[Words, list[_Wording]]


def _read(rules: dict[str, dict[str, Any]]) -> Wordings:
    found: Wordings = {}

    def add(words: str, wording: _Wording) -> None:
        found.setdefault(tuple(_SAME.get(word, word) for word in _phrase(words)), []).append(wording)

    for key, rule in rules.items():
        for words, code in rule.get("fixed", {}).items():
            add(words, _Wording(key, "fixed", code))
        for words, body in rule.get("titles", {}).items():
            add(words, _Wording(key, "title", body))
        for mode in ("open", "owned", "bound"):
            for words in rule.get(mode, ()):
                add(words, _Wording(key, mode))
        for words in rule.get("bodies", ()):
            head, begins = words.split("|")
            attached = head[-1] if head.endswith((" ل", " ب")) else ""
            mode = "attached" if attached else "body"
            add(head.removesuffix(f" {attached}"), _Wording(key, mode, attached, _phrase(begins)))
    return found


def _bare(portfolio: str) -> str:
    """الدفاع الوطني is دفاع where the country follows."""
    return portfolio.removeprefix("ال")


def _ministers() -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {key: dict(rule) for key, rule in _RULES["offices"].items()}
    for office, ministry in _RULES["ministries"].items():
        if office in rules:
            rules[office]["open"] = [f"وزير {name}" for name in ministry["names"]]
            rules[office]["bound"] = [f"وزير {_bare(name)}" for name in ministry["names"]]
    return rules


def _ministries() -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {key: dict(rule) for key, rule in _RULES["bodies"].items()}
    for ministry in _RULES["ministries"].values():
        names, rule = ministry["names"], rules.setdefault(ministry["kind"], {})
        rule["open"] = [f"وزارة {name}" for name in names] + [name for name in names if name in _SAID["bare"]]
        rule["owned"] = [name for name in names if name in _SAID["bare_owned"]]
        rule["bound"] = [f"وزارة {_bare(name)}" for name in names]
    return rules


_OFFICE_RULES = _ministers()
_OFFICES, _BODIES = _read(_OFFICE_RULES), _read(_ministries())
_HEADS = frozenset(words[0] for words in _OFFICES)
_ENDS |= {"و" + word for word in _HEADS}
_WITH = {key: [_phrase(words) for words in rule["with"]] for key, rule in _OFFICE_RULES.items() if "with" in rule}

_NOT = {key: _folded(rule["not"]) for key, rule in _OFFICE_RULES.items() if "not" in rule}


def _longest(wordings: Wordings) -> dict[str, int]:
    found: dict[str, int] = {}
    for words in wordings:
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


_OFFICE_REACH, _BODY_REACH = _longest(_OFFICES), _longest(_BODIES)


# ---- whose


def _match(table: dict[Words, str], words: Words, at: int, longest: int) -> tuple[str, int] | None:
    for length in range(min(longest, len(words) - at), 0, -1):
        if code := table.get(words[at : at + length]):
            return code, at + length
    return None


def _name_at(words: Words, at: int) -> tuple[str, int] | None:
    if found := _match(_NAMES, words, at, _LONGEST_NAME):
        return found
    return _match(_NAMES, words, at + 1, _LONGEST_NAME) if at < len(words) and words[at] in _STATE else None


def _passed(words: Words, at: int) -> int:
    while at < len(words) and (words[at] in _SKIP or words[at] in _STATE_OR_BETWEEN):
        at += 1
    return at


def _owner(words: Words, at: int, mode: str, home: str | None) -> tuple[str, int] | None:
    """The country that follows, and where it ends."""
    if mode == "bound":
        if found := _name_at(words, at) or _match(_INDEFINITE, words, at, 2):
            return found
        return (home, at + 1) if home and at < len(words) and home in _OWN.get(words[at], ()) else None
    here = _passed(words, at)
    if found := _match(_DEFINITE, words, here, 2):
        return found
    if here < len(words):
        if (word := _detached(words[here])) is not None:
            freed = (*words[:here], word, *words[here + 1 :])
            if found := _name_at(freed, here):
                return found
            beyond = _passed(freed, here)
            if beyond > here:
                if found := _match(_DEFINITE, freed, beyond, 2):
                    return found
                ours = home in _OWN.get(freed[here], (home,))
                return (home, beyond) if home and ours and _open(words, beyond) else None
        if (words[here] == _IN or words[here].startswith("و")) and (found := _further(words, here + 1)):
            return found
        if words[here] in _SECOND and (other := _office(_Said(words[here:], words[here:]), None)) and other.of:
            return other.of, len(words)
    return (home, here) if home and _open(words, here) else None


def _further(words: Words, at: int) -> tuple[str, int] | None:
    """A country somewhat further on: في حكومة العراق, والتعاون الدولي المغربي."""
    for i in range(at, min(at + _FAR, len(words))):
        if found := _match(_DEFINITE, words, i, 2):
            return found
        if words[at - 1] == _IN and (found := _name_at(words, i)):
            return found
    return None


def _open(words: Words, at: int) -> bool:
    """Whether what follows leaves the office to the paper's own country."""
    if at >= len(words):
        return True
    word, rest = words[at], range(at + 1, len(words))
    if word == _IN and any((place,) in _CAPITALS for place in words[at:]):
        return False
    if word[0] == "و" and any(_name_at(words, i) for i in rest):
        return False
    return _ELSEWHERE.isdisjoint(words[at:]) and (
        word in _AFTER or word in _SECOND or word.startswith("وال") or (word[0] == "و" and word[1:] in _HEADS)
    )


# ---- offices


def office(title: str, home: str | None = None) -> Office | None:
    """The office that an Arabic title names; a title without a country is of ``home``, if that is given.

    >>> office("وزيرة الخارجية السويدية")
    Office(office='foreign-minister', of='SE', body=None, former=False, acting=False)
    >>> office("الأمين العام السابق للأمم المتحدة")
    Office(office='secretary-general', of=None, body='الأمم المتحدة', former=True, acting=False)
    >>> office("وزير الداخلية"), office("نظيره الروسي", "LB")
    (None, None)
    """
    return _cached_office(title, home) if len(title) <= LONGEST else None


@lru_cache(maxsize=1 << 15)
def _cached_office(title: str, home: str | None) -> Office | None:
    said = _said(title)
    at = 0
    while at < len(said.words) - 1 and said.words[at] in _HONOURS:
        at += 1
    end = len(said.words)
    while end > at + 1 and said.words[end - 1] in _RANKS:
        end -= 1
    return _office(_Said(said.words[at:end], said.written[at:end]), home)


def _office(said: _Said, home: str | None) -> Office | None:
    acting = False
    for head in _ACTING_HEADS:
        if said.words[: len(head)] == head:
            said, acting = said.after(len(head)), True
    if not said.words or said.words[0] not in _OFFICE_REACH:
        return None
    barred = any(_has(said.words, phrase) for phrase in _NOT_AFTER)
    said, former = _without(said, _FORMER)
    said, too = _without(said, _ACTING)
    words = said.words
    for length in range(min(_OFFICE_REACH.get(words[0], 0) if words else 0, len(words)), 0, -1):
        for wording in _OFFICES.get(words[:length], ()):
            if barred and wording.mode in ("open", "owned", "bound"):
                continue
            if found := _held(wording, said, length, home):
                key, of, body = found
                return Office(_OFFICE_RULES[key].get("office", key), of, body, former, acting or too)
    return None


def _held(wording: _Wording, said: _Said, at: int, home: str | None) -> tuple[str, str | None, str | None] | None:
    """The office by this wording, if the rest bears it out."""
    key, mode = wording.key, wording.mode
    rule, words = _OFFICE_RULES[key], said.words
    if mode == "title":
        return key, None, wording.fixed
    if mode in ("attached", "body"):
        return _of_body(wording, said.after(at), home)
    if mode == "fixed":
        return (key, wording.fixed, None) if at == len(words) or not rule.get("whole") else None
    if rule.get("adjective") and mode == "owned":
        here = _passed(words, at)
        if here < len(words) and (body := _BODY_ADJECTIVES.get(words[here])):
            return key, None, body
    found = _owner(words, at, mode, home if mode != "owned" else None)
    if found is None or found[0] not in rule.get("only", (found[0],)):
        return None
    if key in _WITH and not any(_has(words[found[1] :], phrase) for phrase in _WITH[key]):
        return None
    return key, found[0], None


def _of_body(wording: _Wording, rest: _Said, home: str | None) -> tuple[str, str | None, str | None] | None:
    """The office of a body, whose name begins the rest."""
    at = 0
    while at < len(rest.words) and (rest.words[at] in _NEW or rest.words[at : at + 1] in _DEFINITE):
        at += 1
    if at < len(rest.words) and not rest.words[at].startswith("ل"):
        at = 0  # the words were the body's own
    words, written = list(rest.words[at:]), list(rest.written[at:])
    if not words:
        return None
    if wording.mode == "attached":
        first, as_written = _detached(words[0], wording.fixed), _detached(written[0], wording.fixed)
        if first is None or as_written is None:
            return None
        words[0], written[0] = first, as_written
    elif words[0].startswith("لل"):
        return None
    end = next((i for i, word in enumerate(words) if _ends(word, i)), len(words))
    rule = _OFFICE_RULES[wording.key]
    if rule.get("spokes") and end < len(words):
        home = _home_after(tuple(words), end, home)
    # of a club the adjective is its coach's: مدرب ريال مدريد الفرنسي
    if rule.get("countries") and end > 1 and not words[0].startswith("ال") and words[0] not in _TEAMS:
        end -= (words[end - 1],) in _DEFINITE
    body = tuple(words[:end])
    if body[: len(wording.begins)] != wording.begins or not body or body[0] in _NOT.get(wording.key, ()):
        return None
    if _vague(body) and not (rule.get("spokes") and _whole_body(_Said(body, body), home)):
        return None
    if body == wording.begins and not body[0].startswith("ال"):
        return None
    of = _named(body)
    if rule.get("spokes"):
        return _of_spoken_for(wording.key, _Said(body, tuple(written[:end])), home)
    # who is sent by an office is sent by its body or country: الممثل الخاص للأمين العام للأمم المتحدة
    if rule.get("adjective") and (sender := _office(_Said(body, tuple(written[:end])), None)):
        return wording.key, sender.of, sender.body
    if of and not rule.get("countries"):
        return (wording.key, of, None) if rule.get("adjective") else None
    return wording.key, None, " ".join(written[:end])


def _home_after(words: Words, at: int, home: str | None) -> str | None:
    """The country that a body without one is of, by what stands after it: الحكومة في العراق, وزارة الصحة في غزة."""
    if words[at] == _IN and (found := _name_at(words, at + 1)):
        return found[0]
    return home if _ELSEWHERE.isdisjoint(words[at:]) else None


def _ends(word: str, at: int) -> bool:
    """Whether a body ends before this word."""
    return word in _ENDS or (at > 0 and word[0] == "ب" and (word[1:],) in _NAMES)


def _vague(body: Words) -> bool:
    """Whether this is no body that could be told from others: الشركة, كرة قدم, سعودي."""
    if len(body) == 1 and (body in _ADJECTIVES or body in _PORTFOLIOS):
        return True
    if len(body) == 3 and body[:2] == _BOARD:
        return body[2] in _GENERIC
    return _generic(body) or body[0] in _NO_BODY


def _of_spoken_for(key: str, whole: _Said, home: str | None) -> tuple[str, str | None, str | None] | None:
    """Whose spokesperson: of a country, a body of a state, an office, of anything else."""
    if of := _named(whole.words):
        return key, of, None
    written = " ".join(whole.written)
    if found := _whole_body(whole, home):
        return key, found[0].of, written
    if whole.words[0] == _MINISTRY:
        of = next((code for i in range(1, len(whole.words)) for code in _codes(whole.words, i)), home)
        return (key, of, written) if of else None
    held = _office(whole, home)
    if held is None and whole.words[0] in _HEADS:
        return None
    return key, held.of if held else None, written


def _codes(words: Words, at: int) -> Iterable[str]:
    found = _match(_DEFINITE, words, at, 2) or _name_at(words, at)
    return (found[0],) if found else ()


# ---- bodies


def body(name: str, home: str | None = None) -> Body | None:
    """The body of a state of that name; a name without a country is of ``home``, if that is given.

    >>> body("الخارجية الأميركية"), body("الكرملين")
    (Body(kind='foreign-ministry', of='US'), Body(kind='presidency', of='RU'))
    >>> body("وزارة الصحة"), body("وزارة الصحة", "EG")
    (None, Body(kind='health-ministry', of='EG'))
    """
    return _cached_body(name, home) if len(name) <= LONGEST else None


@lru_cache(maxsize=1 << 15)
def _cached_body(name: str, home: str | None) -> Body | None:
    said = _said(name)
    found = _whole_body(said, home)
    return found[0] if found else None


def _whole_body(said: _Said, home: str | None) -> tuple[Body, int] | None:
    """The body, if the words are its name and no more, but for a second: وزارة الدفاع الأميركية (البنتاغون)."""
    if (found := _body(said, home)) is None:
        return None
    rest = said.after(found[1])
    if not rest.words:
        return found
    again = _body(rest, home)
    return found if again and again[0] == found[0] else None


def _body(said: _Said, home: str | None) -> tuple[Body, int] | None:
    """The body that the words begin with, and where its name ends."""
    words = said.words
    for length in range(min(_BODY_REACH.get(words[0], 0) if words else 0, len(words)), 0, -1):
        for wording in _BODIES.get(words[:length], ()):
            if wording.mode == "fixed":
                end = length + (_match(_DEFINITE, words, length, 2) == (wording.fixed, length + 1))
                return Body(wording.key, wording.fixed), end
            alone = home if length == len(words) and wording.mode == "open" else None
            found = _owner(words, length, wording.mode, alone)
            # الدفاع الأميركية is the ministry, الاقتصاد المصري is none
            if found and (wording.mode != "owned" or words[found[1] - 1].endswith("ه")):
                return Body(wording.key, found[0]), found[1]
    return None


def generic(name: str) -> bool:
    """Whether the name is a body's without an owner: in two articles it need not be the same.

    >>> generic("وزارة الصحة"), generic("وزارة الصحة المصرية"), generic("الشركة")
    (True, False, True)
    """
    return len(name) <= LONGEST and _generic(_said(name).words)


def _generic(words: Words) -> bool:
    if len(words) == 1 and (words[0] in _GENERIC or f"ال{words[0]}" in _GENERIC):
        return True
    if " ".join(words) in _GENERIC:
        return True
    if len(words) > 1 and words[-1] in _VAGUE and _generic(words[:-1]):
        return True  # تقرير صحفي، وسائل إعلام محلية
    wordings = _BODIES.get(words, ())
    return bool(wordings) and all(wording.mode != "fixed" for wording in wordings)


# ---- sources without a name

_UNNAMED = {fold(word): kind for kind, words in _RULES["unnamed"].items() for word in words}
_BEFORE = _folded(_RULES["unnamed_but"]["before"])
_OTHER_AFTER = {kind: _folded(words) for kind, words in _RULES["unnamed_but"]["after"].items()}
_MAY_BE_DEFINITE = frozenset(_RULES["unnamed_but"]["definite"])


def unnamed(words: str) -> str | None:
    """The type of a source that has no name, by its head word.

    >>> unnamed("مصدر أمني"), unnamed("أحد الخبراء"), unnamed("نائب الرئيس")
    ('source', 'expert', None)
    """
    return _unnamed(words) if len(words) <= LONGEST else None


@lru_cache(maxsize=1 << 15)
def _unnamed(text: str) -> str | None:
    words = [fold(word) for word in _TOKEN.findall(text)]
    at = 0
    while at < len(words) and words[at] in _BEFORE:
        at += 1
    if at == len(words):
        return None
    kind = _UNNAMED.get(words[at])
    if kind is None and words[at].startswith("ال"):
        kind = _UNNAMED.get(words[at][2:])
        if kind not in _MAY_BE_DEFINITE and not at:
            return None
    following: Sequence[str] = words[at + 1 : at + 2]
    return None if kind and not _OTHER_AFTER.get(kind, frozenset()).isdisjoint(following) else kind
