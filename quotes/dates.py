"""Words that tell a date -> the days they mean.

Comes in: the words, and the ISO date of their article. Goes out: ``Moment``, or None where the words do not tell it.
Never here: the clock, finding such words in a text, a guess.

Each word of a phrase stands in ``rules/dates.toml`` for one kind of thing, which a letter names; the letters of the
whole phrase must spell one of the shapes below (``DMY``: the third of February 2016). A day is ``YYYY-MM-DD``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from quotes.text import fold

Precision = Literal["day", "week", "month", "year"]
Source = Literal["absolute", "relative", "weekday"]
Calendar = Literal["gregorian", "hijri"]

LONGEST = 200
"""Code points; whatever is longer is no date."""

AHEAD = 31
"""Days. A day or month named without its year that comes again so soon may be meant to come: it is not told."""

_HIJRI_YEARS = range(1343, 1501)
"""The years of the Umm al-Qura tables of hijridate; without its era such a year is of either calendar."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The days that were meant, ``start`` to ``end``, both included, ISO.

    ``source``: ``absolute`` if the words tell it alone; ``weekday`` if they name a day of the week, ``relative`` if
    anything else has to be counted from the article's date. ``calendar``: the one they name it in.
    """

    start: str
    end: str
    precision: Precision
    source: Source
    calendar: Calendar = "gregorian"

    @property
    def iso(self) -> str:
        """The day, month or year as ISO 8601 writes it; what is none of our calendar, as an interval.

        >>> Moment("2016-02-01", "2016-02-29", "month", "absolute").iso
        '2016-02'
        >>> Moment("2016-01-30", "2016-02-05", "week", "relative").iso
        '2016-01-30/2016-02-05'
        """
        if self.precision == "day":
            return self.start
        if self.precision == "week" or self.calendar == "hijri":
            return f"{self.start}/{self.end}"
        return self.start[:7] if self.precision == "month" else self.start[:4]


def parse(text: str) -> Moment | None:
    """The date that the text is, told by itself; None for any other text, and for a day that never was.

    >>> [found.iso for text in ("3 شباط 2016", "3/2/2016", "14 جمادى الأولى 1447") if (found := parse(text))]
    ['2016-02-03', '2016-02-03', '2025-11-05']
    """
    return when(text, None)


def when(words: str, published: str | None) -> Moment | None:
    """The days that the words mean in an article of that ISO date; None where it cannot be told.

    A weekday is the last one not after the article's day; with الماضي it is before it, with المقبل after. A day or
    month without its year is the last one too. A weekday beside أمس or اليوم may be a day off: news cross midnight.

    >>> when("أمس الثلاثاء", "2016-02-03")
    Moment(start='2016-02-02', end='2016-02-02', precision='day', source='relative', calendar='gregorian')
    >>> when("في وقت سابق", "2016-02-03")
    """
    if not words or len(words) > LONGEST:
        return None
    said = _spell(fold(words))
    if said is None:
        return None
    try:
        return _read(said, _published(published))
    except (ValueError, OverflowError):
        return None  # no such day, or out of the calendar's years


_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=$|[T ])")


def _published(iso: str | None) -> date | None:
    match = _ISO_DAY.match(iso) if iso else None
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


# ---- words -> letters

_TOKEN = re.compile(
    r"(?P<ymd>(?<![0-9])[0-9]{4} ?(?P<s>[-/.]) ?[0-9]{1,2} ?(?P=s) ?[0-9]{1,2}(?![0-9]))"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)? ?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"|(?P<dmy>(?<![0-9])[0-9]{1,2} ?(?P<z>[-/.]) ?[0-9]{1,2} ?(?P=z) ?[0-9]{4}(?![0-9]))"
    r"|(?P<number>[0-9]+)(?:st|nd|rd|th)?"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<between>[\s،,/().–—-]+)"
)
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class _Item(NamedTuple):
    """What a word stands for: a letter for its kind, and its value."""

    letter: str
    value: Any = 0


class _Said(NamedTuple):
    """A phrase as letters, and the value of each."""

    letters: str
    values: tuple[Any, ...]


_Words = Mapping[str, tuple[tuple[tuple[str, ...], _Item], ...]]


def _spell(folded: str) -> _Said | None:
    """The items of a phrase; None as soon as one word is unknown."""
    words: list[str | _Item] = []
    if month := _ISO_MONTH.fullmatch(folded.strip()):
        return _Said("I", ((int(month[1]), int(month[2])),))
    at = 0
    while at < len(folded):
        token = _TOKEN.match(folded, at)
        if token is None:
            return None
        at = token.end()
        if found := token["ymd"] or token["dmy"]:
            numbers = [int(n) for n in re.findall("[0-9]+", found)]
            words.append(_Item("X", tuple(numbers if token["ymd"] else numbers[::-1])))
        elif found := token["number"]:
            words.append(_Item("D" if len(found) < 3 else "Y" if len(found) == 4 else "B", int(found)))
        elif found := token["word"]:
            words.append(found)
    items: list[_Item] = []
    i = 0
    while i < len(words):
        one = words[i]
        if isinstance(one, _Item):
            n, item = 1, one
        elif (known := _longest(words, i)) is not None:
            n, item = known
        else:
            return None
        items.append(item)
        i += n
    letters = "".join(item.letter for item in items)
    idle = " " if "A" in letters else " q"  # يوم counts after قبل alone
    if "WW" not in letters:
        idle += "l"
    items = [item for item in items if item.letter not in idle]
    return _Said("".join(item.letter for item in items), tuple(item.value for item in items))


def _longest(words: list[str | _Item], i: int) -> tuple[int, _Item] | None:
    """The longest entry that begins at word i, and its number of words."""
    known = _words()
    first = words[i]
    assert isinstance(first, str)
    for form in _bare(first):
        for entry, item in known.get(form, ()):
            n = len(entry)
            if tuple(words[i + 1 : i + n]) == entry[1:]:
                return n, item
    return None


def _bare(word: str) -> Iterator[str]:
    """The word, then without و or ف, then without ل or ب.

    >>> list(_bare("وللاسبوع"))
    ['وللاسبوع', 'للاسبوع', 'الاسبوع']
    """
    yield word
    if word[0] in "وف" and len(word) > 2:
        word = word[1:]
        yield word
    if word.startswith("لل") and len(word) > 3:
        yield "ال" + word[2:]
    elif word[0] in "لب" and len(word) > 2:
        yield word[1:]


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_THE = {"week": "K", "month": "O", "year": "Z"}
_ONE = {"day": "q", "week": "k", "month": "o", "year": "z"}


@cache
def _rules() -> dict[str, Any]:
    try:
        return tomllib.loads((resources.files("quotes.rules") / "dates.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"rules/dates.toml: {error}: mend the TOML there") from error


@cache
def _first_day() -> int:
    (found,) = (item.value for _, item in _words()[fold(_rules()["first_day"])])
    return int(found)


@cache
def _words() -> _Words:
    """Every entry by its first word, the longest first. Errors: ``ValueError`` naming file, entry and cure."""
    known: dict[tuple[str, ...], _Item] = {}
    for words, item in _entries(_rules()):
        for word in words:
            key = tuple(fold(word).split())
            if known.setdefault(key, item) != item:
                raise ValueError(f"rules/dates.toml: {word}: stands for two things: leave it under one of them")
    by_first: dict[str, list[tuple[tuple[str, ...], _Item]]] = {}
    for key, item in known.items():
        by_first.setdefault(key[0], []).append((key, item))
    return {first: tuple(sorted(some, key=lambda e: -len(e[0]))) for first, some in by_first.items()}


def _entries(rules: Mapping[str, Any]) -> Iterator[tuple[list[str], _Item]]:
    def numbered(group: str, letter: str) -> Iterable[tuple[list[str], _Item]]:
        return ((v, _Item(letter, int(k))) for k, v in rules[group].items() if k not in ("examples", "this"))

    yield rules["skip"]["words"], _Item(" ")
    for calendar in ("gregorian", "hijri"):
        yield rules["eras"][calendar], _Item("E", calendar)
        for number, words in rules["months"][calendar].items():
            yield words, _Item("M", (calendar, int(number)))
    for number, name in enumerate(_WEEKDAYS):
        yield rules["weekdays"][name], _Item("W", number)
    yield from numbered("days", "R")
    yield rules["nights"]["words"], _Item("l")
    yield rules["nights"]["eves"], _Item("L")
    yield from numbered("ordinals", "F")
    for unit in ("day", "week", "month", "year"):
        names = rules["units"][unit]
        yield names.get("the", []), _Item(_THE.get(unit, ""), unit)
        yield names["one"], _Item(_ONE[unit], (unit, 1))
        yield names["two"], _Item("v", (unit, 2))
        yield names["many"], _Item("p", (unit, 0))
    yield from numbered("turns", "T")
    yield rules["turns"]["this"], _Item("H")
    yield rules["ago"]["words"], _Item("A")
    yield from numbered("counts", "N")
    yield rules["parts"]["words"], _Item("P")


# ---- letters -> days

# A قبل، B a great number, D a number of one or two digits, E era, F ordinal, H هذا، I ISO month, K O Z the week month
# year, k o z q a week month year day, L ليلة، l ليل، M month, N count in words, P مطلع، p several units, R أمس، T الماضي،
# v two units, W weekday, X date in digits, Y a number of four digits
_AGO = re.compile("A(?:(?P<n>[NDB])(?P<some>[qkozp])|(?P<one>[qkozv])(?P<single>N)?)")
_UNIT = re.compile("P?(?:H(?P<this>[KOZ])|(?P<unit>[KOZ])(?P<turn>T))")
_DAY = re.compile("[RW]|RW|WR")
_TURNED = re.compile("(?P<weekday>W)(?P<turn>T)")
_NIGHT = re.compile("[lL](?P<first>W)(?P<second>W)")
_DATE = re.compile(
    "(?P<before>(?:[RW]|WT){0,3})(?:"
    "(?P<digits>X)(?P<xera>E)?"
    "|P?(?P<month>I)"
    "|P?(?P<day>[DF])?o?(?P<name>MM?)"
    "(?:(?P<after>D)?[zZ]?(?P<year>Y)(?P<era>E)?|(?P<turn>T)|Z(?P<yturn>T)|(?P<ythis>H)Z)?"
    "|P?[zZ](?P<only>Y)(?P<oera>E)?|P?(?P<bare>Y)(?P<bera>E)"
    "|(?P<nth>[DF])(?:O(?P<mturn>T)|(?P<mthis>H)O)"
    ")(?P<behind>[RW]{0,2})"
)


def _read(said: _Said, today: date | None) -> Moment | None:
    for shape, meaning in _SHAPES:
        if match := shape.fullmatch(said.letters):
            return meaning(_Match(match, said.values), today)
    return _both(said, today)


class _Match:
    """A shape that fits, asked for the values of its groups."""

    def __init__(self, match: re.Match[str], values: tuple[Any, ...]) -> None:
        self._match, self._values = match, values

    def __getitem__(self, group: str) -> Any:
        """The value of the group's first letter; None where the group is empty."""
        start, end = self._match.span(group)
        return self._values[start] if end > start else None

    def all(self, group: str) -> list[Any]:
        """The values of all the group's letters."""
        start, end = self._match.span(group)
        return list(self._values[start:end])

    def of(self, letter: str, *groups: str) -> list[Any]:
        """The values of that letter in the groups; in no group, in the whole."""
        spans = [self._match.span(g) for g in groups or (0,)]
        return [self._values[i] for a, b in spans for i in range(a, b) if self._match.string[i] == letter]


