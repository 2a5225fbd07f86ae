"""inventory.json is written and read without loss, and says plainly what is wrong with a broken one."""

import json
from pathlib import Path

import jsonschema
import pytest

from detectors.model import Category, Confidence, Protection
from scanner.errors import InvalidInventory
from scanner.inventory.document import evidence_path, read_inventory, write_evidence, write_inventory
from scanner.inventory.merge import merge
from scanner.inventory.schema_file import inventory_schema
from scanner.model import (
    Evidence,
    Examined,
    Extent,
    Field,
    FieldCategory,
    Flow,
    FlowKind,
    Inventory,
    Recipient,
    Store,
    System,
    Unscanned,
    Use,
)

EMAIL = Category("user.contact.email")
USERS = Store("shop/main.users", "shop", "table", "main.users")
EMAIL_FIELD = Field(
    "shop/main.users#email",
    USERS.id,
    "email",
    (FieldCategory(EMAIL, Confidence.HIGH, ("email", "name")),),
    "customer",
    Protection.PLAIN,
)
SHOP = Inventory(
    systems=(System("shop", "shop"),),
    stores=(USERS,),
    fields=(EMAIL_FIELD,),
    recipients=(Recipient("stripe", "Stripe", "payment", use=Use.USED),),
    flows=(Flow("f", EMAIL_FIELD.id, "stripe", FlowKind.SHARE, (EMAIL,)),),
    examined=(Examined("shop/main.users", "sqlite", Extent.FULL),),
    unscanned=(Unscanned("shop/broken.db", "not a database"),),
    evidence={
        EMAIL_FIELD.id: (Evidence("shop.db", store=USERS.id, rows_examined=9, matched_share=1.0, category=EMAIL),)
    },
)


def written(inventory: Inventory, folder: Path) -> Path:
    path = folder / "inventory.json"
    path.write_text(write_inventory(inventory), "utf-8")
    evidence_path(path).write_text(write_evidence(inventory), "utf-8")
    return path


def test_an_inventory_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_inventory(written(SHOP, tmp_path)) == merge([SHOP])


def test_the_inventory_follows_its_published_schema() -> None:
    jsonschema.validate(json.loads(write_inventory(SHOP)), inventory_schema())


def test_a_flow_is_written_with_from_and_to() -> None:
    (flow,) = json.loads(write_inventory(SHOP))["flows"]

    assert (flow["from"], flow["to"]) == (EMAIL_FIELD.id, "stripe")


def test_lines_counts_and_shares_are_in_the_evidence_file_alone() -> None:
    assert "rows_examined" not in write_inventory(SHOP)
    assert "rows_examined" in write_evidence(SHOP)


def test_an_inventory_without_its_evidence_file_can_be_read(tmp_path: Path) -> None:
    path = written(SHOP, tmp_path)
    evidence_path(path).unlink()

    assert read_inventory(path).fields == (EMAIL_FIELD,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no complete JSON"),
        ("[]", "no schema_version"),
        ('{"schema_version": "2.0.0"}', "update piimap"),
        ('{"schema_version": "1.0.0", "fields": {}}', "fields is no list"),
        ('{"schema_version": "1.0.0", "systems": [{"id": 1, "name": "x"}]}', "id is no str"),
        ('{"schema_version": "1.0.0", "systems": [{"id": "x"}]}', "no 'name'"),
        ("<<<<<<< HEAD\n{}", "merge conflict markers"),
    ],
)
def test_a_broken_inventory_is_refused_with_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "inventory.json"
    path.write_text(text)

    with pytest.raises(InvalidInventory, match=said):
        read_inventory(path)


def test_a_newer_addition_of_the_same_model_is_read(tmp_path: Path) -> None:
    path = tmp_path / "inventory.json"
    path.write_text('{"schema_version": "1.4.2", "systems": [{"id": "x", "name": "x", "new": 1}], "extra": []}')

    assert read_inventory(path).systems == (System("x", "x"),)
