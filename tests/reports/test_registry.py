"""The formats are found by name, and each of them gives the same bytes for the same report."""

import pytest

from reports.model import ReportInput
from reports.registry import FORMATS, by_name
from scanner.errors import InvalidConfiguration
from scanner.model import Inventory, Verdict


def test_the_first_formats_are_there() -> None:
    assert [known.name for known in FORMATS] == ["terminal", "json", "html"]
    assert by_name("html").suffix == ".html"


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidConfiguration, match="choose from terminal, json, html"):
        by_name("docx")


@pytest.mark.parametrize("name", ["terminal", "json", "html"])
def test_the_same_report_gives_the_same_bytes(name: str, checked: ReportInput) -> None:
    assert by_name(name).render(checked) == by_name(name).render(checked)


@pytest.mark.parametrize("name", [known.name for known in FORMATS if not known.needs_verdict])
def test_what_needs_no_verdict_is_written_without_one(name: str, scanned: ReportInput) -> None:
    assert b"api/users" in by_name(name).render(scanned)


@pytest.mark.parametrize("name", ["terminal", "html"])
def test_a_report_without_anything_is_still_written(name: str) -> None:
    assert by_name(name).render(ReportInput(Inventory()))
    assert by_name(name).render(ReportInput(Inventory(), Verdict((), ())))
