"""declaration.toml: the statements of a policy as people review, correct or write them by hand."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from detectors.taxonomy import is_known
from scanner.errors import InvalidPolicy
from scanner.model import Action, ControlKind, Declaration, Document, Phrase, PolicyFinding, Promise, Quote, Statement
from scanner.policy.naming import named

SCHEMA_VERSION = "1.0.0"
_HEAD = """\
# What a privacy policy declares, one [[statement]] each, with the words of the policy beside it.
# Written by `piimap policy read`; correct it, delete from it or add to it by hand. A statement needs `action` and
# `categories`; everything else may be left out.
#   action      collect, use, store, share, transfer, retain or erase
#   polarity    positive, or negative for a promise not to
#   categories  fideslang keys; `piimap explain categories` lists them
#   recipients  vendor ids, or classes such as service_providers
#   regions     ISO 3166-1 codes; period: ISO 8601 (P30D)
"""
Toml = Any  # what tomllib gives: its shape is checked key by key below


def write_declaration(declaration: Declaration) -> str:
    """The text of declaration.toml: every statement under its quote; the same declaration gives the same bytes."""
    parts = [_HEAD, f"schema_version = {_quoted(SCHEMA_VERSION)}\n", *_document(declaration.document)]
    for statement in declaration.statements:
        parts.extend(_statement(statement))
    for promise in declaration.promises:
        parts.extend(_entry("promise", {"kind": promise.kind.value, "evidence": promise.evidence}))
    for finding in declaration.findings:
        values = {
            "kind": finding.kind,
            "severity": finding.severity,
            "message": finding.message,
            "evidence": finding.evidence,
        }
        parts.extend(_entry("finding", values))
    return "\n".join(parts) + "\n"


def load_declaration(path: Path) -> Declaration:
    """The declaration at the path.

    Raises InvalidPolicy with the path and, where it can be told, the line, where the file is no TOML, misshapen, or
    names a category that is not known.
    """
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidPolicy(
            f"{path}: cannot be read ({error.__class__.__name__}); check the path and its rights"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InvalidPolicy(f"{path}: is no TOML: {error}; mend the line or run `piimap policy read` again") from error
    return _Reader(path, text).declaration(table)


def _document(document: Document) -> Iterator[str]:
    yield "[document]"
    yield f"path = {_quoted(document.path)}"
    if document.controller:
        yield f"controller = {_quoted(document.controller)}"
    if document.last_updated:
        yield f"last_updated = {_quoted(document.last_updated)}"
    if document.contacts:
        yield f"contacts = {_list(document.contacts)}"
    yield ""


def _statement(statement: Statement) -> Iterator[str]:
    values: dict[str, object] = {
        "id": statement.id,
        "action": statement.action.value,
        "polarity": statement.polarity,
        "actor": statement.actor,
        "categories": tuple(dict.fromkeys(phrase.key for phrase in statement.categories)),
        "recipients": tuple(dict.fromkeys(phrase.key for phrase in statement.recipients)),
        "subject": statement.subject,
        "purposes": statement.purposes,
        "regions": statement.regions,
        "region_list_closed": statement.region_list_closed,
        "period": statement.period,
        "condition": statement.condition,
        "modality": statement.modality,
        "generic": statement.generic,
        "evidence": statement.evidence,
        "phrases": statement.categories,
        "recipient_phrases": statement.recipients,
    }
    needed = {"id", "action", "polarity", "actor", "categories", "modality", "generic"}
    yield from _entry(
        "statement", {key: value for key, value in values.items() if key in needed or value not in (None, ())}
    )


def _entry(name: str, values: Mapping[str, object]) -> Iterator[str]:
    quotes = values.get("evidence", ())
    assert isinstance(quotes, tuple)
    for quote in quotes:
        yield from textwrap.wrap(" ".join(quote.quote.split()), 112, initial_indent="# > ", subsequent_indent="# > ")
    yield f"[[{name}]]"
    for key, value in values.items():
        yield f"{key} = {_value(value)}"
    yield ""


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    assert isinstance(value, tuple)
    if value and not isinstance(value[0], str):
        return "[\n" + "".join(f"  {_inline(item)},\n" for item in value) + "]"
    return _list(value)


def _inline(item: object) -> str:
    if isinstance(item, Quote):
        return f"{{ start = {item.start}, end = {item.end}, quote = {_quoted(item.quote)} }}"
    assert isinstance(item, Phrase)
    return f"{{ key = {_quoted(item.key)}, text = {_quoted(item.text)}, start = {item.start}, end = {item.end} }}"


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, values)) + "]"


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but for DEL, which JSON leaves as it stands.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Reader:
    """Reads the tables of one file, and knows the lines they stand on for messages."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.split("\n")

    def declaration(self, table: Mapping[str, Toml]) -> Declaration:
        entries = self._entries(table, "statement")
        statements = tuple(self._statement(entry, at) for at, entry in enumerate(entries))
        if not statements:
            raise InvalidPolicy(f"{self._path}: holds no [[statement]]; write one or run `piimap policy read`")
        return Declaration(
            self._document(table.get("document", {})),
            self._named(statements),
            tuple(self._promise(entry, at) for at, entry in enumerate(self._entries(table, "promise"))),
            tuple(self._finding(entry, at) for at, entry in enumerate(self._entries(table, "finding"))),
        )

    def _named(self, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """Statements written without an id get the one that the reader would give."""
        made = named(replace(statement, id="") for statement in statements)
        return tuple(replace(one, id=one.id or two.id) for one, two in zip(statements, made, strict=True))

    def _document(self, entry: Toml) -> Document:
        if not isinstance(entry, dict):
            raise InvalidPolicy(f"{self._path}: [document] is no table; run `piimap policy read` again")
        return Document(
            path=self._text(entry, "path", "document", 0) or self._path.as_posix(),
            controller=self._text(entry, "controller", "document", 0),
            last_updated=self._text(entry, "last_updated", "document", 0),
            contacts=self._texts(entry, "contacts", "document", 0),
        )

    def _statement(self, entry: Mapping[str, Toml], at: int) -> Statement:
        categories = self._phrases(entry, "categories", "phrases", at)
        for phrase in categories:
            if not is_known(phrase.key):
                line = self._line("statement", at, phrase.key)
                raise InvalidPolicy(
                    f"{self._path}:{line}: unknown category {phrase.key!r}; `piimap explain categories` lists them"
                )
        return Statement(
            id=self._text(entry, "id", "statement", at) or "",
            action=Action(self._choice(entry, "action", at, [action.value for action in Action])),
            polarity=self._choice(entry, "polarity", at, ["positive", "negative"]),
            actor=self._choice(entry, "actor", at, ["first_party", "third_party", "user"]),
            categories=categories,
            evidence=self._quotes(entry, "statement", at),
            subject=self._text(entry, "subject", "statement", at),
            purposes=self._texts(entry, "purposes", "statement", at),
            recipients=self._phrases(entry, "recipients", "recipient_phrases", at),
            regions=self._texts(entry, "regions", "statement", at),
            region_list_closed=self._flag(entry, "region_list_closed", at),
            period=self._text(entry, "period", "statement", at),
            condition=self._text(entry, "condition", "statement", at),
            modality=self._choice(entry, "modality", at, ["does", "may", "will"]),
            generic=bool(self._flag(entry, "generic", at) or not any(phrase.key != "user" for phrase in categories)),
        )

    def _promise(self, entry: Mapping[str, Toml], at: int) -> Promise:
        kind = entry.get("kind")
        if kind not in set(ControlKind):
            raise self._wrong("promise", at, "kind", f"must be one of {', '.join(ControlKind)}")
        return Promise(ControlKind(kind), self._quotes(entry, "promise", at))

    def _finding(self, entry: Mapping[str, Toml], at: int) -> PolicyFinding:
        kind, message, severity = (
            self._text(entry, key, "finding", at) or "" for key in ("kind", "message", "severity")
        )
        return PolicyFinding(kind, message, severity, self._quotes(entry, "finding", at))

    def _entries(self, table: Mapping[str, Toml], name: str) -> list[Mapping[str, Toml]]:
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise InvalidPolicy(f"{self._path}: {name} must be written as [[{name}]]")
        return entries

    def _phrases(self, entry: Mapping[str, Toml], keys: str, phrases: str, at: int) -> tuple[Phrase, ...]:
        """The phrases of the keys; keys that a person added have no words of the policy."""
        listed = self._texts(entry, keys, "statement", at)
        shown = [self._phrase(item, phrases, at) for item in self._tables(entry, phrases, at)]
        kept = [phrase for phrase in shown if keys not in entry or phrase.key in listed]
        known = {phrase.key for phrase in kept}
        return (*kept, *(Phrase(key, "", 0, 0) for key in listed if key not in known))

    def _phrase(self, item: Mapping[str, Toml], name: str, at: int) -> Phrase:
        try:
            return Phrase(str(item["key"]), str(item["text"]), int(item["start"]), int(item["end"]))
        except (KeyError, TypeError, ValueError):
            raise self._wrong("statement", at, name, "needs key, text, start and end") from None

    def _quotes(self, entry: Mapping[str, Toml], name: str, at: int) -> tuple[Quote, ...]:
        try:
            items = self._tables(entry, "evidence", at, name)
            return tuple(
                Quote(str(item["quote"]), int(item.get("start", 0)), int(item.get("end", 0))) for item in items
            )
        except (KeyError, TypeError, ValueError):
            raise self._wrong(name, at, "evidence", "needs quote, start and end") from None

    def _tables(
        self, entry: Mapping[str, Toml], key: str, at: int, name: str = "statement"
    ) -> list[Mapping[str, Toml]]:
        items = entry.get(key, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self._wrong(name, at, key, "must be a list of tables")
        return items

    def _text(self, entry: Mapping[str, Toml], key: str, name: str, at: int) -> str | None:
        value = entry.get(key)
        if value is not None and not isinstance(value, str):
            raise self._wrong(name, at, key, "must be a text in quotes")
        return value

    def _texts(self, entry: Mapping[str, Toml], key: str, name: str, at: int) -> tuple[str, ...]:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name, at, key, "must be a list of texts in quotes")
        return tuple(value)

    def _flag(self, entry: Mapping[str, Toml], key: str, at: int) -> bool | None:
        value = entry.get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong("statement", at, key, "must be true or false")
        return value

    def _choice(self, entry: Mapping[str, Toml], key: str, at: int, choices: list[str]) -> str:
        value = entry.get(key, choices[0] if key != "action" else None)
        if value not in choices:
            raise self._wrong("statement", at, key, f"must be one of {', '.join(choices)}")
        return str(value)

    def _wrong(self, name: str, at: int, key: str, what: str) -> InvalidPolicy:
        return InvalidPolicy(f"{self._path}:{self._line(name, at, key)}: {key} {what}")

    def _line(self, name: str, at: int, word: str) -> int:
        """The line of a word in the entry, or of the entry."""
        starts = [number for number, line in enumerate(self._lines, 1) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
        first = starts[at] if at < len(starts) else 1
        last = starts[at + 1] if at + 1 < len(starts) else len(self._lines) + 1
        pattern = re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])")
        inside = (number for number in range(first, last) if pattern.search(self._lines[number - 1].split(" #", 1)[0]))
        return next(inside, first)
