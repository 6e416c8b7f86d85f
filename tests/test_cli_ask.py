"""``who``, ``said``, ``speakers``, ``show``: transcripts of the command line, to the letter."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from wcwidth import wcswidth

from quotes.cli import options
from quotes.model import Article, Cue, Reading, Speaker, Statement
from quotes.rules import load
from quotes.store import Store
from tests.conftest import Run, span


def test_who(run: Run, filled: Path) -> None:
    result = run("who", "الحداد")
    assert result.stderr == ""
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["id", "date", "outlet", "kind", "verb", "words"]
    assert lines[2].split(maxsplit=1)[1] == "2026-03-02  صحيفة الميناء  mixed   قال     السد «جاهز للصيف»"
    assert lines[3].split(maxsplit=1)[1] == "2026-03-02  صحيفة الميناء  direct  أضاف    لن تعطش القرى … والمدن كذلك"
    assert len(lines) == 4


def test_who_says_when_a_name_fits_several(run: Run, filled: Path) -> None:
    text = "قال نبيل الحداد إن الماء قليل."
    said = Statement(
        "indirect",
        (span(text, "الماء قليل"),),
        Cue(span(text, "قال"), "قال", "say"),
        Speaker("نبيل الحداد", "person"),
        "r",
        "named",
    )
    with closing(Store(filled, "1", "a")) as store:
        store.save(Article("other", text, date="2026-01-01"), Reading((said,)))
    result = run("who", "الحداد")
    assert result.stderr == "quotes: الحداد fits 2 names: سلمى الحدّاد، نبيل الحداد\n"
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["id", "speaker"]
    assert [" ".join(line.split()[1:3]) for line in lines[2:]] == ["سلمى الحدّاد", "سلمى الحدّاد", "نبيل الحداد"]
    assert run("who", "person/نبيل-الحداد", "-f", "csv").stdout.count("الماء قليل") == 1


def test_who_finds_unnamed_sources_and_what_was_declined(run: Run, filled: Path) -> None:
    assert len(run("who", "مصدر").stdout.splitlines()) == 2
    for shown in ("--all", "--polarity=declined"):
        assert "  indirect, declined  رفض " in run("who", "مصدر", shown).stdout


def test_who_suggests_the_nearest_names(run: Run, filled: Path) -> None:
    result = run("who", "سلما الحداد")
    assert result.exit_code == 0
    assert result.stderr == "quotes: nobody of the name سلما الحداد; the nearest: سلمى الحدّاد\n"
    assert result.stdout.splitlines()[0].split() == ["id", "date", "outlet", "kind", "verb", "words"]
    assert len(result.stdout.splitlines()) == 2


def test_who_in_every_format(run: Run, filled: Path) -> None:
    (first, second) = (json.loads(line) for line in run("who", "الحداد", "-f", "jsonl").stdout.splitlines())
    assert json.loads(run("who", "الحداد", "--format", "json").stdout) == [first, second]
    (row, _) = csv.DictReader(io.StringIO(run("who", "الحداد", "-f", "csv").stdout))
    assert row["words"] == first["words"]
    del first["id"]
    assert first == {
        "date": "2026-03-02", "spoken": "2026-03-01", "outlet": "صحيفة الميناء", "article": "dam-1", "title": "السد جاهز",
        "speaker": "سلمى الحدّاد", "slug": "person/سلمي-الحداد", "type": "person", "role": "وزيرة المياه", "kind": "mixed",
        "act": "say", "verb": "قال", "polarity": None, "channel": None, "time": "أمس", "addressee": None, "via": None,
        "words": "السد «جاهز للصيف»", "how": "named", "link": "own", "why": None, "rule": "قال/إن", "confidence": "certain",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("--about", "القرى"), 1),
        (("--about", "النفط"), 0),
        (("--since", "2026", "--until", "2026-03"), 2),
        (("--until", "2025-12-31"), 0),
        (("--outlet", "الميناء"), 2),
        (("--act", "deny"), 0),
        (("--kind", "direct"), 1),
        (("--limit", "1"), 1),
        (("--polarity", "said"), 2),
        (("--polarity", "denied"), 0),
        (("--channel", "interview"), 1),
        (("--channel", "post"), 0),
        (("--role", "وزيرة"), 1),
        (("--role", "المياه"), 1),
        (("--role", "رئيس"), 0),
        (("--via", "الساحل"), 1),
        (("--via", "السنديان"), 1),
        (("--via", "رويترز"), 0),
        (("--min-confidence", "certain"), 1),
        (("--min-confidence", "doubtful"), 2),
    ],
)
def test_filters(run: Run, filled: Path, options: tuple[str, ...], number: int) -> None:
    result = run("who", "الحداد", *options, "-f", "json")
    assert (result.exit_code, len(json.loads(result.stdout))) == (0, number)


@pytest.mark.parametrize(
    "wrong",
    [
        ("who",),
        ("who", "x", "--since", "yesterday"),
        ("who", "x", "--kind", "loud"),
        ("who", "x", "--limit", "-1"),
        ("who", "x", "--polarity", "loud"),
        ("said", "x", "--channel", "smoke"),
        ("said", "x", "--min-confidence", "0.9"),
        ("who", "x", "-f", "xml"),
        ("said",),
        ("show",),
        ("speakers", "--kind", "nobody"),
        ("nothing",),
        ("--nothing",),
    ],
)
def test_wrong_usage_is_2(run: Run, wrong: tuple[str, ...]) -> None:
    result = run(*wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_said(run: Run, filled: Path) -> None:
    lines = run("said", "السد").stdout.splitlines()
    assert lines[0].split() == ["id", "speaker", "date", "outlet", "kind", "verb", "words"]
    assert lines[2].split(maxsplit=1)[1].startswith("سلمى الحدّاد  2026-03-02")
    assert len(lines) == 3
    assert len(run("said", "السد", "--all").stdout.splitlines()) == 4
    assert len(run("said", "لا أحد").stdout.splitlines()) == 2


def test_speakers(run: Run, filled: Path) -> None:
    lines = run("speakers").stdout.splitlines()
    assert lines[0].split() == ["name", "kind", "statements", "articles", "first", "last"]
    assert lines[2].split() == ["سلمى", "الحدّاد", "person", "2", "1", "2026-03-02", "2026-03-02"]
    assert len(lines) == 3
    (row,) = json.loads(run("speakers", "--min-confidence", "certain", "--all", "-f", "json").stdout)
    assert row["statements"] == 1


def test_the_channels_are_those_of_the_rules() -> None:
    assert set(options.CHANNELS) == set(load().channels.values())


def test_to_whom_it_was_said(run: Run, tmp_path: Path) -> None:
    text = "قال سامي النجار للنواب إن الماء قليل."
    found = Statement(
        "indirect", (span(text, "الماء قليل"),), Cue(span(text, "قال"), "قال", "say"),
        Speaker("سامي النجار", "person"), "r", "named", addressee=span(text, "نواب"),
    )  # fmt: skip
    with closing(Store(tmp_path / "quotes.db", "1", "a")) as store:
        store.save(Article("n", text), Reading((found,)))
    (row,) = json.loads(run("who", "النجار", "-f", "json").stdout)
    assert row["addressee"] == "نواب"
    assert "\nto       نواب\n" in run("show", row["id"]).stdout


def test_show(run: Run, filled: Path) -> None:
    row = json.loads(run("said", "القرى", "-f", "jsonl").stdout)
    result = run("show", row["id"][:10])
    assert result.stdout == (
        f"id       {row['id']}\n"
        "article  dam-1, السد جاهز\n"
        "printed  صحيفة الميناء, 2026-03-02\n"
        "speaker  سلمى الحدّاد (person, surname)\n"
        "verb     أضاف, say, direct\n"
        "via      إذاعة الساحل\n"
        "channel  interview\n"
        "rule     أضاف/marks (likely)\n"
        "\n"
        "و‹أضافت› [الحدّاد] لإذاعة الساحل: «⟦لن تعطش القرى⟧»، وتابعت: «⟦والمدن كذلك⟧».\n"
    )
    (whole,) = json.loads(run("show", row["id"], "-f", "json").stdout)
    assert [whole["paragraph"][a:b] for a, b in whole["content"]] == ["لن تعطش القرى", "والمدن كذلك"]


def test_show_an_id_that_is_not_there(run: Run, filled: Path) -> None:
    result = run("show", "zzz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "quotes: zzz: no such statement: ids stand in the tables of `quotes who` and `quotes said`\n"
    )


def test_a_table_keeps_to_the_width_of_the_terminal(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    lines = run("who", "الحداد").stdout.splitlines()
    assert max(map(wcswidth, lines)) <= 72
    assert lines[3].endswith("…")


@pytest.mark.parametrize("command", [("who", "كيري"), ("said", "السد"), ("speakers",), ("sql", "SELECT * FROM said")])
def test_before_there_is_a_database(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "-f", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert result.stderr.splitlines()[0] == (
        "quotes: quotes.db: no such database yet: make one with `quotes ingest PATH`"
    )
    assert list(tmp_path.iterdir()) == []
