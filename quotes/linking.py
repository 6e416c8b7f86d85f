"""Names in many articles -> whose they are.

Comes in: mentions (a name, a title, a day, an outlet's country), and the register of known speakers. Goes out: for each
mention a ``Link``: the slug of one speaker, or none with the candidates that fit.
Never here: a database, the order in which articles came: the same mentions and register give the same links.

One candidate or none. A full name is whoever bears it, in any spelling of it; a surname alone needs one bearer of that
time and something that speaks for him; a title alone needs the holder of that office on that day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from quotes import names, offices
from quotes.text import fold

ROLE = "role/"
"""How the buckets of those begin who are named by a title alone."""

STATE = "state-"
"""How the slugs of countries begin that speak themselves (باريس، فرنسا); the ISO code follows."""

_HEAD = 400
"""Code points at the head of a text in which its country is looked for."""

NEAR_DAYS = 30
"""A surname alone is taken for its only bearer within so many days in the same outlet."""

WINDOW_DAYS = 180
"""Bearers of a name so far off in time are no candidates for a surname alone."""

_KINDS = frozenset(
    fold("صحيفة جريدة وكالة شركة شبكة قناة موقع مجلة إذاعة منظمة حركة تنظيم حزب جماعة مؤسسة نادي").split()
)
# what news agencies, papers and bodies are called beside their names
_TOLD = frozenset(
    fold("للأنباء الرسمية الرسمي اليومية اليومي الإخبارية الإخباري الدولية العالمية الأسبوعية الحكومية").split()
)

_TOP = frozenset(("head-of-state", "head-of-government", "foreign-minister", "supreme-leader", "secretary-general"))


@dataclass(frozen=True, slots=True)
class Role:
    """An office: of a country (ISO code) or a body (slug), ``since`` and ``until`` an ISO day, month or year."""

    office: str
    of: str | None = None
    body: str | None = None
    since: str | None = None
    until: str | None = None

    def on(self, day: str) -> bool:
        """Whether it was held on that day, month or year, or in a part of it.

        >>> Role("foreign-minister", "US", since="2013-02-01", until="2017-01").on("2017-01-20")
        True
        """
        # ~ sorts after every digit and dash
        return (self.since is None or self.since <= day + "~") and (self.until is None or day <= self.until + "~")


@dataclass(frozen=True, slots=True)
class Entry:
    """A speaker of the register. ``forms`` are his alone or nearly so; ``short`` he may share, as a surname.

    ``body``: what sort of a country's body it is (foreign-ministry …). ``mute``: the name is shown, and nobody is known
    by it. ``given``: those of the forms that were given by hand, against which nothing speaks.
    """

    slug: str
    name: str
    kind: str
    forms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    gender: str | None = None
    country: str | None = None
    roles: tuple[Role, ...] = ()
    body: str | None = None
    mute: bool = False
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker as one article names him. ``own``: the slug that the name alone would have; ``home``: the country whose
    news the outlet prints; ``day``: when it was said, ISO; ``described``: by a title, and not by his name."""

    own: str
    name: str
    type: str
    role: str | None = None
    gender: str | None = None
    day: str | None = None
    outlet: str | None = None
    home: str | None = None
    described: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """``slug`` is None where there is no one speaker; ``candidates`` then are those that fit, by slug.

    ``how``: name, alias, variant, surname, office, title, country, own: as known; generic, title, unnamed, surname,
    several, gainsaid: why there is none.
    """

    slug: str | None
    how: str
    candidates: tuple[str, ...] = ()


