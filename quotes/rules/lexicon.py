"""The word lists: what kind of word a token is.

Comes in: the files of ``rules/lexicon``. Goes out: ``Lexicon``, which answers with a bit mask for a folded token
and finds names of several words. Never here: sentences.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any, Literal

from quotes.text import fold

GIVEN = 1 << 0
GIVEN_F = 1 << 1
SURNAME = 1 << 2
PARTICLE = 1 << 3
TITLE = 1 << 4
HONORIFIC = 1 << 5
ANONYMOUS = 1 << 6
GROUP = 1 << 7
BODY = 1 << 8
DOCUMENT = 1 << 9
KNOWN_BODY = 1 << 10
OUTLET = 1 << 11
PLACE = 1 << 12
ADJECTIVE = 1 << 13
NOUN = 1 << 14
MASDAR = 1 << 15
ADVERB = 1 << 16
VERB = 1 << 17
KIN = 1 << 18
QUANTIFIER = 1 << 19
DEFINITE = 1 << 20
ABBREVIATION = 1 << 21
DIGIT = 1 << 22
LATIN = 1 << 23
PRONOUN = 1 << 24
SPOKESPERSON = 1 << 25
TIME = 1 << 26
CHANNEL = 1 << 27
PREPOSITION = 1 << 28
CONNECTIVE = 1 << 29
RELATIVE = 1 << 30
ADJUNCT = 1 << 31
DEICTIC = 1 << 32
MASCULINE = 1 << 33
WORD_NAME = 1 << 34

NAME = GIVEN | SURNAME

Gender = Literal["m", "f"]

_LISTS = {
    "given_m.txt": GIVEN,
    "given_f.txt": GIVEN | GIVEN_F,
    "foreign_m.txt": GIVEN,
    "foreign_f.txt": GIVEN | GIVEN_F,
    "surnames.txt": SURNAME,
    "names_as_words.txt": WORD_NAME,
    "name_particles.txt": PARTICLE,
    "known_names_m.txt": NAME,
    "known_names_f.txt": NAME | GIVEN_F,
    "known_bodies.txt": KNOWN_BODY,
    "known_bodies_seeds.txt": KNOWN_BODY,
    "outlets.txt": OUTLET,
    "places.txt": PLACE,
    "adjectives.txt": ADJECTIVE,
    "nouns.txt": NOUN,
    "masdars.txt": MASDAR,
    "adverbs.txt": ADVERB,
    "verbs_past.txt": VERB,
    "verbs_present.txt": VERB,
}
_MAY_BE_DEFINITE = (
    TITLE | HONORIFIC | ANONYMOUS | GROUP | BODY | DOCUMENT | ADJECTIVE | NOUN | MASDAR | KIN | CHANNEL | SPOKESPERSON
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a word at the head of a phrase says of the phrase. ``lemma``: its masculine or singular, folded."""

    lemma: str
    gender: Gender
    number: Literal["s", "p"]
    kind: str


@dataclass(slots=True)
class Lexicon:
    """Kinds of words, by folded form."""

    flags: dict[str, int] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    several: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    kindred: dict[str, frozenset[str]] = field(default_factory=dict)

    def look(self, token: str) -> int:
        """The bit mask of a folded token, its article (ال) taken off where the bare word is known."""
        if not token:
            return 0
        known = self.flags.get(token)
        if token.startswith("ال") and len(token) > 3:
            bare = self.flags.get(token[2:], 0) & _MAY_BE_DEFINITE
            if known and known & MASDAR and not bare:
                return known  # التزام، إلغاء: their own letters
            return (known or 0) | bare | DEFINITE
        if token.startswith("لل") and len(token) > 4:
            return (known or 0) | DEFINITE
        if known is not None:
            return known
        first = token[0]
        if first.isdigit():
            return DIGIT
        if first.isascii() and first.isalpha():
            return LATIN
        return 0

    def head(self, token: str) -> Head | None:
        """The head that a token is, with or without its article."""
        found = self.heads.get(token)
        if found is None and token.startswith("ال"):
            found = self.heads.get(token[2:])
        return found

    def longest(self, tok: Sequence[str], i: int) -> tuple[int, int]:
        """The longest entry of several words that begins at token i: (number of tokens, flags), or (0, 0)."""
        best = (0, 0)
        for words, flags in self.several.get(tok[i], ()):
            n = len(words)
            if n > best[0] and tuple(tok[i : i + n]) == words:
                best = (n, flags)
        return best

    def add(self, entry: str, flags: int) -> None:
        """Take in one entry of one word or several."""
        words = tuple(fold(entry).split())
        if len(words) == 1:
            self.flags[words[0]] = self.flags.get(words[0], 0) | flags
        elif words:
            self.several.setdefault(words[0], []).append((words, flags))

    def add_head(self, word: str, head: Head, flags: int) -> None:
        """Take in a word that heads phrases."""
        self.add(word, flags)
        self.heads.setdefault(fold(word), head)


def _lines(file: Traversable) -> list[str]:
    rows = (line.split("#", 1)[0].strip() for line in file.read_text("utf-8").splitlines())
    return [row for row in rows if row]


