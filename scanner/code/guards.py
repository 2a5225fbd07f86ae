"""Questions that code asks before it acts: consent, age, and whether somebody wants to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.code import ir, tables
from scanner.code.machine import Frame, Machine
from scanner.model import ControlKind

CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Guard:
    """What holds in the branch that a test opens, and in the other one: "consent", or nothing."""

    then: str = ""
    otherwise: str = ""


def guard_of(test: ir.Expr) -> Guard:
    """Whether a test asks for consent, and in which branch it was given."""
    if not any(tables.pattern("consent", "words").search(word) for word in words_of(test)):
        return Guard()
    refused = _negated(test) ^ any(word.casefold() in {"dnt", "do_not_track"} for word in words_of(test))
    return Guard(otherwise=CONSENT) if refused else Guard(then=CONSENT)


def noted(machine: Machine, frame: Frame, node: ir.If, guard: Guard) -> None:
    """Put down age gates and checks of visibility as controls."""
    words = [word.casefold() for word in words_of(node.test)]
    place = machine.seen(frame, node.line)
    if not guard.then and _asks_age(node.test, words):
        machine.findings.control(
            ControlKind.AGE_GATE, place.path, frame.symbol, (place,), reason="an age is compared with a limit"
        )
    if any(tables.pattern("consent", "visibility").search(word) for word in words):
        machine.findings.control(
            ControlKind.VISIBILITY, place.path, frame.symbol, (place,), reason="what is shown depends on a flag"
        )


def _asks_age(test: ir.Expr, words: list[str]) -> bool:
    limits = {str(age) for age in tables.mapping("consent").get("ages", [])}  # type: ignore[attr-defined] # a list
    compared = any(
        isinstance(part, ir.Compare) and {str(op.value) for op in part.operands if isinstance(op, ir.Const)} & limits
        for part in walk(test)
    )
    named = any(tables.pattern("consent", "age_words").search(word) for word in words)
    limit_named = any("min_age" in word or "minimum_age" in word or "age_limit" in word for word in words)
    return named and (compared or limit_named)


def words_of(expr: ir.Expr) -> Iterator[str]:
    """Names, attributes and literal keys in an expression."""
    for part in walk(expr):
        if isinstance(part, ir.Name):
            yield part.id
        elif isinstance(part, ir.Attr):
            yield part.name
        elif isinstance(part, ir.Const) and isinstance(part.value, str) and len(part.value) < 60:  # noqa: PLR2004 - a key
            yield part.value


def walk(expr: ir.Expr, depth: int = 0) -> Iterator[ir.Expr]:
    """An expression and all in it, of the kinds that tests are made of."""
    yield expr
    if depth > 20:  # noqa: PLR2004 - tests are short
        return
    for part in _inside(expr):
        yield from walk(part, depth + 1)


def _inside(expr: ir.Expr) -> tuple[ir.Expr, ...]:  # noqa: PLR0911 - one line a kind
    if isinstance(expr, ir.Attr):
        return (expr.base,)
    if isinstance(expr, ir.Item):
        return expr.base, expr.key
    if isinstance(expr, ir.Call):
        return expr.callee, *expr.args, *(value for _, value in expr.keywords)
    if isinstance(expr, ir.Compare | ir.Operation):
        return expr.operands
    if isinstance(expr, ir.Choice):
        return expr.options
    if isinstance(expr, ir.Sequence):
        return expr.items
    if isinstance(expr, ir.Walrus):
        return (expr.value,)
    return ()


def _negated(test: ir.Expr) -> bool:
    if isinstance(test, ir.Compare):
        if test.operators == ("not",):
            return not _negated(test.operands[0])
        against = test.operands[-1]
        if isinstance(against, ir.Const) and (against.value is False or against.value is None):
            return "not" not in test.operators and "!=" not in test.operators and "is not" not in test.operators
        if isinstance(against, ir.Const) and against.value is True:
            return "!=" in test.operators or "is not" in test.operators
    if isinstance(test, ir.Choice):
        return any(_negated(option) for option in test.options if guard_words(option))
    return False


def guard_words(expr: ir.Expr) -> bool:
    """Whether an expression speaks of consent."""
    return any(tables.pattern("consent", "words").search(word) for word in words_of(expr))