class Register:
    """The known speakers, by all that they go by."""

    def __init__(self, entries: Iterable[Entry], merged: Mapping[str, str] | None = None) -> None:
        """``merged``: slugs that are another's now."""
        self.entries = {entry.slug: entry for entry in entries}
        self._merged = dict(merged or {})
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._short: dict[str, set[str]] = defaultdict(set)
        self._bones: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._offices: dict[tuple[str, str], list[tuple[Role, str]]] = defaultdict(list)
        self._bodies: dict[tuple[str, str], str] = {}
        for entry in self.entries.values():
            for form in entry.forms if entry.mute else (entry.name, *entry.forms):
                plain = names.plain(form)
                self._forms[plain].add(entry.slug)
                if entry.kind == "person":
                    self._bones[names.skeleton(form)].add((form, entry.slug))
            for form in entry.short:
                self._short[names.plain(form)].add(entry.slug)
            for role in entry.roles:
                for owner in (role.of, role.body):
                    if owner:
                        self._offices[role.office, owner].append((role, entry.slug))
            if entry.body and entry.country:
                self._bodies[entry.body, entry.country] = entry.slug

    def one(self, slug: str) -> str:
        """The slug that this one has been merged into, or itself."""
        seen = {slug}
        while slug in self._merged and self._merged[slug] not in seen:
            slug = self._merged[slug]
            seen.add(slug)
        return slug

    def called(self, name: str) -> set[str]:
        """Who goes by this name and hardly anybody else."""
        return self._forms.get(names.plain(name), set())

    def given(self, slug: str, name: str) -> bool:
        """Whether the name was given to that speaker by hand."""
        return names.plain(name) in {names.plain(form) for form in self.entries[slug].given}

    def short(self, name: str) -> set[str]:
        """Who may be meant by this surname or short name."""
        plain = names.plain(name)
        return self._short.get(plain, set()) | self._forms.get(plain, set())

    def spelt_like(self, name: str) -> set[str]:
        """Who goes by a name of which this is another spelling."""
        return {slug for form, slug in self._bones.get(names.skeleton(name), ()) if names.variants_alike(form, name)}

    def bodies(self, name: str) -> set[str]:
        """Organisations and bodies of this name, with the word for their kind or without it (صحيفة، وكالة، للأنباء)."""
        for form in _without_kind(name):
            found = {slug for slug in self.short(form) if self.entries[slug].kind != "person"}
            if found:
                return found
        return set()

    def abroad(self, slug: str, mention: Mention) -> bool:
        """Whether it is known by a name that it shares, and in another country than the mention's."""
        entry = self.entries[slug]
        shared = {names.plain(form) for form in entry.short}
        told = {code for word in mention.name.split() if (code := offices.adjective(word))}
        if told and entry.country not in told:
            return True
        by_it = any(names.plain(form) in shared for form in _without_kind(mention.name))
        return by_it and None not in (entry.country, mention.home) and entry.country != mention.home

    def holders(self, office: offices.Office, day: str | None) -> set[str]:
        """Who held the office that day; nobody where the day is not known."""
        owners = [office.of] if office.of and office.office != "spokesperson" else []
        if office.body:
            owners += [*self.bodies(office.body)]
            body = offices.body(office.body, office.of)
            if body is not None:
                owners.append(self.body(body.kind, body.of) or f"{body.of.lower()}-{body.kind}")
        if day is None:
            return set()
        return {
            slug for owner in owners for role, slug in self._offices.get((office.office, owner), ()) if role.on(day)
        }

    def body(self, kind: str, country: str) -> str | None:
        """A country's body of this sort."""
        return self._bodies.get((kind, country))


def _without_kind(name: str) -> list[str]:
    """The name, and shorter forms of it: without what kind of thing it is, without what is told of it."""
    words = name.split()
    forms = [words]
    while len(words) > 1 and (fold(words[-1]) in _TOLD or offices.adjective(words[-1])):
        words = words[:-1]
        forms.append(words)
    forms += [form[1:] for form in forms if len(form) > 1 and fold(form[0]) in _KINDS]
    return [" ".join(form) for form in forms]


@dataclass(slots=True)
class Bearer:
    """Somebody of a full name, as the articles tell of him: where he was quoted, in which roles."""

    slug: str
    words: tuple[str, ...]
    genders: set[str] = field(default_factory=set)
    days: dict[str | None, list[int]] = field(default_factory=dict)  # by outlet
    roles: list[tuple[frozenset[str], offices.Office | None]] = field(default_factory=list)


def bucket(kind: str, name: str, described: bool = False) -> str | None:
    """Those whose links depend on one another share it; None for what is linked to nobody.

    ``described``: the name is a person's title, and not his name.

    >>> bucket("person", "سيرغي لافروف") == bucket("person", "لافروف")
    True
    """
    if kind not in ("person", "organization"):
        return None
    if kind == "organization":
        return f"organization/{names.plain(name)}"
    if described:
        return f"{ROLE}{names.plain(name)}"
    words = names.plain(name).split()
    return f"person/{names.skeleton(words[-1])}" if words else None


def home(country: str, title: str | None, text: str) -> str | None:
    """Whose news an article of a national outlet is: its country's, unless its title and first lines name another.

    >>> home("MA", None, "غرقت عبارة في نهر دجلة شمال العراق"), home("MA", None, "اجتمعت الحكومة أمس")
    ('IQ', 'MA')
    """
    named = Counter(_countries(f"{title or ''} {text[:_HEAD]}"))
    if not named or country in named:
        return country
    return next(iter(named)) if len(named) == 1 else None


