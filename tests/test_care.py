"""The care of speakers in a real database: seeds, decisions by hand and their undoing, and that order is nothing.

The seeds are a small file of invented people, so that each test can say all that is known.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from quotes import care, database, directory
from quotes.faults import Fault
from quotes.model import Article, Cue, Reading, Span, Speaker, Statement
from quotes.offices import Office
from quotes.store import Store
from tests.conftest import make_article, make_reading

SEEDS = """
[martin-hopkins]
kind = "person"
name = "مارتن هوبكنز"
latin = ["Martin Hopkins"]
short = ["هوبكنز"]
gender = "m"
country = "US"
roles = [{ office = "foreign-minister", of = "US", since = "2013-02-01", until = "2017-01-20" }]

[oliver-warden]
kind = "person"
name = "أوليفر واردن"
latin = ["Oliver Warden"]
aliases = ["أولي واردن"]
short = ["واردن"]
gender = "m"
country = "US"
roles = [{ office = "foreign-minister", of = "US", since = "2017-01-20", until = "2018-03-31" }]

[us-foreign-ministry]
kind = "body"
is = "foreign-ministry"
name = "وزارة الخارجية الأميركية"
country = "US"
"""

Said = tuple[Article, Reading]
Rows = dict[str, list[tuple[Any, ...]]]


def piece(identity: str, date: str | None, outlet: str | None, *sources: Speaker) -> Said:
    """An article in which each source says something."""
    text, statements = "", []
    for number, source in enumerate(sources):
        whole = f"{source.role} {source.name}" if source.role and not source.described else source.name
        at = len(text) + 4
        text += f"قال {whole} إن البئر {number} جفت. "
        name = Span(at + len(whole) - len(source.name), at + len(whole))
        content = Span(at + len(whole) + 4, len(text) - 2)
        cue = Cue(Span(at - 4, at - 1), "قال", "say")
        given = Speaker(source.name, source.type, name, source.role, source.gender, source.described)
        statements.append(Statement("indirect", (content,), cue, given, "قال/إن", "named"))
    return Article(identity, text, outlet=outlet, date=date), Reading(tuple(statements))


def person(name: str, role: str | None = None, gender: Any = None) -> Speaker:
    return Speaker(name, "person", None, role, gender)


def titled(words: str) -> Speaker:
    return Speaker(words, "person", None, words, None, described=True)


def body(name: str) -> Speaker:
    return Speaker(name, "organization")


MINA, MARFA = "صحيفة الميناء", "جريدة المرفأ"
PRESS = (
    piece("a1", "2016-05-09", MINA, person("خالد الحداد", "وزير النقل اللبناني", "m"), person("ربيع الكوراني")),
    piece("a2", "2016-05-10", MINA, person("الحداد"), titled("وزير الخارجية الأميركي"), body("الخارجية الأميركية")),
    piece("a3", "2016-05-11", MARFA, person("خالد الحداد", "رئيس نادي الموج"), person("الكوراني")),
    piece("a4", "2016-05-12", MARFA, person("مارتن هوبكنز", "وزير الخارجية الأميركي"), person("رابح الكوراني")),
    piece("a5", "2016-05-13", MARFA, person("هوبكنز"), body("وزارة الخارجية الأمريكية"), body("الوزارة")),
    piece("a6", "2017-03-01", MINA, titled("وزير الخارجية الأميركي"), person("لينا الشامخ", "رئيسة لجنة السوق", "f")),
    piece("a7", "2017-03-02", MINA, titled("رئيسة لجنة السوق"), Speaker("سكان الحي", "group"), person("غريغوري هاربر")),
    piece("a8", "2017-03-03", None, person("جريجوري هاربر"), Speaker("مصدر مسؤول", "anonymous"), body("جمعية بيادر")),
    piece("a9", None, MINA, person("لينا الشامخ"), body("بيادر الخير"), person("جوني الشلفي", "طبيب")),
)
KHALED, RABI, RABIH = "person/خالد-الحداد", "person/ربيع-الكوراني", "person/رابح-الكوراني"
LINA = "person/لينا-الشامخ"


@pytest.fixture(autouse=True)
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that comes with quotes, for these tests."""
    return shipped(tmp_path / "shipped", monkeypatch)


