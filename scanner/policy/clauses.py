"""Vague clauses of a policy, and the ones that GDPR 13 and 14 ask for and that are missing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from scanner.model import Action, PolicyFinding, Quote, Statement
from scanner.vendors.catalogue import by_id

_KEEPS = (Action.RETAIN, Action.STORE, Action.ERASE)
_MOST = 20  # quotes a finding shows


def vague_clauses(text: str, normal: str) -> Iterator[PolicyFinding]:
    """One finding for each kind of vagueness, with all its places."""
    flat = normal.replace("\n", " ")
    for entry in finding_table()["vague"]:
        spans = sorted({found.span() for pattern in entry["patterns"] for found in _compiled(pattern).finditer(flat)})
        quotes = tuple(Quote(text[start:end], start, end) for start, end in _apart(spans)[:_MOST])
        if quotes:
            yield PolicyFinding("vague_policy", entry["message"].capitalize(), entry["severity"], quotes)


def missing_clauses(normal: str, statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """One finding for each clause that the law asks for and the text does not give."""
    flat = normal.replace("\n", " ")
    for entry in finding_table()["missing"]:
        needed = "needs" not in entry or _compiled(entry["needs"]).search(flat)
        given = any(_compiled(pattern).search(flat) for pattern in entry["patterns"])
        if entry["key"] == "named_recipients":
            given = any(by_id(phrase.key) for statement in statements for phrase in statement.recipients)
        if entry["key"] == "retention_period" and not given:
            given = any(statement.period and statement.action in _KEEPS for statement in statements)
        if needed and not given:
            yield PolicyFinding(
                "missing_clause", f"The policy does not say {entry['message']} ({entry['article']}).", entry["severity"]
            )


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


@cache
def finding_table() -> Mapping[str, Sequence[Mapping[str, Any]]]:  # TOML: entries of strings and lists of strings
    """The table of findings: vague, missing and pairs of wordings that do not go together."""
    table: Mapping[str, Sequence[Mapping[str, Any]]] = tomllib.loads(
        files("scanner.policy").joinpath("tables", "findings.toml").read_text("utf-8")
    )
    return table


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
