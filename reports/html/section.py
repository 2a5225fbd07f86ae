"""One section of the page, as the table of contents and the page itself show it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.html.markup import Markup


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `heading` and `count` stand in the table of contents, `title` and `body` on the page."""

    id: str
    heading: str
    title: str
    body: Markup
    count: str = ""