def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir()
    (folder / "speakers.toml").write_text(SEEDS, "utf-8")
    monkeypatch.setattr(care, "folder", lambda _name: folder)
    return folder / "speakers.toml"


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "q.db"
    database.writing(path).dispose()
    return path


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Path:
    """One with PRESS in it, to be copied."""
    folder = tmp_path_factory.mktemp("full")
    shutil.copy(blank, folder / "q.db")
    with pytest.MonkeyPatch.context() as patch:
        shipped(folder / "shipped", patch)
        fill(folder / "q.db")
    return folder / "q.db"


@pytest.fixture
def path(tmp_path: Path, full: Path) -> Path:
    return Path(shutil.copy(full, tmp_path / "q.db"))


def fill(path: Path, press: Iterable[Said] = PRESS, rules: str = "a") -> None:
    with closing(Store(path, "1", rules)) as store:
        for article, reading in press:
            if store.change(article) != "unchanged":
                store.save(article, reading)
        store.finish()


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    engine = database.engine(path)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def dump(path: Path) -> Rows:
    return {
        table: sorted(ask(path, f"SELECT * FROM {table}"), key=repr)
        for table in ("attributions", "speakers", "aliases", "roles")
    }


def whose(path: Path) -> dict[str, str | None]:
    """The speakers by article and place in it: a1.0, a1.1 …"""
    rows = ask(
        path,
        "SELECT s.article, t.speaker FROM statements s JOIN attributions t ON t.statement = s.id"
        "  ORDER BY s.article, s.cue_start",
    )
    count: dict[str, int] = {}
    found = {}
    for article, slug in rows:
        count[article] = count.get(article, -1) + 1
        found[f"{article}.{count[article]}"] = slug
    return found


def moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {key: after[key] for key in after if after[key] != before[key]}


def decide(path: Path, act: str, slug: str, **what: Any) -> int:
    with writing(path) as connection:
        row = directory.one(connection, slug)
        return care.decide(connection, act, {key: row[key] for key in ("slug", "name", "kind", "gender")} | what)


def undo(path: Path, number: int | None = None) -> int:
    with writing(path) as connection:
        return care.undo(connection, number)[1]


def seed_again(path: Path, seeds: Path) -> int:
    """As after an update that brought another file of seeds."""
    seeds.write_text(SEEDS + "\n# mended\n", "utf-8")
    with writing(path) as connection:
        count = care.seed(connection)
        care.relink(connection)
    return count


# ---- links


def test_whose_the_names_are_at_first(path: Path) -> None:
    assert whose(path) == {
        "a1.0": KHALED, "a1.1": RABI,
        "a2.0": KHALED, "a2.1": "martin-hopkins", "a2.2": "us-foreign-ministry",
        "a3.0": KHALED, "a3.1": None,
        "a4.0": "martin-hopkins", "a4.1": RABIH,
        "a5.0": "martin-hopkins", "a5.1": "us-foreign-ministry", "a5.2": None,
        "a6.0": "oliver-warden", "a6.1": LINA,
        "a7.0": LINA, "a7.1": None, "a7.2": "person/غريغوري-هاربر",
        "a8.0": "person/غريغوري-هاربر", "a8.1": None, "a8.2": "organization/جمعيه-بيادر",
        "a9.0": LINA, "a9.1": "organization/بيادر-الخير", "a9.2": "person/جوني-الشلفي",
    } | {key: whose(path)[key] for key in ("a7.2", "a8.0")}  # fmt: skip
    assert whose(path)["a7.2"] == whose(path)["a8.0"] is not None
    opened = ask(path, "SELECT source, candidates FROM attributions WHERE candidates IS NOT NULL")
    assert opened == [("الكوراني", f'["{RABIH}", "{RABI}"]')]


def test_a_surname_is_open_again_once_another_bearer_comes(path: Path) -> None:
    fill(path, [piece("b1", "2016-05-10", MINA, person("سلمى الحداد", "مديرة المتحف"))])
    assert whose(path)["a2.0"] is None


def test_a_full_name_that_comes_later_tells_whose_the_surname_was(path: Path) -> None:
    fill(path, [piece("b1", "2018-01-02", MINA, person("السيوفي"))])
    assert whose(path)["b1.0"] is None
    fill(path, [piece("b2", "2018-01-03", MINA, person("نزار السيوفي"))])
    assert whose(path)["b1.0"] == "person/نزار-السيوفي"


