"""The lineage: an overview that is never larger than a screen, and a view of what surrounds one node."""

from __future__ import annotations

from reports.html.markup import Markup, joined, table, tag
from reports.html.overview import drawing, drawn_bands
from reports.html.section import Section
from reports.layers import Overview, nodes_of, overview_of
from reports.model import ReportInput
from reports.wording import NOTHING, counted


def lineage_section(report: ReportInput) -> Section | None:
    """Overview and focus view; None where nothing is known to flow."""
    inventory = report.inventory
    if not inventory.flows:
        return None
    gaps = report.verdict.gaps if report.verdict else ()
    overview = overview_of(inventory, nodes_of(inventory), gaps)
    note = (
        "From left to right: where data is collected, where it is kept, which logs it reaches, and whom it is sent to."
    )
    if any(band.is_gap for band in overview.bands):
        note += " A gap runs along the marked bands."
    thin = len(overview.bands) - len(drawn_bands(overview))
    if thin:
        note += f" {counted(thin, 'thin band is', 'thin bands are')} left to the table."
    body = joined(
        (
            tag("p", note),
            tag("div", drawing(overview), class_="frame drawing", role="region", tabindex=0, aria_label="Overview"),
            tag("details", tag("summary", "The same as a table"), _listed(overview)),
            _focus(),
        )
    )
    return Section("lineage", "Lineage", "Lineage", body, f"{len(inventory.flows):,}")


def _listed(overview: Overview) -> Markup:
    rows = (
        (
            overview.groups[band.upstream].name,
            overview.groups[band.downstream].name,
            counted(band.flows, "flow"),
            "yes" if band.is_gap else NOTHING,
        )
        for band in overview.bands
    )
    return table(("From", "To", "Flows", "Gap"), rows, caption="Flows between groups", class_="capped")


def _focus() -> Markup:
    """The frame of the focus view, which the script fills."""
    hops = joined(tag("option", str(number), value=number, selected=number == 1) for number in (1, 2, 3))
    controls = tag(
        "form",
        tag("label", "Find a field, point or recipient", tag("input", type="search", name="node", autocomplete="off")),
        tag("label", "Steps", tag("select", hops, name="hops")),
        class_="filters",
    )
    return tag(
        "div",
        tag("h3", "What surrounds one node"),
        controls,
        tag("ul", id="focus-choices", class_="choices", aria_label="Matching nodes"),
        tag("p", id="focus-status", role="status", class_="matching"),
        tag("div", id="focus-drawing", class_="frame drawing", role="region", tabindex=0, aria_label="Focus view"),
        tag("details", tag("summary", "The same as a table"), tag("div", id="focus-table")),
        id="focus",
        hidden=True,
    )
