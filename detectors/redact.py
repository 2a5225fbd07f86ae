"""Names are data too: a path, key or template without the personal data that stands in it."""

from __future__ import annotations

from detectors.gate import find


def safe_name(text: str) -> str:
    """The text with every part that a detector matches replaced by `{category}`, such as `{user.contact.email}`."""
    parts, at = [], 0
    for match in find(text):
        parts += [text[at : match.start], "{", match.category, "}"]
        at = match.end
    return "".join([*parts, text[at:]])
