"""Calls that change the form of data, and calls whose result says nothing about it."""

from __future__ import annotations

from detectors.model import Protection
from scanner.code import tables
from scanner.code.findings import protected
from scanner.code.machine import CallSite, Machine
from scanner.code.values import Foreign, Value, all_labels, labelled

_BY_NAME = (
    ("hashed_names", Protection.HASHED),
    ("encrypted_names", Protection.ENCRYPTED),
    ("masked_names", Protection.MASKED),
    ("tokenised_names", Protection.TOKENISED),
)


def protection_of(dotted: str, name: str) -> Protection | None:
    """The form that a call gives to its arguments, by the library it is of, else by its name."""
    for key, protection in (("hashed", Protection.HASHED), ("encrypted", Protection.ENCRYPTED)):
        if dotted and tables.fits("sanitizers", key, dotted):
            return None if "decrypt" in name else protection
    return next((form for key, form in _BY_NAME if tables.pattern("sanitizers", key).search(name)), None)


def sanitized(_machine: Machine, site: CallSite) -> Value | None:
    """The arguments, hashed, encrypted, masked or tokenised; None for other calls."""
    if site.name in tables.names("cleaners", "names"):
        return None
    protection = protection_of(site.dotted, site.name)
    if protection is None:
        return None
    held = frozenset().union(*(all_labels(value) for value in (site.base, *site.values)))
    value = labelled(protected(held, protection), name=site.name)
    if site.dotted:
        return Value(labels=value.labels, refs=(Foreign(f"{site.dotted}()"),), name=site.name)
    return value


def cleaned(_machine: Machine, site: CallSite) -> Value | None:
    """Nothing personal, for calls such as `len` and `url_for`; None for other calls."""
    if site.name not in tables.names("cleaners", "names"):
        return None
    return Value(name=site.name, refs=(Foreign(f"{site.dotted}()"),) if site.dotted else ())
