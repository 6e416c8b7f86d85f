"""Whose the names of many articles are: each way in which one is known, what stays open, and that order is nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.keys import speaker_key
from quotes.linking import Entry, Link, Mention, Register, Role, bucket, by_title, link
from quotes.names import variants_alike

HOPKINS, WARDEN, BALDWIN = "martin-hopkins", "oliver-warden", "gina-baldwin"
MINISTRY = "us-foreign-ministry"

KNOWN = (
    # the office passes from hand to hand on one day, then stands empty for two weeks
    Entry(
        HOPKINS, "مارتن هوبكنز", "person", ("مارتن لويس هوبكنز",), ("هوبكنز",), "m", "US",
        (Role("foreign-minister", "US", since="2013-02-01", until="2017-01-20"),),
    ),
    Entry(
        WARDEN, "أوليفر واردن", "person", (), ("واردن",), "m", "US",
        (Role("foreign-minister", "US", since="2017-01-20", until="2018-03-31"),),
    ),
    Entry(
        BALDWIN, "جينا بولدوين", "person", (), ("بولدوين",), "f", "US",
        (Role("foreign-minister", "US", since="2018-04-15"),),
    ),
    # an Egyptian and a Jordanian of one name, and an Egyptian woman who shares it with a man
    Entry("adham-eg", "أدهم السنديوني", "person", (), ("السنديوني",), "m", "EG", (Role("finance-minister", "EG", since="2014", until="2019"),)),
    Entry("adham-jo", "أدهم السنديوني", "person", (), ("السنديوني",), "m", "JO", (Role("health-minister", "JO", since="2014", until="2019"),)),
    Entry("nour-f", "نور الطوخي", "person", (), ("الطوخي",), "f", "EG"),
    Entry("nour-m", "نور الطوخي", "person", (), ("الطوخي",), "m", "EG"),
    Entry(MINISTRY, "وزارة الخارجية الأميركية", "body", country="US", body="foreign-ministry"),
    Entry("eg-foreign-ministry", "وزارة الخارجية المصرية", "body", country="EG", body="foreign-ministry"),
    Entry("marsa", "مرسى الإغاثة", "organisation", ("المرسى",)),
    Entry("wafa-a", "حزب الوفاق الأخضر", "organisation", ("الوفاق الأخضر",), country="EG"),
    Entry("wafa-b", "حركة الوفاق الأخضر", "organisation", ("الوفاق الأخضر",), country="TN"),
)  # fmt: skip
REGISTER = Register(KNOWN)
NOBODY = Register(())


def said(name: str, role: str | None = None, day: str | None = "2016-05-10", **rest: Any) -> Mention:
    kind = rest.pop("type", "person")
    outlet = rest.pop("outlet", "mina")
    return Mention(speaker_key(kind, name), name, kind, role, day=day, outlet=outlet, **rest)


def body(name: str, home: str | None = None) -> Mention:
    return said(name, type="organization", home=home)


def title(words: str, day: str | None = "2016-05-10", **rest: Any) -> Mention:
    return said(words, words, day, described=True, **rest)


def one(mention: Mention, *others: Mention, register: Register = REGISTER) -> Link:
    """The link of the first, in the company of the others."""
    return link([mention, *others], register)[0]


@pytest.mark.parametrize(
    ("mention", "slug", "how"),
    [
        (said("مارتن هوبكنز"), HOPKINS, "name"),
        (said("وزير الخارجية مارتن  هوبكنز"), HOPKINS, "name"),
        (said("مارتن لويس هوبكنز"), HOPKINS, "alias"),
        (said("مارتن هوبكنس"), HOPKINS, "variant"),
        (said("هوبكنز"), HOPKINS, "surname"),
        (said("هوبكنز", "وزير الخارجية الأميركي"), HOPKINS, "office"),
        (title("وزير الخارجية الأميركي"), HOPKINS, "office"),
        (said("ربيع الكوراني"), "person/ربيع-الكوراني", "own"),
        (said("الكوراني"), None, "surname"),
        (title("رئيس لجنة السوق"), None, "title"),
        (title("مسؤول أمني رفيع"), None, "unnamed"),
        (body("وزارة الخارجية الأميركية"), MINISTRY, "name"),
        (body("المرسى"), "marsa", "alias"),
        (body("منظمة مرسى الإغاثة"), "marsa", "alias"),
        (body("وزارة الخارجية", home="EG"), "eg-foreign-ministry", "country"),
        (body("الوفاق الأخضر", home="TN"), "wafa-b", "country"),
        (body("جمعية بيادر الخير"), "organization/جمعيه-بيادر-الخير", "own"),
        (body("الوزارة"), None, "generic"),
    ],
    ids=lambda value: value.name if isinstance(value, Mention) else value,
)  # fmt: skip
def test_each_way_a_name_is_known(mention: Mention, slug: str | None, how: str) -> None:
    found = one(mention)
    assert (found.slug, found.how) == (slug, how)


def test_several_who_fit_are_told() -> None:
    assert one(body("الوفاق الأخضر")) == Link(None, "several", ("wafa-a", "wafa-b"))
    assert one(said("أدهم السنديوني")) == Link(None, "several", ("adham-eg", "adham-jo"))


CHAIN = ("جابرييل جاندرسون", "غابرييل غاندرسون", "قابرييل قاندرسون")

KHALED, SALMA = "person/خالد-الحداد", "person/سلمي-الحداد"


def test_a_surname_is_the_only_bearers_in_the_same_outlet() -> None:
    full = said("خالد الحداد", day="2016-05-09")
    assert one(said("الحداد"), full) == Link(KHALED, "surname")
    # another outlet's surname needs more, and a month later is too late
    assert one(said("الحداد", outlet="marfa"), full) == Link(None, "surname", (KHALED,))
    assert one(said("الحداد", day="2016-08-10"), full) == Link(None, "surname", (KHALED,))
    assert one(said("الحداد", day="2019-08-10"), full) == Link(None, "surname")


def test_a_surname_of_two_bearers_in_one_week_stays_open() -> None:
    both = said("خالد الحداد", "وزير النقل", "2016-05-09"), said("سلمى الحداد", "مديرة المتحف", "2016-05-12")
    assert one(said("الحداد"), *both) == Link(None, "several", (KHALED, SALMA))


def test_the_title_before_a_surname_tells_the_bearers_apart() -> None:
    both = (
        said("خالد الحداد", "وزير النقل اللبناني", "2016-05-09"),
        said("سلمى الحداد", "مديرة متحف الساحل", "2016-05-12"),
    )
    assert one(said("الحداد", "وزير النقل اللبناني"), *both) == Link(KHALED, "surname")
    assert one(said("الحداد", "مديرة متحف الساحل"), *both) == Link(SALMA, "surname")
    assert one(said("الحداد", "مديرة متحف الساحل", outlet="marfa"), *both).slug == SALMA
    assert one(said("الحداد", "رئيس البلدية"), *both).slug is None


def test_the_gender_tells_the_bearers_apart() -> None:
    both = said("خالد الحداد", gender="m"), said("سلمى الحداد", gender="f")
    assert one(said("الحداد", gender="f"), *both) == Link(SALMA, "surname")
    assert one(said("نور الطوخي", gender="f")).slug == "nour-f"
    assert one(said("نور الطوخي", gender="m")).slug == "nour-m"
    assert one(said("نور الطوخي")).candidates == ("nour-f", "nour-m")
    # of whom articles tell both, it gainsays neither, whichever came first
    unsure = said("خالد الحداد", gender="m"), said("خالد الحداد", gender="f")
    for mixed in (unsure, unsure[::-1]):
        assert one(said("الحداد", gender="f"), *mixed) == Link(KHALED, "surname")
    # she is not the man of that name whom the register knows
    assert one(said("مارتن هوبكنز", "الباحثة", gender="f")) == Link(None, "gainsaid", (HOPKINS,))
    # a verb may be in the wrong gender; a title is not
    assert one(said("مارتن هوبكنز", gender="f")).slug == HOPKINS


@pytest.mark.parametrize(
    ("day", "slug", "candidates"),
    [
        ("2013-01-31", None, ()),
        ("2013-02-01", HOPKINS, ()),
        ("2017-01-19", HOPKINS, ()),
        ("2017-01-20", None, (HOPKINS, WARDEN)),
        ("2017-01-21", WARDEN, ()),
        ("2018-04-02", None, ()),
        ("2018-04-15", BALDWIN, ()),
        ("2017-01", None, (HOPKINS, WARDEN)),
        ("2016", HOPKINS, ()),
        (None, None, ()),
    ],
)
def test_a_title_alone_is_whoevers_office_it_was_that_day(
    day: str | None, slug: str | None, candidates: tuple[str, ...]
) -> None:
    found = one(title("وزير الخارجية الأميركي", day))
    assert (found.slug, found.candidates) == (slug, candidates)


def test_a_title_without_a_country_is_of_the_papers_own() -> None:
    assert one(title("وزير المالية", home="EG")) == Link("adham-eg", "office")
    assert one(title("وزير المالية")) == Link(None, "title")
    assert one(title("وزير المالية السابق", home="EG")) == Link(None, "title")


def test_the_office_that_day_tells_the_homonyms_apart() -> None:
    assert one(said("أدهم السنديوني", "وزير المالية المصري")).slug == "adham-eg"
    assert one(said("أدهم السنديوني", "وزير الصحة الأردني")).slug == "adham-jo"
    assert one(said("السنديوني", "وزير الصحة الأردني")).slug == "adham-jo"


def test_a_title_of_another_country_gainsays_a_homonym() -> None:
    found = one(said("مارتن هوبكنز", "وزير الصحة الأسترالي"))
    assert found == Link(None, "gainsaid", (HOPKINS,))
    assert one(said("أدهم السنديوني", "سفير المغرب")).slug not in ("adham-eg", "adham-jo")


def test_two_spellings_of_an_unknown_name_are_one_speaker() -> None:
    often, seldom = said("غريغوري هاربر"), said("جريجوري هاربر")
    links = link([often, seldom, often], NOBODY)
    assert links == [Link(often.own, "own"), Link(often.own, "variant"), Link(often.own, "own")]
    # the one that is met more often gives the name
    assert {found.slug for found in link([often, seldom, seldom], NOBODY)} == {seldom.own}


def test_a_name_between_two_others_is_nobodys_spelling() -> None:
    a, b, c = CHAIN
    assert variants_alike(a, b)
    assert variants_alike(b, c)
    assert not variants_alike(a, c)
    mentions = [said(name) for name in CHAIN]
    assert [found.slug for found in link(mentions, NOBODY)] == [mention.own for mention in mentions]


def test_arab_given_names_are_no_spellings_of_one_another() -> None:
    mentions = [said("محمد الشامخ"), said("محمود الشامخ"), said("حمد الشامخ")]
    assert len({found.slug for found in link(mentions, NOBODY)}) == 3


@pytest.mark.parametrize("name", ["الوزارة", "الحكومة", "البيان", "الشركة", "اللجنة", "المنظمة", "الحزب", "المحكمة"])
def test_a_body_without_an_owner_is_nobody(name: str) -> None:
    assert one(body(name)) == Link(None, "generic")


@pytest.mark.parametrize(
    "name",
    ["الخارجية الأميركية", "الخارجية الأمريكية", "وزارة الخارجية الأمريكية", "وزارة الخارجية الأميركية"],
)
def test_a_ministry_by_its_names(name: str) -> None:
    assert one(body(name)).slug == MINISTRY


def test_a_ministry_that_the_register_lacks_is_one_all_the_same() -> None:
    slugs = {one(body(name)).slug for name in ("الخارجية الفنلندية", "وزارة الخارجية الفنلندية")}
    assert slugs == {"fi-foreign-ministry"}
    assert one(body("وزارة الخارجية", home="FI")).slug == "fi-foreign-ministry"


def test_a_capital_speaks_for_its_country() -> None:
    assert one(body("واشنطن")).slug == one(body("الولايات المتحدة")).slug == "state-us"


def test_what_has_been_merged_is_the_others() -> None:
    merged = Register(
        KNOWN, {HOPKINS: WARDEN, "person/ربيع-الكوراني": BALDWIN, "organization/جمعيه-بيادر-الخير": "marsa"}
    )
    assert one(said("مارتن هوبكنز"), register=merged).slug == WARDEN
    assert one(title("وزير الخارجية الأميركي"), register=merged).slug == WARDEN
    assert one(said("ربيع الكوراني"), register=merged).slug == BALDWIN
    assert one(body("جمعية بيادر الخير"), register=merged).slug == "marsa"
    # a circle ends
    assert Register((), {"a": "b", "b": "a"}).one("a") in ("a", "b")


def test_a_title_alone_after_its_bearer_in_the_same_outlet() -> None:
    asked = title("رئيس لجنة السوق", "2016-05-10")
    near, far = ("lina", "2016-05-02", "mina"), ("lina", "2016-01-02", "mina")
    assert by_title(asked, [near, near]) == Link("lina", "title")
    assert by_title(asked, [far]) is None
    assert by_title(asked, [("lina", "2016-05-02", "marfa")]) is None
    assert by_title(asked, [near, ("omar", "2016-05-20", "mina")]) is None
    assert by_title(asked, [("lina", None, "mina")]) is None
    # «الرئيس» is anybody's
    assert by_title(title("الرئيس"), [near]) is None
    assert by_title(title("رئيس لجنة السوق", None), [near]) is None


def test_what_has_no_name_has_no_bucket() -> None:
    assert bucket("anonymous", "مصدر مسؤول") is None
    assert bucket("group", "سكان الحي") is None
    assert bucket("person", "سيرجي هاربر") == bucket("person", "هاربر") != bucket("person", "الحداد")
    assert bucket("person", "وزير المالية", described=True) != bucket("person", "وزير المالية")


NAMES = (
    "خالد الحداد", "سلمى الحداد", "الحداد", "مارتن هوبكنز", "مارتن هوبكنس", "هوبكنز", "أدهم السنديوني", "السنديوني",
    "غريغوري هاربر", "جريجوري هاربر", "هاربر", *CHAIN, "نور الطوخي", "الطوخي",
)  # fmt: skip
mentions = st.builds(
    said,
    st.sampled_from(NAMES),
    st.sampled_from((None, "وزير الخارجية الأميركي", "وزير المالية المصري", "مديرة متحف الساحل", "رئيس البلدية")),
    st.sampled_from((None, "2016", "2016-05", "2016-05-10", "2016-05-28", "2016-09-01", "2018-02-02")),
    gender=st.sampled_from((None, "m", "f")),
    outlet=st.sampled_from((None, "mina", "marfa")),
    home=st.sampled_from((None, "EG", "US")),
)


@given(st.lists(mentions, max_size=14), st.data())
def test_the_order_of_the_articles_is_nothing(some: list[Mention], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(some))))
    straight = link(some, REGISTER)
    shuffled = link([some[i] for i in order], REGISTER)
    assert shuffled == [straight[i] for i in order]


@given(st.lists(mentions, max_size=14))
def test_whoever_is_linked_has_no_candidates_and_nobody_has_one_that_is_not_told(some: list[Mention]) -> None:
    for found in link(some, REGISTER):
        assert found.slug is None or not found.candidates
        assert list(found.candidates) == sorted(set(found.candidates))
        assert found.how != "several" or len(found.candidates) > 1
