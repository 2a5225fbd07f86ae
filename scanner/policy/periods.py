"""Periods of time in a clause, as ISO 8601 durations."""

from __future__ import annotations

import re

ON_REQUEST = re.compile(r"\b(?:request|ask|clos(?:e|ed|ing)|deactivat|terminat|withdraw|delet(?:e|ion of) your)")
"""Deleted within so many days of an event that the person causes: a deadline, and no period of keeping."""

_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_VALUES = {name: value for value, name in enumerate(_NUMBERS)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90, "hundred": 100,
    "twenty-four": 24, "thirty-six": 36, "forty-eight": 48, "seventy-two": 72,
}  # fmt: skip
_FORMS = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
_NUMBER = "|".join(sorted(map(re.escape, _VALUES), key=len, reverse=True))
_PERIOD = re.compile(
    rf"\b(?:\d{{1,4}} ?(?:-|to) ?)?(\d{{1,5}}|{_NUMBER})\)?(?: ?\(\d{{1,4}}\))?[ -](?:calendar |business |working |full |consecutive )?"
    rf"(minute|hour|day|week|month|year)s?\b(?! old| of age|'?s? notice)"
)
_AGE = re.compile(r"\b(?:age|aged|under|over|least|older than|younger than|above) (?:of )?$")


def period_in(clause: str) -> str | None:
    """The first period a normalised clause gives: 30 days is P30D, twelve months P12M, two years P2Y."""
    return next((period for period, _ in periods_in(clause)), None)


def periods_in(clause: str) -> tuple[tuple[str, int], ...]:
    """The periods of a normalised clause, each with the place where it stands.

    Ages ("18 years old", "under 13 years") are no periods; of a range the longer end counts.
    """
    return tuple((_written(found), found.start()) for found in _PERIOD.finditer(clause) if _is_period(clause, found))


def _is_period(clause: str, found: re.Match[str]) -> bool:
    before = clause[: found.start()]
    if found[1] in {"a", "an"} and not re.search(r"\b(?:for|within|after|than|of|to|least)\s$", before):
        return False
    if found[2] == "year" and _AGE.search(before) and "least" not in before[-8:]:
        return False
    return found[1] not in {"0", "zero"}


def _written(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1].isdigit() else _VALUES[found[1]]
    return _FORMS[found[2]].format(number)
