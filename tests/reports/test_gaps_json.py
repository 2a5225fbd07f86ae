"""`piimap check -f json` is what its published schema says, and other programs can rely on every key."""

import json
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from reports.gaps_json import SCHEMA_VERSION, render
from reports.model import ReportInput
from reports.wording import KIND_TITLES
from scanner.model import Evidence, Gap, Verdict


@pytest.fixture
def schema() -> dict[str, Any]:  # a JSON Schema: nested JSON of any shape
    text = files("scanner.inventory").joinpath("schema", f"gaps-{SCHEMA_VERSION}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)  # as above
    return loaded


def test_gaps_and_claims_fit_the_published_schema(checked: ReportInput, schema: dict[str, Any]) -> None:
    document = json.loads(render(checked))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    assert len(document["gaps"]) == 5
    assert len(document["claims"]) == 4


def test_the_schema_knows_every_part_of_a_gap_and_of_its_evidence(schema: dict[str, Any]) -> None:
    assert set(schema["$defs"]["gap"]["properties"]) == {part.name for part in fields(Gap)}
    assert set(schema["$defs"]["evidence"]["properties"]) == {part.name for part in fields(Evidence)}
    assert set(schema["$defs"]["gap"]["properties"]["kind"]["enum"]) == set(KIND_TITLES)


def test_the_schema_refuses_a_gap_without_a_severity(checked: ReportInput, schema: dict[str, Any]) -> None:
    document = json.loads(render(checked))
    del document["gaps"][0]["severity"]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


def test_what_a_gap_does_not_have_is_null_and_not_left_out(checked: ReportInput) -> None:
    gap = next(gap for gap in json.loads(render(checked))["gaps"] if gap["rule"] == "PM101")

    assert (gap["recipient"], gap["region"], gap["statement"]) == (None, None, None)
    assert gap["evidence"] == [{"path": "backend/calls.py", "line": 77, "symbol": "end_call"}]


def test_the_gravest_gap_stands_first_and_carries_the_sentence(checked: ReportInput) -> None:
    gap = json.loads(render(checked))["gaps"][0]

    assert gap["severity"] == "critical"
    assert gap["statement"]["quote"].startswith("Please be informed that we do not keep")
    assert gap["statement"]["end"] - gap["statement"]["start"] == len(gap["statement"]["quote"])


def test_the_order_in_which_gaps_were_found_does_not_show(checked: ReportInput) -> None:
    assert checked.verdict is not None
    backwards = Verdict(checked.verdict.gaps[::-1], checked.verdict.claims[::-1])

    assert render(replace(checked, verdict=backwards)) == render(checked)


def test_a_file_name_that_is_no_text_survives_as_an_escape(checked: ReportInput) -> None:
    assert checked.verdict is not None
    odd = replace(checked.verdict.gaps[0], evidence=(Evidence("caf\udce9.py", 1),))

    written = render(replace(checked, verdict=Verdict((odd,), ())))

    assert json.loads(written)["gaps"][0]["evidence"][0]["path"] == "caf\udce9.py"
