"""Whether a text is in Arabic, by its letters and by the little words that every text is full of.

Comes in: a text. Goes out: None, or what it is instead. Never here: a verdict on a few words.
"""

from __future__ import annotations

import re

_SAMPLE = 6_000
_QUICK = 1_500
_LETTERS = 40
_WORDS = 8
_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]+")
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]")
_FOLD = str.maketrans("یکىہھۀأإآ", "يكيهههااا")
_ARABIC = frozenset(
    "في الي ان عن التي الذي مع لا لم لن هذا هذه بين خلال او كما منذ قبل كان كانت حيث ذلك بعض هو هي وهو وهي لكن "
    "عند تم قد وقد ومن وفي وان قال وقال وقالت بان انه انها غير كل عبر اي هناك فيها فيه منها منه عليه عليها بها له لها "
    "الذين حول وكان وكانت علي ثم الا اذا بعد وذلك التى حتى حتي يوم اليوم امس عام نحو كيف ماذا لماذا ليس".split()
)
# as most write them; no other language has them
_PLAIN = frozenset(
    "في إلى أن عن التي الذي هذا هذه إن بين كان كانت حيث ذلك وقال قال وقالت بأن أنه إنه أو لم لن قد وفي".split()
)
_OTHERS = {
    "Persian": "از كه را است اين براي شد شده كرد خود تا مي هاي ها هم يك بود نيز آن شود كند دارد گفت وي در باشد كرده "
    "ايران اما اگر هر بر با".split(),
    "Urdu": "كے كي ميں هے سے كو كا نے پر اور هيں اس كه يه بهي نهيں تها تهي كر گيا هو ايك".split(),
    "Kurdish": "له بۆ كه ئهم ئهو لهگهڵ بوو دهكات كرد ێ و هەر لە کە ئەم ئەو لەگەڵ بە بەڵام دەکات".split(),
    "Pashto": "د په چې كي كې څخه سره ته دي دې او يې هم شوي".split(),
}
_FOREIGN = {
    "Persian": "پچژگ",
    "Urdu": "ٹڈڑںےگپچ",
    "Kurdish": "ەێۆڕڵڤ",
    "Pashto": "ټډړښګڼېۍځڅ",
}


def foreign(text: str) -> str | None:
    """What the text is in, when it is not Arabic; None when it is, or when it is too short to tell.

    >>> foreign("گفت که این سد برای تابستان آماده شده است و آب به روستاها می‌رسد و مردم از آن استفاده می‌کنند")
    'in Persian, not in Arabic'
    >>> foreign("The minister said that the dam would be ready before the summer"), foreign("قالت إن السد جاهز")
    ('in Latin letters, not in Arabic', None)
    """
    quick = text[:_QUICK].split()
    if sum(word in _PLAIN for word in quick) * 16 > len(quick) > _WORDS:
        return None
    text = text[:_SAMPLE]
    arabic = sum("\u0621" <= char <= "\u06d5" for char in text)
    others = sum(char.isalpha() for char in text) - sum(char.isalpha() for char in text if "\u0600" <= char <= "\u06ff")
    others -= sum("\ufb50" <= char <= "\ufefc" for char in text)
    if others >= _LETTERS and others > arabic * 3:
        latin = sum(char.isalpha() and char < "\u0250" for char in text)
        return f"in {'Latin' if latin * 2 > others else 'other'} letters, not in Arabic"
    if arabic < _LETTERS:
        return None
    bare = _MARKS.sub("", text)
    words = [word.translate(_FOLD) for word in _WORD.findall(bare)]
    if len(words) < _WORDS:
        return None
    ours = sum(word in _ARABIC for word in words)
    for language, little in _COUNTED.items():
        theirs = sum(word in little for word in words)
        letters = sum(bare.count(char) for char in _FOREIGN[language])
        if theirs > ours * 1.5 and theirs * 20 > len(words) and (letters * 100 > arabic or theirs * 6 > len(words)):
            best = max(_COUNTED, key=lambda other: sum(word in _COUNTED[other] for word in words))
            return f"in {best}, not in Arabic"
    if ours * 50 < len(words) and sum(char in _NEVER for char in bare) * 20 > arabic:
        return "in a language of Arabic letters, not in Arabic"
    return None


_COUNTED = {name: frozenset(word.translate(_FOLD) for word in words) - _ARABIC for name, words in _OTHERS.items()}
_NEVER = frozenset("".join(_FOREIGN.values()))
