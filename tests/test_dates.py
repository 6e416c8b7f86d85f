"""Dates: what the rule file says, each of its words at work, and that nothing is guessed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise, product
from typing import Any

import pytest
from hijridate import Gregorian, Hijri
from hypothesis import example, given
from hypothesis import strategies as st

from quotes import dates
from quotes.dates import Moment, parse, when
from quotes.text import fold

RULES: dict[str, Any] = tomllib.loads((resources.files("quotes.rules") / "dates.toml").read_text("utf-8"))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = sorted({word for words, _ in dates._entries(RULES) for word in words})

days = st.dates(date(1950, 1, 1), date(2070, 12, 31))
weekdays = st.sampled_from([(i, word) for i, name in enumerate(WEEKDAYS) for word in RULES["weekdays"][name]])
phrases = st.lists(
    st.sampled_from(
        [*WORDS, "و", "ال", "/", "-", "(", ")", "،", "2016", "3", "31", "0", "1437", "3/2/2016", "2016-02-03"]
    ),
    max_size=7,
).map(" ".join)


def examples(of: dict[str, Any], at: str = "") -> Iterator[Any]:
    """Each example of the file, named after its group and text."""
    for name, value in of.items():
        if name == "examples":
            for i, one in enumerate(value):
                yield pytest.param(one, id=f"{at}-{i}-{one['text']}")
        elif isinstance(value, dict):
            yield from examples(value, name)


@pytest.mark.parametrize("one", list(examples(RULES)))
def test_the_rule_file_proves_itself(one: dict[str, str]) -> None:
    found = when(one["text"], one.get("published"))
    assert (found and found.iso, found and found.precision) == (one.get("is"), one.get("precision"))
    assert ("why" in one) == ("is" not in one)
    if "published" not in one:
        assert parse(one["text"]) == found


def test_each_group_has_examples_read_and_not() -> None:
    for name, group in RULES.items():
        if name != "first_day":
            assert any("is" in one for one in group["examples"]), name
            assert name == "parts" or any("why" in one for one in group["examples"]), name


# ---- each word at work


@pytest.mark.parametrize(("calendar", "year"), [("gregorian", 2016), ("hijri", 1437)])
def test_every_name_of_a_month(calendar: str, year: int) -> None:
    for number, names in RULES["months"][calendar].items():
        for name in names:
            if calendar == "hijri":
                told = Hijri(year, int(number), 5).to_gregorian()
                day = date(told.year, told.month, told.day).isoformat()
            else:
                day = date(year, int(number), 5).isoformat()
            assert parse(f"5 {name} {year}") == Moment(day, day, "day", "absolute", calendar)  # type: ignore[arg-type]


def test_double_names_of_every_month() -> None:
    for number, names in RULES["months"]["gregorian"].items():
        for one, other in product(names, names):
            for text in (f"5 {one}/{other} 2016", f"5 {one} ({other}) 2016", f"5 {one} - {other} 2016"):
                found = parse(text)
                assert found and found.iso == f"2016-{int(number):02}-05", text


def test_every_word_of_days_ordinals_units_counts_and_turns() -> None:
    for offset, words in RULES["days"].items():
        for word in words if offset != "examples" else ():
            assert _iso(word) == (TODAY + timedelta(int(offset))).isoformat(), word
    for number, words in RULES["ordinals"].items():
        for word in words if number != "examples" else ():
            assert _iso(f"{word} من يناير 2016") == f"2016-01-{int(number):02}", word
    for count, words in RULES["counts"].items():
        for word in words if count not in ("examples", "1") else ():
            assert _iso(f"قبل {word} أيام") == (TODAY - timedelta(int(count))).isoformat(), word
    for word in RULES["counts"]["1"]:
        assert _iso(f"قبل يوم {word}") == "2016-05-17", word
    for number, words in RULES["turns"].items():
        for word in words if number not in ("examples", "this") else ():
            assert _iso(f"العام {word}") == str(2016 + int(number)), word
    for word in RULES["turns"]["this"]:
        assert _iso(f"{word} السنة") == "2016"
    expected = {"day": ("2016-05-17", "2016-05-16", "2016-05-15"), "week": (None, None, None)}
    expected |= {"month": ("2016-04", "2016-03", "2016-02"), "year": ("2015", "2014", "2013")}
    for unit, (one, two, three) in expected.items():
        names = RULES["units"][unit]
        for word, iso in [*((w, one) for w in names["one"]), *((w, two) for w in names["two"])]:
            found = when(f"منذ {word}", TODAY.isoformat())
            assert found and found.precision == unit and iso in (None, found.iso), word
        for word in names["many"]:
            found = when(f"قبل 3 {word}", TODAY.isoformat())
            assert found and found.precision == unit and three in (None, found.iso), word
            assert when(f"قبل {word}", TODAY.isoformat()) is None, word
        for word in names.get("the", []):
            found = when(f"{word} الجاري", TODAY.isoformat())
            assert found and found.precision == unit and found.start <= TODAY.isoformat() <= found.end, word


def test_every_word_of_parts_eras_nights_and_those_that_change_nothing() -> None:
    for word in RULES["parts"]["words"]:
        assert _iso(f"{word} عام 2016") == "2016", word
    for word in RULES["eras"]["gregorian"]:
        assert _iso(f"2016 {word}") == "2016", word
    for word in RULES["eras"]["hijri"]:
        assert _iso(f"10/4/1437 {word}") == "2016-01-20", word
    for word in (*RULES["nights"]["words"], *RULES["nights"]["eves"]):
        assert _iso(f"{word} السبت الأحد") == "2016-05-14", word
    for word in RULES["skip"]["words"]:
        assert _iso(f"{word} أمس") == ("2016-05-16" if word == "قبل" else "2016-05-17"), word
        assert when(word, TODAY.isoformat()) is None, word


TODAY = date(2016, 5, 18)  # a Wednesday


def _iso(words: str) -> str | None:
    found = when(words, TODAY.isoformat())
    return found.iso if found else None


# ---- properties


@given(days, weekdays)
def test_a_weekday_is_the_last_one(today: date, named: tuple[int, str]) -> None:
    weekday, word = named
    found = when(f"يوم {word}", today.isoformat())
    assert found and found.source == "weekday" and found.start == found.end
    there = date.fromisoformat(found.start)
    assert there.weekday() == weekday
    assert today - timedelta(7) < there <= today
    last, next_one = (when(f"{word} {turn}", today.isoformat()) for turn in ("الماضي", "المقبل"))
    assert last and next_one
    assert today - timedelta(7) <= date.fromisoformat(last.start) < today < date.fromisoformat(next_one.start)
    assert (date.fromisoformat(next_one.start) - date.fromisoformat(last.start)).days in (7, 14)


@given(days, weekdays)
def test_a_weekday_beside_yesterday_is_a_day_off_at_most(today: date, named: tuple[int, str]) -> None:
    weekday, word = named
    found = when(f"أمس {word}", today.isoformat())
    yesterday = today - timedelta(1)
    if (weekday - yesterday.weekday()) % 7 in (0, 1, 6):
        assert found and date.fromisoformat(found.start).weekday() == weekday
        assert abs((date.fromisoformat(found.start) - yesterday).days) <= 1
    else:
        assert found is None


@given(st.dates(date(1600, 1, 1)))
def test_a_day_is_itself_however_it_is_written(day: date) -> None:
    month = RULES["months"]["gregorian"][str(day.month)][0]
    for text in (
        day.isoformat(),
        f"{day.isoformat()}T23:59:59Z",
        f"{day.day}/{day.month}/{day.year:04}",
        f"{day.day:02}.{day.month:02}.{day.year:04}",
        f"{day.day} {month} {day.year:04}",
        f"{day.day:02} {month}، {day.year:04}م".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    ):
        assert parse(text) == Moment(day.isoformat(), day.isoformat(), "day", "absolute"), text


@given(st.dates(date(1600, 1, 1)))
def test_a_month_and_a_year_hold_their_days(day: date) -> None:
    month = RULES["months"]["gregorian"][str(day.month)][-1]
    for text, iso in ((f"{month} {day.year:04}", day.isoformat()[:7]), (f"عام {day.year:04}", day.isoformat()[:4])):
        found = parse(text)
        assert found and found.iso == iso
        assert found.start <= day.isoformat() <= found.end


@given(st.dates(date(1930, 1, 1), date(2070, 12, 31)), st.data())
def test_hijri_there_and_back(day: date, data: st.DataObject) -> None:
    there = Gregorian(day.year, day.month, day.day).to_hijri()
    month = data.draw(st.sampled_from(RULES["months"]["hijri"][str(there.month)]))
    for text in (f"{there.day} {month} {there.year}", f"{there.day}/{there.month}/{there.year}هـ"):
        assert parse(text) == Moment(day.isoformat(), day.isoformat(), "day", "absolute", "hijri")
    whole = parse(f"{month} {there.year}هـ")
    assert whole and whole.precision == "month" and whole.start <= day.isoformat() <= whole.end
    assert whole.iso == f"{whole.start}/{whole.end}"
    both = parse(f"{there.day} {month} {there.year}هـ الموافق {day.day}/{day.month}/{day.year}م")
    assert both == Moment(day.isoformat(), day.isoformat(), "day", "absolute")


@given(days, days)
def test_a_day_without_its_year_is_the_last_one_or_untold(day: date, today: date) -> None:
    month = RULES["months"]["gregorian"][str(day.month)][0]
    found = when(f"{day.day} {month}", today.isoformat())
    if found is not None:
        there = date.fromisoformat(found.start)
        assert (there.month, there.day) == (day.month, day.day)
        assert 0 <= (today - there).days < 8 * 366
        assert (today - there).days <= 366 - dates.AHEAD or (day.month, day.day) == (2, 29)
    weekday = RULES["weekdays"][WEEKDAYS[day.weekday()]][0]
    for ago in range(-dates.AHEAD + 1, 330):
        if when(f"{weekday} {day.day} {month}", (day + timedelta(ago)).isoformat()) is None:
            assert (day.month, day.day) == (2, 29), ago
    assert parse(f"{day.day} {month}") is None


@given(days, st.integers(0, 99))
def test_days_ago(today: date, number: int) -> None:
    found = when(f"قبل {number} يوما", today.isoformat())
    assert (found and found.start) == ((today - timedelta(number)).isoformat() if number else None)


@given(days)
def test_last_this_and_next_follow_each_other(today: date) -> None:
    for the in ("الأسبوع", "الشهر", "العام"):
        spans = [when(f"{the} {turn}", today.isoformat()) for turn in ("قبل الماضي", "الماضي", "الحالي", "المقبل")]
        for one, other in pairwise(spans):
            assert one and other and one.precision == other.precision
            assert date.fromisoformat(one.end) + timedelta(1) == date.fromisoformat(other.start)
        assert spans[2] and spans[2].start <= today.isoformat() <= spans[2].end


@given(phrases, days)
@example("قبل قبل قبل", date(2016, 2, 3))
def test_whatever_is_told_is_a_stretch_of_days(text: str, today: date) -> None:
    found = when(text, today.isoformat())
    if found is not None:
        start, end = date.fromisoformat(found.start), date.fromisoformat(found.end)
        length = (end - start).days + 1
        assert length in {"day": [1], "week": [7], "month": range(28, 32), "year": range(354, 367)}[found.precision]
        assert fold(text).strip()
    alone = parse(text)
    assert alone is None or (alone.source == "absolute" and alone == found)


# ---- hostile input


@given(st.text(max_size=300) | st.text("0123456789/-. ", max_size=60), st.none() | st.text(max_size=20) | days.map(str))
@example("9" * 5000, None)
@example("٩" * 199, "2016-02-03")
@example("في " * 66, "2016-02-03")
@example("أمس", "0001-01-01")
@example("غدا", "9999-12-31")
@example("العام المقبل", "9999-12-31")
@example("كانون", "2016-02-03")
@example("3 رمضان", "1850-02-03")
@example("²/³/2016", "2016-02-03")
@example("३/२/२०१६", "2016-02-03")
def test_nothing_raises(text: str, published: str | None) -> None:
    for found in (parse(text), when(text, published)):
        assert found is None or found.start <= found.end


@pytest.mark.parametrize(
    "text", ["", " ", "،", "2016", "3", "30/2/2016", "2016-13-01", "0 شباط 2016", "32 مارس 2016", "أمس" * 100]
)
def test_no_date(text: str) -> None:
    assert parse(text) is when(text, "2016-02-03") is None


@pytest.mark.parametrize("published", [None, "", "2016", "2016-02", "2016-02-31", "3/2/2016", "2016-02-03x"])
def test_without_a_day_to_count_from_only_absolute_dates_are_told(published: str | None) -> None:
    for words in (
        "أمس",
        "الأربعاء",
        "الأسبوع الماضي",
        "قبل يومين",
        "3 شباط",
        "في الخامس من الشهر الجاري",
        "ليل السبت الأحد",
    ):
        assert when(words, published) is None
    found = when("أمس 3 شباط 2016", published)
    assert found and found.iso == "2016-02-03"


def test_the_article_may_tell_its_hour() -> None:
    found = when("أمس", "2016-02-03T10:00:00+03:00")
    assert found and found.iso == "2016-02-02"


def test_a_word_of_two_meanings_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = {**RULES, "parts": {"words": ["أمس"]}}
    monkeypatch.setattr(dates, "_rules", lambda: rules)
    with pytest.raises(ValueError, match=r"rules/dates\.toml: أمس: stands for two things: leave it under one"):
        dates._words.__wrapped__()


def test_hijridate_is_not_loaded_until_it_is_needed() -> None:
    code = "import sys, quotes.dates as d; d.parse('3 شباط 2016'); sys.exit('hijridate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
