"""A policy's text to its declaration: statements, promises, and what is wrong with the policy itself."""

from __future__ import annotations

from scanner.errors import InvalidPolicy
from scanner.model import Declaration
from scanner.policy.clauses import missing_clauses, vague_clauses
from scanner.policy.contradictions import contradictions
from scanner.policy.document import document_of, own_names
from scanner.policy.normal import normalise
from scanner.policy.passages import sentences_of
from scanner.policy.promises import promises_of
from scanner.policy.statements import statements_of

LONGEST = 2_000_000
"""Characters of a policy that are read; no real policy comes near."""


def read_text(text: str, *, path: str) -> Declaration:
    """What a policy declares. All offsets are code points into the text.

    Raises InvalidPolicy where the text is empty, too long, or says nothing about data.
    """
    if not text.strip():
        raise InvalidPolicy(f"{path}: is empty; give the text of a privacy policy")
    if len(text) > LONGEST:
        raise InvalidPolicy(f"{path}: is longer than {LONGEST} characters; give the policy alone")
    document, normal = document_of(text, path=path), normalise(text)
    sentences = sentences_of(text)
    statements = statements_of(text, normal, own_names(document, text))
    if not statements:
        raise InvalidPolicy(f"{path}: no statement about personal data was found; give a privacy policy in English")
    findings = (
        *contradictions(statements, sentences, text, normal=normal),
        *vague_clauses(text, normal),
        *missing_clauses(normal, statements),
    )
    return Declaration(document, statements, promises_of(text, normal, sentences), findings)
