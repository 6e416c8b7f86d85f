"""A statement -> the row that ``extract`` prints, one JSON object a line.

Comes in: an article and a statement of it. Goes out: a dictionary of plain values; spans are ``[start, end]``,
half-open code points of the article's text. Never here: printing.
"""

from __future__ import annotations

from typing import Any

from quotes.model import Article, Rejection, Span, Statement


def row(article: Article, statement: Statement) -> dict[str, Any]:
    """The statement as the world outside reads it; ``via`` is the nearest carrier, ``chain`` all, nearest first."""
    speaker = statement.speaker
    made: dict[str, Any] = {
        "document": article.id,
        "kind": statement.kind,
        "content": [_pair(span) for span in statement.content],
        "text": " … ".join(span.of(article.text) for span in statement.content),
        "cue": {
            "start": statement.cue.span.start,
            "end": statement.cue.span.end,
            "lemma": statement.cue.lemma,
            "act": statement.cue.act,
        },
        "speaker": None,
        "via": {"name": statement.via[0].name} if statement.via else None,
        "rule": statement.rule,
        "how": statement.how,
    }
    if speaker is not None:
        made["speaker"] = {
            "name": speaker.name,
            "mention": _pair(speaker.mention) if speaker.mention else None,
            "type": speaker.type,
            "role": speaker.role,
        }
    if statement.why is not None:
        made["why"] = statement.why
    if statement.polarity is not None:
        made["polarity"] = statement.polarity
    if len(statement.via) > 1:
        made["chain"] = [{"name": c.name, "mention": _pair(c.span) if c.span else None} for c in statement.via]
    made["channel"] = statement.channel
    made["time"] = _pair(statement.time) if statement.time else None
    made["addressee"] = _pair(statement.addressee) if statement.addressee else None
    made["confidence"] = statement.confidence
    return made


def rejection(article: Article, rejected: Rejection) -> dict[str, Any]:
    """Marks or a cue that made no statement, and why."""
    return {
        "document": article.id,
        "span": _pair(rejected.span),
        "text": rejected.span.of(article.text),
        "why": rejected.why,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
