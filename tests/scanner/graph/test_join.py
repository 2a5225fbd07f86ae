"""One column is one node, however it was seen; what is doubtful stays two."""

from scanner.graph.join import join
from scanner.inventory.merge import merge
from scanner.model import ControlKind, ControlState, FlowKind, Inventory
from tests.scanner.gaps.making import control, flowing, table

EMAIL, NAME, PHONE = "user.contact.email", "user.name", "user.contact.phone_number"


def columns(store: str, *names: str, system: str = "shop") -> Inventory:
    kinds = {"email": EMAIL, "name": NAME, "phone": PHONE}
    return merge(table(store, name, kinds.get(name.casefold(), NAME), system=system) for name in names)


def fields(*found: Inventory) -> list[str]:
    return [field.id for field in join(merge(found)).inventory.fields]


def test_a_model_and_the_live_table_of_one_system_are_one() -> None:
    assert fields(columns("main.users", "email"), columns("users", "email")) == ["shop/main.users#email"]


def test_names_are_folded_as_databases_do_and_the_live_spelling_stays() -> None:
    assert fields(columns("main.Users", "Email"), columns("users", "email")) == ["shop/main.Users#Email"]


def test_another_schema_is_another_table() -> None:
    assert fields(columns("audit.users", "email"), columns("users", "email")) == [
        "shop/audit.users#email",
        "shop/users#email",
    ]


def test_a_database_under_another_name_is_the_repositorys_where_most_columns_agree() -> None:
    code = columns("users", "email", "name", "phone")
    database = columns("public.users", "email", "name", system="shopdb")

    joined = join(merge([code, database]))

    assert [store.id for store in joined.inventory.stores] == ["shopdb/public.users"]
    assert joined.rules == {"shop/users": "the only table of this name in both systems, with most columns in common"}


def test_a_table_of_one_name_with_other_columns_stays_apart_and_is_marked() -> None:
    joined = join(merge([columns("users", "email", "name"), columns("public.users", "phone", "ref", system="hr")]))

    assert len(joined.inventory.stores) == 2
    assert [flow.kind for flow in joined.inventory.flows] == [FlowKind.MAYBE_SAME]


def test_flows_and_controls_follow_to_the_node_that_stays() -> None:
    flow = Inventory(flows=(flowing("shop/users#email", "mailbird", EMAIL),))
    erasing = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/users")

    joined = join(merge([columns("main.users", "email"), columns("users", "email"), flow, erasing])).inventory

    assert [f.upstream for f in joined.flows] == ["shop/main.users#email"]
    assert joined.controls[0].covers == ("shop/main.users",)


def test_evidence_of_both_is_kept() -> None:
    joined = join(merge([columns("main.users", "email"), columns("users", "email")])).inventory

    assert {e.path for e in joined.evidence["shop/main.users#email"]} == {"main.users.py", "users.py"}
