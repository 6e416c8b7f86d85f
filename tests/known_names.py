"""Writes the lists of names that the extractor knows whole, from the seeds: ``python -m tests.known_names``.

A name of several words that is known whole is read whole, whatever its words mean else (ميت رومني, تمام سلام).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from quotes.names import plain
from quotes.text import fold

ROOT = Path(__file__).parents[1]
LISTS = {"m": "known_names_m.txt", "f": "known_names_f.txt", "body": "known_bodies_seeds.txt"}
_HEAD = "# Names of several words that are known whole, from seeds/speakers.toml. Written by tests/known_names.py.\n"


def lists() -> dict[str, str]:
    """The text of each list, by its file's name."""
    entries = tomllib.loads((ROOT / "seeds" / "speakers.toml").read_text("utf-8"))
    found: dict[str, dict[str, str]] = {key: {} for key in LISTS}
    for entry in entries.values():
        key = "body" if entry["kind"] != "person" else entry.get("gender", "m")
        for name in (entry["name"], *entry.get("aliases", ())):
            words = fold(name).split()
            if not 2 <= len(words) <= 5 or not all("\u0621" <= letter <= "\u064a" for letter in "".join(words)):
                continue
            if key != "body" and (titled(name) or (len(words) == 2 and (words[0] == "عبد" or words[1] == "الدين"))):
                continue
            found[key].setdefault(" ".join(words), name)
    return {
        LISTS[key]: _HEAD + "".join(f"{name}\n" for _folded, name in sorted(names.items()))
        for key, names in found.items()
    }


def titled(name: str) -> bool:
    """Whether the name begins with a title (الملك سلمان), which is read as a title."""
    first = fold(name).split()[0]
    return not first.startswith("عبد") and not plain(name).startswith(first)


def main() -> None:
    """Writes them."""
    for name, text in lists().items():
        (ROOT / "quotes" / "rules" / "lexicon" / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
