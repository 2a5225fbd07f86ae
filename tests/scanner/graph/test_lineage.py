"""The graph answers where data comes from and where it goes."""

from scanner.graph.lineage import Lineage, lineage
from scanner.inventory.merge import merge
from scanner.model import Inventory
from tests.scanner.gaps.making import flowing, form, sends, table, vendor

EMAIL = "user.contact.email"
FORM, COLUMN = "shop/join.html#join.email", "shop/main.users#email"


def graph(*more: Inventory) -> Lineage:
    found = (
        form("email", EMAIL),
        table("main.users", "email", EMAIL),
        Inventory(flows=(flowing(FORM, COLUMN, EMAIL),)),
        sends(vendor("mailbird", "email"), EMAIL),
    )
    return lineage(merge([*found, *more]))


def test_the_way_in_starts_at_the_collection_point() -> None:
    assert graph().way_in("mailbird") == (FORM, COLUMN, "mailbird")


def test_a_node_that_nothing_feeds_is_its_own_way_in() -> None:
    assert graph().way_in("shop/other#x") == ("shop/other#x",)


def test_ends_and_origins_are_everything_down_and_up() -> None:
    assert graph().ends(FORM) == {COLUMN, "mailbird"}
    assert graph().origins("mailbird") == {FORM, COLUMN}


def test_a_cycle_ends() -> None:
    loop = Inventory(flows=(flowing("mailbird", FORM, EMAIL), flowing(COLUMN, FORM, EMAIL)))

    assert graph(loop).way(FORM, "mailbird") == (FORM, COLUMN, "mailbird")


def test_ways_are_all_paths_shortest_first() -> None:
    direct = Inventory(flows=(flowing(FORM, "mailbird", EMAIL),))

    assert graph(direct).ways(FORM, "mailbird") == ((FORM, "mailbird"), (FORM, COLUMN, "mailbird"))
