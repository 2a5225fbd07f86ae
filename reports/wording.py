"""The words that every format shares: for places, amounts, kinds of gap, and names that come from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detectors.taxonomy import title
from scanner.model import Evidence

KIND_TITLES: Mapping[str, str] = {
    "undeclared_category": "Undeclared data",
    "undeclared_recipient": "Undeclared recipient",
    "undeclared_region": "Undeclared country",
    "broken_promise": "Broken promise",
    "stale_declaration": "Declared, not found",
    "contradictory_policy": "Policy contradicts itself",
    "vague_policy": "Vague wording",
    "missing_clause": "Missing clause",
    "undeclared_purpose": "Undeclared purpose",
    "unprotected": "Unprotected data",
    "not_examined": "Not examined",
}

NOTHING = "\N{EN DASH}"
"""What stands in a table where there is nothing to say."""

# What could steer a terminal, reverse the reading direction or hide: controls, separators, invisible characters.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_SMALLEST_SHARE = 0.001


def printable(text: str) -> str:
    """The text on one line, with every character that is no visible one written as its escape: names are untrusted."""
    return _UNPRINTABLE.sub(_escaped, _SPACES.sub(" ", text))


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` characters, cut in the middle, since sentences open and end with what matters."""
    plain = printable(text).strip()
    if len(plain) <= limit:
        return plain
    head = plain[: limit * 6 // 10].rsplit(" ", 1)[0]
    tail = plain[len(plain) - (limit - len(head) - 3) :]
    return f"{head} … {tail.split(' ', 1)[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 gap`, `1,204 gaps`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def kind_title(kind: str) -> str:
    """What people call a kind of gap."""
    return KIND_TITLES.get(kind, kind.replace("_", " ").capitalize())


def category_title(key: str) -> str:
    """What people call a category: fideslang's title without the "User" that most of them open with."""
    return title(key).removeprefix("User ")


def short_key(category: str) -> str:
    """A category's key without the root that nearly all of them share: `contact.email`."""
    return category.removeprefix("x.").removeprefix("user.")


def silence(kind: str) -> str:
    """What to say where a gap cites no sentence of the policy."""
    if kind == "unprotected":
        return "Whatever a policy says, this is owed (GDPR 32)."
    return "No sentence of the policy covers this."


def emptiness(kind: str) -> str:
    """What to say where a gap has no evidence from the systems."""
    if kind in ("contradictory_policy", "vague_policy", "missing_clause"):
        return "This is about the text of the policy itself."
    return "Nothing was found in the places examined."


def place(evidence: Evidence) -> str:
    """Where something was seen, in a form that editors open: `path:line`, or the store and the path in it."""
    if evidence.store is None or evidence.line is not None:
        return evidence.path if evidence.line is None else f"{evidence.path}:{evidence.line}"
    return evidence.store if evidence.path in {"", evidence.store} else f"{evidence.store} · {evidence.path}"


def circumstances(evidence: Evidence) -> str:
    """What is known of a place besides where it is: the code around it, the share of rows, how often and when."""
    parts = (
        f"in {evidence.symbol}" if evidence.symbol else "",
        _rows(evidence),
        f"{evidence.count:,} times" if evidence.count and evidence.count > 1 else "",
        _period(evidence),
    )
    return ", ".join(part for part in parts if part)


def _rows(evidence: Evidence) -> str:
    rows = "" if evidence.rows_examined is None else counted(evidence.rows_examined, "row")
    if evidence.matched_share is None:
        return rows
    return f"{share(evidence.matched_share)} of {rows or 'the values'}"


def share(part: float) -> str:
    """A share of 0 to 1 in per cent: `3.4 %`, never 0 where there was one."""
    if 0 < part < _SMALLEST_SHARE:
        return "under 0.1 %"
    return f"{part * 100:.1f}".removesuffix(".0") + " %"


def _period(evidence: Evidence) -> str:
    first, last = evidence.first_seen, evidence.last_seen
    if first and last and first != last:
        return f"{first} to {last}"
    return first or last or ""


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last of the basic plane
