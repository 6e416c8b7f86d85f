"""``quotes speakers`` and ``quotes seed``: what each command prints, changes and refuses.

All but the last tests work with a small file of invented seeds in the place of the one that comes with quotes.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quotes import care, database
from quotes.cli import cli
from tests.conftest import Run, write_jsonl
from tests.test_care import SEEDS, shipped

MINA, MARFA = "صحيفة الميناء", "جريدة المرفأ"
PRESS = (
    ("a1", "2016-05-09", MINA, "قال وزير النقل اللبناني خالد الحداد إن الجسر سيفتح غدا."),
    ("a2", "2016-05-10", MARFA, "قالت مديرة المتحف سلمى الحداد إن المتحف سيفتح غدا."),
    ("a3", "2016-05-11", MINA, "قال الحداد إن المطر قليل. وقال مصدر مسؤول إن الطريق مغلق. وقال سكان الحي إن الماء مقطوع."),
    ("a4", "2016-05-12", MINA, "قال وزير الخارجية الأميركي مارتن هوبكنز إن الرحلة طويلة. وأضاف هوبكنز أن الطقس بارد."),
    ("a5", "2016-05-13", MARFA, "قال رئيس نادي الموج خالد الحداد إن الملعب جاهز."),
    ("a6", "2016-05-14", MARFA, "قالت وزارة الخارجية الأمريكية إن المكاتب مغلقة."),
)  # fmt: skip
KHALED, SALMA = "person/خالد-الحداد", "person/سلمي-الحداد"
FORMATS = ("table", "csv", "json", "jsonl")


@pytest.fixture(scope="session")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the invented seeds and press, to be copied."""
    folder = tmp_path_factory.mktemp("pressed")
    rows = [dict(zip(("id", "date", "outlet", "text"), row, strict=True)) for row in PRESS]
    write_jsonl(folder / "press.jsonl", *rows)
    with pytest.MonkeyPatch.context() as patch:
        shipped(folder / "shipped", patch)
        made = CliRunner().invoke(cli, ("--db", str(folder / "quotes.db"), "ingest", str(folder / "press.jsonl")))
    assert made.exit_code == 0, made.output
    return folder / "quotes.db"


