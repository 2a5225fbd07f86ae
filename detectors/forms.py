"""In which form values stand: plain, hashed, encrypted, masked or tokenised, told by their look."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from detectors.model import Protection

_PASSWORD_HASH = re.compile(
    r"\$(?:2[abxy]?|5|6|1|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]*|y)\$|(?:pbkdf2_sha\d+|bcrypt_sha256|argon2|scrypt:\d+|pbkdf2:sha\d+)[:$]"
)
_HEX_DIGEST = re.compile(
    r"(?:sha\d{1,3}[:$-]|md5[:$-]|\\x|0x)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})\Z",
    re.IGNORECASE,
)
_CIPHERTEXT = re.compile(
    r"(?:gAAAAA[\w-]{40,}={0,2}|vault:v\d+:\S{20,}|U2FsdGVkX1\S{20,}|-----BEGIN PGP MESSAGE|ENC\[\S{16,}|\{cipher\}\S+|enc:v?\d*:?\S{16,}|AQICAH\S{40,})"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,8192}={0,2}\Z")
_MASKED = re.compile(r"[^*•\n]{0,12}(?:\*{2,}|•{2,}|[xX]{4,}|#{3,})[^*•\n]{0,40}|[*•\-\s]*[*•]{2,}[*•\-\s]*\w{2,4}\Z")
_TOKEN = re.compile(
    r"(?:tok|pm|card|cus|src|seti|pi|ba|tkn|token|vault|btok|ptok|pay|mandate|sub)_[A-Za-z0-9]{8,}\Z|tokens?/\S{8,}"
)
_ENOUGH = 0.8
_ENTROPY_OF_NOISE = 4.0


def is_password_hash(value: str) -> bool:
    """Whether the value is a salted password hash in modular crypt format or a framework's own."""
    return bool(_PASSWORD_HASH.match(value))


def form_of(values: Sequence[str]) -> Protection:
    """The form that at least four fifths of the values stand in. Base64 noise counts as encrypted: a name must agree."""
    if not values:
        return Protection.PLAIN
    for protection, test in (
        (Protection.HASHED, lambda value: is_password_hash(value) or bool(_HEX_DIGEST.match(value))),
        (Protection.TOKENISED, lambda value: bool(_TOKEN.match(value))),
        (Protection.MASKED, lambda value: bool(_MASKED.match(value))),
        (Protection.ENCRYPTED, _is_ciphertext),
    ):
        if sum(map(test, values)) >= _ENOUGH * len(values):
            return protection
    return Protection.PLAIN


def _is_ciphertext(value: str) -> bool:
    if _CIPHERTEXT.match(value):
        return True
    return bool(_BASE64.match(value)) and any(c.isdigit() for c in value) and _entropy(value) >= _ENTROPY_OF_NOISE


def _entropy(text: str) -> float:
    counts = Counter(text)
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values())