# ---- order

HARD = (
    *PRESS,
    piece("c1", "2016-05-10", MINA, person("نور الساحلي", None, "f"), person("الساحلي", "مديرة المرسم")),
    piece("c2", "2016-05-10", MARFA, person("نور الساحلي", "مديرة المرسم", "m"), person("الحدّاد", None, "f")),
    piece("c3", "2016-05-12", MINA, person("جاك  برنار"), person("سلمى الحداد", "مديرة المتحف", "f")),
    piece("c4", "2016-05-12", MARFA, person("جاك برنار", "مدرب الموج"), person("برنار", "مدرب الموج")),
    piece("c5", "2016-05-14", MINA, titled("مدرب الموج"), titled("مديرة المتحف"), person("أولي واردن")),
    (make_article(), make_reading(make_article())),
)


@pytest.mark.parametrize("number", range(5))
def test_the_tables_are_the_same_in_any_order_and_in_any_number_of_runs(
    tmp_path: Path, blank: Path, number: int
) -> None:
    chance = random.Random(number)
    press = list(HARD)
    dumps = []
    for name in ("one", "other"):
        path = tmp_path / f"{name}.db"
        shutil.copy(blank, path)
        cut = 0 if name == "one" else chance.randrange(1, len(press))
        fill(path, press[:cut])
        fill(path, press[cut:])
        dumps.append(dump(path))
        chance.shuffle(press)
    assert dumps[0] == dumps[1]


def test_the_tables_are_the_same_after_a_full_reckoning(path: Path) -> None:
    fill(path, HARD)
    before = dump(path)
    with writing(path) as connection:
        assert care.relink(connection) == 0
    assert dump(path) == before


@pytest.mark.parametrize("number", range(len(PRESS)))
def test_an_article_that_goes_takes_what_it_told_with_it(path: Path, tmp_path: Path, blank: Path, number: int) -> None:
    article, reading = PRESS[number]
    changed = (replace(article, title="آخر"), replace(reading, statements=reading.statements[1:]))
    fill(path, [changed])
    fresh = Path(shutil.copy(blank, tmp_path / "fresh.db"))
    fill(fresh, [*PRESS[:number], changed, *PRESS[number + 1 :]])
    assert dump(path) == dump(fresh)


def test_a_title_alone_is_nobodys_once_its_bearer_has_gone(path: Path) -> None:
    article, reading = PRESS[5]
    fill(path, [(replace(article, title="آخر"), replace(reading, statements=reading.statements[:1]))])
    assert whose(path)["a7.0"] is None


# ---- seeds


def test_seeding_twice_is_once(path: Path) -> None:
    before = dump(path)
    with writing(path) as connection:
        assert care.seed(connection) == 0
    assert dump(path) == before


