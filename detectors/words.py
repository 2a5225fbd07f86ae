"""Identifiers to words: `customerEmail2`, `CUSTOMER_E_MAIL` and `customer-email` alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_PLURAL_ES = re.compile(r"(?:ss|x|ch|sh|z)es\Z")
LONGEST_NAME = 200


@lru_cache(maxsize=8192)
def split(name: str) -> tuple[str, ...]:
    """The words of an identifier in lower case without accents; digits stand apart, at most 200 characters are read."""
    plain = unicodedata.normalize("NFKD", name[-LONGEST_NAME:].replace("ß", "ss").replace("ı", "i"))
    return tuple(word.lower() for word in _WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def singular(word: str) -> str:
    """The word without an English plural ending: `addresses` to `address`, `cities` to `city`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if _PLURAL_ES.search(word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
