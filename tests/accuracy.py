"""The table of figures in the README: ``python -m tests.accuracy GOLD.jsonl …`` measures and writes it anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from quotes import documents, evaluation
from quotes.evaluation import Score, Verdict
from quotes.faults import Fault
from quotes.ingest import readings
from quotes.rules import load
from tests.conftest import ROOT

README = ROOT / "README.md"
TABLE = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- /accuracy -->)", re.DOTALL)

Figures = dict[str, str]

_BOTH = {
    "statements found": "detection",
    "… with the very words": "exact",
    "… and the right source": "who+what",
    "… and its full name": "who+what*",
    "… the very words and the full name": "who+exact*",
    "quotations": "quotes",
    "polarity": "polarity",
    "channel": "channel",
    "time": "time",
}
_ONE = {"kind, of those found": "kind", "act, of those found": "act", "carrier, where there is one": "via"}


def verdicts(path: Path) -> tuple[int, list[Verdict]]:
    """How many articles the file has, and the verdicts on all of them. Raises Fault."""
    found, number = [], 0
    for item in readings(documents.read([str(path)]), load()):
        if isinstance(item, Fault):
            raise item
        article, reading = item
        number += 1
        found += evaluation.compare(article, evaluation.labels(article), reading.statements)
    return number, found


def figures(path: Path) -> Figures:
    """A column of the table, by the names of its rows; a dash where the file has no such labels."""
    number, found = verdicts(path)
    scores = evaluation.scores(found)
    out = {"articles": str(number), "statements labelled": str(scores["detection"].labels)}
    for name, measure in _BOTH.items():
        out[name] = _both(scores[measure])
    for name, measure in _ONE.items():
        share = scores[measure].recall if measure == "via" else scores[measure].precision
        out[name] = "–" if share is None else f"{share:.3f}"
    levels = {row["confidence"]: row for row in evaluation.by_group(found, "confidence")}
    for level in ("certain", "likely", "doubtful"):
        row = levels.get(level)
        out[f"right, of the {level}"] = "–" if row is None else f"{row['who+what']:.3f} of {row['found']}"
    return out


def table(columns: dict[str, Figures]) -> str:
    """The columns, by the names of their files, as Markdown."""
    names = list(next(iter(columns.values())))
    lines = [f"| | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns)]
    lines += [f"| {name} | {' | '.join(column[name] for column in columns.values())} |" for name in names]
    return "\n".join(lines) + "\n"


def parse(text: str) -> dict[str, Figures]:
    """``table`` read back."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.strip().splitlines()]
    head, _rule, *body = rows
    return {name: {row[0]: row[at] for row in body} for at, name in enumerate(head) if at}


def _both(score: Score) -> str:
    if not score.labels:
        return "–"
    return f"{score.precision or 0:.3f} · {score.recall or 0:.3f} · {score.f1 or 0:.3f}"


def main() -> None:
    made = table({Path(name).stem: figures(Path(name)) for name in sys.argv[1:]})
    README.write_text(TABLE.sub(lambda _match: made, README.read_text("utf-8")), "utf-8")
    sys.stdout.write(made)


if __name__ == "__main__":
    main()