def _countries(words: str) -> Iterator[str]:
    tokens = re.findall(r"[^\W\d_]+", words)
    for i, token in enumerate(tokens):
        bare = token[1:] if len(token) > 4 and token[0] in "وفبلك" else token
        for form in (token, bare, " ".join(tokens[i : i + 2])):
            code = offices.named(form) or offices.adjective(form) or offices.capital(form)
            if code:
                yield code
                break


def link(mentions: Sequence[Mention], register: Register) -> list[Link]:
    """The link of each mention, all of one bucket."""
    own = _own_spellings(mentions, register)
    links: list[Link | None] = []
    for mention in mentions:
        links.append(_by_itself(mention, register, own))
    bearers = _bearers(mentions, links)
    return [
        found if found is not None else _by_surname(mention, register, bearers)
        for mention, found in zip(mentions, links, strict=True)
    ]


def by_title(mention: Mention, bearers: Iterable[tuple[str, str | None, str | None]]) -> Link | None:
    """Whose a title alone is where it says of what: the only one whom the same outlet gave it about that time.

    ``bearers``: slug, day and outlet of those who were named with that very title.
    """
    number = _number(mention.day)
    if number is None or mention.outlet is None or len(mention.name.split()) < 2:
        return None
    near = {
        slug
        for slug, day, outlet in bearers
        if outlet == mention.outlet and (then := _number(day)) is not None and abs(then - number) <= NEAR_DAYS
    }
    return Link(near.pop(), "title") if len(near) == 1 else None


def _by_itself(mention: Mention, register: Register, own: Mapping[str, str]) -> Link | None:
    """What the mention tells without the others; None for a surname alone."""
    if mention.type == "organization":
        return _organization(mention, register)
    office = _office(mention.role, mention.home)
    if mention.described and not register.called(mention.name):
        return _holder(mention, register)
    several = len(names.plain(mention.name).split()) > 1
    called = register.called(mention.name)
    by_hand = {slug for slug in called if register.given(slug, mention.name)}
    fitting = by_hand if len(by_hand) == 1 else _fitting(mention, called, register, whole=several and len(called) == 1)
    if len(fitting) == 1:
        slug = fitting.pop()
        alike = names.plain(register.entries[slug].name) == names.plain(mention.name)
        return Link(register.one(slug), "name" if alike else "alias")
    if len(fitting) > 1:
        return _chosen(mention, office, fitting, register)
    if not several:
        return None
    if called:
        namesakes = tuple(sorted({register.one(slug) for slug in called}))
        return Link(None, "several" if len(namesakes) > 1 else "gainsaid", namesakes)
    if not called:
        first, _, rest = mention.name.partition(" ")
        if offices.adjective(first) and " " in rest and len(register.called(rest)) == 1:
            return Link(register.one(next(iter(register.called(rest)))), "alias")  # السوداني عمر البشير
        like = _fitting(mention, register.spelt_like(mention.name), register, whole=True)
        if len(like) == 1:
            return Link(register.one(like.pop()), "variant")
        if len(like) > 1:
            return _chosen(mention, office, like, register)
        if register.short(mention.name):
            return None  # دي ميستورا
    slug = own.get(mention.own, mention.own)
    return Link(register.one(slug), "own" if slug == mention.own else "variant")


def _organization(mention: Mention, register: Register) -> Link:
    state = offices.capital(mention.name) or offices.named(mention.name)
    called = register.called(mention.name) if state else register.bodies(mention.name)
    # «الشروق» in a Tunisian paper is no Egyptian one
    called = {slug for slug in called if not register.abroad(slug, mention)}
    if called and offices.generic(mention.name):
        called = {slug for slug in called if register.entries[slug].country == mention.home}
        if not called:
            return Link(None, "generic")
    if len(called) == 1:
        slug = next(iter(called))
        alike = names.plain(register.entries[slug].name) == names.plain(mention.name)
        return Link(register.one(slug), "name" if alike else "alias")
    if len(called) > 1:
        at_home = {slug for slug in called if mention.home and register.entries[slug].country == mention.home}
        if len(at_home) == 1:
            return Link(register.one(at_home.pop()), "country")
        return Link(None, "several", tuple(sorted(called)))
    body = offices.body(mention.name, mention.home)
    if body is not None:
        known = register.body(body.kind, body.of)
        slug = known or f"{body.of.lower()}-{body.kind}"
        own = offices.body(mention.name, None) is not None
        return Link(register.one(slug), "alias" if own else "country")
    if state is not None:
        return Link(register.one(f"{STATE}{state.lower()}"), "alias")
    if offices.generic(mention.name):
        return Link(None, "generic")
    return Link(register.one(mention.own), "own")


