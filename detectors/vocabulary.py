"""The words of names.toml: phrases and what they say, words around them, and how glued names are cut."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from detectors.model import Category
from detectors.words import singular, split

_SHORT_WORDS = frozenset({"ip", "id", "no", "of", "is", "cc"})
_MOST_PIECES = 4
_SHORTEST_GLUED = 6


class Weight(StrEnum):
    """How much a phrase says: always, mostly, among people only, or too little to be a finding."""

    HIGH = "high"
    MEDIUM = "medium"
    PEOPLE = "people"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase of one or more words says."""

    category: Category
    weight: Weight
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """What whole names say in tables of one kind alone: `duration` in calls."""

    category: Category
    owners: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """names.toml, ready for looking up. `phrases` is by the words joined with spaces; `sets` by section and key."""

    phrases: Mapping[str, Phrase]
    sets: Mapping[str, frozenset[str]]
    owned: tuple[Owned, ...]
    cuttable: frozenset[str]
    longest: int

    def has(self, kind: str, word: str) -> bool:
        """Whether the word, or its singular, is in one of the lists such as `about_after`."""
        return word in self.sets[kind] or singular(word) in self.sets[kind]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    table = tomllib.loads(files("detectors").joinpath("names.toml").read_text("utf-8"))
    phrases = {phrase_key(phrase.words): phrase for phrase in reversed(list(_phrases(table["name"])))}
    glued = {"".join(phrase.words): phrase for phrase in phrases.values() if len(phrase.words) > 1}
    sets = {key: frozenset(words) for part in ("words", "protection", "owners") for key, words in table[part].items()}
    sets["owner_people"], sets["owner_things"] = (frozenset(table["owners"][key]) for key in ("people", "things"))
    sets["things"] = frozenset(table["words"]["things"])
    words = {word for phrase in phrases.values() for word in phrase.words}
    owners = {word for entry in table["owned"] for word in entry["owners"]}
    around = {word for key in ("neutral_after", "about_after", "cuts") for word in sets[key]}
    return Vocabulary(
        phrases={**{key: phrase for key, phrase in glued.items() if len(key) >= _SHORTEST_GLUED}, **phrases},
        sets=sets,
        owned=tuple(
            Owned(Category(entry["category"]), frozenset(entry["owners"]), frozenset(entry["names"]))
            for entry in table["owned"]
        ),
        cuttable=frozenset(
            word for word in words | around | owners | set(glued) if len(word) > 2 or word in _SHORT_WORDS
        ),
        longest=max(len(phrase.words) for phrase in phrases.values()),
    )


def phrase_key(words: Iterable[str]) -> str:
    """The words as phrases are looked up."""
    return " ".join(words)


@cache
def name_words(name: str) -> tuple[str, ...]:
    """The words of an identifier, glued ones cut where known words fill them: `lastloginip` to last, login, ip."""
    return tuple(piece for word in split(name) for piece in _cut(word))


def _cut(word: str) -> tuple[str, ...]:
    known = vocabulary()
    glued = known.phrases.get(word)
    if glued is not None and len(glued.words) > 1 and "".join(glued.words) == word:
        return glued.words
    if (
        len(word) < _SHORTEST_GLUED
        or word in known.phrases
        or word in known.cuttable
        or singular(word) in known.cuttable
    ):
        return (word,)
    return _fewest_pieces(word, known.cuttable, _MOST_PIECES) or (word,)


def _fewest_pieces(word: str, pieces: frozenset[str], most: int) -> tuple[str, ...]:
    if word in pieces:
        return (word,)
    if most == 1:
        return ()
    found = [
        (word[:cut], *rest)
        for cut in range(len(word) - 2, 1, -1)
        if word[:cut] in pieces and (rest := _fewest_pieces(word[cut:], pieces, most - 1))
    ]
    return min(found, key=len, default=())


def _phrases(entries: Iterable[Mapping[str, object]]) -> Iterable[Phrase]:
    for entry in entries:
        for weight in Weight:
            texts = entry.get(weight.value, ())
            assert isinstance(texts, list | tuple)
            for text in texts:
                yield Phrase(Category(str(entry["category"])), weight, split(str(text)))
