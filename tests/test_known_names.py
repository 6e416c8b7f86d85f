"""The names that the extractor knows whole are those of the seeds."""

from __future__ import annotations

import pytest

from tests.known_names import ROOT, lists


@pytest.mark.parametrize("name", sorted(lists()))
def test_the_list_is_current(name: str) -> None:
    written = (ROOT / "quotes" / "rules" / "lexicon" / name).read_text("utf-8")
    assert written == lists()[name], "write it anew: python -m tests.known_names"
