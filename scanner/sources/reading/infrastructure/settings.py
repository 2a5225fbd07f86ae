"""Settings by name and value, wherever they stand: vendors set up, regions, databases, credentials in clear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detectors.model import Category, Confidence, Finding
from detectors.redact import safe_name
from scanner.ids import store_id
from scanner.inventory.draft import Draft
from scanner.model import Evidence, Recipient, Store, Use
from scanner.vendors.catalogue import by_host, by_id, by_setting, by_url, recipient
from scanner.vendors.regions import country_of_cloud_region, country_of_host

_CREDENTIAL_NAME = re.compile(
    r"(^|_)(SECRET|PASSWORD|PASSWD|PASS|PWD|TOKEN|API_?KEY|APIKEY|PRIVATE_KEY|ACCESS_KEY|SECRET_KEY|AUTH_KEY|CREDENTIALS?"
    r"|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY|CLIENT_SECRET|WEBHOOK_SECRET|SECRET_KEY_BASE|AUTH_TOKEN)(_BASE)?(_\d+)?$"
)
_PUBLIC_NAME = re.compile(
    r"PUBLIC|PUBLISHABLE|_ID$|_FILE$|_PATH$|_NAME$|_EXPIR|_TTL|_LENGTH|_URL$|_HOST$|ALGORITHM|_TYPE$|_AGE$"
)
_PLACEHOLDER = re.compile(
    r"^$|^[<\[{$%]|\$\{|\$\(|^(x{3,}|\*+|\.{3,}|-+|null|none|true|false|todo|tbd|secret|password|changeme|change[-_ ]?me"
    r"|replace[-_ ]?me|dummy|placeholder|fake|test|n/?a|your[-_ ].*|my[-_ ].*|insert[-_ ].*|enter[-_ ].*|put[-_ ].*"
    r"|change[-_ ].*|replace[-_ ].*|\w*example\w*)$",
    re.IGNORECASE,
)
_SET_UP = re.compile(
    r"(KEY|TOKEN|SECRET|DSN|SID|_ID|URL|URI|HOST|ENDPOINT|DOMAIN|PASSWORD|ACCOUNT|PROJECT|USER|USERNAME|WEBHOOK|SERVER"
    r"|LICENSE|WRITE_KEY|APP|BUCKET|BUCKET_NAME|CONNECTION_STRING|CLIENT)$"
)
_REGION_NAME = re.compile(r"(^|_)(REGION|REGION_NAME|LOCATION|ZONE|DATACENTER|DATA_CENTER)$")
_BUCKET = re.compile(r"BUCKET|S3|STORAGE|SPACES|GCS|BLOB|UPLOAD|BACKUP|ARCHIVE|MEDIA|RECORDING", re.IGNORECASE)
_DATABASE = re.compile(
    r"(^|_)(DB|DATABASE|RDS|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|DYNAMODB|REPLICA|WAREHOUSE)(_|$)"
)
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]{1,20}://)?(?:[^/@\s]{1,300}@)?([a-z0-9][a-z0-9.-]{0,250}\.[a-z]{2,24})(?::\d{1,5})?(?:[/?#]\S{0,2000})?$", re.IGNORECASE)  # fmt: skip
_WITH_PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]{1,20}://[^:/@\s]{0,200}:([^@\s]{1,300})@", re.IGNORECASE)
_LONGEST_VALUE = 4_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in capitals and underscores, its value, and its line."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one file. An example sets nothing up: it only mentions vendors."""

    system: str
    path: str
    settings: tuple[Setting, ...]
    own_domains: tuple[str, ...] = ()
    is_example: bool = False

    @property
    def use(self) -> Use:
        """What the file makes of the vendors in it."""
        return Use.MENTIONED if self.is_example else Use.CONFIGURED


def setting(name: str, value: str, line: int) -> Setting:
    """A setting as it is read: quotes taken off, its name in capitals."""
    return Setting(re.sub(r"[.\-]", "_", name.strip()).upper(), value.strip().strip("\"'")[:_LONGEST_VALUE], line)


def add_settings(draft: Draft, given: Settings) -> None:
    """Take what the settings tell into the draft."""
    values = {entry.name: entry.value for entry in given.settings}
    for entry in given.settings:
        _add_vendor(draft, given, entry)
        if not given.is_example:
            _add_region(draft, given, entry, values)
            _add_database(draft, given, entry)
            _add_credential(draft, given, entry)


