"""Bytes -> text: what they were written in, found by whether the outcome reads as Arabic.

Comes in: bytes, and what a page or server says of them, which may be wrong. Goes out: the text and the name of the
encoding, or a Fault. A text is never guessed into being: what reads as Arabic in no way, or in two, is a fault.
Never here: files, a change to a text that was well read.
"""

from __future__ import annotations

import codecs
import re
from math import log
from typing import NamedTuple

from quotes.faults import Fault

# of a thousand letters of news, so many are this one
_OF_THOUSAND = (
    "ا151 ل115 ي79 م63 و53 ن50 ر48 ت47 ب35 ع34 ة32 د32 ف26 س25 ه24 ق22 أ20 ك18 ح18 ج14 ش9.7 ص9.6 ط9 إ8.3 خ8.1 ى8 ز7 "
    "ض6.3 ث5.9 ذ5.5 ئ4.1 غ3.8 ء3.3 ظ2.3 ؤ1.1 آ0.9"
)
_LOG = {word[0]: log(float(word[1:]) / 1000) for word in _OF_THOUSAND.split()}
_PLAIN = frozenset("«»“”„‘’‚‹›…–—―•·،؛؟٪٫٬°£€№×÷\xa0\xad٠١٢٣٤٥٦٧٨٩ـ\u200b\u200c\u200d\u200e\u200f\ufeff½¼¾²³±§©®™")
# signs that stand in good texts now and then, and in garbled ones everywhere
_RARE = frozenset("×÷·°£№\xad½¼¾²³±§©®™")
_OTHER = -9.0
_MARK = -4.5
_VOWEL = -4.0
_FOREIGN = -6.0
_READS = -3.7
_MARGIN = 0.25
_ENOUGH = 8
_SAMPLE = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # long marks first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# the first of those that agree gives its name; MacArabic has the letters of ISO 8859-6, and more around them
_BYTES = ("cp1256", "iso8859_6", "mac_arabic", "cp720")
_NAMES = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6", "mac_arabic": "x-mac-arabic", "cp720": "cp720"}
_LATIN = ("cp1252", "latin-1", "mac_roman", "cp1256")
_WRITTEN = ("utf-8", "cp1256", "iso8859_6")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STUCK = re.compile(r"[\u0621-\u064a][\[\]\\^_{|}]|[\[\]\\^_{|}][\u0621-\u064a]")
_GLANCE = 1_500
_RUN = re.compile("[\u0621-\u064a]+")
_WRONG = re.compile("[\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xff]")
_READ_WRONGLY = "ŠšŒœŽžŸƒˆ˜†‡‰‹›€‚„…‘’“”•–—™\ufffd√ÿ∂ß∏π∫Ω≈∆◊≠∞≤≥∑"
_LEADS = re.compile("[ØÙÿŸÚ](?=[\x80-\xff" + _READ_WRONGLY + "])")
_TWICE = re.compile("Ã[\x98\x99˜™]")
_ARTICLES = re.compile("Ç[áä][À-ÿ]{2}")
_CURE = "convert it, for example: iconv -f WINDOWS-1256 -t UTF-8"
_LOST = "get it anew from where it came from: it was spoilt on the way here"


class Text(NamedTuple):
    """A text and what its bytes were written in; ``utf-8 read as cp1252`` for one that was put right."""

    text: str
    encoding: str


def decode(where: str, data: bytes, declared: str | None = None, *, lenient: bool = False) -> Text:
    """The text of the bytes. Raises Fault where it cannot be told for certain.

    ``lenient``: UTF-8 with a few broken bytes in it, as pages have them beside their text, may pass.

    >>> decode("x", "قالت الوزيرة إن الماء وصل".encode("cp1256")).encoding
    'windows-1256'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return repaired(where, data.decode("utf-8-sig" if name == "utf-8" else name), name)
            except UnicodeDecodeError as error:
                raise Fault(where, f"not the {name.upper()} that it begins as", "get a whole copy of it") from error
    wide = _wide(data)
    if wide:
        return wide
    if b"\0" in data:
        raise Fault(where, "binary, not a text", "give a text in UTF-8")
    try:
        return repaired(where, data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = error
    found = _declared(data, declared) or _short_list(data) or _cut(data, broken)
    if found is None and lenient:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 50 < sum(map(_arabic, text)):
            found = Text(text, "utf-8")
    if found is None:
        line = data.count(b"\n", 0, broken.start) + 1
        raise Fault(f"{where}:{line}", f"not UTF-8 (byte 0x{data[broken.start]:02X})", _CURE) from broken
    return found


def repaired(where: str, text: str, encoding: str) -> Text:
    """The text, put right where it had been read in a wrong encoding. Raises Fault where that lost letters.

    >>> repaired("x", "قالت الوزيرة إن الماء وصل".encode("cp1256").decode("latin-1"), "utf-8")
    Text(text='قالت الوزيرة إن الماء وصل', encoding='windows-1256 read as cp1252')
    """
    if not _garbled(text):
        return Text(text, encoding)
    before = fluency(text)
    found: list[tuple[float, Text]] = []
    for latin in _LATIN:
        data = _backwards(text, latin)
        if data is None:
            continue
        for written in _WRITTEN:
            if written == latin:
                continue
            try:
                better = data.decode(written)
            except UnicodeDecodeError:
                continue
            again = _garbled(better)
            if again and written == "utf-8" and len(better) < len(text):
                return repaired(where, better, encoding)
            now = fluency(better)
            if not again and now > _READS and now > before + 1:
                found.append((now, Text(better, f"{_NAMES.get(written, written)} read as {latin}")))
    if found:
        return max(found, key=lambda one: one[0])[1]
    raise Fault(where, "garbled: it was once read in a wrong encoding, and letters were lost", _LOST)


def whole(text: str) -> str:
    """The text with a sign for each half of a pair of code units, which JSON can spell and nobody can keep.

    >>> whole("a\\ud800b") == "a\\ufffdb", whole("نعم")
    (True, 'نعم')
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def fluency(text: str) -> float:
    """How well the letters outside ASCII read as Arabic: the mean logarithm of their shares; about -2.9 for news.

    >>> round(fluency("قال الوزير إن الماء وصل")), round(fluency("ÞÇá ÇáæÒíÑ")), fluency("ok")
    (-3, -9, 0.0)
    """
    # MacArabic has signs of ASCII a second time, where others have letters
    count = len(_STUCK.findall(text[:_SAMPLE]))
    total = count * _OTHER
    for char in text[:_SAMPLE]:
        if char < "\x80":
            continue
        if char in _LOG:
            total += _LOG[char]
        elif char in _RARE:
            total += _MARK
        elif "\u064b" <= char <= "\u0652":
            total += _VOWEL
        elif char in _PLAIN or "\u2010" <= char <= "\u206f":
            continue
        elif "\u0600" <= char <= "\u06ff":
            total += _FOREIGN
        elif "\ufb50" <= char <= "\ufefc":
            total += -3
        else:
            total += _OTHER
        count += 1
    return total / count if count else 0.0


