"""No raw value of the example company's data is in any output."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from scanner.cli.demo import build
from tests.scanner.cli.running import piimap

# What these columns hold must be in no output; short words such as a city may well stand in a policy or a page.
SECRET = re.compile(
    r"mail|phone|birth|iban|passport|fiscal|password|address|token|card|ip|ref2|visitor|device_id", re.IGNORECASE
)
SHORTEST = 8


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The company, and every byte that the tool writes about it."""
    folder = tmp_path_factory.mktemp("outputs")
    company = build(folder)
    formats = [option for name in ("json", "html", "terminal") for option in ("-f", f"{name}=out/{name}")]
    config = ("-v", "--config", "callroom/piimap.toml")
    scan = piimap("scan", "callroom", *config, cwd=folder)
    check = piimap("check", *config, *formats, cwd=folder)
    written = [*folder.glob("*.json"), *(folder / "out").iterdir()]
    texts = [path.read_text("utf-8") for path in written]
    return company, "\n".join([scan.out, scan.err, check.out, check.err, *texts])


def values(company: Path) -> set[str]:
    """Every value of every column whose name says that it is nobody's business."""
    found: set[str] = set()
    with sqlite3.connect(company / "data" / "callroom.db") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, *_ in connection.execute(f"PRAGMA table_info('{table}')").fetchall():
                if SECRET.search(column):
                    rows = connection.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608 - names of our own example
                    found |= {str(value) for (value,) in rows if value is not None}
    return {value for value in found if len(value) >= SHORTEST}


def test_no_value_of_the_database_is_in_any_output(outputs: tuple[Path, str]) -> None:
    company, written = outputs
    secrets = values(company)

    assert len(secrets) > 1000
    assert [value for value in secrets if value in written or json.dumps(value)[1:-1] in written] == []


def test_no_address_of_the_logs_is_in_any_output(outputs: tuple[Path, str]) -> None:
    company, written = outputs
    logged = (company / "logs" / "app.log").read_text("utf-8")
    addresses = set(re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+\w", logged)) | set(re.findall(r"\b\d{13,16}\b", logged))

    assert len(addresses) > 20
    assert [address for address in addresses if address in written] == []


def test_no_path_of_this_machine_is_in_any_output(outputs: tuple[Path, str]) -> None:
    company, written = outputs

    assert str(company.parent) not in written
