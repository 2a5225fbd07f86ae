"""The gaps: the policy's sentence on one side, what was found on the other, the path between below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.html.markup import Markup, joined, tag
from reports.html.section import Section
from reports.model import ReportInput
from reports.outcome import SEVERITIES, Outcome
from reports.wording import category_title, circumstances, counted, emptiness, kind_title, place, shortened, silence
from scanner.model import Evidence, Gap

_QUOTE_LIMIT = 700
_PLACES_SHOWN = 6


def gaps_section(report: ReportInput, outcome: Outcome) -> Section | None:
    """All gaps, gravest first, with filters; None where no policy was checked."""
    if report.verdict is None:
        return None
    heading = f"{counted(len(outcome.gaps), 'gap')} between policy and systems"
    body = (
        joined((_filters(outcome.gaps), *_groups(outcome.gaps)))
        if outcome.gaps
        else tag("p", "No gap was found in what was examined.")
    )
    return Section("gaps", "Gaps", heading, body, f"{len(outcome.gaps):,}")


def _filters(gaps: Sequence[Gap]) -> Markup:
    """The filters. They stay hidden where the script does not run, for they would do nothing."""
    kinds = sorted({gap.kind for gap in gaps}, key=kind_title)
    categories = sorted({category for gap in gaps for category in gap.categories})
    severities = [severity for severity in SEVERITIES if any(gap.severity is severity for gap in gaps)]
    toggles = joined(
        tag("label", tag("input", type="checkbox", name="severity", value=severity, checked=True), f" {severity}")
        for severity in severities
    )
    return tag(
        "form",
        tag("label", "Text", tag("input", type="search", name="text", autocomplete="off")),
        tag("label", "Kind", _choice("kind", [(kind, kind_title(kind)) for kind in kinds])),
        tag("label", "Category", _choice("category", [(key, category_title(key)) for key in categories])),
        tag("fieldset", tag("legend", "Severity"), toggles),
        tag("p", role="status", class_="matching"),
        id="gap-filters",
        class_="filters",
        hidden=True,
    )


def _choice(name: str, options: Iterable[tuple[str, str]]) -> Markup:
    listed = joined(tag("option", label, value=value) for value, label in options)
    return tag("select", tag("option", "all", value=""), listed, name=name)


def _groups(gaps: Sequence[Gap]) -> Iterable[Markup]:
    numbers = {gap: number for number, gap in enumerate(gaps)}
    for severity in SEVERITIES:
        group = [gap for gap in gaps if gap.severity is severity]
        if group:
            heading = tag("h3", severity, tag("span", f"{len(group):,}", class_="count"), class_=f"severity {severity}")
            cards = joined(_card(gap, numbers[gap]) for gap in group)
            yield tag("div", heading, cards, class_="gap-group")


def _card(gap: Gap, number: int) -> Markup:
    return tag(
        "article",
        tag("p", tag("span", kind_title(gap.kind)), tag("code", gap.rule), class_="label"),
        tag("h4", gap.message),
        tag("div", _policy_side(gap), _system_side(gap), class_="sides"),
        _path(gap.path) if gap.path else "",
        tag("p", tag("strong", "To mend it "), gap.fix, class_="fix") if gap.fix else "",
        _footer(gap),
        id=f"gap-{number}",
        class_=f"gap {gap.severity}",
        data_kind=gap.kind,
        data_severity=gap.severity,
        data_categories=" ".join(gap.categories),
    )


def _policy_side(gap: Gap) -> Markup:
    if gap.statement is None:
        said = tag("p", silence(gap.kind), class_="silent")
    else:
        said = tag(
            "figure",
            tag("blockquote", shortened(gap.statement.quote, _QUOTE_LIMIT)),
            tag("figcaption", f"{gap.statement.policy}, characters {gap.statement.start:,} to {gap.statement.end:,}"),
        )
    return tag("div", tag("h5", "The policy says"), said, class_="side policy")


def _system_side(gap: Gap) -> Markup:
    if not gap.evidence:
        found = tag("p", emptiness(gap.kind), class_="silent")
    else:
        found = tag("ul", joined(_seen(seen) for seen in gap.evidence[:_PLACES_SHOWN]))
    rest = gap.evidence[_PLACES_SHOWN:]
    more = (
        tag("details", tag("summary", f"{len(rest):,} more"), tag("ul", joined(_seen(seen) for seen in rest)))
        if rest
        else ""
    )
    return tag("div", tag("h5", "What was found"), found, more, class_="side found")


def _seen(seen: Evidence) -> Markup:
    around = circumstances(seen)
    return tag(
        "li",
        tag("code", place(seen)),
        tag("span", f" {around}", class_="around") if around else "",
        tag("span", seen.reason, class_="why") if seen.reason else "",
    )


def _path(path: Sequence[str]) -> Markup:
    return tag(
        "ol", joined(tag("li", tag("code", node)) for node in path), class_="path", aria_label="Path of the data"
    )


def _footer(gap: Gap) -> Markup:
    facts = [*(category_title(key) for key in gap.categories)]
    facts += [f"to {gap.recipient}"] if gap.recipient else []
    facts += [f"in {gap.region}"] if gap.region else []
    listed = joined(tag("li", fact) for fact in facts)
    return tag("footer", tag("ul", listed), tag("p", tag("code", gap.id), class_="id"))
