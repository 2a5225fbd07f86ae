"""The vendors: every entry in its form, and found by what systems call them."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from scanner.model import Use
from scanner.vendors import catalogue
from scanner.vendors.catalogue import (
    Vendor,
    by_host,
    by_id,
    by_module,
    by_name,
    by_package,
    by_setting,
    by_url,
    functions,
    purposes_of,
    recipient,
    vendors,
)
from scanner.vendors.regions import countries

_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")
_ECOSYSTEMS = {"pypi", "npm", "rubygems", "go", "maven", "composer"}
_ROLES = {"processor", "controller", "joint", "sub-processor", "unknown"}


def _repeated(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_there_are_at_least_250_vendors_and_ids_are_slugs_told_once() -> None:
    ids = [vendor.id for vendor in vendors()]

    assert len(ids) >= 250
    assert _repeated(ids) == []
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


@pytest.mark.parametrize("vendor", vendors(), ids=lambda vendor: vendor.id)
def test_every_entry_keeps_to_its_form(vendor: Vendor) -> None:
    assert vendor.name
    assert vendor.function in functions()
    assert vendor.gdpr_role in _ROLES
    assert {vendor.home_country, *vendor.processing_regions} <= {None, *countries()}
    assert all(_DOMAIN.fullmatch(domain) for domain in vendor.domains)
    assert all(_DOMAIN.fullmatch(path.split("/")[0]) and "/" in path for path in vendor.paths)
    assert all(where in _ECOSYSTEMS and name for where, name in vendor.packages)
    assert all(re.fullmatch(r"\w+(\.\w+)*", module) for module in vendor.modules)
    assert urlsplit(vendor.source).scheme == "https"
    assert tuple(sorted(vendor.collects)) == vendor.collects


def test_nothing_is_claimed_by_two_vendors() -> None:
    assert _repeated([domain for vendor in vendors() for domain in vendor.domains]) == []
    assert _repeated([path for vendor in vendors() for path in vendor.paths]) == []
    assert _repeated([f"{where}:{name}" for vendor in vendors() for where, name in vendor.packages]) == []
    assert _repeated([module for vendor in vendors() for module in vendor.modules]) == []
    assert _repeated([call for vendor in vendors() for call in vendor.calls]) == []
    assert _repeated([prefix for vendor in vendors() for prefix in vendor.settings]) == []


def test_no_two_vendors_are_called_the_same() -> None:
    names = [name for vendor in vendors() for name in {catalogue._folded(n) for n in catalogue._called(vendor)}]

    assert _repeated(names) == []


def test_every_function_has_known_purposes() -> None:
    assert purposes_of("payment") == ("essential.service.payment_processing",)
    assert purposes_of("no such function") == ()


@pytest.mark.parametrize(
    ("host", "vendor"),
    [
        ("api.stripe.com", "stripe"),
        ("API.Stripe.com.", "stripe"),
        ("o447951.ingest.sentry.io:443", "sentry"),
        ("maps.googleapis.com", "google-maps"),
        ("storage.googleapis.com", "google-cloud-storage"),
        ("fonts.gstatic.com", "google-fonts"),
        ("bucket.s3.amazonaws.com", "amazon-s3"),
    ],
)
def test_a_host_is_found_by_the_longest_domain_it_ends_with(host: str, vendor: str) -> None:
    found = by_host(host)

    assert found is not None
    assert found.id == vendor


@pytest.mark.parametrize("host", ["notstripe.com", "stripe.com.example.org", "example.org", "localhost", "", "com"])
def test_a_host_that_only_looks_like_a_vendors_is_none(host: str) -> None:
    assert by_host(host) is None


@pytest.mark.parametrize(
    ("url", "vendor"),
    [
        ("https://www.google.com/recaptcha/api.js", "recaptcha"),
        ("https://www.googletagmanager.com/gtag/js?id=G-1", "google-analytics"),
        ("https://www.googletagmanager.com/gtm.js?id=GTM-1", "google-tag-manager"),
        ("//connect.facebook.net/en_US/fbevents.js", "meta-pixel"),
        ("https://www.facebook.com/tr?id=1", "meta-pixel"),
        ("https://key@o1.ingest.sentry.io/2", "sentry"),
    ],
)
def test_products_that_share_a_host_are_told_apart_by_path(url: str, vendor: str) -> None:
    found = by_url(url)

    assert found is not None
    assert found.id == vendor


@pytest.mark.parametrize(
    ("ecosystem", "package", "vendor"),
    [
        ("pypi", "sentry_sdk", "sentry"),
        ("pypi", "Google.Cloud.PubSub", "google-cloud"),
        ("npm", "@sentry/react", "sentry"),
        ("npm", "@aws-sdk/client-s3", "amazon-s3"),
        ("go", "github.com/stripe/stripe-go/v76", "stripe"),
        ("maven", "com.stripe:stripe-java", "stripe"),
    ],
)
def test_a_package_is_found_whatever_its_spelling_and_version(ecosystem: str, package: str, vendor: str) -> None:
    found = by_package(ecosystem, package)

    assert found is not None
    assert found.id == vendor


def test_a_package_of_another_ecosystem_is_none() -> None:
    assert by_package("pypi", "mixpanel-browser") is None
    assert by_package("npm", "requests") is None


def test_a_module_is_found_by_its_longest_known_part() -> None:
    storage, cloud = by_module("google.cloud.storage.blob"), by_module("google.cloud.pubsub_v1")

    assert storage is not None and storage.id == "google-cloud-storage"  # noqa: PT018 - for the type checker
    assert cloud is not None and cloud.id == "google-cloud"  # noqa: PT018
    assert by_module("google") is None


@pytest.mark.parametrize("name", ["Twilio", "twilio, Inc.", "TWILIO LLC", " Twilio. "])
def test_a_name_is_found_with_or_without_the_form_of_company(name: str) -> None:
    found = by_name(name)

    assert found is not None
    assert found.id == "twilio"


@pytest.mark.parametrize(
    ("variable", "vendor"),
    [
        ("STRIPE_SECRET_KEY", "stripe"),
        ("NEXT_PUBLIC_MIXPANEL_TOKEN", "mixpanel"),
        ("AZURE_STORAGE_CONNECTION_STRING", "azure-blob-storage"),
        ("GOOGLE_MAPS_API_KEY", "google-maps"),
    ],
)
def test_a_variable_names_whom_it_sets_up(variable: str, vendor: str) -> None:
    found = by_setting(variable)

    assert found is not None
    assert found.id == vendor


def test_a_variable_that_names_nobody_is_none() -> None:
    assert by_setting("DATABASE_URL") is None
    assert by_setting("STRIPED_SHIRTS") is None


def test_a_vendor_becomes_a_recipient() -> None:
    stripe = by_id("stripe")
    assert stripe is not None

    found = recipient(stripe, Use.CONFIGURED)

    assert (found.id, found.name, found.function, found.use) == ("stripe", "Stripe", "payment", Use.CONFIGURED)
    assert found.home_country == "US"
