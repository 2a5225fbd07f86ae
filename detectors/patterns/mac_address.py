"""MAC addresses."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import Pattern


def _is_of_a_device(hit: str) -> bool:
    digits = re.sub(r"[^0-9a-f]", "", hit.lower())
    return len(set(digits)) > 1 and len(set(re.sub(r"[0-9A-Fa-f]", "", hit))) == 1


MAC_ADDRESS = Pattern(
    name="mac_address",
    category=Category("user.device.device_id"),
    entity="MAC_ADDRESS",
    regex=re.compile(
        r"(?<![\w:.-])(?:(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w:.-])"
    ),
    score=0.9,
    is_valid=_is_of_a_device,
)
"""EUI-48 addresses with colons, hyphens or dots (IEEE 802). Mistaken for: six pairs of digits with hyphens."""
