"""Questions worth asking again, one ``.sql`` file each.

Comes in: the files of this folder. The first line of one, a comment, is its title; lines such as
``-- :limit = 20  how many`` name its parameters, with a default and what they mean. Goes out: ``Report``s.
Never here: running them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_PARAMETER = re.compile(r"^-- :(\w+) = (\S*)\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A ``:name`` in the SQL; ``default`` serves where the user gives none."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """One question: its SQL, and how to ask it."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    sql: str


def names() -> list[str]:
    """The names of all reports."""
    return sorted(file.stem for file in _FOLDER.glob("*.sql"))


def load(name: str) -> Report:
    """The report of that name. Raises KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    sql = (_FOLDER / f"{name}.sql").read_text("utf-8")
    parameters = tuple(Parameter(*found) for found in _PARAMETER.findall(sql))
    return Report(name, sql.splitlines()[0].removeprefix("--").strip(), parameters, sql)
