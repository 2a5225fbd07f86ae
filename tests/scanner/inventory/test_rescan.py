"""A rescan replaces what the same systems gave before, and nothing else."""

from detectors.model import Category
from scanner.inventory.merge import merge
from scanner.inventory.rescan import replace_systems
from scanner.model import Flow, FlowKind, Inventory, Recipient, Store, System, Use

EMAIL = Category("user.contact.email")


def system(name: str, *tables: str, recipient: str | None = None) -> Inventory:
    stores = tuple(Store(f"{name}/{table}", name, "table", table) for table in tables)
    flows = tuple(Flow(f"{s.id}->{recipient}", s.id, recipient, FlowKind.SHARE, (EMAIL,)) for s in stores if recipient)
    recipients = (Recipient(recipient, recipient, "payment", use=Use.USED),) if recipient else ()
    return Inventory(systems=(System(name, name),), stores=stores, flows=flows, recipients=recipients)


def test_what_the_same_system_gave_before_is_gone() -> None:
    rescanned = replace_systems(system("shop", "users", "old"), system("shop", "users"))

    assert [store.name for store in rescanned.stores] == ["users"]


def test_other_systems_stay() -> None:
    old = merge([system("shop", "users"), system("crm", "leads", recipient="stripe")])

    rescanned = replace_systems(old, system("shop", "buyers"))

    assert [store.id for store in rescanned.stores] == ["crm/leads", "shop/buyers"]
    assert [recipient.use for recipient in rescanned.recipients] == [Use.USED]


def test_a_recipient_that_nobody_reaches_any_more_is_no_longer_used() -> None:
    old = merge([system("shop", "users", recipient="stripe"), system("crm", "leads")])

    rescanned = replace_systems(old, system("shop", "users"))

    assert [recipient.use for recipient in rescanned.recipients] == [Use.MENTIONED]
