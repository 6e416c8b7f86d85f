"""The seeds keep their own rules: each rule leaves the shipped files alone, and finds the fault that is planted for it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from quotes.shipped import folder
from quotes.store import folded_name
from quotes.text import fold

Entries = dict[str, dict[str, Any]]
Rule = Callable[[Entries], Iterable[str]]

OFFICES = frozenset(
    """
    head-of-state head-of-government deputy-head-of-government crown-prince supreme-leader vice-president
    foreign-minister deputy-foreign-minister defence-minister interior-minister finance-minister oil-minister
    economy-minister health-minister education-minister information-minister justice-minister trade-minister
    chief-of-staff national-security-adviser intelligence-chief speaker-of-parliament central-bank-governor
    ambassador-to-un spokesperson secretary-general deputy-secretary-general high-representative commissioner envoy
    managing-director director-general president-of-body leader grand-imam patriarch pope mufti coach chief-executive
    player writer activist candidate other
    """.split()
)
# of which a country or body has several at a time
SHARED = frozenset(
    """
    deputy-head-of-government vice-president deputy-foreign-minister spokesperson
    deputy-secretary-general commissioner envoy player writer activist candidate other
    """.split()
)
KINDS = frozenset("person organisation body document group".split())
IS = frozenset(
    """
    foreign-ministry defence-ministry interior-ministry health-ministry finance-ministry education-ministry
    justice-ministry energy-ministry government parliament army presidency central-bank police
    """.split()
)
FIELDS = frozenset("kind is name latin aliases short gender country wikidata roles source".split())
ROLE_FIELDS = frozenset("office of body since until known acting title".split())
COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()
)
GIVEN = frozenset(
    folded_name(name)
    for name in """
    محمد أحمد علي حسن حسين محمود مصطفى إبراهيم يوسف عمر خالد سعيد عادل طارق كريم سامي ناصر فهد سلمان سلطان فيصل عبدالله
    عبدالرحمن ماجد وليد ياسر هشام صالح جمال كمال نبيل رامي زياد مروان فادي جورج ميشال جون جو ديفيد مايك بيل توم باراك
    دونالد فلاديمير إيمانويل أنجيلا فاطمة عائشة مريم زينب سارة ليلى نادية هدى منى سلمى رجب بشار
    """.split()
)
COMMON = frozenset(
    folded_name(word)
    for word in """
    الرئيس الوزير الملك الأمير الحكومة الوزارة البرلمان المجلس الجيش الشرطة الحزب الحركة الجماعة التنظيم المنظمة
    الوكالة البنك المحكمة المتحدث الخارجية الدفاع الداخلية الصحة المفوضية الاتحاد الهيئة الشركة روحاني الكاف
    """.split()
)
FUNCTION = frozenset(
    folded_name(word)
    for word in """
    لو كان من عن في ما لا هو هي أن إن قد ثم أو بل كل بعد قبل عند لم لن إذا هل كما مع إلى على ذلك هذا هذه الذي التي
    """.split()
)
OUTLET_KINDS = frozenset("paper agency channel site radio magazine".split())
OUTLET_FIELDS = frozenset("name country kind scope site hosts aliases".split())

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ARABIC = re.compile("[\u0621-\u064a]")
_HOST = re.compile(r"(?!www\.)(?:[a-z0-9-]+\.)+[a-z]{2,}")


def _text(name: str) -> str:
    return (folder("seeds") / name).read_text("utf-8")


SPEAKERS: Entries = tomllib.loads(_text("speakers.toml"))
OUTLETS: Entries = tomllib.loads(_text("outlets.toml"))


def _roles(entries: Entries) -> Iterator[tuple[str, dict[str, Any]]]:
    for slug, entry in entries.items():
        for role in entry.get("roles", ()):
            yield slug, role


def _names(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *entry.get("aliases", ())]


def _repeated(owned: Iterable[tuple[str, str]]) -> list[str]:
    """What more than one owns, or one owns twice."""
    owners = defaultdict(list)
    for what, owner in owned:
        owners[what].append(owner)
    return [f"{what}: {some}" for what, some in owners.items() if len(some) > 1]


def _is_date(text: object) -> bool:
    found = _DATE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return 1900 < date(year, month, day).year < 2100
    except ValueError:
        return False


def _not_after(one: str, other: str) -> bool:
    """Whether a date may be no later than another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] <= other[:known]


# of speakers


