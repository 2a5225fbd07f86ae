"""User agents: which browser and device a visitor has."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import Pattern

USER_AGENT = Pattern(
    name="user_agent",
    category=Category("user.device"),
    entity="USER_AGENT",
    regex=re.compile(
        r"(?:Mozilla|Opera)/\d{1,2}\.\d{1,2} \([^()\n\x00]{3,200}\)(?: [A-Za-z]{2,30}/[\w.+]{1,30}| \([^()\n\x00]{3,100}\)){0,12}"
    ),
    score=0.85,
    needs=("mozilla/", "opera/"),
)
"""Browsers' User-Agent headers (RFC 9110, 10.1.5). Misses: those of programs such as curl, which tell no person."""
