"""Promises of a policy that are no handling of data: notice of recording, consent, unsubscribe, age, visibility."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from scanner.model import ControlKind, Promise, Quote
from scanner.policy.passages import Sentence

_NOT_PROMISED = re.compile(r"\b(?:may not|cannot|can not) (?:opt|unsubscribe)\b|\?\s*$")


def promises_of(text: str, normal: str, sentences: Sequence[Sentence]) -> tuple[Promise, ...]:
    """The promises in the order of the text; each sentence gives a kind at most once."""
    found: list[Promise] = []
    for sentence in sentences:
        said = normal[sentence.start : sentence.end].replace("\n", " ")
        if not _NOT_PROMISED.search(said):
            quote = Quote(text[sentence.start : sentence.end], sentence.start, sentence.end)
            found.extend(Promise(kind, (quote,)) for kind in _kinds(said))
    return tuple(found)


def _kinds(said: str) -> Iterator[ControlKind]:
    for kind, patterns in _patterns():
        if any(pattern.search(said) for pattern in patterns):
            yield kind


@cache
def _patterns() -> tuple[tuple[ControlKind, tuple[re.Pattern[str], ...]], ...]:
    table = tomllib.loads(files("scanner.policy").joinpath("tables", "promises.toml").read_text("utf-8"))
    return tuple((ControlKind(kind), tuple(map(re.compile, entry["patterns"]))) for kind, entry in table.items())