def _arabic(char: str) -> bool:
    return "\u0621" <= char <= "\u06d3" or "\ufb50" <= char <= "\ufefc"


def _wide(data: bytes) -> Text | None:
    """A text of two or four bytes a character without a mark: half of its bytes are 0 or 6."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or (sample.count(b"\0") + sample.count(b"\x06")) * 4 < len(sample) or len(data) < 4:
        return None
    for name in _WIDE:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        letters = sum(map(_arabic, text))
        plain = sum(char.isascii() and (char.isprintable() or char in "\r\n\t") for char in text)
        if letters >= _ENOUGH and letters + plain > len(text) * 0.8 and fluency(text) > _READS:
            return Text(text, name)
    return None


def _declared(data: bytes, declared: str | None) -> Text | None:
    """What it is said to be, if it reads as that."""
    try:
        name = codecs.lookup(declared or "").name
        text = data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return Text(text, _NAMES.get(name, name)) if _sure(text) else None


def _short_list(data: bytes) -> Text | None:
    """The best reading by the encodings of Arabic, if no other comes near it."""
    read: dict[str, tuple[float, str]] = {}
    for name in _BYTES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text not in read and _sure(text):
            read[text] = (fluency(text), name)
    best = sorted(((score, name, text) for text, (score, name) in read.items()), reverse=True)
    if not best or (len(best) > 1 and best[0][0] - best[1][0] < _MARGIN):
        return None
    _, name, text = best[0]
    return Text(text, _NAMES[name])


def _sure(text: str) -> bool:
    if _CONTROLS.search(text):
        return False
    return sum(map(_arabic, text[:_SAMPLE])) >= _ENOUGH and fluency(text) > _READS


def _cut(data: bytes, broken: UnicodeDecodeError) -> Text | None:
    """UTF-8 whose last character was cut: without that one."""
    if broken.end < len(data) or "unexpected end" not in broken.reason:
        return None
    text = data[: broken.start].decode("utf-8")
    # so long a text is worth its last letter
    return Text(text, "utf-8, cut in its last character") if len(text) > 200 and _sure(text) else None


def _garbled(text: str) -> bool:
    """Whether most letters outside ASCII are such as a wrong reading of Arabic makes.

    >>> _garbled("Ø§Ù„Ù…Ø§Ø¡ ÙˆØµÙ„"), _garbled("الماء وصل إلى القرية"), _garbled("Malmö är en stad i Skåne, på svenska")
    (True, False, False)
    """
    sample = text[:_GLANCE]
    if text.isascii() or (
        len(_RUN.findall(sample)) > 3 * len(_WRONG.findall(sample))
        and (sample.count("ط") + sample.count("ظ")) * 8 < len(sample)
    ):
        return False
    outside = [char for char in text[:_SAMPLE] if char >= "\x80"]
    if len(outside) < _ENOUGH:
        return False
    if sum(map(_arabic, outside)) * 2 > len(outside):
        # UTF-8 read as windows-1256: every other letter is ط or ظ
        return sum(char in "طظ" for char in outside) * 4 > len(outside)
    wrong = sum("\x80" <= char <= "\xff" or char in _READ_WRONGLY for char in outside)
    if wrong * 10 < len(outside) * 8:
        return False
    # the lead bytes of Arabic, each before another byte; or its article in a page of one byte a letter
    leads = len(_LEADS.findall(text[:_SAMPLE]))
    letters = sum("À" <= char <= "ÿ" for char in outside)
    twice = len(_TWICE.findall(text[:_SAMPLE]))
    return (
        leads * 3 > len(outside)
        or twice * 5 > len(outside)
        or (len(_ARTICLES.findall(text[:_SAMPLE])) * 60 > letters > len(outside) / 2)
    )


def _backwards(text: str, latin: str) -> bytes | None:
    """The bytes that were read so, where each character still tells its own."""
    try:
        return text.encode(latin)
    except UnicodeEncodeError:
        pass
    if latin not in ("cp1252", "cp1256"):
        return None
    try:
        return b"".join(_byte(char, latin) for char in text)
    except UnicodeEncodeError:
        return None


def _byte(char: str, latin: str) -> bytes:
    # browsers read the bytes that cp1252 leaves out as the control characters of their number
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode(latin)