def _both(said: _Said, today: date | None) -> Moment | None:
    """One day by both calendars: ours, if they are a day apart at most and the weekday is ours."""
    for i in range(1, len(said.letters)):
        one, other = (
            _DATE.fullmatch(said.letters, *ends)
            and _read(_Said(said.letters[slice(*ends)], said.values[slice(*ends)]), today)
            for ends in ((0, i), (i, len(said.letters)))
        )
        if one and other and one.precision == other.precision == "day" and one.calendar != other.calendar:
            ours, theirs = (one, other) if one.calendar == "gregorian" else (other, one)
            day = date.fromisoformat(ours.start)
            near = abs((day - date.fromisoformat(theirs.start)).days) <= 1
            weekdays = {v for letter, v in zip(said.letters, said.values, strict=True) if letter == "W"}
            return ours if near and weekdays <= {day.weekday()} else None
    return None


def _ago(m: _Match, today: date | None) -> Moment | None:
    unit, size = m["some"] or m["one"]
    number = m["n"] if m["n"] is not None else size
    if today is None or number == 0 or m["single"] not in (None, 1) or (m["single"] and size != 1):
        return None
    return _away(unit, -number, today)


def _unit(m: _Match, today: date | None) -> Moment | None:
    return None if today is None else _away(m["this"] or m["unit"], m["turn"] or 0, today)


