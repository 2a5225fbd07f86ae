"""Whom data reaches, as data: vendors by host, package, module, setting and name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from detectors.model import Category
from scanner.model import Recipient, Use


@dataclass(frozen=True, slots=True)
class Vendor:
    """A company, or one product of it, that can receive personal data.

    `function` is what it is for (tables/functions.toml lists them), `gdpr_role` what it usually is under GDPR 4(7) and
    (8). Countries are ISO 3166-1 alpha-2; `processing_regions` is empty unless the vendor says so in public.
    `packages` are pairs of ecosystem and name, where a trailing `*` stands for any rest. `paths` are hosts with a path
    prefix, for products that share a host; a `*` in one stands for any part. `snippets` are pieces of script that only this vendor's tag has.
    `settings` are prefixes of environment variables. `calls` are functions that its tag leaves behind for pages to call.
    `collects` is what its tag gathers by itself.
    """

    id: str
    name: str
    function: str
    source: str
    gdpr_role: str = "unknown"
    home_country: str | None = None
    processing_regions: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    packages: tuple[tuple[str, str], ...] = ()
    modules: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    collects: tuple[Category, ...] = ()


_SUFFIXES = re.compile(r"[\s,]+(inc|llc|ltd|limited|gmbh|corp|corporation|co|company|ag|sa|sas|bv|ab|plc|pty)\.?$")
_FRAMEWORK_PREFIXES = re.compile(r"^(NEXT_PUBLIC|REACT_APP|VITE|GATSBY|NUXT_PUBLIC|NUXT|VUE_APP|EXPO_PUBLIC|PUBLIC)_")


@cache
def vendors() -> tuple[Vendor, ...]:
    """All vendors, by id."""
    found = (vendor for table in _tables() for vendor in _read(table))
    return tuple(sorted(found, key=lambda vendor: vendor.id))


def by_id(vendor_id: str) -> Vendor | None:
    """The vendor with this id."""
    return _ids().get(vendor_id)


def by_host(host: str) -> Vendor | None:
    """The vendor that answers at a host name, by the longest of its domains that the host ends with."""
    labels = host.casefold().strip().rstrip(".").split(":", 1)[0].split(".")
    suffixes = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_domains()[suffix] for suffix in suffixes if suffix in _domains()), None)


def by_url(url: str) -> Vendor | None:
    """The vendor behind a URL (with or without scheme): by host and path where products share a host, else by host."""
    bare = re.sub(r"^[a-z][a-z0-9+.-]{0,20}://|^//", "", url.strip().casefold())
    bare = bare.rsplit("@", 1)[-1] if "@" in bare.split("/", 1)[0] else bare
    prefixes = sorted((path for path in _paths() if _starts(bare, path)), key=len)
    return _paths()[prefixes[-1]] if prefixes else by_host(re.split(r"[/?#]", bare, maxsplit=1)[0])


def by_package(ecosystem: str, package: str) -> Vendor | None:
    """The vendor whose client library this is; ecosystem is pypi, npm, rubygems, go, maven or composer."""
    name = _package_name(ecosystem, package)
    exact = _packages().get((ecosystem, name))
    if exact is not None:
        return exact
    starts = ((start, vendor) for (where, start), vendor in _package_prefixes().items() if where == ecosystem)
    fitting = [(start, vendor) for start, vendor in starts if name.startswith(start)]
    return max(fitting, key=lambda found: len(found[0]))[1] if fitting else None


def by_module(dotted: str) -> Vendor | None:
    """The vendor whose Python module this is, or is a part of."""
    parts = dotted.split(".")
    prefixes = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((_modules()[prefix] for prefix in prefixes if prefix in _modules()), None)


def by_name(text: str) -> Vendor | None:
    """The vendor that people call so: its name, id or an alias, whatever the case, with or without Inc., Ltd., GmbH."""
    name = _folded(text)
    return _names().get(name) or _names().get(_SUFFIXES.sub("", name))


def by_setting(variable: str) -> Vendor | None:
    """The vendor that an environment variable sets up: `STRIPE_SECRET_KEY`, `NEXT_PUBLIC_MIXPANEL_TOKEN`."""
    name = _FRAMEWORK_PREFIXES.sub("", variable.upper())
    words = name.split("_")
    prefixes = ("_".join(words[:end]) for end in range(len(words), 0, -1))
    return next((_settings()[prefix] for prefix in prefixes if prefix in _settings()), None)


def recipient(vendor: Vendor, use: Use) -> Recipient:
    """The vendor as a recipient in an inventory."""
    return Recipient(
        id=vendor.id,
        name=vendor.name,
        function=vendor.function,
        gdpr_role=vendor.gdpr_role,
        home_country=vendor.home_country,
        processing_regions=vendor.processing_regions,
        domains=vendor.domains,
        use=use,
    )


@cache
def functions() -> Mapping[str, tuple[str, ...]]:
    """The functions a vendor can have, each with the purposes (fideslang data uses) that data goes there for."""
    table = tomllib.loads(files("scanner.vendors").joinpath("tables/functions.toml").read_text("utf-8"))
    return {name: tuple(entry["purposes"]) for name, entry in table["function"].items()}


def purposes_of(function: str) -> tuple[str, ...]:
    """The purposes (fideslang data uses) that data goes to a vendor of this function for."""
    return functions().get(function, ())


def _tables() -> Iterator[str]:
    folder = files("scanner.vendors").joinpath("tables", "vendors")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield entry.read_text("utf-8")


def _read(text: str) -> Iterator[Vendor]:
    table = tomllib.loads(text)
    defaults = table.get("defaults", {})
    for vendor_id, own in table["vendor"].items():
        entry = {**defaults, **own}
        packages = tuple((where, name) for where, name in (p.split(":", 1) for p in entry.pop("packages", ())))
        lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
        yield Vendor(id=vendor_id, packages=packages, **{**entry, **lists})


def _starts(bare: str, path: str) -> bool:
    """Whether a URL lies under a path; a `*` in the path stands for any part of it, such as an account's number."""
    if "*" in path:
        return fnmatchcase(bare.split("?", 1)[0], f"{path}*")
    return bare.startswith((path, f"www.{path}"))


