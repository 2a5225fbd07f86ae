"""From targets or an inventory, and policies, to a verdict: what check, report and explain share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detectors.redact import safe_name
from scanner.cli.options import Settings
from scanner.config import Config, PolicyConfig
from scanner.errors import InvalidConfiguration
from scanner.gaps.case import PolicyScope
from scanner.gaps.check import find_gaps
from scanner.inventory.decisions import Accepted
from scanner.model import Declaration, Gap, Inventory, Verdict
from scanner.policy.files import load

SUBJECTS = {
    "anonymous_caller": "anonymous_user",
    "caller": "anonymous_user",
    "guest": "anonymous_user",
    "member": "customer",
    "user": "customer",
    "users": "customer",
    "customers": "customer",
    "visitors": "visitor",
    "employees": "employee",
    "staff": "employee",
    "children": "child",
    "lead": "prospect",
    "leads": "prospect",
}
"""What people call data subjects in a configuration, as fideslang subjects."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict without what was accepted, and the accepted gaps that hold or have expired."""

    verdict: Verdict
    declarations: tuple[Declaration, ...]
    accepted: tuple[Gap, ...] = ()
    expired: tuple[Accepted, ...] = ()


def judge(
    inventory: Inventory, policies: Sequence[Path], settings: Settings, *, decisions: Sequence[Accepted], as_of: dt.date
) -> Judged:
    """Hold the inventory against the policies: those named, else those of the configuration.

    Raises InvalidConfiguration where there is neither, InvalidPolicy where one cannot be read.
    """
    scopes = policy_scopes(policies, settings.config)
    found = find_gaps(inventory, scopes)
    holding = {decision.gap for decision in decisions if decision.holds(as_of)}
    accepted = tuple(gap for gap in found.gaps if gap.id in holding)
    verdict = Verdict(tuple(gap for gap in found.gaps if gap.id not in holding), found.claims)
    expired = tuple(decision for decision in decisions if not decision.holds(as_of))
    declarations = tuple(declaration for scope in scopes for declaration in scope.declarations)
    return Judged(verdict, declarations, accepted, expired)


def policy_scopes(policies: Sequence[Path], config: Config) -> list[PolicyScope]:
    """The policies with what they cover: texts that cover the same systems and subjects hold together."""
    chosen = [_configured(path, config) for path in policies] or [_located(p, config) for p in config.policies]
    if not chosen:
        raise InvalidConfiguration("no policy: give --policy FILE, or name one under [[policy]] in piimap.toml")
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Declaration]] = {}
    for path, policy in chosen:
        subjects = tuple(sorted({_subject(subject) for subject in policy.subjects}))
        groups.setdefault((policy.systems, subjects), []).append(_named(load(path), policy.file))
    return [PolicyScope(tuple(texts), systems, subjects) for (systems, subjects), texts in groups.items()]


def _named(declaration: Declaration, name: str) -> Declaration:
    """The policy under the name that the user gave it; of an absolute path only the last part."""
    short = Path(name).name if Path(name).is_absolute() else Path(name).as_posix()
    return replace(declaration, document=replace(declaration.document, path=safe_name(short)))


def _configured(path: Path, config: Config) -> tuple[Path, PolicyConfig]:
    """A policy named on the command line has the scope that the configuration gives the same file, else all."""
    for policy in config.policies:
        if (config.folder / policy.file).resolve() == path.resolve():
            return path, policy
    return path, PolicyConfig(str(path))


def _located(policy: PolicyConfig, config: Config) -> tuple[Path, PolicyConfig]:
    return config.folder / policy.file, policy


def _subject(name: str) -> str:
    key = name.strip().casefold().replace(" ", "_").replace("-", "_")
    return SUBJECTS.get(key, key)


def parse_day(text: str | None) -> dt.date:
    """The day that --as-of names, else today: the only clock."""
    if text is None:
        return dt.datetime.now(tz=dt.UTC).date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InvalidConfiguration(f"--as-of {text}: is no date like 2026-01-31") from None


def failing(gaps: Iterable[Gap], threshold: int) -> tuple[Gap, ...]:
    """The gaps at or over the threshold; what was not examined never fails a check by itself."""
    return tuple(gap for gap in gaps if gap.severity.rank >= threshold and gap.kind != "not_examined")