def _holder(mention: Mention, register: Register) -> Link:
    office = offices.office(mention.name, mention.home)
    if office is None or office.former:
        return Link(None, "unnamed" if offices.unnamed(mention.name) else "title")
    holders = {register.one(slug) for slug in register.holders(office, mention.day)}
    if len(holders) == 1:
        return Link(holders.pop(), "office")
    return Link(None, "several" if holders else "title", tuple(sorted(holders)))


def _fitting(mention: Mention, slugs: Iterable[str], register: Register, whole: bool = False) -> set[str]:
    """Those whom neither the title nor the gender gainsays.

    Of a title only what it says itself: the outlet's country is no more than likely. ``whole``: of a full name, against
    which the gender of a verb says nothing, and that of a title does.
    """
    fitting = set()
    countries, given = _told_by(mention.role) if mention.role else (frozenset(), None)
    for slug in slugs:
        entry = register.entries[slug]
        if entry.kind != "person":
            continue
        she = not whole or fold(mention.role or "").partition(" ")[0].endswith("ه")
        if she and mention.gender and entry.gender and mention.gender != entry.gender:
            continue
        held = {entry.country, *(role.of for role in entry.roles)} - {None}
        if countries and held and not countries & held:
            continue
        if not whole and given and given not in names.plain(entry.name).split():
            continue  # العقيد تركي | المالكي
        fitting.add(slug)
    return fitting


@lru_cache(maxsize=1 << 15)
def _told_by(role: str) -> tuple[frozenset[str], str | None]:
    """The countries that a title names, and the given name that it ends in, where a name was cut there."""
    words = role.split()
    last = fold(words[-1]) if words else ""
    found = {code for word in words if (code := offices.adjective(word))}
    office = _office(role, None)
    if office is not None and office.of:
        found.add(office.of)
    return frozenset(found), last if names.given(last) else None


def _chosen(mention: Mention, office: offices.Office | None, slugs: set[str], register: Register) -> Link:
    """Of several who bear the name the one who held the office that day, or none."""
    one = {register.one(slug) for slug in slugs}
    if len(one) == 1:
        return Link(one.pop(), "alias")
    holders = register.holders(office, mention.day) & slugs if office is not None else set()
    if len(holders) == 1:
        return Link(register.one(holders.pop()), "office")
    return Link(None, "several", tuple(sorted(one)))


def _own_spellings(mentions: Sequence[Mention], register: Register) -> dict[str, str]:
    """Spellings of one foreign name, none of them in the register, by their slugs: each the most frequent one's."""
    count: Counter[str] = Counter()
    name_of: dict[str, str] = {}
    for mention in mentions:
        if mention.type == "person" and " " in mention.name.strip() and not register.called(mention.name):
            count[mention.own] += 1
            name_of.setdefault(mention.own, names.plain(mention.name))
    alike: dict[str, list[str]] = defaultdict(list)
    for slug, name in name_of.items():
        alike[names.skeleton(name)].append(slug)
    spelled = {}
    for group in alike.values():
        if len(group) < 2:
            continue
        near = {
            slug: {other for other in group if other == slug or names.variants_alike(name_of[slug], name_of[other])}
            for slug in group
        }
        for slug, circle in near.items():
            # only where all are like all: a name between two others is nobody's spelling
            if len(circle) > 1 and all(near[other] == circle for other in circle):
                spelled[slug] = min(circle, key=lambda one: (-count[one], one))
    return spelled


def _bearers(mentions: Sequence[Mention], links: Sequence[Link | None]) -> dict[str, Bearer]:
    found: dict[str, Bearer] = {}
    for mention, one in zip(mentions, links, strict=True):
        if one is None or one.slug is None or mention.type != "person":
            continue
        words = tuple(names.plain(mention.name).split())
        bearer = found.setdefault(one.slug, Bearer(one.slug, words))
        bearer.words = max(bearer.words, words, key=lambda w: (len(w), w))
        bearer.genders |= {mention.gender} if mention.gender else set()
        number = _number(mention.day)
        if number is not None:
            bearer.days.setdefault(mention.outlet, []).append(number)
        if mention.role:
            bearer.roles.append((_role_words(mention.role), _office(mention.role, mention.home)))
    return found