def test_the_seeds_that_come_with_quotes(tmp_path: Path, blank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    shutil.copy(blank, tmp_path / "q.db")
    with writing(tmp_path / "q.db") as connection:
        assert care.seed(connection) > 2_000
    before = dump(tmp_path / "q.db")
    with writing(tmp_path / "q.db") as connection:
        assert care.seed(connection) == 0
        assert care.register(connection).holders(Office("foreign-minister", "US"), "2016-07-01") == {"john-kerry"}
    assert dump(tmp_path / "q.db") == before


def test_seeds_that_changed_take_the_place_of_the_old_ones(path: Path, seeds: Path) -> None:
    seeds.write_text(SEEDS.replace('since = "2017-01-20"', 'since = "2017-06-20"'), "utf-8")
    before = whose(path)
    with writing(path) as connection:
        assert care.seed(connection) == 3
        assert care.relink(connection) == 1
    assert moved(before, whose(path)) == {"a6.0": None}
    seeds.write_text(SEEDS, "utf-8")
    with writing(path) as connection:
        care.seed(connection)
        care.relink(connection)
    assert whose(path) == before


def test_a_seed_that_is_taken_out_leaves_the_speaker_to_the_articles(path: Path, seeds: Path) -> None:
    seeds.write_text(SEEDS[SEEDS.index("[oliver-warden]") :], "utf-8")
    with writing(path) as connection:
        care.seed(connection)
        care.relink(connection)
    assert whose(path)["a4.0"] == "person/مارتن-هوبكنز"
    assert ask(path, "SELECT slug FROM speakers WHERE slug = 'martin-hopkins'") == []


MINE = """
[rabi-kourani]
kind = "person"
name = "ربيع الكوراني"
latin = ["Rabi Kourani"]
aliases = ["أبو سامي الكوراني"]
gender = "m"

[bayadir]
kind = "group"
name = "جمعية بيادر الخير"
aliases = ["جمعية بيادر", "بيادر الخير"]
"""


def test_a_file_of_ones_own_beside_the_shipped_one(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE, "utf-8")
    before = whose(path)
    with writing(path) as connection:
        assert care.seed(connection, mine) == 2
        assert care.relink(connection) == 3
    assert moved(before, whose(path)) == {"a1.1": "rabi-kourani", "a8.2": "bayadir", "a9.1": "bayadir"}
    assert ask(path, "SELECT slug, origin FROM speakers WHERE origin LIKE 'seed:%' ORDER BY 1") == [
        ("bayadir", "seed:mine.toml"), ("rabi-kourani", "seed:mine.toml"),
    ]  # fmt: skip
    kept = dump(path)
    with writing(path) as connection:
        assert care.seed(connection, mine) == care.seed(connection) == 0
    fill(path, PRESS, "b")
    assert dump(path) == kept
    # taken out again, all is as it was
    mine.write_text("", "utf-8")
    with writing(path) as connection:
        care.seed(connection, mine)
        care.relink(connection)
    assert whose(path) == before


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ("[a", "mine.toml", "not TOML"),
        (b"\xff\xfe", "mine.toml", "not TOML"),
        ('x = "y"', "[x]", "no name"),
        ('[a]\nkind = "person"', "[a]", "no name"),
        ('[a]\nname = "سامي"', "[a]", "kind None"),
        ('[a]\nname = "سامي"\nkind = "planet"', "[a]", "kind 'planet'"),
        ('[a]\nname = "سامي"\nkind = "person"\nroles = [{ of = "EG" }]', "[a]", "a role without office"),
        ('[a]\nname = "سامي"\nkind = "person"\nroles = ["minister"]', "[a]", "role"),
        ('[a]\nname = "سامي"\nkind = "person"\nroles = "minister"', "[a]", "role"),
        ('[a]\nname = "سامي"\nkind = "person"\naliases = [7]', "[a]", "aliases"),
        ('[a]\nname = "سامي"\nkind = "person"\naliases = 7', "[a]", "aliases"),
        ('[a]\nname = "سامي"\nkind = "person"\ngender = "x"', "[a]", "gender"),
        (
            '[a]\nname = "سامي"\nkind = "person"\nroles = [{ office = "envoy", of = "EG", since = 2013 }]',
            "[a]",
            "since",
        ),
        (
            '[a]\nname = "سامي"\nkind = "person"\nroles = [{ office = "envoy", of = "EG", since = 2013-01-02 }]',
            "[a]",
            "since",
        ),
    ],
)
def test_faults_of_a_seed_file_name_place_and_cure(
    path: Path, tmp_path: Path, content: str | bytes, where: str, what: str
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = dump(path)
    with pytest.raises(Fault) as caught, writing(path) as connection:
        care.seed(connection, mine)
    assert where in caught.value.where
    assert str(mine) in caught.value.where
    assert what in caught.value.what
    assert caught.value.cure
    assert dump(path) == before


def test_a_file_of_ones_own_with_the_name_of_the_shipped_one(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "speakers.toml"
    mine.write_text(MINE, "utf-8")
    with writing(path) as connection:
        assert care.seed(connection, mine) == 2
        assert care.seed(connection) == care.seed(connection, mine) == 0


def test_what_articles_tell_does_not_change_a_seed(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE.replace('gender = "m"', ""), "utf-8")
    fill(path, [piece("b1", "2017-03-01", MINA, person("ربيع الكوراني", None, "f"))])
    with writing(path) as connection:
        care.seed(connection, mine)
        care.relink(connection)
    fill(path, [piece("b2", "2017-03-01", MINA, person("ربيع الكوراني", None, "m"))])
    assert whose(path)["b2.0"] == "rabi-kourani"
    assert ask(path, "SELECT gender FROM speakers WHERE slug = 'rabi-kourani'") == [(None,)]


def test_a_key_that_another_file_has_is_told(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE.replace("[bayadir]", "[martin-hopkins]"), "utf-8")
    before = dump(path)
    with (
        pytest.raises(Fault, match=r"\[martin-hopkins\]: another file of seeds has that key: give"),
        writing(path) as one,
    ):
        care.seed(one, mine)
    assert dump(path) == before


def test_a_key_that_a_later_shipped_file_takes_up_stays_ones_own(path: Path, tmp_path: Path, seeds: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE, "utf-8")
    with writing(path) as connection:
        care.seed(connection, mine)
    seeds.write_text(SEEDS + '[bayadir]\nkind = "body"\nname = "بيادر القمح"\n', "utf-8")
    with writing(path) as connection:
        assert care.seed(connection) == 3
    assert ask(path, "SELECT name FROM speakers WHERE slug = 'bayadir'") == [("جمعية بيادر الخير",)]


def test_the_next_ingest_takes_up_seeds_that_changed(path: Path, seeds: Path) -> None:
    seeds.write_text(SEEDS.replace('since = "2017-01-20"', 'since = "2017-06-20"'), "utf-8")
    before = whose(path)
    fill(path)
    assert moved(before, whose(path)) == {"a6.0": None}


# ---- decisions


def test_merge(path: Path) -> None:
    before = whose(path)
    assert decide(path, "merge", RABIH, into=RABI, into_name="ربيع الكوراني") == 2
    # the surname of two is now the surname of one
    assert moved(before, whose(path)) == {"a4.1": RABI, "a3.1": RABI}


def test_merge_into_a_seed(path: Path) -> None:
    decide(path, "merge", RABIH, into="oliver-warden", into_name="أوليفر واردن")
    assert whose(path)["a4.1"] == "oliver-warden"
    assert ask(path, f"SELECT * FROM speakers WHERE slug = '{RABIH}'") == []


def test_merge_twice_follows_to_the_last(path: Path) -> None:
    decide(path, "merge", RABIH, into=RABI, into_name="ربيع الكوراني")
    decide(path, "merge", RABI, into=LINA, into_name="لينا الشامخ")
    assert whose(path)["a4.1"] == whose(path)["a1.1"] == LINA


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        ({"article": "a3"}, {"a3.0"}),
        ({"outlet": "جريده-المرفا"}, {"a3.0"}),
        ({"role": "رئيس نادي"}, {"a3.0"}),
        ({"since": "2016-05-11"}, {"a3.0"}),
        ({"until": "2016-05-09"}, {"a1.0"}),
        ({"since": "2016-05-10", "until": "2016-05-11"}, {"a2.0", "a3.0"}),
        ({"since": "2020"}, set()),
        ({"since": "2016", "until": "2016"}, {"a1.0", "a2.0", "a3.0"}),
    ],
)
@pytest.mark.parametrize("name", ["خالد الحداد", "خالد سعد الحداد"])
def test_split(path: Path, where: dict[str, str], keys: set[str], name: str) -> None:
    before = whose(path)
    with writing(path) as connection:
        to = care.new_slug(connection, "person", name)
    assert to != KHALED
    assert decide(path, "split", KHALED, to=to, to_name=name, where=where) == len(keys)
    assert moved(before, whose(path)) == dict.fromkeys(keys, to)


