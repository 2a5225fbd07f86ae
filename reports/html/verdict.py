"""The first screen: whether it may go out, why, and how far that can be relied on."""

from __future__ import annotations

from reports.html.markup import Markup, joined, table, tag
from reports.html.section import Section
from reports.model import ReportInput
from reports.outcome import SEVERITIES, VERDICTS, Outcome, verdicts
from reports.wording import NOTHING, counted, kind_title
from scanner.model import Gap

_FIRST_SHOWN = 5


def verdict_section(report: ReportInput, outcome: Outcome) -> Section:
    """The headline, its reason, the gaps that weigh most, and the coverage."""
    body = joined(
        (
            tag("p", outcome.reason, class_="reason"),
            _figures(outcome) if report.verdict else "",
            _first(outcome) if outcome.failing else "",
            _coverage(outcome),
        )
    )
    title = tag("span", outcome.headline, class_=f"state {outcome.state}")
    return Section("verdict", "Verdict", title, body)


def _figures(outcome: Outcome) -> Markup:
    counts = verdicts(outcome.claims)
    gaps = [
        (str(sum(gap.severity is severity for gap in outcome.gaps)), str(severity), f"figure {severity}")
        for severity in SEVERITIES
    ]
    claims = [(str(counts[verdict]), verdict, f"figure {verdict}") for verdict in VERDICTS]
    return tag("div", _figure_group("Gaps", gaps), _figure_group("Policy claims", claims), class_="figures")


def _figure_group(name: str, figures: list[tuple[str, str, str]]) -> Markup:
    pairs = (
        tag("div", tag("dt", label), tag("dd", number), class_=f"{style} none" if number == "0" else style)
        for number, label, style in figures
    )
    return tag("div", tag("h2", name), tag("dl", joined(pairs)), class_="figure-group")


def _first(outcome: Outcome) -> Markup:
    rest = len(outcome.failing) - _FIRST_SHOWN
    more = tag("p", tag("a", f"All {counted(len(outcome.gaps), 'gap')}", href="#gaps")) if rest > 0 else ""
    lines = joined(_line(gap, number) for number, gap in enumerate(outcome.failing[:_FIRST_SHOWN]))
    return tag("div", tag("h2", "What stands against it"), tag("ol", lines, class_="first"), more)


def _line(gap: Gap, number: int) -> Markup:
    severity = tag("span", gap.severity, class_=f"severity {gap.severity}")
    kind = tag("span", kind_title(gap.kind), class_="kind")
    return tag("li", severity, tag("a", gap.message, href=f"#gap-{number}"), kind)


def _coverage(outcome: Outcome) -> Markup:
    rows = (
        (kind.kind, *(f"{number:,}" if number else NOTHING for number in (kind.full, kind.sampled, kind.names_only)))
        for kind in outcome.coverage
    )
    places = sum(kind.total for kind in outcome.coverage)
    missing = max(len(outcome.missing), len(outcome.notes))
    sentence = (
        f"{counted(places, 'place was', 'places were')} examined. "
        if places
        else "Nothing is recorded as examined, so nothing that was not found can be taken as absent. "
    )
    gone = (
        tag("a", f"{counted(missing, 'input was', 'inputs were')} not examined.", href="#unexamined")
        if missing
        else "Nothing that a reader exists for was left out."
    )
    listed = (
        table(
            ("Kind of place", "In full", "By sample", "Names only"),
            rows,
            caption="Places examined, by kind and extent",
            class_="numbers",
        )
        if outcome.coverage
        else ""
    )
    return tag("div", tag("h2", "Coverage"), tag("p", sentence, gone), listed, class_="coverage")
