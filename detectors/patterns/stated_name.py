"""Names of people where the words around say that a name follows."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

STATED_NAME = Pattern(
    name="stated_name",
    category=Category("user.name"),
    entity="PERSON",
    regex=re.compile(
        r"(?:\b(?:[Mm]y|[Hh]is|[Hh]er|maiden|[Ff]irst|[Ll]ast|[Ff]ull|[Ff]amily|husband's|wife's|partner's|daughter's|son's) name is "
        r"|\b[Nn]ame'?s |\b[Mm]ein Name ist |\b[Jj]e m'appelle |\b[Mm]e llamo |\b[Mm]i chiamo |\b(?:Dear|Mr|Mrs|Ms|Mme|Herrn?|Frau|Se[ñn]ora?)\.? "
        r"|\b(?:Dr|Prof)\. )(?P<value>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]{1,24}(?: [A-Z]\.?(?= [A-Z]))?(?: [A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]{1,24}){0,2})"
    ),
    score=0.75,
    is_valid=lambda hit: (
        hit.split()[0] not in {"Sir", "Madam", "All", "Team", "Customer", "User", "Customers", "Support"}
    ),
    needs=(
        "name",
        "dear",
        "mr",
        "ms",
        "mme",
        "herr",
        "frau",
        "señor",
        "senor",
        "dr.",
        "prof",
        "appelle",
        "llamo",
        "chiamo",
    ),
    near=AFTER_A_WORD,
)
"""Capitalised words after `my name is`, `Mr` and the like. Misses: names without such words, which entities find."""
