"""The folders that travel with the package.

Comes in: the name of a folder. Goes out: where it lies, in a checkout or in an installed package.
Never here: reading what is in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Literal["migrations", "seeds"]) -> Path:
    """Where the folder lies: inside the installed package, or at the top of a checkout.

    >>> (folder("migrations") / "env.py").exists()
    True
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
