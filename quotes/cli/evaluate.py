"""``quotes evaluate``: no database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from quotes import documents, evaluation
from quotes.cli import complain, note, options
from quotes.evaluation import GROUPS, Group, Verdict
from quotes.faults import Fault
from quotes.ingest import readings
from quotes.rules import confidence, load
from quotes.show import Format, emit

_COLUMNS = (
    "measure", "labels", "found", "precision", "recall", "f1", "strict_precision", "strict_recall", "strict_f1",
)  # fmt: skip
_OF_ARTICLES = ("labels", "found", "detection", "exact", "who+what", "who+what*", "quotes_precision", "quotes_recall")
_OF_STATEMENTS = ("found", "detection", "exact", "speaker", "who+what", "who+what*", "kind")
_OF_ERRORS = ("error", "document", "expected", "got", "rule", "how", "words")


@click.command()
@click.argument("paths", metavar="GOLD…", nargs=-1, required=True)
@click.option("--by", type=click.Choice(GROUPS), help="A row for each of these.")
@click.option("--errors", "limit", metavar="N", type=click.IntRange(min=0),
              help="List the errors instead, N of each sort (with --by, in each group); 0 for all.")  # fmt: skip
@click.option("--write-confidence", "to", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="Write how often each family of rules was right, for rules/confidence.toml.")  # fmt: skip
@options.form
def evaluate(paths: tuple[str, ...], by: Group | None, limit: int | None, to: Path | None, form: Format) -> None:
    """Measure what is read against labelled articles.

    GOLD is .jsonl, an article a line as for `extract`, with its labels: "statements": [{"content": [[start, end]],
    "kind", "name", "aliases", "optional", "via", "act", "polarity", "channel", "time"}], and "fields": ["act", …] where
    the last four are labelled. A label that is optional is neither asked for nor wrong to find.

    \b
    detection    statements whose content words overlap a label's, Dice 0.5 or more; strict: the same words
    who+what     those that name the right source too; strict: by its full name
    who+exact    those with the same words and the right source; strict: by its full name
    quotes       of what was found direct or mixed, what fits a label; of such labels, which were found
    speaker      of what fits, how many name the right source; strict: by its full name
    kind, act    of what fits, how many have the label's
    via          of the labels with a carrier, how many have one
    polarity, channel, time
                 of what fits: marked so, and labelled so

    With --by outlet or phenomenon, F1 in each; with --by rule, how or confidence, shares of what was found.
    """
    verdicts = list(_verdicts(paths))
    if to is not None:
        _write(to, verdicts)
    if limit is not None:
        rows = evaluation.errors(verdicts, limit, by)
        columns = [by, *_OF_ERRORS] if by in ("outlet", "phenomenon", "confidence") else [*_OF_ERRORS]
    elif by is not None:
        rows = evaluation.by_group(verdicts, by)
        columns = [by, *(_OF_ARTICLES if by in ("outlet", "phenomenon") else _OF_STATEMENTS)]
    else:
        rows, columns = evaluation.overall(verdicts), [*_COLUMNS]
    emit(map(_rounded, rows) if form == "table" else rows, columns, form, give="words")


def _verdicts(paths: tuple[str, ...]) -> Iterator[Verdict]:
    """The verdicts on each article, one after the other; complains of what cannot be read."""
    for found in readings(documents.read(paths), load()):
        try:
            if isinstance(found, Fault):
                raise found
            article, reading = found
            yield from evaluation.compare(article, evaluation.labels(article), reading.statements)
        except Fault as fault:
            complain(fault)


def _write(to: Path, verdicts: list[Verdict]) -> None:
    measures = evaluation.measures(verdicts)
    if not measures.table:
        raise Fault(str(to), "nothing was found to measure", "give labelled articles: nothing was written")
    try:
        to.write_text(confidence.dump(measures), "utf-8")
    except OSError as error:
        raise Fault(str(to), (error.strerror or str(error)).lower(), "write it to another place") from error
    total = sum(one.n for row in measures.table.values() for how, one in row.items() if how != confidence.ANY)
    note(f"{to}: {total} statements measured")


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """The row as a table shows it: shares with three digits, so that they stand below each other."""
    return {key: f"{value:.3f}" if isinstance(value, float) else value for key, value in row.items()}
