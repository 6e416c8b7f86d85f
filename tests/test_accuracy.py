"""The figures in the README claim no more than what is measured."""

from __future__ import annotations

import re

import pytest

from tests.accuracy import README, TABLE, figures, parse, table
from tests.conftest import EVAL, ROOT

INVENTED = ROOT / "tests" / "golden" / "invented.jsonl"

_SHARE = re.compile(r"\d\.\d{3}")
_ROUNDING = 0.01


def claimed() -> dict[str, dict[str, str]]:
    found = TABLE.search(README.read_text("utf-8"))
    assert found
    return parse(found[0])


def test_a_table_reads_back_as_it_was() -> None:
    columns = {"one": figures(INVENTED), "other": figures(INVENTED)}
    assert parse(table(columns)) == columns
    assert columns["one"]["articles"] == "6"
    assert columns["one"]["statements labelled"] == "7"


def test_the_table_of_the_readme_has_every_row() -> None:
    rows = list(figures(INVENTED))
    assert claimed()
    assert all(list(column) == rows for column in claimed().values())


@pytest.mark.parametrize("name", sorted(claimed()))
def test_the_readme_claims_no_more_than_is_measured(name: str) -> None:
    path = EVAL / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the labelled articles are not part of the project")
    measured = figures(path)
    too_good = {}
    for row, claim in claimed()[name].items():
        pairs = zip(_SHARE.findall(claim), _SHARE.findall(measured[row]), strict=False)
        if any(float(said) > float(found) + _ROUNDING for said, found in pairs):
            too_good[row] = (claim, measured[row])
    assert too_good == {}, "run python -m tests.accuracy with the same files"
