"""How sure a statement is: what was measured decides, and what was not falls back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.model import Article
from quotes.reading import read
from quotes.rules import confidence, load
from quotes.rules.confidence import LEAST, Measure, Measures


def measured(**hows: tuple[float, int]) -> Measures:
    return Measures({"verb.that": {how.replace("any", "*"): Measure(*one) for how, one in hows.items()}})


@pytest.mark.parametrize(
    ("precision", "level"),
    [(1.0, "certain"), (0.95, "certain"), (0.9499, "likely"), (0.8, "likely"), (0.7999, "doubtful"), (0.0, "doubtful")],
)
def test_the_levels(precision: float, level: str) -> None:
    assert measured(named=(precision, LEAST)).confidence("verb.قال.that", "named") == level


def test_what_was_measured_on_too_few_falls_back_to_the_family_then_to_likely() -> None:
    few = (1.0, LEAST - 1)
    assert measured(named=few, any=(0.5, 100)).confidence("verb.قال.that", "named") == "doubtful"
    assert measured(any=(0.97, 100)).confidence("verb.حذر.that", "pronoun") == "certain"
    assert measured(named=few, any=few).confidence("verb.قال.that", "named") == "likely"
    assert measured(any=(0.97, 100)).confidence("verb.قال.colon", "named") == "likely"
    assert measured(any=(0.97, 100)).of("verb.قال.colon", "named") is None


measures = st.builds(Measure, st.integers(0, 10_000).map(lambda n: n / 10_000), st.integers(1, 9999))
names = st.text(st.characters(categories=("L", "Nd"), include_characters="._-*"), min_size=1)


@given(st.dictionaries(names, st.dictionaries(names, measures, min_size=1)).map(Measures))
def test_a_file_reads_back_as_it_was(some: Measures) -> None:
    assert confidence.load(confidence.dump(some)) == some
    assert confidence.dump(confidence.load(confidence.dump(some))) == confidence.dump(some)


@pytest.mark.parametrize(
    "text", ["[", "x = 1", "[x]\ny = 1", "[x]\ny = {n = 1}", '[x]\ny = {precision = "a", n = 1}', "[x]\ny = []"]
)
def test_a_file_that_is_none_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"rules/confidence\.toml: .*: write it anew with quotes evaluate"):
        confidence.load(text)


def test_the_file_that_ships_is_as_it_was_written() -> None:
    rules = load()
    assert rules.measured.table
    text = rules_file()
    assert confidence.dump(confidence.load(text)) == text
    for row in rules.measured.table.values():
        assert all(0 <= one.precision <= 1 and one.n > 0 for one in row.values())


def rules_file() -> str:
    from importlib import resources

    return (resources.files("quotes.rules") / "confidence.toml").read_text("utf-8")


def test_a_statement_carries_what_was_measured_of_its_sort() -> None:
    rules = load()
    rules.measured = Measures({"verb.that": {"named": Measure(0.99, 200)}, "verb.colon": {"*": Measure(0.6, 200)}})
    text = "وقال سامي النجار إن الماء قليل. وقال نبيل حمدان: «الماء كثير»."
    found = read(Article("a", text), rules).statements
    assert [(one.rule, one.confidence) for one in found] == [
        ("verb.قال.that", "certain"),
        ("verb.قال.colon", "doubtful"),
    ]


def test_without_a_speaker_it_is_doubtful() -> None:
    rules = load()
    rules.measured = Measures({"verb.that": {"unknown": Measure(1.0, 200), "*": Measure(1.0, 200)}})
    (found,) = read(Article("a", "وقال إن الماء قليل."), rules).statements
    assert (found.speaker, found.confidence) == (None, "doubtful")
