"""Periods compared and spoken: ISO 8601 durations of one unit."""

from __future__ import annotations

import re

_DAYS = {"D": 1, "W": 7, "M": 30.5, "Y": 365.25}
_UNITS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}
_PERIOD = re.compile(r"P(\d{1,5})([DWMY])")
_SLACK = 1.05
"""A year of 365 days is no longer than twelve months."""


def days(period: str | None) -> float | None:
    """A period in days; None for none or another form."""
    found = _PERIOD.fullmatch(period or "")
    return int(found[1]) * _DAYS[found[2]] if found else None


def is_longer(period: str | None, promised: str | None) -> bool:
    """Whether the first period is plainly longer than the second; never where one is not known."""
    actual, limit = days(period), days(promised)
    return actual is not None and limit is not None and actual > limit * _SLACK


def spoken(period: str | None) -> str:
    """`P30D` as `30 days`."""
    found = _PERIOD.fullmatch(period or "")
    return f"{found[1]} {_UNITS[found[2]]}" if found else "no stated period"