def load_lexicon(folder: Traversable) -> Lexicon:
    """Read every list. Errors: ``ValueError`` naming file and entry."""
    lexicon = Lexicon()
    for name, flag in _LISTS.items():
        file = folder / name
        if file.is_file():
            for entry in _lines(file):
                lexicon.add(entry, flag)
    for name, read in (
        ("titles.toml", _titles),
        ("anonymous.toml", _anonymous),
        ("bodies.toml", _bodies),
        ("function.toml", _function),
    ):
        file = folder / name
        if file.is_file():
            try:
                read(lexicon, tomllib.loads(file.read_text("utf-8")))
            except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
                raise ValueError(
                    f"rules/lexicon/{name}: {error}: every entry needs its head word and known fields"
                ) from error
    _untangle(lexicon)
    return lexicon


def _untangle(lexicon: Lexicon) -> None:
    """A word of a closed class is no name, even where folding makes the two alike (آن and أن)."""
    for word in [w for w, f in lexicon.flags.items() if f & PREPOSITION and len(w) > 2 and not f & (NOUN | TITLE)]:
        for suffix in ("ه", "ها", "هم", "هما"):
            lexicon.flags[word + suffix] = PREPOSITION
    closed = CONNECTIVE | PREPOSITION | PRONOUN | RELATIVE | QUANTIFIER
    for word, flags in lexicon.flags.items():
        if flags & closed:
            names = 0 if word in ("ام", "ال") else NAME | PARTICLE | GIVEN_F
            lexicon.flags[word] = flags & ~(names | ADVERB)
        elif flags & TIME:
            lexicon.flags[word] = flags & ~(NOUN | MASDAR | ADJECTIVE | OUTLET | NAME | GIVEN_F)


def _titles(lexicon: Lexicon, data: dict[str, Any]) -> None:
    for words in data.get("kindred", ()):
        lemmas = frozenset(fold(w) for w in words)
        lexicon.kindred.update(dict.fromkeys(lemmas, lemmas))
    for entry in data.get("title", ()):
        kind = entry.get("kind", "office")
        flags = {"honorific": HONORIFIC | TITLE, "rank": HONORIFIC | TITLE, "kin": KIN | TITLE}.get(kind, TITLE)
        lemma = fold(entry["word"])
        gender: Gender = entry.get("gender") or (
            "f" if lemma.endswith("ه") and kind != "honorific" and lemma != "خليفه" else "m"
        )
        lexicon.add_head(entry["word"], Head(lemma, gender, "s", kind), flags)
        if "feminine" in entry:
            lexicon.add_head(entry["feminine"], Head(lemma, "f", "s", kind), flags)
        for plural in entry.get("plural", ()):
            lexicon.add_head(plural, Head(lemma, gender, "p", "group"), GROUP)


def _anonymous(lexicon: Lexicon, data: dict[str, Any]) -> None:
    for table in data.values():
        for entry in table:
            kind = entry.get("kind", "anonymous")
            group = entry.get("type", kind) == "group"
            flags = GROUP if group else ANONYMOUS
            if kind == "spokesperson":
                flags |= SPOKESPERSON
            word = entry.get("word") or entry["head"]
            lemma = fold(word)
            gender = entry.get("gender", "m")
            lexicon.add_head(word, Head(lemma, gender, "p" if group else "s", "group" if group else "anonymous"), flags)
            if "feminine" in entry:
                lexicon.add_head(entry["feminine"], Head(lemma, "f", "s", kind), flags)
            for plural in entry.get("plural", ()):
                lexicon.add_head(plural, Head(lemma, gender, "p", "group"), flags)


def _bodies(lexicon: Lexicon, data: dict[str, Any]) -> None:
    for entry in data.get("body", ()):
        document = bool(entry.get("document"))
        flags = DOCUMENT if document else BODY
        kind = "document" if document else "body"
        lemma = fold(entry["head"])
        lexicon.add_head(entry["head"], Head(lemma, entry.get("gender", "m"), "s", kind), flags)
        for plural in entry.get("plural", ()):
            lexicon.add_head(plural, Head(lemma, "f", "p", kind), flags)


_FUNCTION = {
    "pronoun": PRONOUN,
    "time": TIME,
    "preposition": PREPOSITION,
    "connective": CONNECTIVE,
    "relative": RELATIVE,
    "adverb": ADVERB,
    "quantifier": QUANTIFIER,
    "abbreviation": ABBREVIATION,
    "adjunct": ADJUNCT,
    "deictic": DEICTIC,
    "channel": CHANNEL,
    "masculine": MASCULINE,
}


def _function(lexicon: Lexicon, data: dict[str, Any]) -> None:
    for words in data.get("aside", ()):
        lexicon.add(words, ADJUNCT)
    for opening in data.get("anonymity", ()):
        for act in data.get("withheld", ()):
            for identity in data.get("identity", ()):
                lexicon.add(f"{opening} {act} {identity}", ADJUNCT)
    for key, flag in _FUNCTION.items():
        for word in data.get(key, ()):
            lexicon.add(word, flag)
