"""What a gap rule is, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from detectors.taxonomy import words
from scanner.gaps.case import Case
from scanner.model import Claim, Gap


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives: gaps, and the verdict on each claim of the policy that the rule can judge."""

    gaps: tuple[Gap, ...] = ()
    claims: tuple[Claim, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule family: the docstring of its module is its documentation page."""

    code: str
    kind: str
    title: str
    judge: Callable[[Case], Outcome]


def gap_id(code: str, place: str, detail: str = "") -> str:
    """The id of a gap: what it is about, and never a line or an order, so that it survives moved code."""
    return f"{code} {place}" + (f" [{detail}]" if detail else "")


def named(categories: Iterable[str], *, most: int = 4) -> str:
    """Categories as words: `e-mail address, date of birth and 2 more`."""
    said = [words(category) for category in sorted(set(categories))]
    if len(said) > most:
        said = [*said[: most - 1], f"{len(said) - most + 1} more"]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
