"""HTML by construction: text is escaped where it is put in, so a hostile name can never become markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

from reports.wording import printable

Attribute = str | int | bool | None

_VOID = frozenset({"input", "link", "meta"})


class Markup(str):
    """Text that is HTML already. Only this module makes it, and the page for the files it ships."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Text from anywhere, as HTML."""
    return text if isinstance(text, Markup) else Markup(html.escape(printable(text), quote=True))


def joined(parts: Iterable[str]) -> Markup:
    """The parts one after another; those that are no Markup are escaped."""
    return Markup("".join(escaped(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: Attribute) -> Markup:
    """One element. `class_` and `for_` stand for names that Python keeps, `aria_label` for `aria-label`.

    An attribute that is None or False is left out; True gives the bare name.
    """
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(opened if name in _VOID else f"{opened}{joined(children)}</{name}>")


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str, class_: str = "") -> Markup:
    """A table whose first cell in each row names the row, in a frame that scrolls sideways where it is too wide."""
    head = joined(tag("th", heading, scope="col") for heading in headings)
    body = joined(_row(tuple(cells)) for cells in rows)
    return framed(
        tag(
            "table",
            tag("caption", caption),
            tag("thead", tag("tr", head)),
            tag("tbody", body),
            class_=class_ or None,
        ),
        caption,
    )


def framed(content: Markup, label: str) -> Markup:
    """Wide content in a frame of its own that the keyboard can reach and scroll."""
    return tag("div", content, class_="frame", role="region", tabindex=0, aria_label=label)


def _row(cells: tuple[str, ...]) -> Markup:
    name, *rest = cells
    return tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in rest))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escaped(str(value))}"'