@pytest.fixture
def db(run: Run, pressed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``quotes.db`` in the current folder."""
    shipped(tmp_path / "shipped", monkeypatch)
    return Path(shutil.copy(pressed, tmp_path / "quotes.db"))


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def whose(run: Run, article: str) -> list[str | None]:
    asked = f"SELECT slug FROM said WHERE article = '{article}' ORDER BY content_start"
    return [row["slug"] for row in rows(run("sql", asked, "-f", "json"))]


def statement(run: Run, article: str) -> str:
    asked = f"SELECT id FROM said WHERE article = '{article}' ORDER BY content_start"
    return str(rows(run("sql", asked, "-f", "json"))[0]["id"])


def did(run: Run, *args: str) -> str:
    """What a command that changes something says; it prints nothing."""
    result = run("speakers", *args)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    return result.stderr


def refused(run: Run, *args: str) -> str:
    result = run("speakers", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("quotes: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


# ---- questions


def test_list(run: Run, db: Path) -> None:
    lines = run("speakers", "list").stdout.splitlines()
    assert lines[0].split() == ["name", "kind", "statements", "articles", "first", "last"]
    assert [" ".join(line.split()) for line in lines[2:]] == [
        "خالد الحداد person 2 2 2016-05-09 2016-05-13",
        "مارتن هوبكنز person 2 1 2016-05-12 2016-05-12",
        "سلمى الحداد person 1 1 2016-05-10 2016-05-10",
        "وزارة الخارجية الأميركية body 1 1 2016-05-14 2016-05-14",
    ]
    assert run("speakers").stdout == run("speakers", "list").stdout
    (line,) = run("speakers", "--limit", "1").stdout.splitlines()[2:]
    assert line.split() == lines[2].split()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("person", {"خالد الحداد", "سلمى الحداد", "مارتن هوبكنز"}),
        ("body", {"وزارة الخارجية الأميركية"}),
        ("organisation", set()),
        ("document", set()),
        ("group", {"سكان الحي"}),
    ],
)
def test_list_of_a_kind(run: Run, db: Path, kind: str, names: set[str]) -> None:
    assert {row["name"] for row in rows(run("speakers", "list", "--kind", kind, "-f", "json"))} == names


def test_list_of_the_unnamed(run: Run, db: Path) -> None:
    assert "مصدر مسؤول" in {row["name"] for row in rows(run("speakers", "list", "--kind", "unnamed", "-f", "json"))}


@pytest.mark.parametrize(
    "command", [("list",), ("find", "الحداد"), ("show", "خالد الحداد"), ("review",), ("decisions",)], ids=lambda c: c[0]
)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_data_alone(run: Run, db: Path, command: tuple[str, ...], form: str) -> None:
    did(run, "rename", "خالد الحداد", "خالد سعد الحداد")
    result = run("speakers", *command, "-f", form)
    assert result.exit_code == 0
    assert "quotes:" not in result.stdout
    if form == "json":
        assert json.loads(result.stdout)
    elif form == "jsonl":
        assert all(json.loads(line) for line in result.stdout.splitlines())
    elif form == "csv":
        assert list(csv.DictReader(io.StringIO(result.stdout)))
    else:
        assert "الحداد" in result.stdout


@pytest.mark.parametrize("name", ["martin hopkins", "Hopkins", "مارتن هوبكنس", "هوبكينز", "martin-hopkins"])
def test_find(run: Run, db: Path, name: str) -> None:
    first = rows(run("speakers", "find", name, "-f", "json"))[0] if name != "martin-hopkins" else {"slug": name}
    assert first["slug"] == "martin-hopkins"
    assert len(rows(run("speakers", "find", name, "--limit", "1", "-f", "json"))) == 1


def test_find_nobody(run: Run, db: Path) -> None:
    result = run("speakers", "find", "…", "-f", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert result.stderr == "quotes: nobody of a name like …\n"


def test_show(run: Run, db: Path) -> None:
    result = run("speakers", "show", "Martin Hopkins")
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "name       مارتن هوبكنز",
        "key        martin-hopkins",
        "kind       person, m, US (seed)",
        "quoted     2 statements in 1 articles, 2016-05-12 to 2016-05-12",
        "office     foreign-minister US: 2013-02-01 – 2017-01-20",
        "goes by    Martin Hopkins (seed)",
        "goes by    مارتن هوبكنز (seed)",
        "goes by    هوبكنز (seed)",
        "titled     وزير الخارجية الأميركي (2)",
        f"outlet     {MINA} (2)",
        "known by   name (2)",
    ]
    (row,) = rows(run("speakers", "show", "Hopkins", "-f", "json"))
    assert (row["slug"], row["outlets"]) == ("martin-hopkins", {MINA: 2})


def test_review_and_link(run: Run, db: Path) -> None:
    (row,) = rows(run("speakers", "review", "-f", "json"))
    assert (row["source"], row["article"], row["outlet"], row["statements"]) == ("الحداد", "a3", MINA, 1)
    assert [told.rpartition(" = ")[2] for told in row["candidates"]] == [KHALED, SALMA]
    result = run("speakers", "review")
    assert row["id"][:10] in result.stdout
    assert result.stderr == "quotes: say who it is: `quotes speakers link ID NAME`\n"
    assert did(run, "link", row["id"][:10], "سلمى الحداد") == (
        "quotes: الحداد is سلمى الحداد in a3; 1 statement with another speaker now\n"
    )
    assert whose(run, "a3")[0] == SALMA
    assert rows(run("speakers", "review", "-f", "json")) == []
    assert run("speakers", "review").stderr == ""
    did(run, "undo")
    assert len(rows(run("speakers", "review", "-f", "json"))) == 1


# ---- decisions


def test_merge(run: Run, db: Path) -> None:
    assert did(run, "merge", "سلمى الحداد", "خالد الحداد") == (
        "quotes: سلمى الحداد is خالد الحداد; 2 statements with another speaker now\n"
    )
    assert whose(run, "a2") == [KHALED]
    assert refused(run, "merge", "سلمى الحداد", "خالد الحداد") == (
        "quotes: سلمى الحداد: is خالد الحداد already: see `quotes speakers show`\n"
    )


def test_split(run: Run, db: Path) -> None:
    did(run, "split", "خالد الحداد", "--as", "خالد الحداد", "--outlet", "جريده-المرفا")
    assert whose(run, "a1") == [KHALED]
    assert whose(run, "a5") == [f"{KHALED}-2"]
    assert "fits 2 speakers" in refused(run, "rename", "خالد الحداد", "خالد")
    did(run, "rename", f"{KHALED}-2", "خالد الحداد (الموج)")
    assert {row["name"] for row in rows(run("speakers", "-f", "json"))} >= {"خالد الحداد", "خالد الحداد (الموج)"}
    assert whose(run, "a1") == [KHALED]
    assert whose(run, "a5") == [f"{KHALED}-2"]


def test_split_to_one_who_is_there(run: Run, db: Path) -> None:
    did(run, "split", "خالد الحداد", "--as", "Martin Hopkins", "--role", "نادي")
    assert whose(run, "a5") == ["martin-hopkins"]
    assert whose(run, "a4") == ["martin-hopkins"] * 2
    did(run, "undo")
    assert whose(run, "a5") == [KHALED]


def test_rename(run: Run, db: Path) -> None:
    assert did(run, "rename", "Martin Hopkins", "مارتن لويس هوبكنز").startswith(
        "quotes: مارتن هوبكنز is shown as مارتن لويس هوبكنز"
    )
    assert run("speakers", "show", "مارتن هوبكنز").stdout.startswith("name       مارتن لويس هوبكنز\n")
    assert "مارتن لويس هوبكنز" in run("speakers", "list").stdout
    did(run, "undo")
    assert run("speakers", "show", "martin-hopkins").stdout.startswith("name       مارتن هوبكنز\n")


def test_alias(run: Run, db: Path) -> None:
    assert did(run, "alias", "oliver-warden", "خالد الحداد") == (
        "quotes: خالد الحداد is أوليفر واردن; 2 statements with another speaker now\n"
    )
    assert whose(run, "a1") == whose(run, "a5") == ["oliver-warden"]
    did(run, "alias", "martin-hopkins", "الحداد", "--short")
    assert any("martin-hopkins" in told for told in rows(run("speakers", "review", "-f", "json"))[0]["candidates"])
    assert "goes by    الحداد (hand)" in run("speakers", "show", "martin-hopkins").stdout


def test_role(run: Run, db: Path) -> None:
    did(run, "role", "خالد الحداد", "transport-minister", "--of", "lb", "--since", "2016", "--until", "2017-03")
    assert "office     transport-minister LB: 2016 – 2017-03" in run("speakers", "show", "خالد الحداد").stdout
    did(run, "role", "خالد الحداد", "spokesperson", "--body", "us-foreign-ministry", "--since", "2018")
    assert "office     spokesperson us-foreign-ministry: 2018 –" in run("speakers", "show", "خالد الحداد").stdout


def test_decisions_and_undo(run: Run, db: Path) -> None:
    did(run, "merge", "سلمى الحداد", "خالد الحداد")
    did(run, "alias", "martin-hopkins", "مارتي")
    did(run, "split", "خالد الحداد", "--as", "خالد الموج", "--article", "a5")
    made = rows(run("speakers", "decisions", "-f", "json"))
    assert [(row["id"], row["act"], row["what"]) for row in made] == [
        (1, "merge", "سلمى الحداد · خالد الحداد"),
        (2, "alias", "مارتن هوبكنز · مارتي"),
        (3, "split", "خالد الحداد · خالد الموج · article=a5"),
    ]
    assert did(run, "undo", "1") == (
        "quotes: undone: merge سلمى الحداد · خالد الحداد; 2 statements with another speaker now\n"
    )
    assert whose(run, "a2") == [SALMA]
    assert whose(run, "a5") == ["person/خالد-الموج"]
    assert refused(run, "undo", "1") == "quotes: decision 1: nothing to undo: see `quotes speakers decisions`\n"
    assert [row["id"] for row in rows(run("speakers", "decisions", "-f", "json"))] == [2, 3]
    (first, *_others) = rows(run("speakers", "decisions", "--all", "-f", "json"))
    assert first["undone"] is not None
    did(run, "undo")
    did(run, "undo")
    assert refused(run, "undo") == "quotes: decisions: nothing to undo: see `quotes speakers decisions`\n"
    assert whose(run, "a5") == [KHALED]


# ---- what is refused


@pytest.mark.parametrize(
    "command",
    [
        ("show", "سلما الحدادد"),
        ("merge", "سلما الحدادد", "خالد الحداد"),
        ("merge", "خالد الحداد", "سلما الحدادد"),
        ("split", "سلما الحدادد", "--as", "سلمى", "--since", "2016"),
        ("rename", "سلما الحدادد", "سلمى"),
        ("alias", "سلما الحدادد", "سلمى"),
        ("role", "سلما الحدادد", "envoy", "--of", "LB", "--since", "2016"),
    ],
    ids=" ".join,
)
def test_a_mistyped_name_names_the_nearest(run: Run, db: Path, command: tuple[str, ...]) -> None:
    said = refused(run, *command)
    assert said.startswith("quotes: سلما الحدادد: nobody of this name: the nearest: سلمى الحداد")
    assert rows(run("speakers", "decisions", "-f", "json")) == []


@pytest.mark.parametrize(
    "command", [("show", "الحداد"), ("merge", "الحداد", "martin-hopkins"), ("rename", "الحداد", "خالد")], ids=" ".join
)
def test_a_name_of_several_lists_their_keys(run: Run, db: Path, command: tuple[str, ...]) -> None:
    did(run, "alias", "خالد الحداد", "الحداد", "--short")
    did(run, "alias", "سلمى الحداد", "الحداد", "--short")
    assert refused(run, *command) == (
        f"quotes: الحداد: fits 2 speakers: خالد الحداد = {KHALED}، سلمى الحداد = {SALMA}: give one by its key\n"
    )


def test_link_refuses_what_is_no_name(run: Run, db: Path) -> None:
    assert refused(run, "link", "zz", "خالد الحداد") == "quotes: zz: no such statement: give an id from a table\n"
    assert "nobody of this name" in refused(run, "link", statement(run, "a3"), "فلان")


@pytest.mark.parametrize(
    "wrong",
    [
        ("show",), ("find",), ("merge", "خالد الحداد"), ("split", "خالد الحداد", "--as", "خالد"), ("rename", "خالد الحداد"),
        ("split", "خالد الحداد", "--since", "2016"), ("alias", "خالد الحداد"), ("link", "a"), ("undo", "last"),
        ("role", "خالد الحداد", "envoy", "--since", "2016"), ("role", "خالد الحداد", "envoy", "--of", "LB"),
        ("role", "خالد الحداد", "envoy", "--of", "LB", "--since", "May"), ("find", "خالد", "--limit", "0"),
        ("list", "--kind", "planet"), ("review", "-f", "xml"), ("nothing",), ("list", "more"),
        ("split", "خالد الحداد", "--as", "خالد", "--until", "2016-13"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_2(run: Run, db: Path, wrong: tuple[str, ...]) -> None:
    result = run("speakers", *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


COMMANDS = ("list", "show", "find", "merge", "split", "rename", "alias", "role", "link", "review", "decisions", "undo")


def test_help(run: Run) -> None:
    shown = run("speakers", "-h").stdout
    for command in COMMANDS:
        assert f"\n  {command} " in shown
        result = run("speakers", command, "-h")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"Usage: quotes speakers {command} ")
        assert "--db FILE" in result.stdout
    assert run("seed", "-h").stdout.startswith("Usage: quotes seed ")


@pytest.mark.parametrize("command", [("list",), ("find", "خالد"), ("review",), ("decisions",)], ids=" ".join)
def test_reading_before_there_is_a_database(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run("speakers", *command, "-f", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert "no such database yet" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("merge", "a", "b"), ("alias", "a", "b"), ("undo",)], ids=" ".join)
def test_changing_before_there_is_a_database(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert refused(run, *command) == "quotes: quotes.db: no such database: make one with `quotes ingest PATH`\n"
    assert list(tmp_path.iterdir()) == []


# ---- seed


def test_seed(run: Run, db: Path, tmp_path: Path) -> None:
    result = run("seed")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "quotes: the speakers that come with quotes: in already\n"
    (tmp_path / "mine.toml").write_text('[salma]\nkind = "person"\nname = "سلمى الحداد"\n', "utf-8")
    result = run("seed", "mine.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "quotes: mine.toml: 1 speakers; 1 statements with another speaker now\n"
    assert whose(run, "a2") == ["salma"]
    assert run("seed", "mine.toml").stderr == "quotes: mine.toml: in already\n"


def test_seed_makes_a_database(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped(tmp_path / "shipped", monkeypatch)
    result = run("seed")
    assert (
        result.stderr
        == "quotes: the speakers that come with quotes: 3 speakers; 0 statements with another speaker now\n"
    )
    assert SEEDS.count("\nkind = ") == 3
    assert run("speakers", "show", "hopkins").exit_code == 0


def test_a_bad_seed_file_is_told_and_changes_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[salma]\nkind = "planet"\nname = "سلمى الحداد"\n', "utf-8")
    result = run("seed", "mine.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "quotes: mine.toml: [salma]: kind 'planet': give one of: person, organisation, body, document\n"
    )
    assert whose(run, "a2") == [SALMA]
    assert run("seed", "none.toml").exit_code == 2


# ---- the seeds that come with quotes


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seeds that come with quotes, only to be read."""
    path = tmp_path_factory.mktemp("known") / "quotes.db"
    engine = database.writing(path)
    with engine.begin() as connection:
        assert care.seed(connection) > 2_000
    engine.dispose()
    return path


LATIN = {
    "Kerry": "john-kerry", "lavrof": "sergey-lavrov", "Obamma": "barack-obama", "netanyahoo": "benjamin-netanyahu",
    "Erdogan": "recep-tayyip-erdogan", "Emmanuel Macron": "emmanuel-macron", "Angela Merkl": "angela-merkel",
    "Guterres": "antonio-guterres", "Ban Ki Moon": "ban-ki-moon", "Vladimir Puttin": "vladimir-putin",
    "Abdel Fattah al-Sisi": "abdel-fattah-el-sisi", "Sameh Shukri": "sameh-shoukry", "Theresa May": "theresa-may",
    "Rex Tilerson": "rex-tillerson", "Hassan Nasralla": "hassan-nasrallah", "Mahmud Abbas": "mahmoud-abbas",
    "Saad Hariri": "saad-hariri", "Haider Abadi": "haider-al-abadi", "Boris Jonson": "boris-johnson",
    "Mohammad Javad Zarif": "mohammad-javad-zarif",
}  # fmt: skip


@pytest.mark.parametrize("latin", LATIN)
def test_latin_names_find_the_seeds(run: Run, known: Path, latin: str) -> None:
    assert (
        rows(run("--db", str(known), "speakers", "find", latin, "--limit", "3", "-f", "json"))[0]["slug"]
        == LATIN[latin]
    )


@pytest.mark.parametrize("latin", ["Kerry", "lavrof"])
def test_latin_names_show_the_seeds(run: Run, known: Path, latin: str) -> None:
    assert f"\nkey        {LATIN[latin]}\n" in run("--db", str(known), "speakers", "show", latin).stdout
