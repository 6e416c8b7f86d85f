"""The likeness of names: one name in two spellings, in Arabic letters or in Latin ones.

Comes in: names as they were written, by a paper or by one who asks. Goes out: the plain form in which they are compared,
the skeleton of consonants in which Arabic and Latin spellings meet, and which names are most like another.
Never here: articles, speakers, databases. Nothing is read but ``rules/names.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from quotes.text import fold

_RULES: dict[str, Any] = tomllib.loads((resources.files("quotes") / "rules" / "names.toml").read_text("utf-8"))


def _listed(text: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list whose members stand between bars or on lines of their own."""
    return frozenset(tuple(fold(words).split()) for words in re.split(r"[|\n]", text) if words.strip())


def _written(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


_PARTICLES: dict[str, frozenset[str]] = {kind: _written(words) for kind, words in _RULES["particles"].items()}
_KIND = {word: kind for kind, words in _PARTICLES.items() if kind != "not_article" for word in words}
_BORNE = _listed(_RULES["titles"]["borne"])
_TITLES = _listed(_RULES["titles"]["arabic"]) | _listed(_RULES["titles"]["latin"]) | _BORNE
_LONGEST = {head: max(len(t) for t in _TITLES if t[0] == head) for head in {t[0] for t in _TITLES}}
_SAME: dict[str, str] = {fold(one): fold(other) for one, other in _RULES["same"].items()}
_GIVEN = _written(_RULES["given"]["exact"].split())
_NUMBERS: dict[str, str] = {number: fold(word) for number, word in _RULES["numbers"].items()}
_MARKED = str.maketrans(_RULES["marked"])

_ARABIC_ONLY = re.compile(r"[\u0621-\u064a ]*")
_WORD = re.compile(r"(?<![^\W_])al-[^\W_]+|[^\W_]+")
_LATIN = re.compile("[a-z]")
_APOSTROPHES = re.compile("['’‘`´ʼʿʾʻ]")
# al- and el-, and what becomes of them before s, r, n …: as-Sisi, ar-Rahman, ash-Sharif
_ARTICLE = re.compile(r"(?<![^\W_])(?:[ae]l|[aeu](sh|th|dh|[rsndtz])(?=-\1))-(?=[^\W_])")
_SOLID_SERVANT = re.compile(r"abd[aeou]{1,2}l(?=..)")
_OF_FAITH = re.compile(r"(?:al-|[aeu]d)d[ie]{1,2}ne?")
_DOUBLED = re.compile(r"(.)\1+")


def plain(name: str) -> str:
    """The form in which names are compared: folded, small letters, titles off, particles in one way, one space.

    >>> plain("الدكتور عبد  الله ابن عبد العزيز آل سعود"), plain("President Abdel-Fattah el-Sisi")
    ('عبدالله بن عبدالعزيز السعود', 'abdulfattah al-sisi')
    """
    return " ".join(_words(name))


def skeleton(name: str) -> str:
    """The consonants of a name by classes of sound, word by word: alike for its Arabic and its Latin spellings.

    A word of vowels alone gives ``a``; what is neither Arabic nor Latin stands as it is.

    >>> skeleton("جون كيري"), skeleton("Secretary Kerry"), skeleton("ماكجورك") == skeleton("McGurk")
    ('kn kr', 'kr', True)
    """
    return " ".join(_skeletons(_words(name)))


def variants_alike(one: str, other: str) -> bool:
    """Whether both are one foreign name in two Arabic spellings. It would rather say no.

    Of full names only, two words or more; Arabic given names, words with ال, and words with ع or ح are never varied.

    >>> variants_alike("سيرجي لافروف", "سيرغي لافروف"), variants_alike("محمد علي", "محمود علي")
    (True, False)
    """
    ours, theirs = _words(one), _words(other)
    if ours == theirs:
        return bool(ours)
    if len(ours) != len(theirs) or len(ours) < 2:
        return False
    limits = _RULES["variants"]
    arab = any(word in _GIVEN for word in (*ours, *theirs))
    return all(_words_alike(a, b, arab) for a, b in zip(ours, theirs, strict=True)) and (
        fuzz.ratio(" ".join(ours), " ".join(theirs)) >= limits["name"]
    )


def given(word: str) -> bool:
    """Whether the word is a given name of the Arab world, that many bear."""
    return fold(word) in _GIVEN


def rank(query: str, names: Iterable[str], limit: int = 10) -> list[tuple[str, float]]:
    """The names most like this one, best first, with a score of at most 100; Arabic or Latin on either side.

    Equal scores are ordered by name. Whoever asks often of the same names keeps a ``Names``.

    >>> rank("Sergey Lavrof", ["جون كيري", "سيرغي لافروف"], limit=1)[0][0]
    'سيرغي لافروف'
    """
    return Names(names).rank(query, limit)


class Names:
    """Names that can be asked which of them are like another.

    >>> Names(["باراك أوباما", "بنيامين نتنياهو"]).rank("natanyaho", 1)[0][0]
    'بنيامين نتنياهو'
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._forms = [_form(name) for name in self._names]
        self._skeletons = [form.bones for form in self._forms]
        self._sounds = [form.heard for form in self._forms]
        self._plain: dict[str, list[int]] = {}
        self._buckets: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        for i, form in enumerate(self._forms):
            self._plain.setdefault(form.plain, []).append(i)
            self._buckets.setdefault(self._skeletons[i], []).append(i)
            for word in set(form.skeletons):
                self._by_word.setdefault(word, []).append(i)
        self._vocabulary = list(self._by_word)

    def rank(self, query: str, limit: int = 10) -> list[tuple[str, float]]:
        """As the function of this name."""
        wanted = _form(query)
        if not wanted.plain or limit < 1:
            return []
        scored = [(_likeness(wanted, self._forms[i]), self._names[i]) for i in self._shortlist(wanted, limit)]
        # the very spelling that was asked for goes before those that are only plainly the same
        scored.sort(key=lambda pair: (pair[1] != query, -pair[0], pair[1]))
        return [(name, score) for score, name in scored[:limit]]

    def _shortlist(self, wanted: _Form, limit: int) -> set[int]:
        """Whom to look at closely: those of the same skeleton, those that share a word's, those nearest as a whole."""
        found = {*self._plain.get(wanted.plain, ()), *self._buckets.get(wanted.bones, ())}
        many = max(_NEAREST, 2 * limit)
        for word in dict.fromkeys(wanted.skeletons):
            near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, limit=_NEAR_WORDS, score_cutoff=_NEAR)
            for other, _score, _place in near:
                bearers = self._by_word[other]
                if len(bearers) <= _COMMON or len(wanted.skeletons) == 1:
                    found.update(bearers)
        for form, forms in ((wanted.bones, self._skeletons), (wanted.heard, self._sounds)):
            found.update(i for _form, _score, i in process.extract(form, forms, scorer=fuzz.ratio, limit=many))
        return found


