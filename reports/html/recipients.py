"""Whom the data reaches, and in which countries it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from detectors.model import Category
from reports.html.markup import Markup, joined, table, tag
from reports.html.section import Section
from reports.model import ReportInput
from reports.wording import NOTHING, category_title
from scanner.model import Inventory, Recipient, Use

_USES = (Use.USED, Use.CONFIGURED, Use.MENTIONED)
_USE_WORDS = {
    Use.USED: "data goes there",
    Use.CONFIGURED: "set up, no flow seen",
    Use.MENTIONED: "named only",
}


def recipients_section(report: ReportInput) -> Section | None:
    """Recipients with what they receive, and regions with what lies there; None where there is neither."""
    inventory = report.inventory
    stored = any(store.region for store in inventory.stores)
    if not inventory.recipients and not stored:
        return None
    body = joined((_recipients(report) if inventory.recipients else "", _regions(inventory)))
    return Section("recipients", "Recipients", "Recipients and regions", body, f"{len(inventory.recipients):,}")


def _recipients(report: ReportInput) -> Markup:
    received = _received(report.inventory)
    gaps = _gap_counts(report)
    ordered = sorted(report.inventory.recipients, key=lambda r: (_USES.index(r.use), r.name.casefold(), r.id))
    rows = (_cells(recipient, received, gaps) for recipient in ordered)
    headings = ("Recipient", "For", "Role", "Home", "Processes in", "Use", "Receives", "Gaps")
    return table(headings, rows, caption="Recipients, those that data goes to first", class_="capped recipients")


def _cells(recipient: Recipient, received: Mapping[str, set[Category]], gaps: Mapping[str, int]) -> tuple[str, ...]:
    return (
        recipient.name,
        recipient.function.replace("_", " "),
        recipient.gdpr_role,
        recipient.home_country or "unknown",
        ", ".join(recipient.processing_regions) or "unknown",
        _USE_WORDS[recipient.use],
        ", ".join(category_title(key) for key in sorted(received[recipient.id])),
        f"{gaps[recipient.id]}" if gaps[recipient.id] else NOTHING,
    )


def _received(inventory: Inventory) -> Mapping[str, set[Category]]:
    received: dict[str, set[Category]] = defaultdict(set)
    for flow in inventory.flows:
        received[flow.downstream].update(flow.categories)
    return received


def _gap_counts(report: ReportInput) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for gap in report.verdict.gaps if report.verdict else ():
        if gap.recipient:
            counts[gap.recipient] += 1
    return counts


def _regions(inventory: Inventory) -> Markup:
    there: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for store in inventory.stores:
        if store.region:
            there[store.region][0].append(store.id)
    for recipient in inventory.recipients:
        if recipient.use is not Use.MENTIONED:
            for region in recipient.processing_regions:
                there[region][1].append(recipient.name)
    if not there:
        return tag("p", "No region of a store or recipient is known.")
    rows = ((region, _some(stores), _some(names)) for region, (stores, names) in sorted(there.items()))
    return joined(
        (
            tag("h3", "Regions"),
            table(("Region", "Stores", "Recipients"), rows, caption="Where data lies or is processed"),
        )
    )


def _some(names: list[str]) -> str:
    shown = sorted(names)[:8]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "") or NOTHING
