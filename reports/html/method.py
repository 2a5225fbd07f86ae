"""What was not examined, and how everything else was: what a reader must know before relying on the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.html.markup import Markup, joined, table, tag
from reports.html.section import Section
from reports.model import ReportInput
from reports.outcome import Outcome
from reports.wording import counted
from scanner.model import Declaration, Examined, Extent, Unscanned

_BOUNDS_SHOWN = 200
_EXTENTS = {Extent.FULL: "in full", Extent.SAMPLED: "by sample", Extent.NAMES_ONLY: "names only"}
_METHOD = (
    (
        "The systems are crawled for databases, data files, logs, source code and infrastructure files. Names and values "
        "are judged by patterns with checks, by dictionaries of names and by what stands beside them. What is found is "
        "joined into one graph, from where data is collected through stores and logs to whom it reaches. The policy is "
        "read into statements, and each is held against the graph."
    ),
    (
        "High confidence means that name and values agree or a check digit holds; medium that one strong sign is there. "
        "Low confidence is no finding: it is listed among the fields on request and raises no gap. Something not found "
        "counts as absent only where the places that would hold it were examined."
    ),
    "No value, sample or hash of a value is in this report. It loads nothing and sends nothing.",
)


def unexamined_section(outcome: Outcome) -> Section:
    """What could not be looked at and why; what was left out on purpose is folded away."""
    parts = [
        _unscanned(outcome.missing, "Inputs that were not examined")
        if outcome.missing
        else tag("p", "Nothing that a reader exists for was left out.")
    ]
    if outcome.notes:
        rows = ((note.message, note.fix) for note in outcome.notes)
        parts.append(
            table(("What this leaves open", "To close it"), rows, caption="What this leaves open", class_="capped open")
        )
    if outcome.skipped:
        summary = tag("summary", f"{counted(len(outcome.skipped), 'place')} skipped on purpose")
        parts.append(tag("details", summary, _unscanned(outcome.skipped, "Skipped on purpose")))
    count = max(len(outcome.missing), len(outcome.notes))
    return Section("unexamined", "Not examined", "What was not examined", joined(parts), f"{count:,}")


def method_section(report: ReportInput) -> Section:
    """How the report came about: policies read, detectors used, and where only a part was looked at."""
    inventory = report.inventory
    detectors = sorted({name for place in inventory.examined for name in place.detectors})
    parts = [tag("p", paragraph) for paragraph in _METHOD]
    if report.declarations:
        parts.append(_policies(report.declarations))
    if detectors:
        parts.append(tag("p", tag("strong", "Detectors used "), ", ".join(detectors)))
    bounded = [place for place in inventory.examined if place.extent is not Extent.FULL or place.bound]
    if bounded:
        parts.append(_bounds(bounded))
    return Section("method", "Method", "Method and sampling", joined(parts))


def _unscanned(items: Iterable[Unscanned], caption: str) -> Markup:
    rows = ((tag("code", item.target), item.reason) for item in items)
    return table(("Input", "Why"), rows, caption=caption, class_="capped")


def _policies(declarations: Sequence[Declaration]) -> Markup:
    rows = (
        (
            declaration.document.path,
            declaration.document.controller or "not named",
            declaration.document.last_updated or "not given",
            f"{len(declaration.statements):,}",
            f"{len(declaration.promises):,}",
        )
        for declaration in declarations
    )
    headings = ("Policy", "Controller", "Last updated", "Statements", "Promises")
    return table(headings, rows, caption="Policies that were read")


def _bounds(places: Sequence[Examined]) -> Markup:
    rows = (
        (tag("code", place.target), place.kind, _EXTENTS[place.extent], place.bound or "")
        for place in places[:_BOUNDS_SHOWN]
    )
    headings = ("Place", "Kind", "Extent", "What may have been missed")
    rest = len(places) - _BOUNDS_SHOWN
    more = tag("p", f"{counted(rest, 'more place')} in the inventory file.") if rest > 0 else ""
    listed = table(headings, rows, caption="Places that were examined in part", class_="capped")
    return joined((tag("h3", "Examined in part"), listed, more))