# of a name longer than this only so many words are compared
_LONG = 16
# how many names nearest as a whole, and how many nearest words of the vocabulary (at least so near), are looked at;
# a word that more names share than this tells nothing of a name of several words
_NEAREST = 60
_NEAR_WORDS = 12
_NEAR = 60
_COMMON = 200
# a name of which only some words were asked for is less sure than one that was asked for whole
_IN_PART = 0.95
_NOT_QUITE = 99.9


class _Form:
    """A name in all the forms that are compared."""

    __slots__ = ("bones", "heard", "plain", "skeletons", "sounds")

    def __init__(self, words: Sequence[str]) -> None:
        self.plain = " ".join(words)
        heard = [_sounds(word) for word in _kept(words)[:_LONG]]
        self.skeletons = tuple(bones for bones, _sound in heard)
        self.sounds = tuple(sound for _bones, sound in heard)
        self.bones, self.heard = "".join(self.skeletons), "".join(self.sounds)


@lru_cache(maxsize=1 << 16)
def _form(name: str) -> _Form:
    return _Form(_words(name))


def _likeness(wanted: _Form, other: _Form) -> float:
    if wanted.plain == other.plain:
        return 100.0
    whole = _near(wanted.bones, other.bones, wanted.heard, other.heard)
    weights = [len(sound) + 1 for sound in wanted.sounds]
    best = [
        max(_near(bones, b, heard, h) for b, h in zip(other.skeletons, other.sounds, strict=True))
        for bones, heard in zip(wanted.skeletons, wanted.sounds, strict=True)
    ] if other.skeletons else [0.0]  # fmt: skip
    part = sum(w * s for w, s in zip(weights, best, strict=False)) / sum(weights)
    return round(min(_NOT_QUITE, max(whole, _IN_PART * part)), 2)


