"""declaration.toml: written, read back, written by hand, and broken; and the JSON for other programs."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from scanner.errors import InvalidPolicy
from scanner.model import Action, Declaration
from scanner.policy.declaration import load_declaration, write_declaration
from scanner.policy.export import declaration_as_json
from scanner.policy.files import load
from scanner.policy.reader import read_text

POLICY = """# Privacy policy of Acme Ltd

Last updated: 1 March 2024

We may collect your name, "e-mail address" and any other information \\ we consider relevant.
We do not store your credit card number. We share your name with Stripe and with resellers.
Your data is kept in Germany and other countries. We delete it within 30 days if you ask us.
Callers are informed before a call is recorded.
"""


def declared() -> Declaration:
    return read_text(POLICY, path="policy.md")


def written(folder: Path, text: str) -> Path:
    path = folder / "declaration.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_declaration_survives_writing_and_reading(tmp_path: Path) -> None:
    path = written(tmp_path, write_declaration(declared()))

    assert load_declaration(path) == declared()
    assert write_declaration(load_declaration(path)) == write_declaration(declared())


def test_each_statement_stands_under_its_quote() -> None:
    text = write_declaration(declared())

    assert "# > We do not store your credit card number.\n[[statement]]\n" in text


def test_a_few_keys_by_hand_are_enough(tmp_path: Path) -> None:
    text = '[[statement]]\naction = "store"\npolarity = "negative"\ncategories = ["user.financial.credit_card"]\n'

    (one,) = load(written(tmp_path, text)).statements

    assert (one.id, one.action, one.polarity) == ("no-store-credit-card", Action.STORE, "negative")


def test_an_unknown_category_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, '[[statement]]\naction = "collect"\ncategories = ["user.shoe_size"]\n')

    with pytest.raises(InvalidPolicy) as told:
        load_declaration(path)

    assert str(told.value) == f"{path}:3: unknown category 'user.shoe_size'; `piimap explain categories` lists them"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[statement]\n", "is no TOML"),
        ("title = 1\n", r"holds no \[\[statement\]\]"),
        ('[[statement]]\ncategories = ["user.name"]\n', ":1: action must be one of"),
        ('[[statement]]\naction = "eat"\ncategories = ["user.name"]\n', ":2: action must be one of"),
        ('[[statement]]\naction = "use"\ncategories = "user.name"\n', ":3: categories must be a list"),
        ('[[statement]]\naction = "use"\nevidence = [{start = 1}]\n', ":3: evidence needs quote"),
        ("statement = 1\n", "must be written as"),
    ],
)
def test_a_broken_declaration_says_where_and_what(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidPolicy, match=told) as raised:
        load_declaration(written(tmp_path, text))

    assert "\n" not in str(raised.value)


def test_the_json_follows_its_published_schema() -> None:
    schema = json.loads(files("scanner.inventory").joinpath("schema/declaration-1.0.0.json").read_text("utf-8"))

    document = declaration_as_json(declared())

    jsonschema.validate(document, schema)
    assert json.dumps(document) == json.dumps(declaration_as_json(declared()))
