"""The wheel: all that the program needs travels in it, and it works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quotes import reports
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as pip would."""
    into = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = into.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into / "site")
    return into / "site"


def test_what_lies_beside_the_code_is_inside(unpacked: Path) -> None:
    inside = unpacked / "quotes"
    for top, into in ((ROOT / "migrations", inside / "migrations"), (ROOT / "seeds", inside / "seeds")):
        names = {file.relative_to(top) for file in top.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
        assert names
        assert names <= {file.relative_to(into) for file in into.rglob("*")}
    for name in reports.names():
        assert (inside / "reports" / f"{name}.sql").exists()
    rules = [file for file in (ROOT / "quotes" / "rules").rglob("*") if file.suffix in (".toml", ".txt")]
    assert rules
    assert all((inside / file.relative_to(ROOT / "quotes")).exists() for file in rules)
    assert (inside / "py.typed").exists()


def test_nothing_else_is_inside(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"quotes"}


def test_it_works_from_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    def call(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "quotes", *args],
            capture_output=True, text=True, cwd=tmp_path, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(unpacked), "HOME": str(tmp_path)},
        )  # fmt: skip
        assert done.returncode == 0, (args, done.stderr)
        return done.stdout

    samples = unpacked / "quotes" / "seeds" / "articles"
    assert " 7 " in call("ingest", str(samples))
    assert "صحيفة الميناء" in call("who", "الحداد")
    assert call("report", "most-quoted")
