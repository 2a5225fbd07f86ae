"""The page as a whole: its sections, what it ships, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from reports.html.claims import claims_section
from reports.html.gaps import gaps_section
from reports.html.inventory import inventory_section
from reports.html.island import data_island
from reports.html.lineage import lineage_section
from reports.html.markup import Markup, joined, tag
from reports.html.method import method_section, unexamined_section
from reports.html.recipients import recipients_section
from reports.html.section import Section
from reports.html.verdict import verdict_section
from reports.model import ReportInput
from reports.outcome import outcome_of

STYLES: tuple[str, ...] = ("report.css", "parts.css")
SCRIPTS: tuple[str, ...] = ("page.js", "gaps.js", "fields.js", "focus.js")


def render(report: ReportInput) -> bytes:
    """The bytes of the HTML report."""
    outcome = outcome_of(report)
    candidates = (
        verdict_section(report, outcome),
        gaps_section(report, outcome),
        inventory_section(report.inventory),
        lineage_section(report),
        recipients_section(report),
        claims_section(outcome),
        unexamined_section(outcome),
        method_section(report),
    )
    sections = [section for section in candidates if section is not None]
    title = report.title or "Personal data report"
    body = (
        tag("a", "Skip to the verdict", href="#verdict", class_="skip"),
        _header(title, report),
        tag("div", _contents(sections), tag("main", *(_shown(section) for section in sections)), class_="columns"),
        data_island(report),
        *(tag("script", asset(name)) for name in SCRIPTS),
    )
    page = tag("html", _head(title), tag("body", *body), lang="en")
    return f"<!doctype html>\n{page}\n".encode("utf-8", "backslashreplace")


@cache
def asset(name: str) -> Markup:
    """A file that the report ships, as it stands on the page."""
    return Markup(files("reports").joinpath("assets", name).read_text("utf-8"))


def content_security_policy() -> str:
    """Nothing is loaded, and nothing runs or styles but what is shipped, by its hash (CSP level 3)."""
    styles = " ".join(_hash(asset(name)) for name in STYLES)
    scripts = " ".join(_hash(asset(name)) for name in SCRIPTS)
    return f"default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _head(title: str) -> Markup:
    # The quotes in the policy are its own syntax: escaped as text they would still be read, but by fewer people.
    policy = Markup(content_security_policy())
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        *(tag("style", asset(name)) for name in STYLES),
    )


def _header(title: str, report: ReportInput) -> Markup:
    policies = ", ".join(declaration.document.path for declaration in report.declarations)
    facts = [
        f"{_listed([system.name for system in report.inventory.systems])}" if report.inventory.systems else "",
        f"held against {policies}" if policies else "",
        f"as of {report.as_of}" if report.as_of else "",
    ]
    line = ", ".join(fact for fact in facts if fact)
    return tag("header", tag("p", title, class_="title"), tag("p", line, class_="facts") if line else "", class_="top")


def _listed(names: list[str]) -> str:
    shown = names[:5]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more systems" if len(names) > len(shown) else "")


def _contents(sections: list[Section]) -> Markup:
    links = (
        tag("li", tag("a", section.heading, tag("span", section.count, class_="count"), href=f"#{section.id}"))
        for section in sections
    )
    return tag("nav", tag("ul", joined(links)), aria_label="Sections")


def _shown(section: Section) -> Markup:
    heading = tag("h2" if section.id != "verdict" else "h1", section.title, id=f"{section.id}-heading")
    return tag("section", heading, section.body, id=section.id, aria_labelledby=f"{section.id}-heading")
