"""Lengths of time as infrastructure writes them, to ISO 8601."""

from __future__ import annotations

import re

_SECONDS = {"ms": 0.001, "s": 1.0, "h": 3600.0, "d": 86400.0}
_DAY = 86400


def iso_period(value: object, unit: str) -> str | None:
    """A number of `ms`, `s`, `h` or `d` as an ISO 8601 duration; None for nothing, zero and what is computed."""
    match = re.fullmatch(r"\s*(\d{1,12})(?:\.\d+)?s?\s*", str(value))
    if match is None or isinstance(value, bool):
        return None
    seconds = round(int(match[1]) * _SECONDS[unit])
    if seconds <= 0:
        return None
    if seconds % _DAY == 0:
        return f"P{seconds // _DAY}D"
    return f"PT{seconds // 3600}H" if seconds % 3600 == 0 else f"PT{seconds}S"
