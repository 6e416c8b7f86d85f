"""The likeness of names: the examples of the rule file, how often a name is found again, and what holds of any name."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.names import Names, plain, rank, skeleton, variants_alike
from tests.conftest import ROOT

RULES = tomllib.loads((ROOT / "quotes" / "rules" / "names.toml").read_text("utf-8"))
# the others are lists of examples
TABLES = [table for table, content in RULES.items() if isinstance(content, dict)]

PARTS = (
    "عبد الله الدين ال آل ابو أبي أم بن ابن بنت دي لا فان ماك الشيخ السيد الدكتور د. رئيس الوزراء محمد كيري داوود يحي اللطيف "
    "abd al el- as-sisi abdul abdel abu bin ibn de la van mc din eddin ullah King Sheikh Sultan Dr. Mr II Erdoğan Çavuş İ ß O'Neill"
).split()
names = st.lists(st.sampled_from(PARTS), max_size=6).map(" ".join) | st.text(max_size=30)
HOSTILE = [
    "", " ", "\n", ".", "😀", "😀 محمد", "'", "-", "al-", "al- al-", "ال", "عبد", "\ufeff", "ـ", "٣", "﷽", "\x00", "_", "ŉ",
    "a" * 10_000, "ا" * 10_000, "ab " * 3_333, "عبد " * 2_500, "دي " * 3_333, "الله " * 2_000, "السيد " * 1_600,
    "al-" * 3_333, "abd " * 2_500, "😀" * 10_000, "é" * 10_000, "محمد " * 2_000,
]  # fmt: skip


@lru_cache(maxsize=1)
def golden() -> tuple[tuple[str, str, str], ...]:
    """Latin name, Arabic name, misspelt query or nothing."""
    lines = (ROOT / "tests" / "golden" / "names.tsv").read_text("utf-8").splitlines()
    return tuple((one, other, (*rest, "")[0]) for one, other, *rest in (line.split("\t") for line in lines))


def _words(file: str) -> list[str]:
    lines = (ROOT / "quotes" / "rules" / "lexicon" / file).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def crowd() -> tuple[str, ...]:
    """The Arabic names of the golden list among 2,000 others."""
    first, last = _words("given_m.txt"), _words("surnames.txt")
    wanted = list(dict.fromkeys(arabic for _latin, arabic, _misspelt in golden()))
    made = (f"{first[7 * i % len(first)]} {last[13 * i % len(last)]}" for i in range(5_000))
    others = [name for name in dict.fromkeys(made) if name not in wanted]
    return (*wanted, *others[:2_000])


@lru_cache(maxsize=1)
def index() -> Names:
    return Names(crowd())


def recall(pairs: list[tuple[str, str]], limit: int) -> tuple[float, list[str]]:
    """The share of queries that find their name, and those that do not."""
    lost = [query for query, name in pairs if name not in [found for found, _score in index().rank(query, limit)]]
    return 1 - len(lost) / len(pairs), lost


@pytest.mark.parametrize("entry", RULES["plain"], ids=lambda entry: entry["one"])
def test_plain_as_the_rule_file_says(entry: dict[str, str]) -> None:
    assert plain(entry["one"]) == entry["gives"]


@pytest.mark.parametrize("entry", RULES["skeleton"], ids=lambda entry: entry["names"][0])
def test_skeletons_as_the_rule_file_says(entry: dict[str, list[str]]) -> None:
    (one,) = {skeleton(name) for name in entry["names"]}
    assert one not in {skeleton(name) for name in entry["others"]}


@pytest.mark.parametrize("pair", [pair for entry in RULES["alike"] for pair in entry["pairs"]], ids="/".join)
def test_two_spellings_of_one_name(pair: list[str]) -> None:
    assert variants_alike(*pair)
    assert variants_alike(*pair[::-1])


@pytest.mark.parametrize("pair", [pair for entry in RULES["alike"] for pair in entry["apart"]], ids="/".join)
def test_two_names(pair: list[str]) -> None:
    assert not variants_alike(*pair)
    assert not variants_alike(*pair[::-1])


def test_every_table_has_examples() -> None:
    shown = {entry["table"] for kind in ("plain", "skeleton", "alike") for entry in RULES[kind]}
    assert set(TABLES) == shown


def test_no_given_name_is_a_variant_of_another() -> None:
    given_names = RULES["given"]["exact"].split()
    for one, other in pairwise(sorted(given_names)):
        assert plain(one) == plain(other) or not variants_alike(f"{one} بوتين", f"{other} بوتين")


def test_no_two_names_of_the_golden_list_are_spellings_of_one() -> None:
    arabic = sorted({name for _latin, name, _misspelt in golden()})
    alike = [(a, b) for i, a in enumerate(arabic) for b in arabic[i + 1 :] if a[0] == b[0] and variants_alike(a, b)]
    assert not alike


def test_the_golden_list_is_large() -> None:
    assert len(golden()) >= 500
    assert sum(bool(misspelt) for _latin, _arabic, misspelt in golden()) >= 120
    assert len(crowd()) == 2_000 + len({arabic for _latin, arabic, _misspelt in golden()})


def test_latin_names_find_the_arabic_ones() -> None:
    pairs = [(latin, arabic) for latin, arabic, _misspelt in golden()]
    found, lost = recall(pairs, 10)
    assert found >= 0.99, lost
    found, lost = recall(pairs, 1)
    assert found >= 0.97, lost


def test_misspelt_names_find_the_arabic_ones() -> None:
    pairs = [(misspelt, arabic) for _latin, arabic, misspelt in golden() if misspelt]
    found, lost = recall(pairs, 10)
    assert found >= 0.97, lost
    found, lost = recall(pairs, 1)
    assert found >= 0.95, lost


def test_arabic_names_find_the_latin_ones() -> None:
    latin = Names(one for one, _other, _misspelt in golden())
    lost = [o for one, o, _m in golden() if one not in [found for found, _score in latin.rank(o)]]
    assert len(lost) / len(golden()) <= 0.02, lost


@pytest.mark.parametrize(
    ("query", "name"), [("Lavrov", "سيرغي لافروف"), ("نتانياهو", "بنيامين نتنياهو"), ("Netanyaho", "بنيامين نتنياهو")]
)
def test_a_surname_finds_the_whole_name(query: str, name: str) -> None:
    assert rank(query, crowd(), 1)[0][0] == name


def test_ranking_does_not_hang_on_the_order_of_the_names() -> None:
    for query in ("Kerry", "محمد علي", "Hasan Rohani"):
        forwards = rank(query, crowd())
        assert forwards == rank(query, reversed(crowd())) == index().rank(query)
        assert [score for _name, score in forwards] == sorted((score for _name, score in forwards), reverse=True)


@given(names)
@example("الملك آل شيخ محمد")
@example("Abd al-Rahman ed-Din")
def test_plain_is_plain_already(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@given(names)
def test_the_skeleton_is_that_of_the_plain_name(name: str) -> None:
    assert skeleton(plain(name)) == skeleton(name)


@given(st.lists(names, max_size=12), st.data())
def test_the_name_itself_comes_first(others: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from([*others, "جون كيري"]))
    found = rank(wanted, [*others, wanted])
    assert found[0] == (wanted, 100.0) if plain(wanted) else not found
    assert len(found) <= 10


@given(names, names)
def test_likeness_is_mutual(one: str, other: str) -> None:
    assert variants_alike(one, other) == variants_alike(other, one)
    assert variants_alike(one, one) == bool(plain(one))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_is_too_strange(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert skeleton(plain(name)) == skeleton(name)
    variants_alike(name, "جون كيري")
    index().rank(name)
    rank("جون كيري", [name, *HOSTILE])
