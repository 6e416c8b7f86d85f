"""``db``: up, down, and what there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotes import database
from tests.conftest import Run

NEWEST = database.revisions()[-1]


def status(run: Run) -> dict[str, object]:
    (row,) = json.loads(run("db", "status", "-f", "json").stdout)
    return dict(row)


def test_status_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert status(run) == {"database": "quotes.db", "revision": None, "newest": NEWEST}
    assert list(tmp_path.iterdir()) == []


def test_status_counts(run: Run, filled: Path) -> None:
    assert status(run) == {
        "database": "quotes.db", "revision": NEWEST, "newest": NEWEST, "articles": 1, "statements": 4, "speakers": 1,
    }  # fmt: skip


def test_up_and_down(run: Run) -> None:
    up = run("db", "upgrade")
    assert (up.exit_code, up.stdout, up.stderr) == (0, "", f"quotes.db: tables {NEWEST}\n")
    assert run("db", "upgrade").exit_code == 0
    down = run("db", "downgrade", "base")
    assert (down.exit_code, down.stderr) == (0, "quotes.db: tables none\n")
    assert status(run)["revision"] is None
    assert run("speakers").exit_code == 0
    assert status(run)["revision"] == NEWEST
    assert run("db", "downgrade", "-1").exit_code == 0


@pytest.mark.parametrize("command", [("upgrade", "7777"), ("downgrade", "7777")])
def test_a_revision_that_is_not_known(run: Run, command: tuple[str, ...]) -> None:
    run("db", "upgrade")
    result = run("db", *command)
    assert result.exit_code == 1
    assert result.stderr.startswith("quotes: revision 7777: ")
    assert result.stderr.count("\n") == 1
