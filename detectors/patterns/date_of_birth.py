"""Dates of birth, where words say so."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

DATE_OF_BIRTH = Pattern(
    name="date_of_birth",
    category=Category("user.demographic.date_of_birth"),
    entity="DATE_OF_BIRTH",
    regex=re.compile(
        r"(?<![\w.-])(?:(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}"
        r"|\d{1,2}(?:st|nd|rd|th)?\.?\s[A-Za-zäéûç]{3,9}\.?,?\s(?:19|20)\d{2}|[A-Za-z]{3,9}\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2})(?![\w-])"
    ),
    score=0.85,
    context=re.compile(
        r"(?:\bborn\b|birth|\bdob\b|\bd\.o\.b|geburt|geboren|\bn[ée]e? le\b|naissance|nacimiento|nascita|nascimento|geboorte"
        r"|do[gğ]um|seinengappi|tanjoubi)[^\n\x00]{0,24}\Z",
        re.IGNORECASE,
    ),
    needs=(
        "born",
        "birth",
        "dob",
        "d.o.b",
        "gebur",
        "gebor",
        "né",
        "naissance",
        "naci",
        "nasci",
        "geboorte",
        "doğum",
        "dogum",
        "seinen",
        "tanjou",
    ),
    near=AFTER_A_WORD,
)
"""Dates close after a word such as `born`. Misses: dates without one, which may be any day."""
