"""A text of many SQL statements to single ones, each parsed apart, so that one that fails costs no other."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

# What sqlglot cannot read is told in our results; without a handler Python prints its warnings to standard error.
logging.getLogger("sqlglot").addHandler(logging.NullHandler())

LONGEST = 200_000
"""Characters of one statement that are still parsed: longer ones are dumps of values, not schema or logic."""

_PIECES = re.compile(
    r"""--[^\n]*                          # comment to the end of the line
    | \#\ [^\n]*                          # MySQL's
    | /\*(?:[^*]|\*(?!/))*+(?:\*/)?       # block comment
    | '(?:[^'\\]|''|\\.)*+'?              # string; a backslash escapes in MySQL's and is rare in others
    | "(?:[^"]|"")*+"?
    | `[^`]*`?
    | (?P<dollar>\$[A-Za-z_]*\$)          # PostgreSQL's dollar quotes: the end is looked for apart
    | ;
    """,
    re.VERBOSE | re.DOTALL,
)
_COPY_ROWS = re.compile(r"\s*COPY\b[^;]*\bFROM\s+stdin\b", re.IGNORECASE)
_FIRST_WORDS = re.compile(r"(?:\s+|--[^\n]*\n?|/\*(?:[^*]|\*(?!/))*+\*/)*+(\w+)(?:\s+(\w+))?", re.IGNORECASE)

_PROCEDURE = re.compile(
    r"\s*CREATE\s+(?:OR\s+\w+\s+)?(?:PROCEDURE|PROC|FUNCTION)\b.{0,4000}?\bBEGIN\b", re.IGNORECASE | re.DOTALL
)
"""The head of a procedure, whose body is statements like any other."""

_DIALECT_SIGNS = (
    ("mysql", re.compile(r"\bENGINE\s*=|\bAUTO_INCREMENT\b|`\w+`\s+\w+", re.IGNORECASE)),
    (
        "postgres",
        re.compile(r"\$\$|::\w|\b(?:big)?serial\b|\bjsonb\b|FROM stdin;|\bOWNER TO\b|\btimestamptz\b", re.IGNORECASE),
    ),
    ("tsql", re.compile(r"\[dbo\]|\bNVARCHAR\(|\bIDENTITY\(|^GO\s*$", re.IGNORECASE | re.MULTILINE)),
    ("sqlite", re.compile(r"\bAUTOINCREMENT\b|\bWITHOUT ROWID\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A statement that could not be read: its number in the text, from 1, and why, without a word of it."""

    statement: int
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """One statement: its number in the text, from 1, and its tree."""

    number: int
    tree: exp.Expr


def split(sql: str) -> Iterator[str]:
    """The statements of a text, cut at semicolons that stand in no string, comment or dollar quote.

    The rows that follow PostgreSQL's `COPY … FROM stdin` belong to no statement and are left out.
    """
    begin = at = 0
    while at < len(sql):
        piece = _PIECES.search(sql, at)
        if piece is None:
            break
        if piece["dollar"]:
            end = sql.find(piece["dollar"], piece.end())
            at = len(sql) if end < 0 else end + len(piece["dollar"])
            continue
        at = max(piece.end(), at + 1)
        if piece.group() != ";":
            continue
        yield sql[begin : piece.start()]
        if _COPY_ROWS.match(sql, begin, piece.end()):
            rows_end = sql.find("\n\\.", at)
            at = len(sql) if rows_end < 0 else rows_end + 3
        begin = at
    if sql[begin:].strip():
        yield sql[begin:]


def first_words(statement: str) -> tuple[str, str]:
    """The first two words in capitals, comments passed over: ("CREATE", "TABLE"). Empty where there are none."""
    words = _FIRST_WORDS.match(statement)
    return ((words[1] or "").upper(), (words[2] or "").upper()) if words else ("", "")


def likely_dialect(sql: str) -> str | None:
    """The dialect whose own signs a text shows, by its first 100,000 characters; None where it shows none."""
    return next((dialect for dialect, sign in _DIALECT_SIGNS if sign.search(sql, 0, 100_000)), None)


def parse_one(statement: str, dialect: str | None) -> exp.Expr | str:
    """The tree of one statement, or the reason why it could not be read. Other dialects are tried after the given."""
    if len(statement) > LONGEST:
        return "statement too long"
    for attempt in dict.fromkeys((dialect, "postgres", "mysql", "tsql")):
        try:
            tree = sqlglot.parse_one(statement, read=attempt)
        except (SqlglotError, RecursionError, ValueError):
            continue
        if not isinstance(tree, exp.Command):
            return tree
    return "not understood as SQL of any known dialect"


def parse(sql: str, dialect: str | None) -> tuple[list[Parsed], list[Failure]]:
    """Every statement of a text that could be read, and those that could not."""
    parsed: list[Parsed] = []
    failures: list[Failure] = []
    spoken = dialect or likely_dialect(sql)
    for number, statement in enumerate((s for s in split(sql) if first_words(s)[0]), start=1):
        body = _PROCEDURE.sub("", statement, count=1)
        if first_words(body) in {("END", ""), ("BEGIN", ""), ("COMMIT", "")}:
            continue
        tree = parse_one(body, spoken)
        if isinstance(tree, str):
            failures.append(Failure(number, tree))
        else:
            parsed.append(Parsed(number, tree))
    return parsed, failures
