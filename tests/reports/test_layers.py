"""The lineage folds to four layers of at most a dozen boxes, whatever its size."""

from dataclasses import replace

import pytest

from detectors.model import Category, Confidence
from reports.layers import COLLECTED, LOGGED, MOST_GROUPS, SENT, STORED, nodes_of, overview_of
from reports.model import ReportInput
from scanner.model import Field, FieldCategory, Flow, FlowKind, Inventory, Store

EMAIL = (FieldCategory(Category("user.contact.email"), Confidence.HIGH, ("names",)),)


def test_each_node_stands_in_its_layer(checked: ReportInput) -> None:
    layer_of = {node.id: node.layer for node in nodes_of(checked.inventory)}

    assert layer_of["web/checkout.html#pay.card_number"] == COLLECTED
    assert layer_of["api/payments#pan"] == STORED
    assert layer_of["api/access.log#client"] == LOGGED
    assert layer_of["stripe"] == SENT


def test_a_vendor_that_is_merely_named_is_left_out(checked: ReportInput) -> None:
    assert "twilio" not in {node.id for node in nodes_of(checked.inventory)}


@pytest.mark.parametrize(
    ("end", "layer"),
    [("api/users", STORED), ("web/POST /unseen#email", COLLECTED), ("unknown.example", SENT)],
)
def test_an_end_that_only_a_flow_names_has_a_layer_too(end: str, layer: int, checked: ReportInput) -> None:
    flow = Flow("f", "api/users#email", end, FlowKind.SHARE, ())

    nodes = nodes_of(replace(checked.inventory, flows=(flow,)))

    assert next(node for node in nodes if node.id == end).layer == layer


def test_bands_along_the_path_of_a_gap_are_marked(checked: ReportInput) -> None:
    assert checked.verdict is not None
    overview = overview_of(checked.inventory, nodes_of(checked.inventory), checked.verdict.gaps)

    names = {(overview.groups[b.upstream].name, overview.groups[b.downstream].name): b.is_gap for b in overview.bands}
    assert names["api/POST /pay", "api/payments"]
    assert not names["api/POST /pay", "Stripe"]


def test_thousands_of_stores_fold_to_a_dozen_boxes() -> None:
    stores = tuple(Store(f"s{n % 40}/t{n}", f"s{n % 40}", "table", f"t{n}") for n in range(2000))
    fields = tuple(Field(f"{store.id}#email", store.id, "email", EMAIL) for store in stores)
    flows = tuple(
        Flow(f"f{n}", fields[n].id, fields[n * 7 % 2000].id, FlowKind.COPY, ()) for n in range(2000)
    )  # fmt: skip
    inventory = Inventory(stores=stores, fields=fields, flows=flows)

    overview = overview_of(inventory, nodes_of(inventory), ())

    assert len(overview.groups) == MOST_GROUPS
    assert sum(group.members for group in overview.groups) == 2000
    assert "29 more groups" in {group.name for group in overview.groups}
