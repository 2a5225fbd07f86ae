"""Whether words look like a person's name: their shape, and a short list of common names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

_NAME_SHAPE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Dipl\.?-Ing|Univ\.?Prof)\.?\s)*"
    r"[^\W\d_][\w'’.\-]{0,24}(?:,?\s(?:(?:van|von|de|der|den|da|dos|del|la|le|bin|al|zu|af)\s){0,2}[^\W\d_a-z][\w'’.\-]{0,24}){0,3}"
    r"(?:,?\s(?:Jr|Sr|MD|PhD|DDS|DVM|II|III|IV)\.?)?\Z"
)
_CAPITALISED_WORDS = re.compile(r"\b([^\W\d_a-z][^\W\d_A-Z]{1,20}) (?:[^\W\d_a-z]\.? )?[^\W\d_a-z][\w'’-]{1,24}\b")
_WORD = re.compile(r"[a-z]+")


def looks_like_a_name(value: str) -> bool:
    """Whether the value is one to four words, each with a capital letter and no digit."""
    return value[:1].isupper() and len(value) <= 60 and not value.isupper() and bool(_NAME_SHAPE.match(value))


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where two or three capitalised words stand of which the first is a common given name."""
    for hit in _CAPITALISED_WORDS.finditer(text):
        if any(word in _given() for word in _words(hit[1])):
            yield hit.span()


def name_share(values: Sequence[str]) -> float:
    """The part of the values that hold a common given or family name. At most three words of each are looked at."""
    known = _given() | _family()
    return _share(values, known)


def given_share(values: Sequence[str]) -> float:
    """The part of the values that hold a common given name."""
    return _share(values, _given())


def family_share(values: Sequence[str]) -> float:
    """The part of the values that hold a common family name."""
    return _share(values, _family())


def _share(values: Sequence[str], known: frozenset[str]) -> float:
    if not values:
        return 0.0
    return sum(any(word in known for word in _words(value)) for value in values) / len(values)


def _words(value: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", value[:80]).replace("ı", "i").lower()
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))[:4]


@cache
def _given() -> frozenset[str]:
    return frozenset(_table()["given"].split())


@cache
def _family() -> frozenset[str]:
    return frozenset(_table()["family"].split())


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(files("detectors").joinpath("people.toml").read_text("utf-8"))
