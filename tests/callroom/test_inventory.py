"""inventory.json at the top level is the example company's, as a scan gives it today."""

from pathlib import Path

from scanner.cli.demo import build
from tests.callroom.keep_inventory import KEPT, inventory_text


def test_the_inventory_that_is_checked_in_is_true(tmp_path: Path) -> None:
    assert inventory_text(build(tmp_path)) == KEPT.read_text("utf-8"), "run `make inventory` and look at what changed"
