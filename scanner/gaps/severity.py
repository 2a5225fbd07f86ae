"""How much a gap matters: by what the data is, and in which form it stands."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.model import Category, Protection
from detectors.taxonomy import is_special, is_within
from scanner.model import Severity

_GRAVE = (
    "user.authorization",
    "user.biometric",
    "user.childrens",
    "user.criminal_history",
    "user.financial",
    "user.government_id",
    "user.health_and_medical",
    "user.location.precise",
    "user.payment",
)
_ORDER = (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)


def is_grave(category: str) -> bool:
    """Whether harm is likely when this gets out: special categories (GDPR 9, 10), money, identity, precise places."""
    return is_special(category) or any(is_within(category, grave) for grave in _GRAVE)


SAFEGUARDS = ("user.authorization", "system")
"""What keeps an account safe: a policy that does not speak of passwords hides nothing from anybody."""


def is_safeguard(category: str) -> bool:
    """Whether the data is there to protect the person: credentials, tokens, keys."""
    return any(is_within(category, kind) for kind in SAFEGUARDS) and not is_within(
        category, "user.authorization.biometric"
    )


def severity_of(categories: Iterable[Category], *protections: Protection) -> Severity:
    """High for grave data, medium otherwise; one step lower where it stands hashed or encrypted everywhere.

    Low where nothing but tokens and masked values stand there: they are not the data.
    """
    base = Severity.HIGH if any(is_grave(category) for category in categories) else Severity.MEDIUM
    if protections and {Protection.TOKENISED, Protection.MASKED}.issuperset(protections):
        return Severity.LOW
    return base if Protection.PLAIN in protections or not protections else lower(base)


def lower(severity: Severity) -> Severity:
    """One step down; low stays."""
    return _ORDER[max(0, severity.rank - 1)]


def higher(severity: Severity) -> Severity:
    """One step up; critical stays."""
    return _ORDER[min(len(_ORDER) - 1, severity.rank + 1)]
