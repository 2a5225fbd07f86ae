"""Infrastructure files: regions, retention, copies, vendors set up, credentials in clear."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from scanner.model import ControlState, FlowKind, Inventory, Use
from scanner.sources.base import Unit
from scanner.sources.infrastructure import INFRASTRUCTURE
from scanner.sources.reading.infrastructure.periods import iso_period


def _scan(tmp_path: Path, files: dict[str, str]) -> Inventory:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        assert INFRASTRUCTURE.recognises(PurePosixPath(name), text.encode()[:8192])
    return Unit(INFRASTRUCTURE, "shop", tmp_path, tuple(files)).examine()


def _stores(found: Inventory) -> dict[str, tuple[str, str | None]]:
    return {store.name: (store.kind, store.region) for store in found.stores}


def _uses(found: Inventory) -> dict[str, Use]:
    return {node.id: node.use for node in found.recipients}


_AWS = """
variable "region" { default = "us-west-2" }
locals {
  prefix = "shop-${var.region}"
}
provider "aws" {
  region = var.region
}
provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}
"""


def test_a_store_stands_where_its_provider_does(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        {
            "main.tf": _AWS
            + 'resource "aws_s3_bucket" "a" {\n  bucket = "${local.prefix}-uploads"\n}\n'
            + 'resource "aws_db_instance" "b" {\n  provider = aws.frankfurt\n  identifier = "main"\n}\n'
            + 'resource "google_storage_bucket" "c" {\n  name = "archive"\n  location = "EUROPE-WEST3"\n}\n'
        },
    )

    assert _stores(found) == {
        "shop-us-west-2-uploads": ("bucket", "US"),
        "main": ("database", "DE"),
        "archive": ("bucket", "DE"),
    }
    aws = next(node for node in found.recipients if node.id == "aws")
    assert (aws.use, aws.processing_regions) == (Use.CONFIGURED, ("DE", "US"))
    assert found.evidence["shop/main"][0].line == 16


def test_variables_are_set_by_the_files_that_terraform_reads_unasked(tmp_path: Path) -> None:
    files = {"main.tf": _AWS + 'resource "aws_sqs_queue" "q" {\n  name = "jobs"\n}\n'}

    assert _stores(_scan(tmp_path, {**files, "terraform.tfvars": 'region = "eu-west-1"\n'})) == {
        "jobs": ("queue", "IE")
    }
    assert _stores(_scan(tmp_path, {**files, "staging.tfvars": 'region = "eu-west-1"\n'})) == {"jobs": ("queue", "US")}


@pytest.mark.parametrize(
    ("resource", "period", "state"),
    [
        (
            '"aws_s3_bucket" "x" {\n  lifecycle_rule {\n    expiration {\n      days = 30\n    }\n  }\n}',
            "P30D",
            "present",
        ),
        ('"aws_cloudwatch_log_group" "x" {\n  retention_in_days = 90\n}', "P90D", "present"),
        ('"aws_cloudwatch_log_group" "x" {\n  name = "/aws/x"\n}', None, "absent"),
        ('"aws_sqs_queue" "x" {\n  message_retention_seconds = 3600\n}', "PT1H", "present"),
        (
            '"google_storage_bucket" "x" {\n  lifecycle_rule {\n    condition {\n      age = 7\n    }\n  }\n}',
            "P7D",
            "present",
        ),
        ('"aws_dynamodb_table" "x" {\n  ttl {\n    enabled = true\n  }\n}', None, "present"),
    ],
)
def test_how_long_a_store_keeps_things_is_a_control(
    tmp_path: Path, resource: str, period: str | None, state: str
) -> None:
    found = _scan(tmp_path, {"main.tf": f"resource {resource}\n"})

    assert [(node.period, node.state) for node in found.controls] == [(period, ControlState(state))]
    assert found.controls[0].covers == (found.stores[0].id,)


def test_a_lifecycle_set_beside_the_bucket_covers_it_and_replicas_are_copies(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        {
            "main.tf": 'resource "aws_s3_bucket" "a" {\n  bucket = "a1"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "b1"\n}\n'
            'resource "aws_s3_bucket_lifecycle_configuration" "l" {\n  bucket = aws_s3_bucket.a.id\n  rule {\n    expiration {\n'
            "      days = 30\n    }\n  }\n}\n"
            'resource "aws_s3_bucket_replication_configuration" "r" {\n  bucket = aws_s3_bucket.a.id\n  rule {\n'
            "    destination {\n      bucket = aws_s3_bucket.b.arn\n    }\n  }\n}\n"
        },
    )

    assert [(node.covers, node.period) for node in found.controls] == [(("shop/a1",), "P30D")]
    assert [(f.upstream, f.downstream, f.kind) for f in found.flows] == [("shop/a1", "shop/b1", FlowKind.COPY)]


def test_a_region_that_is_only_known_when_run_is_none(tmp_path: Path) -> None:
    found = _scan(
        tmp_path, {"main.tf": 'provider "aws" {\n  region = data.x.y.name\n}\nresource "aws_db_instance" "d" {}\n'}
    )

    assert _stores(found) == {"d": ("database", None)}


_ENV = """# comment STRIPE_KEY=1
export STRIPE_SECRET_KEY="not-a-real-key"
SENTRY_DSN=https://abc@o1.ingest.de.sentry.io/22
DATABASE_URL=postgresql://app:pa55@db.x.eu-west-3.rds.amazonaws.com:5432/shop
S3_BUCKET=acme-uploads
S3_BUCKET_REGION=ap-south-1
MIXPANEL_TOKEN=
SMTP_HOST=smtp.sendgrid.net
APP_URL=https://www.acme.io
ADMIN_PASSWORD=changeme
STRIPE_ENABLED=true
"""


def test_an_environment_file_sets_vendors_up_and_names_regions(tmp_path: Path) -> None:
    found = _scan(tmp_path, {".env": _ENV})

    assert _uses(found) == {
        "amazon-s3": Use.CONFIGURED,
        "aws": Use.CONFIGURED,
        "sendgrid": Use.CONFIGURED,
        "sentry": Use.CONFIGURED,
        "stripe": Use.CONFIGURED,
    }
    assert {node.id: node.processing_regions for node in found.recipients}["sentry"] == ("DE",)
    assert _stores(found) == {".env": ("file", None), "acme-uploads": ("bucket", "IN"), "shop": ("database", "FR")}


def test_credentials_in_clear_are_fields_and_placeholders_are_not(tmp_path: Path) -> None:
    found = _scan(tmp_path, {".env": _ENV})

    assert {field.path for field in found.fields} == {"STRIPE_SECRET_KEY", "DATABASE_URL"}
    assert {c.category for field in found.fields for c in field.categories} == {"system.authentication"}
    assert "pa55" not in repr(found)
    assert "not-a-real-key" not in repr(found)


@pytest.mark.parametrize("name", [".env.example", "sample.env", ".env.template"])
def test_an_example_only_mentions(tmp_path: Path, name: str) -> None:
    found = _scan(tmp_path, {name: _ENV})

    assert set(_uses(found).values()) == {Use.MENTIONED}
    assert found.fields == ()
    assert found.stores == ()


def test_compose_services_are_stores_and_their_settings_are_read(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        {
            "docker-compose.yml": "services:\n  db:\n    image: postgres:16\n  cache: {image: 'bitnami/redis:7'}\n"
            "  web:\n    build: .\n    environment:\n      - INTERCOM_ACCESS_TOKEN=abc123\n      - SMTP_HOST=smtp.mailgun.org\n"
        },
    )

    assert {name: kind for name, (kind, _region) in _stores(found).items()} == {
        "db": "database",
        "cache": "cache",
        "docker-compose.yml": "file",
    }
    assert _uses(found) == {"intercom": Use.CONFIGURED, "mailgun": Use.CONFIGURED}
    assert [entry.line for entry in found.evidence["mailgun"]] == [9]


def test_kubernetes_manifests_are_told_by_their_head(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        {
            "web.yaml": "apiVersion: v1\nkind: ConfigMap\ndata:\n  SENTRY_DSN: https://k@o1.ingest.us.sentry.io/1\n---\n"
            "apiVersion: apps/v1\nkind: Deployment\nspec:\n  containers:\n  - name: web\n    image: web:1\n    env:\n"
            "    - name: MAILGUN_HOST\n      value: api.mailgun.net\n"
        },
    )

    assert _uses(found) == {"mailgun": Use.CONFIGURED, "sentry": Use.CONFIGURED}
    assert not INFRASTRUCTURE.recognises(PurePosixPath("data.yaml"), b"a: 1\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.tf", 'resource "x" {'),
        ("main.tf", "x = " + "[" * 500),
        ("compose.yml", "a: [*b, "),
        ("compose.yml", "a: &a [x]\nb: [" + "*a, " * 500 + "]\n"),
        ("compose.yml", "[" * 5_000),
        ("compose.yml", "a: !!python/object/apply:os.system [ls]\n"),
        ("compose.yml", "services:\n" + "# x\n" * 200_000),
        ("stack.yaml", "AWSTemplateFormatVersion: '2010-09-09'\n"),
    ],
)
def test_what_is_broken_or_hostile_is_told_and_nothing_raised(tmp_path: Path, name: str, text: str) -> None:
    found = _scan(tmp_path, {name: text})

    assert [entry.target for entry in found.unscanned] == [f"shop/{name}"]
    assert found.stores == ()


def test_the_same_files_in_any_order_give_the_same(tmp_path: Path) -> None:
    one = _scan(tmp_path, {"a.tf": _AWS, "b.tf": 'resource "aws_sqs_queue" "q" {\n  name = "jobs"\n}\n'})
    other = Unit(INFRASTRUCTURE, "shop", tmp_path, ("b.tf", "a.tf")).examine()

    assert one == other


@pytest.mark.parametrize(
    ("value", "unit", "period"),
    [
        (30, "d", "P30D"),
        ("604800s", "s", "P7D"),
        (36, "h", "PT36H"),
        (90, "s", "PT90S"),
        (0, "d", None),
        ("${x}", "d", None),
    ],
)
def test_periods_are_iso_8601(value: object, unit: str, period: str | None) -> None:
    assert iso_period(value, unit) == period
