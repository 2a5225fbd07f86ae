"""E-mail addresses, plain and as URLs and HTML write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detectors.model import Category, Match

_AT = re.compile(r"@|%40|&#64;|&#x40;|&commat;", re.IGNORECASE)
_LOCAL_BACKWARDS = re.compile(r"[\w.+\-'%]{1,64}")
_DOMAIN = re.compile(r"(?:[^\W_](?:[^\W_]|-(?=[\w-])){0,62}\.){1,6}[^\W\d_]{2,24}(?![\w@])")
_ENCODED_MARK = re.compile(r"%(?!2[Bb]|27)[0-9A-Fa-f]{2}")
_FILE_ENDING = re.compile(
    r"(?:png|jpg|jpeg|gif|svg|webp|ico|bmp|avif|js|mjs|ts|jsx|tsx|css|scss|map|html|htm|json|xml|yml|yaml|md|"
    r"txt|csv|py|rb|php|java|kt|swift|zip|gz|tar|tgz|pdf|mp|mov|woff|ttf|eot|git|jar|deb|rpm|exe|dll|so|"
    r"lock|toml)\Z",
    re.IGNORECASE,
)
_REPOSITORY_TAIL = re.compile(r":[\w.-]+/[\w./-]+|/[\w.-]+/[\w.-]+\.git")


@dataclass(frozen=True, slots=True)
class EmailAddresses:
    """E-mail addresses.

    Finds RFC 5321 addresses without quoted local parts, with `@` written plainly, as `%40` or as an HTML entity.
    Misses: spelled-out `(at)` and quoted local parts. Mistaken for: `logo@2x.png`, `react@18.2.0`, `git@host:org/repo`,
    and the user part of `scheme://user:word@host`, all of which are left out.
    """

    name: str = "email"
    needs: tuple[str, ...] = ("@", "%40", "&#64;", "&#x40;", "&commat;")
    near: tuple[int, int] | None = None

    def find(self, text: str) -> tuple[Match, ...]:
        """All addresses in the text, in order of their start."""
        return tuple(self.find_between(text, 0, len(text)))

    def find_between(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Addresses in a part of the text, with offsets into the whole."""
        for at in _AT.finditer(text, start, end):
            begin = _local_start(text, start, at)
            domain = _DOMAIN.match(text, at.end(), min(end, at.end() + 255))
            if begin < at.start() and domain and not _only_looks_like_one(text, begin, at, domain):
                yield Match(Category("user.contact.email"), begin, domain.end(), "EMAIL_ADDRESS", 0.95, self.name)


def _local_start(text: str, floor: int, at: re.Match[str]) -> int:
    window = text[max(floor, at.start() - 64) : at.start()]
    found = _LOCAL_BACKWARDS.match(window[::-1])
    if found is None:
        return at.start()
    local = window[len(window) - found.end() :]
    local = _ENCODED_MARK.split(local)[-1]
    return at.start() - len(local.lstrip(".-'%+"))


def _only_looks_like_one(text: str, begin: int, at: re.Match[str], domain: re.Match[str]) -> bool:
    if _FILE_ENDING.match(domain[0].rsplit(".", 1)[-1]) or text[at.start() - 1] in ".'":
        return True
    if text[begin : at.start()].lower() == "git" or _REPOSITORY_TAIL.match(text, domain.end()):
        return True
    authority = text[max(0, begin - 80) : begin].rpartition("://")
    return bool(authority[1]) and not re.search(r"[\s/?#&=]", authority[2])


EMAIL = EmailAddresses()
