"""Regions, hosts and names of countries to ISO codes."""

from __future__ import annotations

import pytest

from scanner.vendors.regions import countries, country_of_cloud_region, country_of_host, country_of_name


@pytest.mark.parametrize(
    ("region", "country"),
    [
        ("eu-west-1", "IE"),
        ("eu-west-1b", "IE"),
        ("us-gov-west-1", "US"),
        ("europe-west3", "DE"),
        ("europe-west3-b", "DE"),
        ("westeurope", "NL"),
        ("West Europe", "NL"),
        ("fra1", "DE"),
        ("hel1", "FI"),
        ("GRA", "FR"),
        ("fr-par-1", "FR"),
        ("nowhere-1", None),
        ("", None),
    ],
)
def test_a_cloud_region_stands_in_a_country(region: str, country: str | None) -> None:
    assert country_of_cloud_region(region) == country


@pytest.mark.parametrize(
    ("host", "country"),
    [
        ("db.abc.eu-central-1.rds.amazonaws.com:5432", "DE"),
        ("s3-ap-southeast-2.amazonaws.com", "AU"),
        ("o1.ingest.de.sentry.io", "DE"),
        ("api.sin.example.org", None),
        ("example.org", None),
    ],
)
def test_a_host_may_say_where_it_stands(host: str, country: str | None) -> None:
    assert country_of_host(host) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Germany", "DE"),
        ("German", "DE"),
        ("the United States", "US"),
        ("the U.S.", "US"),
        ("USA", "US"),
        ("Türkiye", "TR"),
        ("The Netherlands", "NL"),
        ("GB", "GB"),
        ("us", None),
        ("in", None),
        ("Atlantis", None),
    ],
)
def test_a_country_is_known_by_name_and_demonym(name: str, country: str | None) -> None:
    assert country_of_name(name) == country


def test_countries_are_all_of_iso_3166() -> None:
    assert len(countries()) >= 249
    assert all(len(code) == 2 and code.isupper() and names for code, names in countries().items())
