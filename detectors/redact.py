"""Names are data too: a path, key or template without the personal data that stands in it."""

from __future__ import annotations

import re

from detectors.gate import find

# In a name anything of these shapes is taken for what it looks like: nothing around it could tell otherwise.
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){1,5}")
_NUMBER = re.compile(r"\+\d{8,15}(?!\d)")
_SUFFIX = re.compile(r"(?:\.[A-Za-z][A-Za-z0-9]{0,4}){1,2}$")
_SEPARATOR = re.compile(r"([/\\])")


def safe_name(text: str) -> str:
    """The text with every part that a detector matches replaced by `{category}`, such as `{user.contact.email}`.

    Bytes of a file name that are no UTF-8 become U+FFFD: what comes out can be written anywhere.
    """
    plain = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return "".join(part if part in ("/", "\\") else _safe_part(part) for part in _SEPARATOR.split(plain))


def _safe_part(part: str) -> str:
    """One part of a path; its suffix is kept apart, lest `.csv` passes for the end of a host name."""
    suffix = _SUFFIX.search(part)
    stem = part[: suffix.start()] if suffix and suffix.start() else part
    rest = part[len(stem) :]
    if "@" in stem and "." not in stem.rsplit("@", 1)[1]:
        stem, rest = part, ""
    stem = _NUMBER.sub("{user.contact.phone_number}", _ADDRESS.sub("{user.contact.email}", stem))
    return _without_matches(stem) + rest


def _without_matches(text: str) -> str:
    parts, at = [], 0
    for match in find(text):
        parts += [text[at : match.start], "{", match.category, "}"]
        at = match.end
    return "".join([*parts, text[at:]])
