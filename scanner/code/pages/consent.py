"""The words by which code asks for consent to tracking."""

from __future__ import annotations

import re

CONSENT = re.compile(
    r"consent|\b(has|is|did|user)_?(agreed|accepted|allowed)\b|\bopt(ed)?_?in|cookies?[-_ ]?(bot|yes|first|hub|accept|allow|approv|choice|preference|settings|categor)"
    r"|(accept|allow|agree)(ed|s|d)?[-_ ]?(to[-_ ]?)?(all[-_ ]?)?(cookies?|tracking|analytics|marketing|statistics)"
    r"|onetrust|tarteaucitron|klaro|didomi|usercentrics|osano|quantcast_?choice|gdpr|__tcfapi|has_?tracking_?permission",
    re.IGNORECASE,
)
