"""Phrase tables: patterns of words mapped to keys, found in a sentence by longest match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain, product

from scanner.policy.words import Word, stem

_WORDS = re.compile(r"[^\W_]+(?:'s)?")
_PIECE = re.compile(r"\[[^\]]*\]|\([^)]*\)|\{[a-z]+\}|[^\s\[\](){}]+")
# Marks that may stand inside a phrase without ending it: "e-mail", "Internet Protocol ("IP") address", "zip/postal".
_INSIDE = frozenset("-/\"'()")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a table: words `first` to `last` (inclusive) name `key`; `listed` where only a list makes it so."""

    key: str
    first: int
    last: int
    listed: bool = False


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    key: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """A table of phrases, ready for finding."""

    root: _Node

    def find(self, words: Sequence[Word]) -> tuple[Hit, ...]:
        """The phrases in a sentence, left to right, longest first, none inside another."""
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, at)
            if hit:
                hits.append(hit)
            at = hit.last + 1 if hit else at + 1
        return tuple(hits)

    def _longest(self, words: Sequence[Word], first: int) -> Hit | None:
        node, best = self.root, None
        for at in range(first, len(words)):
            if words[at].is_mark and at > first and words[at].text in _INSIDE:
                continue
            step = node.next.get(words[at].stem)
            if step is None:
                break
            node = step
            if node.key is not None:
                best = Hit(node.key, first, at, listed=node.listed)
        return best


@cache
def phrasebook(table: str) -> Phrasebook:
    """The table of this name beside this module: categories, recipients or purposes."""
    content = tomllib.loads(files("scanner.policy").joinpath("tables", f"{table}.toml").read_text("utf-8"))
    macros: dict[str, list[str]] = content.pop("macros", {})
    root = _Node()
    for key, entry in content.items():
        for kind in ("listed", "phrases"):
            for pattern in entry.get(kind, ()):
                for words in expand(pattern, macros):
                    _add(root, words, key, listed=kind == "listed")
    return Phrasebook(root)


def expand(pattern: str, macros: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """All word sequences that a pattern stands for: `[a] (b|c) {x}`."""
    pieces = [tuple(_choices(piece, macros)) for piece in _PIECE.findall(pattern)]
    for choice in product(*pieces):
        words = tuple(chain.from_iterable(choice))
        if words:
            yield words


def _choices(piece: str, macros: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    if piece.startswith("["):
        yield ()
    inner = piece[1:-1] if piece[0] in "[(" else piece
    if "(" in inner:
        yield from expand(inner, macros)
        return
    for choice in inner.split("|"):
        name = choice.strip("{} ")
        for text in macros[name] if choice.strip().startswith("{") else (choice,):
            yield tuple(stem(word) for word in _WORDS.findall(text))


def _add(root: _Node, words: Sequence[str], key: str, *, listed: bool) -> None:
    node = root
    while words[-1] in {"and", "or"} and len(words) > 1:
        words = words[:-1]
    for word in words:
        node = node.next.setdefault(word, _Node())
    if node.key is None or (node.listed and not listed):
        node.key, node.listed = key, listed
