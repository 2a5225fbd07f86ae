"""Words of a sentence with their places, and the stem under which the tables know them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[a-z]{1,2}(?![^\W_]))?|[^\s]")
_SHORTEST = 4  # letters of the shortest plural that is cut
_KEEP_S = ("ss", "us", "is", "ios", "gps", "sms", "os", "aws", "dns", "was", "has", "yes", "this", "others", "always")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark in lower case; `start` and `end` are code points into the text as read."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not (self.text[0].isalnum())


def words_of(normal: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks between two places of a normalised text."""
    return tuple(
        Word(found[0], stem(found[0]), found.start(), found.end()) for found in _WORD.finditer(normal, start, end)
    )


def stem(word: str) -> str:
    """The word in the singular, without possessive: `addresses`, `party's` and `parties` meet their tables' forms."""
    bare = word.removesuffix("'s")
    if len(bare) < _SHORTEST or bare.endswith(_KEEP_S) or not bare.endswith("s"):
        return bare
    if bare.endswith("ies") and len(bare) > _SHORTEST:
        return _IRREGULAR.get(bare, bare[:-3] + "y")
    if bare.endswith(("sses", "shes", "ches", "xes", "zes")):
        return bare[:-2]
    return bare[:-1]


_IRREGULAR = {"cookies": "cookie", "movies": "movie", "selfies": "selfie", "hobbies": "hobby"}