def slugs(entries: Entries) -> Iterable[str]:
    return [slug for slug in entries if not _SLUG.fullmatch(slug)]


def fields(entries: Entries) -> Iterable[str]:
    wrong = [f"{slug}: {field}" for slug, entry in entries.items() for field in entry.keys() - FIELDS]
    wrong += [f"{slug}: {field}" for slug, role in _roles(entries) for field in role.keys() - ROLE_FIELDS]
    return wrong


def kinds(entries: Entries) -> Iterable[str]:
    return [slug for slug, entry in entries.items() if entry.get("kind") not in KINDS]


def persons_have_a_gender_and_an_office(entries: Entries) -> Iterable[str]:
    for slug, entry in entries.items():
        person = entry["kind"] == "person"
        if person != (entry.get("gender") in ("m", "f")) or person != bool(entry.get("roles")):
            yield slug


def names_are_in_their_script(entries: Entries) -> Iterable[str]:
    for slug, entry in entries.items():
        arabic = [*_names(entry), *entry.get("short", ())]
        latin = entry["latin"]
        if not latin or any(not name.strip() or _ARABIC.search(name) for name in latin):
            yield slug
        if any(not _ARABIC.search(name) or name != " ".join(name.split()) for name in arabic):
            yield slug


def countries(entries: Entries) -> Iterable[str]:
    wrong = [slug for slug, entry in entries.items() if entry.get("country", "US") not in COUNTRIES]
    return wrong + [slug for slug, role in _roles(entries) if role.get("of", "US") not in COUNTRIES]


def what_a_body_is(entries: Entries) -> Iterable[str]:
    some = {slug: entry for slug, entry in entries.items() if "is" in entry}
    for slug, entry in some.items():
        if entry["is"] not in IS or entry["kind"] != "body" or "country" not in entry:
            yield slug
    yield from _repeated((f"{entry.get('country')} {entry['is']}", slug) for slug, entry in some.items())


def offices(entries: Entries) -> Iterable[str]:
    return [f"{slug}: {role['office']}" for slug, role in _roles(entries) if role["office"] not in OFFICES]


def an_office_is_of_something(entries: Entries) -> Iterable[str]:
    return [slug for slug, role in _roles(entries) if "of" not in role and "body" not in role]


def another_office_has_a_title(entries: Entries) -> Iterable[str]:
    return [slug for slug, role in _roles(entries) if role["office"] == "other" and not role.get("title")]


def bodies_of_offices_are_here(entries: Entries) -> Iterable[str]:
    for slug, role in _roles(entries):
        body = role.get("body")
        if body is not None and (body not in entries or entries[body]["kind"] == "person"):
            yield f"{slug}: {body}"


def dates(entries: Entries) -> Iterable[str]:
    for slug, role in _roles(entries):
        given = [role.get("since"), *(role[field] for field in ("until", "known") if field in role)]
        if not all(map(_is_date, given)) or not all(_not_after(given[0], day) for day in given[1:]):
            yield f"{slug}: {given}"


def an_office_has_ended_or_is_known_to_last(entries: Entries) -> Iterable[str]:
    return [f"{slug}: {role['office']}" for slug, role in _roles(entries) if ("until" in role) == ("known" in role)]


def one_holder_at_a_time(entries: Entries) -> Iterable[str]:
    held = defaultdict(list)
    for slug, role in _roles(entries):
        if role["office"] not in SHARED and not role.get("acting"):
            term = (role["since"], role.get("until", "9999"), slug)
            held[role["office"], role.get("of"), role.get("body")].append(term)
    for office, terms in held.items():
        for (_, until, one), (since, _, other) in combinations(sorted(terms), 2):
            if not _not_after(until, since):
                yield f"{office}: {one}, {other}"


def a_name_is_given_once(entries: Entries) -> Iterable[str]:
    for slug, entry in entries.items():
        for forms in (_names(entry), entry.get("short", ())):
            twice = [form for form, count in Counter(map(folded_name, forms)).items() if count > 1]
            yield from (f"{slug}: {form}" for form in twice)


def a_name_is_of_one(entries: Entries) -> Iterable[str]:
    return _repeated(
        (form, slug) for slug, entry in entries.items() for form in {folded_name(name) for name in _names(entry)}
    )


def a_latin_name_is_of_one(entries: Entries) -> Iterable[str]:
    return _repeated(
        (form, slug)
        for slug, entry in entries.items()
        for form in {re.sub(r"[^\w+]", "", name.lower()) for name in entry["latin"]}
    )


