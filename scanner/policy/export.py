"""A declaration as the JSON that `piimap policy read -f json` gives to other programs."""

from __future__ import annotations

from scanner.model import Declaration, PolicyFinding, Promise, Quote, Statement

SCHEMA_VERSION = "1.0.0"
"""MODEL.REVISION.ADDITION; the schema is scanner/inventory/schema/declaration-1.0.0.json."""


def declaration_as_json(declaration: Declaration) -> dict[str, object]:
    """The declaration as a JSON object; all offsets are Unicode code points into the policy's text as read."""
    document = declaration.document
    return {
        "schema_version": SCHEMA_VERSION,
        "document": {
            "path": document.path,
            "controller": document.controller,
            "last_updated": document.last_updated,
            "contacts": list(document.contacts),
        },
        "statements": [_statement(statement) for statement in declaration.statements],
        "promises": [_promise(promise) for promise in declaration.promises],
        "findings": [_finding(finding) for finding in declaration.findings],
    }


def _statement(one: Statement) -> dict[str, object]:
    return {
        "id": one.id,
        "action": one.action.value,
        "polarity": one.polarity,
        "actor": one.actor,
        "categories": list(dict.fromkeys(phrase.key for phrase in one.categories)),
        "phrases": [{"category": p.key, "text": p.text, "start": p.start, "end": p.end} for p in one.categories],
        "generic": one.generic,
        "subject": one.subject,
        "purposes": list(one.purposes),
        "recipients": list(dict.fromkeys(phrase.key for phrase in one.recipients)),
        "recipient_phrases": [
            {"recipient": p.key, "text": p.text, "start": p.start, "end": p.end} for p in one.recipients
        ],
        "regions": list(one.regions),
        "region_list_closed": one.region_list_closed,
        "period": one.period,
        "condition": one.condition,
        "modality": one.modality,
        "evidence": _quotes(one.evidence),
    }


def _promise(one: Promise) -> dict[str, object]:
    return {"kind": one.kind.value, "evidence": _quotes(one.evidence)}


def _finding(one: PolicyFinding) -> dict[str, object]:
    return {"kind": one.kind, "message": one.message, "severity": one.severity, "evidence": _quotes(one.evidence)}


def _quotes(quotes: tuple[Quote, ...]) -> list[dict[str, object]]:
    return [{"quote": one.quote, "start": one.start, "end": one.end} for one in quotes]
