"""The policy that started the project, where PIIMAP_SEED gives its path: it stays outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scanner.model import Action, Declaration
from scanner.policy.files import read_file

SEED = os.environ.get("PIIMAP_SEED", "")
pytestmark = pytest.mark.skipif(not Path(SEED).is_file(), reason="PIIMAP_SEED does not name the seed policy")


@pytest.fixture(name="declaration", scope="module")
def _declaration() -> Declaration:
    return read_file(Path(SEED))[1]


def test_its_promise_not_to_store_cards_is_found(declaration: Declaration) -> None:
    denied = [one for one in declaration.statements if one.polarity == "negative" and one.action is Action.STORE]

    assert [{phrase.key for phrase in one.categories} for one in denied] == [{"user.financial.credit_card"}]


def test_its_erasure_within_thirty_days_is_found(declaration: Declaration) -> None:
    assert "P30D" in {one.period for one in declaration.statements if one.action is Action.ERASE}


def test_its_server_countries_are_an_open_list(declaration: Declaration) -> None:
    stored = [one for one in declaration.statements if one.regions == ("US", "CA", "TR")]

    assert stored
    assert not any(one.region_list_closed for one in stored)


def test_it_does_not_share_for_targeted_advertising(declaration: Declaration) -> None:
    denied = [one for one in declaration.statements if one.polarity == "negative" and one.action is Action.SHARE]

    assert any("marketing.advertising.third_party.targeted" in one.purposes for one in denied)


def test_every_offset_is_right(declaration: Declaration) -> None:
    text = read_file(Path(SEED))[0]

    quotes = [quote for one in declaration.statements for quote in one.evidence]

    assert all(text[quote.start : quote.end] == quote.quote for quote in quotes)
