"""Calls of libraries: those that move personal data are recognised one kind after another; the rest passes it on."""

from __future__ import annotations

from collections.abc import Callable

from scanner.code import tables
from scanner.code.builtins import builtin
from scanner.code.durations import duration
from scanner.code.keeping import kept
from scanner.code.logs import logged
from scanner.code.machine import CallSite, Machine
from scanner.code.members import setting
from scanner.code.printing import dumped
from scanner.code.rows import queried
from scanner.code.sanitizers import cleaned, sanitized
from scanner.code.sharing import fetched, mailed, shared
from scanner.code.sqlcalls import executed
from scanner.code.values import Foreign, Value, all_labels, labelled, of_ref

Recogniser = Callable[[Machine, CallSite], Value | None]


def foreign_call(machine: Machine, site: CallSite) -> Value:
    """What a call of a library gives."""
    for recognise in _RECOGNISERS:
        found = recognise(machine, site)
        if found is not None:
            return found
    return passed_on(site)


def passed_on(site: CallSite) -> Value:
    """A result of which nothing is known but what went in: the data of the arguments, and the library's object."""
    labels = site.base.labels.union(*(all_labels(value) for value in site.values))
    if not site.dotted or site.dotted.startswith("builtins."):
        return labelled(labels, name=site.name)
    value = of_ref(Foreign(f"{site.dotted}()"), name=site.name)
    value.labels = labels
    return value


def _environ(machine: Machine, site: CallSite) -> Value | None:
    """`os.environ.get("X", default)`, `os.getenv`, `config("X", default=…)`: the files of the target first."""
    bare = tables.bare(site.dotted)
    reader = bare in {"os.environ.get", "os.getenv", "environ.Env", "environ.Env.str", "environ.Env.url"}
    reader = reader or bare.startswith(
        ("decouple.", "starlette.config.", "django.conf.settings.get", "flask.current_app.config.get")
    )
    if not reader or not site.args or site.args[0].text is None:
        return None
    found = setting(machine, site.args[0].text)
    return found if found.constants else site.argument(1, "default")


def _serialiser(machine: Machine, site: CallSite) -> Value | None:
    if site.name not in tables.names("printing", "whole") or (
        site.dotted.startswith("builtins.") and site.name not in {"str", "repr", "vars"}
    ):
        return None
    labels = frozenset().union(*(dumped(machine, value) for value in site.args)) if site.args else frozenset()
    return labelled(labels)


_RECOGNISERS: tuple[Recogniser, ...] = (
    duration,
    logged,
    builtin,
    sanitized,
    _environ,
    fetched,
    mailed,
    shared,
    kept,
    executed,
    queried,
    cleaned,
    _serialiser,
)
