"""Reports for a terminal: the gaps as a developer reads them, and the inventory as a table."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.holdings import Holding, holdings_of
from reports.model import ReportInput
from reports.outcome import Outcome, outcome_of, severities, verdicts
from reports.wording import circumstances, counted, place, printable, short_key, shortened, silence
from scanner.model import Evidence, Gap, Inventory, Severity, Unscanned

_PLAIN_WIDTH = 100
_WIDEST_CATEGORY = 44
_QUOTE_LIMIT = 240
_PLACES_SHOWN = 3
_LINES_SHOWN = 5
_ROWS_SHOWN = 300
_STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "blue",
}  # fmt: skip


def render(report: ReportInput) -> bytes:
    """The report as plain text, for a file or a pipe."""
    return render_terminal(report, width=_PLAIN_WIDTH, color=False).encode()


def render_terminal(report: ReportInput, *, width: int, color: bool) -> str:
    """Gaps with the policy's sentence beside the evidence, then claims, coverage and a closing line.

    Without a verdict it shows what the systems hold, and how far they were examined.
    """
    outcome = outcome_of(report)
    if report.verdict is None:
        return render_inventory(report.inventory, width=width, color=color) + _written(
            _coverage(outcome), width=width, color=color
        )
    failing = set(outcome.failing)
    parts = (
        *_gaps(outcome.failing, ""),
        *_gaps([gap for gap in outcome.gaps if gap not in failing], f"Below {report.threshold}: these fail no check"),
        *_claims(outcome),
        *_coverage(outcome),
        *_closing(outcome),
    )
    return _written(parts, width=width, color=color)


def render_inventory(inventory: Inventory, *, width: int, color: bool) -> str:
    """What each store holds, one line a category; then the recipients and where data is collected."""
    holdings = holdings_of(inventory)
    parts: list[RenderableType] = list(_holdings(holdings[:_ROWS_SHOWN]))
    if len(holdings) > _ROWS_SHOWN:
        parts.append(Text(f"and {len(holdings) - _ROWS_SHOWN:,} more lines; the inventory file has them all", "dim"))
    parts.extend(_recipients(inventory))
    points = Counter(printable(point.kind).replace("_", " ") for point in inventory.collection_points)
    parts.append(Text(""))
    parts.append(
        Text(
            f"{counted(len(inventory.fields), 'field')} in {counted(len(inventory.stores), 'store')}, "
            f"{counted(len(inventory.collection_points), 'collection point')}"
            + (f" ({_tally(points)})" if points else "")
            + f", {counted(len(inventory.recipients), 'recipient')}, {counted(len(inventory.flows), 'flow')}",
            "bold",
        )
    )
    return _written(parts, width=width, color=color)


def _written(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """The parts as text. The environment has no say, so that the same report gives the same bytes."""
    console = Console(
        file=io.StringIO(),
        width=max(width, 20),
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _gaps(gaps: Sequence[Gap], heading: str) -> Iterator[RenderableType]:
    if gaps and heading:
        yield Text(f"{heading}\n", "dim")
    for gap in gaps:
        style = _STYLES[gap.severity]
        title = Text.assemble((gap.severity, style), "  ", (printable(gap.rule), "dim"), "  ")
        yield title.append(printable(gap.message), "bold")
        yield Padding(_sides(gap), (0, 0, 1, 2))


def _sides(gap: Gap) -> Table:
    """What the policy says, what was found, the way between, and what to do."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold", ratio=1)
    rows.add_row("policy", _quote(gap))
    if gap.evidence:
        rows.add_row("found", _places(gap.evidence))
    if gap.path:
        rows.add_row("path", _arrows(gap.path))
    if gap.fix:
        rows.add_row("fix", Text(printable(gap.fix)))
    return rows


def _quote(gap: Gap) -> Text:
    if gap.statement is None:
        return Text(silence(gap.kind), "dim italic")
    quote = Text(f"“{shortened(gap.statement.quote, _QUOTE_LIMIT)}”", "italic")
    return quote.append(f"  {printable(gap.statement.policy)}", "dim not italic")


def _places(evidence: Sequence[Evidence]) -> Text:
    lines = Text()
    for seen in evidence[:_PLACES_SHOWN]:
        lines.append("\n" if lines else "").append(printable(place(seen)), "cyan")
        around = circumstances(seen)
        lines.append(f"  {printable(around)}" if around else "", "dim")
    if len(evidence) > _PLACES_SHOWN:
        lines.append(f"\nand {len(evidence) - _PLACES_SHOWN:,} more", "dim")
    return lines


