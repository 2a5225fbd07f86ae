"""Calls that send data to others: client libraries of vendors, web requests, and e-mail."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace

from scanner.code import tables
from scanner.code.findings import Seen
from scanner.code.machine import CallSite, Machine
from scanner.code.members import setting
from scanner.code.printing import serialised
from scanner.code.values import UNKNOWN, Foreign, Label, Value, of_ref
from scanner.model import Recipient, Use
from scanner.vendors.catalogue import Vendor, by_host, by_module, by_url, purposes_of, recipient
from scanner.vendors.regions import country_of_cloud_region

_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]{0,15}:)?//(?:[^/?#@]{0,200}@)?([A-Za-z0-9.-]{1,253})(?=[:/?#]|$)")
_INTERNAL = (".local", ".internal", ".localhost", ".lan", ".test", ".invalid", ".cluster", ".svc")
_SETTERS = re.compile(
    r"^(init|setup|configure|set_.*|use|load.*|Client|[A-Z]\w*|from_.*|create_client|connect|get_client|client|resource|session|api_key.*|register.*|verify.*|construct_event|validate.*)$"
)


def shared(machine: Machine, site: CallSite) -> Value | None:
    """A call of a vendor's client library; None for other calls."""
    vendor = by_module(tables.bare(site.dotted)) if site.dotted else None
    if vendor is None:
        return None
    labels = _given(machine, site)
    sends = bool(labels) or not _SETTERS.match(site.name)
    use = Use.USED if sends else Use.CONFIGURED
    reached(machine, vendor, labels, site.seen, use=use, regions=_regions(site))
    value = of_ref(Foreign(f"{site.dotted}()"), name=site.name)
    value.fields = {name: held for name, held in site.keywords if name in tables.names("http", "bases")}
    return value


def _regions(site: CallSite) -> tuple[str, ...]:
    """The country of a region that the call names: `Client(…, region="eu-west-1")`."""
    asked = (site.keyword(name) for name in ("region", "region_name", "location"))
    named = (text for value in asked if value is not None and (text := value.text))
    return tuple(country for name in named if (country := country_of_cloud_region(name)))


def configured(machine: Machine, dotted: str, seen: Seen) -> None:
    """`stripe.api_key = …`: the vendor is set up."""
    vendor = by_module(tables.bare(dotted))
    if vendor is not None:
        reached(machine, vendor, frozenset(), seen, use=Use.CONFIGURED)


def fetched(machine: Machine, site: CallSite) -> Value | None:
    """A web request with a client library for HTTP; None for other calls."""
    if (
        not site.dotted
        or not tables.under("http", "roots", site.dotted)
        or tables.bare(site.dotted).startswith(("urllib.parse", "http.server", "http.cookie", "urllib.error"))
    ):
        return None
    value = of_ref(Foreign(f"{site.dotted}()"), name=site.name)
    if site.name in tables.names("http", "clients"):
        known = next((site.keyword(name) for name in tables.ordered("http", "bases") if site.keyword(name)), None)
        value.fields = {"base_url": known or site.argument(0)}
        return value
    position = tables.mapping("http", "methods").get(site.name)
    if not isinstance(position, int):
        return None
    url = site.argument(position, "url")
    text = url.text or (_of_request(url).text if url.fields else None) or ""
    if "//" not in text[:12]:
        text = (site.base.fields.get("base_url", UNKNOWN).text or "") + text
    to_url(machine, text, _given(machine, site), site.seen)
    value.fields = {"url": url, "sent": Value(labels=_given(machine, site))} if site.name == "Request" else {}
    return value


def _of_request(value: Value) -> Value:
    return value.fields.get("url", UNKNOWN)


def mailed(machine: Machine, site: CallSite) -> Value | None:
    """E-mail sent through a host that the code or its settings name; None for other calls."""
    bare = tables.bare(site.dotted) if site.dotted else ""
    if not bare:
        return None
    if bare in tables.names("mail", "calls"):
        hosts = (setting(machine, name).text for name in tables.ordered("mail", "settings"))
        to_host(machine, next((host for host in hosts if host), ""), _given(machine, site), site.seen)
        return of_ref(Foreign(f"{site.dotted}()"), name=site.name)
    if not tables.under("mail", "roots", bare):
        return None
    value = of_ref(Foreign(f"{site.dotted}()"), name=site.name)
    if site.name in {"SMTP", "SMTP_SSL"}:
        value.fields = {"host": site.argument(0, "host")}
    elif site.name in tables.names("mail", "methods"):
        host = site.base.fields.get("host") or site.keyword("hostname") or UNKNOWN
        to_host(machine, host.text or "", _given(machine, site), site.seen)
    return value


def to_url(machine: Machine, url: str, labels: frozenset[Label], seen: Seen) -> None:
    """Data sent to a URL."""
    found = _HOST.match(url)
    if found is None:
        return
    host = found[1].casefold().rstrip(".")
    if is_foreign(host, machine.own_domains):
        vendor = by_url(url)
        _reached_host(machine, vendor, host, labels, seen)


def to_host(machine: Machine, host: str, labels: frozenset[Label], seen: Seen) -> None:
    """Data sent to a host by its name."""
    host = host.casefold().strip()
    if is_foreign(host, machine.own_domains):
        _reached_host(machine, by_host(host), host, labels, seen)


def _reached_host(machine: Machine, vendor: Vendor | None, host: str, labels: frozenset[Label], seen: Seen) -> None:
    use = Use.USED if labels else Use.CONFIGURED
    if vendor is not None:
        reached(machine, vendor, labels, seen, use=use)
        return
    to = Recipient(id=host, name=host, function="unknown", domains=(host,), use=use)
    machine.findings.share(to, labels, seen, purposes=(), guarded=machine.consented)


def reached(  # noqa: PLR0913 - what a call to a vendor says
    machine: Machine,
    vendor: Vendor,
    labels: frozenset[Label],
    seen: Seen,
    *,
    use: Use,
    regions: tuple[str, ...] = (),
) -> None:
    """Data passed to a vendor, and the countries that the call asks it to process the data in."""
    known = recipient(vendor, use)
    to = replace(known, processing_regions=tuple(sorted({*known.processing_regions, *regions})))
    machine.findings.share(to, labels, seen, purposes=purposes_of(vendor.function), guarded=machine.consented)


def is_foreign(host: str, own: tuple[str, ...]) -> bool:
    """Whether a host is somebody else's: no own domain, no inner network, no placeholder."""
    if "." not in host or "{" in host or host.endswith(_INTERNAL) or host.startswith("."):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return not any(host == domain or host.endswith(f".{domain}") for domain in own)


def _given(machine: Machine, site: CallSite) -> frozenset[Label]:
    silent = tables.names("http", "silent")
    found: frozenset[Label] = frozenset()
    for value in (*site.args, *(value for name, value in site.keywords if name not in silent)):
        found |= serialised(machine, value)
    return found
