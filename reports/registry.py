"""The formats that a report can be written in, in the order that help texts list them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports import gaps_json, terminal
from reports.html import page
from reports.model import ReportInput
from scanner.errors import InvalidConfiguration


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report: its name on the command line, the suffix of its files, and what writes it.

    `needs_verdict` says that it means nothing without a policy check.
    """

    name: str
    suffix: str
    needs_verdict: bool
    render: Callable[[ReportInput], bytes]


FORMATS: tuple[Format, ...] = (
    Format("terminal", ".txt", needs_verdict=False, render=terminal.render),
    Format("json", ".json", needs_verdict=True, render=gaps_json.render),
    Format("html", ".html", needs_verdict=False, render=page.render),
)


def by_name(name: str) -> Format:
    """The format of this name. Raises InvalidConfiguration where there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise InvalidConfiguration(f"there is no report format {name!r}; choose from {names}")