def test_rename(path: Path) -> None:
    before = whose(path)
    decide(path, "rename", "martin-hopkins", to="مارتن لويس هوبكنز")
    decide(path, "rename", RABI, to="ربيع الكوراني (الأب)")
    assert whose(path) == before
    names = dict(ask(path, "SELECT slug, name FROM speakers"))
    assert (names["martin-hopkins"], names[RABI]) == ("مارتن لويس هوبكنز", "ربيع الكوراني (الأب)")
    with database.reading(path) as connection:
        for name in ("مارتن لويس هوبكنز", "مارتن هوبكنز"):
            assert [found.slug for found in directory.exactly(connection, name)] == ["martin-hopkins"]


def test_alias(path: Path) -> None:
    before = whose(path)
    assert decide(path, "alias", "oliver-warden", alias="الحداد", short=False) == 1
    assert moved(before, whose(path)) == {"a2.0": "oliver-warden"}


def test_an_alias_by_hand_wins_over_that_of_a_seed(path: Path) -> None:
    fill(path, [piece("b1", "2017-03-01", MINA, person("أولي واردن"))])
    assert whose(path)["b1.0"] == "oliver-warden"
    decide(path, "alias", RABI, alias="أولي واردن", short=False)
    assert whose(path)["b1.0"] == RABI
    undo(path)
    assert whose(path)["b1.0"] == "oliver-warden"


