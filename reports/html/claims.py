"""The claims of the policy: broken first, then those that nothing could test, then those that are kept."""

from __future__ import annotations

from collections.abc import Sequence

from reports.html.markup import Markup, joined, table, tag
from reports.html.section import Section
from reports.outcome import VERDICTS, Outcome
from reports.wording import counted, shortened
from scanner.model import Claim

_QUOTE_LIMIT = 500
_OPEN_LIMIT = 60


def claims_section(outcome: Outcome) -> Section | None:
    """Each claim with its verdict and the reason; None where no claim was tested."""
    if not outcome.claims:
        return None
    groups = [(verdict, [claim for claim in outcome.claims if claim.verdict == verdict]) for verdict in VERDICTS]
    body = joined(_group(verdict, claims) for verdict, claims in groups if claims)
    return Section("claims", "Policy claims", "Policy claims", body, f"{len(outcome.claims):,}")


def _group(verdict: str, claims: Sequence[Claim]) -> Markup:
    listed = table(
        ("What the policy says", "Why"),
        (_cells(claim) for claim in claims),
        caption=f"{verdict.capitalize()} claims",
        class_="capped claims",
    )
    summary = tag("summary", tag("span", verdict, class_=f"verdict {verdict}"), f" {counted(len(claims), 'claim')}")
    return tag("details", summary, listed, open=verdict == "broken" or len(claims) <= _OPEN_LIMIT)


def _cells(claim: Claim) -> tuple[Markup, str]:
    return tag("q", shortened(claim.statement.quote, _QUOTE_LIMIT)), claim.reason
