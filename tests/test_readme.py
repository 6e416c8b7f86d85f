"""Every command of the README, run as it stands there. ``python -m tests.test_readme`` writes the outputs anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotes
from tests.conftest import ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
# what sets up is left out: here all is set up already
_SET_UP = re.compile(r"^python3 -m venv \.venv && \. \.venv/bin/activate && pip install -q \S+ && ")


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a block with the output below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(command: str, folder: Path) -> str:
    """Both outputs of the command, as a terminal of 110 columns would show them one after the other."""
    shim = folder / "bin" / "quotes"
    if not shim.exists():
        shim.parent.mkdir()
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quotes "$@"\n', "utf-8")
        shim.chmod(0o755)
        for name in ("seeds", "tests"):
            (folder / name).symlink_to(ROOT / name)
    environment = {
        **os.environ,
        "COLUMNS": "110",
        "PATH": f"{shim.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(quotes.__file__).parent.parent),
        "PYTHONIOENCODING": "utf-8",
    }
    environment.pop("QUOTES_DB", None)
    done = subprocess.run(
        ["bash", "-c", _SET_UP.sub("", command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=environment,
        check=False,
        timeout=120,
    )
    # lines of a table are padded; a text file is not
    return "".join(line.rstrip() + "\n" for line in done.stdout.decode().splitlines())


def is_test_command(command: str) -> bool:
    return "pytest" in command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize(
    ("command", "output"),
    [
        pytest.param(command, output, id=str(number))
        for number, (command, output) in enumerate(
            pair for block in _BLOCK.findall(README.read_text("utf-8")) for pair in commands(block)
        )
        if not is_test_command(command)
    ],
)
def test_it_prints_what_the_readme_says(folder: Path, command: str, output: str) -> None:
    assert run(command, folder) == output


def test_the_first_screen_sets_up_and_does_the_job_and_passes_the_tests() -> None:
    first, second = [pair for block in _BLOCK.findall(README.read_text("utf-8")) for pair in commands(block)][:2]
    assert _SET_UP.match(first[0])
    assert _SET_UP.match(second[0])
    assert {"ruff check .", "mypy", "lint-imports", "pytest -q"} <= set(second[0].split(" && "))


def write() -> None:
    """Puts the real output below each command of the README."""
    with tempfile.TemporaryDirectory() as name:

        def again(block: re.Match[str]) -> str:
            return "".join(
                f"$ {command}\n{'' if is_test_command(command) else run(command, Path(name))}"
                for command, _output in commands(block[0])
            )

        README.write_text(_BLOCK.sub(again, README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write()
