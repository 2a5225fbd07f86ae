"""Merging is a union by id that gives the same whatever the order."""

import itertools

from detectors.model import Category, Confidence, Protection
from scanner.inventory.merge import merge
from scanner.model import (
    Control,
    ControlKind,
    ControlState,
    Evidence,
    Examined,
    Extent,
    Field,
    FieldCategory,
    Inventory,
    Recipient,
    Store,
    Use,
)

EMAIL, NAME = Category("user.contact.email"), Category("user.name")


def field(*categories: FieldCategory, protection: Protection = Protection.PLAIN) -> Inventory:
    found = Field("shop/users#x", "shop/users", "x", categories, None, protection)
    return Inventory(fields=(found,), evidence={found.id: (Evidence(f"{len(categories)}.py", line=3),)})


def test_any_order_gives_the_same() -> None:
    parts = (
        field(FieldCategory(EMAIL, Confidence.LOW, ("name",))),
        field(FieldCategory(EMAIL, Confidence.HIGH, ("email",)), FieldCategory(NAME, Confidence.MEDIUM, ("name",))),
        Inventory(stores=(Store("shop/users", "shop", "table", "users"),)),
        Inventory(recipients=(Recipient("stripe", "Stripe", "payment", use=Use.USED),)),
        Inventory(recipients=(Recipient("stripe", "Stripe", "payment", home_country="US"),)),
    )

    results = {repr(merge(order)) for order in itertools.permutations(parts)}

    assert len(results) == 1


def test_a_category_seen_twice_keeps_the_surer_reading_and_all_its_detectors() -> None:
    merged = merge(
        [
            field(FieldCategory(EMAIL, Confidence.LOW, ("name",))),
            field(FieldCategory(EMAIL, Confidence.HIGH, ("email",))),
        ]
    )

    assert merged.fields[0].categories == (FieldCategory(EMAIL, Confidence.HIGH, ("email", "name")),)


def test_what_stands_in_clear_once_counts_as_clear() -> None:
    found = FieldCategory(EMAIL, Confidence.HIGH, ("email",))

    merged = merge([field(found, protection=Protection.HASHED), field(found, protection=Protection.PLAIN)])

    assert merged.fields[0].protection is Protection.PLAIN


def test_values_that_were_seen_hashed_outweigh_a_model_that_says_nothing_of_it() -> None:
    named, seen = FieldCategory(EMAIL, Confidence.HIGH, ("name",)), FieldCategory(EMAIL, Confidence.HIGH, ("values",))

    merged = merge([field(named, protection=Protection.PLAIN), field(seen, protection=Protection.HASHED)])

    assert merged.fields[0].protection is Protection.HASHED


def test_a_recipient_that_is_used_somewhere_is_used() -> None:
    merged = merge(
        Inventory(recipients=(Recipient("stripe", "Stripe", "payment", use=use),)) for use in (Use.MENTIONED, Use.USED)
    )

    assert merged.recipients[0].use is Use.USED


def test_a_control_that_was_seen_is_present_and_covers_what_either_reading_says() -> None:
    merged = merge(
        [
            Inventory(controls=(Control("c", ControlKind.ERASURE, ("a",), None, ControlState.ABSENT),)),
            Inventory(controls=(Control("c", ControlKind.ERASURE, ("b",), "P30D", ControlState.PRESENT),)),
        ]
    )

    assert merged.controls == (Control("c", ControlKind.ERASURE, ("a", "b"), "P30D", ControlState.PRESENT),)


def test_a_place_read_whole_by_one_unit_counts_as_read_whole() -> None:
    merged = merge(
        Inventory(examined=(Examined("shop/a.log", "logs", extent),)) for extent in (Extent.NAMES_ONLY, Extent.FULL)
    )

    assert merged.examined == (Examined("shop/a.log", "logs", Extent.FULL),)


def test_evidence_of_both_sides_is_kept_in_order_of_place() -> None:
    a = Inventory(evidence={"n": (Evidence("b.py", line=9),)})
    b = Inventory(evidence={"n": (Evidence("a.py", line=2), Evidence("b.py", line=1))})

    places = [(e.path, e.line) for e in merge([a, b]).evidence["n"]]

    assert places == [("a.py", 2), ("b.py", 1), ("b.py", 9)]
