"""Credentials: passwords and tokens of people, keys of systems."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

_NO_PASSWORD = re.compile(
    r"(?:[*x•#.?-]+|null|none|nil|true|false|undefined|empty|required|optional|string|text|password|passwd|changed|reset"
    r"|invalid|incorrect|expired|redacted|\[?filtered\]?|hidden|secret|masked|str|self\.\S*|os\.\S*|env\S*|process\.\S*|request\S*"
    r"|config\S*|settings\S*|[\w.]+\(\S*|[<${%\[(].*)\Z",
    re.IGNORECASE,
)


def _is_written_out(hit: str) -> bool:
    return not _NO_PASSWORD.match(hit)


def _is_random(hit: str) -> bool:
    return len(set(hit)) >= 8


PASSWORD = Pattern(
    name="password",
    category=Category("user.authorization.password"),
    entity="PASSWORD",
    regex=re.compile(
        r"(?:password|passwd|passwort|passphrase|pwd|kennwort|mot_de_passe|contrase[nñ]a|sifre)[\"']?\s{0,2}(?:[=:]|\bis\b)\s{0,2}[\"']?"
        r"(?P<value>[^\s\"'&,;<>\x00]{4,128})",
        re.IGNORECASE,
    ),
    score=0.8,
    is_valid=_is_written_out,
    needs=("pass", "pwd", "kennwort", "contrase", "sifre"),
    near=AFTER_A_WORD,
)
"""What a key such as `password` is set to. Mistaken for: placeholders, masks and program text, which are left out."""

URL_PASSWORD = Pattern(
    name="url_password",
    category=Category("system.authentication"),
    entity="URL_CREDENTIALS",
    regex=re.compile(
        r"[a-z][a-z0-9+.\-]{1,20}://[^\s:/@\"'\x00]{0,64}:(?P<value>[^\s/@\"'\x00]{1,128})@", re.IGNORECASE
    ),
    score=0.9,
    is_valid=_is_written_out,
    needs=("://",),
    near=AFTER_A_WORD,
)
"""The password in a URL's user part (RFC 3986, 3.2.1)."""

JSON_WEB_TOKEN = Pattern(
    name="jwt",
    category=Category("user.authorization.credentials"),
    entity="JWT",
    regex=re.compile(r"(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{0,2000}"),
    score=0.95,
    needs=("eyj",),
)
"""JSON Web Tokens (RFC 7519). Misses: encrypted ones (RFC 7516), whose second part starts otherwise."""

BEARER_TOKEN = Pattern(
    name="bearer_token",
    category=Category("user.authorization.credentials"),
    entity="BEARER_TOKEN",
    regex=re.compile(
        r"(?:\bbearer\s{1,3}|(?:access|refresh|auth|reset|login|magic)_?token[\"']?\s{0,2}[=:]\s{0,2}[\"']?)(?P<value>[\w.~+/\-]{16,2000}={0,2})",
        re.IGNORECASE,
    ),
    score=0.8,
    is_valid=lambda hit: _is_random(hit) and any(character.isdigit() for character in hit),
    needs=("bearer", "token"),
)
"""Tokens after `Bearer` (RFC 6750) or a key such as `access_token`. Misses: tokens without either."""

API_KEY = Pattern(
    name="api_key",
    category=Category("system.authentication"),
    entity="API_KEY",
    regex=re.compile(
        r"(?<![A-Za-z0-9_])(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255}|glpat-[\w-]{20,64}"
        r"|[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}|xox[abprs]-[A-Za-z0-9-]{10,250}|AIza[\w-]{35}|SG\.[\w-]{16,32}\.[\w-]{16,64}"
        r"|sk-(?:ant-|proj-)?[\w-]{20,200}|whsec_[A-Za-z0-9]{16,128}|npm_[A-Za-z0-9]{36}|dop_v1_[a-f0-9]{64}|key-[a-f0-9]{32})(?![A-Za-z0-9])"
    ),
    score=0.95,
    is_valid=_is_random,
    needs=(
        "akia",
        "asia",
        "gh",
        "glpat",
        "k_live",
        "k_test",
        "xox",
        "aiza",
        "sg.",
        "sk-",
        "whsec",
        "npm_",
        "dop_v1",
        "key-",
    ),
)
"""Keys whose prefix the vendor publishes: AWS, GitHub, GitLab, Stripe, Slack, Google, SendGrid and the like."""

PRIVATE_KEY = Pattern(
    name="private_key",
    category=Category("system.authentication"),
    entity="PRIVATE_KEY",
    regex=re.compile(
        r"-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----(?:[A-Za-z0-9+/=\s\\]{1,8000}-----END (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----)?"
    ),
    score=0.95,
    needs=("private key-----",),
)
"""Private keys in PEM armour (RFC 7468)."""
