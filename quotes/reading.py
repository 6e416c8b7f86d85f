"""One article in, all its statements out: the extractor, pure.

Comes in: an ``Article`` and ``Rules``. Goes out: a ``Reading``. Never here: files, databases, clocks.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extract import details
from quotes.extract.bounds import Bounds
from quotes.extract.finder import FrameFinder
from quotes.extract.frames import Frame
from quotes.extract.phrases import Phrase, Range
from quotes.extract.words import Words
from quotes.model import Article, Carrier, Confidence, Cue, Reading, Rejection, Span, Speaker, Statement
from quotes.resolve.inside import Attribution, Resolver
from quotes.rules import Rules
from quotes.text import Text, fold

_MEDIA = frozenset(fold("وكالة صحيفة قناة موقع شبكة إذاعة مجلة جريدة تلفزيون راديو").split())


def read(article: Article, rules: Rules) -> Reading:
    """Every statement of an article, in the order of its contents, and what was rejected.

    The same article and rules give the same reading; nothing outside them is looked at.
    """
    words = Words(Text(article.text), rules.lexicon)
    finder = FrameFinder(words, rules)
    frames = Bounds(words, finder).settle(finder.find())
    resolver = Resolver(words, finder, article.title)
    attributions = resolver.resolve(frames)
    own = rules.own_names(article.outlet)
    manners = _manners(words, rules, finder, frames, attributions)
    statements = [
        _statement(words, rules, resolver, own, f, a, m)
        for f, a, m in zip(frames, attributions, manners, strict=True)
        if not f.silent
    ]
    statements.sort(key=lambda s: (s.start, s.end, s.cue.span.start))
    return Reading(tuple(statements), tuple(_rejections(words, frames)))


@dataclass(slots=True)
class _Manner:
    """How one frame's words were given."""

    channel: str | None
    time: Range | None
    carriers: list[Phrase]


def _manners(
    w: Words, rules: Rules, finder: FrameFinder, frames: list[Frame], attributions: list[Attribution]
) -> list[_Manner]:
    """Channel, time and carriers of each frame.

    Participles and coordinated verbs share those of their sentence; a dropped subject carries the carriers on
    into the next, channel and time not.
    """
    out: list[_Manner] = []
    last: tuple[Frame, Attribution, _Manner] | None = None
    for f, a in zip(frames, attributions, strict=True):
        carriers = [*f.carriers, *(p for p in details.media(w, finder, f) if p not in f.carriers)]
        alone = last is None or w.sentence_start[last[0].cue] != w.sentence_start[f.cue]
        channel = details.channel(w, rules, f, alone=alone)
        if channel is None and a.entity is not None and f.mode in ("shared", "elided"):
            channel = details.document(rules, a.entity.name)
        m = _Manner(channel, details.time(w, rules, f), carriers)
        goes_on = f.mode in ("shared", "elided") and f.marker != "around"
        if last is not None and goes_on and a.entity is last[1].entity and a.entity is not None:
            nested = any(i <= f.cue < j for i, j in last[0].content)  # قال إنه يتوقع: it is not told when he did
            same = w.sentence_start[f.cue] == w.sentence_start[last[0].cue] and not nested
            m.carriers = m.carriers or list(last[2].carriers)
            if same or f.mode == "shared" or f.rule.continues:
                m.channel = m.channel or last[2].channel
            if same:
                m.time = m.time or last[2].time
        out.append(m)
        if not f.inside or f.mode == "shared":
            last = f, a, m
    for f, m in zip(frames, out, strict=True):
        following = w.sentence_end[max([f.cue, *(j - 1 for _, j in f.content)])]
        if m.channel is None and f.marker != "around" and following < w.n:
            m.channel = details.afterwards(w, rules, following)
    return out


def _statement(
    w: Words, rules: Rules, resolver: Resolver, own: tuple[str, ...], f: Frame, a: Attribution, m: _Manner
) -> Statement:
    content = tuple(_spans(w, f))
    cue = Cue(w.span(f.cue, f.cue + 1), f.lemma, f.act)
    speaker = None
    if a.entity is not None:
        mention = None
        if a.mention is not None:
            span = w.span(*a.mention)
            mention = Span(span.start + a.clip, span.end)
        speaker = Speaker(a.entity.name, a.entity.type, mention, a.role, a.entity.gender, not a.entity.proper)
    return Statement(
        kind=f.kind,  # type: ignore[arg-type]  # one of the three, set by Bounds
        content=content,
        cue=cue,
        speaker=speaker,
        rule=f.id,
        how=a.how,
        why=a.why,
        via=tuple(
            Carrier(name, w.span(*p.whole))
            for p in m.carriers
            if (name := resolver.text(p.whole, p.clip)) and not any(_same_outlet(fold(name), n) for n in own)
        ),
        polarity=details.polarity(w, f),
        channel=m.channel,
        time=w.span(*m.time) if m.time else None,
        addressee=w.span(*to) if (to := details.addressee(w, f)) else None,
        confidence=_confidence(rules, f, a),
    )


def _same_outlet(name: str, own: str) -> bool:
    """Whether a carrier is the outlet itself, called by its name or by a part of it (قال للوكالة)."""
    called, known = ({t.removeprefix("ال") for t in s.split()} for s in (name, own))
    return bool(own) and (called <= known or called - _MEDIA == known - _MEDIA)


def _spans(w: Words, f: Frame) -> list[Span]:
    out = []
    for n, (i, j) in enumerate(f.content):
        span = w.span(i, j)
        out.append(Span(span.start + f.clip, span.end) if n == 0 and i == f.start else span)
    return sorted(out)


def _confidence(rules: Rules, f: Frame, a: Attribution) -> Confidence:
    return "doubtful" if a.entity is None else rules.measured.confidence(f.id, a.how)


def _rejections(w: Words, frames: list[Frame]) -> list[Rejection]:
    held = sorted(r for f in frames if not f.silent for r in f.content)
    out = []
    reach = k = 0  # how far the contents go that begin before the mark
    for q in w.quotations:
        while k < len(held) and held[k][0] <= q.open + 1:
            reach = max(reach, held[k][1])
            k += 1
        if q.close <= reach + 1 and k:
            continue
        n = sum(w.is_word[k] for k in range(q.open + 1, q.close))
        why = "a name or a distanced word: no cue takes it" if n <= 4 else "no cue of saying takes it"
        out.append(Rejection(w.span(q.open, min(q.close + 1, w.n)), why))
    return out
