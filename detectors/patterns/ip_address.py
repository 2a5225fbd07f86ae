"""IP addresses, versions 4 and 6."""

from __future__ import annotations

import ipaddress
import re

from detectors.model import Category
from detectors.patterns.base import Pattern

_CATEGORY = Category("user.device.ip_address")
_VERSION_WORD = re.compile(
    r"(?:\bv|ver(?:sion)?|release|build|firmware|\bfw|driver|kernel|chrome/|section|oid)[\s:=\"'/v]{0,4}\Z",
    re.IGNORECASE,
)


def _is_of_a_host(hit: str) -> bool:
    try:
        address = ipaddress.ip_address(hit)
    except ValueError:
        return False
    return not (address.is_unspecified or address.is_loopback or address.is_multicast or address.is_link_local)


def _is_v4_of_a_host(hit: str) -> bool:
    return _is_of_a_host(hit) and not hit.startswith(("0.", "255."))


def _is_v6_of_a_host(hit: str) -> bool:
    groups = [group for group in hit.split(":") if group]
    return len(groups) >= 3 and any(character.isdigit() for character in hit) and _is_of_a_host(hit)


IPV4 = Pattern(
    name="ipv4",
    category=_CATEGORY,
    entity="IP_ADDRESS",
    regex=re.compile(r"(?<![\w.\-])(?<![A-Za-z]/)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w-]|\.\d)"),
    score=0.75,
    is_valid=_is_v4_of_a_host,
    against=_VERSION_WORD,
)
"""Dotted quads that may be a host's (RFC 791): not loopback, link-local, multicast or unspecified ones.

Mistaken for: four-part versions, which are left out after a word such as `version` or a name with a slash; in a
column, the spread of the numbers tells the two apart.
"""

IPV6 = Pattern(
    name="ipv6",
    category=_CATEGORY,
    entity="IP_ADDRESS",
    regex=re.compile(r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{6,39}(?![\w:])"),
    score=0.9,
    is_valid=_is_v6_of_a_host,
    needs=(":",),
)
"""IPv6 addresses (RFC 4291). Mistaken for: times and MAC addresses, which have too few groups, and `a::b` in C++."""
