"""The inventory: which categories stand where as a matrix, and every field in a table that can be searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log10

from detectors.model import Category
from detectors.taxonomy import is_special
from reports.holdings import findings_of
from reports.html.markup import Markup, joined, table, tag
from reports.html.section import Section
from reports.wording import NOTHING, category_title, counted
from scanner.ids import system_of
from scanner.model import Inventory

_COLUMNS = 10
_SHADES = 4
_FIELD_HEADINGS = ("Store", "Field", "Categories", "Subject", "Protection")
_CONFIDENCES = (("2", "high"), ("1", "medium and high"), ("0", "all, with mere guesses"))


def inventory_section(inventory: Inventory) -> Section:
    """The matrix, and the table of fields, which the script fills."""
    if not inventory.fields:
        body = tag("p", "No field with personal data was found in what was examined.")
    else:
        body = joined((_matrix(inventory), _fields(inventory)))
    return Section("inventory", "Inventory", "Inventory", body, f"{len(inventory.fields):,}")


def _matrix(inventory: Inventory) -> Markup:
    """Categories by systems; by stores where there is one system only, for one column would say nothing."""
    by_store = len({system_of(field.store) for field in inventory.fields}) == 1
    cells: Counter[tuple[Category, str]] = Counter()
    for field, found in findings_of(inventory):
        cells[found.category, field.store.split("/", 1)[-1] if by_store else system_of(field.store)] += 1
    sizes: Counter[str] = Counter()
    for (_, place), number in cells.items():
        sizes[place] += number
    shown = sorted(sizes, key=lambda place: (-sizes[place], place))[:_COLUMNS]
    rest = len(sizes) - len(shown)
    headings = ["Category", *shown, *([counted(rest, "other")] if rest else []), "All"]
    rows = [_matrix_row(category, shown, cells, with_rest=rest > 0) for category in sorted({c for c, _ in cells})]
    caption = f"Fields by category and {'store' if by_store else 'system'}"
    return table(headings, rows, caption=caption, class_="matrix")


def _matrix_row(
    category: Category, shown: Sequence[str], cells: Counter[tuple[Category, str]], *, with_rest: bool
) -> list[Markup]:
    total = sum(number for (key, _), number in cells.items() if key == category)
    numbers = [cells[category, place] for place in shown]
    numbers += [total - sum(numbers)] if with_rest else []
    special = tag("span", "special", class_="special", title="GDPR Article 9 or 10") if is_special(category) else ""
    name = tag("span", category_title(category), title=category)
    return [joined((name, special)), *(_cell(number) for number in numbers), _cell(total)]


def _cell(number: int) -> Markup:
    shade = 0 if number == 0 else min(1 + int(log10(number) * 2), _SHADES)
    return tag("span", f"{number:,}" if number else NOTHING, class_=f"cell shade-{shade}")


def _fields(inventory: Inventory) -> Markup:
    options = joined(tag("option", label, value=value, selected=value == "1") for value, label in _CONFIDENCES)
    controls = tag(
        "form",
        tag("label", "Search the fields", tag("input", type="search", name="text", autocomplete="off")),
        tag("label", "Confidence", tag("select", options, name="confidence")),
        tag("p", role="status", class_="matching"),
        id="field-filters",
        class_="filters",
        hidden=True,
    )
    silent = tag("noscript", tag("p", f"{counted(len(inventory.fields), 'field')}: inventory.json lists them."))
    listed = table(_FIELD_HEADINGS, (), caption="Fields with personal data", class_="fields")
    pages = tag(
        "p",
        tag("button", "Previous", type="button", name="previous"),
        tag("span", class_="page"),
        tag("button", "Next", type="button", name="next"),
        id="field-pages",
        class_="pages",
        hidden=True,
    )
    return tag("div", tag("h3", "Every field"), controls, silent, listed, pages, id="fields")
