"""Entry points that close an account, and which stores they clear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scanner.code import ir, tables
from scanner.code.findings import Removal
from scanner.code.machine import Frame, Machine, Place
from scanner.model import ControlKind, ControlState

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_erasure(node: ir.Function, place: Place, *, entry: bool) -> bool:
    """Whether a function closes an account or erases a person: by its name, or by the route that leads to it."""
    if _says_so(_WORDS.findall(node.name)):
        return True
    if not entry or not place.route.startswith("/"):
        return False
    fixed = _WORDS.findall(re.sub(r"\{[^{}]{0,80}\}", "", place.route))
    return _says_so([*fixed, "delete"] if "DELETE" in place.methods else fixed)


def erases_people(machine: Machine, frame: Frame, removals: Iterable[Removal]) -> bool:
    """Whether a function itself deletes rows of the model that people sign in as, whatever it is called."""
    person = machine.person("user") or machine.person("account") or machine.person("member")
    if person is None:
        return False
    store = machine.findings.store("table", person.table).id
    own = (removal for removal in removals if removal.store == store and removal.seen.path == frame.file.path)
    return any(removal.seen.symbol == frame.symbol for removal in own)


def _says_so(found: Iterable[str]) -> bool:
    words = {word.lower() for word in found}
    verbs, persons = tables.names("erasure", "verbs"), tables.names("erasure", "persons")
    return bool(words & verbs and words & persons and words <= verbs | persons | tables.names("erasure", "beside"))


def closed_accounts(
    machine: Machine, frame: Frame, node: ir.Function, removals: Iterable[Removal], before: Mapping[str, set[str]]
) -> None:
    """Put down what such a function deletes, or overwrites with constants, as a control."""
    place = machine.seen(frame, node.line)
    made = tuple(removals)
    covers = {removal.store for removal in made} | set(_anonymised(machine, before))
    machine.erased.update(made)
    if not covers and not _closes_accounts(node.name) and not _closes_accounts(machine.place.route):
        return
    state = ControlState.PRESENT if covers else ControlState.PARTIAL
    machine.findings.control(
        ControlKind.ERASURE,
        place.path,
        frame.symbol,
        (place,),
        covers=covers,
        period=min((removal.period for removal in made if removal.period), default=None),
        state=state,
        reason="a function that closes an account" + ("" if covers else ", and deletes nothing that was followed"),
    )


def _closes_accounts(name: str) -> bool:
    """Whether a name leaves no doubt, so that a function which deletes nothing is worth telling."""
    words = {word.lower() for word in _WORDS.findall(name)}
    return bool(
        words & {"delete", "erase", "close", "forget"} and words & {"account", "user", "member", "profile", "me"}
    )


def _anonymised(machine: Machine, before: Mapping[str, set[str]]) -> Iterable[str]:
    for key, columns in machine.wiped.items():
        model = machine.models.by_key[key]
        direct = {
            column.name for column in model.columns.values() if column.finding is not None and not _key(column.name)
        }
        fresh = columns - before.get(key, set())
        if direct and direct <= columns and fresh:
            yield machine.findings.store("table", model.table).id


def _key(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def clean_ups(machine: Machine) -> None:
    """Deletions that depend on the age of what they delete: retention, with its period."""
    for removal in dict.fromkeys(machine.removals):
        if removal.period and removal not in machine.erased:
            name = removal.store.partition("/")[2]
            machine.findings.control(
                ControlKind.RETENTION,
                removal.seen.path,
                name,
                (removal.seen,),
                covers=(removal.store,),
                period=removal.period,
                reason="rows older than this are deleted",
            )
