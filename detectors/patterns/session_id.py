"""Identifiers that cookies and sessions carry, where a key says so."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

SESSION_ID = Pattern(
    name="session_id",
    category=Category("user.device.cookie_id"),
    entity="COOKIE_ID",
    regex=re.compile(
        r"(?<![A-Za-z])(?:session_?id|sess_?id|phpsessid|jsessionid|asp\.net_sessionid|connect\.sid|sid|cookie_?id|client_?id_cookie"
        r"|visitor_?id|_ga|_gid|_fbp|_gcl_au|anonymous_?id)[\"']?\s{0,2}[=:]\s{0,2}[\"']?(?P<value>[A-Za-z0-9._%:\-]{12,200})",
        re.IGNORECASE,
    ),
    score=0.85,
    is_valid=lambda hit: sum(character.isdigit() for character in hit) >= 3,
    needs=("sess", "sid", "cookie", "visitor", "_ga", "_gid", "_fbp", "_gcl_au", "anonymous"),
    near=AFTER_A_WORD,
)
"""Long ids after a key such as `session_id`, `PHPSESSID` or `_ga`. Misses: ids without such a key."""
