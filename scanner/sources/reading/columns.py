"""Columns to fields: each judged by its name and values, what is sure taken into a draft under a safe id."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from detectors.columns import judge_column
from detectors.model import Column, Confidence, Finding
from detectors.redact import safe_name
from scanner.inventory.draft import Draft
from scanner.model import Evidence, Field, Store

LONGEST_NAME = 300
_CATEGORY = re.compile(r"(\{[a-z_.]+\})")
_SEPARATORS = "#/%."


def id_part(identifier: str, *, separators: str = _SEPARATORS) -> str:
    """An identifier as part of an id: personal data replaced by its category, separators and control characters escaped.

    Two identifiers give the same part only where a category took the place of the difference: a table for each
    person is one store.
    """
    pieces = _CATEGORY.split(safe_name(identifier[:LONGEST_NAME]))
    return "".join(piece if number % 2 else _escaped(piece, separators) for number, piece in enumerate(pieces))


def path_part(path: str) -> str:
    """A path inside a column or record as part of an id: as `id_part`, with its dots and slashes kept."""
    return id_part(path, separators="#%")


def add_column(
    draft: Draft, store: Store, column: Column, *, subject: str | None = None, place: Evidence | None = None
) -> tuple[Field, ...]:
    """Judge a column and take what it holds into the draft: one field for itself, one for each path in its JSON.

    `place` is where the column is defined, for those that are read from a file and not from a store.
    """
    fields: list[Field] = []
    for verdict in judge_column(column):
        path = ".".join(part for part in (id_part(column.name), path_part(verdict.path)) if part)
        found = sure(verdict.findings)
        field = draft.add_field(store, path, found, *_seen(store, path, column, found, place), subject=subject)
        if field is not None:
            fields.append(field)
    return tuple(fields)


def sure(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that are findings: low confidence is none."""
    return tuple(finding for finding in findings if finding.confidence is not Confidence.LOW)


def _seen(
    store: Store, path: str, column: Column, findings: Iterable[Finding], place: Evidence | None
) -> tuple[Evidence, ...]:
    if place is not None:
        return tuple(replace(place, reason=f.reason or None, category=f.category) for f in findings)
    return tuple(
        Evidence(
            path=path,
            store=store.id,
            rows_examined=len(column.values) or None,
            matched_share=None if finding.share is None else round(finding.share, 4),
            reason=finding.reason or None,
            category=finding.category,
        )
        for finding in findings
    )


def _escaped(text: str, separators: str) -> str:
    return "".join(_percent(c) if c in separators or not c.isprintable() else c for c in text)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