def _away(unit: Precision, number: int, today: date) -> Moment:
    """The day, week, month or year so many after today's."""
    if unit == "day":
        return _on(today + timedelta(number), "relative")
    if unit == "week":
        start = today - timedelta((today.weekday() - _first_day()) % 7) + timedelta(7 * number)
        return Moment(start.isoformat(), (start + timedelta(6)).isoformat(), "week", "relative")
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
        return _month("gregorian", year, month + 1, "relative")
    return _year("gregorian", today.year + number, "relative")


def _day(m: _Match, today: date | None) -> Moment | None:
    offsets, weekdays = m.of("R"), m.of("W")
    if today is None:
        return None
    if not offsets:
        return _on(today - timedelta((today.weekday() - weekdays[0]) % 7), "weekday")
    day = today + timedelta(offsets[0])
    for shift in (0, -1, 1) if weekdays else (0,):
        if not weekdays or (day + timedelta(shift)).weekday() == weekdays[0]:
            return _on(day + timedelta(shift), "relative")
    return None


def _turned(m: _Match, today: date | None) -> Moment | None:
    turn = m["turn"]
    if today is None or turn == 0:
        return None
    if turn > 0:
        return _on(today + timedelta((m["weekday"] - today.weekday() - 1) % 7 + 1), "weekday")
    return _on(today - timedelta((today.weekday() - m["weekday"] - 1) % 7 + 1 + 7 * (-1 - turn)), "weekday")