def _package_name(ecosystem: str, package: str) -> str:
    name = package.strip().casefold()
    return re.sub(r"[-_.]+", "-", name) if ecosystem == "pypi" else name


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.casefold().strip(" .,;:()\"'“”"))


@cache
def _ids() -> dict[str, Vendor]:
    return {vendor.id: vendor for vendor in vendors()}


@cache
def _domains() -> dict[str, Vendor]:
    return {domain: vendor for vendor in vendors() for domain in vendor.domains}


@cache
def _paths() -> dict[str, Vendor]:
    return {path: vendor for vendor in vendors() for path in vendor.paths}


@cache
def _packages() -> dict[tuple[str, str], Vendor]:
    return {
        (where, _package_name(where, name)): vendor
        for vendor in vendors()
        for where, name in vendor.packages
        if not name.endswith("*")
    }


@cache
def _package_prefixes() -> dict[tuple[str, str], Vendor]:
    return {
        (where, name[:-1].casefold()): vendor
        for vendor in vendors()
        for where, name in vendor.packages
        if name.endswith("*")
    }


@cache
def _modules() -> dict[str, Vendor]:
    return {module: vendor for vendor in vendors() for module in vendor.modules}


@cache
def _names() -> dict[str, Vendor]:
    return {_folded(name): vendor for vendor in vendors() for name in _called(vendor)}


def _called(vendor: Vendor) -> Iterable[str]:
    return vendor.id, *vendor.aliases, vendor.name


@cache
def _settings() -> dict[str, Vendor]:
    return {prefix: vendor for vendor in vendors() for prefix in (_variable(vendor.id), *vendor.settings)}


def _variable(vendor_id: str) -> str:
    return vendor_id.upper().replace("-", "_")
