"""The place that an IP address points to, from a local table."""

from functools import cache

import maxminddb


@cache
def table() -> maxminddb.Reader:
    return maxminddb.open_database("/var/lib/callroom/dbip-city-lite.mmdb")


def place_of(address: str) -> tuple[str | None, str | None]:
    found = table().get(address)
    if not isinstance(found, dict):
        return None, None
    return found["country"]["iso_code"], found["city"]["names"]["en"]
