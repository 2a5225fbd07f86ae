"""A vendor's tag in a page: what it gathers by itself, to whom it goes, and whether it waits for consent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from detectors.model import Category, Confidence, Protection
from detectors.redact import safe_name
from scanner.code.pages.page import Page
from scanner.inventory.draft import Draft
from scanner.model import CollectionPoint, Control, ControlKind, ControlState, Evidence, FlowKind, Recipient, Use
from scanner.vendors.catalogue import Vendor, by_url, purposes_of, recipient
from scanner.vendors.regions import country_of_host

IP_ADDRESS = Category("user.device.ip_address")
NEEDS_CONSENT = frozenset({"analytics", "advertising", "tag_manager", "social"})
"""Functions whose tags wait for consent, as the ePrivacy directive's article 5(3) is read."""

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,250}\.[a-z][a-z0-9-]{1,30}(:\d{1,5})?")
_LOCAL = re.compile(r"(^|\.)(localhost|local|internal|test|invalid|example)$|^example\.(com|org|net)$")
_STANDARDS = frozenset({"w3.org", "www.w3.org", "schema.org", "ogp.me", "purl.org", "json-schema.org"})


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a URL or a name leads to: a vendor, or a host that no table knows."""

    recipient: Recipient
    vendor: Vendor | None = None

    @property
    def function(self) -> str:
        """What the party is for."""
        return self.recipient.function


def of_vendor(vendor: Vendor, use: Use) -> Party:
    """The vendor as a party."""
    return Party(recipient(vendor, use), vendor)


def of_url(url: str, page: Page, use: Use) -> Party | None:
    """Whom a URL leads to; None where it leads nowhere outside, or where a template hides its host."""
    host = host_of(url)
    if host is None or page.is_own(host) or host in _STANDARDS:
        return None
    vendor = by_url(url)
    if vendor is not None:
        return of_vendor(vendor, use)
    name = safe_name(host)
    return Party(
        Recipient(id=name, name=name, function="unknown", domains=(name,), use=use, confidence=Confidence.MEDIUM)
    )


def host_of(url: str) -> str | None:
    """The host of an absolute URL; None for relative ones, other schemes, local and made-up hosts."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2].casefold()
    if parts.scheme.casefold() not in {"", "http", "https", "ws", "wss"} or not _HOST.fullmatch(host):
        return None
    name = host.split(":", 1)[0]
    return None if _LOCAL.search(name) else name


def add_party(draft: Draft, party: Party, *seen: Evidence, host: str | None = None) -> None:
    """Take a party into the draft, with the country that its host tells."""
    country = country_of_host(host) if host else None
    node = party.recipient
    regions = tuple(sorted({*node.processing_regions, country})) if country else node.processing_regions
    draft.add(replace(node, processing_regions=regions), *seen)


def add_tag(  # noqa: PLR0913 - a tag stands in a page, for a party, and carries categories in some protection
    draft: Draft,
    page: Page,
    party: Party,
    seen: Evidence,
    *,
    categories: Iterable[Category],
    protection: Protection = Protection.PLAIN,
    host: str | None = None,
) -> None:
    """Take a tag that sends into the draft: collection point, recipient, and the flow between them."""
    carried = tuple(sorted(set(categories)))
    add_party(draft, party, seen, host=host)
    if not carried:
        return
    point = CollectionPoint(page.point(f"sdk:{party.recipient.id}"), "sdk", party.recipient.name, carried)
    draft.add(point, seen)
    purposes = purposes_of(party.function)
    draft.add_flow(
        point.id, party.recipient.id, FlowKind.SHARE, carried, seen, purposes=purposes, protection=protection
    )


def add_consent(draft: Draft, page: Page, party: Party, seen: Evidence, *, state: ControlState) -> None:
    """Note whether a tag waits for consent, where its function needs it."""
    if party.function not in NEEDS_CONSENT:
        return
    name = page.point(f"consent:{party.recipient.id}")
    draft.add(Control(name, ControlKind.CONSENT, covers=(party.recipient.id,), state=state), seen)


def gathered(party: Party) -> tuple[Category, ...]:
    """What a tag of this party gathers by itself: whoever serves a file to a browser learns its address."""
    own = party.vendor.collects if party.vendor else ()
    return tuple(sorted({IP_ADDRESS, *own}))
