"""From a lemma's principal parts to the inflected forms that texts use.

Comes in: principal parts as written in the rule files. Goes out: folded surface forms with tense, gender and
number. Never here: what a form means, or where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quotes.text import fold

Tense = Literal["past", "present", "future", "jussive", "passive", "participle", "masdar"]
Gender = Literal["m", "f"]
Number = Literal["s", "d", "p"]

OBJECTS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني")
POSSESSORS: dict[str, tuple[Gender | None, Number]] = {
    "ه": ("m", "s"),
    "ها": ("f", "s"),
    "هم": ("m", "p"),
    "هما": (None, "d"),
    "هن": ("f", "p"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form. ``suffix``: attached pronoun (object of a verb, possessor of a masdar) or empty."""

    surface: str
    tense: Tense
    gender: Gender | None = None
    number: Number = "s"
    suffix: str = ""


def past(lemma: str, tense: Tense = "past") -> Iterator[Form]:
    """Third person of the perfect, from its masculine singular.

    >>> sorted({f.surface for f in past("دعا") if not f.suffix})
    ['دعا', 'دعت', 'دعتا', 'دعوا', 'دعون']
    """
    base = fold(lemma)
    if lemma.endswith("ى"):
        stem, fem, masculine_plural, object_stem = base, base[:-1] + "ت", base[:-1] + "وا", base[:-1] + "ا"
        dual, feminine_plural = base + "ا", base + "ن"
    elif lemma.endswith("ا"):
        stem, fem, masculine_plural, object_stem = base, base[:-1] + "ت", base[:-1] + "وا", base
        dual, feminine_plural = base[:-1] + "وا", base[:-1] + "ون"
    elif lemma.endswith("ي"):
        stem, fem, masculine_plural, object_stem = base, base + "ت", base[:-1] + "وا", base
        dual, feminine_plural = base + "ا", base + "ن"
    else:
        stem, fem, masculine_plural, object_stem = base, base + "ت", base + "وا", base
        dual, feminine_plural = base + "ا", base + "ن"
    yield Form(stem, tense, "m")
    yield Form(fem, tense, "f")
    yield Form(masculine_plural, tense, "m", "p")
    if lemma.endswith("أ"):
        yield Form(base[:-1] + "ووا", tense, "m", "p")
    if len(base) > 3:  # ردا، نقلا، شكرا are accusatives, not duals
        yield Form(dual, tense, "m", "d")
    yield Form(fem + "ا", tense, "f", "d")
    yield Form(feminine_plural, tense, "f", "p")
    for suffix in OBJECTS if len(base) > 2 else ():  # عدّه is spelt like عدة
        yield Form(object_stem + suffix, tense, "m", "s", suffix)
        yield Form(fem + suffix, tense, "f", "s", suffix)
        yield Form(masculine_plural[:-1] + suffix, tense, "m", "p", suffix)


def present(lemma: str, tense: Tense = "present") -> Iterator[Form]:
    """Third person of the imperfect and its future, from its masculine singular.

    >>> [f.surface for f in present("ينفي") if not f.suffix and f.tense == "present"]
    ['ينفي', 'تنفي', 'ينفون', 'ينفوا', 'ينفيان', 'تنفيان', 'ينفين']
    """
    base = fold(lemma)
    weak = lemma[-1] in "ويىا"
    short = base[:-1] if weak else base
    dual_stem = base[:-1] + "ي" if lemma[-1] in "ىا" else base
    forms: list[Form] = [
        Form(base, tense, "m"),
        Form("ت" + base[1:], tense, "f"),
        Form(short + "ون", tense, "m", "p"),
        Form(short + "وا", tense, "m", "p"),
        Form(dual_stem + "ان", tense, "m", "d"),
        Form("ت" + dual_stem[1:] + "ان", tense, "f", "d"),
        Form((dual_stem if lemma[-1] != "و" else base) + "ن", tense, "f", "p"),
    ]
    object_stem = base[:-1] + "ا" if lemma.endswith("ى") else base
    for suffix in OBJECTS:
        forms.append(Form(object_stem + suffix, tense, "m", "s", suffix))
        forms.append(Form("ت" + object_stem[1:] + suffix, tense, "f", "s", suffix))
        forms.append(Form(short + "ون" + suffix, tense, "m", "p", suffix))
    yield from forms
    if tense == "present":
        for f in forms:
            yield Form("س" + f.surface, "future", f.gender, f.number, f.suffix)
        clipped = base[:-1] if weak else base[:-2] + base[-1] if len(base) > 3 and base[-2] in "ويا" else ""
        if clipped:
            yield Form(clipped, "jussive", "m")
            yield Form("ت" + clipped[1:], "jussive", "f")


def participle(lemma: str) -> Iterator[Form]:
    """The active participle as an adverbial (مشيرا، مشيرة، مشيرين) and as a predicate.

    >>> [f.surface for f in participle("داعي")][:3]
    ['داعيا', 'داعيه', 'داعين']
    """
    base = fold(lemma)
    weak = lemma.endswith("ي")
    short = base[:-1] if weak else base
    yield Form(base + "ا", "participle", "m")
    yield Form(base + "ه", "participle", "f")
    yield Form(short + "ين", "participle", "m", "p")
    yield Form(short + "ون", "participle", "m", "p")
    yield Form(base + "ان", "participle", "m", "d")
    yield Form(base + "تين", "participle", "f", "d")
    yield Form(base + "ات", "participle", "f", "p")
    yield Form(short if weak else base, "participle", "m", "s", "bare")


def masdar(lemma: str) -> Iterator[Form]:
    """The verbal noun: bare, definite, and with each possessor.

    >>> [f.surface for f in masdar("إشارة")][:4]
    ['اشاره', 'الاشاره', 'اشارته', 'اشارتها']
    """
    base = fold(lemma)
    yield Form(base, "masdar")
    yield Form("ال" + base, "masdar", None, "s", "ال")
    stems = [base[:-1] + "ت"] if lemma.endswith("ة") else [base]
    if lemma.endswith("ء"):
        stems += [base[:-1] + "و", base[:-1] + "ي"]
    if lemma.endswith("ى"):
        stems = [base[:-1] + "ا"]
    for stem in stems:
        for suffix, (gender, number) in POSSESSORS.items():
            yield Form(stem + suffix, "masdar", gender, number, suffix)
