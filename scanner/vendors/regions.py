"""Where things stand: cloud regions, hosts and country names to ISO 3166-1 alpha-2."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# Short names such as `sin` or `us` are words too: as a label of a host they say nothing.
_SHORTEST_IN_HOST = 6


def country_of_cloud_region(name: str) -> str | None:
    """The country of a cloud region or zone: `eu-west-1`, `europe-west3-b`, `West Europe`, `fra1`."""
    region = name.strip().casefold()
    zone = re.sub(r"(?<=\d)-?[a-f]$", "", region)
    spaceless = re.sub(r"[\s()]+", "", region)
    return _regions().get(region) or _regions().get(zone) or _regions().get(spaceless)


def country_of_host(host: str) -> str | None:
    """The country that a host name tells: `db.eu-west-1.rds.amazonaws.com`, `s3-eu-central-1.amazonaws.com`."""
    name = host.casefold().split(":", 1)[0].rstrip(".")
    known = next(
        (country for suffix, country in _hosts().items() if name == suffix or name.endswith(f".{suffix}")), None
    )
    labels = (re.sub(r"^s3-(website-)?", "", label) for label in name.split("."))
    named = (_regions().get(label) for label in labels if len(label) >= _SHORTEST_IN_HOST)
    return known or next((country for country in named if country), None)


def country_of_name(text: str) -> str | None:
    """The country that a name, an adjective or an ISO code (in capitals) means: `Germany`, `the US`, `German`, `DE`."""
    plain = re.sub(r"\s+", " ", text.strip(" .,;:()\"'“”"))
    if plain in countries():
        return plain
    name = plain.casefold()
    return _names().get(name) or _names().get(name.removeprefix("the "))


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """All countries by ISO code, each with its English name and what else it and its people are called."""
    table = tomllib.loads(_read("countries.toml"))
    return {code: tuple(names) for code, names in table["country"].items()}


@cache
def _names() -> dict[str, str]:
    spelled = {name.casefold(): code for code, names in countries().items() for name in names}
    return spelled | {name.rstrip("."): code for name, code in spelled.items()}


@cache
def _regions() -> dict[str, str]:
    tables = tomllib.loads(_read("regions.toml"))
    return {
        name: country for key, table in tables.items() if key != "hosts" for name, country in table["regions"].items()
    }


@cache
def _hosts() -> dict[str, str]:
    return dict(tomllib.loads(_read("regions.toml"))["hosts"]["regions"])


def _read(table: str) -> str:
    return files("scanner.vendors").joinpath("tables", table).read_text("utf-8")
