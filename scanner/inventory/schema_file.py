"""The published JSON Schemas, by name."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from scanner.inventory.document import SCHEMA_VERSION


def inventory_schema() -> dict[str, Any]:  # a JSON Schema: nested JSON of any shape
    """The JSON Schema (draft 2020-12) of inventory.json in this version."""
    text = files("scanner.inventory").joinpath("schema", f"inventory-{SCHEMA_VERSION}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
