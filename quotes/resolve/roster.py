"""The speakers and the names of one article, found by their words.

Comes in: entities and runs of name words, as they are met. Goes out: who or what has these words.
Never here: how a phrase is read, who is meant by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from quotes.model import SpeakerType
from quotes.rules.forms import Gender

Number = Literal["s", "d", "p"]
NameRun = tuple[tuple[str, ...], str, int]  # folded words, as written, place
_RECENT = 200  # an article has seldom more; a hostile one may


@dataclass(slots=True)
class Entity:
    """One speaker of the article. ``words``: its name folded, articles off; ``roles``: title words seen with it."""

    name: str
    type: SpeakerType
    words: tuple[str, ...]
    gender: Gender | None = None
    number: Number = "s"
    heads: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    role: str | None = None
    proper: bool = False
    at: int = 0
    spoke: int = -1


class Roster:
    """All entities of an article in the order they were met, and every run of name words in it."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.names: list[NameRun] = []
        self._proper: dict[tuple[str, ...], Entity] = {}
        self._described: dict[tuple[str, ...], Entity] = {}
        self._with: dict[str, list[NameRun]] = {}

    def add(self, entity: Entity) -> Entity:
        """Take in an entity."""
        self.entities.append(entity)
        if entity.proper:
            self._proper.setdefault(entity.words, entity)
        else:
            self._described[entity.words] = entity
        return entity

    def add_name(self, run: NameRun) -> None:
        """Take in a run of name words."""
        self.names.append(run)
        for word in set(run[0]):
            self._with.setdefault(word, []).append(run)

    def exact(self, words: tuple[str, ...]) -> Entity | None:
        """The first entity of exactly this proper name."""
        return self._proper.get(words)

    def described(self, words: tuple[str, ...]) -> Entity | None:
        """The latest entity described in exactly these words."""
        return self._described.get(words)

    def with_word(self, word: str) -> list[NameRun]:
        """The runs that hold this word, at most so many."""
        return self._with.get(word, [])[:_RECENT]

    def recent(self) -> list[Entity]:
        """The entities met last, in order."""
        return self.entities[-_RECENT:]