def _near(bones: str, other_bones: str, heard: str, other_heard: str) -> float:
    return (fuzz.ratio(bones, other_bones) + fuzz.ratio(heard, other_heard)) / 2


def _words(name: str) -> list[str]:
    """The words of the plain name."""
    folded = fold(name)
    words = folded.split() if _ARABIC_ONLY.fullmatch(folded) else _WORD.findall(_small(folded))
    if not any(map(_stirs, words)):
        return words
    # a word made of two may be a title or a particle in its turn
    while (made := _joined(_untitled(words))) != words:
        words = made
    return words


@lru_cache(maxsize=1 << 16)
def _stirs(word: str) -> bool:
    """Whether a name with this word may be other than plain."""
    return word in _KIND or word in _SAME or word in _LONGEST or word.startswith("abd") or _ends_names(word)


def _small(folded: str) -> str:
    """Small Latin letters without marks, no apostrophes, and the article written al-."""
    if folded.isascii():
        return _ARTICLE.sub("al-", _APOSTROPHES.sub("", folded.lower()))
    while True:
        s = folded.lower().translate(_MARKED)
        s = "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))
        s = fold(_APOSTROPHES.sub("", s))
        if s == folded:
            return _ARTICLE.sub("al-", s)
        folded = s


def _untitled(words: list[str]) -> list[str]:
    """Without the titles at the head; at least one word is left, and two after a title that is a given name too."""
    at = 0
    while at < len(words) - 1 and (longest := _LONGEST.get(words[at])):
        for length in range(min(longest, len(words) - 1 - at), 0, -1):
            title = tuple(words[at : at + length])
            if title in _TITLES and (title not in _BORNE or len(words) - at - length > 1):
                at += length
                break
        else:
            break
    return words[at:] if at else words


def _joined(words: list[str]) -> list[str]:
    """Particles in one way, and with the word that follows where they make one word with it; from the end backwards."""
    made: list[str] = []
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        word = _SAME.get(word, word)
        kind = _KIND.get(word)
        following = made[-1] if made else ""
        if following and bool(_LATIN.match(word)) != bool(_LATIN.match(following)):
            made.append(word)
        elif following and kind and not (kind == "father_inside" and i == 0):
            if kind in ("son", "daughter"):
                made.append(_one_way(kind, word))
            else:
                made[-1] = _together(kind, word, following)
        elif following and not kind and _ends_names(following):
            made[-1] = word + (following if following == "الله" else _latin_end(following))
        else:
            made.append(_SOLID_SERVANT.sub("abdul", word, count=1) if word.startswith("abd") else word)
    return made[::-1]


def _one_way(kind: str, word: str) -> str:
    arabic = not _LATIN.match(word)
    if kind == "son":
        return "بن" if arabic else "bin"
    return "بنت" if arabic else "bint"


def _together(kind: str, word: str, following: str) -> str:
    """A particle and the word after it, as one word."""
    arabic = not _LATIN.match(word)
    bare = following.removeprefix("al-")
    if kind == "article":
        if arabic:
            return following if following.startswith("ال") else "ال" + following
        return "al-" + bare
    if kind == "servant":
        return "عبد" + following if arabic else "abdul" + bare
    if kind in ("father", "father_inside"):
        return "ابو" + following if arabic else "abu" + bare
    if kind == "mother":
        return "ام" + following if arabic else "umm" + bare
    if word == "ماك" and following[:1] in ("ك", "ق"):
        return "ما" + following
    return word + bare


def _ends_names(word: str) -> bool:
    """Whether it belongs to the word before: نصر الله، صلاح الدين, Salah al-Din, Nasr Allah."""
    return word in ("الله", "الدين", "allah", "ullah") or (word[0] in "aeu" and bool(_OF_FAITH.fullmatch(word)))


def _latin_end(word: str) -> str:
    return word if word in ("الدين", "allah", "ullah") else "aldin"


def _kept(words: Sequence[str]) -> Sequence[str]:
    """Without son and daughter, unless nothing else is left."""
    kept = [word for word in words if _KIND.get(word) not in ("son", "daughter")]
    return kept or words