def _add_vendor(draft: Draft, given: Settings, entry: Setting) -> None:
    match = _HOST.match(entry.value)
    host = match[1].casefold() if match else None
    if host is not None and not _is_own(host, given.own_domains):
        vendor = by_url(re.sub(r"//[^/@]{1,300}@", "//", entry.value)) or by_host(host)
        if vendor is not None:
            _add(draft, given, recipient(vendor, given.use), country_of_host(host), entry, "a setting names its host")
            return
    named = by_setting(entry.name)
    if named is not None and _SET_UP.search(entry.name) and (given.is_example or not _is_placeholder(entry.value)):
        _add(draft, given, recipient(named, given.use), None, entry, "a setting is named for it")


def _add(draft: Draft, given: Settings, node: Recipient, region: str | None, entry: Setting, reason: str) -> None:  # noqa: PLR0917, PLR0913 - a recipient and how it was found
    regions = (region,) if region and not given.is_example else node.processing_regions
    draft.add(replace(node, processing_regions=regions), _seen(given, entry, reason))


def _add_region(draft: Draft, given: Settings, entry: Setting, values: Mapping[str, str]) -> None:
    country = country_of_cloud_region(entry.value) if _REGION_NAME.search(entry.name) else None
    if country is None:
        return
    prefix = _REGION_NAME.sub("", entry.name)
    kind = "bucket" if _BUCKET.search(prefix) else "database" if _DATABASE.search(prefix) else None
    seen = _seen(given, entry, "a setting names the region")
    if kind is not None:
        name = safe_name(_named(prefix, kind, values) or prefix)
        draft.add(Store(store_id(given.system, name), given.system, kind, name, country), seen)
        return
    vendor = by_setting(entry.name) or (by_id("aws") if re.match(r"[a-z]{2}(-gov)?-[a-z]+-\d$", entry.value) else None)
    if vendor is not None:
        _add(draft, given, recipient(vendor, given.use), country, entry, "a setting names the region")


def _named(prefix: str, kind: str, values: Mapping[str, str]) -> str | None:
    """The name of the store that a region belongs to, from the setting beside it."""
    endings = ("", "_NAME", "_BUCKET", "_BUCKET_NAME") if kind == "bucket" else ("_NAME", "_DATABASE")
    for stem in (prefix, prefix.removesuffix("_DEFAULT"), prefix.removesuffix("_BUCKET"), prefix.removesuffix("_S3")):
        for ending in endings:
            value = values.get(f"{stem}{ending}", "")
            if value and not _is_placeholder(value) and re.fullmatch(r"[\w.-]{2,80}", value):
                return value
    return None


def _add_database(draft: Draft, given: Settings, entry: Setting) -> None:
    match = re.match(r"(postgres\w*|mysql\w*|mariadb|mongodb|mssql)(\+\w+)?://[^/\s]{1,400}/([\w-]{1,80})", entry.value)
    host = _HOST.match(entry.value)
    region = country_of_host(host[1]) if host else None
    if match is not None and region is not None:
        name = safe_name(match[3])
        store = Store(store_id(given.system, name), given.system, "database", name, region)
        draft.add(store, _seen(given, entry, "a setting names the database's host"))


def _add_credential(draft: Draft, given: Settings, entry: Setting) -> None:
    inline = _WITH_PASSWORD.match(entry.value)
    named = _CREDENTIAL_NAME.search(entry.name) and not _PUBLIC_NAME.search(entry.name) and "://" not in entry.value
    if _is_placeholder(inline[1] if inline else entry.value) or not (inline or named):
        return
    store = Store(store_id(given.system, given.path), given.system, "file", given.path)
    found = Finding(Category("system.authentication"), Confidence.HIGH, ("settings",), reason="a credential in clear")
    draft.add_field(store, safe_name(entry.name), [found], _seen(given, entry, "a credential stands in clear"))


def _is_placeholder(value: str) -> bool:
    return bool(_PLACEHOLDER.search(value))


def _is_own(host: str, own_domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in own_domains)


def _seen(given: Settings, entry: Setting, reason: str) -> Evidence:
    return Evidence(given.path, line=entry.line, symbol=safe_name(entry.name), reason=reason)
