"""Geographic coordinates."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

_CATEGORY = Category("user.location.precise")


def _is_a_place(hit: str) -> bool:
    numbers = [float(number) for number in re.findall(r"-?\d{1,3}\.\d+", hit)]
    return len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180 and numbers[0] != numbers[1]


def _is_a_degree(hit: str) -> bool:
    return abs(float(hit)) <= 180


COORDINATES = Pattern(
    name="coordinates",
    category=_CATEGORY,
    entity="COORDINATES",
    regex=re.compile(r"(?<![\w.-])-?\d{1,2}\.\d{3,15}\s{0,2}[,;]\s{0,2}-?\d{1,3}\.\d{3,15}(?![\w.]|-\d)"),
    score=0.9,
    is_valid=_is_a_place,
    context=re.compile(r"\blat|\bgeo|gps|location|coord|position|\bll=|point", re.IGNORECASE),
    score_alone=0.5,
)
"""Latitude and longitude in decimal degrees with at least three decimals (ISO 6709's order).

Mistaken for: two measurements with a comma between, so that pairs without a word such as `gps` score low.
"""

COORDINATE = Pattern(
    name="coordinate",
    category=_CATEGORY,
    entity="COORDINATES",
    regex=re.compile(
        r"(?<![A-Za-z])(?:lat(?:itude)?|lng|lon(?:gitude)?)[\"']?\s{0,2}[=:]\s{0,2}[\"']?(?P<value>-?\d{1,3}\.\d{3,15})(?![\w.])",
        re.IGNORECASE,
    ),
    score=0.85,
    is_valid=_is_a_degree,
    needs=("lat", "lng", "lon"),
    near=AFTER_A_WORD,
)
"""One coordinate after a key such as `lat`. Misses: whole degrees."""