def test_a_short_alias_is_one_that_others_may_share(path: Path) -> None:
    before = whose(path)
    decide(path, "alias", "oliver-warden", alias="الكوراني", short=True)
    assert whose(path) == before
    (candidates,) = ask(path, "SELECT candidates FROM attributions WHERE source = 'الكوراني'")[0]
    assert "oliver-warden" in candidates


def test_a_title_for_an_alias(path: Path) -> None:
    decide(path, "alias", RABI, alias="رئيسة لجنة السوق", short=False)
    assert whose(path)["a7.0"] == RABI


def test_an_alias_and_a_name_of_one_who_is_not_quoted_are_there_at_once(path: Path, seeds: Path) -> None:
    fill(path, [piece("a6", "2017-03-01", MINA, person("لينا الشامخ", "رئيسة لجنة السوق", "f"))])
    before = dump(path)
    decide(path, "alias", "oliver-warden", alias="أبو ورد", short=False)
    decide(path, "rename", "oliver-warden", to="أوليفر جورج واردن")

    def found(name: str) -> list[tuple[str, str]]:
        with database.reading(path) as connection:
            return [(one.slug, one.name) for one in directory.exactly(connection, name)]

    assert found("أبو ورد") == [("oliver-warden", "أوليفر جورج واردن")]
    seed_again(path, seeds)
    assert found("أبو ورد") == [("oliver-warden", "أوليفر جورج واردن")]
    undo(path)
    undo(path)
    assert dump(path) == before


def test_role(path: Path) -> None:
    before = whose(path)
    decide(path, "role", LINA, office="foreign-minister", of="US", body=None, since="2017-01-20", until=None)
    # now there are two, and the title does not tell which
    assert moved(before, whose(path)) == {"a6.0": None}
    fill(path, [piece("b1", "2019-03-01", MINA, titled("وزيرة الخارجية الأميركية"))])
    assert whose(path)["b1.0"] == LINA


def test_link(path: Path) -> None:
    before = whose(path)
    assert decide(path, "link", RABI, article="a3", folded="الكوراني") == 1
    assert moved(before, whose(path)) == {"a3.1": RABI}
    assert ask(path, "SELECT link FROM attributions WHERE source = 'الكوراني'") == [("hand",)]