def _skeletons(words: Sequence[str]) -> list[str]:
    return [_sounds(word)[0] for word in _kept(words)]


def _table(letters: dict[str, list[str]]) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    longest_first = sorted(letters, key=lambda key: (-len(key), key))
    return (
        re.compile("|".join(map(re.escape, longest_first))),
        {key: both[0] for key, both in letters.items()},
        {key: both[1] for key, both in letters.items()},
    )


_ARABIC_LETTERS = _table({fold(key) if key in "كي" else key: both for key, both in _RULES["arabic"].items()})
_LATIN_LETTERS = _table(_RULES["latin"])
_NO_ARTICLE = tuple(sorted(_PARTICLES["not_article"]))


@lru_cache(maxsize=1 << 16)
def _sounds(word: str) -> tuple[str, str]:
    """The skeleton and the sounds of one plain word."""
    word = _NUMBERS.get(word, word)
    if _LATIN.search(word):
        pattern, classes, sounds = _LATIN_LETTERS
        bare = _bare_latin(word)
    else:
        pattern, classes, sounds = _ARABIC_LETTERS
        bare = _bare_arabic(word)
    bones = pattern.sub(lambda m: classes[m[0]], bare)
    return bones or "a", pattern.sub(lambda m: sounds[m[0]], bare)


def _bare_latin(word: str) -> str:
    bare = word.removeprefix("al-")
    if bare.startswith("abdul") and len(bare) > 6:
        bare = "abd" + bare[5:]
    if bare.endswith("aldin") and len(bare) > 6:
        bare = bare[:-5] + "din"
    return _DOUBLED.sub(r"\1", bare)


def _bare_arabic(word: str) -> str:
    if word.startswith("عبدال") and len(word) > 6:
        word = "عبد" + word[5:]
    elif word.startswith("ابوال") and len(word) > 6:
        word = "ابو" + word[5:]
    elif word.startswith("ال") and len(word) > 4 and not word.startswith(_NO_ARTICLE):
        word = word[2:]
    if word.endswith("الدين") and len(word) > 6:
        word = word[:-5] + "دين"
    return word


_VARIED = frozenset(frozenset(pair) for pair in _RULES["variants"]["letters"])
_VOWELS = frozenset("اوي")
_CHANGED = frozenset(frozenset(pair) for pair in _RULES["variants"]["changed"])
_ONE_WORD = tuple(_written(words) for words in _RULES["variants"]["words"])


def _words_alike(one: str, other: str, arab: bool) -> bool:
    """Whether two plain words are one foreign word in two spellings; ``arab``: the name has an Arab's given name."""
    if one == other or any(one in words and other in words for words in _ONE_WORD):
        return True
    limits = _RULES["variants"]
    for word in (one, other):
        if word in _GIVEN or not _ARABIC_ONLY.fullmatch(word) or any(letter in word for letter in limits["never"]):
            return False
        if word.startswith("ابو") or (word.startswith("ال") and not word.startswith(_NO_ARTICLE)):
            return False
    if _sounds(one)[0] != _sounds(other)[0]:
        return False
    for two, single in limits["sounds"]:
        one, other = one.replace(two, single), other.replace(two, single)
    alike = list(one)
    shorter, length = sorted((len(one), len(other)))
    most = 0 if arab else limits["vowels_long"] if length >= limits["long"] else limits["vowels"]
    vowels = 0
    for edit in Levenshtein.editops(one, other):
        i, j = edit.src_pos, edit.dest_pos
        if edit.tag == "replace":
            pair = frozenset((one[i], other[j]))
            if pair in _VARIED:
                alike[i] = other[j]
                continue
            last = i == len(one) - 1 and j == len(other) - 1
            if last and pair == {"ا", "ه"}:
                continue
            if last or i == 0 or pair not in _CHANGED or shorter < limits["long"]:
                return False
        else:
            longer, place = (one, i) if edit.tag == "delete" else (other, j)
            around = longer[max(0, place - 1) : place] + longer[place + 1 : place + 2]
            # inside the word, between consonants: مارين and ماريون are two
            if shorter < limits["grown"] or longer[place] not in _VOWELS or len(around) < 2 or _VOWELS & set(around):
                return False
        vowels += 1
    return vowels <= most and fuzz.ratio("".join(alike), other) >= limits["word"]
