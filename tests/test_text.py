"""Folding: what it makes alike, and that each folded letter leads back to where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quotes.model import Span
from quotes.text import Text, fold

# what folding has to do with, among letters that it has not
LETTERS = "أإآٱاىيةهؤوئیکھگپﻻﷲﷺﺔ٠۹7ـًّٰ\u0653\u200c\u200f\u202b\u2067\ufeff\u00ad\u00a0 \n\tقل«»,a😀"
texts = st.text(st.sampled_from(LETTERS), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أكّد", "اكد"),
        ("إلى", "الي"),
        ("وزارة", "وزاره"),
        ("مسؤول", "مسوول"),
        ("شئون", "شوون"),
        ("شؤون", "شوون"),
        ("قــال", "قال"),
        ("قالَ", "قال"),
        ("ﻻ", "لا"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("٢٠١٦", "2016"),
        ("۲۰۱۶", "2016"),
        ("کی", "كي"),
        ("می\u200cگوید", "ميكويد"),
        ("\u202bنعم\u202c\u200f", "نعم"),
        ("ٱلله", "الله"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other) == other


@pytest.mark.parametrize(("one", "other"), [("سد", "شد"), ("كيري", "كيرين"), ("علم", "عالم"), ("«", "»")])
def test_words_that_are_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def seat_before_waw(one: str, other: str) -> bool:
    """Whether the two meet in a hamza before و, the one pair that folds together: مسئول is مسؤول."""
    letters = unicodedata.normalize("NFKC", one[-1:])[-1:] + unicodedata.normalize("NFKC", other[:1])[:1]
    return letters in ("ئو", "ءو")


@given(texts, texts)
@example("مس", "ئول")
def test_folding_goes_letter_by_letter(one: str, other: str) -> None:
    assume(not seat_before_waw(one, other))
    assert fold(one + other) == fold(one) + fold(other)


@given(texts)
def test_the_folded_copy_is_the_fold_and_the_words_are_untouched(text: str) -> None:
    made = Text(text)
    assert made.folded == fold(text)
    assert made.verbatim == text


@given(texts)
@example("ئو")
@example("مسئول")
def test_each_folded_letter_comes_from_its_own_place(text: str) -> None:
    made = Text(text)
    places = [made.origin(i) for i in range(len(made.folded))]
    assert places == sorted(places)
    assert made.origin(len(made.folded)) == len(text)
    for letter, place in zip(made.folded, places, strict=True):
        pair = seat_before_waw(text[place], text[place + 1 :])
        assert letter in fold(text[place]) or (pair and letter == "و")


@given(texts, st.data())
def test_a_stretch_of_the_copy_leads_back_to_a_stretch_of_the_text(text: str, data: st.DataObject) -> None:
    made = Text(text)
    start, end = sorted(data.draw(st.lists(st.integers(0, len(made.folded)), min_size=2, max_size=2)))
    span = Span(made.origin(start), made.end_origin(end))
    assume(not seat_before_waw(text[: span.end], text[span.end :]))  # no word is cut there
    if start < end:
        assert 0 <= span.start < span.end <= len(text)
        assert made.folded[start:end] in fold(span.of(text))


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_spans(ends: list[int]) -> None:
    one, other = (Span(*sorted(pair)) for pair in (ends[:2], ends[2:]))
    common = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert len(one) == one.end - one.start
    assert one.overlaps(other) == other.overlaps(one)
    if len(one) and len(other):
        assert one.overlaps(other) == bool(common)
        assert one.contains(other) == (set(range(other.start, other.end)) <= set(range(one.start, one.end)))