def an_item_is_of_one(entries: Entries) -> Iterable[str]:
    given = [(entry["wikidata"], slug) for slug, entry in entries.items() if "wikidata" in entry]
    return [item for item, _ in given if not re.fullmatch(r"Q[1-9]\d*", item)] + _repeated(given)


def no_name_is_a_given_name_or_a_word(entries: Entries) -> Iterable[str]:
    for slug, entry in entries.items():
        for name in _names(entry):
            if folded_name(name) in COMMON or (entry["kind"] == "person" and folded_name(name) in GIVEN):
                yield f"{slug}: {name}"
        yield from (f"{slug}: {name}" for name in entry.get("short", ()) if folded_name(name) in FUNCTION)


def order(entries: Entries) -> Iterable[str]:
    def place(slug: str) -> tuple[bool, str, str]:
        person = entries[slug]["kind"] == "person"
        return (not person, entries[slug].get("country", "ZZ") if person else "", slug)

    return [f"{one}, {other}" for one, other in zip(entries, sorted(entries, key=place), strict=True) if one != other][
        :1
    ]


def sources_are_addresses(entries: Entries) -> Iterable[str]:
    return [
        slug for slug, entry in entries.items() if not re.match(r"https://\S+$", entry.get("source", "https://a.b"))
    ]


GOOD: Entries = {
    "jane-doe": {
        "kind": "person",
        "name": "جين دو",
        "latin": ["Jane Doe"],
        "aliases": ["جاين دو"],
        "short": ["دو"],
        "gender": "f",
        "country": "US",
        "wikidata": "Q1",
        "roles": [
            {"office": "foreign-minister", "of": "US", "since": "2009-01-21", "until": "2013-02"},
            {"office": "leader", "body": "us-party", "since": "2014", "known": "2020-06"},
        ],
        "source": "https://example.org/doe",
    },
    "john-roe": {
        "kind": "person",
        "name": "جون رو",
        "latin": ["John Roe"],
        "gender": "m",
        "country": "US",
        "wikidata": "Q2",
        "roles": [{"office": "foreign-minister", "of": "US", "since": "2013-02-01", "until": "2017"}],
    },
    "us-army": {
        "kind": "body",
        "is": "army",
        "name": "الجيش الأميركي",
        "latin": ["US Army"],
        "aliases": ["الجيش الأمريكي"],
        "country": "US",
    },
    "us-party": {"kind": "organisation", "name": "حزب ما", "latin": ["A Party"], "country": "US"},
}


def _with(slug: str, **fields: Any) -> Entries:
    planted = deepcopy(GOOD)
    planted.setdefault(slug, {}).update(fields)
    return planted


def _with_role(**fields: Any) -> Entries:
    """The second person's office, otherwise; a field that is None is left out."""
    planted = deepcopy(GOOD)
    role = planted["john-roe"]["roles"][0] | fields
    planted["john-roe"]["roles"] = [{field: value for field, value in role.items() if value is not None}]
    return planted


def _turned() -> Entries:
    return dict(reversed(GOOD.items()))


