"""Lengths of time in code, as ISO 8601 durations."""

from __future__ import annotations

from scanner.code import tables
from scanner.code.machine import CallSite, Machine
from scanner.code.values import Value

_MAKERS = frozenset(
    {
        "datetime.timedelta",
        "dateutil.relativedelta.relativedelta",
        "django.utils.timezone.timedelta",
        "builtins.timedelta",
    }
)
_UNITS = {
    "days": ("", "D"),
    "weeks": ("", "W"),
    "months": ("", "M"),
    "years": ("", "Y"),
    "hours": ("T", "H"),
    "minutes": ("T", "M"),
    "seconds": ("T", "S"),
}
_SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}
_DAY = 86400


def duration(_machine: Machine, site: CallSite) -> Value | None:
    """`timedelta(days=90)` as a value that measures 90 days; None for anything else."""
    if tables.bare(site.dotted) not in _MAKERS and site.name not in {"timedelta", "relativedelta"}:
        return None
    given = [("days", value) for value in site.args[:1]] + list(site.keywords)
    for name, value in given:
        number = next((constant for constant in value.constants if constant), None)
        if isinstance(number, str) and number.isdigit():
            number = int(number)
        if name in _UNITS and isinstance(number, int | float) and not isinstance(number, bool) and number:
            return Value(period=iso(name, abs(number)))
    return Value(name="timedelta")


def iso(unit: str, number: float) -> str:
    """90 days as `P90D`; times of whole days are written in days."""
    if unit in _SECONDS and number * _SECONDS[unit] % _DAY == 0:
        return f"P{int(number * _SECONDS[unit] // _DAY)}D"
    mark, letter = _UNITS[unit]
    return f"P{mark}{number:g}{letter}"
