"""`piimap explain`: why something was reported, or what a rule or category means."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from detectors.taxonomy import is_known, keys, title
from reports.wording import circumstances, place
from scanner.cli.options import Settings, common, settings, with_inventory, with_policies
from scanner.cli.verdict import judge, parse_day
from scanner.errors import UnusableTarget
from scanner.gaps.check import RULES
from scanner.inventory.document import read_inventory
from scanner.model import Evidence, Gap, Inventory


@click.command("explain")
@click.argument("what")
@with_policies
@with_inventory
@common
def command(what: str, policies: tuple[Path, ...], inventory: Path, **shared: object) -> None:
    """Say why WHAT was reported, or what it means.

    WHAT is a rule (PM201), a category (user.contact.email), `categories`, or the id of a gap, field, flow or recipient.
    """  # fmt: skip
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    lines = tuple(_rule(what)) or tuple(_category(what)) or tuple(_node(read_inventory(inventory), what))
    lines = lines or tuple(_gap(what, read_inventory(inventory), policies, run))
    if not lines:
        raise UnusableTarget(f"{what}: no rule, category, gap or id in {inventory}; `piimap check` prints gap ids")
    click.echo("\n".join(lines))


def _rule(what: str) -> Iterator[str]:
    for rule in RULES:
        if rule.code == what.upper():
            yield f"{rule.code} ({rule.kind}): {rule.title}"
            yield ""
            yield inspect.getdoc(sys.modules[_function(rule.judge).__module__]) or ""


def _function(judge: Callable[..., object]) -> Callable[..., object]:
    return getattr(judge, "func", judge)


def _category(what: str) -> Iterator[str]:
    if what == "categories":
        yield from (f"{key:55} {title(key)}" for key in sorted(keys()))
    elif is_known(what):
        yield f"{what}: {title(what)}"


def _node(inventory: Inventory, what: str) -> Iterator[str]:
    for field in inventory.fields:
        if field.id == what:
            for found in field.categories:
                by = ", ".join(found.detectors)
                yield f"{found.category}: {found.confidence} confidence, {field.protection}, by {by}"
    for recipient in inventory.recipients:
        if recipient.id == what:
            yield f"{recipient.name}: {recipient.function}, {recipient.use}, home country {recipient.home_country}"
    for seen in inventory.evidence.get(what, ()):
        yield f"  {_place(seen)}"


def _gap(what: str, inventory: Inventory, policies: tuple[Path, ...], run: Settings) -> Iterator[str]:
    if not what.startswith("PM"):
        return
    judged = judge(inventory, policies, run, decisions=(), as_of=parse_day(None))
    for gap in judged.verdict.gaps:
        if gap.id == what:
            yield from told(gap)


def told(gap: Gap) -> Iterator[str]:
    yield f"{gap.rule} {gap.severity}: {gap.message}"
    if gap.statement:
        yield f"  policy: “{gap.statement.quote}”"
    yield from (f"  {_place(seen)}" for seen in gap.evidence)
    if len(gap.path) > 1:
        yield f"  path: {' → '.join(gap.path)}"
    yield f"  {gap.fix}"


def _place(seen: Evidence) -> str:
    return ", ".join(filter(None, (place(seen), circumstances(seen)))) + (f": {seen.reason}" if seen.reason else "")