PLANTED: list[tuple[Rule, Entries]] = [
    (slugs, GOOD | {"Jane_Doe": {}}),
    (fields, _with("jane-doe", note="ask")),
    (fields, _with_role(party="A")),
    (kinds, _with("jane-doe", kind="human")),
    (persons_have_a_gender_and_an_office, _with("jane-doe", gender="x")),
    (persons_have_a_gender_and_an_office, _with("jane-doe", roles=[])),
    (persons_have_a_gender_and_an_office, _with("us-army", gender="m")),
    (names_are_in_their_script, _with("jane-doe", aliases=["Jane"])),
    (names_are_in_their_script, _with("jane-doe", short=[" دو"])),
    (names_are_in_their_script, _with("jane-doe", latin=["جين"])),
    (names_are_in_their_script, _with("jane-doe", latin=[])),
    (countries, _with("jane-doe", country="UK")),
    (countries, _with_role(of="XX")),
    (what_a_body_is, _with("us-army", **{"is": "navy"})),
    (what_a_body_is, _with("us-party", **{"is": "police"})),
    (what_a_body_is, _with("us-forces", **GOOD["us-army"])),
    (offices, _with_role(office="king")),
    (an_office_is_of_something, _with_role(of=None)),
    (another_office_has_a_title, _with_role(office="other")),
    (bodies_of_offices_are_here, _with_role(body="us-navy")),
    (bodies_of_offices_are_here, _with_role(body="jane-doe")),
    (dates, _with_role(since=None)),
    (dates, _with_role(since="2013-02-30")),
    (dates, _with_role(since="1.2.2013")),
    (dates, _with_role(until="2013-01")),
    (dates, _with_role(until=None, known="2012")),
    (an_office_has_ended_or_is_known_to_last, _with_role(until=None)),
    (an_office_has_ended_or_is_known_to_last, _with_role(known="2016")),
    (one_holder_at_a_time, _with_role(since="2013-01-31")),
    (one_holder_at_a_time, _with_role(since="2010")),
    (a_name_is_given_once, _with("jane-doe", aliases=["جين  دو"])),
    (a_name_is_given_once, _with("jane-doe", short=["آدم", "ادم"])),
    (a_name_is_of_one, _with("john-roe", aliases=["جاين دو"])),
    (a_latin_name_is_of_one, _with("john-roe", latin=["John Roe", "jane doe"])),
    (an_item_is_of_one, _with("john-roe", wikidata="Q1")),
    (an_item_is_of_one, _with("john-roe", wikidata="2")),
    (no_name_is_a_given_name_or_a_word, _with("john-roe", aliases=["محمّد"])),
    (no_name_is_a_given_name_or_a_word, _with("us-army", aliases=["الجيش"])),
    (no_name_is_a_given_name_or_a_word, _with("john-roe", short=["لو"])),
    (order, _turned()),
    (order, _with("adam-poe", **GOOD["john-roe"])),
    (sources_are_addresses, _with("jane-doe", source="a paper")),
]
SPEAKER_RULES = list(dict.fromkeys(rule for rule, _ in PLANTED))


@pytest.mark.parametrize("rule", SPEAKER_RULES, ids=lambda rule: rule.__name__)
def test_the_speakers_keep_the_rule(rule: Rule) -> None:
    assert list(rule(SPEAKERS)) == []


@pytest.mark.parametrize("rule", SPEAKER_RULES, ids=lambda rule: rule.__name__)
def test_the_rule_leaves_good_speakers_alone(rule: Rule) -> None:
    assert list(rule(GOOD)) == []


@pytest.mark.parametrize(
    ("rule", "planted"), PLANTED, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(PLANTED)]
)
def test_the_rule_finds_the_planted_fault(rule: Rule, planted: Entries) -> None:
    assert list(rule(planted))


def test_acting_holders_may_stand_beside_others() -> None:
    assert list(one_holder_at_a_time(_with_role(since="2010", acting=True))) == []


def test_several_may_speak_for_one_body() -> None:
    planted = _with_role(office="spokesperson", since="2010")
    planted["jane-doe"]["roles"][0]["office"] = "spokesperson"
    assert list(one_holder_at_a_time(planted)) == []


def test_there_are_many_speakers() -> None:
    assert len(SPEAKERS) >= 1200
    assert sum(entry["kind"] == "person" for entry in SPEAKERS.values()) >= 1000


@pytest.mark.parametrize("name", ["speakers.toml", "outlets.toml"])
def test_comments_are_in_the_head_alone(name: str) -> None:
    _, body = _text(name).split("\n\n[", 1)
    assert not [line for line in body.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الخارجية الأميركية", "وزارة الخارجية الأمريكية"),
        ("الداخلية العراقية", "وزارة الداخلية العراقية"),
        ("البنتاغون", "وزارة الدفاع الأمريكية"),
        ("الكرملين", "الرئاسة الروسية"),
    ],
)
def test_the_names_of_one_body_meet(one: str, other: str) -> None:
    owner = {folded_name(name): slug for slug, entry in SPEAKERS.items() for name in _names(entry)}
    assert owner[folded_name(one)] == owner[folded_name(other)]


@pytest.mark.parametrize(
    ("office", "of", "day", "holder"),
    [
        ("foreign-minister", "US", "2014-03-01", "john-kerry"),
        ("head-of-state", "FR", "2015-11-13", "francois-hollande"),
        ("head-of-government", "GB", "2016-06-24", "david-cameron"),
        ("head-of-government", "IQ", "2017-07-10", "haider-al-abadi"),
        ("foreign-minister", "SA", "2018-01-01", "adel-al-jubeir"),
        ("head-of-state", "DE", "2011-05-01", "christian-wulff"),
    ],
)
def test_who_held_an_office_on_a_day(office: str, of: str, day: str, holder: str) -> None:
    assert [
        slug
        for slug, role in _roles(SPEAKERS)
        if (role["office"], role.get("of")) == (office, of)
        and role["since"] <= day < role.get("until", "9999")
    ] == [holder]  # fmt: skip