ACTS: dict[str, Callable[[Path], object]] = {
    "merge": lambda path: decide(path, "merge", RABIH, into=RABI, into_name="ربيع الكوراني"),
    "merge into a seed": lambda path: decide(path, "merge", KHALED, into="oliver-warden", into_name="أوليفر واردن"),
    "merge of a seed": lambda path: decide(path, "merge", "martin-hopkins", into=RABI, into_name="ربيع الكوراني"),
    "merge of seeds": lambda path: decide(path, "merge", "martin-hopkins", into="oliver-warden", into_name="أوليفر واردن"),
    "split": lambda path: decide(path, "split", KHALED, to=f"{KHALED}-2", to_name="خالد الحداد", where={"article": "a3"}),
    "split of a seed": lambda path: decide(
        path, "split", "martin-hopkins", to="person/مارتن-كلي", to_name="مارتن كلي", where={"outlet": "جريده-المرفا"}
    ),
    "split to one who is there": lambda path: decide(
        path, "split", KHALED, to=RABI, to_name="ربيع الكوراني", where={"article": "a3"}
    ),
    "rename": lambda path: decide(path, "rename", RABI, to="ربيع الكوراني الصغير"),
    "rename of a seed": lambda path: decide(path, "rename", "martin-hopkins", to="مارتن لويس هوبكنز"),
    "rename to another's name": lambda path: decide(path, "rename", RABI, to="لينا الشامخ"),
    "alias": lambda path: decide(path, "alias", RABI, alias="جوني الشلفي", short=False),
    "short alias": lambda path: decide(path, "alias", LINA, alias="الكوراني", short=True),
    "alias of a body": lambda path: decide(
        path, "alias", "organization/جمعيه-بيادر", alias="بيادر الخير", short=False
    ),
    "alias that is a title": lambda path: decide(path, "alias", RABI, alias="رئيسة لجنة السوق", short=False),
    "role": lambda path: decide(
        path, "role", LINA, office="foreign-minister", of="US", body=None, since="2017-01-20", until=None
    ),
    "link": lambda path: decide(path, "link", RABI, article="a3", folded="الكوراني"),
    "link of a full name": lambda path: decide(path, "link", LINA, article="a4", folded="مارتن هوبكنز"),
    "link of a body": lambda path: decide(path, "link", "us-foreign-ministry", article="a5", folded="الوزاره"),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_holds_and_can_be_undone(path: Path, seeds: Path, act: str) -> None:
    before = dump(path)
    ACTS[act](path)
    after = dump(path)
    assert after != before
    # at once all that it touches
    with writing(path) as connection:
        assert care.relink(connection) == 0
    assert dump(path) == after
    # through another reading of all articles
    fill(path, PRESS, "b")
    assert dump(path) == after
    # through another file of seeds, and none
    assert seed_again(path, seeds) == 3
    assert dump(path) == after
    with writing(path) as connection:
        assert care.seed(connection) == 0
    assert dump(path) == after
    undo(path)
    assert dump(path) == before
    with writing(path) as connection:
        assert care.made(connection) == []
        (undone,) = care.made(connection, undone=True)
        assert undone.undone is not None
        with pytest.raises(Fault, match="nothing to undo"):
            care.undo(connection)


@pytest.mark.parametrize(("first", "second"), [("merge", "link"), ("link", "merge"), ("alias", "split"), ("split", "rename"),
    ("merge of seeds", "role"), ("rename", "merge into a seed"), ("split of a seed", "rename of a seed")])  # fmt: skip
def test_an_earlier_decision_can_be_undone_and_the_later_stands(
    path: Path, tmp_path: Path, full: Path, first: str, second: str
) -> None:
    ACTS[first](path)
    ACTS[second](path)
    undo(path, 1)
    shutil.copy(full, tmp_path / "other.db")
    ACTS[second](tmp_path / "other.db")
    assert dump(path) == dump(tmp_path / "other.db")
    with pytest.raises(Fault, match="decision 1: nothing to undo"):
        undo(path, 1)


@pytest.mark.parametrize(
    "acts",
    [
        ("split of a seed", "merge of seeds", "alias"),
        ("merge of a seed", "merge of seeds", "link"),
        ("link of a full name", "split of a seed", "merge of a seed"),
        ("rename of a seed", "role", "merge of seeds"),
        ("short alias", "merge", "split"),
    ],
    ids="/".join,
)
@pytest.mark.parametrize("order", [(1, 2, 3), (2, 3, 1)], ids=str)
def test_many_decisions_undone_in_any_order(path: Path, acts: tuple[str, ...], order: tuple[int, ...]) -> None:
    before = dump(path)

    def settled() -> Rows:
        with writing(path) as connection:
            assert care.relink(connection) == 0
        return dump(path)

    for act in acts:
        ACTS[act](path)
        after = dump(path)
        assert after == settled()
    for number in order:
        undo(path, number)
        after = dump(path)
        assert after == settled()
    assert dump(path) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_holds_for_what_comes_after_it(path: Path, tmp_path: Path, blank: Path, act: str) -> None:
    """The articles come again after it, in another order, one by one."""
    ACTS[act](path)
    with writing(path) as connection:
        made = care.made(connection)
    other = tmp_path / "other.db"
    shutil.copy(blank, other)
    with writing(other) as connection:
        care.seed(connection)
        for one in made:
            care.decide(connection, one.act, one.what)
    press = list(PRESS)
    random.Random(act).shuffle(press)
    fill(other, press[:3])
    fill(other, press[3:])
    assert dump(other) == dump(path)
