"""Small inventories and declarations for the tests of the rules."""

from __future__ import annotations

from detectors.model import Category, Confidence, Protection
from scanner.gaps.case import PolicyScope
from scanner.gaps.check import find_gaps
from scanner.ids import field_id, flow_id
from scanner.inventory.merge import merge
from scanner.model import (
    Action,
    Claim,
    CollectionPoint,
    Control,
    ControlKind,
    ControlState,
    Declaration,
    Document,
    Evidence,
    Examined,
    Extent,
    Field,
    FieldCategory,
    Flow,
    FlowKind,
    Gap,
    Inventory,
    Phrase,
    Promise,
    Quote,
    Recipient,
    Relation,
    Statement,
    Store,
    System,
    Unscanned,
    Use,
)

EVERYTHING = Inventory(
    systems=(System("shop", "shop"),),
    examined=tuple(
        Examined(f"shop/{kind}", kind, Extent.FULL) for kind in ("sqlite", "code", "javascript", "markup", "logs")
    ),
)
"""Says that every kind of place was looked at."""


def table(  # noqa: PLR0913 - what a column can be
    name: str,
    column: str,
    category: str,
    *,
    kind: str = "table",
    subject: str | None = "customer",
    protection: Protection = Protection.PLAIN,
    confidence: Confidence = Confidence.HIGH,
    region: str | None = None,
    system: str = "shop",
) -> Inventory:
    """A store with one field."""
    store = Store(f"{system}/{name}", system, kind, name, region)
    found = (FieldCategory(Category(category), confidence, ("test",)),)
    field = Field(field_id(store.id, column), store.id, column, found, subject, protection)
    seen = {field.id: (Evidence(f"{name}.py", line=7),), store.id: (Evidence(f"{name}.py", line=1),)}
    return Inventory(stores=(store,), fields=(field,), evidence=seen)


def form(field: str, category: str) -> Inventory:
    """A form with one field."""
    point = CollectionPoint(f"shop/join.html#join.{field}", "form_field", field, (Category(category),))
    return Inventory(collection_points=(point,), evidence={point.id: (Evidence("join.html", line=3),)})


def sends(recipient: Recipient, *categories: str, start: str = "shop/main.users#email") -> Inventory:
    """A flow to a recipient."""
    flow = flowing(start, recipient.id, *categories)
    seen = {flow.id: (Evidence("send.py", line=11, symbol="send"),)}
    return Inventory(recipients=(recipient,), flows=(flow,), evidence=seen)


def flowing(start: str, end: str, *categories: str, kind: FlowKind = FlowKind.SHARE) -> Flow:
    """A flow between two nodes."""
    return Flow(flow_id(start, kind, end), start, end, kind, tuple(Category(c) for c in categories))


def vendor(
    name: str, function: str, *, use: Use = Use.USED, regions: tuple[str, ...] = (), role: str = "processor"
) -> Recipient:
    """A recipient of made-up name."""
    return Recipient(name, name.title(), function, role, "US", regions, use=use)


def control(
    kind: ControlKind, state: ControlState, *covers: str, place: str = "app.py", period: str | None = None
) -> Inventory:
    """A control at a place."""
    found = Control(f"shop/{place}#{kind}", kind, covers, period, state)
    return Inventory(controls=(found,), evidence={found.id: (Evidence(place, line=5),)})


def cascade(child: str, parent: str, *, on_delete: str | None = "CASCADE") -> Inventory:
    """A foreign key from one table to another."""
    return Inventory(
        relations=(Relation(f"shop/{child}#fk", f"shop/{child}#{parent}_id", f"shop/{parent}#id", on_delete),)
    )


def lost(target: str = "shop/broken.db") -> Inventory:
    """Something that could not be examined."""
    return Inventory(unscanned=(Unscanned(target, "damaged"),))


def says(  # noqa: PLR0913 - what a statement can hold
    quote: str,
    action: Action,
    *categories: str,
    to: tuple[str, ...] = (),
    polarity: str = "positive",
    purposes: tuple[str, ...] = (),
    regions: tuple[str, ...] = (),
    closed: bool | None = None,
    period: str | None = None,
    subject: str | None = None,
    generic: bool = False,
) -> Statement:
    """A statement whose quote is the whole policy."""
    return Statement(
        id=quote[:20],
        action=action,
        polarity=polarity,
        actor="first_party",
        categories=tuple(Phrase(c, c, 0, 1) for c in categories),
        evidence=(Quote(quote, 0, len(quote)),),
        subject=subject,
        purposes=purposes,
        recipients=tuple(Phrase(r, r, 0, 1) for r in to),
        regions=regions,
        region_list_closed=closed,
        period=period,
        generic=generic,
    )


def promises(kind: ControlKind, quote: str) -> Promise:
    """A promise of a control."""
    return Promise(kind, (Quote(quote, 0, len(quote)),))


def gaps(*found: Inventory, policy: tuple[Statement | Promise, ...], subjects: tuple[str, ...] = ()) -> tuple[Gap, ...]:
    """The gaps of these findings against this policy, without those on the policy itself."""
    return find_gaps(merge([EVERYTHING, *found]), [scope(policy, subjects)]).gaps


def claims(*found: Inventory, policy: tuple[Statement | Promise, ...]) -> tuple[Claim, ...]:
    """The verdicts on the claims of this policy."""
    return find_gaps(merge([EVERYTHING, *found]), [scope(policy, ())]).claims


def scope(policy: tuple[Statement | Promise, ...], subjects: tuple[str, ...]) -> PolicyScope:
    """One policy for all systems."""
    statements = tuple(part for part in policy if isinstance(part, Statement))
    promised = tuple(part for part in policy if isinstance(part, Promise))
    return PolicyScope((Declaration(Document("policy.md"), statements, promised),), (), subjects)


def rules(found: tuple[Gap, ...]) -> list[str]:
    """The rules of the gaps, without stale declarations: most tests find only one thing."""
    return [gap.rule for gap in found if not gap.rule.startswith("PM4")]


def one(found: tuple[Gap, ...], rule: str) -> Gap:
    """The only gap of a rule."""
    (gap,) = (gap for gap in found if gap.rule == rule)
    return gap