def _night(m: _Match, today: date | None) -> Moment | None:
    if today is None or (m["first"] + 1) % 7 != m["second"]:
        return None
    return _on(today - timedelta((today.weekday() - m["first"]) % 7), "weekday")


def _date(m: _Match, today: date | None) -> Moment | None:
    weekdays, offsets = m.of("W", "before", "behind"), m.of("R", "before", "behind")
    if len(set(weekdays)) > 1 or len(set(offsets)) > 1:
        return None
    weekday, offset = (some[0] if some else None for some in (weekdays, offsets))
    found = _named(m, today, weekday, offset)
    if found is None or (found.precision != "day" and (weekdays or offsets)):
        return None
    if weekday is not None:
        day = date.fromisoformat(found.start)
        # moons are seen a day apart: the weekday knows better
        for shift in (0, -1, 1) if found.calendar == "hijri" else (0,):
            if (day + timedelta(shift)).weekday() == weekday:
                return _on(day + timedelta(shift), found.source, found.calendar)
        return None
    return found


def _named(m: _Match, today: date | None, weekday: int | None, offset: int | None) -> Moment | None:
    if m["digits"]:
        year, month, number = m["digits"]
        calendar = _era(year, m["xera"], None)
        return calendar and _on(_at(calendar, year, month, number), "absolute", calendar)
    if m["month"]:
        year, month = m["month"]
        return _month("gregorian", year, month, "absolute")
    for year, era in ((m["only"], m["oera"]), (m["bare"], m["bera"])):
        if year is not None:
            calendar = _era(year, era, None)
            return calendar and _year(calendar, year, "absolute")
    if m["nth"] is not None:
        if today is None:
            return None
        there = date.fromisoformat(_away("month", m["mturn"] or 0, today).start)
        return _on(there.replace(day=m["nth"]), "relative")
    names = set(m.all("name"))
    if len(names) > 1 or (m["day"] is not None and m["after"] is not None):
        return None
    ((calendar, month),) = names
    number = m["day"] if m["day"] is not None else m["after"]
    source: Source = "absolute"
    year = m["year"]
    if year is not None:
        if _era(year, m["era"], calendar) is None:
            return None
    elif today is None:
        return None
    else:
        source = "relative"
        if m["yturn"] is not None or m["ythis"] is not None:
            year = _split(calendar, today)[0] + (m["yturn"] or 0)
        elif m["turn"] is not None:
            year = _turned_year(calendar, month, number, m["turn"], today)
        else:
            return _last(calendar, month, number, today, weekday, offset)
    if year is None:
        return None
    if number is None:
        return _month(calendar, year, month, source)
    return _on(_at(calendar, year, month, number), source, calendar)


