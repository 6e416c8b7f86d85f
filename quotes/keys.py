"""The keys by which rows are made and found: folded names, searched words, slugs.

Comes in: words. Goes out: words. Never here: a database.
"""

from __future__ import annotations

import re

from quotes.text import fold

_WORD = re.compile(r"\w+")
_SERVANT = re.compile(r"\bعبد ال")
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")


def searched(text: str) -> str:
    """The words that a search looks through: folded, without the article, a space before and after each.

    >>> searched("وللمدارس الجديدة، إلى القاهرة")
    ' مدارس جديده الي قاهره '
    >>> searched("«النفط» للموصل")
    ' نفط موصل '
    """
    return f" {' '.join(_ARTICLE.sub('', word) for word in _WORD.findall(fold(text)))} "


def speaker_key(kind: str, name: str) -> str:
    """A speaker's slug.

    >>> speaker_key("person", "سلمى  الحدّاد")
    'person/سلمي-الحداد'
    """
    return f"{kind}/{slug(folded_name(name))}"


def folded_name(name: str) -> str:
    """The form in which names are compared: folded, one space between words, عبد الله and عبدالله alike.

    >>> folded_name("عبد  الله الحمد")
    'عبدالله الحمد'
    """
    return _SERVANT.sub("عبدال", one_space(fold(name)))


def one_space(words: str) -> str:
    """The words with one space between them."""
    return " ".join(words.split())


def slug(folded: str) -> str:
    """The words joined by hyphens; what has none, as it is."""
    return "-".join(_WORD.findall(folded)) or folded.strip()
