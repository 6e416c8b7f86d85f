"""Offices, bodies and countries: the examples of the rule files, and what holds of any text."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes import offices
from quotes.offices import Office, adjective, body, capital, country, generic, named, office, unnamed
from tests import countries
from tests.conftest import ROOT

RULES: dict[str, Any] = tomllib.loads((ROOT / "quotes" / "rules" / "offices.toml").read_text("utf-8"))
COUNTRIES: dict[str, Any] = tomllib.loads((ROOT / "quotes" / "rules" / "countries.toml").read_text("utf-8"))


def reads() -> Iterator[Any]:
    """Each title that is read, with its office."""
    for key, rule in RULES["offices"].items():
        for entry in rule.get("reads", ()):
            yield pytest.param(rule.get("office", key), entry, id=entry["title"])


def ignores() -> Iterator[Any]:
    for key, rule in RULES["offices"].items():
        for title in rule.get("ignores", ()):
            yield pytest.param(rule.get("office", key), title, id=f"{key}-{title}")


@pytest.mark.parametrize(("key", "entry"), list(reads()))
def test_titles_as_the_rule_file_says(key: str, entry: dict[str, Any]) -> None:
    given = {name: entry[name] for name in ("of", "body", "former", "acting") if name in entry}
    assert office(entry["title"], entry.get("home")) == Office(key, **given)


@pytest.mark.parametrize(("key", "title"), list(ignores()))
def test_titles_that_are_not_this_office(key: str, title: str) -> None:
    found = office(title)
    assert found is None or found.office != key


@pytest.mark.parametrize("title", RULES["foreign"]["ignores"])
def test_titles_that_are_of_no_country_whatever_the_paper(title: str) -> None:
    assert office(title, "EG") is None


def test_each_office_is_proved() -> None:
    assert [key for key, rule in RULES["offices"].items() if not rule.get("reads") or not rule.get("ignores")] == []


@pytest.mark.parametrize("entry", COUNTRIES["examples"], ids=lambda entry: entry["words"])
def test_countries_as_the_rule_file_says(entry: dict[str, str]) -> None:
    words = entry["words"]
    found = (named(words), adjective(words), capital(words))
    assert found == (entry.get("named"), entry.get("adjective"), entry.get("capital"))
    codes = {code for code in found if code}
    assert country(words) == (min(codes) if len(codes) == 1 else None)


def test_every_country_is_known_by_a_name_of_its_own() -> None:
    assert set(offices._NAMES.values()) == set(COUNTRIES["of"])


def test_no_two_countries_share_an_adjective_or_a_capital() -> None:
    for code, of in COUNTRIES["of"].items():
        assert [adjective(one) for one in of["adjective"]] == [code] * len(of["adjective"])
        assert [capital(one) for one in of.get("capital", ())] == [code] * len(of.get("capital", ()))


def test_the_names_of_cldr_are_current() -> None:
    if importlib.util.find_spec("babel") is None:
        pytest.skip("babel, which knows CLDR, is not installed")
    assert countries.FILE.read_text("utf-8") == countries.written(), "write it anew: python -m tests.countries"


@pytest.mark.parametrize("entry", RULES["body"]["reads"], ids=lambda entry: entry["name"])
def test_bodies_as_the_rule_file_says(entry: dict[str, str]) -> None:
    found = body(entry["name"], entry.get("home"))
    assert found == offices.Body(entry["kind"], entry["of"])


@pytest.mark.parametrize("name", RULES["body"]["ignores"])
def test_no_bodies(name: str) -> None:
    assert body(name) is None


def test_generic_bodies() -> None:
    assert [name for name in RULES["generic"]["reads"] if not generic(name)] == []
    assert [name for name in RULES["generic"]["ignores"] if generic(name)] == []


def test_unnamed_sources() -> None:
    entries = RULES["unnamed_but"]["reads"]
    assert [(e["words"], unnamed(e["words"])) for e in entries] == [(e["words"], e["is"]) for e in entries]
    assert {entry["is"] for entry in entries} == set(RULES["unnamed"])
    assert [words for words in RULES["unnamed_but"]["ignores"] if unnamed(words)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وزير الخارجية الأميركي", "وزير الخارجيه الامريكى"),
        ("الرئيس الإيراني", "الرئيس الايراني"),
        ("رئيسة الوزراء البريطانية", "رئيسه الوزراء البريطانيه"),
        ("«وزير الدفاع» الأميركي", "وَزِير الدّفاع الأمريكيّ"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert office(one) == office(other) is not None


PIECES = sorted(
    {word for words in (*offices._OFFICES, *offices._BODIES) for word in words}
    | {"مصر", "الأميركي", "للأمم", "المتحدة", "لدى", "في", "السابق", "باسم", "ل", "لل", "و", "وال", "القائم بأعمال"}
)
phrases = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.text(max_size=40)


@given(phrases, st.sampled_from([None, "EG"]))
@example("القائم بأعمال", "EG")
@example("السابق", "EG")
@example("وزير السابق", None)
@example("ل", None)
@example("وزير " * 2_000, "EG")
@example("﷽ \x00 😀", None)
def test_any_text_is_read_and_always_alike(text: str, home: str | None) -> None:
    once = office(text, home), body(text, home), unnamed(text), generic(text), country(text)
    offices._cached_office.cache_clear()
    offices._cached_body.cache_clear()
    assert once == (office(text, home), body(text, home), unnamed(text), generic(text), country(text))


@given(phrases)
def test_home_adds_and_never_changes(text: str) -> None:
    found = office(text)
    assert found is None or office(text, "SA") == found
