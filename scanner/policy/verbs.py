"""Verbs of data handling in all their forms, and the small words that stand around a verb."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a verb: `kind` is base, present (-s), past (also the participle) or gerund."""

    verb: str
    kind: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a verb says is done. `needs` is object, or recipient where it must be told who gets the data."""

    action: str
    needs: str


@cache
def form_of(word: str) -> Form | None:
    """The verb that a word is a form of."""
    return _forms().get(word)


def meaning_of(verb: str) -> Meaning | None:
    """What the verb says of data when the company is its subject."""
    return _meanings().get(verb)


def is_given(verb: str) -> bool:
    """Whether the verb says that its subject hands data over: "you provide"."""
    return verb in _table()["given"]["object"]


@cache
def words(kind: str) -> frozenset[str]:
    """The small words of a kind: adverbs, modals, negations, be, have, do, bridging, first_person, reader, …"""
    return frozenset(_table()["words"][kind])


@cache
def _table() -> dict[str, Any]:  # TOML: tables of lists of strings, two levels deep
    return tomllib.loads(files("scanner.policy").joinpath("tables", "verbs.toml").read_text("utf-8"))


@cache
def _meanings() -> Mapping[str, Meaning]:
    actions = ("collect", "use", "store", "retain", "share", "transfer", "erase", "includes")
    return {
        verb: Meaning(action, needs)
        for action in reversed(actions)
        for needs in ("recipient", "object")
        for verb in _table()[action].get(needs, ())
    }


@cache
def _forms() -> Mapping[str, Form]:
    verbs = {*_meanings(), *_table()["given"]["object"]}
    adjectives = {word: Form(verb, "past") for word, verb in _table()["adjectives"].items()}
    return adjectives | {word: form for verb in sorted(verbs) for word, form in _inflect(verb)}


def _inflect(verb: str) -> Iterator[tuple[str, Form]]:
    stem = verb.removesuffix("e")
    irregular = _table()["irregular"].get(verb)
    doubled = irregular[0][:-2] if irregular and irregular[0].endswith("ed") else stem
    if verb in {"get", "wipe"}:
        doubled = {"get": "gett", "wipe": "wip"}[verb]
    present = verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else _with_s(verb)
    yield present, Form(verb, "present")
    yield doubled + "ing", Form(verb, "gerund")
    pasts = irregular or ([verb[:-1] + "ied"] if present.endswith("ies") and verb.endswith("y") else [stem + "ed"])
    for past in pasts:
        yield past, Form(verb, "past")
    yield verb, Form(verb, "past" if verb in pasts else "base")


def _with_s(verb: str) -> str:
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