def _by_surname(mention: Mention, register: Register, bearers: Mapping[str, Bearer]) -> Link:
    """A surname or another short name alone."""
    office = _office(mention.role, mention.home)
    words = tuple(names.plain(mention.name).split())
    number = _number(mention.day)
    known = _fitting(mention, register.short(mention.name), register)
    known = {slug for slug in known if _in_time(register.entries[slug], mention.day)}
    met, ever = {}, {}
    for slug, bearer in bearers.items():
        if bearer.words[-len(words) :] != words and bearer.words[: len(words)] != words:
            continue
        # of whom articles tell both it gainsays nobody
        if mention.gender and len(bearer.genders) == 1 and mention.gender not in bearer.genders:
            continue
        ever[slug] = bearer
        days = [day for some in bearer.days.values() for day in some]
        if number is not None and days and min(abs(day - number) for day in days) > WINDOW_DAYS:
            continue
        met[slug] = bearer
    candidates = {register.one(slug) for slug in known} | set(met)
    if office is not None:
        holders = {
            register.one(slug)
            for slug in register.holders(office, mention.day)
            if slug in candidates or _named_by(words, register.entries[slug])
        }
        if len(holders) == 1:
            return Link(holders.pop(), "office")
    if mention.role:
        titled = {slug for slug, bearer in ever.items() if _same_role(mention.role, office, bearer)}
        if len(titled) == 1:
            return Link(titled.pop(), "surname")
    if not candidates:
        return Link(None, "surname")
    if len(words) == 1 and names.given(words[0]):
        return Link(None, "surname", tuple(sorted(candidates)))  # half a name: عبدالرحمن
    if len(candidates) > 1:
        return Link(None, "several", tuple(sorted(candidates)))
    slug = next(iter(candidates))
    if _spoken_for(mention, slug, register, met.get(slug), number):
        return Link(slug, "surname")
    return Link(None, "surname", (slug,))


def _named_by(words: Sequence[str], entry: Entry) -> bool:
    """Whether one of his names holds all these words (محمد، العاهل المغربي)."""
    return any(set(words) <= set(names.plain(form).split()) for form in (entry.name, *entry.forms))


def _spoken_for(mention: Mention, slug: str, register: Register, bearer: Bearer | None, number: int | None) -> bool:
    """Whether anything beside the name speaks for the only candidate."""
    entry = register.entries.get(slug)
    if entry is not None:
        if mention.role and len(mention.role.split()) > 1:
            return False  # of another office than his
        now = [role for role in entry.roles if mention.day and role.on(mention.day)]
        rare = not fold(mention.name).startswith("ال") and not names.given(mention.name)
        if any(role.office in _TOP for role in now) or (rare and now):
            return True
        if mention.home is not None and mention.home == entry.country and not names.given(mention.name):
            return True
    if bearer is None or number is None:
        return False
    here = bearer.days.get(mention.outlet, ())
    if any(abs(day - number) <= NEAR_DAYS for day in here):
        return True
    anywhere = any(abs(day - number) <= NEAR_DAYS for days in bearer.days.values() for day in days)
    words = _role_words(mention.role) if mention.role else frozenset()
    return anywhere and any(words & others for others, _office in bearer.roles)


def _same_role(role: str, office: offices.Office | None, bearer: Bearer) -> bool:
    words = _role_words(role)
    for others, held in bearer.roles:
        known = office is not None and held is not None and (office.of or office.body)
        if known and (office.office, office.of, office.body) == (held.office, held.of, held.body):  # type: ignore[union-attr]
            return True
        common = words & others
        if len(common) >= 2 or (common and common == words):
            return True
    return False


def _in_time(entry: Entry, day: str | None) -> bool:
    """Whether he was in any office within five years of that day, or is known for none."""
    dated = [role for role in entry.roles if role.since]
    if day is None or not dated or any(role.office in ("player", "writer", "activist", "coach") for role in dated):
        return True
    year = int(day[:4])
    return any(
        int((role.since or day)[:4]) - 5 <= year <= (int(role.until[:4]) + 5 if role.until else year) for role in dated
    )


@lru_cache(maxsize=1 << 16)
def _office(role: str | None, home: str | None) -> offices.Office | None:
    office = offices.office(role, home) if role else None
    return None if office is None or office.former else office


@lru_cache(maxsize=1 << 15)
def _role_words(role: str) -> frozenset[str]:
    return frozenset(word.removeprefix("ال") for word in fold(role).split() if len(word) > 2)


@lru_cache(maxsize=1 << 15)
def _number(day: str | None) -> int | None:
    """The days since the first of our era; None unless the day is known."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None