# of outlets


def outlet_fields(entries: Entries) -> Iterable[str]:
    for slug, entry in entries.items():
        right = (
            _SLUG.fullmatch(slug),
            {"name", "kind", "scope", "site", "hosts"} <= entry.keys() <= OUTLET_FIELDS,
            entry.get("kind") in OUTLET_KINDS,
            entry.get("scope") == "international" or (entry.get("scope") == "national" and "country" in entry),
            entry.get("country", "US") in COUNTRIES,
        )
        if not all(right):
            yield slug


def outlets_have_hosts(entries: Entries) -> Iterable[str]:
    for slug, entry in entries.items():
        hosts = entry["hosts"]
        if not all(map(_HOST.fullmatch, hosts)) or hosts[:1] != [entry["site"].split("/")[0]]:
            yield slug


def a_host_is_of_one(entries: Entries) -> Iterable[str]:
    return _repeated((host, slug) for slug, entry in entries.items() for host in entry["hosts"])


def an_outlets_name_is_of_one(entries: Entries) -> Iterable[str]:
    return _repeated(
        (name, slug)
        for slug, entry in entries.items()
        for name in {" ".join(fold(name).split()).lower() for name in (slug, *_names(entry))}
    )


PAPERS: Entries = {
    "day": {
        "name": "اليوم",
        "country": "EG",
        "kind": "paper",
        "scope": "national",
        "site": "day.example.org/ar",
        "hosts": ["day.example.org", "old.example.org"],
        "aliases": ["The Day"],
    },
    "world": {
        "name": "العالم",
        "kind": "site",
        "scope": "international",
        "site": "a.example.org",
        "hosts": ["a.example.org"],
    },
}


def _paper(**fields: Any) -> Entries:
    """The second outlet, otherwise; a field that is None is left out."""
    world = {field: value for field, value in (PAPERS["world"] | fields).items() if value is not None}
    return PAPERS | {"world": world}


PLANTED_OUTLETS: list[tuple[Rule, Entries]] = [
    (outlet_fields, _paper(kind="blog")),
    (outlet_fields, _paper(kind=None)),
    (outlet_fields, _paper(scope="local")),
    (outlet_fields, _paper(scope="national")),
    (outlet_fields, _paper(country="UK")),
    (outlet_fields, _paper(note="ask")),
    (outlets_have_hosts, _paper(hosts=[])),
    (outlets_have_hosts, _paper(hosts=["www.a.example.org"], site="www.a.example.org")),
    (outlets_have_hosts, _paper(hosts=["a.example.org/ar"])),
    (outlets_have_hosts, _paper(site="b.example.org")),
    (a_host_is_of_one, _paper(hosts=["a.example.org", "old.example.org"])),
    (an_outlets_name_is_of_one, _paper(name="أليوم")),
    (an_outlets_name_is_of_one, _paper(aliases=["the  day"])),
    (an_outlets_name_is_of_one, _paper(aliases=["Day"])),
]
OUTLET_RULES = list(dict.fromkeys(rule for rule, _ in PLANTED_OUTLETS))


@pytest.mark.parametrize("rule", OUTLET_RULES, ids=lambda rule: rule.__name__)
def test_the_outlets_keep_the_rule(rule: Rule) -> None:
    assert list(rule(OUTLETS)) == []


@pytest.mark.parametrize("rule", OUTLET_RULES, ids=lambda rule: rule.__name__)
def test_the_rule_leaves_good_outlets_alone(rule: Rule) -> None:
    assert list(rule(PAPERS)) == []


@pytest.mark.parametrize(
    ("rule", "planted"), PLANTED_OUTLETS, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(PLANTED_OUTLETS)]
)
def test_the_rule_finds_the_planted_fault_of_an_outlet(rule: Rule, planted: Entries) -> None:
    assert list(rule(planted))


def test_there_are_outlets_of_many_countries() -> None:
    assert len(OUTLETS) >= 120
    assert len({entry["country"] for entry in OUTLETS.values() if "country" in entry}) >= 20
