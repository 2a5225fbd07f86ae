"""Whether values can be what a column's name says, so that `email_verified` with 0 and 1 is no e-mail address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from detectors.model import Category

_FLAG = re.compile(r"(?:[01]|t|f|y|n|true|false|yes|no)\Z", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?\b|\d{8}\Z|\d{1,2}\.?\s\w{3,12}\.?\s\d{4}|\w{3,12}\s\d{1,2},?\s\d{4}"
)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?\Z")
_SLUG = re.compile(r"[\w.-]*[_/\\][\w./\\-]*\Z")
_FILE = re.compile(r"[^\s@]{1,200}\.(?:png|jpe?g|gif|svg|pdf|zip|txt|csv|js|css|html?|docx?|xlsx?)\Z", re.IGNORECASE)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|:\d{1,5})?\Z|[0-9A-Fa-f:.%]*:[0-9A-Fa-f:.%]*(?:/\d{1,3})?\Z")

Test = Callable[[str], bool]


def _has_letters(value: str) -> bool:
    return any(character.isalpha() for character in value) and not _FILE.match(value) and "@" not in value


def _is_name(value: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    return _has_letters(value) and digits <= 2 and not _SLUG.match(value) and len(value) <= 120


def _is_phone(value: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    return 6 <= digits <= 18 and sum(character.isalpha() for character in value) <= 8


def _is_place_code(value: str) -> bool:
    return 2 <= len(value) <= 12 and any(character.isdigit() for character in value) and not _FILE.match(value)


def _is_degree(value: str) -> bool:
    return bool(re.search(r"-?\d{1,3}[.,]\d+|POINT|\d{1,3}°|\A-?\d{1,3}\Z", value, re.IGNORECASE))


def _is_short(value: str) -> bool:
    return len(value) <= 40


def _is_id(value: str) -> bool:
    return any(character.isdigit() for character in value) and 4 <= len(value) <= 40


def _is_card(value: str) -> bool:
    return sum(character.isdigit() for character in value) >= 2 and len(value) <= 40


_TESTS: tuple[tuple[str, Test], ...] = (
    ("user.contact.email", lambda value: "@" in value or "%40" in value),
    ("user.contact.phone_number", _is_phone),
    ("user.contact.fax_number", _is_phone),
    ("user.contact.address.postal_code", _is_place_code),
    ("user.contact.address", _has_letters),
    ("user.contact.organization", _has_letters),
    ("user.contact.url", lambda value: "." in value or "/" in value),
    ("user.name", _is_name),
    ("user.account.username", lambda value: not _FILE.match(value) and len(value) <= 120),
    ("user.demographic.date_of_birth", lambda value: bool(_DATE.match(value))),
    ("user.demographic.age_range", lambda value: any(character.isdigit() for character in value) and len(value) <= 20),
    ("user.demographic", _is_short),
    ("user.location", lambda value: _is_degree(value) or _has_letters(value)),
    ("user.device.ip_address", lambda value: bool(_IP.match(value))),
    ("user.device", lambda value: len(value) >= 3),
    ("user.government_id", _is_id),
    ("user.financial.credit_card", _is_card),
    ("user.financial.bank_account", _is_id),
    ("user.job_title", _has_letters),
)
_MAY_BE_A_FLAG = (
    "user.demographic",
    "user.health_and_medical",
    "user.criminal_history",
    "user.privacy_preferences",
    "user.account.settings",
)


def fitting_share(category: Category, values: Sequence[str]) -> float:
    """The part of the values that can be of the category; 1 where nothing is known against any value."""
    if not values:
        return 1.0
    if all(_FLAG.match(value) for value in values) and not category.startswith(_MAY_BE_A_FLAG):
        return 0.0
    test = next((test for prefix, test in _TESTS if category.startswith(prefix)), None)
    return 1.0 if test is None else sum(map(test, values)) / len(values)