def _era(year: int, era: Calendar | None, calendar: Calendar | None) -> Calendar | None:
    """The calendar of a year, by the era behind it and the month before it; None where they tell two, or nothing."""
    if era and calendar and era != calendar:
        return None
    if era or calendar:
        return era or calendar
    return None if year in _HIJRI_YEARS else "gregorian"


def _turned_year(calendar: Calendar, month: int, day: int | None, turn: int, today: date) -> int | None:
    """The year of أيار الماضي or 3 أيار المقبل."""
    year, now, _ = _split(calendar, today)
    if turn == 0:
        return year if month == now else None
    if month == now and day is not None:
        return None
    if turn > 0:
        return year if month > now else year + 1
    return (year if month < now else year - 1) + turn + 1


def _last(
    calendar: Calendar, month: int, number: int | None, today: date, weekday: int | None, offset: int | None
) -> Moment | None:
    """The day or month of that name last before today, or today's; the next where a weekday or غدا says so."""
    year, now, _ = _split(calendar, today)
    if number is None:
        found = _month(calendar, year if month <= now else year - 1, month, "relative")
        coming = _month(calendar, year if month > now else year + 1, month, "relative")
        soon = (date.fromisoformat(coming.start) - today).days <= AHEAD
        return None if soon and month != now else found
    days = [_at(calendar, y, month, number) for y in (year - 1, year, year + 1) if _is(calendar, y, month, number)]
    past = [d for d in days if d <= today][-1:]
    near = [d for d in days if today < d <= today + timedelta(AHEAD)]
    slack = (-1, 0, 1) if calendar == "hijri" else (0,)
    left = [
        d
        for d in past + near
        if (weekday is None or weekday in [(d + timedelta(s)).weekday() for s in slack])
        and (offset is None or abs((d - today).days - offset) <= 1)
    ]
    return _on(left[0], "relative", calendar) if len(left) == 1 else None


# ---- calendars


def _on(day: date, source: Source, calendar: Calendar = "gregorian") -> Moment:
    return Moment(day.isoformat(), day.isoformat(), "day", source, calendar)


def _month(calendar: Calendar, year: int, month: int, source: Source) -> Moment:
    start = _at(calendar, year, month, 1)
    return Moment(start.isoformat(), _end(calendar, year, month).isoformat(), "month", source, calendar)


def _year(calendar: Calendar, year: int, source: Source) -> Moment:
    start = _at(calendar, year, 1, 1)
    return Moment(start.isoformat(), _end(calendar, year, 12).isoformat(), "year", source, calendar)


def _at(calendar: Calendar, year: int, month: int, day: int) -> date:
    """Our date of that day. Errors: ``ValueError`` or ``OverflowError`` if there is none."""
    if calendar == "gregorian":
        return date(year, month, day)
    from hijridate import Hijri

    there = Hijri(year, month, day).to_gregorian()
    return date(there.year, there.month, there.day)


def _is(calendar: Calendar, year: int, month: int, day: int) -> bool:
    try:
        _at(calendar, year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _end(calendar: Calendar, year: int, month: int) -> date:
    """The last day of that month."""
    if calendar == "gregorian":
        return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(1)
    from hijridate import Hijri

    return _at(calendar, year, month, Hijri(year, month, 1).month_length())


def _split(calendar: Calendar, day: date) -> tuple[int, int, int]:
    """The year, month and day by which that calendar calls it."""
    if calendar == "gregorian":
        return day.year, day.month, day.day
    from hijridate import Gregorian

    there = Gregorian(day.year, day.month, day.day).to_hijri()
    return there.year, there.month, there.day


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[_Match, date | None], Moment | None]], ...] = (
    (_AGO, _ago),
    (_UNIT, _unit),
    (_DAY, _day),
    (_TURNED, _turned),
    (_NIGHT, _night),
    (_DATE, _date),
)