def _arrows(path: Sequence[str]) -> Text:
    arrows = Text()
    for number, node in enumerate(path):
        arrows.append(" → " if number else "", "dim").append(printable(node))
    return arrows


def _claims(outcome: Outcome) -> Iterator[RenderableType]:
    if not outcome.claims:
        return
    counts = verdicts(outcome.claims)
    yield Text.assemble(
        ("Claims of the policy  ", "bold"),
        (f"{counts['kept']} kept", "green"),
        ", ",
        (f"{counts['broken']} broken", "red" if counts["broken"] else ""),
        ", ",
        (f"{counts['untestable']} untestable", "yellow" if counts["untestable"] else ""),
    )
    reasons = Counter(claim.reason for claim in outcome.claims if claim.verdict == "untestable")
    for reason, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:_LINES_SHOWN]:
        yield Padding(Text(f"{number} untestable: {printable(reason)}", "dim"), (0, 0, 0, 2))
    yield Text("")


def _coverage(outcome: Outcome) -> Iterator[RenderableType]:
    yield Text.assemble(("Examined  ", "bold"), counted(sum(kind.total for kind in outcome.coverage), "place"))
    for kind in outcome.coverage:
        extents = (("in full", kind.full), ("by sample", kind.sampled), ("names only", kind.names_only))
        listed = ", ".join(f"{number:,} {extent}" for extent, number in extents if number)
        yield Padding(Text(f"{printable(kind.kind)}: {listed}", "dim"), (0, 0, 0, 2))
    missing = outcome.missing or tuple(Unscanned(gap.message, "") for gap in outcome.notes)
    if missing:
        yield Text.assemble(("Not examined  ", "bold"), (f"{len(missing):,}", "yellow"))
        for item in missing[:_LINES_SHOWN]:
            line = Text(printable(item.target)).append(f"  {printable(item.reason)}", "dim")
            yield Padding(line, (0, 0, 0, 2))
        if len(missing) > _LINES_SHOWN:
            yield Padding(Text(f"and {len(missing) - _LINES_SHOWN:,} more", "dim"), (0, 0, 0, 2))
    if outcome.skipped:
        yield Text.assemble(("Skipped on purpose  ", "bold"), f"{len(outcome.skipped):,}")


def _closing(outcome: Outcome) -> Iterator[RenderableType]:
    yield Text("")
    found = f"{counted(len(outcome.gaps), 'gap')}: {severities(outcome.gaps)}" if outcome.gaps else "No gaps"
    style = "bold red" if outcome.failing else "bold green"
    yield Text(f"{outcome.headline}. {found}.", style)


def _holdings(holdings: Sequence[Holding]) -> Iterator[RenderableType]:
    """Each store on a line of its own, what it holds below it: however long its name, no column gives way to it."""
    widest = max((len(short_key(holding.category)) for holding in holdings), default=0)
    for store, group in groupby(holdings, key=lambda holding: holding.store):
        rows = list(group)
        subjects = ", ".join(sorted({row.subject for row in rows if row.subject}))
        yield Text.assemble((printable(store), "bold"), (f"  {printable(subjects)}" if subjects else "", "dim"))
        yield _held(rows, widest)


def _held(holdings: Sequence[Holding], widest: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=False)
    fixed = (2, min(widest, _WIDEST_CATEGORY), 6, 9)
    for width in fixed:
        table.add_column(width=width, min_width=width, overflow="ellipsis", no_wrap=True)
    table.add_column(overflow="ellipsis", no_wrap=True)
    for holding in holdings:
        table.add_row(
            "",
            Text(short_key(holding.category)),
            Text(holding.confidence, "" if holding.confidence == "high" else "dim"),
            Text(holding.protection, "yellow" if holding.is_exposed else ""),
            Text(printable(", ".join(holding.paths)), "dim"),
        )
    return table


def _recipients(inventory: Inventory) -> Iterator[RenderableType]:
    if not inventory.recipients:
        return
    yield Text("")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("recipient", "function", "use", "home", "processes in"):
        table.add_column(heading, overflow="fold")
    for recipient in inventory.recipients[:_ROWS_SHOWN]:
        regions = ", ".join(recipient.processing_regions)
        cells = (recipient.name, recipient.function, recipient.use, recipient.home_country or "", regions)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    yield Group(table)


def _tally(counts: Counter[str]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
