"""Writes ``quotes/rules/countries-cldr.toml``: the Arabic names of countries as CLDR gives them.

``python -m tests.countries`` writes it anew; a test holds that it is current.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

RULES = Path(__file__).parent.parent / "quotes" / "rules"
FILE = RULES / "countries-cldr.toml"


def written() -> str:
    """The file as babel's CLDR has it, for each country of countries.toml."""
    from babel import Locale

    names = Locale("ar").territories
    codes = tomllib.loads((RULES / "countries.toml").read_text("utf-8"))["of"]
    lines = [
        "# Arabic names of countries by ISO 3166 code, from CLDR (Unicode License v3). Written by tests/countries.py."
    ]
    for code in sorted(codes):
        ways = [way.strip() for way in re.split(r"[()]", names[code]) if way.strip()]
        quoted = ", ".join(f'"{way}"' for way in ways)
        lines.append(f"{code} = [{quoted}]")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
